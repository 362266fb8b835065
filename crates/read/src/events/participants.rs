//! Who takes part in an event.

use super::{
    frame::{Frame, Relation},
    syntax::{NounPhrase, Syntax, Tag},
    triggers::Trigger,
};
use crate::{EntityId, EntityKind, MentionKind, words::VerbForm};
use std::{collections::BTreeMap, ops::Range};

/// How far after its name those who take part are sought.
const REACH: usize = 30;
/// How many mentions back *the two* are sought.
const BACK: usize = 24;

/// Entities in the order of the text, each once.
#[derive(Debug, Default, Clone)]
pub(super) struct Cast(pub(super) Vec<EntityId>);

impl Cast {
    pub(super) fn add(&mut self, entities: impl IntoIterator<Item = EntityId>) {
        for entity in entities {
            if !self.0.contains(&entity) {
                self.0.push(entity);
            }
        }
    }
}

/// Whether an entity can take part in an event: a person, an organisation, a group.
pub(super) fn acts(syntax: &Syntax<'_>, entity: EntityId) -> bool {
    matches!(syntax.kind(entity), Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Group))
}

/// Those whom a phrase means and who can act; a place too where `places` says so, for it may stand for its
/// government.
pub(super) fn of_phrase(syntax: &Syntax<'_>, phrase: &NounPhrase, places: bool) -> Vec<EntityId> {
    let entities: Vec<EntityId> = syntax
        .entities(phrase)
        .into_iter()
        .filter(|entity| acts(syntax, *entity) || places && syntax.kind(*entity) == Some(EntityKind::Place))
        .collect();
    if entities.is_empty() {
        return pair(syntax, phrase);
    }
    let crowd = entities.iter().all(|entity| syntax.kind(*entity) == Some(EntityKind::Group));
    let members = matches!(
        syntax.lower(phrase.head),
        "members" | "workers" | "staff" | "employees" | "players" | "officials"
    );
    let body = phrase
        .words
        .clone()
        .rev()
        .skip(1)
        .find(|at| syntax.tag(*at) == Tag::Noun)
        .and_then(|at| syntax.body_called(syntax.lower(at), at));
    let mut cast = Cast(entities);
    // `union members` voted: so did the union.
    cast.add(body.filter(|_| crowd && members));
    cast.0
}

/// *The two*, *both leaders*, *the pair*: the two persons (or, for *sides*, organisations) named last.
fn pair(syntax: &Syntax<'_>, phrase: &NounPhrase) -> Vec<EntityId> {
    let words: Vec<&str> = phrase.words.clone().map(|at| syntax.lower(at)).collect();
    let dual = words.iter().any(|word| matches!(*word, "two" | "both" | "pair" | "duo"));
    let noun = words.last().copied().unwrap_or("");
    let kind = match noun {
        "two" | "both" | "pair" | "duo" | "leaders" | "men" | "women" | "presidents" | "ministers"
        | "rivals" | "counterparts" | "officials" => EntityKind::Person,
        "sides" | "parties" | "companies" | "unions" | "teams" => EntityKind::Organisation,
        _ => return Vec::new(),
    };
    if !(dual || noun == "leaders" && words.len() == 2 && words.first() == Some(&"the")) {
        return Vec::new();
    }
    let here = syntax.span(phrase.words.clone()).start;
    if kind == EntityKind::Organisation { sides(syntax, here) } else { last_two(syntax, here) }
}

/// The two persons named last before byte `here`.
fn last_two(syntax: &Syntax<'_>, here: usize) -> Vec<EntityId> {
    let before = syntax.names.mentions.partition_point(|mention| mention.span.start < here);
    let mut found = Vec::new();
    for mention in syntax.names.mentions[..before].iter().rev().take(BACK) {
        let fits = mention.kind != MentionKind::Pronoun
            && syntax.kind(mention.entity) == Some(EntityKind::Person)
            && syntax
                .names
                .entity(mention.entity)
                .is_some_and(|entity| entity.named || mention.kind == MentionKind::Role)
            && !syntax.names.is_modifier(mention);
        if fits && !found.contains(&mention.entity) {
            found.push(mention.entity);
        }
        if found.len() == 2 {
            found.reverse();
            return found;
        }
    }
    Vec::new()
}

/// The two organisations spoken of most before byte `here`; none when a third is spoken of as often.
fn sides(syntax: &Syntax<'_>, here: usize) -> Vec<EntityId> {
    let before = syntax.names.mentions.partition_point(|mention| mention.span.start < here);
    let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
    for mention in syntax.names.mentions[..before].iter().rev().take(4 * BACK) {
        if syntax.kind(mention.entity) == Some(EntityKind::Organisation) && !syntax.names.is_modifier(mention)
        {
            *counts.entry(mention.entity).or_default() += 1;
        }
    }
    let mut ranked: Vec<(EntityId, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    match ranked.as_slice() {
        [first, second] => vec![first.0, second.0],
        [first, second, third, ..] if second.1 > third.1 => vec![first.0, second.0],
        _ => Vec::new(),
    }
}

/// Everybody in a range of words who can act and stands for himself.
pub(super) fn everybody(syntax: &Syntax<'_>, range: Range<usize>) -> Vec<EntityId> {
    let mut cast = Cast::default();
    cast.add(
        syntax
            .names
            .in_span(syntax.span(range))
            .filter(|mention| !possessive(syntax, mention.span.end))
            .map(|mention| mention.entity)
            .filter(|entity| acts(syntax, *entity)),
    );
    cast.0
}

/// Whether the mention that ends at `end` owns what follows: *Norway’s minister*.
fn possessive(syntax: &Syntax<'_>, end: usize) -> bool {
    let token = syntax.text.token_at(end);
    token.checked_sub(syntax.first).is_some_and(|at| syntax.tag(at) == Tag::Clitic)
}

/// The subject of a verb. A list with what each of them is, such as *A, head of B, and C*, is taken whole.
pub(super) fn subject(syntax: &Syntax<'_>, verb: usize) -> Vec<EntityId> {
    let mut cast = Cast::default();
    if let Some(subject) = syntax.subject(verb) {
        cast.add(each(syntax, &subject.phrases));
    }
    cast.0
}

/// Those whom the phrases of a list mean. What stands after a person without *and* is who that is: *Lund, head of the
/// guild*.
fn each(syntax: &Syntax<'_>, phrases: &[NounPhrase]) -> Vec<EntityId> {
    let mut cast = Cast::default();
    let mut person = false;
    for (index, phrase) in phrases.iter().enumerate() {
        let comma = index > 0 && phrase.words.start > 0 && syntax.tag(phrase.words.start - 1) == Tag::Comma;
        if comma && person && syntax.tag(phrase.head) == Tag::Noun {
            continue;
        }
        let here = of_phrase(syntax, phrase, true);
        person = here.iter().any(|entity| syntax.kind(*entity) == Some(EntityKind::Person));
        cast.add(here);
    }
    cast.0
}

/// The list after *with*, *between* and the like, from word `at` on.
pub(super) fn list(syntax: &Syntax<'_>, at: usize) -> (Vec<EntityId>, usize) {
    let (phrases, end) = syntax.list_from(at);
    let mut cast = Cast::default();
    cast.add(each(syntax, &phrases));
    let between = at > 0 && matches!(syntax.lower(at - 1), "between" | "among");
    if between {
        return (cast.0, end);
    }
    let acting: Vec<EntityId> = cast.0.iter().copied().filter(|entity| acts(syntax, *entity)).collect();
    // Of `with Norway’s minister in Oslo` nobody is a place; of `between Norway and Chad` both are parties.
    (if acting.is_empty() { cast.0 } else { acting }, end)
}

/// Those whom the words from `from` on name as taking part: *with A and B*, *between A and B*, *joined by C*,
/// *including D*.
pub(super) fn beside(syntax: &Syntax<'_>, from: usize, clause: usize) -> Vec<EntityId> {
    let mut cast = Cast::default();
    let mut at = from;
    while at < syntax.len().min(from + REACH) {
        // *including* is no verb of a clause of its own: it goes on with the list before it.
        let goes_on = syntax.lower(at) == "including";
        let here = syntax.clause(at) == clause || goes_on;
        let tag = syntax.tag(at);
        let stops = tag == Tag::Stop && !matches!(syntax.lower(at), "(" | ")" | "—" | "–")
            || (tag.is_verb() || tag == Tag::To) && here && !goes_on && !syntax.is_shortened(at)
            || !here && !matches!(tag, Tag::Comma)
            // After a comma only words that go on naming people do so.
            || tag == Tag::Comma
                && !matches!(
                    syntax.lower(at + 1),
                    "with" | "including" | "alongside" | "along" | "joined" | "accompanied" | "led" | "chaired" | "hosted" | "between"
                );
        if stops {
            break;
        }
        match syntax.lower(at) {
            "with" | "between" | "involving" | "alongside" | "among" | "including" => {
                let (found, end) = list(syntax, at + 1);
                let mut next = end;
                while syntax.tag(next) == Tag::Adverb {
                    next += 1;
                }
                // `with Lund publicly criticising it`: a circumstance, nobody who takes part.
                let circumstance = matches!(syntax.tag(next), Tag::Verb(VerbForm::Ing));
                if found.is_empty() || circumstance {
                    // `with a demand that …`: nobody, and no more of those who take part.
                    break;
                }
                cast.add(found);
                at = end.max(at + 1);
            }
            _ => at += 1,
        }
    }
    cast.0
}

/// Those who take part in an event that a verb names.
pub(super) fn of_verb(syntax: &Syntax<'_>, trigger: &Trigger<'_>) -> Option<Cast> {
    let verb = trigger.words.start;
    let row = trigger.row;
    let mut cast = Cast::default();
    let group = syntax.group(verb);
    let after = trigger.words.end;
    if row.is("object") {
        let mut at = after;
        while matches!(syntax.tag(at), Tag::Adverb | Tag::Quote) {
            at += 1;
        }
        if group.passive {
            // `was hosted by B`
            cast.add(subject(syntax, verb));
            if syntax.lower(at) == "by" {
                cast.add(list(syntax, at + 1).0);
            }
        } else {
            if syntax.lower(at) == "with" {
                at += 1;
            }
            let object = syntax.phrase_from(at).filter(|phrase| !syntax.is_time(phrase));
            let objects = if object.is_some() { list(syntax, at).0 } else { Vec::new() };
            if object.is_some() && objects.is_empty() || object.is_none() && !row.is("with") {
                return None;
            }
            cast.add(subject(syntax, verb));
            cast.add(objects);
        }
    } else {
        cast.add(subject(syntax, verb));
    }
    if row.is("with") {
        cast.add(beside(syntax, after, syntax.clause(verb)));
    }
    let people = cast.0.iter().filter(|entity| acts(syntax, **entity)).count();
    let plural = syntax.subject(verb).is_some_and(|subject| {
        subject.phrases.len() > 1
            || subject.phrases.iter().any(|phrase| syntax.lower(phrase.head).ends_with('s'))
    });
    if row.is("two") && cast.0.len() < 2 && !(plural && people > 0) {
        return None;
    }
    Some(cast)
}

/// Those who take part in an event that a noun names.
pub(super) fn of_noun(syntax: &Syntax<'_>, frame: &Frame) -> Cast {
    let mut cast = Cast::default();
    let phrase = &frame.phrase;
    let clause = syntax.clause(phrase.head);
    // `Lund’s talks`, `their meeting`, `the Lund-Hale summit`.
    let within = phrase.words.start..phrase.head;
    for at in within {
        let owner = matches!(syntax.tag(at), Tag::Name | Tag::Possessive | Tag::Noun);
        let entities = if owner { syntax.entities_at(at) } else { Vec::new() };
        let paired = syntax.tag(at) == Tag::Name && super::setting::is_paired(syntax, at);
        cast.add(entities.into_iter().filter(|entity| paired || acts(syntax, *entity)));
    }
    cast.add(beside(syntax, phrase.words.end, clause));
    let closed =
        (phrase.words.end..syntax.len().min(phrase.words.end + 3)).any(|at| syntax.lower(at) == "between");
    if let Some(left) = frame.left
        && !closed
    {
        let takes_part = matches!(
            frame.relation,
            Some(
                Relation::Part
                    | Relation::Touch
                    | Relation::Approach
                    | Relation::Request
                    | Relation::Plan
                    | Relation::Cancel
            )
        );
        let along = frame.relation.is_none()
            && cast.0.len() < 2
            && frame.preposition.is_some_and(|at| {
                matches!(syntax.lower(at), "after" | "during" | "at" | "following" | "in" | "for")
            });
        if takes_part || along {
            let subject = subject(syntax, left);
            let own = cast.0.len();
            cast.add(subject.into_iter().filter(|entity| acts(syntax, *entity) || own == 0 && takes_part));
            if matches!(frame.relation, Some(Relation::Part | Relation::Touch)) {
                cast.add(agents(syntax, left));
            }
        }
    }
    if let Some(right) = frame.right {
        cast.add(agents(syntax, right));
        // `Talks ended on Monday without a deal, with the guild and the mill still apart.`
        let runs = matches!(
            syntax.lower(right),
            "ended"
                | "began"
                | "opened"
                | "started"
                | "resumed"
                | "continued"
                | "concluded"
                | "held"
                | "collapsed"
                | "broke"
                | "took"
                | "lasted"
        );
        if runs {
            cast.add(beside(syntax, right + 1, clause).into_iter().filter(|entity| acts(syntax, *entity)));
        }
    }
    cast
}

/// Those named with *by* after a passive verb.
fn agents(syntax: &Syntax<'_>, verb: usize) -> Vec<EntityId> {
    if !syntax.group(verb).passive {
        return Vec::new();
    }
    (verb + 1..syntax.len().min(verb + 8))
        .take_while(|at| syntax.clause(*at) == syntax.clause(verb))
        .find(|at| syntax.lower(*at) == "by")
        .map(|by| list(syntax, by + 1).0)
        .unwrap_or_default()
}
