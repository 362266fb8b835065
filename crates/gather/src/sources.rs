//! What to read.

use crate::Reports;
use crate::web::Fetcher;
use article::PartialDate;
use std::fmt;
use std::io::Read;
use std::path::PathBuf;

/// What to read, and what the user knows better than the files.
///
/// A path is a file, a folder, or `-` for standard input as JSON lines. Iterate over it to read.
pub struct Sources {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) published: Vec<(String, PartialDate)>,
    pub(crate) input: Box<dyn Read + Send>,
    pub(crate) limit: u64,
    pub(crate) fetcher: Fetcher,
}

/// The most bytes of one report, unless said otherwise: some ten million words.
const LARGEST: u64 = 64 << 20;

impl Sources {
    /// Reads these, in this order.
    pub fn new(paths: &[PathBuf]) -> Self {
        Self {
            paths: paths.to_vec(),
            published: Vec::new(),
            input: Box::new(std::io::stdin()),
            limit: LARGEST,
            fetcher: Fetcher::default(),
        }
    }

    /// Days of publication that count before what the files say. Each is for the report whose path (as given),
    /// file name or id is the text beside it; the last one counts. What matches no report becomes a
    /// [`crate::Problem`] at the end.
    #[must_use]
    pub fn published(self, overrides: Vec<(String, PartialDate)>) -> Self {
        Self { published: overrides, ..self }
    }

    /// What `-` reads, in place of the standard input of the program.
    #[must_use]
    pub fn standard_input(self, reader: Box<dyn Read + Send>) -> Self {
        Self { input: reader, ..self }
    }

    /// What fetches addresses, in place of one with the limits and the reach that [`Fetcher::default`] has.
    #[must_use]
    pub fn fetcher(self, fetcher: Fetcher) -> Self {
        Self { fetcher, ..self }
    }

    /// The most bytes that one report may have; 64 MiB unless said otherwise. It holds for a file that is one
    /// report, a line of JSON lines and a record of an archive; such files themselves may be of any size. Pages
    /// have a limit of their own, 8 MiB.
    #[must_use]
    pub fn largest_report(self, bytes: u64) -> Self {
        Self { limit: bytes, ..self }
    }
}

impl IntoIterator for Sources {
    type Item = <Reports as Iterator>::Item;
    type IntoIter = Reports;

    fn into_iter(self) -> Reports {
        Reports::new(self)
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sources")
            .field("paths", &self.paths)
            .field("published", &self.published)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
