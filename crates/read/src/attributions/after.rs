//! Finds what follows a cue: whom it was said to, when, and what.

use super::{
    classes::Class,
    clauses::{holds_quote, stretch, time_end},
    contents::Content,
    cues::Cue,
    doers::verb,
    lexicon::CueClass,
    scene::{Scene, Unit},
    terms, venues,
};
use crate::{
    tag::Relation,
    words::{plural, table},
};
use std::{collections::HashSet, ops::Range, sync::LazyLock};

static SURVEYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    table(include_str!("surveys.tsv")).flat_map(|row| [row[0].to_owned(), plural(row[0])]).collect()
});

/// What follows a cue.
pub(super) enum After {
    Clause(Range<usize>),
    /// What comes after a comma, and may go on with what stands before the cue.
    Beyond(Range<usize>),
    Open,
    Nothing,
    /// Something that makes the cue none.
    Barred,
}

/// What follows a cue; `from` is moved past what stands between.
pub(super) fn after(
    scene: &Scene<'_>,
    unit: &Unit,
    cue: &Cue,
    from: &mut usize,
    limit: usize,
    content: &mut Content,
    inverted: bool,
) -> After {
    let mut told = inverted || !matches!(cue.entry.class, CueClass::Tell | CueClass::Ask);
    let mut skipped = false;
    loop {
        if *from >= limit {
            return After::Nothing;
        }
        let word = scene.word(unit, *from);
        match scene.class(unit, *from) {
            Class::Quote
                if venues::is_title(scene, unit, *from)
                    && terms::is_name(scene, unit, *from)
                    && scene.class(unit, *from + 1) == Class::Other =>
            {
                break;
            }
            Class::Quote => break,
            Class::Colon => {
                if *from + 1 >= limit {
                    return After::Open;
                }
                *from += 1;
                break;
            }
            Class::Stop => return After::Nothing,
            Class::Comma => {
                let next = scene.class(unit, *from + 1);
                // *said, “…”* and *said on Monday, through a spokesman, that …*
                if next == Class::Quote || scene.word(unit, *from + 1) == "that" {
                    *from += 1;
                    break;
                }
                let closing = (*from + 1..limit.min(*from + 9))
                    .find(|at| scene.class(unit, *at) == Class::Comma)
                    .filter(|at| scene.word(unit, at + 1) == "that");
                if let Some(closing) = closing {
                    *from = closing + 1;
                    break;
                }
                return match clause(scene, unit, *from + 1, limit) {
                    After::Clause(clause) => After::Beyond(clause),
                    other => other,
                };
            }
            _ if word == "that" => break,
            Class::Object
                if !(told || cue.entry.class == CueClass::Ask && scene.word(unit, *from + 1) == "to") =>
            {
                told = true;
                *from += 1;
            }
            _ if !told && addressee(scene, unit, *from, limit).is_some() => {
                let end = addressee(scene, unit, *from, limit).unwrap_or(*from + 1);
                if content.venue.is_none() {
                    content.venue = Some(*from..end);
                }
                told = true;
                *from = end;
            }
            Class::Preposition if venues::opens(scene, unit, *from) && says(cue) => {
                let venue = venues::at(scene, unit, *from).unwrap_or(*from..*from + 1);
                *from = venue.end;
                content.venue = content.venue.take().or(Some(venue));
                skipped = true;
            }
            Class::Time
            | Class::Preposition
            | Class::Determiner
            | Class::Adverb
            | Class::Subordinator
            | Class::Number
                if says(cue) && time_end(scene, unit, *from).is_some() =>
            {
                *from = time_end(scene, unit, *from).unwrap_or(*from + 1);
                skipped = true;
            }
            Class::Adverb if says(cue) => {
                *from += 1;
            }
            Class::Number | Class::Other | Class::Adverb
                if cue.entry.class == CueClass::That && that_near(scene, unit, *from, limit).is_some() =>
            {
                *from = that_near(scene, unit, *from, limit).unwrap_or(*from + 1);
            }
            Class::Preposition | Class::Subordinator if says(cue) => {
                // Something about when or how, then *that*.
                let that = (*from..limit.min(*from + 14))
                    .take_while(|at| {
                        scene.class(unit, *at) != Class::Stop
                            && (!scene.is_finite(unit, *at) || scene.word(unit, *at) == "that")
                    })
                    .find(|at| {
                        scene.word(unit, *at) == "that"
                            || scene.class(unit, *at) == Class::Colon
                            // *said of the mayor, “…”*
                            || scene.class(unit, *at) == Class::Quote
                                && scene.class(unit, at - 1) == Class::Comma
                    });
                match that {
                    Some(that)
                        if !matches!(
                            word,
                            "how" | "why" | "what" | "whether" | "if" | "where" | "when" | "that"
                        ) =>
                    {
                        *from = that;
                    }
                    _ => break,
                }
                if scene.class(unit, *from) == Class::Preposition {
                    break;
                }
            }
            _ => break,
        }
    }
    let class = scene.class(unit, *from);
    let word = scene.word(unit, *from);
    let clausal = word == "that"
        || matches!(class, Class::Quote)
        || (*from > 0 && scene.class(unit, *from - 1) == Class::Colon);
    if (cue.entry.strict || cue.entry.class == CueClass::That)
        && !(clausal || matches!(word, "how" | "why" | "what" | "whether"))
        && (cue.entry.strict || !holds_quote(scene, unit, *from, limit) && !surveys(scene, unit, cue))
        && class != Class::Pronoun
    {
        return After::Barred;
    }
    // *called it a red line*
    let named = (class == Class::Object || matches!(word, "it" | "this" | "that" | "her"))
        && (matches!(scene.word(unit, *from + 1), "a" | "an")
            || matches!(scene.class(unit, *from + 1), Class::Other | Class::Determiner));
    let called = verb(scene, unit, cue).is_some_and(|verb| {
        scene.tree.kid(verb, &[Relation::Obj]).is_some_and(|object| {
            scene.tree.kid(verb, &[Relation::Xcomp]).is_some_and(|complement| object < complement)
        })
    }) || names_object(scene, unit, *from, limit);
    if cue.entry.class == CueClass::Call && !named && !called && !holds_quote(scene, unit, *from, limit) {
        return After::Nothing;
    }
    if matches!(cue.entry.class, CueClass::Say) && !clausal && !skipped {
        // *said of the clause*, *noted in passing*
        if matches!(class, Class::Preposition | Class::Coordinator | Class::Time)
            && !holds_quote(scene, unit, *from, limit)
            && !(word == "to" || word == "in" || word == "for")
        {
            return After::Nothing;
        }
    }
    if cue.negated && cue.entry.class != CueClass::Think {
        return After::Barred;
    }
    if cue.entry.class == CueClass::Act && class == Class::Time {
        return After::Nothing;
    }
    let start = if word == "that" && follows_that(scene, unit, *from + 1) { *from + 1 } else { *from };
    // *asked reporters after the match*
    if cue.entry.class == CueClass::Ask
        && matches!(class, Class::Preposition | Class::Subordinator)
        && !matches!(
            word,
            "to" | "for" | "about" | "whether" | "if" | "how" | "why" | "what" | "where" | "that"
        )
    {
        return After::Nothing;
    }
    // *asked the company to freeze its plan*: what is asked for has a doer.
    let start = match content.venue.as_ref() {
        Some(told) if cue.entry.class == CueClass::Ask && word == "to" && told.end == start => told.start,
        _ => start,
    };
    if cue.entry.class == CueClass::Ask {
        content.venue = None;
    }
    let limit = match cue.entry.class {
        CueClass::Ask if word == "to" => object_end(scene, unit, cue, start, limit),
        CueClass::Act | CueClass::Call => object_end(scene, unit, cue, start, limit),
        _ => limit,
    };
    clause(scene, unit, start, limit)
}

/// Whether the subject of a cue is one that shows how things stand: *the poll shows Lund ahead*.
fn surveys(scene: &Scene<'_>, unit: &Unit, cue: &Cue) -> bool {
    verb(scene, unit, cue)
        .and_then(|verb| scene.tree.subject(verb))
        .and_then(|subject| scene.item(unit, subject))
        .is_some_and(|subject| SURVEYS.contains(scene.word(unit, subject)))
}

/// Whether an object is followed at once by what it is called: *the plan a gift*, *the plan as a gift*.
fn names_object(scene: &Scene<'_>, unit: &Unit, from: usize, limit: usize) -> bool {
    (from + 1..limit.min(from + 10))
        .take_while(|at| {
            !matches!(scene.class(unit, *at), Class::Comma | Class::Stop | Class::Quote)
                && !scene.is_finite(unit, *at)
        })
        .any(|at| {
            let noun = matches!(scene.class(unit, at - 1), Class::Other | Class::Object);
            noun && (scene.word(unit, at) == "as" || matches!(scene.word(unit, at), "a" | "an"))
        })
}

/// Where the object of a verb ends: before a further clause of the reporter's.
fn object_end(scene: &Scene<'_>, unit: &Unit, cue: &Cue, start: usize, limit: usize) -> usize {
    let compares = cue.group.clone().any(|at| {
        matches!(
            scene.word(unit, at),
            "view" | "views" | "viewed" | "see" | "sees" | "saw" | "regard" | "regards" | "regarded"
        )
    }) || cue.entry.class == CueClass::Call;
    (start + 1..limit)
        .find(|at| {
            let word = scene.word(unit, *at);
            let next = scene.class(unit, at + 1);
            match scene.class(unit, *at) {
                // What is said of an object beside it, the reporter says.
                Class::Comma
                    if next == Class::Relative && scene.word(unit, at + 1) != "that"
                        || scene.is_participle(unit, at + 1)
                        || next == Class::Pronoun =>
                {
                    true
                }
                Class::Comma if next == Class::Coordinator => {
                    matches!(
                        scene.class(unit, at + 2),
                        Class::Pronoun | Class::Determiner | Class::Adverb | Class::Subordinator
                    ) && (at + 3..(at + 9).min(limit)).any(|near| scene.is_finite(unit, near))
                }
                Class::Subordinator => {
                    matches!(word, "after" | "while" | "when" | "although" | "though")
                        || word == "as" && !compares && (next == Class::Pronoun || next == Class::Determiner)
                }
                _ => false,
            }
        })
        .unwrap_or(limit)
}

/// Whether a cue takes clauses rather than an object.
pub(super) fn says(cue: &Cue) -> bool {
    !matches!(cue.entry.class, CueClass::Act | CueClass::Call)
}

/// The *that* which a few words without a verb part from the cue: *ruled 6-3 that*, *found evidence that*.
fn that_near(scene: &Scene<'_>, unit: &Unit, from: usize, limit: usize) -> Option<usize> {
    (from..limit.min(from + 10))
        .take_while(|at| {
            scene.word(unit, *at) == "that"
                || !scene.is_finite(unit, *at)
                    && !matches!(scene.class(unit, *at), Class::Stop | Class::Comma)
        })
        .find(|at| scene.word(unit, *at) == "that")
}

/// Whether a clause can follow *that* here: *said that would do* says nothing of it.
fn follows_that(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    !scene.is_finite(unit, at) && scene.class(unit, at) != Class::Stop
}

/// The clause from `start` on.
pub(super) fn clause(scene: &Scene<'_>, unit: &Unit, start: usize, limit: usize) -> After {
    let stretch = stretch(scene, unit, start, limit);
    if stretch.is_empty() { After::Nothing } else { After::Clause(stretch) }
}

/// The end of whom is told, when a noun phrase for that begins at an item.
fn addressee(scene: &Scene<'_>, unit: &Unit, from: usize, limit: usize) -> Option<usize> {
    let first = scene.class(unit, from);
    if !matches!(first, Class::Determiner | Class::Other | Class::Number) || scene.word(unit, from) == "that"
    {
        return None;
    }
    let known = known_name(scene, unit, from);
    let mut end = known.unwrap_or(from + 1);
    let mut capitals = known.is_some() || scene.is_capital(unit, from);
    while end < limit && end < from + 16 {
        let word = scene.word(unit, end);
        match scene.class(unit, end) {
            Class::Determiner if scene.class(unit, end - 1) != Class::Preposition => break,
            Class::Pronoun
            | Class::Object
            | Class::Subordinator
            | Class::Comma
            | Class::Colon
            | Class::Stop
            | Class::Adverb
            | Class::Relative => break,
            Class::Time if scene.class(unit, end - 1) != Class::Determiner => break,
            Class::Quote => {
                // *told ABC’s “Morning Hour” that*
                if scene.word(unit, end - 1) == "'s" && venues::is_title(scene, unit, end) {
                    end += 1;
                }
                if scene.class(unit, end) == Class::Other {
                    continue;
                }
                break;
            }
            Class::Preposition if word == "to" => break,
            Class::Preposition if scene.class(unit, end + 1) == Class::Time => break,
            Class::Preposition => {
                capitals = false;
            }
            _ if scene.is_finite(unit, end) => {
                // The last noun was the subject of a clause without *that*.
                return Some(if known.is_some() {
                    known.unwrap_or(end)
                } else {
                    end.saturating_sub(1).max(from + 1)
                });
            }
            Class::Other
                if scene.is_capital(unit, end) && !capitals && scene.class(unit, end - 1) == Class::Other =>
            {
                break;
            }
            Class::Other if scene.is_capital(unit, end) => capitals = true,
            Class::Coordinator if scene.class(unit, end + 1) == Class::Pronoun => break,
            _ => {}
        }
        end += 1;
    }
    Some(end.min(limit))
}

/// The end of the outlet that begins at an item, with or without its article.
fn known_name(scene: &Scene<'_>, unit: &Unit, from: usize) -> Option<usize> {
    let first = scene.tokens(unit, from..from + 1).start;
    let begin = scene.span(unit, from..from + 1)?;
    let after = scene.citations.partition_point(|citation| citation.name.end <= begin.start);
    let name = scene.citations.get(after)?.name;
    let article = scene.class(unit, from) == Class::Determiner;
    let starts = name.contains(begin) || article && scene.text.token_at(name.start) == first + 1;
    let end = scene.text.tokens_in(name).end;
    starts.then(|| (from + end.saturating_sub(first)).clamp(from + 1, unit.items.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("surveys.tsv")) {
            assert_eq!(row.len(), 1, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
