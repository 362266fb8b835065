//! Gets reports in, and says what could not be read.

use crate::error::DeskError;
use crate::listener::Listener;
use gather::{Report, Reports};

/// Reports are worked on in portions of no more text than this, so that memory does not grow with their number.
const PORTION_BYTES: usize = 16 << 20;

/// The reports that some sources lead to. Problems are said as they are met, and counted.
pub struct Gathering<'g> {
    reports: Reports,
    listener: &'g dyn Listener,
    found: usize,
    failures: usize,
}

impl<'g> Gathering<'g> {
    /// Reads these, in their order.
    pub fn new(reports: Reports, listener: &'g dyn Listener) -> Self {
        Self { reports, listener, found: 0, failures: 0 }
    }

    /// The next few reports, at most `most`; none at the end.
    pub fn portion(&mut self, most: usize) -> Vec<Report> {
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
    pub fn fail(&mut self, words: &str) {
        self.failures += 1;
        self.listener.error(words);
    }

    /// How many failed, once all is read.
    ///
    /// # Errors
    ///
    /// When there was nothing to read, or nothing that could be read.
    pub fn failures(&self) -> Result<usize, DeskError> {
        if self.found == 0 && self.failures > 0 {
            // Each was named with its reason.
            return Err(DeskError::new("nothing could be read"));
        }
        if self.found == 0 {
            return Err(DeskError::new("there was nothing to read")
                .hint("give files, folders or archives with text, pages, PDF, DOCX, mails, JSON lines or WARC; - reads JSON lines from standard input"));
        }
        Ok(self.failures)
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
                        self.listener.note(&format!("{}: {note}", report.origin));
                    }
                    return Some(report);
                }
                Err(problem) if problem.is_failure() => {
                    self.failures += 1;
                    self.listener.error(&problem.to_string());
                }
                Err(problem) => self.listener.warning(&problem.to_string()),
            }
        }
    }
}
