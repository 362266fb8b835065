//! Gets reports in, and says what could not be read.

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use article::PartialDate;
use clap::Args;
use gather::web::{Clock, Fetcher, Limits, Reach};
use gather::{Report, Reports, Sources};
use std::path::PathBuf;

/// Reports are worked on in portions of no more text than this, so that memory does not grow with their number.
const PORTION_BYTES: usize = 16 << 20;

/// Days of publication that the user knows.
#[derive(Debug, Clone, Args)]
pub(crate) struct Published {
    /// The day on which a report appeared, when the report does not say it itself.
    ///
    /// FILE is the path as given, the file's name or the article's id; DATE is YYYY, YYYY-MM, YYYY-MM-DD or
    /// YYYY-MM-DDTHH:MM. Words like "Friday" then become dates. May be given several times.
    #[arg(long, value_name = "FILE=DATE", value_parser = file_and_date)]
    pub(crate) published: Vec<(String, PartialDate)>,
}

/// What may be fetched.
#[derive(Debug, Clone, Args)]
pub(crate) struct Fetching {
    /// A host to fetch from although its address is not of the public internet.
    ///
    /// The name or number as it stands in addresses: localhost, 10.0.0.7. Otherwise nothing is fetched from this machine or from
    /// a network behind it, also where an address leads there. May be given several times.
    #[arg(long, value_name = "HOST")]
    pub(crate) allow_host: Vec<String>,
}

impl Fetching {
    /// What fetches, with limits of time by this clock.
    pub(crate) fn fetcher(&self, clock: Clock) -> Fetcher {
        let reach = self.allow_host.iter().fold(Reach::default(), |reach, host| reach.with(host));
        Fetcher::new(Limits::default().by(clock), reach)
    }
}

fn file_and_date(given: &str) -> Result<(String, PartialDate), String> {
    let (file, date) = given
        .rsplit_once('=')
        .filter(|(file, _)| !file.is_empty())
        .ok_or("write FILE=DATE, for example report.txt=2031-04-28")?;
    Ok((file.to_owned(), date.parse().map_err(|error: article::DateError| error.to_string())?))
}

/// The reports that some paths lead to. Problems are said as they are met, and counted.
#[derive(Debug)]
pub(crate) struct Gathering<'c> {
    reports: Reports,
    console: &'c Console,
    found: usize,
    failures: usize,
}

impl<'c> Gathering<'c> {
    /// Reads these, in this order.
    pub(crate) fn new(
        paths: &[PathBuf],
        published: &Published,
        fetching: &Fetching,
        console: &'c Console,
    ) -> Self {
        let sources = Sources::new(paths)
            .published(published.published.clone())
            .fetcher(fetching.fetcher(Clock::default()));
        Self { reports: sources.into_iter(), console, found: 0, failures: 0 }
    }

    /// The next few reports, at most `most`; none at the end.
    pub(crate) fn portion(&mut self, most: usize) -> Vec<Report> {
        let mut portion = Vec::new();
        let mut bytes = 0;
        while portion.len() < most && bytes < PORTION_BYTES {
            let Some(report) = self.next() else { break };
            bytes += report.article.text.len();
            portion.push(report);
        }
        portion
    }

    /// Counts what failed after a report was got.
    pub(crate) fn fail(&mut self, words: impl std::fmt::Display) {
        self.failures += 1;
        self.console.error(words);
    }

    /// How it went, once all is read.
    pub(crate) fn outcome(&self) -> Result<Outcome, Failure> {
        if self.found == 0 && self.failures > 0 {
            // Each was named with its reason.
            return Err(Failure::new("nothing could be read"));
        }
        if self.found == 0 {
            return Err(Failure::new("there was nothing to read")
                .hint("give files, folders or archives with text, pages, PDF, DOCX, mails, JSON lines or WARC; - reads JSON lines from standard input"));
        }
        Ok(Outcome::of_failures(self.failures))
    }
}

impl Iterator for Gathering<'_> {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        loop {
            match self.reports.next()? {
                Ok(report) => {
                    self.found += 1;
                    tracing::debug!("{}: article {}", report.origin, report.article.id);
                    for note in &report.notes {
                        self.console.note(format!("{}: {note}", report.origin));
                    }
                    return Some(report);
                }
                Err(problem) if problem.is_failure() => {
                    self.failures += 1;
                    self.console.error(problem);
                }
                Err(problem) => self.console.warning(problem),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::file_and_date;

    #[test]
    fn a_file_and_its_date_are_told_apart() {
        let (file, date) = file_and_date("a=b.txt=2031-04").unwrap();
        assert_eq!((file.as_str(), date.to_string().as_str()), ("a=b.txt", "2031-04"));
        for wrong in ["a.txt", "=2031", "a.txt=Smarch", "a.txt="] {
            assert!(file_and_date(wrong).is_err(), "{wrong}");
        }
    }
}
