//! Figures across reports: which sentences count the same thing, and whether their values agree.

use super::{
    corrected::Corrected,
    counted::{Use, uses},
    likeness::Likeness,
    values::facts,
};
use crate::{
    Fact,
    amounts::{Amount, amount},
    dossier::Dossier,
    group::Sets,
    vocabulary::weight,
};
use article::Span;
use read::words::table;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Two equal values are one figure when their sentences are at least so likely to state one thing.
const SAME: f32 = 0.3;

/// Two different values are about one thing when at least this much says so.
const COMPARABLE: f32 = 13.0;

/// Words that put two values of one sentence against each other.
static CONTRASTS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| table(include_str!("contrasts.tsv")).map(|row| row[0]).collect());

/// Facts made of figures, and the lines that hold them.
pub(super) fn figures(
    dossier: &Dossier<'_>,
    likeness: &Likeness,
    corrected: &[Corrected<'_>],
) -> (Vec<Fact>, BTreeSet<usize>) {
    let mut uses = uses(dossier);
    // What was given up contradicts nothing.
    uses.retain(|one| !corrected.iter().any(|corrected| corrected.has(one.line, one.figure)));
    let values = equal(dossier, likeness, &uses);
    let count = values.len();
    let mut things = Sets::new(count);
    for b in 0..count {
        for a in 0..b {
            if comparable(dossier, &uses, &values[a], &values[b]) {
                things.join(a, b);
            }
        }
    }
    let number = things.numbered();
    let mut groups: BTreeMap<usize, Vec<&Vec<usize>>> = BTreeMap::new();
    for (at, number) in number.iter().enumerate() {
        groups.entry(*number).or_default().push(&values[at]);
    }
    let mut lines = BTreeSet::new();
    let facts = groups
        .into_values()
        .flat_map(|group| {
            let members: Vec<usize> = group.iter().flat_map(|values| values.iter().copied()).collect();
            let reports: BTreeSet<usize> = members.iter().map(|at| uses[*at].article).collect();
            if reports.len() < 2 {
                return Vec::new();
            }
            let families: BTreeSet<usize> =
                reports.iter().map(|article| dossier.families.of[*article]).collect();
            // A figure of one text and its copies is what that text alone has.
            if families.len() > 1 {
                lines.extend(members.iter().map(|at| uses[*at].line));
            }
            facts(dossier, &uses, &group)
        })
        .collect();
    (facts, lines)
}

/// The figures that give one value of one thing, those of each value together.
fn equal(dossier: &Dossier<'_>, likeness: &Likeness, uses: &[Use<'_>]) -> Vec<Vec<usize>> {
    let mut by_amount: BTreeMap<Amount<'_>, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (at, one) in uses.iter().enumerate() {
        by_amount.entry(amount(one.figure)).or_default().entry(one.line).or_default().push(at);
    }
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for holders in by_amount.values() {
        let lines: Vec<usize> = holders.keys().copied().collect();
        let pairs = lines.iter().enumerate().flat_map(|(rank, b)| lines[..rank].iter().map(|a| (*a, *b)));
        let apart = pairs.filter(|(a, b)| dossier.lines[*a].article != dossier.lines[*b].article);
        let likely = apart.map(|(a, b)| (a, b, likeness.chance(a, b)));
        let likely = likely.filter(|(.., chance)| *chance >= SAME).collect();
        let mut left: BTreeSet<usize> = lines.iter().copied().collect();
        for together in likeness.together(likely, 0.8 * SAME) {
            left.retain(|line| !together.contains(line));
            sets.push(together.iter().filter_map(|line| holders.get(line)).flatten().copied().collect());
        }
        sets.extend(left.iter().filter_map(|line| holders.get(line).cloned()));
    }
    for set in &mut sets {
        set.sort_unstable();
    }
    sets.sort();
    sets
}

/// How much says that two figures count the same thing.
fn same_thing(dossier: &Dossier<'_>, a: &Use<'_>, b: &Use<'_>) -> f32 {
    let (x, y) = (&dossier.lines[a.line], &dossier.lines[b.line]);
    let context: f32 = x
        .stems
        .keys()
        .filter(|stem| y.stems.contains_key(*stem) && !a.counts.contains(*stem))
        .map(|stem| weight(stem))
        .sum();
    let people = x.people.intersection(&y.people).count();
    let mut worth = context.min(12.0) + 5.0 * people.min(2) as f32;
    if !a.counts.is_disjoint(&b.counts) {
        worth += 5.0;
    } else if a.counts_people && b.counts_people {
        worth += 4.0;
    }
    if a.day.is_some() && a.day == b.day {
        worth += 4.0;
    }
    if a.outcome.is_some() && a.outcome == b.outcome {
        worth += 8.0;
    }
    // A story has one toll, as a rule.
    if a.toll && b.toll {
        worth += 4.0;
    }
    worth
}

/// Whether two values are about one thing.
fn comparable(dossier: &Dossier<'_>, uses: &[Use<'_>], left: &[usize], right: &[usize]) -> bool {
    let mut pairs = left.iter().flat_map(|a| right.iter().map(|b| (&uses[*a], &uses[*b])));
    pairs.any(|(a, b)| {
        let counted = !a.counts.is_disjoint(&b.counts)
            || (a.counts_people && b.counts_people && a.day.is_some() && a.day == b.day)
            || (a.outcome.is_some() && [a, b].iter().all(|one| one.counts_people || one.counts.is_empty()));
        let apart = a.line != b.line && a.article != b.article && a.figure.unit == b.figure.unit;
        let alike = apart && counted && a.outcome == b.outcome && same_thing(dossier, a, b) >= COMPARABLE;
        answers(dossier, a, b) || alike && !told_apart(dossier, uses, left, right)
    })
}

/// Whether one figure answers another in the same report, in the same sentence or the next: it is of like size, comes from
/// another source, and says nothing else of what it counts: *police spoke of 300; the union put it at 500*.
pub(super) fn answers(dossier: &Dossier<'_>, a: &Use<'_>, b: &Use<'_>) -> bool {
    if a.article != b.article || a.line.abs_diff(b.line) > 1 || a.figure.span == b.figure.span {
        return false;
    }
    let (first, second) = if a.figure.span < b.figure.span { (a, b) } else { (b, a) };
    // What one side asks and the other offers are not two counts of one thing.
    let wanted = |one: &Use<'_>| {
        let sentence = dossier.lines[one.line].sentence;
        dossier.readings[one.article].stances.iter().any(|stance| stance.sentence == sentence)
    };
    if wanted(first) || wanted(second) {
        return false;
    }
    let same_unit = second.figure.unit == first.figure.unit || second.figure.unit.is_none();
    let contrasted = is_contrasted(dossier, first, second);
    // *The company said 212 people were aboard* tells of another count than the sentence before it.
    let named_again = contrasted && second.counts.iter().all(|stem| first.counts.contains(stem));
    let elliptic = second.counts.is_empty() || named_again;
    let parted = first.line != second.line || contrasted;
    let others = first.source != second.source;
    same_unit && elliptic && parted && like_size(first, second) && (others || first.line == second.line)
}

/// Whether two values are so near each other that they can be two counts of one thing.
fn like_size(a: &Use<'_>, b: &Use<'_>) -> bool {
    const MOST: f64 = 3.0;
    let (a, b) = (a.figure.value.abs(), b.figure.value.abs());
    let (least, most) = (a.min(b), a.max(b));
    least > 0.0 && least < most && most <= MOST * least
}

/// Whether one sentence gives both values without putting them against each other (*12 boats and 30 cars*): it
/// counts two things.
fn told_apart(dossier: &Dossier<'_>, uses: &[Use<'_>], left: &[usize], right: &[usize]) -> bool {
    left.iter().any(|a| {
        right.iter().any(|b| {
            let (a, b) = (&uses[*a], &uses[*b]);
            a.line == b.line && !is_contrasted(dossier, a, b)
        })
    })
}

/// Whether a word of contrast stands between two figures of one sentence, or right before them.
fn is_contrasted(dossier: &Dossier<'_>, a: &Use<'_>, b: &Use<'_>) -> bool {
    const BEFORE: usize = 4;
    let reading = dossier.readings[a.article];
    let (first, second) = if a.figure.span < b.figure.span { (a, b) } else { (b, a) };
    let line = dossier.lines[a.line].span;
    let between = reading.words(Span::new(first.figure.span.end, second.figure.span.start));
    let before = reading.words(Span::new(line.start, first.figure.span.start));
    let is_contrast = |word: &str| {
        CONTRASTS
            .contains(word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase().as_str())
    };
    // *Cuts it from 90 to 45* changes a value and contradicts none.
    let changes = between.trim_end().ends_with(" to") && before.trim_end().ends_with(" from");
    if changes {
        return false;
    }
    between.contains(';') && like_size(a, b)
        || between.split_whitespace().any(is_contrast)
        || before.split_whitespace().rev().take(BEFORE).any(is_contrast)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_contrasts_is_well_formed() {
        let mut seen = BTreeSet::new();
        assert!(table(include_str!("contrasts.tsv")).all(|row| row.len() == 1 && seen.insert(row[0])));
    }
}
