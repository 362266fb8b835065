//! Keeps articles, readings, stories and people's corrections; decides nothing.
//!
//! A [`Library`] is one `SQLite` file. Articles are added as they came, with their bytes ([`Library::add`]), and
//! wait until they are read ([`Library::unread`], [`Library::put_readings`]) and placed
//! ([`Library::put_signatures`], [`Library::put_grouping`]); what was interrupted is taken up where it was left.
//! People's corrections ([`Library::correct`]) are kept beside, never mixed into what was found.
//!
//! No type of `SQLite`'s appears here, so that a library of a team can live in another database.

mod add;
mod articles;
mod corrections;
mod doctor;
mod error;
mod export;
mod following;
mod furniture;
mod grouping;
mod hooks;
mod index;
mod library;
mod neighbours;
mod open;
mod pack;
mod readers;
mod readings;
mod search;
mod stories;
mod told;
mod verify;

pub use add::{Added, How, NewArticle};
pub use articles::{Keys, OutletRow, StoredArticle, Version};
pub use corrections::{CorrectionId, StoredCorrection};
pub use doctor::{Concern, Finding};
pub use error::StoreError;
pub use export::{TABLES, Table};
pub use following::PageCounts;
pub use hooks::{Delivery, Hook};
pub use index::{AsOf, Signed};
pub use library::{ArticleKey, Counts, Library, StoryId};
pub use neighbours::Neighbours;
pub use open::FORMAT;
pub use readers::{Lasts, Look, ReaderId, StoredReader, Token};
pub use readings::{PutReadings, RefusedReading};
pub use search::{SearchHit, SearchPage, SearchQuery, Segment, Snippet, Utterance};
pub use stories::{Grouped, Grouping, Member, StoryChange, StoryFilter, StoryPage, StoryRow};
pub use told::State;
pub use verify::{Failed, Verified};
