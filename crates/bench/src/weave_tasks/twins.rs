//! Template twins: two reports of one kind by one outlet on two days, which share a pattern and no text.

use super::shelf::{Entry, STREAM, Shelf};
use anyhow::Result;
use article::{Article, PartialDate};
use std::{collections::BTreeMap, rc::Rc};

/// Twins are so many days apart, so that none is an update of the other.
const APART_DAYS: i32 = 7;

/// The kind of pattern a headline follows: `jobs`.
pub(crate) fn kind(article: &Article) -> Option<&'static str> {
    let headline = article.title.as_deref()?.to_lowercase();
    include_str!("twins.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .find(|(_, words)| match words.strip_prefix('^') {
            Some(first) => headline.starts_with(first),
            None => headline.contains(words),
        })
        .map(|(kind, _)| kind)
}

/// Twins of the stream.
#[derive(Debug)]
pub(crate) struct Twins {
    /// Articles whose headlines follow a pattern.
    pub(crate) entries: Vec<Rc<Entry>>,
    /// Pairs of them: the kind of both and their places among the entries.
    pub(crate) pairs: Vec<(&'static str, usize, usize)>,
}

/// Every two dated articles of the stream with one outlet and one kind of headline that are far enough apart.
///
/// # Errors
///
/// When the stream cannot be read.
pub(crate) fn twins(shelf: &Shelf) -> Result<Twins> {
    let dated = |article: &Article| article.published.is_some() && article.outlet.is_some();
    let entries = shelf.entries(STREAM, |article| dated(article) && kind(article).is_some())?;
    let mut alike: BTreeMap<(&'static str, &str), Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let (Some(kind), Some(outlet)) = (kind(&entry.article), &entry.article.outlet) {
            alike.entry((kind, outlet.0.as_str())).or_default().push(at);
        }
    }
    let day = |at: usize| entries[at].article.published.map(PartialDate::first_day);
    let mut pairs = Vec::new();
    for ((kind, _), members) in &alike {
        for (number, a) in members.iter().enumerate() {
            for b in &members[number + 1..] {
                let (Some(first), Some(second)) = (day(*a), day(*b)) else { continue };
                if first.until(second).is_ok_and(|span| span.get_days().abs() >= APART_DAYS) {
                    pairs.push((*kind, *a, *b));
                }
            }
        }
    }
    Ok(Twins { entries, pairs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_follow_patterns() {
        let of = |headline: &str| {
            let mut article = Article::new("a", "");
            article.title = Some(headline.to_owned());
            kind(&article)
        };
        assert_eq!(of("Harrow jobs report disappoints"), Some("jobs"));
        assert_eq!(of("Stocks end higher"), Some("market"));
        assert_eq!(of("Officials sold Stocks early"), None);
        assert_eq!(of("A ferry sank"), None);
    }
}
