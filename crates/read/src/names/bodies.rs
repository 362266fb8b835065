//! Which organisation a noun means: *the union*, *the company*, *the dockworkers' union*.

use super::{
    offices, organisations,
    references::Reader,
    view::{Shape, View},
    words,
};
use crate::{EntityKind, MentionKind};

impl Reader<'_, '_, '_> {
    /// `the union`, `the company`, `the dockworkers' union`: whether it means an organisation of the article.
    pub(super) fn organisation_noun(&mut self, at: usize) -> bool {
        let limit = self.view.sentence_end(at).min(at + 5);
        let Some(noun_at) = (at + 1..limit)
            .take_while(|here| {
                // `the Dunmore dockworkers' union`
                (*here == at + 1 && self.view.shape(*here) == Shape::Capital)
                    || (self.view.shape(*here) == Shape::Small
                        && !words::is_function_word(self.view.lower(*here)))
                    || matches!(self.view.lower(*here), "'" | "’" | "'s")
            })
            .find(|at| {
                organisations::noun(self.view.lower(*at)).is_some() && !noun_goes_on(self.view, at + 1)
            })
        else {
            return false;
        };
        let Some(short) = organisations::noun(self.view.lower(noun_at)) else { return false };
        let described = noun_at > at + 1;
        let known = self.organisation(short, described, at);
        // `the dockworkers' union` of a report that never says its name: whose it is tells which one it is.
        let owned = (at + 1..noun_at).any(|at| matches!(self.view.lower(at), "'" | "’"));
        let Some(someone) = known.or_else(|| {
            owned.then(|| {
                let label = self.words(at + 1..noun_at + 1);
                let someone = self.group(&label, EntityKind::Organisation, None, false);
                if let Some(body) = self.everyone.get_mut(someone) {
                    body.short = Some(short);
                }
                someone
            })
        }) else {
            return false;
        };
        self.note(at..noun_at + 1, someone, MentionKind::Role, false);
        true
    }

    pub(super) fn organisation(&self, short: &str, described: bool, at: usize) -> Option<usize> {
        let fits = |index: usize| {
            self.everyone.get(index).is_some_and(|someone| {
                someone.kind == EntityKind::Organisation
                    && match someone.short {
                        Some(known) => {
                            known == short
                                || (short == "company"
                                    && matches!(known, "firm" | "airline" | "bank" | "studio" | "newspaper"))
                        }
                        None => {
                            short == "company"
                                && someone.named
                                && someone.speaks_for.is_none()
                                && organisations::known(&someone.name).is_none()
                        }
                    }
            })
        };
        let all: Vec<usize> =
            (0..self.everyone.len().min(400)).filter(|index| fits(*index)).take(2).collect();
        if let [only] = all.as_slice() {
            let before = self.last_seen(*only).is_some();
            // `the dockworkers' union` may stand before the name it goes with; `the port operator` likewise.
            return (before || described || short == "union").then_some(*only);
        }
        if described {
            return None;
        }
        let sentence = self.view.sentence(at);
        let near: Vec<usize> = self
            .seen
            .iter()
            .rev()
            .take(80)
            .take_while(|seen| seen.sentence + 8 > sentence)
            .map(|seen| seen.someone)
            .filter(|index| fits(*index))
            .collect();
        let last = *near.first()?;
        let times = |index: usize| near.iter().filter(|other| **other == index).count();
        // What the report has spoken of again and again goes before what it has just touched on.
        let main = near
            .iter()
            .copied()
            .max_by_key(|index| times(*index))
            .filter(|main| times(*main) >= 3 * times(last));
        Some(main.unwrap_or(last))
    }
}

/// Whether a noun for an organisation is followed by another noun, so that it is not the head.
fn noun_goes_on(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    match view.shape(at) {
        Shape::Small => {
            !(words::is_function_word(word)
                || words::speaks(word)
                || words::is_auxiliary(word)
                || word.ends_with("ed")
                || word.ends_with("ing"))
                && (offices::office_at(view, at).is_some()
                    || !word.ends_with('s')
                    || super::groups::noun_after(view, at).is_some())
                && !words::is_irregular_past(word)
        }
        Shape::NoWord => word == "-",
        _ => false,
    }
}
