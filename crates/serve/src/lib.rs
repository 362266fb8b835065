//! Shows a library to people and programs over HTTP: pages, their JSON, and what is new.
//!
//! [`serve()`] runs one process over one library until it is told to stop. What a page shows is asked of `desk`, so that the command
//! line and other programs get the same; this crate adds who may ask ([`Settings`]), how it is written down, and what went wrong
//! ([`Problem`]). It holds no rule about reports.

mod api;
mod app;
mod cursor;
mod etag;
mod jobs;
mod pages;
mod problem;
mod programs;
mod safe;
mod server;
mod settings;

pub use api::openapi;
pub use problem::Problem;
pub use safe::{PasswordError, hashed, new_secret, new_token, token_digest};
pub use server::{ServeError, serve};
pub use settings::{Limits, Proxy, Settings};
