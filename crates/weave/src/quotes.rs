//! Quotations across reports: one utterance, and how each outlet renders it.

use crate::{Quote, Rendering, dossier::Dossier, group::Sets, independence::independence, vocabulary::fold};
use article::{Evidence, Span};
use read::{
    Attribution, AttributionKind,
    text::{Text, TokenKind},
};

/// Fewer quoted words than this, in a mixed quotation, are too few to be told apart from anybody's.
const LEAST_WORDS: usize = 2;

/// So much of the shorter rendering must stand in the longer one, word by word in order.
const CONTAINED: f64 = 0.8;

/// Shorter renderings than this match only whole.
const SHORT: usize = 4;

/// One report's quotation, before it is joined with others.
struct Said<'r> {
    article: usize,
    attribution: &'r Attribution,
    words: Vec<String>,
    speaker: Option<usize>,
}

/// Joins the quotations of all reports into utterances, the fullest rendering of each first.
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
    let mut said = Vec::new();
    for (article, reading) in dossier.readings.iter().enumerate() {
        if dossier.is_superseded(article) {
            continue;
        }
        for attribution in &reading.attributions {
            if attribution.quoted.is_empty() {
                continue;
            }
            let words: Vec<String> =
                attribution.quoted.iter().flat_map(|span| words(reading.words(*span))).collect();
            if words.len() < LEAST_WORDS {
                continue;
            }
            let speaker = attribution
                .source
                .as_ref()
                .and_then(|source| source.entity)
                .and_then(|entity| dossier.people.of_entity(article, entity));
            said.push(Said { article, attribution, words, speaker });
        }
    }
    said
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
    // The fullest first; of equally full ones in the order of the reports.
    group.sort_by_key(|said| (std::cmp::Reverse(said.words.len()), said.article, said.attribution.quoted[0]));
    let fullest = *group.first()?;
    let speaker = group.iter().find_map(|said| said.speaker);
    let renderings: Vec<Rendering> =
        group.iter().filter_map(|said| rendering(dossier, said, &fullest.words)).collect();
    let named = speaker.is_some_and(|speaker| dossier.people.people[speaker].named);
    let source = group.iter().find_map(|said| {
        let span = said.attribution.source.as_ref()?.spans.first()?;
        dossier.evidence(said.article, *span)
    });
    let places: Vec<(usize, Option<Span>)> =
        group.iter().map(|said| (said.article, Some(said.attribution.quoted[0]))).collect();
    let mut independence = independence(dossier, &places);
    if independence.at_most > 1 {
        independence.unknown.push("whether each outlet heard it, or took it from another".to_owned());
    }
    Some(Quote {
        speaker,
        source,
        anonymous: !named
            && group
                .iter()
                .any(|said| said.attribution.source.as_ref().is_some_and(|source| source.anonymous)),
        renderings,
        independence,
    })
}

fn rendering(dossier: &Dossier<'_>, said: &Said<'_>, fullest: &[String]) -> Option<Rendering> {
    let attribution = said.attribution;
    let pieces: Vec<Evidence> =
        attribution.quoted.iter().filter_map(|span| dossier.evidence(said.article, *span)).collect();
    let reading = dossier.readings[said.article];
    let covered = attribution
        .quoted
        .iter()
        .chain(&attribution.content)
        .chain(&attribution.cue)
        .copied()
        .reduce(Span::join)?;
    let first = reading.sentences.get(reading.sentence_at(covered.start)?)?.span;
    let last = reading
        .sentence_at(covered.end - 1)
        .and_then(|at| reading.sentences.get(at))
        .map_or(first, |last| last.span);
    let common = common_in_order(&said.words, fullest);
    Some(Rendering {
        article: said.article,
        kind: attribution.kind,
        pieces,
        context: dossier.evidence(said.article, first.join(last))?,
        cue: attribution.cue.first().and_then(|span| dossier.evidence(said.article, *span)),
        venue: attribution.venue.and_then(|span| dossier.evidence(said.article, span)),
        via: attribution.via.and_then(|span| dossier.evidence(said.article, span)),
        cut: said.words.len() < fullest.len() && attribution.kind != AttributionKind::Indirect,
        changed: common < said.words.len(),
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
