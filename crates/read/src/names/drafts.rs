//! Whom a pronoun of one person could mean: who was mentioned before it, and who follows in its sentence.

use super::{
    cast::{Named, Someone},
    positions::{Position, is_preposition},
    running::Running,
    seen::Seen,
    standing::Standing,
    tree::Tree,
    view::View,
    words::{self, Gender},
};
use crate::{EntityKind, MentionKind, tag::Penn};
use std::ops::Range;

/// How far back, in mentions, an antecedent is looked for.
const REACH: usize = 60;
/// How far back, in sentences.
pub(super) const SENTENCES: usize = 8;
/// The most candidates that are weighed.
pub(super) const MOST: usize = 16;
/// How many names that follow in the sentence are weighed.
const FOLLOWING: usize = 2;
/// How far on, in tokens, such a name may stand.
const AHEAD: usize = 40;

/// What candidates are gathered from.
pub(super) struct Scene<'s, 'v, 'a, 't> {
    pub(super) view: &'v View<'a, 't>,
    pub(super) running: &'s Running,
    pub(super) everyone: &'s [Someone],
    pub(super) named: &'s [Named],
    pub(super) seen: &'s [Seen],
    pub(super) standing: &'s Standing,
    pub(super) tree: &'s Tree,
}

/// Somebody whom the pronoun could mean, and where in `seen` the mentions stand that count.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is known of a candidate")]
pub(super) struct Draft {
    pub(super) someone: usize,
    pub(super) near: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) subject: Option<usize>,
    pub(super) mentions: u32,
    pub(super) parallels: u32,
    pub(super) leads: bool,
    pub(super) leads_before: bool,
    /// Mentions in the sentence of the pronoun and in the one before.
    pub(super) here: u32,
    pub(super) before: u32,
    /// Of which clause around the pronoun it is the subject, from the inside out.
    pub(super) rung: Option<usize>,
    /// Whether it is the subject of the pronoun's own clause, said or meant.
    pub(super) own_subject: bool,
    /// Whether it is the subject of the root of the sentence before.
    pub(super) main_before: bool,
    pub(super) after: Option<Range<usize>>,
}

impl Draft {
    fn new(someone: usize) -> Self {
        Self {
            someone,
            near: None,
            name: None,
            subject: None,
            mentions: 0,
            parallels: 0,
            leads: false,
            leads_before: false,
            here: 0,
            before: 0,
            rung: None,
            own_subject: false,
            main_before: false,
            after: None,
        }
    }
}

/// The pronoun itself.
pub(super) struct Pronoun {
    pub(super) at: usize,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
    pub(super) form: Form,
    pub(super) gender: Gender,
}

/// The form in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Subject = 0,
    Object = 1,
    Possessive = 2,
    Reflexive = 3,
}

impl Pronoun {
    /// The pronoun of one person at token `at`.
    pub(super) fn new(view: &View<'_, '_>, at: usize, gender: Gender) -> Self {
        Self { at, sentence: view.sentence(at), paragraph: view.paragraph(at), form: form(view, at), gender }
    }
}

fn form(view: &View<'_, '_>, at: usize) -> Form {
    if let Some(word) = view.text.word(at).filter(|_| view.lower(at) == "her") {
        return if word.penn == Penn::PrpPossessive { Form::Possessive } else { Form::Object };
    }
    match view.lower(at) {
        "he" | "she" => Form::Subject,
        "himself" | "herself" => Form::Reflexive,
        "his" => Form::Possessive,
        "her" => {
            let next = view.lower(at + 1);
            let object = at + 1 >= view.sentence_end(at)
                || !view.token(at + 1).starts_with(char::is_alphanumeric)
                || words::is_function_word(next) && next != "own"
                || is_preposition(next);
            if object { Form::Object } else { Form::Possessive }
        }
        _ => Form::Object,
    }
}

/// Whether somebody may be meant at all: a person, or what may be one, not known to be of the other gender.
fn may_be_meant(someone: &Someone, gender: Gender) -> bool {
    (someone.kind == EntityKind::Person || someone.kind == EntityKind::Other && someone.may_be_person)
        && (someone.gender == Gender::Unknown || someone.gender == gender)
}

/// Everybody whom the pronoun could mean, nearest first.
pub(super) fn gather(scene: &Scene<'_, '_, '_, '_>, pronoun: &Pronoun) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    // The mentions that lead a sentence come last on the way back.
    let (mut leads, mut leads_before) = (None, None);
    let ladder = scene.tree.ladder(scene.view, pronoun.at);
    for (index, earlier) in scene.seen.iter().enumerate().rev().take(REACH) {
        let back = pronoun.sentence.saturating_sub(earlier.sentence);
        if back > SENTENCES {
            break;
        }
        let Some(someone) = scene.everyone.get(earlier.someone) else { continue };
        if !may_be_meant(someone, pronoun.gender) || earlier.tokens.start >= pronoun.at {
            continue;
        }
        let known = drafts.iter().position(|draft| draft.someone == earlier.someone);
        let place = match known {
            Some(place) => place,
            None if drafts.len() < MOST => {
                drafts.push(Draft { near: Some(index), ..Draft::new(earlier.someone) });
                drafts.len() - 1
            }
            None => continue,
        };
        let draft = &mut drafts[place];
        draft.mentions += 1;
        if earlier.kind != MentionKind::Pronoun {
            draft.name = draft.name.or(Some(index));
        }
        if earlier.position.subject {
            draft.subject = draft.subject.or(Some(index));
        }
        if back <= 1 && is_parallel(pronoun.form, &earlier.position) {
            draft.parallels += 1;
        }
        match back {
            0 => {
                leads = Some(place);
                draft.here += 1;
                if let Some(head) = earlier.position.head {
                    let rung = ladder.subjects.iter().position(|subject| *subject == Some(head));
                    draft.rung = draft.rung.min(rung).or(draft.rung).or(rung);
                    draft.own_subject |= ladder.own == Some(head);
                }
            }
            1 => {
                leads_before = Some(place);
                draft.before += 1;
                draft.main_before |= earlier.position.subject && earlier.position.hangs <= 1.0;
            }
            _ => {}
        }
    }
    if let Some(draft) = leads.and_then(|place| drafts.get_mut(place)) {
        draft.leads = true;
    }
    if let Some(draft) = leads_before.and_then(|place| drafts.get_mut(place)) {
        draft.leads_before = true;
    }
    follow(scene, pronoun, &mut drafts);
    drafts
}

/// Adds the names that follow in the sentence: *When she was a minister, Lund …*.
fn follow(scene: &Scene<'_, '_, '_, '_>, pronoun: &Pronoun, drafts: &mut Vec<Draft>) {
    let end = scene.view.sentence_end(pronoun.at).min(pronoun.at + AHEAD);
    let first = scene.named.partition_point(|named| named.tokens.start <= pronoun.at);
    let fits = |someone: usize| {
        scene.everyone.get(someone).is_some_and(|someone| may_be_meant(someone, pronoun.gender))
    };
    let following = scene.named[first..]
        .iter()
        .take_while(|named| named.tokens.start < end)
        .filter(|named| !named.modifies && fits(named.someone));
    for named in following.take(FOLLOWING) {
        let room = drafts.len() < MOST;
        match drafts.iter_mut().find(|draft| draft.someone == named.someone) {
            Some(draft) => draft.after = draft.after.take().or_else(|| Some(named.tokens.clone())),
            None if room => {
                drafts.push(Draft { after: Some(named.tokens.clone()), ..Draft::new(named.someone) });
            }
            None => {}
        }
    }
}

/// Whether a mention has the place in its clause that the pronoun has in its own.
pub(super) fn is_parallel(form: Form, position: &Position) -> bool {
    match form {
        Form::Subject | Form::Reflexive => position.subject,
        Form::Object => position.object || position.oblique,
        Form::Possessive => position.possessive,
    }
}
