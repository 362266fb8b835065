//! A comparison as lines.

use super::Taken;
use crate::compare::{Became, Beside, Compared, Comparison, Sentence, Shared, Touched, Versions};
use crate::error::DeskError;
use crate::words::{count, name_of};
use article::ArticleId;
use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeMap, BTreeSet};
use store::Library;
use tell::{Evidence, EvidenceId, Excerpt, ExtractPart, Passage, Position};

/// A comparison, to be taken away.
///
/// # Errors
///
/// When a report cannot be read.
pub fn comparison(library: &Library, comparison: &Comparison) -> Result<Taken, DeskError> {
    match comparison {
        Comparison::Reports(compared) => {
            let (a, b) = (&compared.articles_a, &compared.articles_b);
            let title = format!(
                "Compared: {} and {}",
                side(library, &compared.a, a)?,
                side(library, &compared.b, b)?
            );
            let first: Vec<String> = a.iter().chain(b).cloned().collect();
            Taken::new(library, &title, &[], &parts(compared), &first)
        }
        Comparison::Versions(versions) => {
            let notes: Vec<String> = note_on(versions).map(str::to_owned).into_iter().collect();
            let first = [versions.a.clone(), versions.b.clone()];
            let [a, b] = [&versions.a, &versions.b].map(|id| side(library, id, std::slice::from_ref(id)));
            Taken::new(
                library,
                &format!("Compared: {} and its later version: {}", a?, b?),
                &notes,
                &changes(versions),
                &first,
            )
        }
    }
}

/// What a side of a comparison is called: outlet, day and headline of a report, or the outlet or days of several.
pub fn side(library: &Library, called: &str, articles: &[String]) -> Result<String, DeskError> {
    let [id] = articles else {
        return Ok(format!("{called} ({})", count(articles.len(), "report", "reports")));
    };
    let Some(key) = library.find(&ArticleId(id.clone()))? else { return Ok(id.clone()) };
    let article = library.article_with_corrections(key)?;
    let outlet = article.outlet.map_or_else(|| "outlet not known".to_owned(), |outlet| outlet.0);
    let day =
        article.published.map_or_else(|| "day not known".to_owned(), |day| tell::date(&day.to_string()));
    Ok(format!("{outlet}, {day}: {}", article.title.unwrap_or_else(|| id.clone())))
}

/// What there is to know about versions besides what was changed.
pub fn note_on(versions: &Versions) -> Option<&'static str> {
    let same = "Both were made of the same bytes: what differs is how the page was taken apart.";
    (!versions.edited).then_some(same)
}

/// Two sides as lines: what one alone has, what both have, what both have word for word.
pub fn parts(compared: &Compared) -> [ExtractPart; 4] {
    let own: BTreeSet<&str> =
        compared.articles_a.iter().chain(&compared.articles_b).map(String::as_str).collect();
    let evidence = compared.evidence.iter().map(|one| (&one.id, one)).collect();
    let telling = Telling { evidence, own };
    // Of two articles the headlines are too long to be told twice.
    let is_one = compared.articles_a == [compared.a.as_str()];
    let [a, b] = if is_one { ["the first", "the second"] } else { [&*compared.a, &*compared.b] };
    let part = |heading: String, shared: &Shared| ExtractPart {
        heading,
        notes: Vec::new(),
        excerpts: telling.lines(shared),
    };
    let same = compared.word_for_word.iter().map(|same| Excerpt {
        label: "word for word".to_owned(),
        words: same.a.exact.clone(),
        passages: vec![passage(&same.a), passage(&same.b)],
    });
    [
        part(format!("In {a}, not in {b}"), &compared.only_a),
        part(format!("In {b}, not in {a}"), &compared.only_b),
        part("Both have".to_owned(), &compared.both),
        ExtractPart {
            heading: "Both have word for word".to_owned(),
            notes: Vec::new(),
            excerpts: same.collect(),
        },
    ]
}

/// Versions as lines: what was changed, and what that touched in the story.
fn changes(versions: &Versions) -> Vec<ExtractPart> {
    let changed = versions.sentences.iter().filter(|one| one.became != Became::Same);
    let mut parts = vec![ExtractPart {
        heading: "What the later version changed".to_owned(),
        notes: Vec::new(),
        excerpts: changed.map(change).collect(),
    }];
    parts.extend(touched(versions));
    parts
}

/// What a change touched in the story, as lines; nothing while the story waits to be told.
pub fn touched(versions: &Versions) -> Option<ExtractPart> {
    versions.touched.as_ref().map(|touched| ExtractPart {
        heading: "What that touched in the story".to_owned(),
        notes: Vec::new(),
        excerpts: touched.iter().map(touch).collect(),
    })
}

fn change(one: &Beside) -> Excerpt {
    let sides: Vec<&Sentence> = [&one.before, &one.after].into_iter().flatten().collect();
    let words: Vec<&str> = sides.iter().map(|side| side.exact.as_str()).collect();
    Excerpt {
        label: name_of(&one.became),
        words: words.join(" → "),
        passages: sides.into_iter().map(passage).collect(),
    }
}

fn touch(touched: &Touched) -> Excerpt {
    let label = format!("{}: {}", name_of(&touched.part), touched.label);
    super::excerpt(label, &touched.sentence.exact, &touched.sentence)
}

fn passage(sentence: &Sentence) -> Passage {
    let Sentence { article, number, start, end, .. } = sentence;
    Passage { article: article.clone(), sentence: Some(*number), start: *start, end: *end }
}

/// A comparison being told.
struct Telling<'a> {
    evidence: BTreeMap<&'a EvidenceId, &'a Evidence>,
    /// The articles of the two sides: what others have is no part of the comparison.
    own: BTreeSet<&'a str>,
}

impl<'a> Telling<'a> {
    fn lines(&self, shared: &Shared) -> Vec<Excerpt> {
        let mut lines = Vec::new();
        for fact in &shared.facts {
            let support = fact.support.iter().map(|support| &support.evidence);
            let all = support.chain(&fact.conflicts).chain(&fact.confirmed_by).chain(&fact.denied_by);
            let words = self.exact(&fact.statement);
            lines.push(self.line(name_of(&fact.standing), words, all.chain([&fact.statement])));
        }
        for event in &shared.events {
            let said = event.when.said.first().map(|said| format!("“{}”", self.exact(&said.evidence)));
            let when = tell::when(&event.when).or(said).unwrap_or_else(|| "day not known".to_owned());
            let label = format!("{}, {}, {when}", event.kind, name_of(&event.status));
            lines.push(self.line(label, self.exact(&event.what), event.mentions.iter().chain([&event.what])));
        }
        for quote in &shared.quotes {
            let source = quote.source.as_ref().map(|id| self.exact(id).to_owned());
            let who = quote.name.clone().or(source).unwrap_or_else(|| "speaker not known".to_owned());
            for rendering in &quote.renderings {
                let pieces: Vec<String> =
                    rendering.pieces.iter().map(|id| format!("“{}”", self.exact(id))).collect();
                let pieces = pieces.join(" … ");
                let words = if pieces.is_empty() { self.exact(&rendering.context) } else { &pieces };
                lines.push(self.line(who.clone(), words, [&rendering.context]));
            }
        }
        lines.extend(self.stances(&shared.positions));
        lines.extend(shared.sentences.iter().map(|sentence| Excerpt {
            label: String::new(),
            words: sentence.exact.clone(),
            passages: vec![passage(sentence)],
        }));
        // Of each words, what they are and where they stand: those that are several things, or in several reports, are told once.
        let mut told: IndexMap<String, (IndexSet<String>, IndexSet<Passage>)> = IndexMap::new();
        for Excerpt { label, words, passages } in lines.into_iter().filter(|line| !line.passages.is_empty()) {
            let (labels, places) = told.entry(words).or_default();
            labels.extend(Some(label).filter(|label| !label.is_empty()));
            places.extend(passages);
        }
        let told = told.into_iter().map(|(words, (labels, places))| {
            // Who says it goes without saying where that one wants it.
            let is_said = |label: &String| labels.iter().any(|other| other.starts_with(&format!("{label} ")));
            let kept = labels.iter().filter(|label| !is_said(label)).cloned();
            let label = kept.collect::<Vec<_>>().join("; ");
            Excerpt { label, words, passages: places.into_iter().collect() }
        });
        told.collect()
    }

    /// Each stance with its issues: one that is of several is told once.
    fn stances(&self, positions: &[Position]) -> Vec<Excerpt> {
        let mut stances: IndexMap<(&str, &str, &EvidenceId), Vec<&str>> = IndexMap::new();
        for position in positions {
            for held in &position.held {
                let stance = (position.party.as_str(), tell::stance(held.stance), &held.sentence);
                stances.entry(stance).or_default().push(&position.issue);
            }
        }
        let lines = stances.into_iter().map(|((party, stance, sentence), issues)| {
            self.line(format!("{party} {stance} ({})", issues.join(", ")), self.exact(sentence), [sentence])
        });
        lines.collect()
    }

    fn exact(&self, id: &EvidenceId) -> &'a str {
        self.evidence.get(id).map_or("", |evidence| evidence.exact.as_str())
    }

    /// A line on this evidence: of each sentence the first piece.
    fn line<'i>(&self, label: String, words: &str, ids: impl IntoIterator<Item = &'i EvidenceId>) -> Excerpt {
        let mut passages: BTreeMap<(&str, usize), Passage> = BTreeMap::new();
        let found = ids.into_iter().filter_map(|id| self.evidence.get(id));
        for one in found.filter(|one| self.own.contains(one.article.as_str())) {
            passages.entry((&one.article, one.sentence)).or_insert_with(|| Passage {
                article: one.article.clone(),
                sentence: Some(one.sentence),
                start: one.start,
                end: one.end,
            });
        }
        Excerpt { label, words: words.to_owned(), passages: passages.into_values().collect() }
    }
}
