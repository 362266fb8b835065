//! What many readings share.
//!
//! [`group`] tells which articles belong to one story and which are copies of one text, from a small
//! [`Signature`] of each. [`story`] weaves the readings of one story: its families and who stands on whom, its people,
//! events, quotations, facts and positions, each with [`Evidence`](article::Evidence). Both are pure functions: the order of the articles,
//! the number of threads and the run change nothing.

mod amounts;
mod assemble;
mod brief;
mod dossier;
mod entities;
mod events;
mod facts;
mod families;
mod givers;
mod group;
mod independence;
mod lineage;
mod moments;
mod outlets;
mod owners;
mod people;
mod positions;
mod quotes;
mod repeats;
mod revisions;
mod rows;
mod sentences;
mod spelling;
mod story;
mod thinning;
mod timeline;
mod versions;
mod vocabulary;

pub use assemble::{evidence, story};
pub use brief::{BriefLine, Part, brief};
pub use entities::{Entities, Undecided};
pub use events::coreference;
pub use families::{Copied, Family, Headlines, Relation};
pub use group::{Placed, Placing, Seat, Shelf, Signature, group, keys, likeness, place, signature};
pub use independence::Independence;
pub use lineage::{Edge, EdgeKind, Lineage, Node, OutletNode};
pub use owners::{Owned, Owners};
pub use repeats::Repeat;
pub use revisions::{
    Declared, Extent, RevisedPage, RevisedPart, Revision, RevisionChange, RevisionNote, Side,
};
pub use story::*;
pub use thinning::LeftOut;
pub use timeline::{Day, StoryDay, Wanted, timeline};
pub use versions::PageVersion;
pub use vocabulary::stem;
