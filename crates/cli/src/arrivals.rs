//! Takes reports into a library, and says what became of them.

use crate::failure::Failure;
use crate::library::Work;
use crate::shown::count;
use gather::Report;
use serde::Serialize;
use store::{Added, How, NewArticle};

/// What became of reports.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Tally {
    pub(crate) added: usize,
    pub(crate) versions: usize,
    already: usize,
}

impl Tally {
    /// As words: `added 3 reports, 1 was there already`.
    pub(crate) fn text(&self) -> String {
        let mut parts = vec![format!("added {}", count(self.added, "report", "reports"))];
        if self.versions > 0 {
            parts.push(count(self.versions, "later version of a page", "later versions of pages"));
        }
        if self.already > 0 {
            let were = if self.already == 1 { "was" } else { "were" };
            parts.push(format!("{} {were} there already", self.already));
        }
        parts.join(", ")
    }
}

/// Takes a portion of reports in, reads them and gives each its place. Says what each was found to be.
pub(crate) fn arrive(
    work: &mut Work<'_>,
    portion: &[Report],
    tally: &mut Tally,
) -> Result<Vec<Added>, Failure> {
    let articles: Vec<NewArticle<'_>> = portion.iter().map(new_article).collect();
    let added = work.library.add(&articles)?;
    let mut new = Vec::new();
    for (report, added) in portion.iter().zip(&added) {
        let origin = &report.origin;
        match &added.how {
            How::New => tally.added += 1,
            How::Version { of, number, edited } => {
                tally.versions += 1;
                let how = if *edited { "" } else { ", of the same bytes" };
                work.console.note(format!("{origin}: version {number} of {of}{how}; both are kept"));
            }
            How::Renamed { given } => {
                tally.added += 1;
                let id = &added.id;
                work.console.note(format!("{origin}: another article has the id {given}; this one is {id}"));
            }
            How::Already => {
                tally.already += 1;
                continue;
            }
        }
        new.push(added.key);
    }
    work.read_portion(&new)?;
    Ok(added)
}

fn new_article(report: &Report) -> NewArticle<'_> {
    NewArticle {
        article: report.article.clone(),
        origin: report.origin.to_string(),
        raw: &report.raw.bytes,
        media: report.raw.media.media_type().to_owned(),
        charset: Some(report.raw.charset.clone()),
        extractor: report.raw.extractor.clone(),
    }
}
