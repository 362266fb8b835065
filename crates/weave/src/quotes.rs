//! What is said, across reports: one utterance, quoted or not, and how each outlet renders it.

use crate::{
    Quote, Rendering,
    amounts::{Amount, amount, tells},
    dossier::Dossier,
    group::Sets,
    independence::{Place, of_statement},
    sentences::common_in_order,
    vocabulary::fold,
};
use article::{Evidence, Span};
use read::{
    Attribution, AttributionKind, EntityKind, MentionKind, Reading, Source,
    text::{Text, TokenKind},
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether the report names the speaker there; a pronoun may have been taken for another.
    named: bool,
    /// The figures in it, values with units: ordinals and the smallest numbers left out.
    figures: BTreeSet<Amount<'r>>,
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
    for (a, b) in near(dossier, &said, &mut sets) {
        if are_one(&said[a], &said[b]) {
            sets.join(a, b);
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

/// Joins renderings in the same words of one speaker, or of one text, and finds the pairs of all others that are worth
/// comparing: those that share two words in a row, or a figure of one speaker.
fn near(dossier: &Dossier<'_>, said: &[Said<'_>], sets: &mut Sets) -> BTreeSet<(usize, usize)> {
    /// Two words in more renderings than this tell nothing.
    const COMMON: usize = 200;
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Key<'k> {
        Words(&'k [String]),
        Figure(usize, Amount<'k>),
    }
    let mut same: BTreeMap<(&[String], Option<usize>, bool), usize> = BTreeMap::new();
    let mut copied: BTreeMap<(&[String], usize), usize> = BTreeMap::new();
    let mut holders: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (at, one) in said.iter().enumerate() {
        let family = dossier.families.of[one.article];
        let first = *copied.entry((&one.words, family)).or_insert(at);
        if one.words.len() >= SHORT {
            sets.join(first, at);
        }
        let first = *same.entry((&one.words, one.speaker, one.is_indirect())).or_insert(at);
        if first != at {
            sets.join(first, at);
            continue;
        }
        let mut keys: BTreeSet<Key<'_>> = one.words.windows(2).map(Key::Words).collect();
        keys.extend(
            one.speaker
                .into_iter()
                .flat_map(|speaker| one.figures.iter().map(move |figure| Key::Figure(speaker, *figure))),
        );
        for key in keys {
            holders.entry(key).or_default().push(at);
        }
    }
    let mut near = BTreeSet::new();
    for holders in holders.into_values().filter(|holders| (2..=COMMON).contains(&holders.len())) {
        for (rank, b) in holders.iter().enumerate() {
            near.extend(holders[..rank].iter().map(|a| (*a, *b)));
        }
    }
    near
}

fn said<'r>(dossier: &Dossier<'r>) -> Vec<Said<'r>> {
    let mut said: Vec<Said<'r>> = Vec::new();
    for (article, reading) in dossier.readings.iter().enumerate() {
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
                    last.figures.extend(figures(reading, said_words));
                }
                _ => said.push(Said {
                    article,
                    attributions: vec![attribution],
                    words,
                    speaker,
                    named: attribution.source.as_ref().is_some_and(|source| is_named(reading, source)),
                    figures: figures(reading, said_words),
                }),
            }
        }
    }
    said.retain(|said| said.words.len() >= if said.is_indirect() { LEAST_INDIRECT } else { LEAST_WORDS });
    said
}

/// The figures in what is said.
fn figures<'r>(reading: &'r Reading, said: &[Span]) -> BTreeSet<Amount<'r>> {
    let within = |span: Span| said.iter().any(|said| said.contains(span));
    let figures = reading.figures.iter().filter(|figure| tells(figure) && within(figure.span));
    figures.map(amount).collect()
}

/// Whether a report names a source in the words that say whose it is.
fn is_named(reading: &Reading, source: &Source) -> bool {
    let names = reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
    names.into_iter().any(|mention| source.spans.iter().any(|span| span.contains(mention.span)))
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
    let (short, long) =
        if a.words.len() <= b.words.len() { (&a.words, &b.words) } else { (&b.words, &a.words) };
    let indirect = a.is_indirect() || b.is_indirect();
    let whole = || long.windows(short.len()).any(|window| window == short.as_slice());
    if let (Some(x), Some(y)) = (a.speaker, b.speaker)
        && x != y
    {
        // So many quoted words in a row are one speaker's: where nobody is named, the wrong one was taken.
        return !(indirect || a.named && b.named) && short.len() >= SHORT_INDIRECT && whole();
    }
    let same = a.speaker.is_some() && a.speaker == b.speaker;
    if a.article != b.article && same && indirect && !a.figures.is_disjoint(&b.figures) {
        return true;
    }
    if indirect && (!same || short.len() < SHORT_INDIRECT) {
        return short == long && a.speaker == b.speaker;
    }
    if short.len() < SHORT {
        // A few words are one utterance only when the speaker is the same and they stand there together.
        return same && whole();
    }
    common_in_order(short, long) as f64 >= CONTAINED * short.len() as f64
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
