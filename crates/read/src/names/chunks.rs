//! Cuts runs of capitalised words into names and the titles before them.

use super::{
    offices::{self, Class, Office},
    organisations, places,
    view::{Shape, View, Zone},
    words::{self, Gender},
};
use crate::EntityKind;
use std::{collections::HashSet, ops::Range};

/// The most tokens that a run of capitalised words is followed for.
const LONGEST: usize = 40;

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
    pub(super) former: bool,
}

/// A name in the text.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) tokens: Range<usize>,
    /// A title in capitals right before it.
    pub(super) title: Option<Title>,
    /// What `Mr` or `Dame` before it says; `None` without one.
    pub(super) honorific: Option<Gender>,
    /// Whether it only stands before an office, to say whose it is.
    pub(super) modifies: bool,
}

/// Finds names in the parts of the text where letter case tells.
pub(super) fn chunks(view: &View<'_, '_>) -> Vec<Chunk> {
    let seen = Seen::new(view);
    let mut found = Vec::new();
    for sentence in &view.text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if view.zone(at) == Zone::Read && begins_run(view, at) {
                let end = run_end(view, at);
                Segmenter { view, end, seen: &seen, found: &mut found }.cut(at);
                at = end;
            } else {
                at += 1;
            }
        }
    }
    found
}

/// How words in capitals are used elsewhere in the article.
#[derive(Debug)]
struct Seen<'t> {
    /// Words in capitals inside a sentence.
    inner: HashSet<&'t str>,
    /// Words in capitals without a hyphen at either side.
    apart: HashSet<&'t str>,
}

impl<'t> Seen<'t> {
    fn new(view: &View<'_, 't>) -> Self {
        let mut seen = Self { inner: HashSet::new(), apart: HashSet::new() };
        for at in
            (0..view.text.tokens.len()).filter(|at| view.zone(*at) == Zone::Read && view.is_capital(*at))
        {
            if !view.is_start(at) {
                seen.inner.insert(view.token(at));
            }
            if view.lower(at + 1) != "-" && view.before(at) != "-" {
                seen.apart.insert(view.token(at));
            }
        }
        seen
    }
}

fn begins_run(view: &View<'_, '_>, at: usize) -> bool {
    view.is_capital(at)
        || (words::particle(view.token(at)) == Some(true) && after_particles(view, at).is_some())
}

/// The first capitalised token after particles that begin at `at`: `der Leyen`, `al-Assad`.
fn after_particles(view: &View<'_, '_>, at: usize) -> Option<usize> {
    let mut next = at;
    while next < at + 3 && words::particle(view.token(next)).is_some() {
        next += 1;
        if view.lower(next) == "-" && view.touches_next(next - 1) && view.touches_next(next) {
            next += 1;
        }
    }
    (next > at && view.is_capital(next) && next < view.sentence_end(at)).then_some(next)
}

/// One past the last token of the run of capitalised words that begins at `at`.
fn run_end(view: &View<'_, '_>, start: usize) -> usize {
    let limit = view.sentence_end(start);
    let mut end = start + 1;
    if !view.is_capital(start) {
        end = after_particles(view, start).unwrap_or(start) + 1;
    }
    let mut last = end - 1;
    end = end.max(phrase_end(view, start));
    while end < limit && end - start < LONGEST && view.zone(end) == Zone::Read {
        if end > last + 1 {
            last = end - 1;
        }
        let next = next_in_run(view, start, last, end);
        match next {
            Some(next) if next <= limit => {
                let reach = phrase_end(view, next - 1).min(limit);
                last = next - 1;
                end = next.max(reach);
            }
            _ => break,
        }
    }
    end.min(limit)
}

/// One past the end of a known phrase that begins at `at` and holds words in small letters: `Secretary of State`.
fn phrase_end(view: &View<'_, '_>, at: usize) -> usize {
    let office = offices::office_at(view, at).filter(|_| view.is_capital(at)).map_or(0, |(tokens, _)| tokens);
    let known = organisations::known_at(view, at).map_or(0, |(tokens, _)| tokens);
    let place = places::place_at(view, at).map_or(0, |(tokens, _)| tokens);
    at + office.max(known).max(place).max(1)
}

/// One past the next capitalised token that goes on with the run, if it goes on at `end`.
fn next_in_run(view: &View<'_, '_>, start: usize, last: usize, end: usize) -> Option<usize> {
    if view.is_capital(end) {
        return Some(end + 1);
    }
    let word = view.lower(end);
    let capital_after = view.is_capital(end + 1);
    match word {
        "." if view.touches_next(last) && capital_after && ends_in_stop(view, last) => Some(end + 2),
        "-" | "‑" if view.touches_next(last) && view.touches_next(end) => {
            if capital_after {
                Some(end + 2)
            } else {
                after_particles(view, end + 1).map(|at| at + 1)
            }
        }
        "&" if capital_after => Some(end + 2),
        "of" | "for" | "on" => of_end(view, start, last, end),
        "and" => and_end(view, start, last, end),
        "'s" | "'" | "’" => possessive_end(view, last, end),
        _ if words::particle(view.token(end)).is_some() && view.shape(last) != Shape::Capitals => {
            after_particles(view, end).map(|at| at + 1)
        }
        _ => None,
    }
}

/// Whether a full stop after this token goes with it: an initial or a title.
fn ends_in_stop(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.token(at);
    view.shape(at) == Shape::Letter
        || words::title(word).is_some()
        || matches!(
            word,
            "Sen"
                | "Rep"
                | "Gov"
                | "Gen"
                | "Lt"
                | "Col"
                | "Maj"
                | "Capt"
                | "Cmdr"
                | "Adm"
                | "Sgt"
                | "Cpl"
                | "Pvt"
                | "Prof"
                | "Rev"
                | "Supt"
                | "Det"
                | "Insp"
                | "St"
                | "Brig"
                | "Inc"
                | "Corp"
                | "Ltd"
                | "Co"
                | "Mt"
                | "Ft"
                | "Jr"
                | "Sr"
        )
}

/// `Bank of England`, `Ministry of the Interior`: the capitalised word after the preposition.
fn of_end(view: &View<'_, '_>, start: usize, last: usize, end: usize) -> Option<usize> {
    let takes_of = organisations::head(view.token(last)).is_some_and(|head| head.takes_of);
    let after = if view.lower(end + 1) == "the" { end + 2 } else { end + 1 };
    // `University of Saltmere` is one name; `the Party of Orsoly` with a title after it would be two.
    let lone_start = last == start && view.is_start(start) && view.lower(end) != "of";
    (takes_of && !lone_start && view.is_capital(after) && words::title(view.token(after)).is_none())
        .then_some(after + 1)
}

/// `Food and Drug Administration`: ordinary words joined, with an organisation's word to come or gone before.
fn and_end(view: &View<'_, '_>, start: usize, last: usize, end: usize) -> Option<usize> {
    let ordinary = |at: usize| view.is_capital(at) && words::is_ordinary(view.lower(at));
    if !(ordinary(last) && ordinary(end + 1)) || offices::office_at(view, end + 1).is_some() {
        return None;
    }
    let opened = (start..last).any(|at| matches!(view.lower(at), "of" | "for" | "on"));
    let mut tail = end + 1;
    while view.is_capital(tail + 1) && tail < end + 4 {
        tail += 1;
    }
    let is_head = |at: usize| {
        organisations::head(view.token(at)).is_some_and(|head| head.kind == EntityKind::Organisation)
    };
    let closed = is_head(tail) && !(start..=last).any(is_head);
    (opened || closed).then_some(end + 2)
}

/// `Shippers’ Council`, `Children's Hospital`: an ordinary plural that owns a word of the table of heads.
fn possessive_end(view: &View<'_, '_>, last: usize, end: usize) -> Option<usize> {
    let owner = view.lower(last);
    let plural = view.lower(end) != "'s" && owner.ends_with('s') && view.touches_next(last);
    let people = matches!(
        owner,
        "women" | "men" | "children" | "people" | "king" | "queen" | "veterans" | "seamen" | "fishermen"
    );
    if !(plural || people) || !words::is_ordinary(owner) && !owner.ends_with("ers") {
        return None;
    }
    let mut tail = end + 1;
    while view.is_capital(tail + 1) && tail < end + 4 {
        tail += 1;
    }
    (view.is_capital(end + 1) && organisations::head(view.token(tail)).is_some()).then_some(end + 2)
}

struct Segmenter<'v, 'a, 't> {
    view: &'v View<'a, 't>,
    end: usize,
    seen: &'v Seen<'t>,
    found: &'v mut Vec<Chunk>,
}

impl Segmenter<'_, '_, '_> {
    /// Cuts the run that begins at `start`.
    fn cut(&mut self, start: usize) {
        let mut at = start;
        // The first token of what stands before an office: whose it is.
        let mut pending: Option<usize> = None;
        let mut title: Option<Title> = None;
        let mut honorific: Option<Gender> = None;
        while at < self.end {
            if self.is_no_part(at, pending.is_some() || title.is_some()) {
                pending = None;
                title = None;
                at += 1;
                continue;
            }
            if let Some(gender) = words::title(self.view.token(at))
                && at + 1 < self.end
            {
                honorific = Some(gender);
                at += 1 + usize::from(self.view.lower(at + 1) == ".");
                continue;
            }
            if let Some((tokens, office)) = self.title_at(at) {
                let new = self.title(pending.take().unwrap_or(at), at, tokens, office);
                at += tokens;
                title = Some(new).filter(|_| at < self.end);
                continue;
            }
            let end = self.name_end(at);
            let followed = self.title_at(end).filter(|_| end < self.end);
            if followed.is_some() && title.is_none() && honorific.is_none() {
                pending = Some(at);
                at = end;
                continue;
            }
            if let Some(chunk) = self.chunk(at..end, title.take(), honorific.take()) {
                self.found.push(chunk);
            }
            at = end;
        }
    }

    /// Whether the token is none of a name: a day, a mark left over, or the ordinary word that begins a sentence.
    fn is_no_part(&self, at: usize, inside: bool) -> bool {
        let view = self.view;
        if !view.is_capital(at) && words::particle(view.token(at)).is_none() {
            return true;
        }
        if organisations::known_at(view, at).is_some_and(|(tokens, _)| tokens > 1)
            || places::place_at(view, at).is_some_and(|(tokens, _)| tokens > 1)
        {
            return false;
        }
        if let Some(why) = words::not_a_name(view.token(at)) {
            // `Conservative Party`, `Western Union`, `Easter Road`: with more to come it may begin a name.
            let goes_on = matches!(why, "adjective" | "direction" | "time" | "language")
                && self.ends_in_head(at)
                && !(why == "time" && view.is_start(at));
            return !goes_on;
        }
        if words::is_function_word(view.lower(at)) && view.shape(at) != Shape::Capitals {
            return !inside || !view.is_capital(at) || view.lower(at) == "the";
        }
        false
    }

    fn ends_in_head(&self, at: usize) -> bool {
        self.end > at + 1 && organisations::head(self.view.token(self.end - 1)).is_some()
    }

    /// An office at `at` that stands as a title: not the surname of somebody whose given name stands before it.
    fn title_at(&self, at: usize) -> Option<(usize, Office)> {
        let view = self.view;
        let (tokens, office) = offices::office_at(view, at)?;
        let last = at + tokens >= self.end;
        // `Quay Workers`, `Quay Forward`: what people do for a living is a title only before a name.
        let no_title = office.class == Class::Kin || (last && (office.class == Class::Work || office.plural));
        if at + tokens > self.end || !view.is_capital(at) || no_title {
            return None;
        }
        let next = view.lower(at + tokens);
        // `Prime Minister's Office`, `King's Cross`, `Bishop Street` are names of their own.
        let names_more = at + tokens < self.end && {
            let last = view.token(self.end - 1);
            organisations::head(last).is_some()
                && !words::is_function_word(next)
                && self.end - at - tokens == 1
        };
        let surname = at > view.sentence_start(at)
            && words::given(view.token(at - 1)).is_some()
            && tokens == 1
            && !view.is_capital(at + 1);
        (!names_more && !surname).then_some((tokens, office))
    }

    /// One past the last token of the name that begins at `at`.
    fn name_end(&self, at: usize) -> usize {
        let view = self.view;
        let known = organisations::known_at(view, at).map_or(0, |(tokens, _)| tokens);
        let place = places::place_at(view, at).map_or(0, |(tokens, _)| tokens);
        let mut end = at + known.max(place).max(1);
        while end < self.end {
            let stop = self.title_at(end).is_some()
                || words::title(view.token(end)).is_some()
                || matches!(words::not_a_name(view.token(end)), Some("time"));
            if stop {
                break;
            }
            end += 1;
        }
        end
    }

    /// A title with what stands before its office from `from` on.
    fn title(&mut self, from: usize, at: usize, tokens: usize, office: Office) -> Title {
        let mut title = Title {
            tokens: from..at + tokens,
            office_tokens: at..at + tokens,
            office,
            country: None,
            owner: None,
            portfolio: Vec::new(),
            former: false,
        };
        self.read_owner(&mut title, from, at);
        extend_left(self.view, &mut title);
        title
    }

    /// Reads the words in capitals before an office: a country, an organisation, a portfolio.
    fn read_owner(&mut self, title: &mut Title, from: usize, to: usize) {
        let view = self.view;
        let mut at = from;
        while at < to {
            let known = organisations::known_at(view, at).filter(|(tokens, _)| at + tokens <= to);
            let place = places::place_at(view, at).filter(|(tokens, _)| at + tokens <= to);
            let adjective = places::adjective_at(view, at).filter(|(tokens, _)| at + tokens <= to);
            let is_head = to - at > 1
                && organisations::head(view.token(to - 1))
                    .is_some_and(|head| head.kind == EntityKind::Organisation);
            let taken = if let Some((tokens, _)) = known.filter(|(tokens, _)| !is_head || at + tokens == to) {
                self.own(title, at..at + tokens);
                tokens
            } else if let Some((tokens, place)) = place.filter(|_| !is_head) {
                if place.kind == places::PlaceKind::Country {
                    title.country = place.country;
                }
                self.own(title, at..at + tokens);
                tokens
            } else if is_head {
                self.own(title, at..to);
                to - at
            } else if let Some((tokens, country)) = adjective {
                title.country = Some(country);
                tokens
            } else if !words::is_ordinary(view.lower(at))
                && view.is_capital(at)
                && words::not_a_name(view.token(at)).is_none()
            {
                let mut end = at + 1;
                while end < to
                    && (!words::is_ordinary(view.lower(end))
                        || organisations::head(view.token(end)).is_some())
                {
                    end += 1;
                }
                self.own(title, at..end);
                end - at
            } else {
                note_modifier(title, view.lower(at));
                1
            };
            at += taken.max(1);
        }
    }

    fn own(&mut self, title: &mut Title, tokens: Range<usize>) {
        title.owner = Some(tokens.start);
        if let Some(mut chunk) = self.chunk(tokens, None, None) {
            chunk.modifies = true;
            self.found.push(chunk);
        }
    }

    /// The name at these tokens without what does not belong to it; `None` when nothing is left.
    fn chunk(
        &mut self,
        tokens: Range<usize>,
        title: Option<Title>,
        honorific: Option<Gender>,
    ) -> Option<Chunk> {
        let view = self.view;
        let Range { mut start, mut end } = tokens;
        let titled = title.is_some() || honorific.is_some();
        while start < end && !view.is_capital(end - 1) {
            end -= 1;
        }
        let has_head = |end: usize| organisations::head(view.token(end - 1)).is_some();
        start = self.without_adjectives(start, end);
        if start >= end {
            return None;
        }
        if view.is_start(start) && !titled && !self.is_whole_known(start, end) {
            start = self.without_first_word(start, end)?;
            start = self.without_adjectives(start, end);
            if start >= end {
                return None;
            }
        }
        // A country before somebody's or something's name stands for itself.
        if let Some((tokens, place)) = places::place_at(view, start)
            && place.kind == places::PlaceKind::Country
            && start + tokens < end
            && !has_head(end)
            && words::given(view.token(start)).is_none()
        {
            let after = start + tokens + usize::from(view.lower(start + tokens) == "-");
            self.found.push(Chunk {
                tokens: start..start + tokens,
                title: None,
                honorific: None,
                modifies: false,
            });
            start = after;
        }
        if let Some(hyphen) =
            (start + 1..end).find(|at| view.lower(*at) == "-" && self.parts_two_names(start, *at, end))
        {
            self.found.push(Chunk { tokens: start..hyphen, title: None, honorific: None, modifies: false });
            start = hyphen + 1;
        }
        (start < end && self.may_be_name(start..end, titled)).then_some(Chunk {
            tokens: start..end,
            title,
            honorific,
            modifies: false,
        })
    }

    /// Whether a known organisation or place takes all of these tokens.
    fn is_whole_known(&self, start: usize, end: usize) -> bool {
        organisations::known_at(self.view, start).is_some_and(|(tokens, _)| start + tokens >= end)
            || places::place_at(self.view, start).is_some_and(|(tokens, _)| start + tokens >= end)
    }

    /// Where the name begins after adjectives that are no part of it: `Ukrainian Zelensky`, `Republican Lindsey`.
    fn without_adjectives(&self, mut start: usize, end: usize) -> usize {
        let view = self.view;
        while start < end
            && !self.is_whole_known(start, end)
            && !(end - start > 1 && organisations::head(view.token(end - 1)).is_some())
        {
            if let Some((tokens, _)) = places::adjective_at(view, start) {
                start += tokens;
            } else if places::people(view.token(start)).is_some()
                || matches!(words::not_a_name(view.token(start)), Some("adjective" | "direction"))
            {
                start += 1;
            } else {
                break;
            }
        }
        start
    }

    /// Where the name begins when the first word has its capital from standing first; `None` when nothing is left.
    fn without_first_word(&self, start: usize, end: usize) -> Option<usize> {
        let view = self.view;
        let word = view.token(start);
        let ordinary = words::is_ordinary(view.lower(start)) && view.shape(start) != Shape::Capitals;
        if end - start > 1 {
            // `Tidewater Council`, `Bank of X`, `Mark Rutte` keep it; `Critics Norrvane` does not.
            let keeps = !ordinary
                || words::given(word).is_some()
                || (organisations::head(view.token(end - 1)).is_some()
                    && !words::is_function_word(view.lower(start)))
                || organisations::head(word).is_some()
                || self.seen.inner.contains(word);
            return Some(if keeps { start } else { start + 1 });
        }
        let known = places::place_at(view, start).is_some() || organisations::known_at(view, start).is_some();
        (known || self.seen.inner.contains(word) || (!ordinary && self.reads_as_subject(end)))
            .then_some(start)
    }

    /// Whether what follows is what follows a name: a clitic, a verb of speech or an auxiliary.
    fn reads_as_subject(&self, end: usize) -> bool {
        let next = self.view.lower(end);
        matches!(next, "'s" | "," | "town" | "city" | "county" | "police" | "council")
            || words::speaks(next)
            || words::is_auxiliary(next)
            || (next.ends_with("ed") && !words::is_function_word(next))
            || words::is_irregular_past(next)
    }

    /// Whether a hyphen stands between two names (`Trump-Putin`) rather than inside one (`Jean-Claude`).
    fn parts_two_names(&self, start: usize, hyphen: usize, end: usize) -> bool {
        let view = self.view;
        let known =
            |at: usize| places::place_at(view, at).is_some() || organisations::known_at(view, at).is_some();
        let apart = |at: usize| known(at) || self.seen.apart.contains(view.token(at));
        let whole = places::place_at(view, start).is_some_and(|(tokens, _)| start + tokens > hyphen);
        !whole && hyphen == start + 1 && end == hyphen + 2 && apart(start) && apart(hyphen + 1)
    }

    fn may_be_name(&self, tokens: Range<usize>, titled: bool) -> bool {
        let view = self.view;
        let first = tokens.start;
        if tokens.len() > 1 {
            return tokens.clone().any(|at| view.is_capital(at) && !words::is_function_word(view.lower(at)));
        }
        let word = view.token(first);
        match view.shape(first) {
            Shape::Letter | Shape::Small | Shape::NoWord => false,
            _ if titled => true,
            _ if words::not_a_name(word).is_some() || words::title(word).is_some() => false,
            Shape::Capitals => true,
            Shape::Capital => {
                let known =
                    places::place_at(view, first).is_some() || organisations::known_at(view, first).is_some();
                known || !words::is_function_word(view.lower(first))
            }
        }
    }
}

/// What a word before an office says of it.
fn note_modifier(title: &mut Title, lower: &str) {
    match lower {
        "former" | "ex" | "late" | "ousted" | "deposed" | "onetime" | "then" => {
            title.former |= lower != "then"
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
            || (view.shape(before) == Shape::Small
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
