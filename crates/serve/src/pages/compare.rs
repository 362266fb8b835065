//! Two reports, two outlets or two moments: what both have, what one alone has.

use super::links::to_sentence;
use super::shell::Shell;
use super::{Visit, page as shown};
use crate::api::views::{comparison, story_comparison};
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use desk::compare::{
    Became, Beside, Compared, Comparison, Pieces, Sentence, Shared, Touched, Versions, words_changed,
};
use desk::name_of;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use store::Library;
use tell::{Evidence, EvidenceId};

#[derive(Template)]
#[template(path = "compare.html")]
struct Page {
    shell: Shell,
    json: String,
    a: Side,
    b: Side,
    note: String,
    parts: Vec<Part>,
    /// Of two versions: the sentences side by side.
    rows: Vec<Row>,
}

/// Sentences of two versions side by side.
enum Row {
    /// One that was changed.
    Changed { became: &'static str, before: Option<Cell>, after: Option<Cell> },
    /// Several that stayed as they were.
    Same(Vec<(Cell, Cell)>),
}

/// A sentence of a version.
struct Cell {
    href: String,
    number: usize,
    pieces: Pieces,
}

struct Side {
    called: String,
    href: String,
}

/// What both have, or one alone.
struct Part {
    id: &'static str,
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    label: String,
    words: String,
    references: Vec<Reference>,
}

struct Reference {
    href: String,
    told: String,
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.clone();
    let shell = visit.shell();
    let json = format!("/api/v1/compare?{}", visit.query_without(""));
    let page = visit.app.ask(move |app, library| {
        let compared = comparison(app, library, &asked)?;
        let told = match &compared {
            Comparison::Reports(compared) => {
                Told::new(library, &compared.evidence).reports(compared, shell, json)
            }
            Comparison::Versions(versions) => {
                Told::new(library, &versions.evidence).versions(versions, shell, json)
            }
        };
        Ok(told)
    });
    Ok(shown(&page.await?))
}

pub(super) async fn of_story(visit: Visit, Path(id): Path<i64>) -> Result<Response, Problem> {
    let asked = visit.clone();
    let shell = visit.shell();
    let json = format!("/api/v1/stories/{id}/compare?{}", visit.query_without(""));
    let page = visit.app.ask(move |app, library| {
        let compared = story_comparison(app, library, &asked, id)?;
        Ok(Told::new(library, &compared.evidence).reports(&compared, shell, json))
    });
    Ok(shown(&page.await?))
}

/// A comparison being told.
struct Told<'a> {
    library: &'a Library,
    evidence: BTreeMap<&'a EvidenceId, &'a Evidence>,
    /// The key and outlet of each report, looked up once.
    reports: RefCell<HashMap<String, Option<(i64, String)>>>,
}

impl<'a> Told<'a> {
    fn new(library: &'a Library, evidence: &'a [Evidence]) -> Self {
        Self {
            library,
            evidence: evidence.iter().map(|one| (&one.id, one)).collect(),
            reports: RefCell::default(),
        }
    }

    fn key(&self, id: &str) -> Option<i64> {
        self.library.find(&article::ArticleId(id.to_owned())).ok().flatten().map(|key| key.0)
    }

    fn side(&self, called: &str, articles: &[String]) -> Side {
        match articles {
            [one] => Side {
                called: self.title(one),
                href: self.key(one).map(|key| format!("/articles/{key}")).unwrap_or_default(),
            },
            many => Side {
                called: format!(
                    "{} ({})",
                    tell::one_line(called),
                    desk::count(many.len(), "report", "reports")
                ),
                href: String::new(),
            },
        }
    }

    /// The key of a report that is in the library, and its outlet or, where that is not known, its id.
    fn report(&self, id: &str) -> Option<(i64, String)> {
        if let Some(known) = self.reports.borrow().get(id) {
            return known.clone();
        }
        let found = self.key(id).and_then(|key| {
            let article = self.library.article_with_corrections(store::ArticleKey(key)).ok()?;
            Some((key, article.outlet.map_or_else(|| id.to_owned(), |outlet| outlet.0)))
        });
        self.reports.borrow_mut().insert(id.to_owned(), found.clone());
        found
    }

    fn title(&self, id: &str) -> String {
        let article =
            self.key(id).and_then(|key| self.library.article_with_corrections(store::ArticleKey(key)).ok());
        let Some(article) = article else { return tell::one_line(id) };
        let outlet = article.outlet.map_or_else(|| "outlet not known".to_owned(), |outlet| outlet.0);
        let day =
            article.published.map_or_else(|| "day not known".to_owned(), |day| tell::date(&day.to_string()));
        tell::one_line(&format!("{outlet}, {day}: {}", article.title.unwrap_or_else(|| id.to_owned())))
    }

    fn reports(&self, compared: &Compared, shell: Shell, json: String) -> Page {
        let (a, b) =
            (self.side(&compared.a, &compared.articles_a), self.side(&compared.b, &compared.articles_b));
        let same = compared.word_for_word.iter().map(|same| Line {
            label: "word for word".to_owned(),
            words: tell::one_line(&same.a.exact),
            references: [&same.a, &same.b].into_iter().filter_map(|one| self.to_sentence(one)).collect(),
        });
        // Of two articles the headlines are too long to be told twice.
        let is_one = compared.articles_a == [compared.a.as_str()];
        let names = if is_one { ["the first", "the second"] } else { [&*compared.a, &*compared.b] };
        let names = names.map(tell::one_line);
        let part = |id, heading: String, shared: &Shared| Part { id, heading, lines: self.lines(shared) };
        let parts = vec![
            part("only-a", format!("In {}, not in {}", names[0], names[1]), &compared.only_a),
            part("only-b", format!("In {}, not in {}", names[1], names[0]), &compared.only_b),
            part("both", "Both have".to_owned(), &compared.both),
            Part { id: "same", heading: "Both have word for word".to_owned(), lines: same.collect() },
        ];
        Page { shell, json, a, b, note: String::new(), parts, rows: Vec::new() }
    }

    fn lines(&self, shared: &Shared) -> Vec<Line> {
        let mut lines = Vec::new();
        for fact in &shared.facts {
            let support = fact.support.iter().map(|support| &support.evidence);
            let all = support.chain(&fact.conflicts).chain(&fact.confirmed_by).chain(&fact.denied_by);
            lines.push(self.line(
                name_of(&fact.standing),
                self.exact(&fact.statement),
                all.chain([&fact.statement]),
            ));
        }
        for event in &shared.events {
            let when = event.when.value.as_deref().unwrap_or("no day told");
            let label = format!("{}, {}, {when}", event.kind, name_of(&event.status));
            lines.push(self.line(label, self.exact(&event.what), event.mentions.iter().chain([&event.what])));
        }
        for quote in &shared.quotes {
            let source = quote.source.as_ref().map(|id| self.exact(id).to_owned());
            let who = quote.name.clone().or(source).unwrap_or_else(|| "speaker not known".to_owned());
            for rendering in &quote.renderings {
                let pieces: Vec<String> =
                    rendering.pieces.iter().map(|id| format!("“{}”", self.exact(id))).collect();
                let words = if pieces.is_empty() {
                    self.exact(&rendering.context).to_owned()
                } else {
                    pieces.join(" … ")
                };
                lines.push(self.line(who.clone(), &words, [&rendering.context]));
            }
        }
        for position in &shared.positions {
            for held in &position.held {
                let label = format!("{} {} ({})", position.party, name_of(&held.stance), position.issue);
                lines.push(self.line(label, self.exact(&held.sentence), [&held.sentence]));
            }
        }
        for sentence in &shared.sentences {
            lines.push(Line {
                label: String::new(),
                words: tell::one_line(&sentence.exact),
                references: self.to_sentence(sentence).into_iter().collect(),
            });
        }
        lines
    }

    fn exact(&self, id: &EvidenceId) -> &'a str {
        self.evidence.get(id).map_or("", |evidence| evidence.exact.as_str())
    }

    fn line<'i>(
        &self,
        label: impl AsRef<str>,
        words: &str,
        ids: impl IntoIterator<Item = &'i EvidenceId>,
    ) -> Line {
        let mut references: BTreeMap<(String, usize), Reference> = BTreeMap::new();
        for evidence in ids.into_iter().filter_map(|id| self.evidence.get(id)) {
            let place = (evidence.article.clone(), evidence.sentence);
            let at = Some((evidence.start, evidence.end));
            if let Some(reference) = self.reference(&evidence.article, evidence.sentence, at) {
                references.entry(place).or_insert(reference);
            }
        }
        Line {
            label: tell::one_line(label.as_ref()),
            words: tell::one_line(words),
            references: references.into_values().collect(),
        }
    }

    fn to_sentence(&self, sentence: &Sentence) -> Option<Reference> {
        self.reference(&sentence.article, sentence.number, Some((sentence.start, sentence.end)))
    }

    fn reference(&self, id: &str, sentence: usize, at: Option<(usize, usize)>) -> Option<Reference> {
        let (key, outlet) = self.report(id)?;
        Some(Reference {
            href: to_sentence(key, sentence, at),
            told: tell::one_line(&format!("{outlet}, {sentence}")),
        })
    }

    fn versions(&self, versions: &Versions, shell: Shell, json: String) -> Page {
        let (a, b) = (
            self.side(&versions.a, std::slice::from_ref(&versions.a)),
            self.side(&versions.b, std::slice::from_ref(&versions.b)),
        );
        let note = if versions.edited {
            String::new()
        } else {
            "Both were made of the same bytes: what differs is how the page was taken apart.".to_owned()
        };
        // As the terminal has it, line by line: what was corrected, with or without a note.
        let lines = versions.text(400, false);
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| Line {
            label: String::new(),
            words: tell::one_line(line.trim_start_matches(['•', '–', ' '])),
            references: Vec::new(),
        });
        let mut parts = vec![Part {
            id: "changed",
            heading: "What the later version changed".to_owned(),
            lines: lines.collect(),
        }];
        parts.extend(versions.touched.as_ref().map(|touched| Part {
            id: "touched",
            heading: "What that touched in the story".to_owned(),
            lines: touched.iter().map(|one| self.touched(one)).collect(),
        }));
        let rows = self.rows(&versions.sentences);
        Page { shell, json, a, b, note, parts, rows }
    }

    fn touched(&self, touched: &Touched) -> Line {
        let at = Some((touched.sentence.start, touched.sentence.end));
        Line {
            label: tell::one_line(&format!("{}: {}", name_of(&touched.part), touched.label)),
            words: tell::one_line(&touched.sentence.exact),
            references: self
                .reference(&touched.sentence.article, touched.sentence.sentence, at)
                .into_iter()
                .collect(),
        }
    }

    fn rows(&self, sentences: &[Beside]) -> Vec<Row> {
        let mut rows = Vec::new();
        for one in sentences {
            let plain = |side: &Option<Sentence>| {
                side.as_ref().map(|one| self.cell(one, vec![(one.exact.clone(), false)]))
            };
            let (before, after) = (plain(&one.before), plain(&one.after));
            match (one.became, before, after) {
                (Became::Same, Some(before), Some(after)) => match rows.last_mut() {
                    Some(Row::Same(same)) => same.push((before, after)),
                    _ => rows.push(Row::Same(vec![(before, after)])),
                },
                (Became::Reworded, Some(before), Some(after)) => {
                    let words =
                        |cell: &Cell| cell.pieces.iter().map(|(words, _)| words.as_str()).collect::<String>();
                    let (was, is) = words_changed(&words(&before), &words(&after));
                    let before = Some(Cell { pieces: shown_words(was), ..before });
                    let after = Some(Cell { pieces: shown_words(is), ..after });
                    rows.push(Row::Changed { became: "reworded", before, after });
                }
                (Became::Added, before, after) => rows.push(Row::Changed { became: "added", before, after }),
                (_, before, after) => rows.push(Row::Changed { became: "withdrawn", before, after }),
            }
        }
        rows
    }

    fn cell(&self, sentence: &Sentence, pieces: Pieces) -> Cell {
        let at = Some((sentence.start, sentence.end));
        let report = self.report(&sentence.article);
        Cell {
            href: report.map(|(key, _)| to_sentence(key, sentence.number, at)).unwrap_or_default(),
            number: sentence.number,
            pieces: shown_words(pieces),
        }
    }
}

/// The same, safe to show.
fn shown_words(pieces: Pieces) -> Pieces {
    pieces.into_iter().map(|(words, differ)| (tell::keep_space(&words), differ)).collect()
}
