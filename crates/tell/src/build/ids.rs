//! Gives each piece of evidence its id and its offsets for programs.

use crate::account::{Evidence, EvidenceId};
use crate::news::Repeated;
use article::{CodePoints, Span};
use read::Reading;
use std::collections::BTreeMap;

/// A piece of evidence, by what the ids are ordered by: report, start, end.
type Place = (usize, usize, usize);

/// The evidence of an account.
///
/// Ids follow the order of the texts, which is only known when all evidence has been seen. So the account is
/// put together twice: the first time every place is noted, the second time its id is known.
pub(super) struct Ids<'r> {
    articles: BTreeMap<&'r str, (usize, &'r Reading)>,
    repeated: Repeated<'r>,
    seen: BTreeMap<Place, usize>,
}

impl<'r> Ids<'r> {
    pub(super) fn new(readings: &'r [Reading], repeated: Repeated<'r>) -> Self {
        let articles = readings
            .iter()
            .enumerate()
            .map(|(index, reading)| (reading.article.id.0.as_str(), (index, reading)))
            .collect();
        Self { articles, repeated, seen: BTreeMap::new() }
    }

    /// The id of `evidence`; `None` when its words do not stand in any of the readings.
    pub(super) fn of(&mut self, evidence: &article::Evidence) -> Option<EvidenceId> {
        let (index, reading) = *self.articles.get(evidence.article().0.as_str())?;
        if !evidence.holds_in(&reading.article) {
            return None;
        }
        let Span { start, end } = evidence.span();
        let number = *self.seen.entry((index, start, end)).or_default();
        Some(EvidenceId(format!("e{number}")))
    }

    /// The ids of those of `all` that stand in the readings.
    pub(super) fn all<'e>(
        &mut self,
        all: impl IntoIterator<Item = &'e article::Evidence>,
    ) -> Vec<EvidenceId> {
        all.into_iter().filter_map(|evidence| self.of(evidence)).collect()
    }

    /// Numbers everything seen so far from 1, in the order of the reports and of their texts.
    pub(super) fn number(&mut self) {
        for (index, number) in self.seen.values_mut().enumerate() {
            *number = index + 1;
        }
    }

    /// Everything that was seen, in the order of the ids.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let mut by_article: BTreeMap<usize, (&Reading, CodePoints<'_>)> = BTreeMap::new();
        for (index, reading) in self.articles.values() {
            by_article.insert(*index, (reading, CodePoints::new(&reading.article.text)));
        }
        let of = |((index, start, end), number): (&Place, &usize)| {
            let (reading, table) = by_article.get(index)?;
            let span = Span::new(*start, *end);
            let points = table.to_code_points(span);
            let repeats = self.repeated.at(&reading.article.id.0, span);
            Some(Evidence {
                id: EvidenceId(format!("e{number}")),
                article: reading.article.id.0.clone(),
                start: points.start,
                end: points.end,
                exact: reading.words(span).to_owned(),
                sentence: sentence_number(reading, *start),
                repeats: repeats.iter().map(|id| (*id).to_owned()).collect(),
            })
        };
        self.seen.iter().filter_map(of).collect()
    }
}

/// The number, from 1, of the sentence that byte `start` stands in; of the next one for a byte between two.
pub(crate) fn sentence_number(reading: &Reading, start: usize) -> usize {
    let before = reading.sentences.partition_point(|sentence| sentence.span.end <= start);
    before.min(reading.sentences.len().saturating_sub(1)) + 1
}
