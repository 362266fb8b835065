//! What speaks for each of those whom a pronoun of one person could mean.

use super::{
    cast::Someone,
    drafts::{Draft, Form, MOST, Pronoun, SENTENCES, Scene, gather, is_parallel},
    features::{FEATURES, Features, capped, few, flag, logarithm},
    offices::{self, Class},
    positions::{Beside, Position, beside, is_kin_before, is_preposition, position, subordinates},
    seen::Seen,
    standing::{Counts, Told},
    tree,
    view::{Shape, View},
    words::{self, Gender},
};
use crate::{EntityKind, MentionKind};

/// The candidates for the pronoun of one person at token `at`, nearest first, and last, with no index, nobody.
pub(super) fn candidates(
    scene: &Scene<'_, '_, '_, '_>,
    at: usize,
    gender: Gender,
) -> Vec<(Option<usize>, Features)> {
    let pronoun = Pronoun::new(scene.view, at, gender);
    let drafts = gather(scene, &pronoun);
    let shared = Shared::new(scene, &pronoun, &drafts);
    let mut rows: Vec<(Option<usize>, Features)> = drafts
        .iter()
        .enumerate()
        .map(|(rank, draft)| (Some(draft.someone), row(scene, &pronoun, &shared, &drafts, rank)))
        .collect();
    rows.push((None, shared.nobody()));
    rows
}

/// What is the same for all candidates of a pronoun.
struct Shared {
    pronoun: [f32; 10],
    after_quotation: bool,
}

impl Shared {
    fn new(scene: &Scene<'_, '_, '_, '_>, pronoun: &Pronoun, drafts: &[Draft]) -> Self {
        let view = scene.view;
        let at = pronoun.at;
        let start = view.sentence_start(at);
        let before = if at > start { beside(view, at - 1) } else { Beside::Edge };
        let hangs = scene.running.between(at.saturating_sub(12).max(start)..at);
        let opening = view.lower(start);
        let fits = drafts
            .iter()
            .filter_map(|draft| scene.everyone.get(draft.someone))
            .filter(|someone| agreement(someone, pronoun.gender) > 0.0)
            .count();
        let speaks = pronoun.form == Form::Subject
            && (words::speaks(view.lower(at + 1)) || words::speaks(view.before(at)));
        Self {
            after_quotation: speaks && (start.max(at.saturating_sub(200))..at).any(|at| view.is_quoted(at)),
            pronoun: [
                f32::from(pronoun.form as u8),
                flag(at <= start + 1),
                f32::from(before as u8),
                f32::from(beside(view, at + 1) as u8),
                capped(at - start, 40),
                f32::from(scene.running.depth(at)),
                flag(hangs.clauses > 0),
                flag(subordinates(opening) || is_preposition(opening)),
                capped(drafts.len(), MOST),
                capped(fits, MOST),
            ],
        }
    }

    /// The row of nobody.
    fn nobody(&self) -> Features {
        let mut row = [-1.0; FEATURES.len()];
        row[0] = 1.0;
        row[1..11].copy_from_slice(&self.pronoun);
        row
    }
}

fn row(
    scene: &Scene<'_, '_, '_, '_>,
    pronoun: &Pronoun,
    shared: &Shared,
    drafts: &[Draft],
    rank: usize,
) -> Features {
    let mut row = [-1.0; FEATURES.len()];
    let draft = &drafts[rank];
    row[0] = 0.0;
    row[1..11].copy_from_slice(&shared.pronoun);
    let tokens_back = |seen: &Seen| logarithm(pronoun.at.saturating_sub(seen.tokens.end));
    let sentences_back = |seen: &Seen| capped(pronoun.sentence.saturating_sub(seen.sentence), SENTENCES);
    if let Some(near) = draft.near.and_then(|near| scene.seen.get(near)) {
        let between = scene.running.between(near.tokens.end..pronoun.at);
        let place = &near.position;
        let same = near.sentence == pronoun.sentence;
        row[11..16].copy_from_slice(&[
            tokens_back(near),
            sentences_back(near),
            capped(pronoun.paragraph.saturating_sub(near.paragraph), 4),
            capped(rank, MOST),
            match near.kind {
                MentionKind::Name => 0.0,
                MentionKind::Role => 1.0,
                MentionKind::Pronoun => 2.0,
            },
        ]);
        row[16..24].copy_from_slice(&in_sentence(place));
        row[24..31].copy_from_slice(&[
            few(between.commas),
            few(between.joins),
            few(between.clauses),
            few(between.verbs),
            few(between.marks),
            flag(is_parallel(pronoun.form, place)),
            flag(same && place.subject && pronoun.form == Form::Object && between.is_one_clause()),
        ]);
    }
    if let Some(index) = draft.name
        && let Some(name) = scene.seen.get(index)
    {
        let place = &name.position;
        let nearer = drafts.iter().filter(|other| other.name.is_some_and(|other| other > index)).count();
        row[31..34].copy_from_slice(&[tokens_back(name), sentences_back(name), capped(nearer, MOST)]);
        row[34..42].copy_from_slice(&in_sentence(place));
        row[42..49].copy_from_slice(&[
            flag(place.apposed),
            flag(place.joined),
            flag(place.kin),
            capped(name.tokens.len(), 5),
            flag(is_parallel(pronoun.form, place)),
            flag(place.quoted),
            flag(place.speaks),
        ]);
    }
    if let Some(subject) = draft.subject.and_then(|subject| scene.seen.get(subject)) {
        row[49] = tokens_back(subject);
        row[50] = sentences_back(subject);
    }
    row[51..64].copy_from_slice(&standing(scene, pronoun, draft));
    if let Some(after) = &draft.after {
        let place = position(scene.view, scene.running, after, false);
        row[64] = logarithm(after.start - pronoun.at);
        row[65] = flag(place.subject);
        row[66] = flag(place.possessive);
    }
    row[67] = flag(shared.after_quotation);
    row[68..90].copy_from_slice(&beside_others(scene, pronoun, drafts, rank));
    row[90..106].copy_from_slice(&parsed(scene, pronoun, draft));
    row
}

/// The place of a mention in its sentence.
fn in_sentence(place: &Position) -> [f32; 8] {
    [
        flag(place.subject),
        flag(place.object),
        flag(place.oblique),
        flag(place.possessive),
        f32::from(place.before as u8),
        f32::from(place.after as u8),
        capped(place.offset, 40),
        f32::from(place.depth),
    ]
}

/// The features of a candidate beside those of the others.
fn beside_others(
    scene: &Scene<'_, '_, '_, '_>,
    pronoun: &Pronoun,
    drafts: &[Draft],
    rank: usize,
) -> [f32; 22] {
    let draft = &drafts[rank];
    let view = scene.view;
    let seen = |index: Option<usize>| index.and_then(|index| scene.seen.get(index));
    let count =
        |fits: &dyn Fn(&Draft) -> bool| capped(drafts.iter().filter(|other| fits(other)).count(), MOST);
    let counts = |draft: &Draft| scene.standing.of(draft.someone);
    let someone = |draft: &Draft| scene.everyone.get(draft.someone);
    let agrees = |draft: &Draft| someone(draft).map_or(0.0, |someone| agreement(someone, pronoun.gender));
    let own = agrees(draft);
    let others = drafts.iter().enumerate().filter(|(at, _)| *at != rank);
    let better = others.map(|(_, other)| agrees(other) - own).fold(-4.0, f32::max);
    let (name, near) = (seen(draft.name), seen(draft.near));
    let (he, she) = counts(draft).pronouns;
    let (same, opposite) = if pronoun.gender == Gender::Man { (he, she) } else { (she, he) };
    let next = rank.checked_sub(1).and_then(|nearer| seen(drafts[nearer].near));
    let full = someone(draft).is_some_and(|someone| {
        someone.words.len() > 1 && name.is_some_and(|name| name.tokens.len() >= someone.words.len())
    });
    let subject = seen(draft.subject).filter(|subject| subject.sentence == pronoun.sentence);
    let since = subject.map(|subject| scene.running.between(subject.tokens.end..pronoun.at));
    [
        near.map_or(-1.0, |near| near.position.preposition),
        name.map_or(-1.0, |name| name.position.preposition),
        flag(is_kin_at(view, pronoun.at + 1)),
        draft.after.as_ref().map_or(-1.0, |after| flag(is_kin_before(view, after.start))),
        few(same),
        few(opposite),
        someone(draft).map_or(0.0, |someone| by_ending(someone, pronoun.gender)),
        better,
        count(&|other| other.subject > draft.subject),
        count(&|other| other.mentions > draft.mentions),
        count(&|other| counts(other).whole > counts(draft).whole),
        few(draft.here),
        count(&|other| other.here > 0),
        count(&|other| other.before > 0),
        few(draft.before),
        flag(draft.mentions > draft.here),
        flag(full),
        name.map_or(-1.0, |name| flag(view.sentence_end(name.tokens.start) <= name.tokens.end + 1)),
        seen(counts(draft).first)
            .map_or(-1.0, |first| capped(pronoun.sentence.saturating_sub(first.sentence), SENTENCES)),
        match (near, next) {
            (Some(near), Some(next)) => logarithm(next.tokens.start.saturating_sub(near.tokens.end)),
            _ => -1.0,
        },
        since.map_or(-1.0, |since| few(since.joins + since.clauses)),
        near.map_or(-1.0, |near| flag(view.is_quoted(near.tokens.start) != view.is_quoted(pronoun.at))),
    ]
}

/// What the parse says of a candidate.
fn parsed(scene: &Scene<'_, '_, '_, '_>, pronoun: &Pronoun, draft: &Draft) -> [f32; 16] {
    let view = scene.view;
    let seen = |index: Option<usize>| index.and_then(|index| scene.seen.get(index));
    let (near, name) = (seen(draft.near), seen(draft.name));
    let own = tree::relation(view, pronoun.at);
    let same =
        |seen: Option<&Seen>| seen.map_or(-1.0, |seen| flag((seen.position.relation - own).abs() < 0.5));
    let here = near.filter(|near| near.sentence == pronoun.sentence).and_then(|near| near.position.head);
    let after = draft.after.as_ref().and_then(|after| tree::head(view, after));
    let owned =
        view.text.word(pronoun.at).and_then(|word| word.head).filter(|_| pronoun.form == Form::Possessive);
    let argues = pronoun.form == Form::Object && {
        let verb = |at: usize| view.text.word(at).and_then(|word| word.head);
        draft.own_subject || here.is_some_and(|here| verb(here).is_some() && verb(here) == verb(pronoun.at))
    };
    [
        near.map_or(-1.0, |near| near.position.relation),
        near.map_or(-1.0, |near| near.position.hangs),
        name.map_or(-1.0, |name| name.position.relation),
        name.map_or(-1.0, |name| name.position.hangs),
        own,
        tree::depth(view, pronoun.at),
        tree::clause(view, pronoun.at),
        draft.rung.map_or(-1.0, |rung| capped(rung, 8)),
        flag(argues),
        here.map_or(-1.0, |here| flag(tree::hangs_from(view, pronoun.at, here))),
        owned.map_or(-1.0, |owned| {
            flag(
                [here, after]
                    .into_iter()
                    .flatten()
                    .any(|at| at == owned || tree::hangs_from(view, at, owned)),
            )
        }),
        here.map_or(-1.0, |here| tree::distance(view, here, pronoun.at)),
        near.and_then(|near| near.position.head).map_or(-1.0, |head| tree::clause(view, head)),
        same(near),
        same(name),
        flag(draft.main_before),
    ]
}

/// Whether the words at a token are *mother*, *brother* and the like.
fn is_kin_at(view: &View<'_, '_>, at: usize) -> bool {
    (at..at + 3)
        .take_while(|at| *at == 0 || view.shape(*at) == Shape::Small)
        .any(|at| offices::office_at(view, at).is_some_and(|(_, office)| office.class == Class::Kin))
}

/// How the gender of a candidate goes with that of the pronoun: from 2, surely, to −2, surely not.
fn agreement(someone: &Someone, gender: Gender) -> f32 {
    let sided = |known: Gender, weight: f32| match known {
        Gender::Unknown => 0.0,
        known if known == gender => weight,
        _ => -weight,
    };
    if someone.gender != Gender::Unknown {
        return sided(someone.gender, 2.0);
    }
    let first = someone.words.first().and_then(|first| words::given(first));
    sided(first.unwrap_or(Gender::Unknown), 1.0)
}

/// How the ending of the first name goes with the gender of the pronoun, from 1 to −1.
fn by_ending(someone: &Someone, gender: Gender) -> f32 {
    let Some(first) = someone.words.first() else { return 0.0 };
    let woman = words::womanly(first);
    if gender == Gender::Woman { woman } else { -woman }
}

/// The features of a candidate that do not hang on one mention.
fn standing(scene: &Scene<'_, '_, '_, '_>, pronoun: &Pronoun, draft: &Draft) -> [f32; 13] {
    let standing = scene.standing;
    let Counts { names, whole, pronouns, .. } = standing.of(draft.someone);
    let meant = |told: Option<Told>| match told {
        Some(told) if told.someone == draft.someone => 1.0,
        Some(_) => 0.0,
        None => -1.0,
    };
    let (own, other) = match pronoun.gender {
        Gender::Woman => (standing.woman, standing.man),
        _ => (standing.man, standing.woman),
    };
    let someone = scene.everyone.get(draft.someone);
    [
        few(draft.parallels),
        few(draft.mentions),
        few(names),
        few(pronouns.0 + pronouns.1),
        if standing.most > 0 { whole as f32 / standing.most as f32 } else { 0.0 },
        flag(standing.first == Some(draft.someone)),
        flag(draft.leads),
        flag(draft.leads_before),
        someone.map_or(0.0, |someone| agreement(someone, pronoun.gender)),
        meant(own),
        own.map_or(-1.0, |told| capped(pronoun.sentence.saturating_sub(told.sentence), SENTENCES)),
        meant(other),
        flag(someone.is_some_and(|someone| someone.kind == EntityKind::Person)),
    ]
}
