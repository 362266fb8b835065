//! Names that the network sees and the rules do not, or cut elsewhere.

use super::{
    chunks::Chunk,
    offices::{self, Class},
    view::{View, Zone},
};
use crate::tag::NameTag;
use std::ops::Range;

/// The chunks that the rules cut, joined with the names that the network sees: one that no chunk touches is added,
/// and one that lies inside an untitled chunk or around one takes its place.
pub(super) fn with_tagged(view: &View<'_, '_>, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut names = tagged(view, Zone::Read).into_iter().peekable();
    let mut joined: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for mut chunk in chunks {
        while let Some(name) = names.next_if(|name| name.end <= chunk.tokens.start) {
            joined.push(plain(name));
        }
        let mut touching = Vec::new();
        while let Some(name) = names.next_if(|name| name.start < chunk.tokens.end) {
            touching.push(name);
        }
        let nests = |name: &Range<usize>| {
            (chunk.tokens.start <= name.start && name.end <= chunk.tokens.end)
                || (name.start <= chunk.tokens.start && chunk.tokens.end <= name.end)
        };
        if let [name] = touching.as_slice()
            && nests(name)
            && chunk.title.is_none()
            && chunk.honorific.is_none()
            && joined.last().is_none_or(|last| last.tokens.end <= name.start)
        {
            chunk.tokens = name.clone();
        }
        joined.push(chunk);
    }
    joined.extend(names.map(plain));
    joined
}

fn plain(tokens: Range<usize>) -> Chunk {
    Chunk { tokens, title: None, honorific: None, modifies: false }
}

/// The names of the network that lie wholly in parts of the text of this zone.
pub(super) fn tagged(view: &View<'_, '_>, zone: Zone) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut start = None;
    for at in 0..view.text.tokens.len() {
        let tag = view.name_tag(at);
        if tag.may_begin() {
            start = (tag != NameTag::Outside).then_some(at);
        }
        if tag.may_end()
            && let Some(first) = start.take()
            && (first..=at).all(|at| view.zone(at) == zone)
            && !touches_office(view, first..at + 1)
        {
            names.push(first..at + 1);
        }
    }
    names
}

/// Whether an office in capitals begins in the name or reaches into it: *U.S. President*, *Secretary of State*. Whose
/// it is and who holds it is for the rules to tell.
fn touches_office(view: &View<'_, '_>, name: Range<usize>) -> bool {
    /// The most words that an office has before its last.
    const BEFORE: usize = 4;
    let from = name.start.saturating_sub(BEFORE).max(view.sentence_start(name.start));
    (from..name.end).filter(|at| view.is_capital(*at)).any(|at| {
        offices::office_at(view, at)
            .is_some_and(|(tokens, office)| office.class != Class::Work && at + tokens > name.start)
    })
}
