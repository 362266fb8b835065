//! Cuts runs of capitalised words into names and the titles before them.

use super::{
    offices::{self, Class, Office},
    organisations, places,
    runs::{begins_run, run_end},
    tagged::with_tagged,
    titles::{Title, extend_left, note_modifier},
    view::{Shape, View, Zone},
    words::{self, Gender},
};
use crate::{EntityKind, tag::NameTag};
use std::{collections::HashSet, ops::Range};

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
    with_tagged(view, found)
}

/// How words in capitals are used elsewhere in the article.
#[derive(Debug)]
struct Seen<'t> {
    /// Words in capitals inside a sentence.
    inner: HashSet<&'t str>,
    /// Pairs of such words.
    pairs: HashSet<(&'t str, &'t str)>,
    /// Words in capitals without a hyphen at either side.
    apart: HashSet<&'t str>,
}

impl<'t> Seen<'t> {
    fn new(view: &View<'_, 't>) -> Self {
        let mut seen = Self { inner: HashSet::new(), pairs: HashSet::new(), apart: HashSet::new() };
        for at in
            (0..view.text.tokens.len()).filter(|at| view.zone(*at) == Zone::Read && view.is_capital(*at))
        {
            // An ordinary word is a name of its own only where no other stands beside it.
            let last = !view.is_capital(at + 1);
            let after = at > 0 && view.is_capital(at - 1);
            let alone = last && (!after || words::given(view.token(at - 1)).is_some());
            if !view.is_start(at) && (alone || !words::is_ordinary(view.lower(at))) {
                seen.inner.insert(view.token(at));
            }
            if !view.is_start(at) && view.is_capital(at + 1) {
                seen.pairs.insert((view.token(at), view.token(at + 1)));
            }
            if view.lower(at + 1) != "-" && view.before(at) != "-" {
                seen.apart.insert(view.token(at));
            }
        }
        seen
    }
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
            || places::adjective_at(view, at).is_some_and(|(tokens, _)| tokens > 1)
        {
            return false;
        }
        // `First Capital Corp` inside a sentence.
        if matches!(view.lower(at), "first" | "second" | "third" | "new" | "next" | "last" | "all")
            && !view.is_start(at)
            && self.ends_in_head(at)
        {
            return false;
        }
        if self.title_at(at).is_some() {
            return false;
        }
        // `Christmas Eve`, `Easter Day`.
        let feast = at > view.sentence_start(at) && words::not_a_name(view.token(at - 1)) == Some("time");
        if feast && matches!(view.lower(at), "eve" | "day") {
            return true;
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
        let mut title = Title { tokens: from..at + tokens, ..Title::bare(at..at + tokens, office) };
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
        while end > start + 2 && is_postnominal(view.token(end - 1)) {
            end -= 1;
        }
        while start < end && !view.is_capital(end - 1) && view.before(end - 1) != "-" {
            end -= 1;
        }
        let has_head = |end: usize| organisations::head(view.token(end - 1)).is_some();
        // `Steve Stockman, R-Texas`: the letter of a party before a state.
        if view.shape(start) == Shape::Letter
            && view.lower(start + 1) == "-"
            && places::place_at(view, start + 2).is_some()
        {
            start += 2;
        }
        start = self.without_adjectives(start, end);
        if start >= end || view.is_currency(end - 1) {
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
            && organisations::known_at(view, start + tokens)
                .is_none_or(|(rest, _)| start + tokens + rest != end)
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
        // `Mayor of Leeds Tracy Broadbent`: a town, and a person of whom it says something.
        if let Some((tokens, _)) = places::place_at(view, start)
            && end > start + tokens + 1
            && view.before(start) == "of"
            && words::given(view.token(start)).is_none()
            && words::given(view.token(start + tokens)).is_some()
        {
            self.found.push(Chunk {
                tokens: start..start + tokens,
                title: None,
                honorific: None,
                modifies: true,
            });
            start += tokens;
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
                || self.view.name_tag(start) != NameTag::Outside
                || words::particle(view.lower(start)).is_some()
                || words::given(word).is_some()
                || (organisations::head(view.token(end - 1)).is_some()
                    && !words::is_function_word(view.lower(start)))
                || organisations::head(word).is_some()
                || self.seen.inner.contains(word)
                || self.seen.pairs.contains(&(word, view.token(start + 1)));
            return Some(if keeps { start } else { start + 1 });
        }
        let known = places::place_at(view, start).is_some() || organisations::known_at(view, start).is_some();
        let subject = self.reads_as_subject(end);
        let tagged = self.view.name_tag(start) != NameTag::Outside;
        (tagged
            || (known && !ordinary)
            || self.seen.inner.contains(word)
            || ((known || !ordinary) && subject))
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

/// Whether letters after a name are an honour or a seat rather than a part of it: `Ravi Menon QC`.
pub(super) fn is_postnominal(word: &str) -> bool {
    matches!(
        word,
        "QC" | "KC" | "MP" | "MEP" | "MSP" | "OBE" | "CBE" | "MBE" | "MD" | "M.D." | "PhD" | "Ph.D." | "TD"
    )
}
