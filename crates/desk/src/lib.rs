//! The work over one library: what the command line, the pages and other programs do alike.
//!
//! Reports are gathered ([`Gathering`]), taken in, read and placed ([`Work`], [`take_in`]); feeds are followed ([`Following`],
//! [`feeds`]); what people know better is kept ([`corrections`]); stories are woven and told ([`Woven`]), listed ([`stories`]),
//! searched ([`search()`]) and compared ([`compare()`]). What each gives can be written as JSON, and is the same whoever asks.
//!
//! It decides nothing that the four verbs decide. It knows no terminal and no page: who hears of the work is a [`Listener`].

mod alone;
mod annotations;
mod arrivals;
mod articles;
mod cited;
pub mod compare;
pub mod corrections;
mod error;
pub mod extracts;
pub mod feeds;
mod finding;
mod following;
mod gathering;
pub mod hooks;
mod listener;
mod parallel;
mod pen;
pub mod people;
mod placing;
mod pointing;
mod pool;
mod reading;
mod rereading;
pub mod search;
pub mod stories;
mod told;
mod weaving;
mod words;
mod work;

pub use alone::Alone;
pub use annotations::annotations;
pub use arrivals::{Tally, take_in};
pub use articles::{ArticleView, VersionLine, article};
pub use cited::{Cited, Citing};
pub use compare::compare;
pub use error::DeskError;
pub use finding::{FactHit, Finds, QuotationHit, facts, quotations};
pub use following::{Followed, Following, Tell, minute};
pub use gathering::Gathering;
pub use listener::{Listener, Progress, Unseen};
pub use parallel::{in_order, threads};
pub use people::person;
pub use pool::Pool;
pub use reading::{check_model, read_plain};
pub use rereading::{reread, take_apart_again};
pub use search::search;
pub use told::{Summary, Teller, Told, Words, readings};
pub use weaving::{Together, Woven, as_one_story, by_story};
pub use words::{count, days, name_of, squeezed};
pub use work::{PORTION, Work, corrections as corrections_that_hold, now, stories as all_stories};
