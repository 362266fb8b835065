//! Stances that a noun names: *its demand for*, *the union's offer*.

use super::{
    cues::{BRINGING, Cue, Pattern},
    find::{Finder, Reading},
    holder::{self, Holder, Holders},
    objects,
};
use crate::events::syntax::Tag;

impl Finder<'_> {
    /// A noun that names a stance: its possessor or the subject of a verb that brings it forward holds it.
    pub(super) fn noun(&mut self, at: usize, tokens: usize, cues: &[Cue]) {
        let syntax = self.syntax;
        if self.spoken_for.contains(&at) {
            return;
        }
        let Some(phrase) = syntax.phrase_to(at).filter(|phrase| phrase.head == at) else { return };
        let mut parties: Vec<Holder> = holder::owner(syntax, &phrase).into_iter().collect();
        let possessive = syntax.tag(phrase.words.start) == Tag::Possessive;
        let mut holders = Holders::default();
        let bringer = (0..phrase.words.start).rev().take(4).find(|word| syntax.tag(*word).is_verb());
        let brings = bringer.filter(|verb| BRINGING.at(syntax.text, syntax.first + verb).is_some());
        // `did not repeat its demand`: what is not brought forward is no stance.
        if brings.is_some_and(|verb| syntax.group(verb).negated) {
            return;
        }
        if parties.is_empty()
            && let Some(verb) = if possessive { bringer } else { brings }
            && !syntax.group(verb).negated
            && let Some(of) = holder::of_verb(syntax, self.said, self.memory, verb)
        {
            holders = of;
            parties.clone_from(&holders.parties);
        }
        if parties.is_empty() {
            return;
        }
        for cue in cues {
            let Some(kind) = cue.kind else { continue };
            let end = at + tokens - cue.shorter.min(tokens - 1);
            for pattern in &cue.patterns {
                let found = match pattern {
                    Pattern::Own => objects::own(syntax, &phrase, brings.is_some()),
                    Pattern::Whole => vec![objects::Object::of(phrase.words.clone())],
                    _ => objects::after(syntax, end, *pattern, &cue.closing),
                };
                if found.is_empty() {
                    continue;
                }
                let reading = Reading { kind, hedge: cue.hedge, red_line: false, cue: at..end };
                for object in found {
                    self.push(&reading, &object, &parties, None, &holders);
                }
                return;
            }
        }
    }
}
