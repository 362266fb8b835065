//! What parties demand, offer, accept, refuse, and about what.

mod by_noun;
mod by_predicate;
mod clauses;
mod conditions;
mod cues;
mod extent;
mod find;
mod holder;
mod issues;
mod objects;
mod said;
mod strength;
#[cfg(test)]
mod tests;
mod will;

pub(crate) use strength::denies;

pub use issues::is_issue;

use crate::{
    Attribution, Stance,
    events::syntax::{Syntax, Tag},
    names::Names,
    text::SentenceKind,
    text::Text,
};

/// Finds stances in the sentences of the report.
///
/// A stance needs a party, words that take a stance, and an object; where one of them cannot be told there is none.
pub fn stances(text: &Text<'_>, names: &Names, attributions: &[Attribution]) -> Vec<Stance> {
    let said = said::Said::new(text, attributions);
    let mut memory = issues::Memory::default();
    let mut stances = Vec::new();
    for (sentence, cut) in text.sentences.iter().enumerate() {
        if cut.kind == SentenceKind::Debris {
            continue;
        }
        let Some(syntax) = Syntax::of(text, names, sentence) else { continue };
        if cut.kind == SentenceKind::Body {
            let mut found = find::Finder::new(&syntax, &said, &memory).stances();
            let conditions = conditions::conditions(&syntax, &memory, &found);
            found.extend(conditions);
            found.sort_by_key(|stance| (stance.cue, stance.object, stance.holder));
            if let Some(last) = found.last() {
                memory.party = Some((holder::Holder { span: last.holder, entity: last.entity }, sentence));
                memory.stance = Some((last.issues.clone(), sentence));
            }
            let figured = found.iter().rev().find(|stance| {
                let mut object = syntax.words_in(stance.object);
                object.any(|at| matches!(syntax.tag(at), Tag::Number))
            });
            if let Some(stance) = figured {
                memory.measured.clone_from(&stance.issues);
            }
            stances.extend(found);
        }
        memory.learn(&syntax);
    }
    stances
}
