//! Which sentences say nothing that an earlier report had not said.

use crate::dossier::Dossier;
use article::Evidence;
use read::EventStatus;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence that says what earlier ones said, perhaps in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// The sentence.
    pub sentence: Evidence,
    /// The sentences of earlier reports that said it first: one, or two that say it together.
    pub of: Vec<Evidence>,
}

/// So much of what tells in a sentence must stand in the earlier one, or in the two.
const COVERED: [f32; 2] = [0.6, 0.75];

/// A sentence of fewer telling words is a repeat only of one with all of them.
const FEW: usize = 3;

/// Earlier sentences that have less than this of a sentence are not looked at.
const SOME: f32 = 0.2;

/// A person weighs like a telling word.
const PERSON: f32 = 5.0;

/// What a sentence tells.
struct Told {
    /// Stems, people and figures, each with its weight.
    parts: BTreeMap<Part, f32>,
    /// Each kind of event with what is said of its status.
    statuses: BTreeSet<(String, bool)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Stem(String),
    Person(usize),
    /// The value, as it is written in full.
    Figure(String),
}

/// The sentences that repeat earlier reports, in the order of the reports. An undated report is taken for the latest.
///
/// A sentence is a repeat when the stems, people and figures that tell in it stand, by weight, in one or two sentences of
/// earlier reports; all its figures must. That something happened is no repeat of that it was to happen.
pub(crate) fn repeats(dossier: &Dossier<'_>) -> Vec<Repeat> {
    let mut told: Vec<Told> = (0..dossier.lines.len()).map(|line| told(dossier, line)).collect();
    weigh(&mut told);
    let mut holders: BTreeMap<&Part, Vec<usize>> = BTreeMap::new();
    let mut repeats = Vec::new();
    for (at, line) in dossier.lines.iter().enumerate() {
        let mut near: BTreeMap<usize, f32> = BTreeMap::new();
        for (part, weight) in &told[at].parts {
            for other in holders.get(part).into_iter().flatten() {
                *near.entry(*other).or_insert(0.0) += weight;
            }
        }
        let whole: f32 = told[at].parts.values().sum();
        let candidates: Vec<usize> = near
            .into_iter()
            .filter(|(other, shared)| {
                dossier.lines[*other].article < line.article && *shared >= SOME * whole && whole > 0.0
            })
            .map(|(other, _)| other)
            .collect();
        if let Some(of) = first_said(&told, at, whole, &candidates) {
            let of: Vec<Evidence> = of.into_iter().filter_map(|other| dossier.line_evidence(other)).collect();
            repeats.extend(dossier.line_evidence(at).map(|sentence| Repeat { sentence, of }));
        }
        for part in told[at].parts.keys() {
            holders.entry(part).or_default().push(at);
        }
    }
    repeats
}

/// Takes from each part what it tells less for standing in many of the story's sentences, as the name of its hero does.
fn weigh(told: &mut [Told]) {
    let mut holders: BTreeMap<Part, usize> = BTreeMap::new();
    for part in told.iter().flat_map(|told| told.parts.keys()) {
        *holders.entry(part.clone()).or_insert(0) += 1;
    }
    let all = told.len() as f32;
    for (part, weight) in told.iter_mut().flat_map(|told| &mut told.parts) {
        let holders = holders.get(part).copied().unwrap_or(1) as f32;
        *weight *= (1.0 + all / holders).ln() / (1.0 + all).ln();
    }
}

/// The earliest one or two of these sentences that say what a sentence says.
fn first_said(told: &[Told], at: usize, whole: f32, candidates: &[usize]) -> Option<Vec<usize>> {
    let [least, of_two] = if told[at].parts.len() < FEW { [0.99; 2] } else { COVERED };
    for (rank, other) in candidates.iter().enumerate() {
        if says(told, at, &[*other], whole, least) {
            return Some(vec![*other]);
        }
        let with =
            candidates[..rank].iter().find(|before| says(told, at, &[**before, *other], whole, of_two));
        if let Some(before) = with {
            return Some(vec![*before, *other]);
        }
    }
    None
}

fn says(told: &[Told], at: usize, others: &[usize], whole: f32, least: f32) -> bool {
    let there = |part: &Part| others.iter().any(|other| told[*other].parts.contains_key(part));
    let covered: f32 = told[at].parts.iter().filter(|(part, _)| there(part)).map(|(_, weight)| weight).sum();
    let figures = told[at].parts.keys().filter(|part| matches!(part, Part::Figure(_))).all(there);
    let over = told[at].statuses.iter().filter(|(_, over)| *over);
    let happened = over.map(|(kind, _)| kind).all(|kind| {
        let said: Vec<bool> = others
            .iter()
            .flat_map(|other| &told[*other].statuses)
            .filter(|(other, _)| other == kind)
            .map(|(_, over)| *over)
            .collect();
        said.is_empty() || said.contains(&true)
    });
    covered >= least * whole && figures && happened
}

fn told(dossier: &Dossier<'_>, at: usize) -> Told {
    let line = &dossier.lines[at];
    let reading = dossier.readings[line.article];
    let stems = line.stems.iter().map(|(stem, weight)| (Part::Stem(stem.clone()), *weight));
    let people = line.people.iter().map(|person| (Part::Person(*person), PERSON));
    let figures = reading
        .figures
        .iter()
        .filter(|figure| line.span.contains(figure.span))
        .map(|figure| (Part::Figure(figure.value.to_string()), PERSON));
    let statuses = reading
        .events
        .iter()
        .filter(|event| event.sentence == line.sentence)
        .map(|event| {
            let over = matches!(
                event.status,
                EventStatus::Happened
                    | EventStatus::Ongoing
                    | EventStatus::Cancelled
                    | EventStatus::Denied
                    | EventStatus::Unknown
            );
            (event.kind.clone(), over)
        })
        .collect();
    Told { parts: stems.chain(people).chain(figures).collect(), statuses }
}

#[cfg(test)]
mod tests {
    use crate::{Owners, story};
    use article::Article;
    use read::{Reading, read};

    fn repeated(reports: &[(&str, &str)]) -> Vec<String> {
        let readings: Vec<Reading> = reports
            .iter()
            .enumerate()
            .map(|(at, (day, text))| {
                let mut article = Article::new(at.to_string(), *text);
                article.published = Some(day.parse().unwrap());
                read(article)
            })
            .collect();
        let story = story(&readings.iter().collect::<Vec<_>>(), &[], &[], &Owners::default(), &[]);
        story.repeats.iter().map(|repeat| repeat.sentence.exact().to_owned()).collect()
    }

    const SANK: &str = "The ferry Aurelia sank off Port Maren after it struck a reef in dense fog. Captain Ines Vollard was questioned by harbour police.";

    #[test]
    fn what_was_said_before_in_other_words_is_a_repeat() {
        let said = repeated(&[
            ("2031-05-02", SANK),
            (
                "2031-05-05",
                "The Aurelia struck a reef off Port Maren in fog and sank. Divers found the logbook of the ferry on Sunday.",
            ),
        ]);
        assert_eq!(said, ["The Aurelia struck a reef off Port Maren in fog and sank."]);
    }

    #[test]
    fn another_figure_is_new() {
        let said = repeated(&[
            ("2031-05-02", "The coast guard said 17 passengers of the ferry Aurelia were missing."),
            ("2031-05-03", "The coast guard said 23 passengers of the ferry Aurelia were missing."),
            ("2031-05-04", "The coast guard said 23 passengers of the ferry Aurelia were missing."),
        ]);
        assert_eq!(said.len(), 1, "{said:?}");
    }

    #[test]
    fn that_it_took_place_is_no_repeat_of_that_it_was_to() {
        let said = repeated(&[
            ("2031-05-02", "Ministers Ada Lund and Oren Pask will meet in Port Maren to discuss the ferry."),
            ("2031-05-06", "Ministers Ada Lund and Oren Pask met in Port Maren to discuss the ferry."),
        ]);
        assert!(said.is_empty(), "{said:?}");
    }
}
