//! Copies made from real articles, as outlets make them of what an agency sends.

use crate::score::split_mix;
use article::{Article, Outlet};

/// How a copy differs from its original. In each the dateline, the byline and the headline are other ones and the
/// copying outlet's own lines stand at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    /// What it is called: `cut 30 %`.
    pub(crate) name: &'static str,
    /// Percent of the words, from the end, that are left out.
    pub(crate) cut: usize,
    /// Whether a quarter of the paragraphs is left out and the others stand in another order.
    pub(crate) shuffled: bool,
    /// How many paragraphs of another report are put in.
    pub(crate) inserted: usize,
    /// Percent of the letters that are wrong, doubled or lost.
    pub(crate) noise: u64,
}

const SAME: Change = Change { name: "front and end", cut: 0, shuffled: false, inserted: 0, noise: 0 };

/// The ways in which copies are made.
pub(crate) const CHANGES: [Change; 12] = [
    SAME,
    Change { name: "cut 30 %", cut: 30, ..SAME },
    Change { name: "cut 50 %", cut: 50, ..SAME },
    Change { name: "cut 70 %", cut: 70, ..SAME },
    Change { name: "cut 90 %", cut: 90, ..SAME },
    Change { name: "paragraphs dropped and in another order", shuffled: true, ..SAME },
    Change { name: "two local paragraphs inserted", inserted: 2, ..SAME },
    Change { name: "noise 1 %", noise: 1, ..SAME },
    Change { name: "noise 2 %", noise: 2, ..SAME },
    Change { name: "noise 3 %", noise: 3, ..SAME },
    Change { name: "noise 5 %", noise: 5, ..SAME },
    Change { name: "cut 50 %, order, insertion, noise 2 %", cut: 50, shuffled: true, inserted: 2, noise: 2 },
];

/// The outlets that copy: name, dateline, byline, lines at the end of each of their pages.
const OUTLETS: [(&str, &str, &str, &str); 4] = [
    (
        "Harrow Ledger",
        "HARROW (HL) — ",
        "By Ada Lund, staff writer",
        "The Harrow Ledger brings you news of the coast every morning. Support our newsroom with a subscription from three crowns a week, and tell us what you think of this report at the desk in Mill Lane.",
    ),
    (
        "Norvik Courier",
        "NORVIK — ",
        "Piet Marsh | Norvik Courier",
        "Get the Courier's evening letter with the stories that matter in Norvik and around the bay. You can cancel at any time. All rights reserved by Norvik Press; no part may be used without leave.",
    ),
    (
        "Port Maren Post",
        "PORT MAREN, Ostland (PMP) - ",
        "Ines Vollard and wire reports",
        "Comments are open for subscribers for two days after a report has appeared. Please keep to the subject and be kind to each other. Read more about how we work in the rules of our house.",
    ),
    (
        "Dunmore Echo",
        "",
        "From our correspondents",
        "Also in the Dunmore Echo today: the council's plan for the old station, a walk along the weir, and what to plant in the last warm week of autumn. Find our paper at the kiosk in the square.",
    ),
];

/// Numbers drawn from a seed.
#[derive(Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    /// The numbers of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number under `count`, which is not 0.
    pub(crate) fn under(&mut self, count: usize) -> usize {
        (split_mix(&mut self.0) % count.max(1) as u64) as usize
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.under(last + 1));
        }
    }
}

/// The paragraphs of a text.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A copy of an article; `other` lends the paragraphs that are inserted.
pub(crate) fn copy(original: &Article, other: &Article, change: Change, draw: &mut Draw) -> Article {
    let (outlet, dateline, byline, end) = OUTLETS[draw.under(OUTLETS.len())];
    let mut body = paragraphs(&original.text);
    let headline: Vec<&str> = original.text.split_whitespace().skip(4).take(9).collect();
    let headline = headline.join(" ");
    cut(&mut body, change.cut);
    if change.shuffled {
        draw.shuffle(&mut body);
        body.truncate(body.len() - body.len() / 4);
    }
    let mut lent: Vec<String> = paragraphs(&other.text);
    lent.retain(|paragraph| (20..=80).contains(&paragraph.split_whitespace().count()));
    for paragraph in lent.into_iter().take(change.inserted) {
        let at = draw.under(body.len() + 1);
        body.insert(at, paragraph);
    }
    if change.noise > 0 {
        for paragraph in &mut body {
            *paragraph = noisy(paragraph, change.noise, draw);
        }
    }
    if let Some(first) = body.first_mut() {
        *first = format!("{dateline}{}", without_dateline(first));
    }
    let text = format!("{byline}\n\n{}\n\n{end}", body.join("\n\n"));
    let mut copy = Article::new(format!("{}, {}", original.id.0, change.name), text);
    copy.title = Some(headline);
    copy.outlet = Some(Outlet(outlet.to_owned()));
    copy.published = original.published;
    copy
}

/// Leaves out so many percent of the words, from the end; at least one stays.
fn cut(body: &mut Vec<String>, percent: usize) {
    let words = |paragraph: &String| paragraph.split_whitespace().count();
    let all: usize = body.iter().map(words).sum();
    let mut left = (all * (100 - percent.min(100)) / 100).max(1);
    if left >= all {
        return;
    }
    for paragraph in body.iter_mut() {
        let own = words(paragraph);
        if own > left {
            *paragraph = paragraph.split_whitespace().take(left).collect::<Vec<_>>().join(" ");
        }
        left -= own.min(left);
    }
    body.retain(|paragraph| !paragraph.is_empty());
}

/// A paragraph without the place and agency before its first dash, where it begins with capitals.
fn without_dateline(paragraph: &str) -> &str {
    const LONGEST: usize = 60;
    let dash =
        [" — ", " – ", " -- ", " - "].iter().filter_map(|dash| Some((paragraph.find(dash)?, dash.len())));
    match dash.min() {
        Some((at, length)) if at < LONGEST && paragraph.starts_with(|first: char| first.is_uppercase()) => {
            &paragraph[at + length..]
        }
        _ => paragraph,
    }
}

/// The text with so many percent of its letters wrong, doubled or lost.
fn noisy(text: &str, percent: u64, draw: &mut Draw) -> String {
    const LETTERS: &[u8] = b"etaoinshrdlucmfw";
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if !letter.is_alphabetic() || draw.under(100) as u64 >= percent {
            out.push(letter);
            continue;
        }
        match draw.under(3) {
            0 => out.push(char::from(LETTERS[draw.under(LETTERS.len())])),
            1 => out.extend([letter, letter]),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(change: Change) -> Article {
        let text =
            "HARROW (AP) - One two three four five.\n\nSix seven eight nine ten.\n\nA b c d e f g h i j.";
        copy(&Article::new("a", text), &Article::new("b", "x ".repeat(30)), change, &mut Draw::new(7))
    }

    #[test]
    fn a_copy_keeps_the_words_and_swaps_the_front() {
        let copy = made(SAME);
        assert!(copy.text.contains("One two three four five.\n\nSix seven"), "{}", copy.text);
        assert!(!copy.text.contains("(AP)") && copy.outlet.is_some() && copy.title.is_some());
        assert_eq!(copy, made(SAME));
    }

    #[test]
    fn changes_are_as_large_as_they_say() {
        let mut body = vec!["a b c d e".to_owned(), "f g h i j".to_owned()];
        cut(&mut body, 30);
        assert_eq!(body, ["a b c d e", "f g"]);
        cut(&mut body, 90);
        assert_eq!(body, ["a"]);
        let text = "abcdefghij".repeat(1000);
        let lost = noisy(&text, 5, &mut Draw::new(1));
        let same = text.chars().zip(lost.chars()).take_while(|(a, b)| a == b).count();
        assert!(same < 200 && lost.len().abs_diff(text.len()) < 200);
        assert!(made(Change { inserted: 2, ..SAME }).text.contains("x x x"));
    }
}
