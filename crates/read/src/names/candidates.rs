//! Whom a pronoun of one person could mean, and what speaks for each of them.

use super::{
    offices::{self, Class},
    positions::{Beside, Position, beside, is_kin_before, is_preposition, position, subordinates},
    running::Running,
    same::{Named, Someone},
    seen::Seen,
    tree::{self, Tree},
    view::{Shape, View},
    words::{self, Gender},
};
use crate::{EntityKind, MentionKind, tag::Penn};
use std::ops::Range;

/// How far back, in mentions, an antecedent is looked for.
const REACH: usize = 60;
/// How far back, in sentences.
const SENTENCES: usize = 8;
/// The most candidates that are weighed.
const MOST: usize = 16;
/// How many names that follow in the sentence are weighed.
const FOLLOWING: usize = 2;
/// How far on, in tokens, such a name may stand.
const AHEAD: usize = 40;

/// What is known of each candidate. *near* is its nearest mention before the pronoun, *name* the nearest one by name or
/// role, *after* a name behind the pronoun in its sentence. What a candidate has not is −1.
pub const FEATURES: [&str; 106] = [
    "nobody of these",
    "form of the pronoun",
    "pronoun opens its sentence",
    "before the pronoun",
    "after the pronoun",
    "place of the pronoun",
    "brackets around the pronoun",
    "pronoun in a clause that hangs on another",
    "sentence of the pronoun begins with such a clause",
    "candidates",
    "candidates of this gender",
    "near: tokens back",
    "near: sentences back",
    "near: paragraphs back",
    "near: how many candidates are nearer",
    "near: by name, role or pronoun",
    "near: subject",
    "near: object",
    "near: oblique",
    "near: possessive",
    "near: before",
    "near: after",
    "near: place",
    "near: brackets",
    "near: commas between",
    "near: joins between",
    "near: clauses between",
    "near: verbs between",
    "near: marks between",
    "near: parallel",
    "near: subject of the clause of an object pronoun",
    "name: tokens back",
    "name: sentences back",
    "name: how many candidates are nearer",
    "name: subject",
    "name: object",
    "name: oblique",
    "name: possessive",
    "name: before",
    "name: after",
    "name: place",
    "name: brackets",
    "name: apposed",
    "name: joined",
    "name: kin",
    "name: words",
    "name: parallel",
    "name: quoted",
    "name: speaks",
    "subject: tokens back",
    "subject: sentences back",
    "parallel mentions",
    "mentions in reach",
    "names so far",
    "pronouns so far",
    "share of the most named",
    "first person named",
    "leads the sentence",
    "leads the sentence before",
    "gender",
    "meant by the last pronoun",
    "sentences since the last pronoun",
    "meant by the last pronoun of the other gender",
    "surely a person",
    "after: tokens on",
    "after: subject",
    "after: possessive",
    "pronoun speaks after a quotation",
    "near: preposition",
    "name: preposition",
    "pronoun owns kin",
    "after: kin",
    "pronouns of this gender so far",
    "pronouns of the other gender so far",
    "gender by ending",
    "how much better another agrees",
    "how many candidates were subject later",
    "how many candidates are mentioned more in reach",
    "how many candidates are named more in the article",
    "mentions in this sentence",
    "candidates mentioned in this sentence",
    "candidates mentioned in the sentence before",
    "mentions in the sentence before",
    "named before this sentence",
    "called by its full name only",
    "name: ends its sentence",
    "first: sentences back",
    "near: next candidate tokens nearer",
    "subject leads: joins and clauses between",
    "near: quoted otherwise than the pronoun",
    "near: relation",
    "near: depth in the tree",
    "name: relation",
    "name: depth in the tree",
    "pronoun: relation",
    "pronoun: depth in the tree",
    "pronoun: clause",
    "subject of which clause around the pronoun",
    "argument of the verb of an object pronoun",
    "pronoun hangs from near",
    "near or after hangs from what the pronoun owns",
    "near: steps of the tree between",
    "near: clause",
    "near: relation of the pronoun",
    "name: relation of the pronoun",
    "subject of the root of the sentence before",
];

/// What is known of one candidate.
pub(super) type Features = [f32; FEATURES.len()];

/// A pronoun that was told, or left open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    sentence: usize,
    someone: usize,
}

/// How often somebody comes up.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    /// By name or role so far.
    names: u32,
    /// By name in the whole article.
    whole: u32,
    /// By *he* and by *she* so far.
    pronouns: (u32, u32),
    /// The first mention, as an index into `seen`.
    first: Option<usize>,
}

/// How everybody stands in the article up to a pronoun.
#[derive(Debug, Default)]
pub(super) struct Standing {
    counts: Vec<Counts>,
    most: u32,
    first: Option<usize>,
    man: Option<Told>,
    woman: Option<Told>,
}

impl Standing {
    pub(super) fn new(everyone: &[Someone], named: &[Named]) -> Self {
        let mut standing = Self { counts: vec![Counts::default(); everyone.len()], ..Self::default() };
        for name in named.iter().filter(|name| !name.modifies) {
            let is_person =
                everyone.get(name.someone).is_some_and(|someone| someone.kind == EntityKind::Person);
            if is_person {
                standing.first = standing.first.or(Some(name.someone));
                standing.count(name.someone).whole += 1;
            }
        }
        standing.most = standing.counts.iter().map(|counts| counts.whole).max().unwrap_or(0);
        standing
    }

    fn count(&mut self, someone: usize) -> &mut Counts {
        if self.counts.len() <= someone {
            self.counts.resize(someone + 1, Counts::default());
        }
        &mut self.counts[someone]
    }

    /// Takes note of a mention by name or role.
    pub(super) fn named(&mut self, someone: usize, seen: usize) {
        let counts = self.count(someone);
        counts.names += 1;
        counts.first = counts.first.or(Some(seen));
    }

    /// Takes note of whom a pronoun means.
    pub(super) fn told(&mut self, someone: usize, gender: Gender, sentence: usize) {
        let pronouns = &mut self.count(someone).pronouns;
        match gender {
            Gender::Man => {
                pronouns.0 += 1;
                self.man = Some(Told { sentence, someone });
            }
            Gender::Woman => {
                pronouns.1 += 1;
                self.woman = Some(Told { sentence, someone });
            }
            Gender::Unknown => {}
        }
    }
}

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
struct Draft {
    someone: usize,
    near: Option<usize>,
    name: Option<usize>,
    subject: Option<usize>,
    mentions: u32,
    parallels: u32,
    leads: bool,
    leads_before: bool,
    /// Mentions in the sentence of the pronoun and in the one before.
    here: u32,
    before: u32,
    /// Of which clause around the pronoun it is the subject, from the inside out.
    rung: Option<usize>,
    /// Whether it is the subject of the pronoun's own clause, said or meant.
    own_subject: bool,
    /// Whether it is the subject of the root of the sentence before.
    main_before: bool,
    after: Option<Range<usize>>,
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
struct Pronoun {
    at: usize,
    sentence: usize,
    paragraph: usize,
    form: Form,
    gender: Gender,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Subject = 0,
    Object = 1,
    Possessive = 2,
    Reflexive = 3,
}

/// The candidates for the pronoun of one person at token `at`, nearest first, and last, with no index, nobody.
pub(super) fn candidates(
    scene: &Scene<'_, '_, '_, '_>,
    at: usize,
    gender: Gender,
) -> Vec<(Option<usize>, Features)> {
    let pronoun = Pronoun {
        at,
        sentence: scene.view.sentence(at),
        paragraph: scene.view.paragraph(at),
        form: form(scene.view, at),
        gender,
    };
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

fn gather(scene: &Scene<'_, '_, '_, '_>, pronoun: &Pronoun) -> Vec<Draft> {
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
fn is_parallel(form: Form, position: &Position) -> bool {
    match form {
        Form::Subject | Form::Reflexive => position.subject,
        Form::Object => position.object || position.oblique,
        Form::Possessive => position.possessive,
    }
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
        row[11..31].copy_from_slice(&[
            tokens_back(near),
            sentences_back(near),
            capped(pronoun.paragraph.saturating_sub(near.paragraph), 4),
            capped(rank, MOST),
            match near.kind {
                MentionKind::Name => 0.0,
                MentionKind::Role => 1.0,
                MentionKind::Pronoun => 2.0,
            },
            flag(place.subject),
            flag(place.object),
            flag(place.oblique),
            flag(place.possessive),
            f32::from(place.before as u8),
            f32::from(place.after as u8),
            capped(place.offset, 40),
            f32::from(place.depth),
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
        row[31..49].copy_from_slice(&[
            tokens_back(name),
            sentences_back(name),
            capped(nearer, MOST),
            flag(place.subject),
            flag(place.object),
            flag(place.oblique),
            flag(place.possessive),
            f32::from(place.before as u8),
            f32::from(place.after as u8),
            capped(place.offset, 40),
            f32::from(place.depth),
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
    let counts = |draft: &Draft| scene.standing.counts.get(draft.someone).copied().unwrap_or_default();
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

/// How the ending of the first name goes with the gender of the pronoun, from 1 to −1.
fn by_ending(someone: &Someone, gender: Gender) -> f32 {
    let Some(first) = someone.words.first() else { return 0.0 };
    let woman = words::womanly(first);
    if gender == Gender::Woman { woman } else { -woman }
}

/// The features of a candidate that do not hang on one mention.
fn standing(scene: &Scene<'_, '_, '_, '_>, pronoun: &Pronoun, draft: &Draft) -> [f32; 13] {
    let standing = scene.standing;
    let Counts { names, whole, pronouns, .. } =
        standing.counts.get(draft.someone).copied().unwrap_or_default();
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

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn capped(count: usize, most: usize) -> f32 {
    u16::try_from(count.min(most)).map_or(0.0, f32::from)
}

fn few(count: u32) -> f32 {
    u16::try_from(count.min(20)).map_or(0.0, f32::from)
}

/// Far distances differ less than near ones.
fn logarithm(count: usize) -> f32 {
    (capped(count, 1000) + 1.0).ln()
}
