//! Made outlets on this machine that behave well and badly: to test fetching, and to measure it.
//!
//! [`Server`] answers what it is told to. [`World`] is hundreds of outlets with feeds and pages, each with a [`Manner`] of its
//! own, that notes who asked for what and when, so that politeness is measured where it counts. All of it is on addresses of
//! loopback, and nothing of it is needed to run the program.

mod feeds;
mod manner;
mod pages;
mod server;
mod world;

pub use manner::Manner;
pub use server::{Request, Server, send};
pub use world::{Asked, Plan, Site, World};
