//! Scores of a timeline against one that people wrote: days aligned by date and content, then ROUGE (Martschat and
//! Markert 2017, `align+ m:1`), and the days themselves.

use super::rouge::{Rouge, counts};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Days with their sentences.
pub(crate) type Days = BTreeMap<Date, Vec<String>>;

/// Precision and recall, each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Sides {
    /// How much of ours is right.
    pub(crate) precision: f64,
    /// How much of theirs we have.
    pub(crate) recall: f64,
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Precision and recall of the days alone.
pub(crate) fn dates(ours: &Days, theirs: &Days) -> Sides {
    let right = ours.keys().filter(|day| theirs.contains_key(day)).count() as f64;
    Sides { precision: ratio(right, ours.len() as f64), recall: ratio(right, theirs.len() as f64) }
}

/// Precision and recall of sequences of words of `length`: each of our days is held against the day of theirs that is
/// nearest by date and content, and each of theirs against ours; what a day has to its credit is divided by the days
/// between the two and one.
pub(crate) fn aligned(ours: &Days, theirs: &Days, length: usize, rouge: &Rouge) -> Sides {
    Sides { precision: found(ours, theirs, length, rouge), recall: found(theirs, ours, length, rouge) }
}

/// How much of one timeline stands in the other.
fn found(of: &Days, within: &Days, length: usize, rouge: &Rouge) -> f64 {
    let (mut credit, mut all) = (0.0, 0.0);
    for (day, sentences) in of {
        let words = rouge.words(sentences);
        let Some((other, theirs)) = nearest(*day, sentences, within) else { continue };
        let counts = counts(&words, &rouge.words(theirs), length);
        credit += counts.shared as f64 / f64::from(days_between(*day, other) + 1);
        all += counts.ours as f64;
    }
    ratio(credit, all)
}

/// The day of least cost; of equals the first.
fn nearest<'d>(day: Date, sentences: &[String], among: &'d Days) -> Option<(Date, &'d [String])> {
    let mut best: Option<(f64, Date, &[String])> = None;
    for (other, theirs) in among {
        let far = 1.0 - 1.0 / f64::from(days_between(day, *other) + 1);
        let cost = if far > 0.0 { far * (1.0 - alike(sentences, theirs)) } else { 0.0 };
        if best.is_none_or(|(least, ..)| cost < least) {
            best = Some((cost, *other, theirs));
        }
    }
    best.map(|(_, other, theirs)| (other, theirs))
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days().abs())
}

/// F1 of the tokens between white space that two texts share, as they stand there.
fn alike(a: &[String], b: &[String]) -> f64 {
    let tokens = |text: &[String]| -> Vec<String> {
        text.iter().flat_map(|sentence| sentence.split_whitespace()).map(str::to_owned).collect()
    };
    let counts = counts(&tokens(a), &tokens(b), 1);
    ratio(2.0 * counts.shared as f64, (counts.ours + counts.theirs) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(of: &[(i8, &[&str])]) -> Days {
        of.iter()
            .map(|(day, sentences)| {
                (Date::constant(2031, 5, *day), sentences.iter().map(|one| (*one).to_owned()).collect())
            })
            .collect()
    }

    #[test]
    fn days_are_right_or_wrong() {
        let ours = days(&[(1, &["a"]), (2, &["a"]), (5, &["a"])]);
        let theirs = days(&[(2, &["a"]), (5, &["a"]), (7, &["a"]), (9, &["a"])]);
        assert_eq!(dates(&ours, &theirs), Sides { precision: 2.0 / 3.0, recall: 0.5 });
        assert_eq!(dates(&Days::new(), &theirs), Sides::default());
    }

    #[test]
    fn what_is_a_day_off_counts_half() {
        let ours = days(&[(1, &["Aurelia sank"]), (3, &["ferry captain"])]);
        let theirs = days(&[(2, &["Aurelia sank"]), (4, &["lawmakers met teachers"])]);
        // May 1: cost to May 2 is 1/2 × 0, two words shared, a day apart: 1. May 3: cost to May 2 and 4 is 1/2 each,
        // the first is taken, nothing shared. Precision 1 of 4, recall 1 of the five words that are no stop words.
        let figures = aligned(&ours, &theirs, 1, &Rouge::new());
        assert!((figures.precision - 1.0 / 4.0).abs() < 1e-9, "{figures:?}");
        assert!((figures.recall - 1.0 / 5.0).abs() < 1e-9, "{figures:?}");
        // Of sequences of two, one of two, and one of three.
        let figures = aligned(&ours, &theirs, 2, &Rouge::new());
        assert!((figures.precision - 0.5 / 2.0).abs() < 1e-9, "{figures:?}");
        assert!((figures.recall - 0.5 / 3.0).abs() < 1e-9, "{figures:?}");
    }

    #[test]
    fn content_may_outweigh_a_nearer_day() {
        let ours = days(&[(1, &["Aurelia sank off Maren"])]);
        let theirs = days(&[(2, &["lawmakers met"]), (5, &["Aurelia sank off Maren"])]);
        let figures = aligned(&ours, &theirs, 1, &Rouge::new());
        assert!((figures.precision - 1.0 / 5.0).abs() < 1e-9, "{figures:?}");
    }

    #[test]
    fn the_same_timeline_is_perfect() {
        let one = days(&[(1, &["Aurelia sank"]), (4, &["lawmakers met teachers"])]);
        assert_eq!(aligned(&one, &one, 2, &Rouge::new()), Sides { precision: 1.0, recall: 1.0 });
    }
}
