//! Names that the network sees and the rules do not, or cut elsewhere.

use super::{
    chunks::Chunk,
    conduct,
    offices::{self, Class},
    organisations, places,
    view::{View, Zone},
    words,
};
use crate::tag::NameTag;
use std::ops::Range;

/// The chunks that the rules cut, joined with the names that the network sees: one that no chunk touches is added,
/// and one that does is cut as the network cuts it.
pub(super) fn with_tagged(view: &View<'_, '_>, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut names = tagged(view, Zone::Read).into_iter().peekable();
    let mut joined: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for mut chunk in chunks {
        while let Some(name) = names.next_if(|name| name.end <= chunk.tokens.start) {
            joined.push(plain(name));
        }
        let done = joined.last().map_or(0, |last| last.tokens.end);
        if chunk.tokens.end <= done {
            continue;
        }
        // Of a name that reaches beyond the chunk, the next chunk has no part.
        let mut touching = Vec::new();
        while let Some(name) = names.next_if(|name| name.start < chunk.tokens.end) {
            touching.push(name);
        }
        touching.retain(|name| name.start >= done);
        let kept = is_cut_by_rule(view, &chunk, &touching);
        let Some((first, others)) = touching.split_first().filter(|_| !kept) else {
            chunk.tokens.start = chunk.tokens.start.max(done);
            joined.push(chunk);
            continue;
        };
        // What stands before a title's name is the title's.
        let titled = chunk.title.is_some() || chunk.honorific.is_some();
        let start = if titled { chunk.tokens.start } else { first.start };
        chunk.tokens = start..first.end.max(start + 1);
        joined.push(chunk);
        joined.extend(others.iter().cloned().map(plain));
    }
    joined.extend(names.map(plain));
    joined
}

/// Whether a chunk stays as it is though the network cuts names otherwise: a name of the tables, and one that says
/// whose an office is, which the network takes for a part of it.
fn is_cut_by_rule(view: &View<'_, '_>, chunk: &Chunk, names: &[Range<usize>]) -> bool {
    let Range { start, end } = chunk.tokens;
    let whole = |found: Option<usize>| found.is_some_and(|tokens| tokens > 1 && start + tokens == end);
    whole(places::place_at(view, start).map(|(tokens, _)| tokens))
        || whole(organisations::known_at(view, start).map(|(tokens, _)| tokens))
        || (chunk.modifies && names.iter().any(|name| name.start < start || name.end > end))
}

/// Where a name begins after the verb of speech that opens its sentence: *Said Lund: …*.
fn without_verb(view: &View<'_, '_>, first: usize, last: usize) -> usize {
    first + usize::from(first < last && view.is_start(first) && words::speaks(view.lower(first)))
}

fn plain(tokens: Range<usize>) -> Chunk {
    Chunk { tokens, title: None, honorific: None, modifies: false }
}

/// The names of the network that lie wholly in parts of the text of this zone. One without a capital is a name only
/// where its sentence has no capitals either, but for its first word: *frank and useful* is of nobody called Frank.
pub(super) fn tagged(view: &View<'_, '_>, zone: Zone) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut start = None;
    let (mut end, mut small) = (0, false);
    for at in 0..view.text.tokens.len() {
        if at >= end {
            end = view.sentence_end(at).max(at + 1);
            small = !(at + 1..end).any(|at| has_capital(view, at));
        }
        let tag = view.name_tag(at);
        if tag.may_begin() {
            start = (tag != NameTag::Outside).then_some(at);
        }
        if tag.may_end()
            && let Some(first) = start.take().map(|first| without_verb(view, first, at))
            && (first..=at).all(|at| view.zone(at) == zone)
            && (small || (first..=at).any(|at| has_capital(view, at)))
            && !view.is_currency(at)
            && !touches_office(view, first..at + 1)
        {
            names.push(first..at + 1);
        }
    }
    names
}

fn has_capital(view: &View<'_, '_>, at: usize) -> bool {
    view.token(at).contains(char::is_uppercase)
}

/// Whether an office in capitals begins in the name or reaches into it, *U.S. President*, *Secretary of State*, or the
/// name is what the office right after it is for: *Harbor Minister*. Whose it is and who holds it is for the rules
/// to tell.
fn touches_office(view: &View<'_, '_>, name: Range<usize>) -> bool {
    /// The most words that an office has before its last.
    const BEFORE: usize = 4;
    let from = name.start.saturating_sub(BEFORE).max(view.sentence_start(name.start));
    let department = view.is_capital(name.end)
        && offices::office_at(view, name.end).is_some()
        && (name.clone().all(|at| words::is_ordinary(view.lower(at)))
            || name.len() > 1
                && conduct::looks_like_adjective(view.token(name.start))
                && (name.start + 1..name.end).all(|at| words::is_ordinary(view.lower(at))));
    department
        || (from..name.end).filter(|at| view.is_capital(*at)).any(|at| {
            offices::office_at(view, at)
                .is_some_and(|(tokens, office)| office.class != Class::Work && at + tokens > name.start)
        })
}
