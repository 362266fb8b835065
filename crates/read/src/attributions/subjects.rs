//! Finds whose verb a cue is.

use super::{
    classes::Class,
    cues::{Cue, Finite, ends_in_comma},
    doers::doer,
    lexicon::CueClass,
    phrases::{REACH, chunk, main_subject, noun_phrase_after},
    scene::{Scene, Unit},
    terms,
};
use crate::words::VerbForm;
use std::ops::Range;

/// Where a subject stands to its cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// *She said*.
    Left,
    /// *said she*, *according to her*.
    Right,
    /// *who said*: the antecedent stands before the relative.
    Relative,
    /// *, adding*, *and added*: the subject of a verb before.
    Shared,
}

/// The noun phrase that is the subject of a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// The noun phrase.
    pub(super) core: Range<usize>,
    /// What is set beside it between commas: *the union's general secretary*.
    pub(super) apposition: Option<Range<usize>>,
    pub(super) side: Side,
}

impl Subject {
    fn new(core: Range<usize>, side: Side) -> Self {
        Self { core, apposition: None, side }
    }

    /// From its first to its last item.
    pub(super) fn range(&self) -> Range<usize> {
        match &self.apposition {
            Some(beside) => self.core.start.min(beside.start)..self.core.end.max(beside.end),
            None => self.core.clone(),
        }
    }
}

/// The subject of a cue; `before` holds the cues before it in the unit with theirs.
pub(super) fn subject(
    scene: &Scene<'_>,
    unit: &Unit,
    cue: &Cue,
    before: &[(Cue, Option<Subject>)],
) -> Option<Subject> {
    if let Some(subject) = doer(scene, unit, cue) {
        return Some(subject);
    }
    if cue.entry.class == CueClass::By {
        return noun_phrase_after(scene, unit, cue.group.end).map(|core| with_apposition(scene, unit, core));
    }
    let start = cue.group.start;
    if cue.finite == Finite::Infinitive {
        return infinitive_subject(scene, unit, start - 1, before);
    }
    let class_before = if start > unit.start { scene.class(unit, start - 1) } else { Class::Stop };
    let word_before = if start > unit.start { scene.word(unit, start - 1) } else { "" };
    if cue.form == Some(VerbForm::Ing) && cue.finite == Finite::Bare {
        return participle_subject(scene, unit, start, class_before, before);
    }
    // *Its pamphlet on the subject, “The Long Tide,” concedes …*
    if class_before == Class::Quote && start > unit.start + 1 && terms::is_name(scene, unit, start - 1) {
        return match scene.class(unit, start - 2) {
            Class::Comma => chunk(scene, unit, start - 2),
            _ => chunk(scene, unit, start - 1),
        }
        .map(|core| Subject::new(core, Side::Left));
    }
    match class_before {
        Class::Relative => {
            let mut end = start - 1;
            while end > unit.start && scene.class(unit, end - 1) == Class::Comma {
                end -= 1;
            }
            let mut core = chunk(scene, unit, end)?;
            // *Mr Reed, 52, who says …*
            if core.len() == 1 && scene.class(unit, core.start) == Class::Number && core.start > unit.start {
                core = chunk(scene, unit, core.start - 1)?;
            }
            // *Voters were asked by pollsters who say …*: the antecedent is the last noun phrase.
            let finite = core.clone().any(|at| scene.is_finite(unit, at));
            let last = core
                .clone()
                .rev()
                .find(|at| scene.class(unit, *at) == Class::Preposition && scene.word(unit, *at) != "of")
                .filter(|at| finite && at + 1 < core.end);
            let start = last.map_or(core.start, |at| at + 1);
            Some(Subject::new(start..core.end, Side::Relative))
        }
        Class::Subordinator if word_before == "that" => {
            chunk(scene, unit, start - 1).map(|core| Subject::new(core, Side::Relative))
        }
        Class::Coordinator => shared(scene, unit, start, before),
        Class::Comma | Class::Quote | Class::Stop | Class::Colon => {
            inverted(scene, unit, cue).or_else(|| match class_before {
                Class::Comma => beside(scene, unit, start - 1),
                Class::Stop if word_before == ")" => left(scene, unit, start),
                Class::Stop if matches!(word_before, "—" | "–" | "-") => beside(scene, unit, start - 1),
                _ => None,
            })
        }
        _ => left(scene, unit, start),
    }
}

fn left(scene: &Scene<'_>, unit: &Unit, end: usize) -> Option<Subject> {
    let core = chunk(scene, unit, end)?;
    // *people who know him say*: what stands after the relative is no noun phrase.
    if core.start > unit.start && scene.class(unit, core.start - 1) == Class::Relative {
        let verb = (core.start..core.end).find(|at| scene.class(unit, *at) != Class::Adverb)?;
        if scene.is_finite(unit, verb) || scene.class(unit, verb) == Class::Verb {
            let antecedent = chunk(scene, unit, core.start - 1)?;
            return Some(Subject::new(antecedent.start..end, Side::Left));
        }
    }
    Some(Subject::new(core, Side::Left))
}

/// The noun phrase before the verb group that begins at item `end`.
pub(super) fn clause_subject(scene: &Scene<'_>, unit: &Unit, end: usize) -> Option<Range<usize>> {
    match (end > unit.start).then(|| scene.class(unit, end - 1))? {
        Class::Comma => beside(scene, unit, end - 1).map(|subject| subject.range()),
        _ => chunk(scene, unit, end),
    }
}

/// `X, this or that, said`: the noun phrase before the comma that opens the apposition closed at `comma`.
fn beside(scene: &Scene<'_>, unit: &Unit, comma: usize) -> Option<Subject> {
    let floor = unit.start.max(comma.saturating_sub(2 * REACH));
    let commas: Vec<usize> = (floor..comma)
        .rev()
        .take_while(|at| {
            !matches!(scene.word(unit, *at), ";" | ":") && scene.class(unit, *at) != Class::Quote
        })
        .filter(|at| scene.class(unit, *at) == Class::Comma || is_dash(scene.word(unit, *at)))
        .collect();
    for (index, open) in commas.iter().enumerate() {
        let Some(core) = chunk(scene, unit, *open) else { continue };
        let further = commas.get(index + 1).copied();
        let clause = (core.start..core.end).any(|at| scene.is_finite(unit, at));
        let first = scene.class(unit, core.start);
        // A list of appositions: go on to the name before them.
        let apposed = further.is_some_and(|further| core.start == further + 1)
            && (matches!(first, Class::Determiner | Class::Number) || !scene.is_capital(unit, core.start));
        if clause || apposed {
            if clause && further.is_none() {
                return None;
            }
            continue;
        }
        let mut apposition = Some(open + 1..comma);
        if matches!(
            scene.class(unit, open + 1),
            Class::Relative | Class::Preposition | Class::Subordinator | Class::Adverb
        ) || matches!(scene.word(unit, open + 1), "speaking" | "who")
            || scene.word(unit, open + 1).ends_with("ing")
        {
            apposition = None;
        }
        return Some(Subject { core, apposition, side: Side::Left });
    }
    None
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–")
}

/// `…, said X`: the noun phrase after the verb, when the clause holds nothing else.
fn inverted(scene: &Scene<'_>, unit: &Unit, cue: &Cue) -> Option<Subject> {
    let inverts = cue.entry.class == CueClass::Say
        && matches!(cue.form, Some(VerbForm::Past | VerbForm::ThirdPerson))
        || cue.entry.class == CueClass::Ask && cue.form == Some(VerbForm::Past);
    if !inverts {
        return None;
    }
    let core = noun_phrase_after(scene, unit, cue.group.end)?;
    let next = scene.class(unit, core.end);
    if scene.is_finite(unit, core.end) || matches!(scene.word(unit, core.end), "to" | "that") {
        return None;
    }
    let after_quote = cue.group.start > 0 && scene.class(unit, cue.group.start - 1) == Class::Quote;
    let closes = matches!(
        next,
        Class::Comma
            | Class::Stop
            | Class::Quote
            | Class::Colon
            | Class::Time
            | Class::Preposition
            | Class::Subordinator
            | Class::Relative
            | Class::Adverb
    );
    (closes && (after_quote || next != Class::Preposition || ends_soon(scene, unit, core.end)))
        .then(|| with_apposition(scene, unit, core))
}

/// Whether the unit ends, or a comma stands, before any finite verb.
fn ends_soon(scene: &Scene<'_>, unit: &Unit, from: usize) -> bool {
    (from..unit.items.len())
        .take(REACH)
        .find(|at| matches!(scene.class(unit, *at), Class::Comma | Class::Stop) || scene.is_finite(unit, *at))
        .is_none_or(|at| !scene.is_finite(unit, at))
}

/// A noun phrase after its verb, with the apposition that follows it.
fn with_apposition(scene: &Scene<'_>, unit: &Unit, core: Range<usize>) -> Subject {
    let mut subject = Subject::new(core.clone(), Side::Right);
    if scene.class(unit, core.end) != Class::Comma
        || !scene.is_capital(unit, core.start) && scene.class(unit, core.start) != Class::Determiner
    {
        return subject;
    }
    let mut end = core.end + 1;
    while end < unit.items.len() && end < core.end + REACH {
        match scene.class(unit, end) {
            Class::Stop | Class::Colon | Class::Quote | Class::Relative | Class::Subordinator => break,
            Class::Coordinator if scene.class(unit, end - 1) == Class::Comma => break,
            _ if scene.is_finite(unit, end) => return subject,
            Class::Comma if scene.word(unit, end + 1).ends_with("ing") => break,
            _ => {}
        }
        end += 1;
    }
    let beside = scene.trim(unit, core.end + 1..end);
    let first = scene.class(unit, beside.start);
    let plain = matches!(first, Class::Determiner | Class::Number)
        || first == Class::Other && !scene.word(unit, beside.start).ends_with("ing");
    if !beside.is_empty() && plain {
        subject.apposition = Some(beside);
    }
    subject
}

/// The subject of `to say`: only where somebody is led to say it.
fn infinitive_subject(
    scene: &Scene<'_>,
    unit: &Unit,
    to: usize,
    before: &[(Cue, Option<Subject>)],
) -> Option<Subject> {
    if to == unit.start {
        return None;
    }
    if ["went", "continued", "go", "goes", "seemed", "appeared", "seems", "appears", "began"]
        .contains(&scene.word(unit, to - 1))
        || (scene.word(unit, to - 1) == "on"
            && to > 1
            && matches!(scene.word(unit, to - 2), "went" | "goes" | "go"))
    {
        return left(scene, unit, if scene.word(unit, to - 1) == "on" { to - 2 } else { to - 1 })
            .or_else(|| shared(scene, unit, to, before));
    }
    let led = (unit.start..to).rev().take(8).find(|at| LEADS.contains(&scene.word(unit, *at)))?;
    let core = noun_phrase_after(scene, unit, led + 1)?;
    (core.end == to).then(|| Subject::new(core, Side::Left))
}

/// Verbs whose object is led to say something.
pub(super) const LEADS: &[&str] = &[
    "leading",
    "led",
    "prompting",
    "prompted",
    "causing",
    "caused",
    "forcing",
    "forced",
    "allowing",
    "allowed",
];

fn participle_subject(
    scene: &Scene<'_>,
    unit: &Unit,
    start: usize,
    class_before: Class,
    before: &[(Cue, Option<Subject>)],
) -> Option<Subject> {
    if start == unit.start {
        // *Calling it a disgrace, the mayor walked out.*
        let comma = (start..unit.items.len())
            .find(|at| scene.class(unit, *at) == Class::Comma || ends_in_comma(scene, unit, *at))?;
        let core = noun_phrase_after(scene, unit, comma + 1)?;
        let subject = Subject::new(core, Side::Shared);
        return Some(subject);
    }
    if matches!(class_before, Class::Other | Class::Pronoun | Class::Object) {
        // *with both sides saying*
        let with = (unit.start..start).rev().take(24).find(|at| scene.word(unit, *at) == "with")?;
        let and = (with..start).rev().find(|at| scene.class(unit, *at) == Class::Coordinator);
        let from = match and {
            // *with one side saying this and the other saying that*
            Some(and) if (with..and).any(|at| scene.word(unit, at).ends_with("ing")) => and + 1,
            _ => with + 1,
        };
        let plain = from < start
            && !(from..start).any(|at| {
                scene.is_finite(unit, at)
                    || matches!(scene.class(unit, at), Class::Comma | Class::Stop | Class::Quote)
            });
        return plain.then(|| Subject::new(from..start, Side::Left));
    }
    shared(scene, unit, start, before)
}

/// The subject of the verb before: the last cue's, else the main clause's.
fn shared(scene: &Scene<'_>, unit: &Unit, end: usize, before: &[(Cue, Option<Subject>)]) -> Option<Subject> {
    let known = before
        .iter()
        .rev()
        .take(16)
        .filter_map(|(_, subject)| subject.as_ref())
        .find(|subject| subject.core.end <= end)
        .map(|subject| Subject { side: Side::Shared, ..subject.clone() });
    known.or_else(|| main_subject(scene, unit, end).map(|core| Subject::new(core, Side::Shared)))
}
