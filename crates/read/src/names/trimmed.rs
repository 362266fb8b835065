//! A name without the words around it in capitals that are no part of it.

use super::{
    chunks::{Chunk, Segmenter},
    organisations, places,
    titles::Title,
    view::Shape,
    words::{self, Gender},
};
use crate::tag::NameTag;
use std::ops::Range;

impl Segmenter<'_, '_, '_> {
    /// The name at these tokens without what does not belong to it; `None` when nothing is left.
    pub(super) fn chunk(
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
