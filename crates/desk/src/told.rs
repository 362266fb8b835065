//! Stories as they were told last, so that a story that has not changed is not woven again.

use crate::error::DeskError;
use crate::weaving::Woven;
use crate::words::count;
use crate::work::corrections;
use article::ArticleId;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use read::Reading;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::{Library, State, StoreError, StoryFilter, StoryId};
use tell::{Account, Options, Standing};
use weave::Owners;

/// So many pieces of evidence of accounts are held in memory: some 100 MB.
const HELD: u64 = 200_000;

/// In haste, stories of no more reports are woven while somebody waits.
const AT_ONCE: usize = 60;

/// In haste, no story is begun to be woven when so long has passed since it was asked.
const HASTE: Duration = Duration::from_millis(300);

/// Tells stories of a library: from memory, from what the library keeps, and where neither is of the present state, by weaving.
///
/// The same story gives the same account whichever way it comes. Clones share what they hold.
#[derive(Clone)]
pub struct Teller {
    desk: Arc<Desk>,
    /// Until when a story is begun to be woven; always, where nobody is in haste.
    until: Option<Instant>,
}

/// What tellers share.
struct Desk {
    /// What accounts depend on besides the story: the version of the program, and who owns which outlet.
    rules: String,
    owners: Owners,
    held: Cache<(StoryId, State), Arc<Told>, BySize>,
    /// Stories that were refused to those in haste.
    wanted: Mutex<BTreeSet<StoryId>>,
    /// Stories that cannot be told in the state that they are in: a reading is missing or damaged.
    failed: Mutex<HashSet<(StoryId, State)>>,
}

/// A story told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told {
    /// What it comes to in a list.
    pub summary: Summary,
    /// All of it.
    pub account: Account,
    /// It in a few lines: an account of its own, with evidence of its own.
    pub brief: Account,
}

/// What a story comes to in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// What it is called.
    pub title: String,
    /// How many independent sources it has, at most.
    pub independent_at_most: usize,
    /// How many outlets.
    pub outlets: usize,
    /// How many facts are disputed.
    pub disputed: usize,
    /// How many utterances it has.
    pub quotes: usize,
    /// Its first line: a sentence of a report.
    pub lead: Option<Words>,
}

/// Words of a report, with their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// The report.
    pub article: String,
    /// The number, from 1, of its sentence.
    pub sentence: usize,
    /// The words, as they stand there.
    pub exact: String,
}

#[derive(Debug, Clone)]
struct BySize;

impl Weighter<(StoryId, State), Arc<Told>> for BySize {
    fn weight(&self, _: &(StoryId, State), told: &Arc<Told>) -> u64 {
        told.account.evidence.len() as u64 + 16
    }
}

impl Teller {
    /// A teller that goes by these owners. `owners_named` tells tables of owners apart: the digest of the user's rows, empty without.
    pub fn new(owners: Owners, owners_named: &str) -> Self {
        let rules = format!("{} {} {owners_named}", env!("CARGO_PKG_VERSION"), read::VERSION);
        let held = Cache::with_weighter(64, HELD, BySize);
        Self {
            desk: Arc::new(Desk { rules, owners, held, wanted: Mutex::default(), failed: Mutex::default() }),
            until: None,
        }
    }

    /// The same for one request of somebody who is not to wait long: a story that would have to be woven is refused as busy where it
    /// has many reports, or weaving others has taken its time already. [`Teller::tell_wanted`] tells it then.
    #[must_use]
    pub fn in_haste(&self) -> Self {
        Self { desk: self.desk.clone(), until: Some(Instant::now() + HASTE) }
    }

    /// Who owns which outlet, as it is told here.
    pub fn owners(&self) -> &Owners {
        &self.desk.owners
    }

    /// A story, told. Two who ask for one at once wait for one weaving.
    ///
    /// # Errors
    ///
    /// When it is not there, or cannot be read; busy, where it is asked for in haste and that takes long.
    pub fn story(&self, library: &Library, id: StoryId) -> Result<Arc<Told>, DeskError> {
        // Asked first, so that a story that became another is named as such.
        let reports = library.story(id)?.len();
        let key = (id, library.story_state(id)?);
        if let Some(until) = self.until
            && (reports > AT_ONCE || Instant::now() > until)
            && !self.is_told_so(library, &key)?
            // Why it cannot be told is found out at once.
            && !self.failed().contains(&key)
        {
            self.wanted().insert(id);
            let reports = count(reports, "report", "reports");
            return Err(DeskError::busy(format!(
                "story {id} has changed, and its {reports} are being put together"
            ))
            .hint("it takes a moment the first time; ask for it again"));
        }
        self.desk.held.get_or_insert_with(&key, || {
            if let Some(kept) = library.told(id, &self.desk.rules)?
                && let Ok(told) = serde_json::from_slice(&kept)
            {
                return Ok(Arc::new(told));
            }
            Ok(Arc::new(self.weave(library, id)?))
        })
    }

    /// The same as a part of something larger: nothing where it is not to be had in haste.
    pub fn story_at_hand(&self, library: &Library, id: StoryId) -> Result<Option<Arc<Told>>, DeskError> {
        match self.story(library, id) {
            Err(DeskError::Busy { .. }) => Ok(None),
            other => other.map(Some),
        }
    }

    /// Tells the stories that were refused to those in haste, and keeps them. One that cannot be told holds up no other: it is told
    /// in the log, and those who ask for it are told why.
    ///
    /// # Errors
    ///
    /// When the library is busy.
    pub fn tell_wanted(&self, library: &mut Library) -> Result<(), DeskError> {
        loop {
            let Some(id) = self.wanted().pop_first() else { return Ok(()) };
            self.try_one(library, id)?;
        }
    }

    /// Tells one story and keeps it, or notes that it cannot be told.
    fn try_one(&self, library: &mut Library, id: StoryId) -> Result<(), DeskError> {
        match self.keep_one(library, id) {
            // One that became part of another meanwhile is wanted no more.
            Ok(()) | Err(DeskError::Store(StoreError::NoStory { .. })) => Ok(()),
            Err(DeskError::Store(error)) if error.is_busy() => Err(error.into()),
            Err(error) => {
                tracing::warn!("story {id} cannot be told: {error}");
                let state = library.story_state(id)?;
                self.failed().insert((id, state));
                Ok(())
            }
        }
    }

    fn failed(&self) -> MutexGuard<'_, HashSet<(StoryId, State)>> {
        self.desk.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wanted(&self) -> MutexGuard<'_, BTreeSet<StoryId>> {
        self.desk.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a story comes to in a list; nothing where it has changed since it was told last.
    pub fn summary(&self, library: &Library, id: StoryId) -> Result<Option<Summary>, DeskError> {
        let kept = library.summary(id, &self.desk.rules)?;
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
    }

    /// Tells up to so many stories, of at least so many reports, that have changed since they were told last, the latest first, and keeps
    /// them. Says how many it tried: fewer than `most` means that all are told that can be.
    ///
    /// # Errors
    ///
    /// When the library is busy.
    pub fn keep(&self, library: &mut Library, at_least: usize, most: usize) -> Result<usize, DeskError> {
        let failed = self.failed().len();
        let mut tried = 0;
        for id in library.untold(&self.desk.rules, at_least, most + failed)? {
            if tried == most {
                break;
            }
            let state = library.story_state(id)?;
            if !self.failed().contains(&(id, state)) {
                self.try_one(library, id)?;
                tried += 1;
            }
        }
        Ok(tried)
    }

    /// Tells one story, and keeps it.
    fn keep_one(&self, library: &mut Library, id: StoryId) -> Result<(), DeskError> {
        let state = library.story_state(id)?;
        let key = (id, state.clone());
        let told = self.desk.held.get_or_insert_with(&key, || self.weave(library, id).map(Arc::new))?;
        let (summary, body) = (json(&told.summary)?, json(&*told)?);
        library.put_told(id, &state, &self.desk.rules, &summary, body.as_bytes())?;
        library.put_story_title(id, &told.summary.title)?;
        Ok(())
    }

    /// Takes up to so many stories of at least so many reports, the latest first, from what the library keeps into memory: large ones
    /// take a while to be unpacked. Those that have changed since they were told are left out.
    pub fn recall(&self, library: &Library, at_least: usize, most: usize) -> Result<(), DeskError> {
        let filter = StoryFilter { at_least, limit: most, ..StoryFilter::default() };
        for row in library.stories(&filter)?.stories {
            if self.is_told(library, row.id)? {
                self.story(library, row.id)?;
            }
        }
        Ok(())
    }

    /// Whether a story can be had without weaving it: it has been told in the state that it is in.
    pub fn is_told(&self, library: &Library, id: StoryId) -> Result<bool, DeskError> {
        self.is_told_so(library, &(id, library.story_state(id)?))
    }

    /// The same in this state, which is that of the library.
    fn is_told_so(&self, library: &Library, key: &(StoryId, State)) -> Result<bool, DeskError> {
        Ok(self.desk.held.peek(key).is_some() || library.summary(key.0, &self.desk.rules)?.is_some())
    }

    fn weave(&self, library: &Library, id: StoryId) -> Result<Told, DeskError> {
        let woven = Woven::of_library(library, id, &self.desk.owners, &corrections(library)?)?;
        let account = woven.account(&Options::default());
        let brief = woven.brief();
        let summary = Summary::of(&account, &brief);
        Ok(Told { summary, account, brief })
    }
}

/// The readings of these reports, in their order. Those that have been removed since are left out.
pub fn readings<'i>(
    library: &Library,
    ids: impl IntoIterator<Item = &'i String>,
) -> Result<Vec<Reading>, StoreError> {
    let keys = ids.into_iter().map(|id| library.find(&ArticleId(id.clone())));
    keys.filter_map(Result::transpose).map(|key| library.reading(key?)).collect()
}

fn json(value: &impl Serialize) -> Result<String, DeskError> {
    serde_json::to_string(value)
        .map_err(|error| DeskError::new(format!("an account could not be written down: {error}")))
}

impl Summary {
    fn of(account: &Account, brief: &Account) -> Self {
        let lead = brief.brief.first().and_then(|line| {
            let evidence = brief.evidence.iter().find(|evidence| evidence.id == line.sentence)?;
            Some(Words {
                article: evidence.article.clone(),
                sentence: evidence.sentence,
                exact: evidence.exact.clone(),
            })
        });
        Self {
            title: account.story.title.text.clone(),
            independent_at_most: account.independence.at_most,
            outlets: account.story.outlets,
            disputed: account.facts.iter().filter(|fact| fact.standing == Standing::Disputed).count(),
            quotes: account.quotes.len(),
            lead,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;
    use store::{Grouped, Grouping, NewArticle};

    /// A report with this text.
    fn report<'t>(id: &str, text: &'t str) -> NewArticle<'t> {
        NewArticle {
            article: Article::new(id, text),
            origin: "a.txt".to_owned(),
            raw: text.as_bytes(),
            media: "text/plain".to_owned(),
            charset: None,
            extractor: "test 1".to_owned(),
            added: "2031-05-06T07:08:09Z".to_owned(),
        }
    }

    /// A story of so many reports, each with a text of its own.
    fn story_of(library: &mut Library, reports: usize) -> StoryId {
        let at = "2031-05-06T07:08:09Z";
        let mut placed = Vec::new();
        for number in 0..reports {
            let text =
                format!("Mayor Ada Lund said in Wexholm that boat {number} of {reports} lay in the harbour.");
            let new = report(&format!("{reports}-{number}"), &text);
            let key = library.add(&[new]).expect("it is added")[0].key;
            let article = library.article(key).expect("it is there").article;
            library.put_readings(vec![(key, read::read(article))]).expect("it is read");
            placed.push(Grouped { key, story: 0, family: number, why: Vec::new(), had_place: false });
        }
        let grouping = Grouping { placed, whole: Vec::new(), settled: true, at: at.to_owned() };
        library.put_grouping(&grouping).expect("it is placed")[&0]
    }

    #[test]
    fn in_haste_a_large_story_is_refused_until_it_has_been_told() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut library = Library::open(folder.path().join("library.db")).expect("a library");
        let (small, large) = (story_of(&mut library, 2), story_of(&mut library, AT_ONCE + 1));
        let teller = Teller::new(Owners::built_in(), "");
        assert!(teller.in_haste().story(&library, small).is_ok());
        let refused = teller.in_haste().story(&library, large).map(|_| ()).expect_err("it is large");
        assert!(matches!(refused, DeskError::Busy { .. }) && refused.to_string().contains("61 reports"));
        assert!(teller.in_haste().story_at_hand(&library, large).expect("no fault").is_none());
        teller.tell_wanted(&mut library).expect("it is told");
        let told = teller.in_haste().story(&library, large).expect("it has been told");
        let kept = Teller::new(Owners::built_in(), "").in_haste().story(&library, large).expect("it is kept");
        assert_eq!(told.account, kept.account);
        assert_eq!(told.account.articles.len(), AT_ONCE + 1);
        // One that is refused, and is part of another when its turn comes, is wanted no more.
        teller.wanted().insert(StoryId(4711));
        teller.tell_wanted(&mut library).expect("nothing is wrong");
    }

    #[test]
    fn a_story_that_cannot_be_told_holds_up_no_other_and_says_why() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut library = Library::open(folder.path().join("library.db")).expect("a library");
        let (sound, broken) = (story_of(&mut library, 3), story_of(&mut library, AT_ONCE + 1));
        // One of its articles has no reading.
        let text = "Rain fell on the quay of Lowmark.";
        let new = report("unread", text);
        let key = library.add(&[new]).expect("it is added")[0].key;
        let mut placed = vec![Grouped { key, story: 0, family: 999, why: Vec::new(), had_place: false }];
        placed.extend(
            library.story(broken).expect("its articles").into_iter().zip(0..).map(|(key, family)| Grouped {
                key,
                story: 0,
                family,
                why: Vec::new(),
                had_place: true,
            }),
        );
        let grouping =
            Grouping { placed, whole: Vec::new(), settled: true, at: "2031-05-06T07:08:10Z".to_owned() };
        let broken = library.put_grouping(&grouping).expect("it is placed")[&0];
        let teller = Teller::new(Owners::built_in(), "");
        assert!(matches!(teller.in_haste().story(&library, broken), Err(DeskError::Busy { .. })));
        teller.tell_wanted(&mut library).expect("it is no fault of the library");
        let why = teller.in_haste().story(&library, broken).map(|_| ()).expect_err("it cannot be told");
        assert!(matches!(why, DeskError::Store(_)), "{why}");
        while teller.keep(&mut library, 3, 1).expect("it goes on") == 1 {}
        assert!(teller.is_told(&library, sound).expect("it is there"));
    }

    #[test]
    fn in_haste_no_story_is_woven_once_the_time_is_over() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut library = Library::open(folder.path().join("library.db")).expect("a library");
        let story = story_of(&mut library, 1);
        let mut teller = Teller::new(Owners::built_in(), "");
        teller.until = Some(Instant::now());
        assert!(matches!(teller.story(&library, story), Err(DeskError::Busy { .. })));
        teller.tell_wanted(&mut library).expect("it is told");
        assert!(teller.story(&library, story).is_ok());
    }
}
