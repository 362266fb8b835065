//! Words as the weaving compares them: stems, and how telling each is.

use crate::spelling::levelled;
use frostem::{Algorithm, Stemmer};
use read::{
    text::{Text, TokenKind},
    words::table,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

/// How many articles of ten thousand have a stem; made by `train document-frequencies`, see its card.
static FREQUENCIES: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
    table(include_str!("../../../models/document-frequencies.tsv"))
        .filter_map(|row| Some((*row.first()?, row.get(1)?.parse().ok()?)))
        .collect()
});

static STOP_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("stop-words.tsv")).map(|row| row[0]).collect());

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// The stem of a word, in lower case.
pub fn stem(word: &str) -> String {
    let lower: String = word
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '’' { '\'' } else { letter })
        .collect();
    STEMMER.stem(&lower).to_string()
}

/// Whether a word ties others together and says nothing by itself.
pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(word.to_lowercase().replace('’', "'").as_str())
}

/// How telling a stem is: the logarithm of how rare it is in news at large; about 1 for a common word and 9
/// for one never seen.
pub(crate) fn weight(stem: &str) -> f32 {
    let of_ten_thousand = FREQUENCIES.get(stem).copied().unwrap_or(0.5);
    (10_000.0 / of_ten_thousand).ln().max(0.1)
}

/// The telling words among some tokens, in their order.
pub(crate) fn telling<'t>(
    text: &'t Text<'_>,
    tokens: impl IntoIterator<Item = usize>,
) -> impl Iterator<Item = &'t str> {
    tokens
        .into_iter()
        .filter(|at| text.tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word))
        .map(|at| text.token(at))
        .filter(|word| !is_stop_word(word))
}

/// The stems of the telling words among some tokens, with how often each stands there.
pub(crate) fn stems(text: &Text<'_>, tokens: impl IntoIterator<Item = usize>) -> BTreeMap<String, u32> {
    let mut stems = BTreeMap::new();
    for word in telling(text, tokens) {
        *stems.entry(stem(word)).or_insert(0) += 1;
    }
    stems
}

/// What a word is compared by across reports: its stem, or, when that is a name that no news of the word statistics has, the name with its
/// spelling levelled.
pub(crate) fn term(word: &str) -> String {
    let stem = stem(word);
    if word.starts_with(char::is_uppercase) && !FREQUENCIES.contains_key(stem.as_str()) {
        return levelled(&fold(word));
    }
    stem
}

/// Letters without case and accents, for comparing names.
pub(crate) fn fold(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => Some('a'),
            'ç' | 'ć' | 'č' => Some('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' => Some('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => Some('i'),
            'ñ' | 'ń' | 'ň' => Some('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => Some('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' => Some('u'),
            'ý' | 'ÿ' => Some('y'),
            'š' | 'ś' | 'ş' => Some('s'),
            'ž' | 'ź' | 'ż' => Some('z'),
            'ł' => Some('l'),
            'ğ' => Some('g'),
            'ř' => Some('r'),
            'ť' | 'ţ' => Some('t'),
            '’' | '\'' | '.' => None,
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        assert!(STOP_WORDS.contains("the"));
        let mut seen = HashSet::new();
        for row in table(include_str!("stop-words.tsv")) {
            assert!(row.len() == 1 && seen.insert(row[0]), "{row:?}");
        }
        assert!(FREQUENCIES.len() > 1000);
    }

    #[test]
    fn a_rare_word_tells_more_than_a_common_one() {
        assert!(weight(&stem("dredging")) > weight(&stem("said")));
        assert!(weight("qqqq") > weight(&stem("government")));
    }
}
