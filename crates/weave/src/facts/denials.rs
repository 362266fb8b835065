//! What one report claims and another says that somebody denies.

use super::statements::{best, told_by};
use crate::{Fact, Standing, dossier::Dossier, outlets::same_outlet, vocabulary::stem};
use article::Evidence;
use read::{Citation, Hedge, words::table};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// A sentence has the claim when it has at least this share of what is denied, by weight.
const MOST: f32 = 0.5;

/// What is denied must weigh at least so much: *he denied it* does not say what. So must what a sentence has of it when the
/// denial names the outlet of that sentence, where no share is asked for.
const TELLING: f32 = 2.5;

/// The stems of words of denial; whether they deny by themselves or only a claim.
static DENIALS: LazyLock<BTreeMap<String, bool>> = LazyLock::new(|| {
    table(include_str!("denials.tsv")).map(|row| (stem(row[0]), row[1] == "alone")).collect()
});

static CLAIMS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| table(include_str!("claims.tsv")).map(|row| stem(row[0])).collect());

/// Whether a line says that somebody denies what it speaks of. *Would not go* is a refusal, and *is not a dam* a description.
pub(super) fn denies(dossier: &Dossier<'_>, line: usize) -> bool {
    let line = &dossier.lines[line];
    let reading = dossier.readings[line.article];
    let stems = |span| -> Vec<String> {
        let words: &str = reading.words(span);
        words
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| !word.is_empty())
            .map(stem)
            .collect()
    };
    let of_claim = || stems(line.span).iter().any(|stem| CLAIMS.contains(stem));
    reading
        .attributions
        .iter()
        .filter(|attribution| attribution.hedge == Hedge::Denied)
        .flat_map(|attribution| &attribution.cue)
        .filter(|cue| line.span.contains(**cue))
        .any(|cue| stems(*cue).iter().any(|stem| DENIALS.get(stem).is_some_and(|alone| *alone || of_claim())))
}

/// Joins denials to the claims that they answer: facts of `statements` that are one or the other are disputed from now on, and
/// those that are in none of them are facts of their own, which are returned.
pub(super) fn denials(dossier: &Dossier<'_>, statements: &mut [Fact]) -> Vec<Fact> {
    let mut denials: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for line in (0..dossier.lines.len()).filter(|line| denies(dossier, *line)) {
        let told = dossier.line_evidence(line);
        let known =
            statements.iter().any(|fact| fact.denied_by.iter().any(|denial| Some(denial) == told.as_ref()));
        if known || dossier.is_superseded(dossier.lines[line].article) {
            continue;
        }
        if let Some(claim) = claim_of(dossier, line) {
            denials.entry(claim).or_default().insert(line);
        }
    }
    let mut facts = Vec::new();
    for (claim, denials) in denials {
        let against: Vec<Evidence> = denials.iter().filter_map(|line| dossier.line_evidence(*line)).collect();
        let Some(claimed) = dossier.line_evidence(claim) else { continue };
        let claims = if let Some(fact) = statements.iter_mut().find(|fact| states(fact, &claimed)) {
            dispute(fact, &against);
            fact.denied_by.clone_from(&against);
            fact.support.iter().map(|(_, evidence)| evidence.clone()).collect()
        } else {
            let fact = of(dossier, &BTreeSet::from([claim]), &against, "a claim that somebody denies");
            facts.extend(fact.map(|fact| Fact { denied_by: against.clone(), ..fact }));
            vec![claimed]
        };
        let known = statements.iter_mut().find(|fact| against.iter().any(|denial| states(fact, denial)));
        if let Some(fact) = known {
            dispute(fact, &claims);
        } else {
            let mut fact = of(dossier, &denials, &claims, "a denial of what another report has");
            for (hedge, _) in fact.iter_mut().flat_map(|fact| &mut fact.support) {
                *hedge = Hedge::Denied;
            }
            facts.extend(fact);
        }
    }
    facts
}

/// The line of an earlier report, or one of the same day, that a denial most likely answers.
fn claim_of(dossier: &Dossier<'_>, denial: usize) -> Option<usize> {
    let line = &dossier.lines[denial];
    let reading = dossier.readings[line.article];
    let own = reading.article.outlet.as_ref();
    let cited: Vec<&Citation> = reading
        .citations
        .iter()
        .filter(|citation| line.span.contains(citation.span))
        .filter(|citation| own.is_none_or(|own| !same_outlet(&own.0, &citation.outlet)))
        .collect();
    let of_cited = |article: usize| {
        let by = dossier.readings[article].article.outlet.as_ref();
        by.is_some_and(|by| cited.iter().any(|citation| same_outlet(&by.0, &citation.outlet)))
    };
    let later = |article: usize| {
        dossier.day(article).zip(dossier.day(line.article)).is_some_and(|(there, here)| there > here)
    };
    let denied = denied(dossier, denial);
    let all: f32 = denied.values().sum();
    if all < TELLING {
        return None;
    }
    let named = &line.people;
    let mut best: Option<(bool, f32, usize)> = None;
    for (at, other) in dossier.lines.iter().enumerate() {
        let families = &dossier.families.of;
        if families[other.article] == families[line.article]
            || later(other.article)
            || is_question(dossier, at)
            || dossier.is_superseded(other.article)
        {
            continue;
        }
        let shared: Vec<f32> = denied
            .iter()
            .filter(|(stem, _)| other.stems.contains_key(stem.as_str()))
            .map(|(_, weight)| *weight)
            .collect();
        let share = shared.iter().sum::<f32>() / all;
        let meant = of_cited(other.article);
        let close = share >= MOST && (shared.len() > 1 || !named.is_disjoint(&other.people));
        let fits = close || meant && share * all >= TELLING;
        if fits && best.is_none_or(|best| (meant, share) > (best.0, best.1)) && !denies(dossier, at) {
            best = Some((meant, share, at));
        }
    }
    best.map(|(.., at)| at)
}

/// The telling stems of what a line says is denied, with their weights; words for claims themselves left out.
fn denied<'d>(dossier: &'d Dossier<'_>, line: usize) -> BTreeMap<&'d String, f32> {
    let line = &dossier.lines[line];
    let reading = dossier.readings[line.article];
    let content: BTreeSet<String> = reading
        .attributions
        .iter()
        .filter(|attribution| attribution.hedge == Hedge::Denied)
        .filter(|attribution| attribution.cue.iter().any(|cue| line.span.contains(*cue)))
        .flat_map(|attribution| &attribution.content)
        .flat_map(|content| reading.words(*content).split(|letter: char| !letter.is_alphabetic()))
        .filter(|word| !word.is_empty())
        .map(stem)
        .collect();
    let said = line.stems.iter().filter(|(stem, _)| content.contains(*stem) && !CLAIMS.contains(*stem));
    said.map(|(stem, weight)| (stem, *weight)).collect()
}

/// A question claims nothing.
fn is_question(dossier: &Dossier<'_>, line: usize) -> bool {
    let line = &dossier.lines[line];
    let words: &str = dossier.readings[line.article].words(line.span);
    words.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '?').ends_with('?')
}

fn states(fact: &Fact, sentence: &Evidence) -> bool {
    fact.support.iter().any(|(_, evidence)| evidence == sentence)
}

fn dispute(fact: &mut Fact, against: &[Evidence]) {
    fact.standing = Standing::Disputed;
    for evidence in against {
        if !fact.conflicts.contains(evidence) {
            fact.conflicts.push(evidence.clone());
        }
    }
}

/// A fact of lines that others stand against.
fn of(dossier: &Dossier<'_>, lines: &BTreeSet<usize>, against: &[Evidence], reason: &str) -> Option<Fact> {
    let (support, independence) = told_by(dossier, lines);
    Some(Fact {
        statement: best(&support)?,
        standing: Standing::Disputed,
        independence,
        support,
        conflicts: against.to_vec(),
        confirmed_by: Vec::new(),
        denied_by: Vec::new(),
        figure: None,
        reasons: vec![reason.to_owned()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = BTreeSet::new();
        for row in table(include_str!("denials.tsv")) {
            assert!(matches!(row[..], [_, "alone" | "claim"]) && seen.insert(row[0]), "{row:?}");
        }
        assert!(table(include_str!("claims.tsv")).all(|row| row.len() == 1 && seen.insert(row[0])));
    }
}
