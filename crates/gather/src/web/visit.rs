//! Reports from addresses: a page is a report, a feed leads to many.

use super::{Address, Fetched, Fetcher, Forbidden, Known as Before, Rules};
use crate::draft::{Draft, Known, Name};
use crate::feeds::{self, Item};
use crate::html::is_reserved;
use crate::http::media_type;
use crate::single::{self, Parts};
use crate::{Media, Origin, Problem, ProblemKind, Raw};
use std::collections::{HashMap, VecDeque};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The reports at one address, one after the other: its page, or the pages of its feed's items.
pub(crate) struct Visit {
    fetcher: Fetcher,
    rules: Rules,
    asked: HashMap<String, Instant>,
    start: Option<Address>,
    items: VecDeque<Item>,
    feed: Option<String>,
    problems: VecDeque<Problem>,
}

impl Visit {
    /// A visit to an address.
    pub(crate) fn to(address: Address, fetcher: Fetcher) -> Self {
        Self {
            fetcher,
            rules: Rules::default(),
            asked: HashMap::new(),
            start: Some(address),
            items: VecDeque::new(),
            feed: None,
            problems: VecDeque::new(),
        }
    }

    /// What stands at an address, if it may be had.
    fn fetch(&mut self, address: &Address) -> Result<Fetched, ProblemKind> {
        self.wait(address);
        self.rules.allow(address, &self.fetcher).map_err(|forbidden| match forbidden {
            Forbidden::Fetch(error) => ProblemKind::Fetch(error),
            by_rule => ProblemKind::Robots(by_rule),
        })?;
        let answer = self.fetcher.get(address, &Before::default()).map_err(ProblemKind::Fetch)?;
        if !(200..300).contains(&answer.status) {
            return Err(ProblemKind::Status(answer.status));
        }
        if answer.is_reserved || is_reserved(&answer.body) {
            return Err(ProblemKind::Reserved);
        }
        Ok(answer)
    }

    /// Leaves a host the pause that it is owed.
    fn wait(&mut self, address: &Address) {
        let pause = self.fetcher.pause();
        let since = self.asked.get(address.host()).map(Instant::elapsed);
        sleep(since.map_or(Duration::ZERO, |since| pause.saturating_sub(since)));
        self.asked.insert(address.host().to_owned(), Instant::now());
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
            let Some(content) = item.content else { return Err(reason.at(&place)) };
            let parts = single::page(content.as_bytes(), item.known.url.as_deref(), Some("utf-8"));
            let known = Known { outlet: self.feed.clone(), ..item.known };
            let parts = parts.map_err(|_| reason.at(&place))?;
            Ok(draft(parts, known, content.into_bytes(), place))
        })
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
fn report(answer: Fetched, said: Known) -> Result<Draft, ProblemKind> {
    let (media, charset) = answer.content_type.as_deref().map(media_type).unwrap_or_default();
    let url = answer.address.to_string();
    let is_page = matches!(media.as_str(), "text/html" | "application/xhtml+xml" | "");
    let parts = match media.as_str() {
        _ if is_page => single::page(&answer.body, Some(&url), charset.as_deref()),
        "text/plain" => single::text(&answer.body, charset.as_deref()),
        other => return Err(ProblemKind::Unfit(crate::problem::cut(other))),
    }?;
    Ok(draft(parts, said, answer.body, url))
}

fn draft(parts: Parts, said: Known, bytes: Vec<u8>, url: String) -> Draft {
    let origin = Origin::of_path(url.clone());
    let raw = Raw {
        bytes,
        media: Media::Html,
        charset: parts.charset.to_owned(),
        extractor: parts.extractor.to_owned(),
    };
    let problems = parts.problems.into_iter().map(|reason| reason.at(&origin)).collect();
    let known = parts.known.or(said);
    let known = Known { url: Some(url.clone()), ..known };
    Draft { name: Name::Address(url), known, text: parts.text, raw, origin, notes: parts.notes, problems }
}
