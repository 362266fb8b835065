//! Statements that several reports make in their own words, and those that one makes alone.

use super::{corrected::Corrected, denials::denies, likeness::Likeness};
use crate::{
    Fact, OnlyIn, Standing,
    amounts::tells,
    dossier::Dossier,
    independence::{Independence, Place, of_statement},
    outlets::same_outlet,
    positions::{self, Stand, Wants},
};
use article::{Evidence, Span};
use jiff::civil::Date;
use read::{CitationKind, Hedge};
use std::collections::{BTreeMap, BTreeSet};

/// Two sentences this likely to state one thing do so.
const LIKELY: f32 = 0.7;

/// It is enough where one of them puts it as possible, planned, hearsay or denied: what is put at several strengths is put
/// in other words.
const AT_STRENGTHS: f32 = 0.5;

/// Sentences state one thing together when all pairs of them are so likely to on average.
const ON_AVERAGE: f32 = 0.51;

/// A sentence of which no independent report has more than this stands alone.
const ALONE: f32 = 0.34;

/// The statements of a story, and the lines that they take.
pub(super) fn statements(
    dossier: &Dossier<'_>,
    likeness: &Likeness,
    stands: &[Stand<'_>],
    corrected: &[Corrected<'_>],
) -> (Vec<Fact>, BTreeSet<usize>) {
    let given_up: BTreeSet<usize> = corrected.iter().flat_map(|one| &one.given).copied().collect();
    let wants = positions::by_line(dossier, stands);
    let likely = likeness
        .pairs()
        .filter(|((a, b), _)| !given_up.contains(a) && !given_up.contains(b))
        .filter(|((a, b), chance)| {
            let hedges = [hedge(dossier, *a), hedge(dossier, *b)];
            let plain = hedges.iter().all(|hedge| matches!(hedge, Hedge::Stated | Hedge::Requested));
            // A claim and its denial are about one thing.
            let opposed = !hedges.contains(&Hedge::Denied) && oppose(wants.get(a), wants.get(b));
            *chance >= if plain { LIKELY } else { AT_STRENGTHS } && !opposed
        })
        .map(|((a, b), chance)| (a, b, chance))
        .collect();
    let mut taken = BTreeSet::new();
    let mut facts = Vec::new();
    for lines in likeness.together(likely, ON_AVERAGE) {
        let families: BTreeSet<usize> =
            lines.iter().map(|line| dossier.families.of[dossier.lines[*line].article]).collect();
        // What is only said is told where the quotations are.
        if lines.iter().filter(|line| is_utterance(dossier, **line)).count() * 2 > lines.len() {
            continue;
        }
        // Copies of one sentence are what one text alone has: told when they give a figure or a day.
        if families.len() > 1 {
            taken.extend(lines.iter().copied());
        } else if !lines.iter().any(|line| is_dated(dossier, *line)) {
            continue;
        }
        facts.extend(fact(dossier, &lines));
    }
    (facts, taken)
}

/// Whether a line is mostly somebody's words and counts nothing.
fn is_utterance(dossier: &Dossier<'_>, line: usize) -> bool {
    const MOST: f32 = 0.4;
    let line = &dossier.lines[line];
    let reading = dossier.readings[line.article];
    let within = |span: &Span| span.end.min(line.span.end).saturating_sub(span.start.max(line.span.start));
    let quoted: usize =
        reading.attributions.iter().flat_map(|attribution| &attribution.quoted).map(within).sum();
    let counted = reading.figures.iter().any(|figure| line.span.contains(figure.span) && tells(figure));
    quoted as f32 > MOST * line.span.len() as f32 && !counted
}

/// Whether a line gives a figure or a time.
fn is_dated(dossier: &Dossier<'_>, line: usize) -> bool {
    let line = &dossier.lines[line];
    let reading = dossier.readings[line.article];
    reading.figures.iter().any(|figure| line.span.contains(figure.span) && tells(figure))
        || reading.times.iter().any(|time| line.span.contains(time.span) && time.days.is_some())
}

/// Whether two sentences each say what parties want, and nothing of it is the same: then they share a subject,
/// not a statement.
fn oppose(a: Option<&Wants>, b: Option<&Wants>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.is_disjoint(b))
}

/// The sentences of these lines with how strongly each puts what it states, and how many independent sources they are.
pub(super) fn told_by<'l>(
    dossier: &Dossier<'_>,
    lines: impl IntoIterator<Item = &'l usize>,
) -> (Vec<(Hedge, Evidence)>, Independence) {
    let lines: Vec<&usize> = lines.into_iter().collect();
    let told = lines.iter().filter_map(|line| Some((hedge(dossier, **line), dossier.line_evidence(**line)?)));
    let places: Vec<Place> =
        lines.iter().map(|line| (dossier.lines[**line].article, dossier.lines[**line].span)).collect();
    (told.collect(), of_statement(dossier, &places))
}

fn fact(dossier: &Dossier<'_>, lines: &[usize]) -> Option<Fact> {
    let (support, independence) = told_by(dossier, lines);
    let (confirmed_by, denied_by) = outcomes(dossier, &support);
    // A plan that came true is borne out by it, not overtaken.
    let standing = if denied_by.is_empty() { standing_of(&independence) } else { Standing::Disputed };
    let statement = best(&support)?;
    let conflicts = denied_by.clone();
    let reasons = vec![shared_words(dossier, lines)];
    Some(Fact {
        statement,
        standing,
        independence,
        support,
        conflicts,
        confirmed_by,
        denied_by,
        figure: None,
        reasons,
    })
}

/// What a statement comes to that nothing is against.
pub(super) fn standing_of(independence: &Independence) -> Standing {
    if independence.at_most > 1 { Standing::Agreed } else { Standing::Single }
}

/// The sentence that states a fact best: the shortest of the strongest; one that begins with a pronoun, which
/// names nobody, or stands in brackets, only when there is no other.
pub(super) fn best(support: &[(Hedge, Evidence)]) -> Option<Evidence> {
    const PRONOUNS: &[&str] =
        &["He", "She", "It", "They", "His", "Her", "Its", "Their", "This", "That", "These", "Those"];
    support
        .iter()
        .min_by_key(|(hedge, evidence)| {
            let words = evidence.exact();
            let first = words.split([' ', '’', '\'']).next().unwrap_or("");
            (PRONOUNS.contains(&first) || words.starts_with('('), *hedge, words.len(), evidence.span())
        })
        .map(|(_, evidence)| evidence.clone())
}

/// The sentence that puts a fact most weakly; of equal ones the shortest.
pub(super) fn weakest(support: &[(Hedge, Evidence)]) -> Option<Evidence> {
    support
        .iter()
        .min_by_key(|(hedge, evidence)| {
            (std::cmp::Reverse(weakness(*hedge)), evidence.exact().len(), evidence.span())
        })
        .map(|(_, evidence)| evidence.clone())
}

fn shared_words(dossier: &Dossier<'_>, lines: &[usize]) -> String {
    let mut common: BTreeMap<&str, f32> =
        dossier.lines[lines[0]].stems.iter().map(|(stem, weight)| (stem.as_str(), *weight)).collect();
    for line in &lines[1..] {
        common.retain(|stem, _| dossier.lines[*line].stems.contains_key(*stem));
    }
    let mut common: Vec<(&str, f32)> = common.into_iter().collect();
    common.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let words: Vec<&str> = common.iter().take(6).map(|(stem, _)| *stem).collect();
    if words.is_empty() {
        "each of these sentences shares most of its telling words with another".to_owned()
    } else {
        format!("these sentences share the stems {}", words.join(", "))
    }
}

/// The strength at which a line states what it states: the weakest of what is attributed or wanted in it.
///
/// *She rejects the plan* wants something; only *she denies the report* says that something is not so.
pub(super) fn hedge(dossier: &Dossier<'_>, line: usize) -> Hedge {
    let line = &dossier.lines[line];
    let reading = dossier.readings[line.article];
    let wanted: Vec<&read::Stance> =
        reading.stances.iter().filter(|stance| stance.sentence == line.sentence).collect();
    let said = reading
        .attributions
        .iter()
        .filter(|attribution| {
            attribution.content.iter().chain(&attribution.cue).any(|span| line.span.overlaps(*span))
        })
        .filter(|attribution| {
            attribution.hedge != Hedge::Denied
                || !wanted.iter().any(|stance| attribution.cue.iter().any(|cue| cue.overlaps(stance.cue)))
        })
        .map(|attribution| attribution.hedge);
    let hedge = said
        .chain(wanted.iter().map(|stance| stance.hedge))
        .max_by_key(|hedge| weakness(*hedge))
        .unwrap_or(Hedge::Stated);
    // What another outlet is said to have reported is hearsay here, however firmly it was put there.
    let own = reading.article.outlet.as_ref();
    let second_hand = reading.citations.iter().any(|citation| {
        citation.kind == CitationKind::Reported
            && line.span.contains(citation.span)
            && own.is_none_or(|own| !same_outlet(&own.0, &citation.outlet))
    });
    match hedge {
        Hedge::Stated | Hedge::Planned if second_hand => Hedge::Reported,
        hedge => hedge,
    }
}

fn weakness(hedge: Hedge) -> u8 {
    match hedge {
        Hedge::Stated => 0,
        Hedge::Reported => 1,
        Hedge::Requested => 2,
        Hedge::Planned => 3,
        Hedge::Conditional => 4,
        Hedge::Possible => 5,
        Hedge::Denied => 6,
    }
}

/// Later sentences that state what an earlier one only held possible or to come, or that put as to come what it held
/// possible, and those that deny it.
pub(super) fn outcomes(
    dossier: &Dossier<'_>,
    support: &[(Hedge, Evidence)],
) -> (Vec<Evidence>, Vec<Evidence>) {
    let article_of = |evidence: &Evidence| {
        dossier.readings.iter().position(|reading| reading.article.id == *evidence.article())
    };
    let day = |evidence: &Evidence| -> Option<Date> { dossier.day(article_of(evidence)?) };
    let denied = |evidence: &Evidence| -> Option<bool> {
        let article = article_of(evidence)?;
        let sentence = dossier.readings[article].sentence_at(evidence.span().start)?;
        Some(denies(dossier, dossier.line(article, sentence)?))
    };
    let (denied, stated): (Vec<&Evidence>, Vec<&Evidence>) =
        support.iter().map(|(_, evidence)| evidence).partition(|evidence| denied(evidence).unwrap_or(false));
    // Several reports of one denial are of one mind.
    let denied: Vec<Evidence> =
        if stated.is_empty() { Vec::new() } else { denied.into_iter().cloned().collect() };
    let first = |weak: &[Hedge]| {
        support
            .iter()
            .filter(|(hedge, _)| weak.contains(hedge))
            .filter_map(|(_, evidence)| day(evidence))
            .min()
    };
    let open = first(&[Hedge::Possible, Hedge::Reported, Hedge::Planned, Hedge::Conditional]);
    let possible = first(&[Hedge::Possible]);
    let confirmed = support
        .iter()
        .filter(|(hedge, evidence)| {
            let weak = match hedge {
                Hedge::Stated => open,
                Hedge::Planned => possible,
                _ => None,
            };
            weak.zip(day(evidence)).is_some_and(|(weak, here)| here > weak)
        })
        .map(|(_, evidence)| evidence.clone())
        .collect();
    if denied.is_empty() { (confirmed, denied) } else { (Vec::new(), denied) }
}

/// What one report alone has, in the order of the reports: sentences that say, want, count or tell something
/// and are unlike every sentence of every independent report; and those in `wanted`, which hold a stance that
/// no other report has.
pub(super) fn only_in(
    dossier: &Dossier<'_>,
    likeness: &Likeness,
    shared: &BTreeSet<usize>,
    wanted: &BTreeSet<usize>,
) -> Vec<OnlyIn> {
    // Of copies of one sentence the first stands for all.
    let mut seen: BTreeSet<(usize, &str)> = BTreeSet::new();
    let mut alone = Vec::new();
    for (at, line) in dossier.lines.iter().enumerate() {
        let unlike = !shared.contains(&at) && likeness.best(at) <= ALONE && carries(dossier, at);
        if dossier.is_superseded(line.article) || !(unlike || wanted.contains(&at)) {
            continue;
        }
        let words = dossier.readings[line.article].words(line.span);
        if seen.insert((dossier.families.of[line.article], words)) {
            alone
                .extend(dossier.line_evidence(at).map(|evidence| OnlyIn { article: line.article, evidence }));
        }
    }
    alone
}

/// Whether a line carries something that can be alone: an attribution, a stance, a figure or an event.
fn carries(dossier: &Dossier<'_>, at: usize) -> bool {
    let line = &dossier.lines[at];
    let reading = dossier.readings[line.article];
    let said = reading
        .attributions
        .iter()
        .any(|attribution| attribution.content.iter().any(|span| line.span.overlaps(*span)));
    let counted = reading.figures.iter().any(|figure| line.span.contains(figure.span));
    let wanted = reading.stances.iter().any(|stance| stance.sentence == line.sentence);
    let told = reading.events.iter().any(|event| event.sentence == line.sentence);
    said || wanted || counted || told
}
