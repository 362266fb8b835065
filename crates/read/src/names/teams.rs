//! Tells where the name of a place stands for its team: in a line of scores, and beside words of sport.

use super::{places, view::View, words};
use crate::{
    EntityKind,
    text::TokenKind,
    words::{table, verb_forms},
};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// On which side of a team's name a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    Either,
}

static CUES: LazyLock<HashMap<String, Side>> = LazyLock::new(|| {
    table(include_str!("teams.tsv"))
        .flat_map(|row| {
            let side = match row[1] {
                "before" => Side::Before,
                "after" => Side::After,
                _ => Side::Either,
            };
            let forms: Vec<String> = match row[0].strip_prefix("v:") {
                Some(verb) => verb_forms(verb).into_iter().map(|(form, _)| form).collect(),
                None => vec![row[0].to_owned()],
            };
            forms.into_iter().map(move |form| (form, side))
        })
        .collect()
});

/// How often a name stands where a team's does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Teams {
    /// Before a score: *Saltmere 3 Wexholm 1*.
    scores: usize,
    /// Beside a word of sport: *Saltmere beat Wexholm*.
    words: usize,
}

impl Teams {
    /// Takes note of the mention at these tokens.
    pub(super) fn note(&mut self, view: &View<'_, '_>, tokens: &Range<usize>) {
        let cue = |word: &str, not: Side| CUES.get(word).is_some_and(|side| *side != not);
        let beside = cue(view.before(tokens.start), Side::After)
            || tokens.end < view.sentence_end(tokens.start) && cue(view.lower(tokens.end), Side::Before);
        if has_score(view, tokens) {
            self.scores += 1;
        } else if beside {
            self.words += 1;
        }
    }

    /// Whether a name of so many mentions that would be of this kind is a team's: one that half of them say is one,
    /// and no country's. What looks like a person's is a team's where scores say so; people beat each other too.
    pub(super) fn tell(self, kind: EntityKind, name: &str, mentions: usize) -> bool {
        let votes = match kind {
            EntityKind::Place if places::country(name).is_none() => self.scores + self.words,
            EntityKind::Person if !name.contains(' ') => self.scores,
            _ => 0,
        };
        votes > 0 && 2 * votes >= mentions
    }
}

/// Whether a score follows: one to three digits, and then another number, another name or the end of the line.
fn has_score(view: &View<'_, '_>, tokens: &Range<usize>) -> bool {
    let end = view.sentence_end(tokens.start);
    let number =
        |at: usize| at < end && view.text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
    let score = tokens.end;
    let next = score + 1;
    number(score)
        && view.lower(score).len() <= 3
        && !matches!(view.before(tokens.start), "in" | "at" | "near" | "from" | "to" | "on" | "of" | "the")
        && (next >= end
            || number(next)
            || view.lower(next) == "and"
            || (view.is_capital(next) && words::not_a_name(view.token(next)) != Some("time")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn teams(text: &str, at: usize) -> Teams {
        let text = Text::cut(text);
        let mut teams = Teams::default();
        teams.note(&View::new(&text), &(at..at + 1));
        teams
    }

    #[test]
    fn a_town_that_plays_is_a_team() {
        let beat = teams("On Friday Saltmere beat Wexholm by a goal.", 2);
        assert_eq!(beat, Teams { scores: 0, words: 1 });
        assert!(beat.tell(EntityKind::Place, "Saltmere", 2));
        assert!(!beat.tell(EntityKind::Place, "Saltmere", 3));
        assert!(!beat.tell(EntityKind::Place, "France", 1));
        assert!(!beat.tell(EntityKind::Person, "Saltmere", 1));
        assert!(teams("Saltmere 3 Wexholm 1", 2).tell(EntityKind::Person, "Wexholm", 1));
        for none in
            ["Ada left Saltmere 3 May.", "They shut in Saltmere 3 and 4.", "Ada saw Saltmere 2031 and left."]
        {
            assert_eq!(teams(none, if none.starts_with("They") { 3 } else { 2 }), Teams::default(), "{none}");
        }
    }
}
