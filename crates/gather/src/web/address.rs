//! Addresses on the web.

use crate::tables::rows;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use url::{Host, Url};

/// An address that may be fetched: http or https, with a host, without a name or password, without a fragment.
///
/// ```
/// use gather::web::Address;
/// let address = Address::parse("https://Tide.example/gate#top").unwrap();
/// assert_eq!(address.to_string(), "https://tide.example/gate");
/// assert!(Address::parse("file:///etc/passwd").is_err());
/// assert!(Address::parse("https://ada:secret@tide.example/").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Address(Url);

/// Why something is no address that may be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It cannot be taken apart.
    #[error("is no address: {0}")]
    Malformed(String),
    /// Its scheme is not of the web.
    #[error("begins with {0:?}; only http and https are fetched")]
    Scheme(String),
    /// It carries a name or a password.
    #[error("carries a name or a password; give the address without them")]
    Credentials,
}

impl Address {
    /// Takes an address apart.
    ///
    /// # Errors
    ///
    /// When it is none, or none that may be fetched.
    pub fn parse(given: &str) -> Result<Self, AddressError> {
        Self::of(Url::parse(given.trim()).map_err(|error| AddressError::Malformed(error.to_string()))?)
    }

    /// The address that a page or an answer at this one names, which may be relative.
    ///
    /// # Errors
    ///
    /// As for [`Address::parse`].
    pub fn join(&self, named: &str) -> Result<Self, AddressError> {
        Self::of(self.0.join(named.trim()).map_err(|error| AddressError::Malformed(error.to_string()))?)
    }

    fn of(mut url: Url) -> Result<Self, AddressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::Credentials);
        }
        if url.host().is_none() {
            return Err(AddressError::Malformed("it has no host".to_owned()));
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The host, in lower case; an IPv6 address in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether the host is a number and no name.
    pub fn is_numeric(&self) -> bool {
        matches!(self.0.host(), Some(Host::Ipv4(_) | Host::Ipv6(_)))
    }

    /// Path and query: what robots.txt speaks of.
    pub fn path(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }

    /// Without the parameters that say where a reader came from (`tracking.tsv`): two addresses that differ in them are one page.
    ///
    /// ```
    /// use gather::web::Address;
    /// let address = Address::parse("https://tide.example/gate?id=7&utm_source=feed").unwrap();
    /// assert_eq!(address.without_tracking().as_str(), "https://tide.example/gate?id=7");
    /// ```
    #[must_use]
    pub fn without_tracking(&self) -> Self {
        let Some(query) = self.0.query() else { return self.clone() };
        // As they are written: a server may care for what decoding would lose.
        let kept: Vec<&str> = query.split('&').filter(|part| !is_tracking(part)).collect();
        let mut url = self.0.clone();
        url.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
        Self(url)
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Scheme, host and port, as in `https://tide.example`: whom robots.txt speaks for.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(given: &str) -> Result<Self, AddressError> {
        Self::parse(given)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0.into()
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(given: String) -> Result<Self, AddressError> {
        Self::parse(&given)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.as_str())
    }
}

const TRACKING: &str = include_str!("tracking.tsv");

/// Whether a parameter, as in `utm_source=feed`, says where a reader came from.
fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_lowercase();
    rows(TRACKING).any(|(known, _)| match known.strip_suffix('*') {
        Some(begin) => name.starts_with(begin),
        None => name == known,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_any_notation_are_numbers() {
        for given in ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/"] {
            assert!(Address::parse(given).unwrap().is_numeric(), "{given}");
        }
        assert!(!Address::parse("http://tide.example/").unwrap().is_numeric());
    }

    #[test]
    fn parameters_that_track_readers_are_no_part_of_a_page() {
        for (given, kept) in [
            ("https://a.example/?UTM_Source=x&b=%20&fbclid=1&c", "https://a.example/?b=%20&c"),
            ("https://a.example/?utm_source=x", "https://a.example/"),
            ("https://a.example/?utmost=x", "https://a.example/?utmost=x"),
            ("https://a.example/", "https://a.example/"),
        ] {
            assert_eq!(Address::parse(given).unwrap().without_tracking().as_str(), kept);
        }
        assert!(rows(TRACKING).all(|(name, more)| name == name.to_lowercase() && more.is_empty()));
    }

    #[test]
    fn what_may_not_be_fetched_says_why() {
        for (given, why) in [
            ("ftp://tide.example/", "only http and https"),
            ("javascript:alert(1)", "only http and https"),
            ("tide.example", "is no address"),
            ("https://:secret@tide.example/", "a name or a password"),
            ("https://", "is no address"),
        ] {
            let said = Address::parse(given).unwrap_err().to_string();
            assert!(said.contains(why), "{given}: {said}");
        }
        let here = Address::parse("https://tide.example/a/b").unwrap();
        assert_eq!(here.join("../c?d#e").unwrap().to_string(), "https://tide.example/c?d");
        assert_eq!(here.join("//gale.example").unwrap().host(), "gale.example");
        assert!(here.join("file:///c").is_err());
        assert_eq!((here.origin().as_str(), here.path().as_str()), ("https://tide.example", "/a/b"));
    }
}
