//! The pages of made outlets: each an article of its own, the same in every run.

use std::fmt::Write;

/// Numbers that look like chance, the same in every run (xorshift).
#[derive(Debug)]
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// A name that nobody has.
    fn name(&mut self) -> String {
        let begin = [
            "Br", "Cal", "Dor", "El", "Fen", "Gar", "Hol", "Is", "Kel", "Lor", "Mar", "Nor", "Pel", "Ros",
            "Sel", "Tam", "Ul", "Ver", "Wex", "Yar",
        ];
        let middle = ["a", "ade", "amo", "e", "eri", "i", "ido", "o", "olo", "u", "umi", "y"];
        let end = [
            "by", "chester", "dale", "fell", "ford", "gate", "ham", "ley", "mere", "ness", "port", "stead",
            "ton", "wick",
        ];
        format!("{}{}{}", self.of(&begin), self.of(&middle), self.of(&end))
    }
}

const WHO: [&str; 12] = [
    "council",
    "harbour office",
    "ferry company",
    "school board",
    "fire service",
    "dockers' union",
    "water company",
    "hospital trust",
    "bus company",
    "farmers' league",
    "museum",
    "port police",
];
const DID: [&str; 12] = [
    "opened the bridge again",
    "closed two of its yards",
    "raised its fees",
    "put off the vote",
    "bought three boats",
    "lost its appeal",
    "found a leak in the old main",
    "cancelled the autumn fair",
    "hired forty guards",
    "moved its office to the quay",
    "rebuilt the northern wall",
    "ended a dispute over pay",
];
const WHEN: [&str; 6] =
    ["on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "over the weekend"];
const SAID: [&str; 8] = [
    "It took longer than anybody had hoped",
    "Nobody will have to leave because of it",
    "The money is there and will be spent",
    "We had asked for this for years",
    "There is no danger to the people who live nearby",
    "It was the only offer that we had",
    "The work begins before the winter",
    "Whoever wants to see the books may see them",
];

/// The headline and the paragraphs of the page of this number, in its `edition` from 0.
fn article(number: u64, edition: u32) -> (String, Vec<String>) {
    let mut chance = Chance(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    // The first few of a small seed are much alike.
    (0..8).for_each(|_| {
        chance.below(2);
    });
    let (place, person) = (
        chance.name(),
        format!("{} {}", chance.of(&["Ada", "Ben", "Cleo", "Dirk", "Edda", "Finn"]), chance.name()),
    );
    let (who, did) = (chance.of(&WHO), chance.of(&DID));
    let headline = format!("{place} {who} {did}");
    let mut paragraphs = vec![format!(
        "The {who} of {place} {did} {}, {} said, after {} weeks of talks with its neighbours in {}.",
        chance.of(&WHEN),
        person,
        3 + chance.below(40),
        chance.name()
    )];
    for _ in 0..3 {
        paragraphs.push(format!(
            "“{},” {person} said. The {} of {} {} {}, and some {} people wrote to the {} about it.",
            chance.of(&SAID),
            chance.of(&WHO),
            chance.name(),
            chance.of(&DID),
            chance.of(&WHEN),
            20 + chance.below(4000),
            chance.of(&WHO),
        ));
    }
    if edition > 0 {
        paragraphs.push(format!(
            "Correction: an earlier version of this article gave a wrong number of letters; there were {}, the {who} said.",
            5000 + u64::from(edition)
        ));
    }
    (headline, paragraphs)
}

/// The headline of a page.
pub(crate) fn headline(number: u64) -> String {
    article(number, 0).0
}

/// A page as HTML. `edition` counts from 0 how often its outlet has changed it.
pub(crate) fn page(number: u64, edition: u32) -> String {
    let (headline, paragraphs) = article(number, edition);
    let mut page = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{headline}</title></head><body><nav><a href=/>Home</a></nav><article><h1>{headline}</h1>"
    );
    for paragraph in paragraphs {
        // Writing to a string cannot fail.
        let _ = write!(page, "<p>{paragraph}</p>");
    }
    page + "</article><footer>All rights reserved.</footer></body></html>"
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_page_is_an_article_and_its_own() {
        let read =
            |number, edition| gather::extract(super::page(number, edition).as_bytes(), None, None).unwrap();
        assert_eq!(read(7, 0), read(7, 0));
        assert_ne!(read(7, 0).text, read(8, 0).text);
        assert!(read(7, 1).text.starts_with(&read(7, 0).text));
        assert_eq!(read(7, 0).title, Some(super::headline(7)));
    }
}
