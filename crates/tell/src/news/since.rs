//! Which reports of an account count as of a day or later.

use crate::account::{Account, Article, Since};
use article::PartialDate;
use std::collections::BTreeSet;

/// The reports taken to be published on `day` or later: those that an account since that day
/// ([`Options::since`](crate::Options::since)) is made of.
pub fn since(account: &Account, day: PartialDate) -> Since {
    let first = day.first_day();
    let is_since = |date: &Option<String>| {
        let date = date.as_deref().and_then(|date| date.parse::<PartialDate>().ok());
        date.map(|date| date.last_day() >= first)
    };
    let later: BTreeSet<&str> =
        account.articles.iter().filter_map(|article| article.superseded_by.as_deref()).collect();
    // Where its content leaves open when it is of, it may be new: to hide that would be the worse mistake.
    let published = |article: &Article| {
        let bound = || article.bounds.as_ref().and_then(|bounds| is_since(&bounds.latest));
        is_since(&article.published).or_else(bound).unwrap_or(true)
    };
    let changed =
        |article: &Article| later.contains(article.id.as_str()) && is_since(&article.modified) == Some(true);
    let new: Vec<&Article> =
        account.articles.iter().filter(|article| published(article) || changed(article)).collect();
    Since {
        date: day.to_string(),
        articles: new.iter().map(|article| article.id.clone()).collect(),
        undated: new.iter().filter(|one| one.published.is_none()).map(|one| one.id.clone()).collect(),
    }
}
