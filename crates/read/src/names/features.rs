//! The features of a candidate for a pronoun, and how counts are put into them.

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

pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

pub(super) fn capped(count: usize, most: usize) -> f32 {
    u16::try_from(count.min(most)).map_or(0.0, f32::from)
}

pub(super) fn few(count: u32) -> f32 {
    u16::try_from(count.min(20)).map_or(0.0, f32::from)
}

/// Far distances differ less than near ones.
pub(super) fn logarithm(count: usize) -> f32 {
    (capped(count, 1000) + 1.0).ln()
}
