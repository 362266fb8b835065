//! Figures across reports: which sentences count the same thing, and whether their values agree.

use super::{
    counted::{Use, uses},
    likeness::Likeness,
    statements::hedge,
};
use crate::{
    Fact, FigureFact, FigureValue, Standing,
    amounts::{Amount, amount},
    dossier::Dossier,
    group::Sets,
    independence::{Place, of_statement},
    vocabulary::weight,
};
use article::{Evidence, Span};
use jiff::civil::Date;
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
pub(super) fn figures(dossier: &Dossier<'_>, likeness: &Likeness) -> (Vec<Fact>, BTreeSet<usize>) {
    let uses = uses(dossier);
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
fn answers(dossier: &Dossier<'_>, a: &Use<'_>, b: &Use<'_>) -> bool {
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
    between.contains(';') && like_size(a, b)
        || between.split_whitespace().any(is_contrast)
        || before.split_whitespace().rev().take(BEFORE).any(is_contrast)
}

/// The facts of one thing that was counted. Two values that contradict each other are a fact each, with both side by side;
/// where one overtook the other they are one fact.
fn facts(dossier: &Dossier<'_>, uses: &[Use<'_>], group: &[&Vec<usize>]) -> Vec<Fact> {
    match group {
        [only] => {
            let places: Vec<Place> =
                only.iter().map(|at| (uses[*at].article, uses[*at].figure.span)).collect();
            if places.iter().map(|(article, _)| *article).collect::<BTreeSet<_>>().len() < 2 {
                return Vec::new();
            }
            let agreed = of_statement(dossier, &places).at_most > 1;
            let standing = if agreed { Standing::Agreed } else { Standing::Single };
            fact(dossier, uses, group, only, standing).into_iter().collect()
        }
        _ if is_superseded(dossier, uses, group) => {
            let last =
                group.iter().max_by_key(|values| values.iter().map(|at| uses[*at].as_of(dossier)).max());
            last.and_then(|last| fact(dossier, uses, group, last, Standing::Superseded)).into_iter().collect()
        }
        [_, _] => {
            group.iter().filter_map(|values| fact(dossier, uses, group, values, Standing::Disputed)).collect()
        }
        _ => of_many(dossier, uses, group),
    }
}

/// The facts of a thing with many values, by several at several times. That all are about one thing is then less sure: only
/// counts of what became of people overtake one another, and each of the others is a fact of its own.
fn of_many(dossier: &Dossier<'_>, uses: &[Use<'_>], group: &[&Vec<usize>]) -> Vec<Fact> {
    let mut chains = Sets::new(group.len());
    for b in 0..group.len() {
        for a in 0..b {
            let mut pairs = group[a].iter().flat_map(|x| group[b].iter().map(|y| (&uses[*x], &uses[*y])));
            let same = pairs.any(|(x, y)| x.outcome.is_some() && x.outcome == y.outcome);
            if same && is_superseded(dossier, uses, &[group[a], group[b]]) {
                chains.join(a, b);
            }
        }
    }
    let mut of: BTreeMap<usize, Vec<&Vec<usize>>> = BTreeMap::new();
    for (at, values) in group.iter().enumerate() {
        of.entry(chains.find(at)).or_default().push(values);
    }
    let facts_of = |chain: Vec<&Vec<usize>>| -> Vec<Fact> {
        if is_superseded(dossier, uses, &chain) {
            facts(dossier, uses, &chain)
        } else {
            chain.iter().flat_map(|values| facts(dossier, uses, &[*values])).collect()
        }
    };
    of.into_values().flat_map(facts_of).collect()
}

/// A fact of the value given by `own`, one of the values of the thing.
fn fact(
    dossier: &Dossier<'_>,
    uses: &[Use<'_>],
    group: &[&Vec<usize>],
    own: &[usize],
    standing: Standing,
) -> Option<Fact> {
    let mut members: Vec<usize> = group.iter().flat_map(|values| values.iter().copied()).collect();
    members.sort_by_key(|at| (uses[*at].article, uses[*at].figure.span));
    let values: Vec<FigureValue> = members
        .iter()
        .filter_map(|at| {
            let one = &uses[*at];
            let words = one.figure.counts.filter(|counts| {
                counts.start >= one.figure.span.end && counts.start - one.figure.span.end < 3
            });
            Some(FigureValue {
                article: one.article,
                value: one.figure.value,
                unit: one.figure.unit.clone(),
                as_of: one.as_of(dossier),
                evidence: dossier.evidence(
                    one.article,
                    words.map_or(one.figure.span, |words| one.figure.span.join(words)),
                )?,
                source: one.source.and_then(|span| dossier.evidence(one.article, span)),
            })
        })
        .collect();
    let mut support: Vec<(read::Hedge, Evidence)> = Vec::new();
    for at in if standing == Standing::Disputed { own } else { &members } {
        let evidence = dossier.line_evidence(uses[*at].line)?;
        if !support.iter().any(|(_, known)| *known == evidence) {
            support.push((hedge(dossier, uses[*at].line), evidence));
        }
    }
    // The shortest sentence says it best, one in brackets last.
    let main = own.iter().copied().min_by_key(|at| {
        let words = dossier.readings[uses[*at].article].words(dossier.lines[uses[*at].line].span);
        (words.starts_with('('), words.len(), *at)
    })?;
    let conflicts = if standing == Standing::Disputed {
        let others = members.iter().filter(|at| !own.contains(at));
        let mut conflicts: Vec<Evidence> =
            others.filter_map(|at| dossier.line_evidence(uses[*at].line)).collect();
        conflicts.dedup();
        conflicts
    } else {
        Vec::new()
    };
    let places: Vec<Place> = own.iter().map(|at| (uses[*at].article, uses[*at].figure.span)).collect();
    Some(Fact {
        statement: dossier.line_evidence(uses[main].line)?,
        standing,
        independence: of_statement(dossier, &places),
        support,
        conflicts,
        confirmed_by: Vec::new(),
        denied_by: Vec::new(),
        figure: Some(FigureFact { counts: counted(dossier, uses, &members), values }),
        reasons: vec![reason(standing)],
    })
}

fn reason(standing: Standing) -> String {
    match standing {
        Standing::Agreed | Standing::Single => "the same value of the same thing",
        Standing::Superseded => "values of one thing as of different days; the latest stands",
        Standing::Disputed => "different values of one thing as of one day, or by two parties",
    }
    .to_owned()
}

/// What is counted, in the words of the first report that says so.
fn counted(dossier: &Dossier<'_>, uses: &[Use<'_>], members: &[usize]) -> String {
    members
        .iter()
        .find_map(|at| {
            let one = &uses[*at];
            one.figure.counts.map(|span| dossier.readings[one.article].words(span).to_owned())
        })
        .unwrap_or_default()
}

/// Whether the values hold as of different days and no two parties stand against each other with them.
fn is_superseded(dossier: &Dossier<'_>, uses: &[Use<'_>], group: &[&Vec<usize>]) -> bool {
    let days: Vec<BTreeSet<Option<Date>>> =
        group.iter().map(|values| values.iter().map(|at| uses[*at].as_of(dossier)).collect()).collect();
    let parties: Vec<BTreeSet<&String>> = group
        .iter()
        .map(|values| values.iter().filter_map(|at| uses[*at].party.as_ref()).collect())
        .collect();
    let opposed = parties.iter().enumerate().any(|(at, left)| {
        parties[..at].iter().any(|right| !left.is_empty() && !right.is_empty() && left.is_disjoint(right))
    });
    let told_apart = days.iter().enumerate().all(|(at, left)| {
        days[..at]
            .iter()
            .all(|right| !left.contains(&None) && !right.contains(&None) && left.is_disjoint(right))
    });
    told_apart && !opposed
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
