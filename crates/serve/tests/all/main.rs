//! The server, asked over a socket as any client may ask it.

// Here a failure should end the test at once, also in what the tests share.
#![allow(clippy::unwrap_used)]

mod api;
mod asking;
mod hooks;
mod limits;
mod pages;
mod programs;
mod safety;
mod signing_in;

use asking::{Answer, Running, Sample, teller};
