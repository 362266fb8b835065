//! Addresses on the web.

use std::fmt;
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// Scheme, host and port, as in `https://tide.example`: whom robots.txt speaks for.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.as_str())
    }
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
