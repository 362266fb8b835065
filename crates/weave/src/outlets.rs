//! Outlets by their names.

use crate::vocabulary::fold;
use article::Article;
use read::words::table;
use std::{collections::BTreeSet, sync::LazyLock};

/// Words that an outlet's name may be without.
static TAILS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    table(include_str!("outlet-tails.tsv")).filter_map(|row| row.first().copied()).collect()
});

/// A name as outlets are compared by: without case, accents and article.
pub(crate) fn plain(name: &str) -> String {
    let folded = fold(name.trim());
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

/// Whether two names are one outlet's: *The Estuary Post* and *Estuary Post*; as outlets call themselves, *Post*; and
/// as agencies are credited, *Larkspur* or *LNA* for *Larkspur News Agency*.
pub(crate) fn same_outlet(full: &str, cited: &str) -> bool {
    let (full, cited) = (plain(full), plain(cited));
    // Only one of them may be shortened: the Marsh News and the Marsh Press are two.
    let called = |full: &str, cited: &str| {
        full.strip_prefix(cited).is_some_and(|tail| {
            tail.starts_with(' ') && tail.split_whitespace().all(|word| TAILS.contains(word))
        })
    };
    full == cited
        || is_initials(&full, &cited)
        || full.strip_suffix(&cited).is_some_and(|before| before.ends_with(' '))
        || called(&full, &cited)
        || called(&cited, &full)
}

/// Whether a word is made of the first letters of a name of several words, all of them.
fn is_initials(name: &str, word: &str) -> bool {
    let words = || name.split_whitespace();
    words().count() > 1 && words().filter_map(|word| word.chars().next()).eq(word.chars())
}

/// Whether one is the other's name, whichever is the fuller.
pub(crate) fn one_outlet(a: &str, b: &str) -> bool {
    same_outlet(a, b) || same_outlet(b, a)
}

/// The outlet of an article: as it was said, else the host of its address.
pub(crate) fn outlet(article: &Article) -> Option<&str> {
    article.outlet.as_ref().map(|outlet| outlet.0.as_str()).or_else(|| host(article.url.as_deref()?))
}

/// Whether an address is that of an article's page: the one by which it was got, or its lasting one.
pub(crate) fn is_page_of(address: &str, article: &Article) -> bool {
    let own = [article.url.as_deref(), article.particulars.canonical.as_deref()];
    own.into_iter().flatten().any(|own| bare(own) == bare(address))
}

/// An address without its scheme, its query and its last slash: two such are one page.
pub(crate) fn bare(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url);
    url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/')
}

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_its_name_with_and_without_its_first_words() {
        assert!(same_outlet("The Estuary Post", "Estuary Post") && same_outlet("Estuary Post", "Post"));
        assert!(!same_outlet("Post", "Estuary Post") && !same_outlet("Outpost", "Post"));
        assert!(one_outlet("Post", "Estuary Post"));
        assert!(same_outlet("Larkspur News Agency", "Larkspur") && same_outlet("Marsh", "Marsh News"));
        assert!(same_outlet("Larkspur News Agency", "LNA") && !same_outlet("Larkspur News Agency", "LN"));
        assert!(!same_outlet("Marsh News", "Marsh Press") && !same_outlet("Marsh Courier", "Marsh"));
    }

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = BTreeSet::new();
        for row in table(include_str!("outlet-tails.tsv")) {
            assert!(row.len() == 1 && seen.insert(row[0]) && row[0] == row[0].to_lowercase(), "{row:?}");
        }
    }

    #[test]
    fn an_outlet_without_a_name_is_known_by_its_address() {
        let mut article = Article::new("a", "Rain.");
        assert_eq!(outlet(&article), None);
        article.url = Some("https://www.tide.example/1".to_owned());
        assert_eq!(outlet(&article), Some("tide.example"));
        assert_eq!(host("tide.example/1"), None);
        assert_eq!(host("https:///x"), None);
    }
}
