//! Outlets by their names.

use crate::vocabulary::fold;
use article::Article;

/// A name as outlets are compared by: without case, accents and article.
pub(crate) fn plain(name: &str) -> String {
    let folded = fold(name.trim());
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

/// Whether two names are one outlet's: *The Estuary Post* and *Estuary Post*, and, as outlets call themselves,
/// *Post*.
pub(crate) fn same_outlet(full: &str, cited: &str) -> bool {
    let (full, cited) = (plain(full), plain(cited));
    full == cited || full.strip_suffix(&cited).is_some_and(|before| before.ends_with(' '))
}

/// Whether one is the other's name, whichever is the fuller.
pub(crate) fn one_outlet(a: &str, b: &str) -> bool {
    same_outlet(a, b) || same_outlet(b, a)
}

/// The outlet of an article: as it was said, else the host of its address.
pub(crate) fn outlet(article: &Article) -> Option<&str> {
    article.outlet.as_ref().map(|outlet| outlet.0.as_str()).or_else(|| host(article.url.as_deref()?))
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
