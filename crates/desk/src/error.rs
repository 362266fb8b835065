//! Why something could not be done.

use std::fmt;

/// Why something could not be done, in words for people, and where that helps, what to do about it.
#[derive(Debug)]
pub enum DeskError {
    /// What was asked for is wrong in itself.
    Asked {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// What was asked for is not there.
    Absent {
        /// What is not there.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// Somebody else is at it; later it can be done.
    Busy {
        /// Who or what is at it.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// The library could not do it.
    Store(store::StoreError),
}

impl DeskError {
    /// A failure that says what went wrong in its own words.
    pub fn new(message: impl Into<String>) -> Self {
        Self::Asked { message: message.into(), hint: None }
    }

    /// What was asked for is not there.
    pub fn absent(message: impl Into<String>) -> Self {
        Self::Absent { message: message.into(), hint: None }
    }

    /// Somebody else is at it; later it can be done.
    pub fn busy(message: impl Into<String>) -> Self {
        Self::Busy { message: message.into(), hint: None }
    }

    /// With what to do about it. An error of the library says that itself.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Asked { message, .. } => Self::Asked { message, hint: Some(hint.into()) },
            Self::Absent { message, .. } => Self::Absent { message, hint: Some(hint.into()) },
            Self::Busy { message, .. } => Self::Busy { message, hint: Some(hint.into()) },
            Self::Store(error) => Self::Store(error),
        }
    }

    /// What to do about it, where that is not part of the message.
    pub fn advice(&self) -> Option<&str> {
        match self {
            Self::Asked { hint, .. } | Self::Absent { hint, .. } | Self::Busy { hint, .. } => hint.as_deref(),
            Self::Store(_) => None,
        }
    }
}

impl fmt::Display for DeskError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked { message, .. } | Self::Absent { message, .. } | Self::Busy { message, .. } => {
                out.write_str(message)
            }
            Self::Store(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for DeskError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Asked { .. } | Self::Absent { .. } | Self::Busy { .. } => None,
            Self::Store(error) => Some(error),
        }
    }
}

impl From<store::StoreError> for DeskError {
    fn from(error: store::StoreError) -> Self {
        Self::Store(error)
    }
}
