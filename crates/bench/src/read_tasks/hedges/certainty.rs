//! A number for how certain a text makes what one of its predicates says, to set beside what readers judged.
//!
//! The program asks only what stands beside a predicate and what words say of what they govern (`read::certainty`). How
//! far these two carry is measured by following the governors of a predicate and putting a number on what they say.

use read::{
    certainty::{Class, Marks, class, marks},
    tag::Relation,
    text::Text,
};

/// How many governors of a predicate tell of its certainty.
const GOVERNORS: usize = 4;

/// The certainty that the text gives the predicate at `at`: 3 as a fact, 0 left open, -3 as not so.
pub(super) fn certainty(text: &Text<'_>, at: usize) -> f32 {
    let mut value = own(&marks(text, at));
    let mut below = at;
    for _ in 0..GOVERNORS {
        let Some(word) = text.word(below) else { break };
        let Some(head) = word.head else { break };
        let governor = class(text.token(head));
        let factor = match word.relation {
            Relation::Conj => {
                below = head;
                continue;
            }
            Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Obj | Relation::Acl => {
                let infinitive = marks(text, below).infinitive;
                let above = own(&marks(text, head)) / 3.0;
                match governor {
                    Some(Class::Fact) => 1.0,
                    Some(Class::Hold) => above,
                    Some(Class::Say) => 0.8,
                    Some(Class::Reported) => 0.6,
                    Some(Class::Possible) => 0.35 * above,
                    Some(Class::Planned) => 0.4 * above,
                    Some(Class::Requested) => 0.15,
                    Some(Class::Counter) => -0.6,
                    None if infinitive => 0.5,
                    None => 0.9,
                }
            }
            Relation::Advcl if marks(text, below).infinitive => 0.35,
            // What takes part in something open is open itself: *it could cause damage*.
            Relation::Advcl | Relation::Obl | Relation::Nsubj | Relation::Nmod
                if own(&marks(text, head)) < 1.5 =>
            {
                0.6
            }
            _ => break,
        };
        value *= factor;
        below = head;
    }
    value.clamp(-3.0, 3.0)
}

/// What the marks beside a predicate alone make of it.
fn own(marks: &Marks) -> f32 {
    let base: f32 = match marks.beside {
        Some(Class::Possible) => 0.8,
        Some(Class::Reported) => 1.5,
        Some(Class::Planned) => 1.9,
        Some(Class::Requested) => 0.5,
        _ => 3.0,
    };
    let base = if marks.remote { base.min(0.8) } else { base };
    let base = if marks.able { base.min(1.4) } else { base };
    let base = if marks.condition || marks.asked { base.min(0.3) } else { base };
    let base = if marks.conditional { base.min(1.0) } else { base };
    let base = if marks.imperative { base.min(0.5) } else { base };
    if marks.negated { -base } else { base }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_governs_a_predicate_tells_its_certainty() {
        let of = |source: &str, word: &str| {
            let text = Text::analysed(source);
            let at = (0..text.tokens.len()).find(|at| text.token(*at) == word).unwrap();
            certainty(&text, at)
        };
        assert!(of("The dam held on Sunday.", "held") > 2.5);
        assert!(of("The dam did not hold on Sunday.", "hold") < -2.5);
        assert!((0.0..1.5).contains(&of("The dam might hold on Sunday.", "hold")));
        assert!(of("She knows that the dam held.", "held") > of("She hopes that the dam held.", "held"));
        assert!(of("The dam doesn't hold.", "hold") < -2.5);
        assert!(of("The dam can hold.", "hold") < 2.0);
        assert!(of("She wants the council to close the dam.", "close") < 1.0);
        assert!(of("If the rain stops, the dam will hold.", "hold") < of("The dam will hold.", "hold"));
    }
}
