//! Who takes a stance.

use super::{
    cues::{BODIES, PARTIES, Pattern, RAISING, VERBS, singular},
    issues::Memory,
    said::Said,
};
use crate::{
    EntityId, EntityKind, Hedge,
    events::syntax::{NounPhrase, Syntax, Tag},
};
use article::Span;

/// A party at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) span: Span,
    pub(super) entity: Option<EntityId>,
}

/// The subject of a cue.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// One for each party that is joined.
    pub(super) parties: Vec<Holder>,
    /// How strongly the verbs put it through which the infinitive has its subject.
    pub(super) hedge: Option<Hedge>,
    /// Whether a verb on the way, or the subject itself (*nobody*), denies it.
    pub(super) negated: bool,
    /// The subject's words, party or not.
    pub(super) subject: Option<std::ops::Range<usize>>,
}

/// The parties that are the subject of the verb at `verb`; `None` when it is in an infinitive of which it cannot
/// be told whose it is.
pub(super) fn of_verb(syntax: &Syntax<'_>, said: &Said<'_>, memory: &Memory, verb: usize) -> Option<Holders> {
    of_verb_within(syntax, said, memory, verb, SAYINGS)
}

/// How many verbs of saying are followed from a pronoun to the one whose words they are: in `she said he said it
/// would` each subject points to the verb before it, and `said she` points back to itself.
const SAYINGS: usize = 3;

fn of_verb_within(
    syntax: &Syntax<'_>,
    said: &Said<'_>,
    memory: &Memory,
    verb: usize,
    sayings: usize,
) -> Option<Holders> {
    let mut holders = Holders::default();
    let Some(subject) = syntax.subject(verb) else {
        return Some(holders);
    };
    for governor in &subject.via {
        let raised = RAISING.at(syntax.text, syntax.first + *governor)?;
        let passive = matches!(*raised.value, Hedge::Reported);
        if passive && !syntax.group(*governor).passive {
            return None;
        }
        if *raised.value != Hedge::Stated {
            holders.hedge = Some(*raised.value);
        }
        let group = syntax.group(*governor);
        if group.modal.is_some_and(|modal| obliges(syntax.lower(modal))) {
            return None;
        }
        holders.negated |= group.negated;
    }
    holders.negated |= subject.phrases.iter().any(|phrase| denies(syntax, phrase));
    holders.subject = Some(subject.words());
    for phrase in &subject.phrases {
        holders.parties.extend(party_within(syntax, said, memory, phrase, sayings));
    }
    Some(holders)
}

/// Whether a modal says what ought to be rather than what is wanted.
pub(super) fn obliges(modal: &str) -> bool {
    matches!(modal, "must" | "should" | "ought" | "shall" | "mustn't" | "shouldn't")
}

fn denies(syntax: &Syntax<'_>, phrase: &NounPhrase) -> bool {
    matches!(syntax.lower(phrase.words.start), "no" | "nobody" | "none" | "neither")
}

/// The party that a phrase names, if it is one. *We* in a quotation is its speaker.
pub(super) fn party(
    syntax: &Syntax<'_>,
    said: &Said<'_>,
    memory: &Memory,
    phrase: &NounPhrase,
) -> Vec<Holder> {
    party_within(syntax, said, memory, phrase, SAYINGS)
}

fn party_within(
    syntax: &Syntax<'_>,
    said: &Said<'_>,
    memory: &Memory,
    phrase: &NounPhrase,
    sayings: usize,
) -> Vec<Holder> {
    let span = syntax.span(phrase.words.clone());
    let lower = syntax.lower(phrase.head);
    if matches!(lower, "i" | "we") {
        return said
            .quoted(syntax.sentence, span)
            .and_then(|attribution| attribution.source.as_ref())
            .map(|source| Holder { span, entity: source.entity })
            .into_iter()
            .collect();
    }
    let entities: Vec<EntityId> =
        syntax.entities(phrase).into_iter().filter(|entity| can_be_party(syntax, *entity)).collect();
    if !entities.is_empty() {
        return entities.into_iter().map(|entity| Holder { span, entity: Some(entity) }).collect();
    }
    if matches!(
        lower,
        "statement" | "statements" | "comments" | "remarks" | "letter" | "speech" | "post" | "office"
    ) {
        // `Lund’s letter called for`: the words are their author's.
        return owner(syntax, phrase).into_iter().collect();
    }
    if let Some(entity) = of_body(syntax, phrase) {
        return vec![Holder { span, entity: Some(entity) }];
    }
    if matches!(lower, "it" | "they" | "he" | "she") {
        // `the board said it would`: who speaks is meant, when nobody else is known.
        let saying = of_saying(syntax, said, memory, phrase.words.start, sayings);
        let before = memory
            .party
            .filter(|(_, sentence)| *sentence + 1 == syntax.sentence && matches!(lower, "it" | "they"))
            .map(|(party, _)| Holder { span, ..party });
        let leading = memory
            .leading
            .filter(|(_, plural, sentence)| {
                *sentence + 1 == syntax.sentence && matches!((lower, plural), ("they", true) | ("it", false))
            })
            .map(|(party, ..)| party);
        return saying.or(before).or(leading).into_iter().collect();
    }
    let begins = phrase.words.start == 0 || syntax.tag(phrase.words.start - 1) == Tag::Quote;
    if PARTIES.contains(lower) && (syntax.tag(phrase.head) != Tag::Name || begins) {
        return vec![Holder { span, entity: None }];
    }
    Vec::new()
}

/// Whether an entity is of a kind that can take a stance.
pub(super) fn can_be_party(syntax: &Syntax<'_>, entity: EntityId) -> bool {
    matches!(
        syntax.kind(entity),
        Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Group | EntityKind::Place)
    )
}

/// Whose body a phrase means, when it has no name of its own: *her union*, *the province’s ministry*, *whose
/// members*.
fn of_body(syntax: &Syntax<'_>, phrase: &NounPhrase) -> Option<EntityId> {
    if !BODIES.contains(syntax.lower(phrase.head)) {
        return None;
    }
    let start = phrase.words.start;
    let entity = if syntax.lower(start) == "whose" {
        let owner = syntax.antecedent(start)?;
        *syntax.entities(&owner).first()?
    } else {
        owner(syntax, phrase)?.entity?
    };
    can_be_party(syntax, entity).then_some(entity)
}

/// The possessor within a phrase: *the union’s* in *the union’s new demand*, *its*.
pub(super) fn owner(syntax: &Syntax<'_>, phrase: &NounPhrase) -> Option<Holder> {
    let clitic = phrase
        .words
        .clone()
        .take_while(|at| *at < phrase.head)
        .filter(|at| syntax.tag(*at) == Tag::Clitic)
        .last();
    if let Some(clitic) = clitic {
        let entity = clitic.checked_sub(1).and_then(|at| syntax.entity_at(at));
        let common = clitic.checked_sub(1).is_some_and(|at| PARTIES.contains(syntax.lower(at)));
        return (entity.is_some() || common)
            .then(|| Holder { span: syntax.span(phrase.words.start..clitic), entity });
    }
    if syntax.tag(phrase.words.start) == Tag::Possessive {
        let at = phrase.words.start;
        let entity = syntax.entity_at(at)?;
        return Some(Holder { span: syntax.span(at..at + 1), entity: Some(entity) });
    }
    // `the U.S. demand`: a name before the noun.
    let before = phrase
        .words
        .clone()
        .take_while(|at| *at < phrase.head)
        .filter(|at| syntax.tag(*at) == Tag::Name)
        .last()?;
    let entity = syntax.entity_at(before)?;
    Some(Holder { span: syntax.span(before..before + 1), entity: Some(entity) })
}

/// The first party of a sentence that does not hang on a preposition, and whether it is several.
pub(super) fn leading(syntax: &Syntax<'_>) -> Option<(Holder, bool, usize)> {
    let mut at = 0;
    while at < syntax.len() {
        let Some(phrase) = syntax.phrase_from(at) else {
            at += 1;
            continue;
        };
        let hangs = at > 0 && syntax.tag(at - 1) == Tag::Preposition;
        at = phrase.words.end.max(at + 1);
        let entity = syntax.entity_at(phrase.head);
        let kind = entity.and_then(|entity| syntax.kind(entity));
        let common = PARTIES.contains(syntax.lower(phrase.head)) && syntax.tag(phrase.head) == Tag::Noun;
        if hangs || !(common || matches!(kind, Some(EntityKind::Organisation | EntityKind::Place))) {
            continue;
        }
        let several = common && singular(syntax.lower(phrase.head)) != syntax.lower(phrase.head);
        let holder = Holder { span: syntax.span(phrase.words.clone()), entity };
        return Some((holder, several, syntax.sentence));
    }
    None
}

/// Who speaks at word `at`: the source of the attribution around it, else the subject of the last verb of saying
/// before it in the sentence.
pub(super) fn speaker(syntax: &Syntax<'_>, said: &Said<'_>, memory: &Memory, at: usize) -> Option<Holder> {
    let span = syntax.span(at..at + 1);
    let source = said.around(syntax.sentence, span).and_then(|attribution| {
        let source = attribution.source.as_ref()?;
        Some(Holder { span: *source.spans.first()?, entity: source.entity })
    });
    // An outlet only has it from somebody.
    let human = source.filter(|source| {
        source.entity.is_none_or(|entity| syntax.kind(entity) != Some(EntityKind::Organisation))
    });
    human.or_else(|| of_saying(syntax, said, memory, at, SAYINGS)).or(source)
}

/// The subject of the last verb of saying before word `at`.
fn of_saying(
    syntax: &Syntax<'_>,
    said: &Said<'_>,
    memory: &Memory,
    at: usize,
    sayings: usize,
) -> Option<Holder> {
    let sayings = sayings.checked_sub(1)?;
    let verb = (0..at).rev().find(|at| {
        syntax.tag(*at).is_verb()
            && VERBS
                .at(syntax.text, syntax.first + *at)
                .is_some_and(|found| found.value.iter().any(|cue| cue.patterns.contains(&Pattern::Must)))
    })?;
    of_verb_within(syntax, said, memory, verb, sayings)?.parties.first().copied()
}
