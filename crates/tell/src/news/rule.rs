//! What counts as new: the one rule, for an account since a day as for what a reader has not seen.

use article::{Evidence, Span};
use std::collections::{BTreeMap, BTreeSet};
use weave::Repeat;

/// Which reports are new, and so what is.
#[derive(Debug)]
pub(crate) struct New<'a> {
    reports: BTreeSet<&'a str>,
}

impl<'a> New<'a> {
    /// When these reports are new, by id.
    pub(crate) fn of(reports: impl IntoIterator<Item = &'a str>) -> Self {
        Self { reports: reports.into_iter().collect() }
    }

    /// Whether a report is new.
    pub(crate) fn report(&self, id: &str) -> bool {
        self.reports.contains(id)
    }

    /// Whether words of `report` say something new: the report is new, and where their sentence repeats what other reports had
    /// said, one of those is new as well.
    pub(crate) fn says<S: AsRef<str>>(&self, report: &str, repeats: &[S]) -> bool {
        self.report(report) && (repeats.is_empty() || repeats.iter().any(|id| self.report(id.as_ref())))
    }
}

/// Which sentences of a story say what earlier reports had said.
#[derive(Debug)]
pub(crate) struct Repeated<'s> {
    /// By report, in the order of its text: a sentence, and the reports that had said it.
    sentences: BTreeMap<&'s str, Vec<(Span, Vec<&'s str>)>>,
}

impl<'s> Repeated<'s> {
    /// Those of `repeats`.
    pub(crate) fn of(repeats: &'s [Repeat]) -> Self {
        let mut sentences: BTreeMap<&str, Vec<(Span, Vec<&str>)>> = BTreeMap::new();
        for repeat in repeats {
            let reports: BTreeSet<&str> = repeat.of.iter().map(|said| said.article().0.as_str()).collect();
            let report = sentences.entry(repeat.sentence.article().0.as_str()).or_default();
            report.push((repeat.sentence.span(), reports.into_iter().collect()));
        }
        for report in sentences.values_mut() {
            report.sort_unstable();
        }
        Self { sentences }
    }

    /// The reports that had said what the sentence around `evidence` says; none when it repeats nobody, or when the words are more
    /// than one sentence.
    pub(crate) fn by(&self, evidence: &Evidence) -> &[&'s str] {
        self.at(&evidence.article().0, evidence.span())
    }

    /// As [`Repeated::by`], for a place in the text of a report.
    pub(crate) fn at(&self, report: &str, words: Span) -> &[&'s str] {
        let Some(sentences) = self.sentences.get(report) else { return &[] };
        let after = sentences.partition_point(|(sentence, _)| sentence.start <= words.start);
        let around = after.checked_sub(1).and_then(|at| sentences.get(at));
        around.filter(|(sentence, _)| sentence.contains(words)).map_or(&[], |(_, reports)| reports)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;

    #[test]
    fn a_repeat_of_what_is_old_is_not_new() {
        let new = New::of(["c", "d"]);
        assert!(new.says::<&str>("c", &[]));
        assert!(!new.says::<&str>("a", &[]));
        assert!(!new.says("c", &["a", "b"]));
        assert!(new.says("d", &["a", "c"]));
        assert!(!new.says("a", &["c"]));
    }

    #[test]
    fn words_repeat_what_their_sentence_does() {
        let (early, late) = (Article::new("a", "It fell."), Article::new("b", "So. It fell. It rose."));
        let words = |article: &Article, start, end| Evidence::find(article, Span::new(start, end)).unwrap();
        let repeats = [Repeat { sentence: words(&late, 4, 12), of: vec![words(&early, 0, 8); 2] }];
        let repeated = Repeated::of(&repeats);
        assert_eq!(repeated.by(&words(&late, 4, 12)), ["a"]);
        assert_eq!(repeated.by(&words(&late, 7, 11)), ["a"]);
        for (start, end) in [(0, 3), (4, 21), (13, 21)] {
            assert!(repeated.by(&words(&late, start, end)).is_empty(), "{start}..{end}");
        }
        assert!(repeated.by(&words(&early, 0, 8)).is_empty());
    }
}
