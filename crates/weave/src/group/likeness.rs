//! How alike two articles are: one number for whether they are of one story.

use super::{
    signature::{Cast, Signature},
    vector::in_both,
};

/// What the likeness of two articles is made of. Two articles by themselves are of one story from 0 up.
///
/// The weights are those of a logistic regression over pairs of articles, rounded; that of time is halved, as the
/// stories of the sets are short and those of a running matter are not. Fitted on ECB+ (development and train),
/// BASIL (2010 to 2014) and Wikinews (half) together, no set having one of its own; fitted on either half of the
/// stories they place the other half as well.
mod weights {
    pub(super) const NONE: f32 = -3.7;
    pub(super) const TERMS: f32 = 12.4;
    pub(super) const LEAD: f32 = 3.1;
    pub(super) const PEOPLE: f32 = 2.05;
    pub(super) const FIGURES: f32 = 3.4;
    pub(super) const PAIRS: f32 = 6.5;
    /// For persons, organisations and places that each article has and the other has none of.
    pub(super) const STRANGERS: [f32; 3] = [-1.25, -0.5, -0.75];
    pub(super) const SAME_DAY: f32 = 1.7;
    /// By the logarithm of one more than the days between.
    pub(super) const DAYS: f32 = -1.5;
    /// More days than these take no more away.
    pub(super) const MOST_DAYS: i32 = 7;
    /// Of two articles of which one was not read in full: what stays the same in another language alone.
    pub(super) const CARRIED: f32 = 12.0;
    pub(super) const NONE_CARRIED: f32 = -7.2;
}

/// How alike two articles are, from about -7 to 25; 0 is where being of one story begins to be likelier than not.
pub fn likeness(a: &Signature, b: &Signature) -> f32 {
    likeness_beside(a, b, 0.0)
}

/// How alike two articles are, of which so much is what their outlet prints under everything. That is the same in
/// both, so that it makes up as much of a cosine as it does of the texts.
pub(super) fn likeness_beside(a: &Signature, b: &Signature, printed: f32) -> f32 {
    use weights as w;
    let beside = |cosine: f32| {
        if printed > 0.0 { ((cosine - printed) / (1.0 - printed).max(0.05)).max(0.0) } else { cosine }
    };
    let near = nearness(a, b);
    if !(a.read && b.read) {
        return w::NONE_CARRIED + w::CARRIED * beside(a.carried.cosine(&b.carried)) + near;
    }
    let strangers: f32 = a
        .cast
        .iter()
        .zip(&b.cast)
        .zip(w::STRANGERS)
        .filter(|((a, b), _)| are_strangers(a, b))
        .map(|(_, weight)| weight)
        .sum();
    w::NONE
        + w::TERMS * beside(a.terms.cosine(&b.terms))
        + w::LEAD * a.lead.cosine(&b.lead)
        + w::PEOPLE * beside(a.people.cosine(&b.people))
        + w::FIGURES * beside(a.figures.cosine(&b.figures))
        + w::PAIRS * beside(a.pairs.cosine(&b.pairs))
        + strangers
        + near
}

/// What the days of two articles say; 0 when one of them has none.
fn nearness(a: &Signature, b: &Signature) -> f32 {
    days_between(a, b).map_or(0.0, |days| {
        weights::SAME_DAY + weights::DAYS * ((1 + days.min(weights::MOST_DAYS)) as f32).ln()
    })
}

/// The days between two articles, as far as both have one.
pub(super) fn days_between(a: &Signature, b: &Signature) -> Option<i32> {
    let (earlier, later) = match (a.days?, b.days?) {
        (a, b) if a.0 <= b.0 => (a.1, b.0),
        (a, b) => (b.1, a.0),
    };
    Some(earlier.until(later).map_or(0, |span| span.get_days()).max(0))
}

/// Whether each has names of its own and none of the other's.
fn are_strangers(a: &Cast, b: &Cast) -> bool {
    !a.main.is_empty() && !b.main.is_empty() && !meet(&a.main, &b.all) && !meet(&b.main, &a.all)
}

/// Whether two sorted lists share something.
fn meet(a: &[u32], b: &[u32]) -> bool {
    in_both(a, b, |word| *word).next().is_some()
}

/// What two articles share and in what they differ, in words for a reader.
pub(super) fn because(a: &Signature, b: &Signature) -> String {
    let shared: Vec<&str> = a
        .telling
        .iter()
        .filter(|(term, _)| b.telling.iter().any(|(other, _)| other == term))
        .take(5)
        .map(|(_, word)| word.as_str())
        .collect();
    let mut parts = Vec::new();
    if shared.is_empty() {
        parts.push("few telling words in common".to_owned());
    } else {
        parts.push(format!("both tell of {}", shared.join(", ")));
    }
    for (what, (a, b)) in ["person", "organisation", "place"].iter().zip(a.cast.iter().zip(&b.cast)) {
        if are_strangers(a, b) {
            parts.push(format!("no {what} in common"));
        }
    }
    if let Some(days) = days_between(a, b) {
        parts.push(match days {
            0 => "on one day".to_owned(),
            1 => "a day apart".to_owned(),
            days => format!("{days} days apart"),
        });
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::signature;
    use article::Article;

    fn of(id: &str, published: Option<&str>, text: &str) -> Signature {
        let mut article = Article::new(id, text);
        article.published = published.map(|day| day.parse().unwrap());
        signature(&read::read(article))
    }

    const SINKS: &str = "The ferry Aurelia sank off Port Maren after striking a reef, and the coast guard rescued all 41 passengers. Captain Ines Vollard was questioned. Vollard said the reef was not on her chart.";
    const SAFE: &str = "All 41 passengers of the sunken ferry Aurelia are safe, the coast guard said in Port Maren. Captain Ines Vollard told investigators about the reef, and Vollard will be heard again.";
    const OTHER: &str = "The ferry Belisar sank off Cape Thorne after striking a reef, and the coast guard rescued 17 passengers. Captain Oren Pask was questioned. Pask said the reef was on no chart.";

    #[test]
    fn other_names_speak_against_one_story() {
        let (a, b, c) = (of("a", None, SINKS), of("b", None, SAFE), of("c", None, OTHER));
        assert!(likeness(&a, &b) > 0.0, "{}", likeness(&a, &b));
        assert!(likeness(&a, &b) > likeness(&a, &c) + 2.0);
        assert!(because(&a, &c).contains("no person in common"), "{}", because(&a, &c));
        assert!((likeness(&a, &b) - likeness(&b, &a)).abs() < 1e-5);
    }

    #[test]
    fn days_apart_speak_against_one_story_up_to_a_week() {
        let on = |day: &str| of(day, Some(day), SAFE);
        let first = of("a", Some("2031-05-02"), SINKS);
        let same = likeness(&first, &on("2031-05-02"));
        let week = likeness(&first, &on("2031-05-09"));
        let year = likeness(&first, &on("2032-05-09"));
        assert!(same > week + 2.0 && (week - year).abs() < 1e-5);
        assert_eq!(days_between(&first, &on("2031-05-09")), Some(7));
    }

    #[test]
    fn names_and_digits_carry_into_another_language() {
        let spanish = of(
            "es",
            None,
            "El transbordador Aurelia se hundió frente a Port Maren tras chocar con un arrecife y los guardacostas rescataron a los 41 pasajeros. La capitana Ines Vollard fue interrogada. Según Vollard, el arrecife no figuraba en su carta de navegación.",
        );
        assert!(!spanish.read);
        let (same, other) = (of("a", None, SINKS), of("c", None, OTHER));
        assert!(likeness(&spanish, &same) > likeness(&spanish, &other) + 2.0);
    }
}
