//! What is fetched over the network: politely, and so that neither side is harmed.
//!
//! [`Fetcher`] gets what stands at an [`Address`], within [`Limits`] and the user's [`Reach`]; [`Polite`] leaves
//! each host its pause and fetches only what outlets let programs fetch. Nothing here is fetched that the user did not ask for.

mod address;
mod clock;
mod fetch;
mod polite;
mod reach;
mod retry_after;
mod robots;
mod visit;

pub(crate) use visit::{Visit, report};

pub use address::{Address, AddressError};
pub use clock::Clock;
pub use fetch::{AGENT, FetchError, Fetched, Fetcher, Known, Limits};
pub use polite::{Polite, Refused};
pub use reach::Reach;
pub use retry_after::Hold;
pub(crate) use retry_after::held;
pub use robots::Forbidden;
pub(crate) use robots::LONGEST_PAUSE;
