//! The feeds that a library follows: listed, added, asked, left, and carried from reader to reader.

use crate::error::DeskError;
use gather::opml;
use gather::watch::{Condition, Feed, Found, Outcome, find};
use gather::web::{Address, Polite};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Library, PageCounts};

/// A feed that is followed. Moments are in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeedLine {
    /// Where it stands.
    pub address: String,
    /// Where it stood before it moved for good.
    pub moved_from: Option<String>,
    /// What the user calls it.
    pub name: Option<String>,
    /// What it calls itself.
    pub title: Option<String>,
    /// The folders it is in, each as a path from the outermost.
    pub folders: Vec<Vec<String>>,
    /// How it is: new, fine, empty, broken, blocked or gone.
    pub condition: String,
    /// Why it is so; nothing where all is well.
    pub reason: Option<String>,
    /// Since when it is so.
    pub since: String,
    /// When it was asked last.
    pub asked: Option<String>,
    /// When its items were read last, or were said not to have changed.
    pub read: Option<String>,
    /// When it is asked next.
    pub due: Option<String>,
    /// How often in a row it failed.
    pub failures: u32,
    /// What became of the pages that it led to.
    pub pages: Pages,
}

/// How many pages of a feed are how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pages {
    /// Yet to be had.
    pub waiting: usize,
    /// Had.
    pub kept: usize,
    /// They could not be had.
    pub refused: usize,
    /// Their outlet took them away; what was had is kept.
    pub withdrawn: usize,
}

/// A page of a feed that has something to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageLine {
    /// Its address, or for an item without one the feed's with a digest.
    pub page: String,
    /// How it is: waiting, kept, refused or withdrawn.
    pub outcome: String,
    /// Why.
    pub reason: String,
    /// Since when, in UTC.
    pub since: String,
    /// When it is asked for next.
    pub due: Option<String>,
}

/// What following an address came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Added {
    /// Where the feed stands.
    pub address: String,
    /// What it is called.
    pub name: String,
    /// How many items it has.
    pub items: usize,
    /// Whether it was not followed before.
    pub is_new: bool,
    /// Other feeds that the site names.
    pub others: Vec<String>,
}

/// What an OPML file brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Imported {
    /// How many feeds were not followed before.
    pub new: usize,
    /// How many were; they stand now as in the file.
    pub already: usize,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

/// The feeds, in the order of their addresses, with what became of their pages.
pub fn list(library: &Library, is_shown: impl Fn(&Feed) -> bool) -> Result<Vec<FeedLine>, DeskError> {
    let mut lines = Vec::new();
    for feed in library.feeds()?.into_iter().filter(is_shown) {
        lines.push(FeedLine::of(&feed, &library.page_counts(&feed.address)?));
    }
    Ok(lines)
}

/// The pages of a feed that could not be had or kept, or were taken away, each with why.
///
/// # Errors
///
/// When the feed is not followed.
pub fn pages(library: &Library, address: &str) -> Result<Vec<PageLine>, DeskError> {
    let feed = parsed(address)?;
    if !library.feeds()?.iter().any(|followed| followed.address == feed) {
        return Err(not_followed(&feed));
    }
    let mut lines = Vec::new();
    for outcome in [Outcome::Waiting, Outcome::Refused, Outcome::Withdrawn, Outcome::Kept] {
        for page in library.pages_of(&feed, outcome)? {
            // What merely waits its turn has nothing to tell.
            let Some(reason) = page.reason else { continue };
            lines.push(PageLine {
                page: page.key,
                outcome: outcome.to_string(),
                reason,
                since: page.since.to_string(),
                due: page.due.map(|due| due.to_string()),
            });
        }
    }
    Ok(lines)
}

/// The feed at an address, or of the site there.
///
/// # Errors
///
/// When the address is none, cannot be had, or leads to no feed.
pub fn look_for(given: &str, polite: &Polite) -> Result<Found, DeskError> {
    let address = parsed(given)?;
    find(&address, polite).map_err(|error| DeskError::new(format!("{address}: {error}")))
}

/// Follows a feed that was found; in this folder where one is given.
pub fn follow(library: &mut Library, mut found: Found, folder: &[String]) -> Result<Added, DeskError> {
    if let Some(known) = library.feeds()?.into_iter().find(|known| known.address == found.feed.address) {
        found.feed.said = known.said;
    }
    if !folder.is_empty() {
        found.feed.said.folders = vec![folder.to_vec()];
    }
    let is_new = library.follow(std::slice::from_ref(&found.feed))? > 0;
    Ok(Added {
        address: found.feed.address.to_string(),
        name: found.feed.name(),
        items: found.items,
        is_new,
        others: found.others.iter().map(ToString::to_string).collect(),
    })
}

/// Follows a feed no longer; the reports that it brought stay. Gives its address.
///
/// # Errors
///
/// When it is not followed.
pub fn leave(library: &mut Library, given: &str) -> Result<String, DeskError> {
    let address = parsed(given)?;
    if library.unfollow(&address)? { Ok(address.to_string()) } else { Err(not_followed(&address)) }
}

/// Has a feed asked at once, also one that is gone or is being left alone. Gives its address.
///
/// # Errors
///
/// When it is not followed.
pub fn ask(library: &mut Library, given: &str) -> Result<String, DeskError> {
    let address = parsed(given)?;
    let is_followed = library.ask_feed(&address, Timestamp::now())?;
    if is_followed { Ok(address.to_string()) } else { Err(not_followed(&address)) }
}

/// The feeds that an OPML file names, and what of it was left out, with why.
///
/// # Errors
///
/// When it is no OPML, or names no feed that can be followed.
pub fn read_opml(bytes: &[u8]) -> Result<(Vec<Feed>, Vec<String>), DeskError> {
    let list = opml::read(bytes).map_err(|why| {
        DeskError::new(why)
            .hint("export the list of subscriptions as OPML from the other reader, and give that file")
    })?;
    if list.feeds.is_empty() {
        return Err(DeskError::new("it names no feed that can be followed"));
    }
    let now = Timestamp::now();
    Ok((list.feeds.into_iter().map(|listed| Feed::new(listed, now)).collect(), list.left_out))
}

/// Follows the feeds of an OPML file.
pub fn import(library: &mut Library, feeds: &[Feed], left_out: Vec<String>) -> Result<Imported, DeskError> {
    let new = library.follow(feeds)?;
    Ok(Imported { new, already: feeds.len() - new, left_out })
}

/// The feeds as an OPML file, for other readers.
pub fn write_opml(library: &Library) -> Result<String, DeskError> {
    let listed: Vec<opml::Listed> = library.feeds()?.iter().map(Feed::listed).collect();
    opml::write(&listed).map_err(|error| DeskError::new(format!("the list cannot be written: {error}")))
}

/// The parts of a folder's path, `/` between one and the next.
pub fn folder(given: &str) -> Vec<String> {
    given.split('/').map(crate::words::squeezed).filter(|part| !part.is_empty()).collect()
}

/// That no feed is followed, and how to change that.
pub fn nothing_followed() -> DeskError {
    DeskError::new("no feed is followed").hint(
        "parallax feeds add https://tide.example follows a site, parallax feeds import list.opml those of a reader",
    )
}

fn parsed(given: &str) -> Result<Address, DeskError> {
    Address::parse(given).map_err(|error| DeskError::new(format!("{given:?} {error}")))
}

fn not_followed(address: &Address) -> DeskError {
    DeskError::new(format!("{address}: no feed that is followed")).hint("parallax feeds lists them")
}

impl FeedLine {
    fn of(feed: &Feed, pages: &PageCounts) -> Self {
        let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
        let PageCounts { waiting, kept, refused, withdrawn } = *pages;
        Self {
            address: feed.address.to_string(),
            moved_from: feed.moved_from.as_ref().map(ToString::to_string),
            name: feed.said.name.clone(),
            title: feed.title.clone(),
            folders: feed.said.folders.clone(),
            condition: feed.condition.to_string(),
            reason: feed.reason.clone(),
            since: feed.since.to_string(),
            asked: moment(feed.asked),
            read: moment(feed.read),
            due: moment(feed.due),
            failures: feed.failures,
            pages: Pages { waiting, kept, refused, withdrawn },
        }
    }

    /// What to call it: as the user does, else as it does, else by its address.
    pub fn called(&self) -> &str {
        self.name.as_deref().or(self.title.as_deref()).unwrap_or(&self.address)
    }

    /// Whether it gives items.
    pub fn is_fine(&self) -> bool {
        self.condition == Condition::Fine.to_string()
    }
}
