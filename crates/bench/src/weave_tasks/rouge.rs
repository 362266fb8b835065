//! ROUGE-N (Lin 2004): how many sequences of words two texts share, stemmed and without stop words.

use frostem::{Algorithm, Stemmer};
use std::collections::{HashMap, HashSet};

/// Cuts texts into the words that are counted.
pub(crate) struct Rouge {
    stemmer: Stemmer,
    stop_words: HashSet<&'static str>,
}

/// The sequences that a text and a reference share, those of the text, those of the reference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Shared by both, each as often as it stands in both.
    pub(crate) shared: usize,
    /// Of the text.
    pub(crate) ours: usize,
    /// Of the reference.
    pub(crate) theirs: usize,
}

impl Rouge {
    /// With Porter's stems and a collected list of stop words. The Perl script ROUGE-1.5.5 has a list of its own and
    /// exceptions of `WordNet`, so that its figures and these are near, not the same.
    pub(crate) fn new() -> Self {
        Self {
            stemmer: Stemmer::new(Algorithm::Porter),
            stop_words: stop_words::lookup("en").unwrap_or_default().iter().copied().collect(),
        }
    }

    /// The words of sentences, in small letters, stemmed where they are longer than three letters.
    pub(crate) fn words(&self, sentences: &[String]) -> Vec<String> {
        let text = sentences.join(" ").to_ascii_lowercase();
        text.split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty() && !self.stop_words.contains(word))
            .map(|word| if word.len() > 3 { self.stemmer.stem(word).into_owned() } else { word.to_owned() })
            .collect()
    }
}

/// What two lists of words share, in sequences of `length`.
pub(crate) fn counts(ours: &[String], theirs: &[String], length: usize) -> Counts {
    let mut wanted: HashMap<&[String], usize> = HashMap::new();
    for sequence in theirs.windows(length) {
        *wanted.entry(sequence).or_insert(0) += 1;
    }
    let mut counts = Counts { theirs: wanted.values().sum(), ..Counts::default() };
    for sequence in ours.windows(length) {
        counts.ours += 1;
        if let Some(left) = wanted.get_mut(sequence).filter(|left| **left > 0) {
            *left -= 1;
            counts.shared += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_and_stop_words_left_out() {
        let words = Rouge::new().words(&["The ferries were sinking -- off Port-Maren .".to_owned()]);
        assert_eq!(words, ["ferri", "sink", "port", "maren"]);
    }

    #[test]
    fn sequences_count_as_often_as_they_stand_in_both() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (ours, theirs) = (words("reef reef ferry sank"), words("ferry sank reef"));
        assert_eq!(counts(&ours, &theirs, 1), Counts { shared: 3, ours: 4, theirs: 3 });
        assert_eq!(counts(&ours, &theirs, 2), Counts { shared: 1, ours: 3, theirs: 2 });
        assert_eq!(counts(&[], &theirs, 1), Counts { shared: 0, ours: 0, theirs: 3 });
    }
}
