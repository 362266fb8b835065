//! The facts that the values of one thing make: one value in several reports, values against each other, and values that overtook
//! one another.

use super::{
    counted::Use,
    denials::denies,
    figures::answers,
    statements::{hedge, standing_of},
};
use crate::{
    Fact, FigureFact, FigureValue, Standing,
    dossier::Dossier,
    group::Sets,
    independence::{Place, of_statement},
};
use article::Evidence;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The facts of one thing that was counted. Two values that contradict each other are a fact each, with both side by side;
/// of values that overtook one another each is a fact of its own, and the last of them stands.
pub(super) fn facts(dossier: &Dossier<'_>, uses: &[Use<'_>], group: &[&Vec<usize>]) -> Vec<Fact> {
    match group {
        [only] => {
            let reports: BTreeSet<usize> = only.iter().map(|at| uses[*at].article).collect();
            if reports.len() < 2 { Vec::new() } else { of_one(dossier, uses, only).into_iter().collect() }
        }
        _ if is_superseded(dossier, uses, group) => overtaken(dossier, uses, group),
        [_, _] => disputed(dossier, uses, group),
        _ => of_many(dossier, uses, group),
    }
}

/// The fact of the only value of a thing: disputed where a report that gives it says that somebody denies it.
fn of_one(dossier: &Dossier<'_>, uses: &[Use<'_>], only: &[usize]) -> Option<Fact> {
    let (denied, stated): (Vec<usize>, Vec<usize>) =
        only.iter().partition(|at| denies(dossier, uses[**at].line));
    if denied.is_empty() || stated.is_empty() {
        let mut fact = fact(dossier, uses, only, only, Standing::Single)?;
        fact.standing = standing_of(&fact.independence);
        return Some(fact);
    }
    let mut fact = fact(dossier, uses, only, &stated, Standing::Disputed)?;
    fact.denied_by.clone_from(&fact.conflicts);
    fact.reasons = vec!["the same value of the same thing, which somebody denies".to_owned()];
    Some(fact)
}

fn disputed(dossier: &Dossier<'_>, uses: &[Use<'_>], group: &[&Vec<usize>]) -> Vec<Fact> {
    let members = members(uses, group);
    group.iter().filter_map(|values| fact(dossier, uses, &members, values, Standing::Disputed)).collect()
}

/// Of values that overtook one another each with the one that overtook it; the last is what the reports state now.
fn overtaken(dossier: &Dossier<'_>, uses: &[Use<'_>], group: &[&Vec<usize>]) -> Vec<Fact> {
    let mut group: Vec<&Vec<usize>> = group.to_vec();
    group.sort_by_key(|values| values.iter().map(|at| uses[*at].as_of(dossier)).max());
    let members = members(uses, &group);
    let mut facts: Vec<Fact> = Vec::new();
    for (values, next) in group.iter().zip(&group[1..]) {
        let Some(mut fact) = fact(dossier, uses, &members, values, Standing::Superseded) else { continue };
        fact.conflicts = lines(dossier, uses, next);
        facts.push(fact);
    }
    facts.extend(group.last().and_then(|last| of_one(dossier, uses, last)));
    facts
}

/// The facts of a thing with many values, by several at several times. That all are about one thing is then less sure: only two
/// of which one answers the other contradict each other, only counts of what became of people overtake one another, and each
/// of the others is a fact of its own.
fn of_many(dossier: &Dossier<'_>, uses: &[Use<'_>], group: &[&Vec<usize>]) -> Vec<Fact> {
    let some = |a: &[usize], b: &[usize], fits: &dyn Fn(&Use<'_>, &Use<'_>) -> bool| {
        a.iter().any(|x| b.iter().any(|y| fits(&uses[*x], &uses[*y])))
    };
    let others: Vec<Vec<usize>> = (0..group.len())
        .map(|a| {
            let answered = |b: &usize| *b != a && some(group[a], group[*b], &|x, y| answers(dossier, x, y));
            (0..group.len()).filter(answered).collect()
        })
        .collect();
    let pair = |a: usize| -> Option<usize> {
        let [b] = others[a].as_slice() else { return None };
        (others[*b] == [a] && !is_superseded(dossier, uses, &[group[a], group[*b]])).then_some(*b)
    };
    let mut facts_of_all = Vec::new();
    let mut chains = Sets::new(group.len());
    for b in 0..group.len() {
        for a in (0..b).filter(|a| pair(*a).is_none() && pair(b).is_none()) {
            let same = some(group[a], group[b], &|x, y| x.outcome.is_some() && x.outcome == y.outcome);
            if same && is_superseded(dossier, uses, &[group[a], group[b]]) {
                chains.join(a, b);
            }
        }
    }
    let mut of: BTreeMap<usize, Vec<&Vec<usize>>> = BTreeMap::new();
    for (at, values) in group.iter().enumerate() {
        match pair(at) {
            Some(other) if at < other => {
                facts_of_all.extend(disputed(dossier, uses, &[*values, group[other]]));
            }
            Some(_) => {}
            None => of.entry(chains.find(at)).or_default().push(values),
        }
    }
    for chain in of.into_values() {
        if is_superseded(dossier, uses, &chain) {
            facts_of_all.extend(facts(dossier, uses, &chain));
        } else {
            facts_of_all.extend(chain.iter().flat_map(|values| facts(dossier, uses, &[*values])));
        }
    }
    facts_of_all
}

/// The figures of all values, in the order of the reports.
fn members(uses: &[Use<'_>], group: &[&Vec<usize>]) -> Vec<usize> {
    let mut members: Vec<usize> = group.iter().flat_map(|values| values.iter().copied()).collect();
    members.sort_by_key(|at| (uses[*at].article, uses[*at].figure.span));
    members
}

/// The sentences of figures, each once.
fn lines(dossier: &Dossier<'_>, uses: &[Use<'_>], figures: &[usize]) -> Vec<Evidence> {
    let mut lines: Vec<Evidence> =
        figures.iter().filter_map(|at| dossier.line_evidence(uses[*at].line)).collect();
    lines.dedup();
    lines
}

/// A fact of the value given by `own`, of the figures of a thing that `members` are.
fn fact(
    dossier: &Dossier<'_>,
    uses: &[Use<'_>],
    members: &[usize],
    own: &[usize],
    standing: Standing,
) -> Option<Fact> {
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
    for at in own {
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
        let others: Vec<usize> = members.iter().copied().filter(|at| !own.contains(at)).collect();
        lines(dossier, uses, &others)
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
        figure: Some(FigureFact { counts: counted(dossier, uses, members), values }),
        reasons: vec![reason(standing)],
    })
}

fn reason(standing: Standing) -> String {
    match standing {
        Standing::Agreed | Standing::Single => "the same value of the same thing",
        Standing::Superseded => {
            "values of one thing as of different days, of which a later one overtook this"
        }
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

/// Whether the values hold as of different days and no two parties stand against each other with them, unless they grow anyway.
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
    // The dead and the saved become more from day to day, whoever counts them; of a crowd each side has its own number.
    let outcomes: BTreeSet<Option<&str>> =
        group.iter().flat_map(|values| *values).map(|at| uses[*at].outcome).collect();
    let grows = outcomes.len() == 1 && !outcomes.contains(&None);
    told_apart && (grows || !opposed)
}
