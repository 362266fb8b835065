//! What can go wrong, said to people.

use crate::StoryId;
use article::ArticleId;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

/// Why a library did not do what was asked: what, where, and what to do about it.
///
/// Whatever the error, the library holds what it held before the call: changes are made whole or not at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file.
    #[error("no library at {}: add reports first: parallax add PATH", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else. It was not touched.
    #[error("{} is no Parallax library ({why}); it was left as it is: name another file", path.display())]
    NotALibrary {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
    /// The library is in a format of a later release.
    #[error(
        "{} was made by a newer Parallax (format {format}, this one reads up to {reads}): install the newest \
         release, or name another library",
        path.display()
    )]
    Newer {
        /// The library.
        path: PathBuf,
        /// Its format.
        format: u32,
        /// The latest format that this release reads.
        reads: u32,
    },
    /// The library is in an older format and was opened for reading only.
    #[error(
        "{} is in an older format ({format}; this Parallax writes {writes}), which the next command that \
         writes brings up to date: run parallax add or parallax doctor once",
        path.display()
    )]
    Older {
        /// The library.
        path: PathBuf,
        /// Its format.
        format: u32,
        /// The format of this release.
        writes: u32,
    },
    /// The file or its folder cannot be written.
    #[error("cannot write the library at {}: {why}", path.display())]
    Unwritable {
        /// The library.
        path: PathBuf,
        /// Why not, and what to do.
        why: String,
    },
    /// The file or its folder cannot be read.
    #[error("cannot open the library at {}: {why}", path.display())]
    Unreadable {
        /// The library.
        path: PathBuf,
        /// Why not, and what to do.
        why: String,
    },
    /// The disk is full.
    #[error(
        "the disk that holds {} is full: make room and run the same command again; what was added before is \
         kept, and nothing is kept twice",
        path.display()
    )]
    Full {
        /// The library.
        path: PathBuf,
    },
    /// Another process is writing.
    #[error(
        "{} is being written by another parallax: wait for it to end, or stop it, and run the same command \
         again",
        path.display()
    )]
    Busy {
        /// The library.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error(
        "the library at {} is damaged ({what}): keep a copy of the file, run parallax doctor, and restore a \
         backup or add the reports to a new library",
        path.display()
    )]
    Corrupt {
        /// The library.
        path: PathBuf,
        /// What does not hold.
        what: String,
    },
    /// No article has this id.
    #[error("no article {id} in the library: parallax search finds articles by their words")]
    NoArticle {
        /// The id asked for.
        id: ArticleId,
    },
    /// No article has this key: it was removed.
    #[error("the article with key {key} is no longer in the library")]
    Removed {
        /// The key asked for.
        key: i64,
    },
    /// The article has not been read yet.
    #[error("article {id} has not been read yet: parallax add resumes where it was interrupted")]
    NotRead {
        /// The article.
        id: ArticleId,
    },
    /// The article was read by a version whose readings have another form.
    #[error("article {id} was read by an older version ({version}): read it again with parallax reread")]
    Outdated {
        /// The article.
        id: ArticleId,
        /// The version that read it.
        version: u32,
    },
    /// No story has this id.
    #[error("no story {id}{}: parallax stories lists them", became.map_or_else(String::new, |now| format!("; its articles are now in story {now}")))]
    NoStory {
        /// The id asked for.
        id: StoryId,
        /// Where its articles went, when it was one.
        became: Option<StoryId>,
    },
    /// No correction has this id, or it was undone before.
    #[error("{why}: parallax correct list lists corrections with their numbers")]
    NoCorrection {
        /// What was found instead.
        why: String,
    },
    /// No reader has this name.
    #[error("no reader {name:?}: parallax readers lists them, parallax readers add makes one")]
    NoReader {
        /// The name asked for.
        name: String,
    },
    /// A correction that cannot hold.
    #[error("that correction cannot hold: {why}")]
    Unfit {
        /// Why not.
        why: String,
    },
    /// The writer given to an export failed.
    #[error("cannot write the export: {0}")]
    Export(#[source] io::Error),
    /// `SQLite` said something that has no better name here.
    #[error("the library at {} failed: {source}", path.display())]
    Other {
        /// The library.
        path: PathBuf,
        /// What was said.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// Whether there is no library yet.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing { .. })
    }

    /// Whether the file is something other than a library.
    pub fn is_not_a_library(&self) -> bool {
        matches!(self, Self::NotALibrary { .. })
    }

    /// Whether a newer release made the library.
    pub fn is_newer(&self) -> bool {
        matches!(self, Self::Newer { .. })
    }

    /// Whether the library must be brought up to date by a command that writes.
    pub fn is_older(&self) -> bool {
        matches!(self, Self::Older { .. })
    }

    /// Whether the library cannot be written because of where it is or how it was opened.
    pub fn is_unwritable(&self) -> bool {
        matches!(self, Self::Unwritable { .. })
    }

    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full { .. })
    }

    /// Whether another process holds the library; the same call may succeed later.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }

    /// Whether the library is damaged.
    pub fn is_corrupt(&self) -> bool {
        matches!(self, Self::Corrupt { .. })
    }

    /// Whether the article must be read again before its reading can be had.
    pub fn is_outdated(&self) -> bool {
        matches!(self, Self::Outdated { .. })
    }

    /// Whether what was asked for (an article, a reading, a story, a correction) is not there.
    pub fn is_not_found(&self) -> bool {
        matches!(
            self,
            Self::NoArticle { .. }
                | Self::NoReader { .. }
                | Self::Removed { .. }
                | Self::NotRead { .. }
                | Self::NoStory { .. }
                | Self::NoCorrection { .. }
        )
    }
}

/// An error on its way out, before the library's path is put to it.
#[derive(Debug)]
pub(crate) enum Failure {
    Sql(rusqlite::Error),
    /// What is stored contradicts itself.
    Damaged(String),
    Said(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Said(error)
    }
}

pub(crate) type Inner<T> = Result<T, Failure>;

impl Failure {
    /// Whether another process stood in the way.
    pub(crate) fn is_busy(&self) -> bool {
        matches!(self, Self::Sql(error) if code(error) == Some(rusqlite::ErrorCode::DatabaseBusy)
            || code(error) == Some(rusqlite::ErrorCode::DatabaseLocked))
            || matches!(self, Self::Said(error) if error.is_busy())
    }

    /// Says it to people.
    pub(crate) fn at(self, path: &Path) -> StoreError {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        match self {
            Self::Said(error) => error,
            Self::Damaged(what) => StoreError::Corrupt { path, what },
            Self::Sql(error) => match code(&error) {
                Some(Code::DiskFull) => StoreError::Full { path },
                Some(Code::DatabaseBusy | Code::DatabaseLocked | Code::FileLockingProtocolFailed) => {
                    StoreError::Busy { path }
                }
                Some(Code::DatabaseCorrupt) => StoreError::Corrupt { path, what: error.to_string() },
                Some(Code::NotADatabase) => {
                    StoreError::NotALibrary { path, why: "it is no SQLite database".to_owned() }
                }
                Some(Code::ReadOnly) => StoreError::Unwritable {
                    path,
                    why: "it, or its folder, may only be read; change its permissions, or name another file"
                        .to_owned(),
                },
                Some(Code::CannotOpen | Code::PermissionDenied) => StoreError::Unreadable {
                    path,
                    why:
                        "the file or its folder does not let itself be opened; check that the folder exists \
                          and may be written"
                            .to_owned(),
                },
                _ => StoreError::Other { path, source: Box::new(error) },
            },
        }
    }
}

/// The kind of error that `SQLite` itself gave, if it was `SQLite`.
pub(crate) fn code(error: &rusqlite::Error) -> Option<rusqlite::ErrorCode> {
    error.sqlite_error_code()
}
