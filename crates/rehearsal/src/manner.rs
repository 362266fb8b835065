//! How outlets behave.

use gather::watch::Condition;

/// How a feed behaves. The first part gives what it has, the second in part or late, the last nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// RSS with an `ETag`.
    Tagged,
    /// RSS with `Last-Modified`.
    Dated,
    /// RSS without either.
    Plain,
    /// Atom, whose entries are changed now and then, and their pages with them.
    Edited,
    /// JSON Feed.
    Json,
    /// A News sitemap.
    Sitemap,
    /// RSS without ids or dates.
    Nameless,
    /// RSS whose items all have one id.
    OneId,
    /// RSS whose items are of the year 2090.
    Future,
    /// RSS with dates in forms that are none.
    BadDates,
    /// RSS in windows-1252 that says it is UTF-8.
    WrongCharset,
    /// RSS whose links say in which answer they stood.
    Tracking,
    /// RSS that lists the pages of the feed before it too.
    Twin,
    /// RSS that moves for good after 20 minutes.
    Moves,
    /// RSS that is always somewhere else for now.
    Wanders,
    /// RSS whose pages fail when they are asked for first.
    ShyPages,
    /// RSS that fails every second time.
    Flaky,
    /// 503 for a quarter of an hour, with `Retry-After`.
    Late,
    /// 429 with a date to come back, the first time.
    Busy,
    /// RSS that is gone for good after half an hour.
    Leaves,
    /// 404.
    Missing,
    /// A page.
    Page,
    /// RSS that breaks off.
    Torn,
    /// RSS without items.
    Bare,
    /// RSS that breaks off, with an `ETag`; then that nothing changed.
    Stale,
    /// A byte now and then.
    Drip,
    /// Claims to be 10 GB.
    Vast,
    /// Never ends.
    Endless,
    /// Unpacks to more than anybody needs.
    Bomb,
    /// Leads in a ring.
    Ring,
    /// Leads to the address where clouds keep their secrets.
    Inside,
    /// Says nothing.
    Silent,
    /// Hangs up.
    Hangup,
    /// Answers what is no HTTP.
    Garbage,
    /// robots.txt forbids it.
    Forbidden,
    /// Its outlet reserves text and data mining.
    Reserved,
}

/// All of them.
pub(crate) const ALL: [Manner; 36] = [
    Manner::Tagged,
    Manner::Dated,
    Manner::Plain,
    Manner::Edited,
    Manner::Json,
    Manner::Sitemap,
    Manner::Nameless,
    Manner::OneId,
    Manner::Future,
    Manner::BadDates,
    Manner::WrongCharset,
    Manner::Tracking,
    Manner::Twin,
    Manner::Moves,
    Manner::Wanders,
    Manner::ShyPages,
    Manner::Flaky,
    Manner::Late,
    Manner::Busy,
    Manner::Leaves,
    Manner::Missing,
    Manner::Page,
    Manner::Torn,
    Manner::Bare,
    Manner::Stale,
    Manner::Drip,
    Manner::Vast,
    Manner::Endless,
    Manner::Bomb,
    Manner::Ring,
    Manner::Inside,
    Manner::Silent,
    Manner::Hangup,
    Manner::Garbage,
    Manner::Forbidden,
    Manner::Reserved,
];

impl Manner {
    /// Whether all that it publishes is to be had from it.
    pub fn delivers(self) -> bool {
        self < Self::Leaves
    }

    /// How a feed of this manner may be found after an hour.
    pub fn conditions(self) -> &'static [Condition] {
        match self {
            Self::Flaky | Self::Late => &[Condition::Fine, Condition::Broken],
            Self::Busy => &[Condition::Fine],
            Self::Leaves => &[Condition::Gone],
            Self::Bare => &[Condition::Empty],
            Self::Inside | Self::Forbidden | Self::Reserved => &[Condition::Blocked],
            manner if manner.delivers() => &[Condition::Fine],
            _ => &[Condition::Broken],
        }
    }
}
