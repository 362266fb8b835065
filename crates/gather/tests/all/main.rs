//! Reads real files in a folder of their own, good and bad.

#![expect(
    clippy::unwrap_used,
    reason = "what sets a test up may fail it; clippy sees only the tests themselves"
)]

mod archives;
mod charsets;
mod documents;
mod folders;
mod hostile;
mod json_lines;
mod mails;
mod markdown;
mod packing;
mod pages;
mod pdfs;
mod plain;
mod saved;
mod warc;
mod watch;
mod web;

use gather::{Problem, ProblemKind, Report, Sources};
use std::path::{Path, PathBuf};

/// What came out of a run: reports, and problems by how they are shown.
struct Run {
    reports: Vec<Report>,
    problems: Vec<Problem>,
}

impl Run {
    fn of(sources: Sources) -> Self {
        let mut run = Self { reports: Vec::new(), problems: Vec::new() };
        for found in sources {
            match found {
                Ok(report) => run.reports.push(report),
                Err(problem) => run.problems.push(problem),
            }
        }
        run
    }

    fn ids(&self) -> Vec<&str> {
        self.reports.iter().map(|report| report.article.id.0.as_str()).collect()
    }

    fn told(&self) -> Vec<String> {
        self.problems.iter().map(ToString::to_string).collect()
    }

    fn failures(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_failure()).count()
    }
}

/// A folder of the test's own, and the run over paths in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Reads the whole folder.
    fn read(&self) -> Run {
        read(&[self.0.path()])
    }
}

fn read(paths: &[impl AsRef<Path>]) -> Run {
    let paths: Vec<PathBuf> = paths.iter().map(|path| path.as_ref().to_owned()).collect();
    Run::of(Sources::new(&paths))
}

/// Reads one file that has to give one report and nothing else.
fn read_one(path: &Path) -> Report {
    let mut run = read(&[path]);
    assert_eq!(run.told(), [""; 0]);
    assert_eq!(run.reports.len(), 1);
    run.reports.pop().unwrap()
}

/// Reads one file that has to give one problem and nothing else.
fn refuse_one(path: &Path) -> ProblemKind {
    let mut run = read(&[path]);
    assert_eq!(run.ids(), [""; 0]);
    assert_eq!(run.problems.len(), 1, "{:?}", run.told());
    let problem = run.problems.pop().unwrap();
    assert!(problem.is_failure());
    assert!(problem.to_string().starts_with(&path.display().to_string()), "{problem}");
    problem.reason
}
