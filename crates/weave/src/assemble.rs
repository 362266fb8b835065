//! Puts the parts of a story together.

use crate::{
    Bounds, Event, Owners, PageVersion, Reason, Story, Title, dossier::Dossier, events, facts,
    families::families, independence::of_reports, lineage::lineage, positions, quotes, repeats, revisions,
    thinning::thinned, timeline,
};
use article::{Correction, Evidence};
use jiff::civil::Date;
use read::{DebrisKind, EventStatus, Reading, text::SentenceKind};
use std::collections::BTreeSet;

/// Weaves the readings of one story.
///
/// `families` has the number of the family of each reading, as [`crate::group`] or a library has it; a reading without one
/// stands alone. `versions` says which version of which page each is, as a library counts them; where it does not, reports with one
/// address are versions of one page. Of very many reports with one text only the earliest are woven: see [`Story::left_out`]. The order of `readings` changes nothing: [`Story::articles`] has its own, the earliest report first.
/// `owners` says which outlets have one owner; where it does not, what a page says of its outlet counts. Corrections about people hold; those about stories, dates, outlets and speakers are applied before, in
/// [`crate::group`] and in reading.
pub fn story(
    readings: &[&Reading],
    families: &[usize],
    versions: &[Option<PageVersion>],
    owners: &Owners,
    corrections: &[Correction],
) -> Story {
    let (woven, left_out) = thinned(readings);
    let versions: Vec<Option<PageVersion>> =
        woven.iter().map(|at| versions.get(*at).copied().flatten()).collect();
    let families: Vec<usize> = woven.iter().filter_map(|at| families.get(*at).copied()).collect();
    let readings: Vec<&Reading> = woven.into_iter().map(|at| readings[at]).collect();
    let owners = owners.stated(&readings);
    let dossier = Dossier::of(&readings, &families, &versions, &owners, corrections);
    let mut articles = dossier.reports();
    let happenings = events::events(&dossier);
    let (events, happenings): (Vec<Event>, Vec<_>) = happenings.into_iter().unzip();
    for (at, report) in articles.iter_mut().enumerate() {
        if report.published.is_none() {
            report.bounds = bounds(&dossier, at, &events);
        }
    }
    let stands = positions::stands(&dossier);
    let positions = positions::positions(&dossier, &stands);
    let (facts, only_in) = facts::facts(&dossier, &stands, &happenings.iter().collect::<Vec<_>>());
    let holders: BTreeSet<String> = stands.iter().map(|stand| stand.party.clone()).collect();
    let current: Vec<usize> = (0..dossier.readings.len()).filter(|at| !dossier.is_superseded(*at)).collect();
    let families = self::families(&dossier);
    let quotes = quotes::quotes(&dossier);
    Story {
        title: title(&dossier),
        independence: of_reports(&dossier, &current),
        lineage: lineage(&dossier, &families, &quotes),
        families,
        parties: dossier.people.parties(&holders),
        quotes,
        events,
        timeline: timeline::of_story(&dossier),
        repeats: repeats::repeats(&dossier),
        revisions: revisions::revisions(&dossier),
        facts,
        positions,
        only_in,
        articles,
        left_out,
        people: dossier.people.people.clone(),
    }
}

/// The headline of the report that has most in common with the others; without one, its first sentence.
fn title(dossier: &Dossier<'_>) -> Title {
    let current: Vec<usize> = (0..dossier.readings.len()).filter(|at| !dossier.is_superseded(*at)).collect();
    let people = |at: usize| -> BTreeSet<usize> {
        dossier.lines_of(at).iter().flat_map(|line| line.people.iter().copied()).collect()
    };
    let central = current.iter().copied().max_by_key(|at| {
        let own = people(*at);
        let shared: usize = current
            .iter()
            .filter(|other| *other != at)
            .map(|other| own.intersection(&people(*other)).count())
            .sum();
        let headline = headline(dossier.readings[*at]);
        // A headline all in capitals shouts; another's will do.
        let shouts = headline.as_ref().is_some_and(|(words, _)| !words.chars().any(char::is_lowercase));
        (!shouts, headline.is_some(), shared, std::cmp::Reverse(*at))
    });
    let Some(article) = central else { return Title { text: String::new(), article: 0, evidence: None } };
    let reading = dossier.readings[article];
    let first = reading.sentences.iter().find(|sentence| sentence.kind == SentenceKind::Body);
    let (text, span) = headline(reading)
        .or_else(|| first.map(|first| (reading.words(first.span), Some(first.span))))
        .unwrap_or((&reading.article.id.0, None));
    Title { text: text.to_owned(), article, evidence: span.and_then(|span| dossier.evidence(article, span)) }
}

/// The headline of a report: as it came apart from the text; else a heading that opens the text, or one near its
/// head that was doubled.
pub(crate) fn headline(reading: &Reading) -> Option<(&str, Option<article::Span>)> {
    const HEAD: usize = 4;
    if let Some(title) = &reading.article.title {
        return Some((title, None));
    }
    let doubled = |words: &str| {
        let copies = reading.debris.iter().filter(|debris| debris.kind == DebrisKind::Doubled);
        copies.map(|debris| reading.words(debris.span)).any(|copy| copy.trim() == words)
    };
    reading
        .sentences
        .iter()
        .take(HEAD)
        .enumerate()
        .filter(|(_, sentence)| sentence.kind == SentenceKind::Heading)
        .map(|(at, sentence)| (at, reading.words(sentence.span), sentence.span))
        .find(|(at, words, _)| *at == 0 || doubled(words))
        .map(|(_, words, span)| (words, Some(span)))
}

/// Between which days an undated report must lie: not before what it tells as past, not after what it looks
/// ahead to, as far as other reports give those events a day.
fn bounds(dossier: &Dossier<'_>, at: usize, events: &[Event]) -> Option<Bounds> {
    let id = &dossier.readings[at].article.id;
    let mut earliest: Option<(Date, &Event)> = None;
    let mut latest: Option<(Date, &Event)> = None;
    for event in events {
        let Some((first, last)) = event.when.days else { continue };
        let here = |status: EventStatus| {
            event.statuses.iter().any(|(said, evidence)| *said == status && evidence.article() == id)
        };
        if here(EventStatus::Happened) && earliest.is_none_or(|(day, _)| day < first) {
            earliest = Some((first, event));
        }
        if here(EventStatus::Planned) && latest.is_none_or(|(day, _)| day > last) {
            latest = Some((last, event));
        }
    }
    // Bounds that cross prove that something was misread; to abstain is an answer.
    if let (Some((from, _)), Some((to, _))) = (earliest, latest)
        && from > to
    {
        return None;
    }
    let mut reasons = Vec::new();
    if let Some((day, event)) = earliest {
        reasons.push(format!("it tells the {} of {day} as past", event.kind));
    }
    if let Some((day, event)) = latest {
        reasons.push(format!("it looks ahead to the {} of {day}", event.kind));
    }
    (!reasons.is_empty()).then(|| Bounds {
        earliest: earliest.map(|(day, _)| day),
        latest: latest.map(|(day, _)| day),
        reason: reasons.join("; "),
    })
}

/// Every piece of evidence in a story, for checking each against its article.
pub fn evidence(story: &Story) -> Vec<&Evidence> {
    let mut all: Vec<&Evidence> = Vec::new();
    all.extend(story.title.evidence.iter());
    all.extend(reasons(&story.independence.reasons));
    for family in &story.families {
        all.extend(reasons(&family.reasons));
        for copy in &family.copies {
            all.extend(copy.same.iter().chain(&copy.reworded).flat_map(|(origin, copy)| [origin, copy]));
            all.extend(copy.cut.iter().chain(&copy.added));
            let headlines = copy.headlines.iter().flat_map(|both| [&both.origin, &both.copy]);
            all.extend(headlines.filter_map(|headline| headline.evidence.as_ref()));
        }
    }
    all.extend(story.lineage.edges.iter().flat_map(|edge| &edge.evidence));
    for report in &story.articles {
        all.extend(report.cites.iter().map(|cite| &cite.evidence));
        all.extend(report.debris.iter().map(|(_, evidence)| evidence));
    }
    for person in &story.people {
        all.extend(&person.evidence);
    }
    for event in &story.events {
        all.extend(reasons(&event.independence.reasons));
        all.push(&event.telling);
        all.extend(&event.mentions);
        all.extend(event.statuses.iter().map(|(_, evidence)| evidence));
        all.extend(event.when.said.iter().map(|(evidence, _)| evidence));
        all.extend(event.place.iter().map(|place| &place.evidence));
        for participant in &event.participants {
            all.extend(participant.evidence.iter().chain(&participant.absent));
        }
    }
    for day in &story.timeline {
        all.extend(reasons(&day.independence.reasons));
        all.push(&day.telling);
        all.extend(&day.mentions);
    }
    for quote in &story.quotes {
        all.extend(reasons(&quote.independence.reasons));
        all.extend(&quote.source);
        for rendering in &quote.renderings {
            all.extend(&rendering.pieces);
            all.push(&rendering.context);
            all.extend(rendering.cue.iter().chain(&rendering.venue).chain(&rendering.via));
        }
    }
    for fact in &story.facts {
        all.extend(reasons(&fact.independence.reasons));
        all.push(&fact.statement);
        all.extend(fact.support.iter().map(|(_, evidence)| evidence));
        all.extend(fact.conflicts.iter().chain(&fact.confirmed_by).chain(&fact.denied_by));
        for value in fact.figure.iter().flat_map(|figure| &figure.values) {
            all.push(&value.evidence);
            all.extend(&value.source);
        }
    }
    for position in &story.positions {
        for held in &position.held {
            all.extend([&held.holder, &held.object, &held.sentence]);
        }
    }
    all.extend(story.only_in.iter().map(|only| &only.evidence));
    for revision in story.revisions.iter().flat_map(|page| &page.revisions) {
        all.extend(revision.evidence());
    }
    all
}

fn reasons(reasons: &[Reason]) -> impl Iterator<Item = &Evidence> {
    reasons.iter().flat_map(|reason| &reason.evidence)
}
