//! Who is said to be there, or not to be, where the event itself is named elsewhere.

use super::{
    participants::{self, Cast},
    status,
    syntax::{Syntax, Tag},
};
use crate::{
    EntityId, EntityKind, EventStatus,
    words::{Phrases, VerbForm, table},
};
use std::{ops::Range, sync::LazyLock};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Subject,
    Both,
    Absent,
}

static ATTENDANCE: LazyLock<Phrases<Who>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("attendance.tsv")).filter_map(|row| Some((row[0], who_named(row[1])?))))
});

fn who_named(name: &str) -> Option<Who> {
    Some(match name {
        "subject" => Who::Subject,
        "both" => Who::Both,
        "absent" => Who::Absent,
        _ => return None,
    })
}

/// Those said to attend.
#[derive(Debug)]
pub(super) struct Attendance {
    pub(super) words: Range<usize>,
    pub(super) who: Vec<EntityId>,
    pub(super) status: EventStatus,
    /// Whether it can stand without the name of an event in its clause.
    pub(super) apart: bool,
}

/// The words of attendance in a sentence.
pub(super) fn attendance(syntax: &Syntax<'_>) -> Vec<Attendance> {
    let mut found = Vec::new();
    for (token, phrase) in ATTENDANCE.all(syntax.text, syntax.first..syntax.first + syntax.len()) {
        let at = token - syntax.first;
        let words = at..at + phrase.tokens;
        let verb = if syntax.tag(at).is_verb() || syntax.tag(at) == Tag::Be {
            at
        } else {
            match at.checked_sub(1).filter(|before| syntax.tag(*before) == Tag::Be) {
                Some(be) => be,
                None => continue,
            }
        };
        if let Some(one) = read(syntax, verb, words, *phrase.value) {
            found.push(one);
        }
    }
    found
}

fn read(syntax: &Syntax<'_>, verb: usize, words: Range<usize>, who: Who) -> Option<Attendance> {
    let group = syntax.group(verb);
    let mut cast = Cast::default();
    let mut object = who != Who::Both;
    // `Joining Lund in Oslo are A, B and C.`
    let inverted = syntax.tag(verb) == Tag::Verb(VerbForm::Ing) && !group.progressive && group.start <= 1;
    if inverted {
        let be = (words.end..syntax.len().min(words.end + 14))
            .find(|at| matches!(syntax.lower(*at), "are" | "is" | "were" | "was" | "will"))?;
        let end = (be + 1..syntax.len()).find(|at| syntax.tag(*at) == Tag::Stop).unwrap_or(syntax.len());
        cast.add(participants::everybody(syntax, be + 1..end));
        cast.add(participants::everybody(syntax, words.end..be));
        object = true;
    } else {
        cast.add(subjects(syntax, verb, group.start));
        if who == Who::Both {
            let mut others = Cast::default();
            let direct =
                syntax.phrase_from(words.end).map(|phrase| participants::of_phrase(syntax, &phrase, false));
            let after_by = syntax.lower(words.end - 1) == "by"
                || direct.as_ref().is_some_and(|direct| !direct.is_empty());
            if after_by {
                others.add(participants::list(syntax, words.end).0);
            }
            let from = syntax.list_from(words.end).1;
            let by = (words.end..syntax.len().min(words.end + 7)).find(|at| syntax.lower(*at) == "by");
            if let Some(by) = by.filter(|_| !after_by && (group.passive || syntax.tag(verb) == Tag::Be)) {
                others.add(participants::list(syntax, by + 1).0);
            }
            others.add(participants::beside(syntax, from, syntax.clause(verb)));
            others.0.retain(|entity| {
                matches!(syntax.kind(*entity), Some(EntityKind::Person | EntityKind::Group))
            });
            object = !others.0.is_empty();
            cast.add(others.0);
        }
    }
    let status = match (who, status::of_verb(syntax, verb, true)) {
        (Who::Absent, EventStatus::Denied) => return None,
        (Who::Absent, _) => EventStatus::Denied,
        (_, _) if inverted => EventStatus::Unknown,

        (_, _) if syntax.lower(words.end - 1) == "invited" => EventStatus::Planned,
        // `is accompanied by`: said of a coming meeting as of one under way.
        (Who::Both, EventStatus::Unknown | EventStatus::Planned) => EventStatus::Planned,
        (_, other) => other,
    };
    let people = cast.0.iter().any(|entity| {
        matches!(
            syntax.kind(*entity),
            Some(EntityKind::Person | EntityKind::Group | EntityKind::Organisation)
        )
    });
    // `chairs the council`, `joined the union`: what is attended is an event or a person, or goes unsaid.
    let thing = who == Who::Subject
        && !matches!(syntax.lower(words.end - 1), "as" | "for" | "invited")
        && syntax.phrase_from(words.end).is_some_and(|phrase| !syntax.is_time(&phrase));
    people.then_some(Attendance { words, who: cast.0, status, apart: object && !thing })
}

/// The subject of a verb of attendance. A list with what each of them is goes back to the sentence's start.
fn subjects(syntax: &Syntax<'_>, verb: usize, start: usize) -> Vec<EntityId> {
    let direct: Vec<EntityId> = participants::subject(syntax, verb)
        .into_iter()
        .filter(|entity| participants::acts(syntax, *entity))
        .collect();
    // `A, the head of B, C and the mayor, D, are expected`: commas between and *are* tell a list.
    let plural = (start..verb).any(|at| matches!(syntax.lower(at), "are" | "were" | "have" | "will"));
    let group = syntax.group(verb);
    let begin = group.to.map_or(start, |_| {
        syntax.subject(verb).map_or(start, |subject| {
            subject.via.last().map_or(subject.words().end, |governor| syntax.group(*governor).start)
        })
    });
    let from = (0..begin)
        .rev()
        .find(|at| {
            syntax.tag(*at) == Tag::Stop
                || matches!(syntax.tag(*at), Tag::Subordinator | Tag::That)
                || syntax.tag(*at).is_verb() && syntax.is_finite(*at)
        })
        .map_or(0, |at| at + 1);
    let plural = plural || (begin..verb).any(|at| matches!(syntax.lower(at), "are" | "were" | "have"));
    let commas = (from..begin).filter(|at| syntax.tag(*at) == Tag::Comma).count();
    let joined = (from..begin).any(|at| syntax.lower(at) == "and");
    if plural && commas > 0 && joined {
        let all = participants::everybody(syntax, from..begin);
        let people: Vec<EntityId> =
            all.iter().copied().filter(|entity| syntax.kind(*entity) == Some(EntityKind::Person)).collect();
        if people.len() > direct.len() {
            return people;
        }
    }
    direct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_attendance_is_well_formed() {
        for row in table(include_str!("attendance.tsv")) {
            assert!(row.len() == 2 && who_named(row[1]).is_some(), "{row:?}");
        }
    }
}
