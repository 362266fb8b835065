//! In which order the reports of a story stand, and which of them is a later version of which page.

use crate::outlets::one_outlet;
use jiff::civil::Date;
use read::Reading;
use std::collections::BTreeMap;

/// What reports are ordered by.
pub(crate) type OrderKey<'r> = (Published, &'r article::ArticleId, u64);

/// See [`OrderKey`].
pub(crate) fn order_key(reading: &Reading) -> OrderKey<'_> {
    let article = &reading.article;
    (published(reading), &article.id, article.digest().0)
}

/// Whether no day of publication is known, and that day.
type Published = (bool, Option<Date>, Option<String>);

fn published(reading: &Reading) -> Published {
    let published = reading.article.published;
    (
        published.is_none(),
        published.map(article::PartialDate::first_day),
        published.map(|date| date.to_string()),
    )
}

/// The places of readings in the order of their story: see [`order_key`]. Versions of one page that are of one day stand together, in their
/// own order.
pub(crate) fn in_order(readings: &[&Reading], version: impl Fn(&usize) -> Option<PageVersion>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    let mut first: BTreeMap<i64, (u32, &article::ArticleId)> = BTreeMap::new();
    for at in &order {
        if let Some(version) = version(at) {
            let this = (version.number, &readings[*at].article.id);
            let known = first.entry(version.page).or_insert(this);
            *known = (*known).min(this);
        }
    }
    order.sort_by_cached_key(|at| {
        let (published, id, digest) = order_key(readings[*at]);
        let of_page = version(at).and_then(|version| Some((first.get(&version.page)?.1, version.number)));
        (published, of_page.unwrap_or((id, 0)), id, digest)
    });
    order
}

/// Which version of which page a report is, as a library counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageVersion {
    /// The page, by any number that no other page has.
    pub page: i64,
    /// The number of the version: a later one has a higher.
    pub number: u32,
}

/// For each article the next later version of its page, unless that is known to be of another outlet, which names the address as its
/// own. Pages are told by `versions`, as far as it has them, else by address; the later of two at one address is that of a later day
/// of publication, then of last change, then in the order of the reports.
pub(crate) fn superseded(readings: &[&Reading], versions: &[Option<PageVersion>]) -> Vec<Option<usize>> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Page<'p> {
        Counted(i64),
        Address(&'p str),
    }
    let mut pages: BTreeMap<Page<'_>, Vec<usize>> = BTreeMap::new();
    let version = |at: usize| versions.get(at).copied().flatten();
    for (at, reading) in readings.iter().enumerate() {
        let page = match (version(at), reading.article.url.as_deref()) {
            (Some(version), _) => Page::Counted(version.page),
            (None, Some(url)) => Page::Address(url),
            (None, None) => continue,
        };
        pages.entry(page).or_default().push(at);
    }
    let mut superseded = vec![None; readings.len()];
    for mut of_page in pages.into_values() {
        of_page.sort_by_key(|at| {
            let modified = readings[*at].article.modified.map(|date| date.to_string());
            (version(*at).map(|version| version.number), published(readings[*at]), modified)
        });
        for pair in of_page.windows(2) {
            if !other_outlets(readings[pair[0]], readings[pair[1]]) {
                superseded[pair[0]] = Some(pair[1]);
            }
        }
    }
    superseded
}

/// Whether two reports are known to be of different outlets.
fn other_outlets(a: &Reading, b: &Reading) -> bool {
    a.article.outlet.as_ref().zip(b.article.outlet.as_ref()).is_some_and(|(a, b)| !one_outlet(&a.0, &b.0))
}
