//! Parts of a whole in words: *two-thirds*, *half a point*, *a quarter of a million*, *one in five*.

use super::{
    numerals::same,
    words::{Part, number},
};

/// *a half*, *one third*, *three quarters*: the part, and how many words it takes.
pub(super) fn part_after<'w>(word: &impl Fn(usize) -> &'w str) -> Option<(f64, usize)> {
    if word(0) == "half" {
        return Some((0.5, 1));
    }
    let single = || number(word(1), Part::Single).filter(|_| word(1) != "second");
    match word(0) {
        "a" | "one" => single().map(|below| (1.0 / below, 2)),
        _ => {
            let (above, below) = (number(word(0), Part::Small)?, number(word(1), Part::Several)?);
            (above >= 1.0 && above < below).then_some((above / below, 2))
        }
    }
}

/// *half million*, *a quarter million*, *three quarters of a million*: the part, and how many words stand before the scale.
pub(super) fn part_of_scale<'w>(word: &impl Fn(usize) -> &'w str) -> Option<(f64, usize)> {
    let several = number(word(0), Part::Small).zip(number(word(1), Part::Several));
    let article = usize::from(several.is_some() || matches!(word(0), "a" | "an" | "one"));
    let part = match (several, word(article)) {
        (Some((above, below)), _) if above < below => above / below,
        (None, "half") => 0.5,
        (None, "quarter") => 0.25,
        (None, "third") if article == 1 => 1.0 / 3.0,
        _ => return None,
    };
    let of = article + 1 + usize::from(word(article + 1) == "of");
    let after = of + usize::from(matches!(word(of), "a" | "an") && of > article + 1);
    number(word(after), Part::Scale).filter(|scale| *scale > 500.0).map(|_| (part, after))
}

/// *two-thirds*, *a fifth of*, *half of*, *one in five*.
pub(super) fn fraction<'w>(word: &impl Fn(usize) -> &'w str) -> Option<(f64, usize)> {
    let above = number(word(0), Part::Small);
    if let (Some(above), Some(below)) = (above, number(word(1), Part::Several))
        && above >= 1.0
    {
        return Some((above / below, 2));
    }
    if above.is_some_and(|above| same(above, 1.0))
        && word(1) != "second"
        && let Some(below) = number(word(1), Part::Single)
    {
        return Some((1.0 / below, 2));
    }
    if matches!(word(0), "a" | "an")
        && word(2) == "of"
        && let Some(below) = number(word(1), Part::Single)
    {
        return Some((1.0 / below, 2));
    }
    // *half a percentage point*
    if word(0) == "half" && matches!(word(1), "a" | "an") && number(word(2), Part::Scale).is_none() {
        return Some((0.5, 2));
    }
    if word(0) == "half"
        && matches!(word(1), "of" | "the" | "its" | "their" | "his" | "her" | "our" | "those")
    {
        return Some((0.5, 1));
    }
    let (used, joined) = if word(1) == "out" && word(2) == "of" { (4, word(3)) } else { (3, word(2)) };
    if let (Some(above), true) = (above, matches!(word(1), "in" | "out")) {
        let below = number(joined, Part::Small).or_else(|| number(joined, Part::Ten))?;
        // *one in five*; *six in ten*. *two in May* has no second number.
        return (above < below
            && above > 0.0
            && below >= 3.0
            && (used == 4 || same(above, 1.0) || same(below, 10.0)))
        .then_some((above / below, used));
    }
    None
}
