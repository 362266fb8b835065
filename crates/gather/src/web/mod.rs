//! What is fetched over the network: politely, and so that neither side is harmed.
//!
//! [`Fetcher`] gets what stands at an [`Address`], within [`Limits`] and the user's [`Reach`]; [`Rules`] says what
//! outlets let programs fetch. Nothing here is fetched that the user did not ask for.

mod address;
mod fetch;
mod reach;
mod robots;

pub use address::{Address, AddressError};
pub use fetch::{AGENT, FetchError, Fetched, Fetcher, Known, Limits};
pub use reach::Reach;
pub use robots::Rules;
