//! The days of a long story, against timelines that journalists wrote.

use super::{
    alignment::{Days, Sides, aligned, dates},
    rouge::Rouge,
    shelf::{Shelf, each_read},
};
use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::{Context, Result};
use article::Article;
use corpora::timelines::{Timeline, phrases, timelines};
use jiff::civil::Date;
use read::Reading;
use std::collections::{BTreeMap, BTreeSet};
use weave::Wanted;

/// The file with the phrases of each topic.
const PHRASES: [(&str, &str); 6] = [
    ("EgyptianProtest", "egypt"),
    ("Finan", "finan"),
    ("IraqWar", "iraq"),
    ("LibyaWar", "libya"),
    ("SyrianCrisis", "syria"),
    ("bpoil", "bpoil"),
];

/// What is given to make a timeline from, as all who report figures on this set do.
#[derive(Debug)]
struct Given<'a> {
    /// Articles of the topic from the first day of the timeline to the last: day of publication, sentences that
    /// hold a phrase of the topic.
    articles: Vec<(Date, Vec<&'a str>)>,
    /// How many days are wanted.
    days: usize,
    /// How many sentences a day.
    sentences: usize,
}

/// Alignment ROUGE and date F1 on Timeline17 of ours, and of the plainest method: the days on which most was published, the
/// first sentences of that day's articles.
///
/// # Errors
///
/// When the set cannot be read.
pub(crate) fn measure(shelf: &Shelf) -> Result<Vec<Measured>> {
    let folder = shelf.path("timeline17");
    let articles = corpora::stories::articles(&folder.join("docs.jsonl"))?;
    let readings = each_read(&articles.iter().map(|one| &one.article).collect::<Vec<_>>(), |reading| reading);
    let rouge = Rouge::new();
    let mut measured = Measured::new("timelines", "Timeline17, 14 timelines");
    let (mut ours, mut plainest) = (measures(""), measures("most published, "));
    for timeline in timelines(&folder.join("timelines.jsonl"))? {
        let file = PHRASES.iter().find(|(topic, _)| *topic == timeline.topic);
        let (_, file) = file.with_context(|| format!("no phrases for {}", timeline.topic))?;
        let phrases = phrases(&folder.join("keywords").join(format!("{file}.json")))?;
        let given = given(articles.iter().map(|one| &one.article), &timeline, &phrases);
        add(&mut plainest, &most_published(&given), &timeline.days, &rouge);
        let days = told(&readings, &timeline, &phrases, &given);
        add(&mut ours, &days, &timeline.days, &rouge);
        for day in days.keys().filter(|day| !timeline.days.contains_key(day)) {
            measured.mistakes.add("a day that is not theirs", || format!("{} {day}", timeline.name));
        }
        for (day, sentences) in timeline.days.iter().filter(|(day, _)| !days.contains_key(day)) {
            let first = sentences.first().map_or("", String::as_str);
            measured.mistakes.add("a day that is missing", || format!("{} {day} {first}", timeline.name));
        }
    }
    measured.measures = ours.into_iter().chain(plainest).collect();
    Ok(vec![measured])
}

/// What is measured, nothing counted yet.
fn measures(called: &str) -> [Measure; 3] {
    let named = |floor, peer, target| Beside {
        floor: Some((floor, "PubCount, 19 timelines")),
        peer: Some((peer, "DATEWISE, 19 timelines")),
        human: None,
        target,
    };
    [
        ("AR1 F1", named(10.5, 12.0, Some(12.5))),
        ("AR2 F1", named(2.7, 3.5, None)),
        ("date F1", named(48.1, 54.4, Some(56.0))),
    ]
    .map(|(name, beside)| Measure::new(format!("{called}{name}"), Statistic::TwoSidedF1).beside(beside))
}

fn add(measures: &mut [Measure; 3], ours: &Days, theirs: &Days, rouge: &Rouge) {
    let figures = [aligned(ours, theirs, 1, rouge), aligned(ours, theirs, 2, rouge), dates(ours, theirs)];
    for (measure, Sides { precision, recall }) in measures.iter_mut().zip(figures) {
        measure.add(&[precision, 1.0, recall, 1.0]);
    }
}

/// Our timeline from what is given.
fn told(readings: &[Reading], timeline: &Timeline, phrases: &[String], given: &Given<'_>) -> Days {
    let between = timeline.days.keys().next().copied().zip(timeline.days.keys().next_back().copied());
    let is_within = |day: Date| between.is_some_and(|(first, last)| first <= day && day <= last);
    let of_topic: Vec<&Reading> = readings
        .iter()
        .filter(|reading| is_of(&reading.article, timeline))
        .filter(|reading| reading.article.published.is_some_and(|day| is_within(day.first_day())))
        .collect();
    let wanted = Wanted { days: given.days, sentences: given.sentences, about: phrases, between };
    weave::timeline(&of_topic, &wanted)
        .into_iter()
        .map(|day| (day.day, day.sentences.iter().map(|sentence| sentence.exact().to_owned()).collect()))
        .collect()
}

fn is_of(article: &Article, timeline: &Timeline) -> bool {
    article.id.0.split('_').next() == Some(&timeline.topic)
}

fn given<'a>(
    articles: impl Iterator<Item = &'a Article>,
    timeline: &Timeline,
    phrases: &[String],
) -> Given<'a> {
    let (first, last) = (timeline.days.keys().next().copied(), timeline.days.keys().next_back().copied());
    let holds = |sentence: &str| {
        let small = sentence.to_lowercase();
        phrases.iter().any(|phrase| small.contains(phrase.as_str()))
    };
    let of_topic = articles.filter(|article| is_of(article, timeline));
    let within = of_topic.filter_map(|article| {
        let day = article.published?.first_day();
        (Some(day) >= first && Some(day) <= last)
            .then(|| (day, article.text.lines().map(str::trim).filter(|line| holds(line)).collect()))
    });
    let all: usize = timeline.days.values().map(Vec::len).sum();
    Given {
        articles: within.collect(),
        days: timeline.days.len(),
        sentences: rounded(all, timeline.days.len()),
    }
}

/// The quotient as a whole number, the nearest, and of two as near the even one.
fn rounded(all: usize, parts: usize) -> usize {
    let parts = parts.max(1);
    let (whole, rest) = (all / parts, 2 * (all % parts));
    whole + usize::from(rest > parts || (rest == parts && whole % 2 == 1))
}

/// The days with most articles that hold a sentence with a phrase; of each day the first such sentence of its articles, then
/// the second.
fn most_published(given: &Given<'_>) -> Days {
    let mut published: BTreeMap<Date, Vec<&[&str]>> = BTreeMap::new();
    for (day, sentences) in given.articles.iter().filter(|(_, sentences)| !sentences.is_empty()) {
        published.entry(*day).or_default().push(sentences);
    }
    let mut order: Vec<(Date, Vec<&[&str]>)> = published.into_iter().collect();
    order.sort_by_key(|(day, articles)| (std::cmp::Reverse(articles.len()), *day));
    order.truncate(given.days);
    order
        .into_iter()
        .map(|(day, articles)| {
            let longest = articles.iter().map(|sentences| sentences.len()).max().unwrap_or_default();
            let in_turn = (0..longest)
                .flat_map(|rank| articles.iter().filter_map(move |sentences| sentences.get(rank)));
            let mut seen = BTreeSet::new();
            let chosen = in_turn.filter(|sentence| seen.insert(**sentence)).take(given.sentences);
            (day, chosen.map(|sentence| (*sentence).to_owned()).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_rounded_to_even() {
        assert_eq!(
            [rounded(5, 2), rounded(7, 2), rounded(8, 3), rounded(7, 3), rounded(0, 0)],
            [2, 4, 3, 2, 0]
        );
    }

    #[test]
    fn the_days_with_most_articles_are_taken_and_their_first_sentences() {
        let day = |day| Date::constant(2031, 5, day);
        let given = Given {
            articles: vec![
                (day(1), vec!["a"]),
                (day(2), vec!["b", "c"]),
                (day(2), vec!["b", "d"]),
                (day(3), vec![]),
                (day(3), vec![]),
                (day(3), vec![]),
            ],
            days: 1,
            sentences: 2,
        };
        let days = most_published(&given);
        assert_eq!(days, Days::from([(day(2), vec!["b".to_owned(), "c".to_owned()])]));
    }
}
