//! Sessions of browsers: a random token in a cookie, of which the library keeps a digest.

use crate::settings::Settings;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::time::Duration;
use store::Lasts;

/// A new token of 256 random bits, as text.
///
/// # Errors
///
/// When the system gives no random bytes.
pub fn new_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A new secret of 256 random bits for signing calls, as the Standard Webhooks write it.
///
/// # Errors
///
/// When the system gives no random bytes.
pub fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("whsec_{}", STANDARD.encode(bytes)))
}

/// The digest by which a token is stored. A token is random through and through, so that a plain SHA-256 of it cannot be guessed from.
pub fn token_digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// How sessions are named and how long they last.
#[derive(Debug, Clone)]
pub(crate) struct Sessions {
    secure: bool,
    idle: Duration,
    longest: Duration,
    /// What tokens against forged requests are made with; new with each process.
    seed: [u8; 32],
}

impl Sessions {
    pub(crate) fn new(settings: &Settings) -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        let Settings { secure, limits, .. } = settings;
        Ok(Self { secure: *secure, idle: limits.idle, longest: limits.session, seed })
    }

    /// Which sessions have not ended.
    pub(crate) fn lasts(&self) -> Lasts {
        Lasts { used: moment_before(self.idle), made: moment_before(self.longest) }
    }

    /// The token against forged requests that belongs to a session; of a reader without one, to this process.
    pub(crate) fn csrf(&self, session: Option<&str>) -> String {
        let mut digest = Sha256::new();
        digest.update(self.seed);
        digest.update(session.unwrap_or_default());
        URL_SAFE_NO_PAD.encode(digest.finalize())
    }

    fn name(&self) -> &'static str {
        // The prefix has browsers see to it that no other host sets it.
        if self.secure { "__Host-parallax" } else { "parallax" }
    }

    /// The token in the cookies of a request.
    pub(crate) fn token(&self, headers: &HeaderMap) -> Option<String> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .map(|(_, value)| value.to_owned())
    }
}

/// The cookie that begins a session.
pub(crate) fn cookie(sessions: &Sessions, token: &str) -> Option<HeaderValue> {
    set(sessions, token, sessions.longest.as_secs())
}

/// The cookie that ends one.
pub(crate) fn ended(sessions: &Sessions) -> Option<HeaderValue> {
    set(sessions, "", 0)
}

fn set(sessions: &Sessions, value: &str, seconds: u64) -> Option<HeaderValue> {
    let secure = if sessions.secure { "; Secure" } else { "" };
    let name = sessions.name();
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// So long ago, in UTC, as it is stored.
fn moment_before(time: Duration) -> String {
    let time = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
    let moment = Timestamp::now().checked_sub(time).unwrap_or(Timestamp::UNIX_EPOCH);
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_among_the_cookies_of_a_request() {
        let mut settings = Settings::new("library.db".into());
        settings.secure = true;
        let sessions = Sessions::new(&settings).expect("random bytes");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("parallax=no; a=b; __Host-parallax=yes"));
        assert_eq!(sessions.token(&headers).as_deref(), Some("yes"));
        let set = cookie(&sessions, "yes").expect("a header");
        let set = set.to_str().expect("text");
        assert!(
            set.starts_with("__Host-parallax=yes; Path=/;")
                && set.ends_with("HttpOnly; SameSite=Lax; Secure")
        );
        assert_ne!(sessions.csrf(Some("yes")), sessions.csrf(None));
        let other = Sessions::new(&settings).expect("random bytes");
        assert_ne!(sessions.csrf(None), other.csrf(None), "another process has other ones");
    }
}
