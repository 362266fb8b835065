//! Reads many articles at once.

use crate::{error::DeskError, parallel};
use article::{Article, ArticleId, Correction, Digest};
use read::{Known, Reading};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Refuses to read with a model that is damaged or of another version.
pub fn check_model() -> Result<(), DeskError> {
    read::tag::model().map(|_| ()).map_err(|error| {
        DeskError::new(error.to_string())
            .hint("this copy of the program is damaged; build or install it again")
    })
}

/// An article to be read, with what is known of it beside its text.
#[derive(Debug)]
pub(crate) struct ToRead {
    pub(crate) article: Article,
    /// What people corrected.
    pub(crate) corrections: Vec<Correction>,
    /// The lines that its outlet prints under whatever it reports.
    pub(crate) furniture: BTreeSet<Digest>,
}

/// The reading of each article, in their order, with the corrections of its speakers. A fault of the program
/// costs one article, which is named in its place, and not the run.
pub(crate) fn read_all(articles: Vec<ToRead>, threads: usize) -> Vec<Result<Reading, ArticleId>> {
    parallel::in_order(threads, articles, |ToRead { article, corrections, furniture }| {
        let id = article.id.clone();
        let known = Known { furniture: &furniture, corrections: &corrections };
        let reading = || read::read_knowing(article, &known);
        catch_unwind(AssertUnwindSafe(reading)).map_err(|_| id)
    })
}

/// The readings of articles that nobody corrected; for those that cannot be read, `failed` is called.
pub fn read_plain(articles: Vec<Article>, threads: usize, mut failed: impl FnMut(ArticleId)) -> Vec<Reading> {
    let plain = |article| ToRead { article, corrections: Vec::new(), furniture: BTreeSet::new() };
    let articles = articles.into_iter().map(plain).collect();
    let mut readings = Vec::new();
    for reading in read_all(articles, threads) {
        match reading {
            Ok(reading) => readings.push(reading),
            Err(id) => failed(id),
        }
    }
    readings
}
