//! Of very many reports with one text, those that are woven.
//!
//! Weaving compares reports with each other; ten thousand word-for-word copies would be compared for hours and
//! say nothing that the first does not say. How many were left out is said aloud in the account.

use crate::versions::order_key;
use article::Digest;
use read::Reading;
use std::collections::BTreeMap;

/// So many reports of one text are woven: more than a reader would look through one by one.
const WOVEN: usize = 24;

/// A report whose text is word for word that of others, and which is not woven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The article.
    pub id: article::ArticleId,
    /// Who published it.
    pub outlet: Option<String>,
}

/// The places of the readings that are woven, in the order given, and what is left out, in order of time: of each text
/// the earliest reports stay.
pub(crate) fn thinned(readings: &[&Reading]) -> (Vec<usize>, Vec<LeftOut>) {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by(|a, b| order_key(readings[*a]).cmp(&order_key(readings[*b])));
    let mut so_many: BTreeMap<Digest, usize> = BTreeMap::new();
    let (mut stay, mut left_out) = (Vec::new(), Vec::new());
    for at in order {
        let article = &readings[at].article;
        let count = so_many.entry(article.digest()).or_default();
        *count += 1;
        if *count <= WOVEN {
            stay.push(at);
        } else {
            let outlet = article.outlet.as_ref().map(|outlet| outlet.0.clone());
            left_out.push(LeftOut { id: article.id.clone(), outlet });
        }
    }
    stay.sort_unstable();
    (stay, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Owners, story};
    use article::{Article, Outlet};

    fn reading(id: usize, text: &str) -> Reading {
        let mut article = Article::new(format!("r{id:03}"), text);
        article.outlet = Some(Outlet(format!("Outlet {id}")));
        read::read(article)
    }

    #[test]
    fn of_very_many_copies_the_earliest_are_woven_and_the_rest_counted() {
        let text = "The ferry Aurelia sank off Port Maren on Friday, the harbour master said.";
        let mut readings: Vec<Reading> = (0..40).map(|id| reading(id, text)).collect();
        readings.push(reading(99, "Captain Ines Vollard of the ferry Aurelia was questioned in Port Maren."));
        readings.reverse();
        let story = story(&readings.iter().collect::<Vec<_>>(), &[0; 41], &[], &Owners::built_in(), &[]);
        assert_eq!(story.articles.len(), WOVEN + 1);
        assert_eq!(story.left_out.len(), 40 - WOVEN);
        assert_eq!(story.articles[0].id.0, "r000");
        assert_eq!(story.left_out[0].id.0, format!("r{WOVEN:03}"));
        assert!(story.articles.iter().any(|report| report.id.0 == "r099"));
    }
}
