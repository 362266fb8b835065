//! The tools as a client of the SDK meets them.

#![allow(clippy::unwrap_used, missing_docs)]

mod client;
mod corrections;
mod evidence;
mod hostile;
mod questions;

use client::{Client, library};
