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
use crate::EntityKind;
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
pub(super) struct Seen<'t> {
    /// Words in capitals inside a sentence.
    pub(super) inner: HashSet<&'t str>,
    /// Pairs of such words.
    pub(super) pairs: HashSet<(&'t str, &'t str)>,
    /// Words in capitals without a hyphen at either side.
    pub(super) apart: HashSet<&'t str>,
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

pub(super) struct Segmenter<'v, 'a, 't> {
    pub(super) view: &'v View<'a, 't>,
    pub(super) end: usize,
    pub(super) seen: &'v Seen<'t>,
    pub(super) found: &'v mut Vec<Chunk>,
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
}
