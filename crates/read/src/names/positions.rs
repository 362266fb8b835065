//! What place a mention has in its sentence, as far as the order of words tells.
//!
//! This is the one door through which grammar comes to the ranking of antecedents: whatever knows better than the
//! order of words what is a subject belongs in [`position`].

use super::{
    offices::{self, Class},
    running::Running,
    tree,
    view::{Shape, View},
    words,
};
use std::ops::Range;

/// What stands right before or after some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// The edge of the sentence.
    Edge = 0,
    Comma = 1,
    /// *and*, *or*, *but*
    Joins = 2,
    /// *when*, *because*
    Subordinates = 3,
    /// *who*, *which*
    Relates = 4,
    Preposition = 5,
    Speaks = 6,
    Auxiliary = 7,
    /// What looks like another verb.
    Verb = 8,
    /// `’s`
    Owns = 9,
    Bracket = 10,
    /// A colon, semicolon, dash or quotation mark.
    Mark = 11,
    Other = 12,
}

/// The place of a mention in its sentence.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // Each is a property of its own that is weighed apart.
pub(super) struct Position {
    pub(super) subject: bool,
    /// Right after a verb.
    pub(super) object: bool,
    /// After a preposition.
    pub(super) oblique: bool,
    pub(super) possessive: bool,
    /// Between commas behind another noun.
    pub(super) apposed: bool,
    /// Joined to another by *and*.
    pub(super) joined: bool,
    /// A verb of speech beside it.
    pub(super) speaks: bool,
    pub(super) quoted: bool,
    /// Named as somebody's mother or brother.
    pub(super) kin: bool,
    /// How many brackets are open.
    pub(super) depth: u8,
    /// How many tokens of the sentence stand before it.
    pub(super) offset: usize,
    pub(super) before: Beside,
    pub(super) after: Beside,
    /// Which preposition stands before it, by a number; 0 for none.
    pub(super) preposition: f32,
    /// Its head word by the parse, with its relation and how deep it hangs.
    pub(super) head: Option<usize>,
    pub(super) relation: f32,
    pub(super) hangs: f32,
}

/// The place of the words in `tokens`; `owner` where they are known to say only whose something is.
pub(super) fn position(
    view: &View<'_, '_>,
    running: &Running,
    tokens: &Range<usize>,
    owner: bool,
) -> Position {
    let start = tokens.start;
    let verb = verb_after(view, tokens.end);
    let first = before_phrase(view, start);
    let from = view.sentence_start(start);
    let before = if first > from { view.lower(first - 1) } else { "" };
    let possessive = owner || view.lower(tokens.end) == "'s";
    let oblique = is_preposition(before);
    let speaks = words::speaks(view.lower(verb)) || words::speaks(before);
    let subject = !possessive
        && !oblique
        && (is_verb(view, verb)
            || words::speaks(before) && !matches!(before, "told" | "asked" | "urged" | "warned"));
    let head = tree::head(view, tokens);
    let relation = head.map_or(-1.0, |head| tree::relation(view, head));
    let parsed = relation > 0.0;
    let beside = if first > from { beside(view, first - 1) } else { Beside::Edge };
    Position {
        subject: if parsed { relation < 3.0 } else { subject },
        object: if parsed {
            (5.0..7.0).contains(&relation)
        } else {
            !possessive && matches!(beside, Beside::Verb | Beside::Auxiliary | Beside::Speaks)
        },
        oblique: if parsed { (7.0..10.0).contains(&relation) } else { oblique },
        possessive: possessive || parsed && (10.0..11.0).contains(&relation),
        hangs: head.map_or(-1.0, |head| tree::depth(view, head)),
        head,
        relation,
        apposed: before == "," && !subject && matches!(view.lower(tokens.end), "," | "." | ")"),
        joined: before == "and" || view.lower(tokens.end) == "and",
        speaks,
        quoted: view.is_quoted(start),
        kin: is_kin_before(view, start),
        depth: running.depth(start),
        offset: start.saturating_sub(from),
        before: beside,
        preposition: match before {
            "of" => 1.0,
            "by" => 2.0,
            "with" => 3.0,
            "to" => 4.0,
            "for" => 5.0,
            "from" => 6.0,
            _ if oblique => 7.0,
            _ => 0.0,
        },
        after: if tokens.end < view.sentence_end(start) {
            self::beside(view, tokens.end)
        } else {
            Beside::Edge
        },
    }
}

/// What a token is to the words beside it.
pub(super) fn beside(view: &View<'_, '_>, at: usize) -> Beside {
    let word = view.lower(at);
    match word {
        "," => Beside::Comma,
        "and" | "or" | "but" | "nor" | "&" => Beside::Joins,
        "who" | "whom" | "whose" | "which" => Beside::Relates,
        "'s" => Beside::Owns,
        "(" | ")" | "[" | "]" => Beside::Bracket,
        ":" | ";" | "—" | "–" | "-" | "“" | "”" | "\"" | "‘" | "’" | "`" | "``" | "''" => {
            Beside::Mark
        }
        _ if subordinates(word) => Beside::Subordinates,
        _ if is_preposition(word) => Beside::Preposition,
        _ if view.shape(at) == Shape::NoWord => Beside::Mark,
        _ if words::speaks(word) => Beside::Speaks,
        _ if words::is_auxiliary(word) => Beside::Auxiliary,
        _ if is_verb(view, at) => Beside::Verb,
        _ => Beside::Other,
    }
}

/// Whether this word, in small letters, begins a clause that hangs on another.
pub(super) fn subordinates(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "when"
            | "while"
            | "because"
            | "as"
            | "if"
            | "whether"
            | "since"
            | "until"
            | "so"
            | "where"
            | "although"
            | "though"
            | "unless"
            | "once"
            | "how"
            | "why"
            | "what"
    )
}

/// Whether the words before a name say that it is somebody's mother, brother, wife.
pub(super) fn is_kin_before(view: &View<'_, '_>, start: usize) -> bool {
    let from = view.sentence_start(start);
    let mut at = start;
    if at > from && view.lower(at - 1) == "," {
        at -= 1;
    }
    at > from && offices::office_at(view, at - 1).is_some_and(|(_, office)| office.class == Class::Kin)
}

/// The token at which the verb would stand after a mention: past an apposition between commas.
fn verb_after(view: &View<'_, '_>, end: usize) -> usize {
    let limit = view.sentence_end(end.saturating_sub(1)).min(end + 24);
    if view.lower(end) == "(" {
        return (end..limit)
            .find(|at| view.lower(*at) == ")")
            .map_or(end, |close| verb_after(view, close + 1));
    }
    if view.lower(end) == "and" && view.is_capital(end + 1) {
        // Two subjects of one verb.
        let past = (end + 1..limit).find(|at| !view.is_capital(*at)).unwrap_or(end);
        return if is_verb(view, past) { past } else { end };
    }
    if view.lower(end) != "," {
        return end;
    }
    if is_verb(view, end + 1) {
        return end + 1;
    }
    (end + 1..limit).find(|at| view.lower(*at) == ",").map_or(end, |close| close + 1)
}

/// Where a noun phrase begins, with its title and article.
fn before_phrase(view: &View<'_, '_>, start: usize) -> usize {
    let from = view.sentence_start(start);
    let mut at = start;
    while at > from && start - at < 8 {
        let word = view.lower(at - 1);
        let inside = view.is_capital(at - 1) && !view.is_start(at - 1)
            || matches!(word, "the" | "a" | "an" | "." | "'s")
            || offices::office_at(view, at - 1).is_some();
        if !inside {
            break;
        }
        at -= 1;
    }
    at
}

pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "with"
            | "from"
            | "to"
            | "about"
            | "against"
            | "between"
            | "under"
            | "over"
            | "after"
            | "before"
            | "including"
            | "like"
            | "without"
            | "behind"
            | "beside"
            | "alongside"
            | "than"
            | "toward"
            | "towards"
    )
}

/// Whether the word is, or plainly looks like, a finite verb.
pub(super) fn is_verb(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    if words::is_auxiliary(word) || words::speaks(word) {
        return true;
    }
    if view.shape(at) != Shape::Small || words::is_function_word(word) {
        // An adverb may stand between: `also said`.
        return matches!(
            word,
            "also" | "then" | "still" | "now" | "never" | "again" | "once" | "later" | "already"
        ) && view.shape(at + 1) == Shape::Small;
    }
    word.ends_with("ed") || word.ends_with('s') || word.ends_with("ly") || words::is_irregular_past(word)
}
