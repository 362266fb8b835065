//! Passwords, kept as Argon2id.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use thiserror::Error;
use tokio::sync::Semaphore;

/// Shorter ones are refused (NIST SP 800-63B).
const SHORTEST: usize = 8;

/// Longer ones are refused, so that hashing stays bounded.
const LONGEST: usize = 1024;

/// So many passwords are checked at once: each takes 19 MiB.
const AT_ONCE: usize = 4;

/// Why a password cannot be taken.
#[derive(Debug, Error)]
pub enum PasswordError {
    /// It is too short or too long.
    #[error("a password has {SHORTEST} to {LONGEST} characters")]
    Length,
    /// The system gave no random bytes, or the hash could not be made.
    #[error("the password could not be kept: {0}")]
    Hash(String),
}

/// A password as a PHC string to be stored.
///
/// Argon2id with 19 MiB, two passes and one lane: what the OWASP Password Storage Cheat Sheet asks for at least.
pub fn hashed(password: &str) -> Result<String, PasswordError> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Err(PasswordError::Length);
    }
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| PasswordError::Hash(error.to_string()))?;
    let failed = |error: argon2::password_hash::Error| PasswordError::Hash(error.to_string());
    let salt = SaltString::encode_b64(&salt).map_err(failed)?;
    Ok(argon().hash_password(password.as_bytes(), &salt).map_err(failed)?.to_string())
}

fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Checks passwords, a few at a time.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    places: Arc<Semaphore>,
    /// Checked where there is no such reader, so that one who asks cannot tell by the time it takes.
    nobody: Arc<str>,
}

impl Passwords {
    pub(crate) fn new() -> Result<Self, PasswordError> {
        let mut unknown = [0; 16];
        getrandom::fill(&mut unknown).map_err(|error| PasswordError::Hash(error.to_string()))?;
        let nobody = hashed(&format!("{:032x}", u128::from_be_bytes(unknown)))?;
        Ok(Self { places: Arc::new(Semaphore::new(AT_ONCE)), nobody: nobody.into() })
    }

    /// Whether this is the password that was kept as `secret`; never for one who has none.
    pub(crate) async fn is(&self, password: String, secret: Option<String>) -> bool {
        if password.len() > LONGEST * 4 {
            return false;
        }
        let Ok(_place) = self.places.acquire().await else { return false };
        let (has_one, nobody) = (secret.is_some(), self.nobody.clone());
        let check = tokio::task::spawn_blocking(move || {
            let kept = secret.as_deref().unwrap_or(&nobody);
            let hash = PasswordHash::new(kept);
            hash.is_ok_and(|hash| argon().verify_password(password.as_bytes(), &hash).is_ok())
        });
        check.await.unwrap_or(false) && has_one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_so_that_nobody_can_read_it() {
        let kept = hashed("correct horse").expect("it is long enough");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hashed("correct horse").expect("it is"), "each has a salt of its own");
        assert!(matches!(hashed("short"), Err(PasswordError::Length)));
        assert!(matches!(hashed(&"x".repeat(1025)), Err(PasswordError::Length)));
    }

    #[tokio::test]
    async fn only_the_password_itself_is_taken() {
        let passwords = Passwords::new().expect("random bytes");
        let kept = hashed("correct horse").expect("it is long enough");
        assert!(passwords.is("correct horse".to_owned(), Some(kept.clone())).await);
        assert!(!passwords.is("correct house".to_owned(), Some(kept)).await);
        assert!(!passwords.is("correct horse".to_owned(), None).await);
        assert!(!passwords.is("correct horse".to_owned(), Some("no hash".to_owned())).await);
    }
}
