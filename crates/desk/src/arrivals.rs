//! Takes reports into a library, and says what became of them.

use crate::error::DeskError;
use crate::gathering::Gathering;
use crate::words::count;
use crate::work::{PORTION, Work, now};
use gather::Report;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;
use store::{Added, How, NewArticle};

/// What became of reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// How many were new.
    pub added: usize,
    /// How many are later versions of pages.
    pub versions: usize,
    /// How many were there already.
    pub already: usize,
}

impl Tally {
    /// As words: `added 3 reports, 1 was there already`.
    pub fn text(&self) -> String {
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
) -> Result<Vec<Added>, DeskError> {
    let _turn = work.turn()?;
    let now = now();
    let articles: Vec<NewArticle<'_>> = portion.iter().map(|report| new_article(report, &now)).collect();
    let added = work.library.add(&articles)?;
    let mut new = Vec::new();
    for (report, added) in portion.iter().zip(&added) {
        let origin = &report.origin;
        match &added.how {
            How::New => tally.added += 1,
            How::Version { of, number, edited } => {
                tally.versions += 1;
                let how = if *edited { "" } else { ", of the same bytes" };
                work.listener.note(&format!("{origin}: version {number} of {of}{how}; both are kept"));
            }
            How::Renamed { given } => {
                tally.added += 1;
                let id = &added.id;
                work.listener
                    .note(&format!("{origin}: another article has the id {given}; this one is {id}"));
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

/// Takes all reports that are gathered into the library, `first` first, portion by portion, until there are no more or it is to
/// stop; then puts stories right.
pub fn take_in(
    work: &mut Work<'_>,
    first: Vec<Report>,
    gathering: &mut Gathering<'_>,
) -> Result<Tally, DeskError> {
    // What an earlier run left is first.
    work.read_waiting()?;
    let listener = work.listener;
    let mut progress = listener.begin("adding", None);
    let mut tally = Tally::default();
    let (mut portion, mut came) = (first, HashSet::new());
    while !portion.is_empty() && !listener.is_asked_to_stop() {
        for (report, added) in portion.iter().zip(arrive(work, &portion, &mut tally)?) {
            if !came.insert(added.key) && added.how == How::Already {
                listener.warning(&format!("{}: the same report as {}; added once", report.origin, added.id));
            }
        }
        progress.add(portion.len());
        portion = gathering.portion(PORTION);
    }
    drop(progress);
    work.finish()?;
    Ok(tally)
}

fn new_article<'r>(report: &'r Report, now: &str) -> NewArticle<'r> {
    NewArticle {
        article: report.article.clone(),
        origin: report.origin.to_string(),
        raw: &report.raw.bytes,
        media: report.raw.media.media_type().to_owned(),
        charset: Some(report.raw.charset.clone()),
        extractor: report.raw.extractor.clone(),
        added: now.to_owned(),
    }
}
