//! Which report of a family the others come from.

use super::Relation;
use crate::{
    Reason,
    dossier::Dossier,
    outlets::{host, outlet, plain, same_outlet},
};
use article::{PartialDate, Span};
use read::{Citation, CitationKind, Reading, words::table};
use std::{cmp::Reverse, collections::BTreeSet, sync::LazyLock};

/// Words of a credit by which an outlet only helped.
static HELPED: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| table(include_str!("helped.tsv")).filter_map(|row| row.first().copied()).collect());

/// The origin of a family.
#[derive(Debug)]
pub(super) struct Origin {
    /// The report that the others come from, as far as can be told.
    pub(super) article: usize,
    /// The outlet, none of whose reports is here, that they all credit with the text.
    pub(super) credited: Option<String>,
    /// Why, in words for a reader: what speaks for it, the weightiest first, then what speaks against it.
    pub(super) reasons: Vec<Reason>,
}

/// A sign of where a text comes from, and the report to which it points.
type Sign = (usize, Reason);

/// Looks for a sign among the members of a family.
type Look = fn(&Dossier<'_>, &[usize]) -> Option<Sign>;

/// What is weighed, in this order; the first that points somewhere decides, the others are told.
const SIGNS: [Look; 6] = [by_credit, by_signature, by_address, first, holds, fullest];

/// Which of these reports the others come from.
pub(super) fn origin(dossier: &Dossier<'_>, relation: Relation, members: &[usize]) -> Origin {
    if let [only] = members {
        return Origin { article: *only, credited: None, reasons: Vec::new() };
    }
    let signs: Vec<Sign> = SIGNS.iter().filter_map(|sign| sign(dossier, members)).collect();
    let article = signs.first().map(|(article, _)| *article).or(members.first().copied()).unwrap_or_default();
    let mut reasons = Vec::new();
    let outside = credited_outside(dossier, members);
    let credited = outside.map(|(outlet, reason)| {
        reasons.push(reason);
        outlet
    });
    let (with, mut against): (Vec<Sign>, Vec<Sign>) = signs.into_iter().partition(|(to, _)| *to == article);
    if relation == Relation::Version {
        // That a later version says more speaks against nothing.
        against.clear();
    }
    let id = &dossier.readings[article].article.id;
    for (at, (_, reason)) in with.into_iter().enumerate() {
        let text =
            if at == 0 { format!("{}; so {id} is taken for the origin", reason.text) } else { reason.text };
        reasons.push(Reason { text, ..reason });
    }
    reasons.extend(
        against.into_iter().map(|(_, reason)| Reason { text: format!("but {}", reason.text), ..reason }),
    );
    Origin { article, credited, reasons }
}

/// Whether a citation says that the outlet made the report, and did not merely help.
fn is_whole(reading: &Reading, citation: &Citation) -> bool {
    let words = reading.words(citation.span).to_lowercase();
    let mut words = words.split(|letter: char| !letter.is_alphanumeric());
    citation.kind == CitationKind::Credit && !words.any(|word| HELPED.contains(word))
}

/// The credits by which a report has its text from another outlet.
fn by_another(reading: &Reading) -> impl Iterator<Item = &Citation> {
    let own = outlet(&reading.article);
    reading.citations.iter().filter(move |citation| {
        is_whole(reading, citation) && own.is_none_or(|own| !same_outlet(own, &citation.outlet))
    })
}

/// Whose text a report is: the outlet it credits with it, else its own.
pub(crate) fn author(reading: &Reading) -> Option<&str> {
    by_another(reading).next().map(|credit| credit.outlet.as_str()).or_else(|| outlet(&reading.article))
}

/// The first member whose own outlet this is.
fn of_outlet(dossier: &Dossier<'_>, members: &[usize], name: &str) -> Option<usize> {
    members
        .iter()
        .copied()
        .find(|at| outlet(&dossier.readings[*at].article).is_some_and(|own| same_outlet(own, name)))
}

/// A copy credits the outlet of another member.
fn by_credit(dossier: &Dossier<'_>, members: &[usize]) -> Option<Sign> {
    members.iter().find_map(|copy| {
        let reading = dossier.readings[*copy];
        by_another(reading).find_map(|credit| {
            let origin = of_outlet(dossier, members, &credit.outlet).filter(|origin| origin != copy)?;
            let text = format!("{} credits {}", reading.article.id, credit.outlet);
            Some((
                origin,
                Reason { text, evidence: dossier.evidence(*copy, credit.span).into_iter().collect() },
            ))
        })
    })
}

/// The byline or dateline of a copy names the outlet of another member.
fn by_signature(dossier: &Dossier<'_>, members: &[usize]) -> Option<Sign> {
    members.iter().find_map(|copy| {
        let reading = dossier.readings[*copy];
        let own = outlet(&reading.article);
        let within = |span: &Span, what| (reading.words(*span), Some(*span), what);
        let signatures = reading
            .bylines
            .iter()
            .map(|span| within(span, "byline"))
            .chain(reading.article.byline.as_deref().map(|byline| (byline, None, "byline")))
            .chain(reading.datelines.iter().map(|span| within(span, "dateline")));
        signatures.into_iter().find_map(|(words, span, what)| {
            let origin = members.iter().copied().find(|other| {
                let by = outlet(&dossier.readings[*other].article);
                other != copy
                    && by.is_some_and(|by| names(words, by) && own.is_none_or(|own| !same_outlet(own, by)))
            })?;
            let by = outlet(&dossier.readings[origin].article)?;
            let text = format!("the {what} of {} names {by}", reading.article.id);
            let evidence = span.and_then(|span| dossier.evidence(*copy, span)).into_iter().collect();
            Some((origin, Reason { text, evidence }))
        })
    })
}

/// Whether some words name an outlet.
fn names(words: &str, outlet: &str) -> bool {
    let spaced = |words: &str| {
        let letters = plain(words);
        format!(" {} ", letters.split(|letter: char| !letter.is_alphanumeric()).collect::<Vec<_>>().join(" "))
    };
    spaced(words).contains(&spaced(outlet))
}

/// Another outlet gives the address of a member as its own, as a page does whose canonical link leads elsewhere.
fn by_address(dossier: &Dossier<'_>, members: &[usize]) -> Option<Sign> {
    let letters = |name: &str| -> String { plain(name).chars().filter(|c| c.is_alphanumeric()).collect() };
    members.iter().find_map(|origin| {
        let article = &dossier.readings[*origin].article;
        let (url, by) = (article.url.as_deref()?, article.outlet.as_ref()?);
        let host = host(url)?;
        if !letters(host).contains(&letters(&by.0)) {
            return None;
        }
        let copy = members.iter().map(|at| &dossier.readings[*at].article).find(|other| {
            other.url.as_deref() == Some(url)
                && other.outlet.as_ref().is_some_and(|other| !same_outlet(&other.0, &by.0))
        })?;
        let text = format!("{} gives an address at {host} as its own, which is {by}'s", copy.id);
        Some((*origin, Reason { text, evidence: Vec::new() }))
    })
}

/// One member was published before all others that have a date.
fn first(dossier: &Dossier<'_>, members: &[usize]) -> Option<Sign> {
    let dated: Vec<(usize, PartialDate)> =
        members.iter().filter_map(|at| Some((*at, dossier.readings[*at].article.published?))).collect();
    let earlier = |a: PartialDate, b: PartialDate| match (a, b) {
        (PartialDate::Moment(a, x), PartialDate::Moment(b, y)) if x == y => a < b,
        _ => a.last_day() < b.first_day(),
    };
    let (origin, here) = *dated
        .iter()
        .find(|(at, here)| dated.iter().all(|(other, there)| other == at || earlier(*here, *there)))?;
    let next = dated
        .iter()
        .filter(|(at, _)| *at != origin)
        .map(|(_, there)| *there)
        .min_by_key(|d| d.first_day())?;
    let text = format!(
        "{} was published first, on {here}; the next is of {next}",
        dossier.readings[origin].article.id
    );
    Some((origin, Reason { text, evidence: Vec::new() }))
}

/// One member holds every sentence of the others, and more.
fn holds(dossier: &Dossier<'_>, members: &[usize]) -> Option<Sign> {
    let longest = longest(dossier, members)?;
    let whole: BTreeSet<&[u32]> =
        dossier.lines_of(longest).iter().map(|line| line.words.as_slice()).collect();
    let others = members.iter().filter(|at| **at != longest);
    let mut within = others.map(|at| {
        let lines = dossier.lines_of(*at);
        lines.len() < whole.len() && lines.iter().all(|line| whole.contains(line.words.as_slice()))
    });
    let text =
        format!("{} holds every sentence of the others, and more", dossier.readings[longest].article.id);
    within.all(|within| within).then_some((longest, Reason { text, evidence: Vec::new() }))
}

/// One member is longer than all others.
fn fullest(dossier: &Dossier<'_>, members: &[usize]) -> Option<Sign> {
    let longest = longest(dossier, members)?;
    let words = words(dossier, longest);
    let text = format!("{} is the fullest, with {words} words", dossier.readings[longest].article.id);
    let alone = members.iter().filter(|at| self::words(dossier, **at) == words).count() == 1;
    alone.then_some((longest, Reason { text, evidence: Vec::new() }))
}

fn longest(dossier: &Dossier<'_>, members: &[usize]) -> Option<usize> {
    members.iter().copied().max_by_key(|at| (words(dossier, *at), Reverse(*at)))
}

/// How many words a report has, without what is no part of it.
fn words(dossier: &Dossier<'_>, at: usize) -> usize {
    dossier.lines_of(at).iter().map(|line| line.words.len()).sum()
}

/// The outlet that members credit with their text and that none of them is from.
fn credited_outside(dossier: &Dossier<'_>, members: &[usize]) -> Option<(String, Reason)> {
    let credit = |at: &usize| {
        let reading = dossier.readings[*at];
        let credit =
            by_another(reading).find(|credit| of_outlet(dossier, members, &credit.outlet).is_none())?;
        Some((*at, credit))
    };
    let credits: Vec<(usize, &Citation)> = members.iter().filter_map(credit).collect();
    let (first, credit) = credits.first()?;
    let same: Vec<&(usize, &Citation)> =
        credits.iter().filter(|(_, other)| plain(&other.outlet) == plain(&credit.outlet)).collect();
    let text = format!(
        "{} credits {}, of which no report here has the text: where it first appeared is not among these reports",
        dossier.readings[*first].article.id, credit.outlet
    );
    let evidence = same.iter().filter_map(|(at, credit)| dossier.evidence(*at, credit.span)).collect();
    Some((credit.outlet.clone(), Reason { text, evidence }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = BTreeSet::new();
        for row in table(include_str!("helped.tsv")) {
            assert!(row.len() == 1 && seen.insert(row[0]) && row[0] == row[0].to_lowercase(), "{row:?}");
        }
    }

    #[test]
    fn a_signature_names_an_outlet_by_whole_words() {
        assert!(names("By Kit Orr, The Calder Wire", "Calder Wire"));
        assert!(names("SALTMERE (Calder Wire), April 28", "The Calder Wire"));
        assert!(!names("By Ada Wires", "Wire"));
    }
}
