//! Who may ask what, and how much of it.

mod host;
mod passwords;
mod policy;
mod rate;
mod session;
mod who;

pub(crate) use host::own_name;
pub(crate) use passwords::Passwords;
pub use passwords::{PasswordError, hashed};
pub(crate) use policy::headers;
pub(crate) use rate::{Rates, at_rate};
pub(crate) use session::{Sessions, cookie, ended};
pub use session::{new_secret, new_token, token_digest};
pub(crate) use who::{Client, Who, known, same_origin};
