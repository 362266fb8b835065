//! What stands before an office: whose it is, its portfolio, *former*.

use super::{
    offices::Office,
    organisations, places,
    view::{Shape, View},
    words,
};
use std::ops::Range;

/// A title that stands before a name, with what comes before the office itself.
#[derive(Debug, Clone)]
pub(super) struct Title {
    /// From its first word that says something to the end of the office.
    pub(super) tokens: Range<usize>,
    /// The office alone.
    pub(super) office_tokens: Range<usize>,
    pub(super) office: Office,
    /// A country's plain name, from an adjective or abbreviation.
    pub(super) country: Option<&'static str>,
    /// Where the words stand that say whose office it is: an organisation's name, a possessor.
    pub(super) owner: Option<usize>,
    /// Words between country and office that belong to it: `harbor` in `regional harbor minister`.
    pub(super) portfolio: Vec<String>,
    /// The kind of organisation that a noun before the office says: `union` in `union leader`.
    pub(super) body: Option<&'static str>,
    pub(super) former: bool,
}

impl Title {
    /// The title that is an office and nothing more.
    pub(super) fn bare(tokens: Range<usize>, office: Office) -> Self {
        Self {
            tokens: tokens.clone(),
            office_tokens: tokens,
            office,
            country: None,
            owner: None,
            portfolio: Vec::new(),
            body: None,
            former: false,
        }
    }
}

/// What a word before an office says of it.
pub(super) fn note_modifier(title: &mut Title, lower: &str) {
    title.body = title.body.or(organisations::noun(lower));
    match lower {
        "former" | "ex" | "late" | "ousted" | "deposed" | "onetime" | "then" => {
            title.former |= lower != "then";
        }
        "deputy" | "vice" | "foreign" | "interior" | "defense" | "defence" | "finance" | "health"
        | "justice" => {
            title.portfolio.push(lower.to_owned());
        }
        "regional" | "local" | "national" | "state" | "federal" | "new" | "acting" | "interim" | "senior"
        | "top" | "outgoing" | "incoming" | "veteran" | "longtime" | "embattled" | "current" | "special"
        | "chief" | "-" => {}
        _ if words::is_ordinary(lower) && lower.len() > 2 && !lower.ends_with("ing") => {
            title.portfolio.push(lower.to_owned());
        }
        _ => {}
    }
}

/// Takes in the words in small letters before a title: `regional`, `former`, `the union's`.
pub(super) fn extend_left(view: &View<'_, '_>, title: &mut Title) {
    let from = view.sentence_start(title.tokens.start);
    let mut at = title.tokens.start;
    let mut taken = Vec::new();
    while at > from && title.tokens.start - at < 5 {
        let before = at - 1;
        let word = view.lower(before);
        if title.owner.is_none()
            && (word == "'s" || (matches!(word, "'" | "’") && view.before(before).ends_with('s')))
        {
            if before > from {
                title.owner = Some(before - 1);
                at = possessor_start(view, from, before);
            }
            break;
        }
        if matches!(word, "its" | "his" | "her" | "their") && title.owner.is_none() {
            title.owner = Some(before);
            at = before;
            break;
        }
        if let Some((start, country)) = adjective_before(view, from, at) {
            title.country = title.country.or(Some(country));
            at = start;
            continue;
        }
        let plain = word == "-"
            || ((view.shape(before) == Shape::Small || view.is_start(before))
                && words::is_ordinary(word)
                && !words::is_function_word(word)
                && !words::speaks(word)
                && !words::is_auxiliary(word)
                && !is_finite_verb(view, before));
        if word == "new" || (plain && may_modify(word)) {
            taken.push(before);
            at = before;
            continue;
        }
        break;
    }
    for before in taken.iter().rev() {
        note_modifier(title, view.lower(*before));
    }
    title.tokens.start = at;
}

/// Where the words begin that own with the clitic at `clitic`: `the union` in `the union's`.
fn possessor_start(view: &View<'_, '_>, from: usize, clitic: usize) -> usize {
    let mut at = clitic - 1;
    let capital = view.is_capital(at);
    while at > from
        && ((capital && view.is_capital(at - 1))
            || (!capital
                && view.shape(at - 1) == Shape::Small
                && !words::is_function_word(view.lower(at - 1))
                && clitic - at < 3
                && may_modify(view.lower(at - 1))))
    {
        at -= 1;
    }
    at
}

/// The adjective or abbreviation of a country that ends right before `end`: its first token and the country.
fn adjective_before(view: &View<'_, '_>, from: usize, end: usize) -> Option<(usize, &'static str)> {
    (from.max(end.saturating_sub(3))..end).find_map(|at| {
        if let Some((tokens, country)) = places::adjective_at(view, at)
            && at + tokens == end
        {
            return Some((at, country));
        }
        places::place_at(view, at)
            .filter(|(tokens, place)| at + tokens == end && place.kind == places::PlaceKind::Country)
            .and_then(|(_, place)| place.country.map(|country| (at, country)))
    })
}

/// Whether a word in small letters may stand between an article and an office.
pub(super) fn may_modify(word: &str) -> bool {
    !(word.ends_with("ly") && word != "elderly")
}

/// Whether the word is plainly a verb where it stands: after a pronoun, or `to`, or an auxiliary.
fn is_finite_verb(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    if words::stands_before_office(word) {
        return false;
    }
    let third_person = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ics");
    if word.ends_with("ing") || word.ends_with("ed") || third_person || words::is_irregular_past(word) {
        return true;
    }
    let before = view.before(at);
    matches!(before, "to" | "he" | "she" | "they" | "it" | "who" | "we" | "i" | "and")
        && !matches!(view.lower(at), "union" | "opposition")
        || words::is_auxiliary(before)
}
