//! A story in so many lines.

use crate::{
    Independence, Standing, Story,
    vocabulary::{stems, weight},
};
use article::Evidence;
use read::text::Text;
use std::{cmp::Reverse, collections::BTreeMap};

/// A line that shares at least this part of its telling words with another says the same. The part is of the one that
/// tells less.
const SAME: f32 = 0.5;

/// Which part of a story a line stands for. The number is the place in the list of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// One of [`Story::facts`].
    Fact(usize),
    /// One of [`Story::events`].
    Event(usize),
    /// One of [`Story::quotes`].
    Quote(usize),
    /// One of [`Story::only_in`].
    OnlyIn(usize),
}

/// A line of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefLine {
    /// What it stands for.
    pub part: Part,
    /// The sentence of a report.
    pub sentence: Evidence,
    /// Every sentence that says it or, of an event, speaks of it.
    pub support: Vec<Evidence>,
    /// How many independent sources those are.
    pub independence: Independence,
}

/// At most `lines` sentences of reports that tell the story, no two of them saying the same.
///
/// What has most independent sources comes first; of equal ones what the reports agree on, then events, what was said, what
/// they differ on, and at last what stands in one report alone; of those of one kind the first of the story.
pub fn brief(story: &Story, lines: usize) -> Vec<BriefLine> {
    let mut all = candidates(story);
    // A stable sort: those of one kind stay in the order of the story.
    all.sort_by_key(|(rank, line)| (Reverse(line.independence.at_most), *rank));
    let mut brief: Vec<(BTreeMap<String, f32>, BriefLine)> = Vec::new();
    for (_, line) in all {
        if brief.len() == lines {
            break;
        }
        let words = telling(line.sentence.exact());
        let is_said = |(other, before): &(BTreeMap<String, f32>, BriefLine)| {
            overlap(&before.sentence, &line.sentence)
                || shared(other, &words) >= SAME
                || rests_on(&line, before)
        };
        if !brief.iter().any(is_said) {
            brief.push((words, line));
        }
    }
    brief.into_iter().map(|(_, line)| line).collect()
}

/// Every line that the story could be told by, with the rank of its kind.
fn candidates(story: &Story) -> Vec<(u8, BriefLine)> {
    let mut all = Vec::new();
    let overtaken = story.facts.iter().filter(|fact| fact.standing == Standing::Superseded);
    let latest: Vec<&Evidence> = overtaken.flat_map(|fact| &fact.conflicts).collect();
    for (at, fact) in story.facts.iter().enumerate() {
        let rank = match fact.standing {
            Standing::Agreed => 0,
            Standing::Disputed => 3,
            Standing::Single if latest.contains(&&fact.statement) => 3,
            Standing::Single => 4,
            // What was overtaken is no news; what overtook it is a fact of its own.
            Standing::Superseded => continue,
        };
        let support = fact.support.iter().map(|(_, evidence)| evidence.clone()).collect();
        all.push((rank, line(Part::Fact(at), &fact.statement, support, &fact.independence)));
    }
    for (at, event) in story.events.iter().enumerate() {
        all.push((1, line(Part::Event(at), &event.telling, event.mentions.clone(), &event.independence)));
    }
    for (at, quote) in story.quotes.iter().enumerate() {
        let Some(first) = quote.renderings.first() else { continue };
        let support = quote.renderings.iter().map(|rendering| rendering.context.clone()).collect();
        all.push((2, line(Part::Quote(at), &first.context, support, &quote.independence)));
    }
    let alone = Independence { at_most: 1, reports: 1, reasons: Vec::new(), unknown: Vec::new() };
    for (at, only) in story.only_in.iter().enumerate() {
        all.push((5, line(Part::OnlyIn(at), &only.evidence, vec![only.evidence.clone()], &alone)));
    }
    all
}

fn line(part: Part, sentence: &Evidence, support: Vec<Evidence>, independence: &Independence) -> BriefLine {
    BriefLine { part, sentence: sentence.clone(), support, independence: independence.clone() }
}

fn telling(words: &str) -> BTreeMap<String, f32> {
    let text = Text::cut(words);
    let stems = stems(&text, 0..text.tokens.len()).into_keys();
    stems
        .map(|stem| {
            let weight = weight(&stem);
            (stem, weight)
        })
        .collect()
}

/// Whether at least half of the sentences that say a line are among those of another: the place of a meeting beside the
/// meeting.
fn rests_on(line: &BriefLine, before: &BriefLine) -> bool {
    let common = line.support.iter().filter(|evidence| before.support.contains(evidence)).count();
    !line.support.is_empty() && 2 * common >= line.support.len()
}

fn overlap(a: &Evidence, b: &Evidence) -> bool {
    a.article() == b.article() && a.span().overlaps(b.span())
}

/// The weight of the words that both have, as a part of the lighter of the two.
fn shared(a: &BTreeMap<String, f32>, b: &BTreeMap<String, f32>) -> f32 {
    let shared: f32 = a.iter().filter(|(stem, _)| b.contains_key(*stem)).map(|(_, weight)| weight).sum();
    let lighter = a.values().sum::<f32>().min(b.values().sum());
    if lighter > 0.0 { shared / lighter } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;
    use read::{Reading, read};

    const REPORTS: [(&str, &str); 3] = [
        (
            "a",
            "The ferry Aurelia sank off Port Maren on Friday after striking a reef. All 41 passengers aboard were rescued by the coast guard. “The reef was on no chart of mine,” Captain Ines Vollard said.",
        ),
        (
            "b",
            "The Aurelia, a ferry, sank on Friday off Port Maren after it struck a reef. “The reef was on no chart of mine,” said Ines Vollard, the captain. Divers will inspect the hull next week.",
        ),
        (
            "c",
            "Fishermen in Port Maren had asked the ministry for a beacon on the reef since spring. The ferry Aurelia struck the reef and sank off Port Maren on Friday.",
        ),
    ];

    fn of(lines: usize, reverse: bool) -> Vec<BriefLine> {
        let mut readings: Vec<Reading> =
            REPORTS.iter().map(|(id, text)| read(Article::new(*id, *text))).collect();
        if reverse {
            readings.reverse();
        }
        brief(
            &crate::story(&readings.iter().collect::<Vec<_>>(), &[], &[], &crate::Owners::default(), &[]),
            lines,
        )
    }

    #[test]
    fn a_brief_is_as_long_as_wanted_and_begins_with_what_most_have() {
        let all = of(100, false);
        assert!(all.len() >= 3, "{all:?}");
        for lines in 0..all.len() {
            assert_eq!(of(lines, false), all[..lines]);
        }
        assert!(all[0].sentence.exact().contains("sank"), "{all:?}");
        assert!(all.windows(2).all(|pair| pair[0].independence.at_most >= pair[1].independence.at_most));
    }

    #[test]
    fn no_two_lines_say_the_same() {
        let all = of(100, false);
        let with = |word: &str| all.iter().filter(|line| line.sentence.exact().contains(word)).count();
        assert_eq!((with("sank"), with("no chart")), (1, 1), "{all:?}");
    }

    #[test]
    fn the_order_of_the_reports_changes_nothing() {
        assert_eq!(of(100, false), of(100, true));
    }
}
