//! Who says what: source, cue and content of each attribution.
//!
//! Counted as Citron counts: a span is exact when its tokens are those of some gold span whose cue overlaps; pairs
//! need not be one to one. `PolNeAR` writes the quotation marks and a leading *that* into the content, and what
//! goes on after *she said* into the same attribution; a reading leaves out the marks and the *that*, and gives a
//! further sentence of a quotation as an attribution without a cue. So marks are put back and such sentences
//! joined before anything is counted. The *that* is left as it is, but for the measures that say so.

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Article;
use corpora::polnear::{self, Document};
use read::{AttributionKind, Reading};
use std::{collections::BTreeSet, ops::Range, path::Path, time::Instant};

/// Attributions of `PolNeAR`: its development part, and a tenth of the training part that is kept aside: nobody is
/// to look at its errors, so none are listed.
///
/// # Errors
///
/// When the set cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let dev = polnear::documents(&data.join("quotes/polnear/dev"))?;
    let train = polnear::documents(&data.join("quotes/polnear/train"))?;
    let aside: Vec<Document> = train.into_iter().step_by(10).collect();
    Ok(vec![score("PolNeAR dev", &dev, true), score("PolNeAR train, every tenth", &aside, false)])
}

/// The kinds of content, by their quotation marks.
const KINDS: [AttributionKind; 3] =
    [AttributionKind::Direct, AttributionKind::Indirect, AttributionKind::Mixed];

/// An attribution as the indices of its tokens.
#[derive(Debug, Clone, Default)]
struct Told {
    source: BTreeSet<usize>,
    cue: BTreeSet<usize>,
    content: BTreeSet<usize>,
    kind: Option<AttributionKind>,
}

/// A text with its tokens: words, with what hyphens, apostrophes and dots tie to them, and single marks.
struct Tokens<'t> {
    text: &'t str,
    spans: Vec<Range<usize>>,
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str) -> Self {
        let wordy = |letter: char| letter.is_alphanumeric() || letter == '_';
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut spans = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let (start, first) = letters[at];
            let mut end = at + 1;
            while wordy(first) && end < letters.len() {
                let tied = matches!(letters[end].1, '-' | '\'' | '’' | '.')
                    && letters.get(end + 1).is_some_and(|next| wordy(next.1));
                if !wordy(letters[end].1) && !tied {
                    break;
                }
                end += 1;
            }
            if !first.is_whitespace() {
                spans.push(start..letters.get(end).map_or(text.len(), |next| next.0));
            }
            at = end;
        }
        Self { text, spans }
    }

    fn word(&self, at: usize) -> &'t str {
        self.spans.get(at).and_then(|span| self.text.get(span.clone())).unwrap_or("")
    }

    fn touched(&self, piece: &Range<usize>) -> Range<usize> {
        let start = self.spans.partition_point(|span| span.end <= piece.start);
        let end = self.spans.partition_point(|span| span.start < piece.end);
        start..end.max(start)
    }

    fn set(&self, pieces: &[Range<usize>]) -> BTreeSet<usize> {
        pieces.iter().flat_map(|piece| self.touched(piece)).collect()
    }

    /// Tokens of a quotation given without its marks, with its marks: those that no white space parts from it, as the
    /// mark after that opens the next quotation.
    fn with_marks(&self, piece: &Range<usize>) -> Range<usize> {
        let mut range = self.touched(piece);
        let tied =
            |at: usize| at > 0 && self.spans.get(at).is_some_and(|next| self.spans[at - 1].end == next.start);
        while tied(range.start) && is_quote(self.word(range.start - 1)) {
            range.start -= 1;
        }
        let mut end = range.end;
        while matches!(self.word(end), "," | "." | ";" | "!" | "?") {
            end += 1;
        }
        while is_quote(self.word(end)) && tied(end) {
            end += 1;
            range.end = end;
        }
        range
    }

    /// Tokens without marks at the edges of each stretch and without a leading *that*.
    fn stripped(&self, content: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut kept = content.clone();
        let loose = |at: usize| !self.word(at).starts_with(|letter: char| letter.is_alphanumeric());
        if let Some(&first) = content.iter().find(|at| !loose(**at))
            && self.word(first).eq_ignore_ascii_case("that")
        {
            kept.remove(&first);
        }
        for &at in content {
            let opens = !content.contains(&at.wrapping_sub(1)) || !kept.contains(&at.wrapping_sub(1));
            if opens && loose(at) {
                kept.remove(&at);
            }
        }
        for &at in content.iter().rev() {
            if !kept.contains(&(at + 1)) && loose(at) {
                kept.remove(&at);
            }
        }
        kept
    }

    /// As `PolNeAR` writes it: with the *that* before the content and the colon after the cue.
    fn in_their_form(&self, told: &Told) -> Told {
        let mut told = told.clone();
        if let Some(before) = told.content.first().and_then(|first| first.checked_sub(1))
            && self.word(before) == "that"
            && !told.cue.contains(&before)
            && !told.source.contains(&before)
        {
            told.content.insert(before);
        }
        if let Some(&last) = told.cue.last()
            && self.word(last + 1) == ":"
        {
            told.cue.insert(last + 1);
        }
        told
    }

    fn show(&self, set: &BTreeSet<usize>) -> String {
        let mut shown = String::new();
        for &at in set {
            if !shown.is_empty() {
                shown.push_str(if set.contains(&(at - 1)) { " " } else { " … " });
            }
            shown.push_str(self.word(at));
        }
        shown
    }
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "‘" | "’" | "'")
}

/// The kind of a gold content: all of its words between marks, some, or none.
fn kind_of(tokens: &Tokens<'_>, content: &BTreeSet<usize>) -> AttributionKind {
    let (mut inside, mut within, mut without) = (false, 0, 0);
    let mut last = None;
    for &at in content {
        if last.is_some_and(|last| last + 1 != at) {
            inside = false;
        }
        last = Some(at);
        let word = tokens.word(at);
        let doubled = word == "'" && (tokens.word(at + 1) == "'" || tokens.word(at.wrapping_sub(1)) == "'");
        if matches!(word, "\"" | "“" | "”") || doubled {
            inside = match word {
                "“" => true,
                "”" => false,
                "'" if tokens.word(at + 1) == "'" && content.contains(&(at + 1)) => inside,
                _ => !inside,
            };
        } else if word.starts_with(char::is_alphanumeric) {
            if inside {
                within += 1;
            } else {
                without += 1;
            }
        }
    }
    match (within, without) {
        (0, _) => AttributionKind::Indirect,
        (_, 0) => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

fn gold(tokens: &Tokens<'_>, document: &Document) -> Vec<Told> {
    document
        .attributions
        .iter()
        .map(|gold| {
            let content = tokens.set(&gold.content);
            Told {
                source: tokens.set(&gold.source),
                cue: tokens.set(&gold.cue),
                kind: Some(kind_of(tokens, &content)),
                content,
            }
        })
        .collect()
}

fn ours(tokens: &Tokens<'_>, reading: &Reading) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let pieces = |spans: &[article::Span]| -> Vec<Range<usize>> {
        spans.iter().map(|span| span.start..span.end).collect()
    };
    for said in &reading.attributions {
        let content = said
            .content
            .iter()
            .flat_map(|span| {
                let piece = span.start..span.end;
                if said.quoted.contains(span) { tokens.with_marks(&piece) } else { tokens.touched(&piece) }
            })
            .collect();
        let source =
            said.source.as_ref().map(|source| tokens.set(&pieces(&source.spans))).unwrap_or_default();
        let made = Told { source, cue: tokens.set(&pieces(&said.cue)), content, kind: Some(said.kind) };
        let holder =
            told.iter_mut().rev().take(4).find(|last| {
                made.cue.is_empty() && last.source == made.source && joined(tokens, last, &made)
            });
        match holder {
            Some(last) => last.content.extend(made.content),
            None => told.push(made),
        }
    }
    told
}

/// Whether a sentence without a cue stands in the paragraph of the attribution before.
fn joined(tokens: &Tokens<'_>, last: &Told, next: &Told) -> bool {
    let (Some(&from), Some(&to)) = (last.content.last(), next.content.first()) else { return false };
    from < to && !tokens.text[tokens.spans[from].end..tokens.spans[to].start].contains('\n')
}

fn overlaps(one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> bool {
    one.intersection(other).next().is_some()
}

/// Columns for a two-sided F1: what of `ours` is right by some gold one, and the other way round.
fn columns(ours: &[Told], gold: &[Told], right: impl Fn(&Told, &Told) -> bool) -> [f64; 4] {
    let found = ours.iter().filter(|ours| gold.iter().any(|gold| right(ours, gold))).count();
    let known = gold.iter().filter(|gold| ours.iter().any(|ours| right(ours, gold))).count();
    [found as f64, ours.len() as f64, known as f64, gold.len() as f64]
}

fn token_columns(ours: &[Told], gold: &[Told], part: fn(&Told) -> &BTreeSet<usize>) -> [f64; 3] {
    let all = |told: &[Told]| -> BTreeSet<usize> { told.iter().flat_map(part).copied().collect() };
    let (ours, gold) = (all(ours), all(gold));
    [ours.intersection(&gold).count() as f64, ours.len() as f64, gold.len() as f64]
}

fn score(set: &'static str, documents: &[Document], lists_errors: bool) -> Measured {
    const FLOOR: &str = "plain CRF, test";
    const CITRON: &str = "Citron, PARC3";
    const PEOPLE: &str = "PolNeAR, 20 documents";
    let beside = |floor: f64, peer: Option<f64>, human: f64, target: Option<f64>| Beside {
        floor: Some((floor, FLOOR)),
        peer: peer.map(|peer| (peer, CITRON)),
        human: Some((human, PEOPLE)),
        target,
    };
    let two = |name| Measure::new(name, Statistic::TwoSidedF1);
    let mut measured = Measured::new("attributions", set);
    let mut all = two("all exact F1").beside(beside(30.2, Some(56.7), 58.6, Some(48.0)));
    let mut all_stripped =
        two("all exact, marks and \"that\" off, F1").beside(beside(30.2, Some(56.7), 58.6, None));
    let mut all_theirs =
        two("all exact, \"that\" and colon put back, F1").beside(beside(30.2, Some(56.7), 58.6, Some(48.0)));
    let mut cue = two("cue exact F1").beside(beside(56.9, Some(82.3), 70.6, None));
    let mut source = two("source exact F1").beside(beside(50.4, Some(82.0), 74.6, None));
    let mut content = two("content exact F1").beside(beside(39.3, Some(59.3), 67.8, None));
    let mut content_stripped = two("content exact, marks and \"that\" off, F1");
    let mut lenient = two("lenient F1").beside(beside(46.8, None, 74.7, None));
    let mut words =
        Measure::new("content tokens F1", Statistic::F1).beside(beside(76.8, None, 91.6, Some(86.0)));
    let mut source_words =
        Measure::new("source tokens F1", Statistic::F1).beside(beside(62.1, None, 81.5, None));
    let mut cue_words = Measure::new("cue tokens F1", Statistic::F1).beside(beside(52.7, None, 69.2, None));
    let mut direct = Measure::new("direct content exact", Statistic::Accuracy).beside(Beside {
        floor: Some((95.0, "regex")),
        target: Some(95.0),
        ..Beside::default()
    });
    let mut by_kind =
        [two("direct, all exact off F1"), two("indirect, all exact off F1"), two("mixed, all exact off F1")];
    for document in documents {
        measured.words += document.text.split_whitespace().count();
        let start = Instant::now();
        let reading = read::read(Article::new("a", &document.text));
        measured.took += start.elapsed();
        let tokens = Tokens::of(&document.text);
        let (gold, ours) = (gold(&tokens, document), ours(&tokens, &reading));
        let strip = |told: &[Told]| -> Vec<Told> {
            let off = |told: &Told| Told {
                content: tokens.stripped(&told.content),
                source: tokens.stripped(&told.source),
                cue: tokens.stripped(&told.cue),
                ..told.clone()
            };
            told.iter().map(off).collect()
        };
        let (bare_gold, bare_ours) = (strip(&gold), strip(&ours));
        let exact = |a: &Told, b: &Told| a.cue == b.cue && a.source == b.source && a.content == b.content;
        all.add(&columns(&ours, &gold, exact));
        all_stripped.add(&columns(&bare_ours, &bare_gold, exact));
        let theirs: Vec<Told> = ours.iter().map(|told| tokens.in_their_form(told)).collect();
        all_theirs.add(&columns(&theirs, &gold, exact));
        cue.add(&columns(&ours, &gold, |a, b| a.cue == b.cue));
        source.add(&columns(&ours, &gold, |a, b| overlaps(&a.cue, &b.cue) && a.source == b.source));
        content.add(&columns(&ours, &gold, |a, b| overlaps(&a.cue, &b.cue) && a.content == b.content));
        content_stripped
            .add(&columns(&bare_ours, &bare_gold, |a, b| overlaps(&a.cue, &b.cue) && a.content == b.content));
        lenient.add(&columns(&ours, &gold, |a, b| {
            let shared = a.content.intersection(&b.content).count();
            overlaps(&a.cue, &b.cue)
                && 2 * shared >= a.content.len() + b.content.len() - shared
                && (overlaps(&a.source, &b.source) || a.source.is_empty() && b.source.is_empty())
        }));
        words.add(&token_columns(&ours, &gold, |told| &told.content));
        source_words.add(&token_columns(&ours, &gold, |told| &told.source));
        cue_words.add(&token_columns(&ours, &gold, |told| &told.cue));
        let mut found = [0.0; 2];
        for gold in bare_gold.iter().filter(|gold| gold.kind == Some(AttributionKind::Direct)) {
            let right = bare_ours.iter().any(|ours| ours.content == gold.content);
            found[0] += f64::from(u8::from(right));
            found[1] += 1.0;
            if !right && lists_errors {
                let near: Vec<String> = bare_ours
                    .iter()
                    .filter(|ours| overlaps(&ours.content, &gold.content))
                    .map(|ours| format!("[{}] {}", tokens.show(&ours.cue), tokens.show(&ours.content)))
                    .collect();
                measured.mistakes.add("direct content not found", || {
                    format!(
                        "{}: {}\n      ours {}",
                        document.id,
                        tokens.show(&gold.content),
                        near.join(" | ")
                    )
                });
            }
        }
        direct.add(&found);
        for (measure, kind) in by_kind.iter_mut().zip(KINDS) {
            let is = |told: &&Told| told.kind == Some(kind);
            let (mine, theirs): (Vec<Told>, Vec<Told>) = (
                bare_ours.iter().filter(is).cloned().collect(),
                bare_gold.iter().filter(is).cloned().collect(),
            );
            let right = |ours: &Told, gold: &[Told]| gold.iter().any(|gold| exact(ours, gold));
            measure.add(&[
                mine.iter().filter(|ours| right(ours, &bare_gold)).count() as f64,
                mine.len() as f64,
                theirs.iter().filter(|gold| right(gold, &bare_ours)).count() as f64,
                theirs.len() as f64,
            ]);
        }
        if lists_errors {
            mistakes(&mut measured, &document.id, &tokens, &bare_ours, &bare_gold);
        }
    }
    measured.measures = vec![
        all,
        all_stripped,
        all_theirs,
        cue,
        source,
        content,
        content_stripped,
        lenient,
        words,
        source_words,
        cue_words,
        direct,
    ];
    measured.measures.extend(by_kind);
    measured
}

fn mistakes(measured: &mut Measured, id: &str, tokens: &Tokens<'_>, ours: &[Told], gold: &[Told]) {
    let show = |told: &Told| {
        format!(
            "[{}] [{}] [{}]",
            tokens.show(&told.source),
            tokens.show(&told.cue),
            tokens.show(&told.content)
        )
    };
    for told in gold {
        let partner = ours.iter().filter(|ours| overlaps(&ours.cue, &told.cue)).max_by_key(|ours| {
            ours.content.intersection(&told.content).count() + usize::from(ours.source == told.source)
        });
        let Some(partner) = partner else {
            let within = ours.iter().any(|ours| overlaps(&ours.content, &told.cue));
            let kind = if within { "cue missed inside a content" } else { "cue missed" };
            measured.mistakes.add(kind, || format!("{id}: {}", show(told)));
            continue;
        };
        for (part, ours, gold) in [
            ("content", &partner.content, &told.content),
            ("source", &partner.source, &told.source),
            ("cue", &partner.cue, &told.cue),
        ] {
            let kind =
                match (ours == gold, ours.is_superset(gold), ours.is_subset(gold), overlaps(ours, gold)) {
                    (true, ..) => continue,
                    _ if gold.is_empty() => "given, gold has none",
                    _ if ours.is_empty() => "missing",
                    (_, true, ..) => "too long",
                    (_, _, true, _) => "too short",
                    (_, _, _, true) => "overlaps",
                    _ => "elsewhere",
                };
            measured.mistakes.add(format!("{part} {kind}"), || {
                format!("{id}:\n      ours {}\n      gold {}", show(partner), show(told))
            });
        }
    }
    for told in ours.iter().filter(|ours| !gold.iter().any(|gold| overlaps(&ours.cue, &gold.cue))) {
        let kind = if told.cue.is_empty() { "without a cue" } else { "cue that is none" };
        measured.mistakes.add(kind, || format!("{id}: {}", show(told)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_words_and_single_marks() {
        let tokens = Tokens::of("“It’s 3.5 a well-known U.S. law,” he said.");
        let words: Vec<&str> = (0..tokens.spans.len()).map(|at| tokens.word(at)).collect();
        assert_eq!(
            words,
            ["“", "It’s", "3.5", "a", "well-known", "U.S", ".", "law", ",", "”", "he", "said", "."]
        );
    }

    #[test]
    fn marks_are_put_back_and_taken_off() {
        let text = "He said that “we won,” and left.";
        let tokens = Tokens::of(text);
        let inner = text.find("we").unwrap()..text.find(',').unwrap();
        let whole: BTreeSet<usize> = tokens.with_marks(&inner).collect();
        assert_eq!(tokens.show(&whole), "“ we won , ”");
        let all: BTreeSet<usize> = (2..8).collect();
        assert_eq!(tokens.show(&tokens.stripped(&all)), "we won");
        assert_eq!(tokens.show(&tokens.stripped(&whole)), "we won");
    }

    #[test]
    fn their_form_has_the_that_and_the_colon() {
        let tokens = Tokens::of("She wrote: that it rained");
        let told = Told { cue: [1].into(), content: [4, 5].into(), ..Told::default() };
        let theirs = tokens.in_their_form(&told);
        assert_eq!(tokens.show(&theirs.content), "that it rained");
        assert_eq!(tokens.show(&theirs.cue), "wrote :");
    }

    #[test]
    fn kinds_are_told_by_the_marks() {
        for (text, kind) in [
            ("“We won,” … “at last.”", AttributionKind::Direct),
            ("that “we” won", AttributionKind::Mixed),
            ("that we won", AttributionKind::Indirect),
            ("''We won''", AttributionKind::Direct),
        ] {
            let tokens = Tokens::of(text);
            let all = (0..tokens.spans.len()).collect();
            assert_eq!(kind_of(&tokens, &all), kind, "{text}");
        }
    }
}
