//! How a command ends.

use std::fmt;
use std::io;

/// How a command ended that could do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All that was asked for was done.
    Done,
    /// Some inputs failed, each named on standard error; the rest was done.
    SomeFailed,
    /// It was stopped by the user.
    Stopped,
}

impl Outcome {
    /// [`Outcome::SomeFailed`] when anything failed.
    pub(crate) fn of_failures(failures: usize) -> Self {
        if failures == 0 { Self::Done } else { Self::SomeFailed }
    }

    /// The worse of two.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Stopped, _) | (_, Self::Stopped) => Self::Stopped,
            (Self::SomeFailed, _) | (_, Self::SomeFailed) => Self::SomeFailed,
            (Self::Done, Self::Done) => Self::Done,
        }
    }
}

/// Why nothing could be done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It is said why, and where that helps, what to do about it.
    Said {
        /// What went wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// Nobody reads the output any more, as in `parallax … | head`. That is no error.
    NobodyListens,
}

impl Failure {
    /// A failure that says what to do in its own words.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Said { message: message.into(), hint: None }
    }

    /// With what to do about it.
    #[must_use]
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Said { message, .. } => Self::Said { message, hint: Some(hint.into()) },
            Self::NobodyListens => self,
        }
    }

    /// A failure to write to `place`.
    pub(crate) fn writing(place: impl fmt::Display, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::NobodyListens;
        }
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room, or write somewhere else",
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "change the permissions, or write somewhere else"
            }
            io::ErrorKind::NotFound => "make the folder first, or write somewhere else",
            io::ErrorKind::IsADirectory => "name a file in that folder",
            _ => "write somewhere else",
        };
        Self::new(format!("cannot write {place}: {}", reason(error))).hint(hint)
    }

    /// The exit code of the contract.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Said { .. } => 2,
            Self::NobodyListens => 0,
        }
    }
}

/// What the system says, without its number.
fn reason(error: &io::Error) -> String {
    let said = error.to_string();
    said.split(" (os error").next().unwrap_or(&said).to_lowercase()
}

impl From<desk::DeskError> for Failure {
    fn from(error: desk::DeskError) -> Self {
        match error {
            desk::DeskError::Asked { message, hint }
            | desk::DeskError::Absent { message, hint }
            | desk::DeskError::Busy { message, hint } => Self::Said { message, hint },
            desk::DeskError::Store(error) => error.into(),
        }
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Export(error) => Self::writing("the export", &error),
            // A stored error says what to do in its own words.
            other => Self::new(other.to_string()),
        }
    }
}
