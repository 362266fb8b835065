//! What many readings share.
//!
//! [`group`] tells which articles belong to one story and which are copies of one text, from a small
//! [`Signature`] of each. [`story`] weaves the readings of one story: its people, events, quotations, facts and
//! positions, each with [`Evidence`](article::Evidence). Both are pure functions: the order of the articles,
//! the number of threads and the run change nothing.

mod assemble;
mod brief;
mod dossier;
mod events;
mod facts;
mod group;
mod independence;
mod moments;
mod people;
mod positions;
mod quotes;
mod spelling;
mod story;
mod timeline;
mod vocabulary;

pub use assemble::{evidence, story};
pub use brief::{BriefLine, Part, brief};
pub use events::coreference;
pub use group::{Placed, Signature, group, likeness, signature};
pub use story::*;
pub use timeline::{Day, StoryDay, Wanted, timeline};
pub use vocabulary::stem;
