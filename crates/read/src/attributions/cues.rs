//! Finds the words that may tie content to a source.

use super::{
    classes::Class,
    lexicon::{CUES, CueClass, Entry, GOVERNS, PLURALS},
    scene::{Item, Scene, Unit},
};
use crate::{
    tag::{Penn, Relation, Upos},
    words::{VerbForm, verb_forms},
};
use std::ops::Range;

/// What stands before a cue in its verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finite {
    /// Nothing: the verb alone tells its tense.
    Bare,
    /// *has*, *is*, *did*.
    Auxiliary,
    /// *would*, *may*.
    Modal,
    /// *to*.
    Infinitive,
}

/// A verb or phrase that may be a cue, with its auxiliaries.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) entry: &'static Entry,
    /// Items from the first auxiliary or adverb to the end of the phrase.
    pub(super) group: Range<usize>,
    pub(super) form: Option<VerbForm>,
    pub(super) negated: bool,
    /// What stands before it.
    pub(super) finite: Finite,
}

impl Cue {
    /// A cue without auxiliaries.
    pub(super) fn plain(entry: &'static Entry, group: Range<usize>) -> Self {
        Self { entry, group, form: None, negated: false, finite: Finite::Bare }
    }
}

/// Every word of the report outside quotations that may be a cue, in order.
pub(super) fn cues(scene: &Scene<'_>, unit: &Unit) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut at = unit.start;
    while at < unit.items.len() {
        let Some(Item::Word(token)) = unit.items.get(at) else {
            at += 1;
            continue;
        };
        let found = CUES.at(scene.text, *token).filter(|found| {
            unit.items.get(at + found.tokens - 1) == Some(&Item::Word(token + found.tokens - 1))
        });
        let Some(found) = found else {
            if (governs(scene, *token) || closes_quotation(scene, unit, at, *token))
                && let Some(cue) = cue(scene, unit, at..at + 1, &GOVERNS, None)
            {
                cues.push(cue);
            }
            at += 1;
            continue;
        };
        let next = at + found.tokens;
        if let Some(cue) = cue(scene, unit, at..next, found.value, found.form) {
            cues.push(cue);
        }
        at = next;
    }
    cues
}

/// Whether a verb or an adjective governs a finite clause after it and has a subject, its own or shared.
fn governs(scene: &Scene<'_>, token: usize) -> bool {
    let tree = &scene.tree;
    let Some(word) = tree.word(token) else { return false };
    let adjective = word.upos == Upos::Adj && tree.kid(token, &[Relation::Cop]).is_some();
    (word.upos == Upos::Verb || adjective)
        && tree.clause(token).is_some()
        && (tree.subject(token).is_some()
            || matches!(word.relation, Relation::Conj | Relation::Advcl | Relation::Acl | Relation::Xcomp))
}

/// Whether a finite verb and its subject stand alone between a quotation and the end of a clause: *“Enough,” the
/// mayor thundered.*
fn closes_quotation(scene: &Scene<'_>, unit: &Unit, at: usize, token: usize) -> bool {
    let finite = scene.tree.word(token).is_some_and(|word| matches!(word.penn, Penn::Vbd | Penn::Vbz));
    let subject =
        || scene.tree.subject(token).and_then(|subject| scene.items(unit, scene.tree.reach(subject)));
    if !finite || at == unit.start {
        return false;
    }
    let Some(subject) = subject() else { return false };
    let (start, end) = (subject.start.min(at), subject.end.max(at + 1));
    start > unit.start && ends_in_comma(scene, unit, start - 1) && ends(scene.class(unit, end))
}

/// Whether a quotation at an item ends in a mark that lets the sentence go on.
pub(super) fn ends_in_comma(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    scene
        .quote(unit, at)
        .is_some_and(|quote| matches!(scene.text.token(quote.tokens.end.saturating_sub(2)), "," | "!" | "?"))
}

/// Whether a word is a verb with a subject of its own.
fn does(scene: &Scene<'_>, token: usize) -> bool {
    scene.tree.is(token, Upos::Verb) && scene.tree.subject(token).is_some()
}

fn cue(
    scene: &Scene<'_>,
    unit: &Unit,
    phrase: Range<usize>,
    entry: &'static Entry,
    form: Option<VerbForm>,
) -> Option<Cue> {
    if entry.class == CueClass::No {
        return None;
    }
    let verb = phrase.start;
    if entry.class == CueClass::By {
        return Some(Cue::plain(entry, phrase));
    }
    let token = unit.token(verb);
    let sure = token.is_some_and(|token| governs(scene, token));
    let does = token.is_some_and(|token| does(scene, token));
    if scene.is_capital(unit, verb)
        && verb > unit.start
        && scene.class(unit, verb - 1) != Class::Quote
        && !sure
    {
        return None;
    }
    let mut start = verb;
    let (mut negated, mut modal, mut auxiliary, mut passive) = (false, false, false, false);
    while start > unit.start {
        let word = scene.word(unit, start - 1);
        match scene.class(unit, start - 1) {
            Class::Adverb => negated |= matches!(word, "not" | "never"),
            Class::Modal => {
                modal = true;
                negated |= is_negative(word);
            }
            Class::Auxiliary => {
                if !auxiliary {
                    passive = matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am")
                        && form.is_none_or(|form| form != VerbForm::Ing);
                }
                auxiliary = true;
                negated |= is_negative(word);
            }
            // *she’s said*, *they’ve agreed*
            _ if is_clitic(scene, unit, start - 1) => auxiliary = true,
            // *the two sides both said*
            Class::Determiner
                if matches!(word, "both" | "all" | "each")
                    && start > unit.start + 1
                    && scene.class(unit, start - 2) == Class::Other => {}
            _ => break,
        }
        start -= 1;
    }
    let adjective = token.is_some_and(|token| scene.tree.is(token, Upos::Adj));
    if passive && !adjective || token.is_some_and(|token| scene.tree.is(token, Upos::Adv)) {
        return None;
    }
    if start == verb && token.is_some_and(|token| is_done_to(scene, unit, start, token)) {
        return None;
    }
    let before = (start > unit.start).then(|| scene.class(unit, start - 1));
    let word_before = if start > unit.start { scene.word(unit, start - 1) } else { "" };
    let finite = auxiliary || modal;
    let infinitive = word_before == "to" && form == Some(VerbForm::Base);
    let next = scene.class(unit, phrase.end);
    let next_word = scene.word(unit, phrase.end);
    // *the proposed talks*, *in proposed talks*
    if !sure
        && !infinitive
        && matches!(before, Some(Class::Determiner | Class::Preposition))
        && form != Some(VerbForm::Ing)
        && !(PLURALS.contains(word_before) && token.is_some_and(|token| scene.tree.is(token, Upos::Verb)))
    {
        return None;
    }
    // *people briefed on the talks*
    if entry.class == CueClass::Tell && !finite && next == Class::Preposition && form == Some(VerbForm::Past)
    {
        return None;
    }
    // *the step announced by the union*
    if !finite && form == Some(VerbForm::Past) && next_word == "by" {
        return None;
    }
    // *growing concerns*, *other views*, *the firm's plans to grow*
    let noun = token.and_then(|token| scene.tree.word(token)).is_some_and(|word| word.upos == Upos::Noun);
    let clausal = next_word == "that" || next == Class::Quote || entry.infinitive;
    let within = token.and_then(|token| scene.tree.word(token)).is_some_and(|word| {
        !matches!(
            word.relation,
            Relation::Root | Relation::Ccomp | Relation::Parataxis | Relation::Advcl | Relation::AclRelcl
        )
    });
    // *…, Tide Wire reports.*: what closes a sentence beside a name is its verb, whatever the tag.
    let name = (unit.start..start).rev().find(|at| !scene.is_capital(unit, *at));
    let closes = matches!(next, Class::Stop | Class::Comma)
        && name.is_some_and(|at| at + 1 < start && scene.class(unit, at) == Class::Comma);
    if noun && !sure && !closes && (!clausal || within || matches!(word_before, "'s" | "'")) {
        return None;
    }
    let opens_content = next_word == "that" || matches!(next, Class::Quote | Class::Colon);
    // *must report*, *can state*: what somebody has to say, nobody has said.
    let prescribed = (start..verb).any(|at| matches!(scene.word(unit, at), "must" | "should" | "can"));
    if prescribed && !opens_content && matches!(entry.class, CueClass::Say | CueClass::Tell | CueClass::That)
    {
        return None;
    }
    match form.filter(|_| !sure && !does) {
        // *put* and *read* are past as well.
        Some(VerbForm::Base) if !finite && !infinitive && !is_past_too(scene.word(unit, verb)) => {
            let plural = match before {
                Some(Class::Pronoun) => !matches!(word_before, "he" | "she" | "it"),
                Some(Class::Relative) => true,
                // *four in ten say*
                Some(Class::Number) if !entry.noun => true,
                Some(Class::Other) if !entry.noun => holds_plural(scene, unit, start),
                Some(_) => word_before.ends_with('s') || PLURALS.contains(word_before),
                None => false,
            };
            if !plural || (entry.noun && !opens_content && !opens_clause(scene, unit, phrase.end)) {
                return None;
            }
        }
        Some(VerbForm::ThirdPerson) if !finite && entry.noun => {
            let subject = matches!(
                before,
                Some(
                    Class::Pronoun
                        | Class::Other
                        | Class::Relative
                        | Class::Comma
                        | Class::Stop
                        | Class::Coordinator
                )
            );
            if !subject || !(opens_content || opens_clause(scene, unit, phrase.end) || ends(next)) {
                return None;
            }
        }
        Some(VerbForm::Ing) if !finite => {
            let opens = match before {
                None | Some(Class::Comma | Class::Stop | Class::Coordinator | Class::Quote) => true,
                Some(Class::Preposition | Class::Subordinator) => {
                    matches!(word_before, "by" | "while" | "before" | "after" | "when" | "without")
                }
                Some(Class::Other | Class::Pronoun | Class::Object) => {
                    opens_content || opens_clause(scene, unit, phrase.end)
                }
                _ => false,
            };
            if !opens || word_before == "without" {
                return None;
            }
        }
        _ => {}
    }
    // *vowed not to leave*: what is vowed is not to.
    let not = entry.infinitive && scene.word(unit, phrase.end - 2) == "not";
    let end = if entry.infinitive { phrase.end - 1 - usize::from(not) } else { phrase.end };
    // *said bluntly that*, *warning darkly:*
    let manner = end == phrase.end
        && scene.class(unit, end) == Class::Adverb
        && scene.word(unit, end).ends_with("ly")
        && (ends(scene.class(unit, end + 1))
            || matches!(scene.class(unit, end + 1), Class::Colon | Class::Quote)
            || scene.word(unit, end + 1) == "that");
    let end = end + usize::from(manner);
    let kind = match (infinitive, modal, auxiliary) {
        (true, _, _) => Finite::Infinitive,
        (_, true, _) => Finite::Modal,
        (_, _, true) => Finite::Auxiliary,
        _ => Finite::Bare,
    };
    Some(Cue { entry, group: start..end, form, negated, finite: kind })
}

/// Whether the stretch before an item holds a noun in the plural: *aides to the mayor say*.
fn holds_plural(scene: &Scene<'_>, unit: &Unit, end: usize) -> bool {
    (unit.start..end)
        .rev()
        .take(10)
        .take_while(|at| {
            !matches!(
                scene.class(unit, *at),
                Class::Comma | Class::Stop | Class::Colon | Class::Quote | Class::Subordinator | Class::Modal
            ) && scene.word(unit, *at) != "to"
                || scene.word(unit, at.saturating_sub(1)) == "close"
        })
        .any(|at| {
            let word = scene.word(unit, at);
            scene.class(unit, at) != Class::Auxiliary && word != "'s" && word.len() > 3 && word.ends_with('s')
                || PLURALS.contains(word)
        })
}

fn is_past_too(word: &str) -> bool {
    verb_forms(word).iter().any(|(form, kind)| *kind == VerbForm::Past && form == word)
}

/// Whether an item is an auxiliary tied to the word before it: *’s*, *’ve*, *’ll*.
fn is_clitic(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    at > unit.start
        && scene.word(unit, at).starts_with('\'')
        && unit
            .token(at)
            .and_then(|token| scene.tree.word(token))
            .is_some_and(|word| matches!(word.relation, Relation::Aux | Relation::Cop))
}

/// Whether a verb is a participle that tells what was done to its subject: *Asked about the dam, she left*.
fn is_done_to(scene: &Scene<'_>, unit: &Unit, start: usize, token: usize) -> bool {
    let opens = start == unit.start
        || matches!(scene.class(unit, start - 1), Class::Subordinator | Class::Comma | Class::Coordinator);
    opens
        && scene.tree.subject(token).is_none()
        && scene.tree.word(token).is_some_and(|word| {
            word.penn == Penn::Vbn
                && (matches!(word.relation, Relation::Advcl | Relation::Acl)
                    || word.relation == Relation::Ccomp && start == unit.start)
        })
}

fn is_negative(word: &str) -> bool {
    word.ends_with("n't") || word == "cannot"
}

/// Whether a clause or an object begins at an item.
fn opens_clause(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    matches!(scene.class(unit, at), Class::Determiner | Class::Pronoun | Class::Object | Class::Number)
        || matches!(scene.word(unit, at), "to" | "how" | "why" | "whether" | "what")
        || scene.is_capital(unit, at)
}

/// Whether a class ends a clause.
pub(super) fn ends(class: Class) -> bool {
    matches!(class, Class::Stop | Class::Comma)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{names::Names, text::Text};

    fn found(source: &str) -> Vec<String> {
        let text = Text::cut(source);
        let names = Names::default();
        let scene = Scene::new(&text, &names, &[]);
        scene
            .units
            .iter()
            .flat_map(|unit| cues(&scene, unit).into_iter().map(move |cue| (unit, cue)))
            .filter_map(|(unit, cue)| {
                scene.span(unit, cue.group.clone()).map(|span| text.words(span).to_owned())
            })
            .collect()
    }

    #[test]
    fn auxiliaries_belong_to_the_cue() {
        assert_eq!(found("The coach has also said that it rained."), ["has also said"]);
        assert_eq!(found("Farmers say prices fell."), ["say"]);
    }

    #[test]
    fn nouns_and_passives_are_no_cues() {
        assert_eq!(found("The report on the claims was filed with the plan."), Vec::<String>::new());
        assert_eq!(found("The proposed bridge was criticized."), Vec::<String>::new());
        assert_eq!(found("They called off the search."), Vec::<String>::new());
    }
}
