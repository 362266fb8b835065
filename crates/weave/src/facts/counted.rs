//! What each figure of the reports counts: its noun, what became of those it counts, as of when, and who gives it.

use crate::{
    amounts::tells,
    dossier::Dossier,
    givers::giver,
    vocabulary::{is_stop_word, stem},
};
use article::Span;
use jiff::civil::Date;
use read::{Figure, TimeType, words::table};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// What can become of people and things that are counted, by stem.
static OUTCOMES: LazyLock<BTreeMap<String, &str>> =
    LazyLock::new(|| table(include_str!("outcomes.tsv")).map(|row| (stem(row[0]), row[1])).collect());

/// Words before a figure, however far, that say what became of those it counts.
static TOLLS: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("tolls.tsv")).map(|row| (row[0], row[1])).collect());

static PEOPLE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| table(include_str!("people.tsv")).map(|row| stem(row[0])).collect());

/// A figure at its place.
pub(super) struct Use<'r> {
    pub(super) article: usize,
    pub(super) line: usize,
    pub(super) figure: &'r Figure,
    /// The stems of what it counts.
    pub(super) counts: BTreeSet<String>,
    pub(super) counts_people: bool,
    /// What became of those counted, when that is said: a class of the table of outcomes.
    pub(super) outcome: Option<&'static str>,
    /// Whether it is put as the whole count of the dead: *31 dead*, *the toll rose to 31*.
    pub(super) toll: bool,
    /// The day that the sentence gives.
    pub(super) day: Option<Date>,
    /// Who is said to give the figure.
    pub(super) source: Option<Span>,
    /// The party of that source.
    pub(super) party: Option<String>,
}

impl Use<'_> {
    /// The day as of which it holds: that of its sentence, else that of its report.
    pub(super) fn as_of(&self, dossier: &Dossier<'_>) -> Option<Date> {
        self.day.or_else(|| dossier.day(self.article))
    }
}

/// The figures that tell something, in the order of the reports.
pub(super) fn uses<'r>(dossier: &Dossier<'r>) -> Vec<Use<'r>> {
    let mut uses = Vec::new();
    for (article, reading) in dossier.readings.iter().enumerate() {
        for figure in reading.figures.iter().filter(|figure| tells(figure)) {
            let Some(sentence) = reading.sentence_at(figure.span.start) else { continue };
            let Some(line) = dossier.line(article, sentence) else { continue };
            let words = figure.counts.map(|span| reading.words(span)).unwrap_or_default();
            let counts: BTreeSet<String> = words
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| !word.is_empty() && !is_stop_word(word))
                .map(stem)
                .collect();
            let counts_people = words.split_whitespace().last().is_some_and(is_people);
            let span = dossier.lines[line].span;
            let day = reading
                .times
                .iter()
                .filter(|time| {
                    span.contains(time.span) && matches!(time.kind, TimeType::Date | TimeType::Time)
                })
                .filter_map(|time| {
                    time.days.filter(|(first, last)| first == last).map(|(day, _)| (time.span, day))
                })
                .min_by_key(|(time, _)| time.start.abs_diff(figure.span.start))
                .map(|(_, day)| day);
            // Of attributions one within the other the innermost gives the figure.
            let said = reading
                .attributions
                .iter()
                .filter(|attribution| attribution.source.is_some())
                .filter_map(|attribution| {
                    let content = attribution.content.iter().find(|content| content.contains(figure.span));
                    let around = attribution.content.iter().find(|content| span.overlaps(**content));
                    Some((content.is_none(), content.or(around)?.len(), attribution))
                })
                .min_by_key(|(beside, length, _)| (*beside, *length))
                .map(|(_, _, attribution)| attribution);
            let source = said.and_then(|attribution| attribution.source.as_ref());
            let source = source
                .map(|source| (source.spans.first().copied(), source.entity))
                .or_else(|| giver(dossier, article, figure.span).map(|(span, entity)| (Some(span), entity)));
            let party = source
                .and_then(|(_, entity)| entity)
                .and_then(|entity| dossier.people.of_entity(article, entity))
                .map(|person| dossier.people.party(person).to_owned());
            uses.push(Use {
                article,
                line,
                figure,
                counts,
                counts_people,
                outcome: outcome(
                    reading.words(span),
                    figure.span.start - span.start,
                    figure.span.end - span.start,
                ),
                toll: is_toll(words, reading.words(Span::new(span.start, figure.span.start)))
                    && !is_of_the_past(dossier, article, span),
                day,
                source: source.and_then(|(span, _)| span),
                party,
            });
        }
    }
    uses
}

/// What is said near a figure to have become of what it counts: the nearest outcome within a few words after
/// it, or right before it. `start` and `end` are the figure's place in the sentence.
fn outcome(sentence: &str, start: usize, end: usize) -> Option<&'static str> {
    const AFTER: usize = 6;
    const BEFORE: usize = 3;
    let of = |word: &str| {
        OUTCOMES.get(&stem(word.trim_matches(|letter: char| !letter.is_alphanumeric()))).copied()
    };
    let after = sentence.get(end..)?.split_whitespace().take(AFTER).find_map(of);
    let before = sentence.get(..start)?;
    // *The death toll of the quake that struck the coast rose to 23.*
    let toll = || before.split_whitespace().find_map(|word| TOLLS.get(word.to_lowercase().as_str()).copied());
    after.or_else(|| before.split_whitespace().rev().take(BEFORE).find_map(of)).or_else(toll)
}

/// Whether a figure is put as the whole count of the dead: by the noun it counts, or by words before it.
fn is_toll(counts: &str, before: &str) -> bool {
    let dead = |word: &str| matches!(word.to_lowercase().as_str(), "dead" | "deaths" | "fatalities");
    counts.split_whitespace().last().is_some_and(dead)
        || before.split_whitespace().any(|word| {
            let word = word.to_lowercase();
            TOLLS.contains_key(word.as_str()) || word == "dead"
        })
}

/// Whether a sentence gives a time that was long over when the report was printed: it may tell of another disaster.
fn is_of_the_past(dossier: &Dossier<'_>, article: usize, sentence: Span) -> bool {
    const LONG: i32 = 60;
    let Some(day) = dossier.day(article) else { return false };
    let times = dossier.readings[article].times.iter().filter(|time| sentence.contains(time.span));
    times.filter_map(|time| time.days).any(|(_, last)| (day - last).get_days() > LONG)
}

/// Whether a noun counts human beings.
fn is_people(noun: &str) -> bool {
    const ENDINGS: &[&str] = &["ers", "ors", "ists", "ants", "men", "women", "er", "or", "ist"];
    let lower = noun.to_lowercase();
    PEOPLE.contains(&stem(&lower))
        || (lower.len() > 4 && ENDINGS.iter().any(|ending| lower.ends_with(ending)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_for_people_are_told_from_others() {
        assert!(is_people("workers") && is_people("people") && is_people("families"));
        assert!(!is_people("ships") && !is_people("percent"));
    }

    #[test]
    fn the_tables_are_well_formed() {
        for (source, columns) in [
            (include_str!("people.tsv"), 1),
            (include_str!("outcomes.tsv"), 2),
            (include_str!("tolls.tsv"), 2),
        ] {
            let mut seen = BTreeSet::new();
            for row in table(source) {
                assert!(row.len() == columns && seen.insert(row[0]), "{row:?}");
            }
        }
    }

    #[test]
    fn the_dead_and_the_hurt_are_told_apart() {
        let sentence = "12 people were killed and 30 wounded";
        assert_eq!(outcome(sentence, 0, 2), Some("dead"));
        assert_eq!(outcome(sentence, 26, 28), Some("hurt"));
        assert_eq!(outcome("14 ships waited", 0, 2), None);
        let toll = "The toll of the fire that swept through the market on Saturday rose to 23";
        assert_eq!(outcome(toll, toll.len() - 2, toll.len()), Some("dead"));
    }
}
