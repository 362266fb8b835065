//! One library, for programs that speak the Model Context Protocol.
//!
//! An assistant that is asked about the news calls tools: it searches, reads an account part by part, compares, and opens the
//! sentence behind a line. [`stdio`] serves one client on standard input and output, [`service`] any number over HTTP.
//!
//! Two things hold of every answer, and tests see to them:
//!
//! - **Evidence.** Whatever is said of the news comes with the sentence that says it: report, number of the sentence, words, place in
//!   code points. A line whose evidence cannot be shown is left out, which no tool can get around: entries are made from
//!   `desk::Cited` alone.
//! - **Text from outside is data.** Words of reports, and names found in them, stand only in fields whose names begin with
//!   `untrusted_`. What would act instead of being read is shown as a symbol; long text is cut, and says so. In the text of an
//!   answer, everything from outside stands between marks that it cannot hold itself.
//!
//! Nothing is changed but by the tools for corrections, which are there only when they were asked for ([`Shelf::with_corrections`]).

mod answer;
mod cite;

mod entries;
mod outside;
mod server;
mod shelf;
mod tool;
mod tools;

pub use server::{Caller, HttpService, McpError, Server, service, stdio};
pub use shelf::Shelf;
