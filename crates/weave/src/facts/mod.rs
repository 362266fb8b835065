//! What the reports state, alone or together: figures, claims at their strengths, statements in several
//! reports' own words; and what stands in one report alone.

mod corrected;
mod counted;
mod denials;
mod figures;
mod happenings;
mod likeness;
mod settings;
mod statements;
mod values;

use crate::{
    Fact, OnlyIn, Standing,
    dossier::Dossier,
    events::Happening,
    independence::{Place, of_statement},
    positions::{self, Stand},
};
use article::{Evidence, Span};
use likeness::Likeness;
use read::Hedge;
use std::collections::BTreeSet;

/// The facts of a story, and the sentences that stand in one report alone.
pub(crate) fn facts(
    dossier: &Dossier<'_>,
    stands: &[Stand<'_>],
    happenings: &[&Happening<'_>],
) -> (Vec<Fact>, Vec<OnlyIn>) {
    let likeness = Likeness::of(dossier, happenings);
    let corrected = corrected::corrected(dossier);
    let (mut facts, counted) = figures::figures(dossier, &likeness, &corrected);
    facts.extend(corrected::facts(dossier, &corrected));
    let mut shared: BTreeSet<usize> = counted;
    for set in positions::strengths(stands) {
        facts.extend(strength(dossier, stands, &set));
    }
    let (mut statements, stated) = statements::statements(dossier, &likeness, stands, &corrected);
    shared.extend(stated);
    facts.extend(denials::denials(dossier, &mut statements));
    facts.extend(settings::settings(dossier, happenings));
    facts.extend(happenings::happenings(dossier, happenings));
    facts.extend(statements);
    let facts = without_repeats(facts);
    let only_in = statements::only_in(dossier, &likeness, &shared, &positions::alone(dossier, stands));
    (in_order(facts), only_in)
}

/// What sentences state alike, each at one strength, with nothing against it.
fn of_lines(dossier: &Dossier<'_>, lines: &BTreeSet<usize>, hedge: Hedge, reason: String) -> Option<Fact> {
    let support: Vec<(Hedge, Evidence)> =
        lines.iter().filter_map(|line| Some((hedge, dossier.line_evidence(*line)?))).collect();
    let places: Vec<Place> =
        lines.iter().map(|line| (dossier.lines[*line].article, dossier.lines[*line].span)).collect();
    let independence = of_statement(dossier, &places);
    Some(Fact {
        statement: statements::best(&support)?,
        standing: statements::standing_of(&independence),
        independence,
        support,
        conflicts: Vec::new(),
        confirmed_by: Vec::new(),
        denied_by: Vec::new(),
        figure: None,
        reasons: vec![reason],
    })
}

/// One thing at several strengths, from stances of one party.
fn strength(dossier: &Dossier<'_>, stands: &[Stand<'_>], set: &[usize]) -> Option<Fact> {
    let mut support: Vec<(Hedge, Evidence)> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for at in set {
        let stand = &stands[*at];
        let span = positions::place(dossier, stand)?;
        let evidence = dossier.evidence(stand.article, span)?;
        if !support.iter().any(|(_, known)| *known == evidence) {
            support.push((stand.stance.hedge, evidence));
            places.push((stand.article, span));
        }
    }
    let independence = of_statement(dossier, &places);
    // All the reports bear out the weakest of the strengths; what only one says stands below it.
    let statement = statements::weakest(&support)?;
    let standing = statements::standing_of(&independence);
    let (confirmed_by, denied_by) = statements::outcomes(dossier, &support);
    let party = &stands[*set.first()?].party;
    Some(Fact {
        statement,
        standing,
        independence,
        reasons: vec![format!("what {party} does about one issue, put at different strengths")],
        support,
        conflicts: Vec::new(),
        confirmed_by,
        denied_by,
        figure: None,
    })
}

/// Leaves out facts whose sentences another fact of the same standing already has, the figures' first, and those
/// whose sentences are mostly another's and of no other report.
fn without_repeats(facts: Vec<Fact>) -> Vec<Fact> {
    const MOST: f32 = 0.6;
    let mut kept: Vec<Fact> = Vec::new();
    for fact in facts {
        let places = |fact: &Fact| -> BTreeSet<(article::ArticleId, Span)> {
            fact.support.iter().map(|(_, evidence)| (evidence.article().clone(), evidence.span())).collect()
        };
        let here = places(&fact);
        let repeats = |known: &&mut Fact| {
            let there = places(known);
            let open = matches!(known.standing, Standing::Disputed | Standing::Superseded);
            let against: BTreeSet<_> = known
                .conflicts
                .iter()
                .map(|evidence| (evidence.article().clone(), evidence.span()))
                .collect();
            // What stands against others, or was overtaken, does not stand as well; nor do its two sides together state one
            // thing.
            let settled = open
                && fact.figure.is_none()
                && (here.is_subset(&there) && matches!(fact.standing, Standing::Agreed | Standing::Single)
                    || !here.is_disjoint(&there)
                        && !here.is_disjoint(&against)
                        && here.iter().all(|place| there.contains(place) || against.contains(place)));
            let within = known.standing == fact.standing && here.is_subset(&there) || settled;
            let adds_a_report =
                here.iter().any(|(article, _)| !there.iter().any(|(known, _)| known == article));
            let mostly = !adds_a_report
                && here.intersection(&there).count() as f32 >= MOST * here.union(&there).count() as f32;
            // Two figures of a few sentences are two facts, but not where they only ever stand together.
            if fact.figure.is_some() { here == there } else { within || mostly }
        };
        let repeated = kept.iter_mut().find(repeats).is_some_and(|known| {
            let answered = !fact.denied_by.is_empty() && known.denied_by.is_empty();
            let bears_out = !fact.confirmed_by.is_empty() && known.confirmed_by.is_empty();
            if !answered && bears_out && here.is_subset(&places(known)) {
                known.confirmed_by.clone_from(&fact.confirmed_by);
                return true;
            }
            !answered && !bears_out
        });
        if !repeated {
            kept.push(fact);
        }
    }
    kept
}

/// What most independent reports state first.
fn in_order(mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_by(|a, b| {
        b.independence
            .at_most
            .cmp(&a.independence.at_most)
            .then_with(|| b.support.len().cmp(&a.support.len()))
            .then_with(|| {
                (a.statement.article(), a.statement.span()).cmp(&(b.statement.article(), b.statement.span()))
            })
    });
    facts
}
