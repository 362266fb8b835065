//! The program, from outside: each test runs it as a user does.

mod bad_input;
mod corrections;
mod determinism;
mod entities;
mod feeds;
mod formats;
mod furniture;
mod help;
mod interruption;
mod library;
mod made;
mod owners;
mod placing;
mod revisions;
mod run;
mod sample;
mod schemas;
