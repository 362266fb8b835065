//! Reports from addresses: a page is a report, a feed leads to many.

use super::{Address, Fetched, Forbidden, Known as Before, Polite, Refused};
use crate::draft::{Draft, Known, Name};
use crate::feeds::{self, Item};
use crate::html::is_reserved;
use crate::http::media_type;
use crate::single::{self, Parts};
use crate::{Media, Origin, Problem, ProblemKind, Raw};
use std::collections::VecDeque;
use std::sync::Arc;

/// The reports at one address, one after the other: its page, or the pages of its feed's items.
pub(crate) struct Visit {
    polite: Arc<Polite>,
    start: Option<Address>,
    items: VecDeque<Item>,
    feed: Option<String>,
    problems: VecDeque<Problem>,
}

impl Visit {
    /// A visit to an address.
    pub(crate) fn to(address: Address, polite: Arc<Polite>) -> Self {
        Self { polite, start: Some(address), items: VecDeque::new(), feed: None, problems: VecDeque::new() }
    }

    /// What stands at an address, if it may be had.
    fn fetch(&self, address: &Address) -> Result<Fetched, ProblemKind> {
        let answer = self.polite.get(address, &Before::default())?;
        if !(200..300).contains(&answer.status) {
            return Err(ProblemKind::Status(answer.status));
        }
        Ok(answer)
    }

    fn begin(&mut self, address: &Address) -> Result<Option<Draft>, ProblemKind> {
        let answer = self.fetch(address)?;
        if feeds::looks_like_feed(&answer.body) {
            let feed = feeds::parse(&answer.body, &answer.address).map_err(ProblemKind::Feed)?;
            if feed.items.is_empty() {
                return Err(ProblemKind::Feed("it has no items".to_owned()));
            }
            if feed.passed_over > 0 {
                let why = format!("its last {} items were passed over", feed.passed_over);
                self.problems.push_back(ProblemKind::Feed(why).at(address));
            }
            self.feed = feed.title;
            self.items = feed.items.into();
            return Ok(None);
        }
        report(answer, Known::default()).map(Some)
    }

    /// The report of an item: its page, else the text that the feed has of it.
    fn item(&mut self, item: Item) -> Result<Draft, Problem> {
        let place = item.known.url.clone().unwrap_or_else(|| "an item without an address".to_owned());
        let found = match &item.link {
            Some(link) => self.fetch(link).and_then(|answer| report(answer, item.known.clone())),
            None => Err(ProblemKind::Feed("an item names no page".to_owned())),
        };
        found.or_else(|reason| {
            let of_feed = Known { outlet: self.feed.clone(), ..Known::default() };
            item.instead(&reason, of_feed, place.clone()).ok_or_else(|| reason.at(&place))
        })
    }
}

impl Item {
    /// The report that the feed itself has of an item, where it has all of its text and its page was not had for `reason`.
    /// `place` is what the report is called where it has no address; `of_feed` is what the feed says of all.
    pub(crate) fn instead(mut self, reason: &ProblemKind, of_feed: Known, place: String) -> Option<Draft> {
        // Its outlet does not want it kept, in whatever form.
        let content = self.content.filter(|_| !matches!(reason, ProblemKind::Reserved))?;
        // What stands in a feed alone is of whom the feed names.
        self.known.outlet = self.known.outlet.or_else(|| self.known.particulars.source.clone());
        let parts = single::page(content.as_bytes(), self.known.url.as_deref(), Some("utf-8")).ok()?;
        let url = self.known.url.clone();
        Some(draft(parts, self.known.or(of_feed), content.into_bytes(), url, place))
    }
}

impl From<Refused> for ProblemKind {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Fetch(error) | Refused::Robots(Forbidden::Fetch(error)) => Self::Fetch(error),
            Refused::Robots(forbidden) => Self::Robots(forbidden),
            Refused::Reserved => Self::Reserved,
            Refused::Held { host, until } => Self::Held { host, until: until.to_string() },
        }
    }
}

impl Iterator for Visit {
    type Item = Result<Draft, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(problem) = self.problems.pop_front() {
            return Some(Err(problem));
        }
        if let Some(address) = self.start.take() {
            match self.begin(&address) {
                Ok(Some(draft)) => return Some(Ok(draft)),
                Ok(None) => return self.next(),
                Err(reason) => return Some(Err(reason.at(&address))),
            }
        }
        let item = self.items.pop_front()?;
        Some(self.item(item))
    }
}

/// The report in an answer. What the page says of itself counts before what a feed said of it.
pub(crate) fn report(answer: Fetched, said: Known) -> Result<Draft, ProblemKind> {
    if is_reserved(&answer.body) {
        return Err(ProblemKind::Reserved);
    }
    let (media, charset) = answer.content_type.as_deref().map(media_type).unwrap_or_default();
    let url = answer.address.to_string();
    let is_page = matches!(media.as_str(), "text/html" | "application/xhtml+xml" | "");
    let parts = match media.as_str() {
        _ if is_page => single::page(&answer.body, Some(&url), charset.as_deref()),
        "text/plain" => single::text(&answer.body, charset.as_deref()),
        other => return Err(ProblemKind::Unfit(crate::problem::cut(other))),
    }?;
    Ok(draft(parts, said, answer.body, Some(url.clone()), url))
}

fn draft(parts: Parts, said: Known, bytes: Vec<u8>, url: Option<String>, place: String) -> Draft {
    let origin = Origin::of_path(place.clone());
    let raw = Raw {
        bytes,
        media: Media::Html,
        charset: parts.charset.to_owned(),
        extractor: parts.extractor.to_owned(),
    };
    let problems = parts.problems.into_iter().map(|reason| reason.at(&origin)).collect();
    let known = parts.known.or(said);
    let known = Known { url, ..known };
    Draft { name: Name::Address(place), known, text: parts.text, raw, origin, notes: parts.notes, problems }
}
