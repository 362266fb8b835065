//! What is said, across reports: one utterance, quoted or not, and how each outlet renders it.

use crate::{
    Quote, Rendering,
    dossier::Dossier,
    group::Sets,
    independence::{Place, of_statement},
    vocabulary::fold,
};
use article::{Evidence, Span};
use read::{
    Attribution, AttributionKind, EntityKind, Reading, Source,
    text::{Text, TokenKind},
};

/// Fewer quoted words than this, in a mixed quotation, are too few to be told apart from anybody's.
const LEAST_WORDS: usize = 2;

/// Fewer words than this, said without quotation marks, are no statement: *she agreed*.
const LEAST_INDIRECT: usize = 4;

/// So much of the shorter rendering must stand in the longer one, word by word in order.
const CONTAINED: f64 = 0.8;

/// Shorter renderings than this match only whole.
const SHORT: usize = 4;

/// As `SHORT`, where one of two renderings has no quotation marks: its words are the report's, and a few common
/// ones stand in every sentence.
const SHORT_INDIRECT: usize = 6;

/// One report's rendering of what somebody says, before it is joined with others.
struct Said<'r> {
    article: usize,
    /// The attributions it was read as: more than one when it goes on after *she said*.
    attributions: Vec<&'r Attribution>,
    words: Vec<String>,
    speaker: Option<usize>,
}

impl Said<'_> {
    /// The pieces between quotation marks, in order.
    fn quoted(&self) -> impl Iterator<Item = Span> {
        self.attributions.iter().flat_map(|attribution| attribution.quoted.iter().copied())
    }

    fn first(&self) -> Option<Span> {
        let mut content =
            self.attributions.iter().filter_map(|attribution| attribution.content.first().copied());
        self.quoted().next().or_else(|| content.next())
    }

    /// Whether nothing of it is quoted.
    fn is_indirect(&self) -> bool {
        self.quoted().next().is_none()
    }

    fn source(&self) -> Option<&Source> {
        self.attributions.iter().find_map(|attribution| attribution.source.as_ref())
    }
}

/// Joins what all reports have people say into utterances, the fullest rendering of each first.
pub(crate) fn quotes(dossier: &Dossier<'_>) -> Vec<Quote> {
    let said = said(dossier);
    let mut sets = Sets::new(said.len());
    for b in 0..said.len() {
        for a in 0..b {
            if are_one(&said[a], &said[b]) {
                sets.join(a, b);
            }
        }
    }
    let numbers = sets.numbered();
    let mut groups: Vec<Vec<&Said<'_>>> = Vec::new();
    for (at, said) in said.iter().enumerate() {
        if numbers[at] == groups.len() {
            groups.push(Vec::new());
        }
        groups[numbers[at]].push(said);
    }
    groups.into_iter().filter_map(|group| quote(dossier, group)).collect()
}

fn said<'r>(dossier: &Dossier<'r>) -> Vec<Said<'r>> {
    let mut said: Vec<Said<'r>> = Vec::new();
    for (article, reading) in dossier.readings.iter().enumerate() {
        if dossier.is_superseded(article) {
            continue;
        }
        let told = |attribution: &&Attribution| {
            !attribution.quoted.is_empty() || states(dossier, article, attribution)
        };
        for attribution in reading.attributions.iter().filter(told) {
            let said_words =
                if attribution.quoted.is_empty() { &attribution.content } else { &attribution.quoted };
            let words: Vec<String> = said_words.iter().flat_map(|span| words(reading.words(*span))).collect();
            let speaker = attribution
                .source
                .as_ref()
                .and_then(|source| source.entity)
                .and_then(|entity| dossier.people.of_entity(article, entity));
            match said.last_mut() {
                Some(last)
                    if last.article == article
                        && last.speaker == speaker
                        && goes_on(reading, last, attribution) =>
                {
                    last.words.extend(words);
                    last.attributions.push(attribution);
                }
                _ => said.push(Said { article, attributions: vec![attribution], words, speaker }),
            }
        }
    }
    said.retain(|said| said.words.len() >= if said.is_indirect() { LEAST_INDIRECT } else { LEAST_WORDS });
    said
}

/// Whether an attribution without quotation marks is what somebody says or thinks: it has words that tie it to a party or an
/// unnamed source, stands in nobody's quotation, and its sentence is not told of that source already.
fn states(dossier: &Dossier<'_>, article: usize, attribution: &Attribution) -> bool {
    let reading = dossier.readings[article];
    let (Some(source), Some(cue)) = (&attribution.source, attribution.cue.first()) else { return false };
    let person = |source: &Source| source.entity.and_then(|entity| dossier.people.of_entity(article, entity));
    let party = person(source).is_some_and(|person| dossier.people.people[person].kind != EntityKind::Other)
        || source.anonymous;
    let sentence = reading.sentence_at(cue.start);
    let told = |other: &Attribution| {
        let same = other.source.as_ref().is_some_and(|other| {
            other.spans == source.spans || person(other).is_some() && person(other) == person(source)
        });
        let before = if other.quoted.is_empty() {
            other.cue.first() < Some(cue)
        } else {
            other.kind == AttributionKind::Mixed
        };
        let there = other.cue.first().is_some_and(|cue| reading.sentence_at(cue.start) == sentence);
        same && before && there
    };
    let quoted = |other: &Attribution| other.quoted.iter().any(|quoted| quoted.contains(*cue));
    party && !reading.attributions.iter().any(|other| quoted(other) || told(other))
}

/// Whether a quotation without words of its own that tie it to a source goes on with the one before it, in the
/// same paragraph: *“We go,” she said. “It is late.”*
fn goes_on(reading: &Reading, before: &Said<'_>, attribution: &Attribution) -> bool {
    let paragraph = |span: Option<Span>| {
        span.and_then(|span| reading.sentence_at(span.start))
            .map(|sentence| reading.sentences[sentence].paragraph)
    };
    attribution.cue.is_empty()
        && attribution.kind == AttributionKind::Direct
        && paragraph(before.quoted().last()) == paragraph(attribution.quoted.first().copied())
}

fn words(quoted: &str) -> Vec<String> {
    let text = Text::cut(quoted);
    text.tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Mark)
        .map(|token| fold(text.words(token.span)))
        .filter(|word| !word.is_empty())
        .collect()
}

fn are_one(a: &Said<'_>, b: &Said<'_>) -> bool {
    if let (Some(x), Some(y)) = (a.speaker, b.speaker)
        && x != y
    {
        return false;
    }
    let (short, long) =
        if a.words.len() <= b.words.len() { (&a.words, &b.words) } else { (&b.words, &a.words) };
    let indirect = a.is_indirect() || b.is_indirect();
    if indirect && (a.speaker.is_none() || a.speaker != b.speaker || short.len() < SHORT_INDIRECT) {
        return short == long && a.speaker == b.speaker;
    }
    if short.len() < SHORT {
        // A few words are one utterance only when the speaker is the same and they stand there together.
        return a.speaker.is_some()
            && a.speaker == b.speaker
            && long.windows(short.len()).any(|window| window == short.as_slice());
    }
    common_in_order(short, long) as f64 >= CONTAINED * short.len() as f64
}

/// The length of the longest common subsequence of two lists of words.
fn common_in_order(a: &[String], b: &[String]) -> usize {
    // Quotations are short; very long ones are compared by their beginnings, which tell as much.
    let (a, b) = (&a[..a.len().min(300)], &b[..b.len().min(300)]);
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn quote(dossier: &Dossier<'_>, mut group: Vec<&Said<'_>>) -> Option<Quote> {
    // Quoted words before a report's own, then the fullest first; of equally full ones in the order of the reports.
    group.sort_by_key(|said| {
        (said.is_indirect(), std::cmp::Reverse(said.words.len()), said.article, said.first())
    });
    let fullest = *group.first()?;
    let speaker = group.iter().find_map(|said| said.speaker);
    let renderings: Vec<Rendering> =
        group.iter().filter_map(|said| rendering(dossier, said, &fullest.words)).collect();
    let named = speaker.is_some_and(|speaker| dossier.people.people[speaker].named);
    let source = group.iter().find_map(|said| dossier.evidence(said.article, *said.source()?.spans.first()?));
    let places: Vec<Place> = group.iter().filter_map(|said| Some((said.article, said.first()?))).collect();
    let mut independence = of_statement(dossier, &places);
    if independence.reports > 1 {
        independence.unknown.push("whether each outlet heard it, or took it from another".to_owned());
    }
    Some(Quote {
        speaker,
        source,
        anonymous: !named && group.iter().any(|said| said.source().is_some_and(|source| source.anonymous)),
        renderings,
        independence,
    })
}

fn rendering(dossier: &Dossier<'_>, said: &Said<'_>, fullest: &[String]) -> Option<Rendering> {
    let find = |span: Span| dossier.evidence(said.article, span);
    let reading = dossier.readings[said.article];
    let covered = said
        .attributions
        .iter()
        .flat_map(|attribution| attribution.quoted.iter().chain(&attribution.content).chain(&attribution.cue))
        .copied()
        .reduce(Span::join)?;
    let first = reading.sentences.get(reading.sentence_at(covered.start)?)?.span;
    let last =
        reading.sentence_at(covered.end.checked_sub(1)?).map_or(first, |last| reading.sentences[last].span);
    let attributed = said.attributions.first()?;
    Some(Rendering {
        article: said.article,
        kind: attributed.kind,
        pieces: said.quoted().filter_map(find).collect::<Vec<Evidence>>(),
        context: find(first.join(last))?,
        cue: attributed.cue.first().copied().and_then(find),
        venue: attributed.venue.and_then(find),
        via: attributed.via.and_then(find),
        cut: said.words.len() < fullest.len(),
        changed: common_in_order(&said.words, fullest) < said.words.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_rendering_is_contained_and_a_changed_one_is_not_wholly() {
        let full = words("We came to talk about work, and all we heard about was machines");
        let cut = words("All we heard about was machines");
        assert_eq!(common_in_order(&cut, &full), cut.len());
        let changed = words("All that we heard about was robots");
        assert!(common_in_order(&changed, &full) < changed.len());
    }
}
