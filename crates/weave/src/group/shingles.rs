//! Sequences of words, by which copies of a text are known.

use read::{
    Reading,
    text::{SentenceKind, Text, TokenKind},
};

/// Words in a sequence.
const WORDS: usize = 4;

/// One sequence of so many is kept, chosen by its hash, so that two articles keep the same ones.
const SAMPLED: u32 = 2;

/// With fewer words than this outside quotation marks, those between them count as well.
const LEAST: usize = 60;

/// How many words the report has, and a sample of its sequences as sorted hashes.
///
/// What is no part of the report is left out, and so is what it quotes: two reports of one speech share its words
/// and are no copies. A report that is nearly all quotation is taken whole.
pub(super) fn shingles(reading: &Reading, text: &Text<'_>) -> (usize, Vec<u32>) {
    let mut quoted: Vec<(usize, usize)> = reading
        .attributions
        .iter()
        .flat_map(|attribution| &attribution.quoted)
        .map(|span| (span.start, span.end))
        .collect();
    quoted.sort_unstable();
    let mut whole: Vec<u32> = Vec::new();
    let mut own: Vec<u32> = Vec::new();
    for (sentence, cut) in reading.sentences.iter().zip(&text.sentences) {
        if sentence.kind != SentenceKind::Body {
            continue;
        }
        for at in cut.tokens.clone() {
            let token = &text.tokens[at];
            if token.kind == TokenKind::Mark {
                continue;
            }
            let word = super::vector::hash(&text.token(at).to_lowercase());
            whole.push(word);
            let before = quoted.partition_point(|(start, _)| *start <= token.span.start);
            let inside = quoted[..before].iter().rev().take(3).any(|(_, end)| token.span.end <= *end);
            if !inside {
                own.push(word);
            }
        }
    }
    let words = whole.len();
    (words, sampled(if own.len() >= LEAST { &own } else { &whole }))
}

fn sampled(words: &[u32]) -> Vec<u32> {
    let mut shingles: Vec<u32> = words
        .windows(WORDS)
        .map(|window| {
            let hash = window.iter().fold(0u64, |hash, word| {
                (hash ^ u64::from(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
            });
            (hash >> 32) as u32
        })
        .filter(|hash| hash % SAMPLED == 0)
        .collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;

    fn of(text: &str) -> (usize, Vec<u32>) {
        let reading = read::read(Article::new("a", text));
        shingles(&reading, &Text::cut(&reading.article.text))
    }

    #[test]
    fn the_same_words_have_the_same_sequences() {
        let text = "The ferry Aurelia sank off Port Maren on Friday after striking a reef in fog.";
        let (words, some) = of(text);
        assert_eq!(words, 15);
        assert!(!some.is_empty());
        assert_eq!(of(&text.to_uppercase()).1, some);
    }

    #[test]
    fn what_two_reports_quote_makes_them_no_copies() {
        let speech = "“We searched the water off the reef for nine hours and we will not stop before all are found,” the captain said.";
        let ferry = "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense morning fog. The coast guard took all passengers to the lifeboat station before the hull went under at noon. A diving crew will look for the logbook once the swell goes down, the harbour office wrote. Relatives waited at the pier until the last boat had come in after dark.";
        let inquiry = "An inquiry into how pilots are trained at the harbour opened on Monday in Dunmore. Nine witnesses are to be heard over two weeks, among them the man who drew the chart in use that day. The ministry has set aside money for new buoys and for a second lifeboat. Fishing crews want the old channel closed for good and a light placed upon the rocks.";
        let with = |text: &str| of(&format!("{text}\n\n{speech}")).1;
        let (a, b) = (with(ferry), with(inquiry));
        assert_eq!(a.iter().filter(|hash| b.contains(hash)).count(), 0);
        let (a, b) = (of(speech).1, with("The captain spoke at noon."));
        assert!(a.iter().any(|hash| b.contains(hash)));
    }
}
