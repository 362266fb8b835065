//! Which pages readers ask for.

use crate::score::split_mix;
use anyhow::{Result, ensure};
use percent_encoding::{NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use store::{Library, StoryFilter};

/// The kinds of pages, and of a hundred how many are of each.
pub(super) const KINDS: [(&str, u64); 8] = [
    ("stories, the latest", 15),
    ("stories, by an outlet", 5),
    ("story", 30),
    ("report", 20),
    ("sentence", 12),
    ("search", 12),
    ("person", 3),
    ("two outlets compared", 3),
];

/// So many stories and reports are asked for.
const CHOSEN: usize = 4_000;

/// So many stories are looked at for the people in them.
const LOOKED_AT: usize = 200;

/// What can be asked for in a library.
pub(super) struct Visits {
    articles: usize,
    stories: usize,
    /// Stories of two reports or more, with their outlets.
    told: Vec<(i64, Vec<String>)>,
    /// Reports, with how many sentences each has.
    reports: Vec<(i64, usize)>,
    /// Words that stand in reports.
    words: Vec<String>,
    /// Pages of people, as pages of stories lead to them.
    people: Vec<String>,
    outlets: Vec<String>,
}

impl Visits {
    /// Those of a library.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or has no stories of several reports.
    pub(super) fn of(library: &Library) -> Result<Self> {
        let counts = library.counts()?;
        let filter = StoryFilter { at_least: 2, limit: CHOSEN, ..StoryFilter::default() };
        let told: Vec<(i64, Vec<String>)> =
            library.stories(&filter)?.stories.into_iter().map(|story| (story.id.0, story.outlets)).collect();
        ensure!(!told.is_empty(), "no story has several reports");
        let (mut reports, mut words) = (Vec::new(), Vec::new());
        for (story, _) in &told {
            for key in library.story(store::StoryId(*story))?.into_iter().take(2) {
                let reading = library.reading(key)?;
                reports.push((key.0, reading.sentences.len()));
                let long = reading.article.text.split_whitespace().filter(|word| word.len() > 6);
                words.extend(
                    long.take(3).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()),
                );
            }
        }
        let outlets = library.outlets()?.into_iter().map(|row| row.name).collect();
        let people = Vec::new();
        Ok(Self { articles: counts.articles, stories: counts.stories, told, reports, words, people, outlets })
    }

    /// The same, with the people that some of the stories lead to on their pages, as the server at `server` shows them.
    ///
    /// # Errors
    ///
    /// When it shows none.
    pub(super) fn with_people(mut self, server: &str) -> Result<Self> {
        let every = (self.told.len() / LOOKED_AT).max(1);
        // Some may have to be put together first: those lead nowhere yet.
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        for (story, _) in self.told.iter().step_by(every) {
            let mut answer = agent.get(format!("{server}/stories/{story}")).call()?;
            let page = answer.body_mut().read_to_string()?;
            let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            self.people.extend(links.filter(|link| link.starts_with("/people?name=")).map(str::to_owned));
        }
        self.people.sort();
        self.people.dedup();
        ensure!(!self.people.is_empty(), "no story leads to a person");
        Ok(self)
    }

    /// How many articles the library has.
    pub(super) fn articles(&self) -> usize {
        self.articles
    }

    /// How many stories.
    pub(super) fn stories(&self) -> usize {
        self.stories
    }

    /// Pages of the server at `server` drawn by chance, without end: the same for one seed.
    pub(super) fn addresses(&self, server: &str, seed: u64) -> impl Iterator<Item = (&'static str, String)> {
        let mut state = seed;
        let server = server.to_owned();
        std::iter::repeat_with(move || {
            let mut at = split_mix(&mut state) % 100;
            let kind = KINDS.iter().find(|(_, share)| {
                let is_it = at < *share;
                at = at.saturating_sub(*share);
                is_it
            });
            let kind = kind.map_or(KINDS[0].0, |(kind, _)| kind);
            (kind, format!("{server}{}", self.path(kind, &mut state)))
        })
    }

    fn path(&self, kind: &str, state: &mut u64) -> String {
        let (story, outlets) = one_of(&self.told, state);
        let (report, sentences) = one_of(&self.reports, state);
        match kind {
            "stories, by an outlet" if !self.outlets.is_empty() => {
                format!("/stories?outlet={}", encoded(one_of::<String>(&self.outlets, state)))
            }
            "story" => format!("/stories/{story}"),
            "report" => format!("/articles/{report}"),
            "sentence" => {
                format!("/articles/{report}/sentences/{}", split_mix(state) as usize % sentences.max(&1) + 1)
            }
            "search" => format!("/search?q={}", encoded(one_of::<String>(&self.words, state))),
            "person" => one_of(&self.people, state).clone(),
            "two outlets compared" => match outlets.as_slice() {
                [a, b, ..] => format!("/stories/{story}/compare?a={}&b={}", encoded(a), encoded(b)),
                _ => format!("/stories/{story}"),
            },
            _ => "/stories".to_owned(),
        }
    }
}

/// Of these pages, some drawn by chance, without end.
pub(super) fn drawn(
    pages: &[(&'static str, String)],
    seed: u64,
) -> impl Iterator<Item = (&'static str, String)> {
    let mut state = seed;
    std::iter::repeat_with(move || one_of(pages, &mut state).clone())
}

fn one_of<'a, T>(all: &'a [T], state: &mut u64) -> &'a T {
    &all[split_mix(state) as usize % all.len()]
}

fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, NON_ALPHANUMERIC)
}
