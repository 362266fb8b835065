//! Puts readings together into stories, and tells them.

use article::{ArticleId, Correction};
use read::Reading;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{ArticleKey, Library, StoreError, StoryId, Version};
use tell::{Account, Options};
use weave::{Entities, Owners, PageVersion, Placed, Signature, Story};

/// So many lines a brief has.
const BRIEF: usize = 5;

/// Readings of one story, with the family of each: those with one number share a text.
#[derive(Debug, Default)]
pub struct Together {
    /// The readings.
    pub readings: Vec<Reading>,
    /// Their families.
    pub families: Vec<usize>,
    /// Which version of which page each is, as a library counts them; empty without one.
    pub versions: Vec<Option<PageVersion>>,
}

/// A story with its readings.
#[derive(Debug)]
pub struct Woven {
    /// The story.
    pub story: Story,
    /// The readings of its articles.
    pub readings: Vec<Reading>,
}

impl Woven {
    /// Weaves readings of one story.
    pub fn of(together: Together, owners: &Owners, corrections: &[Correction]) -> Self {
        let Together { mut readings, families, versions } = together;
        let borrowed: Vec<&Reading> = readings.iter().collect();
        let story = weave::story(&borrowed, &families, &versions, owners, corrections);
        // An account numbers evidence by the order of the readings: let it be the story's, not that of the files.
        let place: HashMap<&ArticleId, usize> =
            story.articles.iter().enumerate().map(|(at, report)| (&report.id, at)).collect();
        readings.retain(|reading| place.contains_key(&reading.article.id));
        readings.sort_by_key(|reading| place.get(&reading.article.id).copied());
        drop(place);
        Self { story, readings }
    }

    /// Weaves a story of a library, with the families that grouping found there.
    pub fn of_library(
        library: &Library,
        id: StoryId,
        owners: &Owners,
        corrections: &[Correction],
    ) -> Result<Self, StoreError> {
        let members = library.members(id)?;
        let mut numbers: BTreeMap<ArticleKey, usize> = BTreeMap::new();
        let mut together = Together::default();
        let keys: BTreeSet<ArticleKey> = members.iter().map(|member| member.key).collect();
        for member in members {
            let versions = library.versions(member.key)?;
            let own = versions.iter().position(|version| version.key == member.key);
            // What its outlet did not change, but another version of our extractor, is no version of the page.
            let again = own.and_then(|own| versions.get(own + 1)).filter(|next| !next.edited);
            if again.is_some_and(|next| keys.contains(&next.key)) {
                continue;
            }
            let next = numbers.len();
            together.families.push(*numbers.entry(member.family).or_insert(next));
            together.readings.push(library.reading(member.key)?);
            together
                .versions
                .push(own.filter(|_| versions.len() > 1).and_then(|own| of_page(&versions, own)));
        }
        Ok(Self::of(together, owners, corrections))
    }

    /// The same, with the Wikidata ids of those whom a table names.
    #[must_use]
    pub fn identified(mut self, entities: &Entities) -> Self {
        entities.mark(&mut self.story.people);
        self
    }

    /// It in a few lines: an account with evidence of its own.
    pub fn brief(&self) -> Account {
        self.account(&Options { length: Some(BRIEF), ..Options::default() })
    }

    /// Its account.
    pub fn account(&self, options: &Options) -> Account {
        tell::account(&self.story, &self.readings, options)
    }
}

/// Takes all readings to be of one story, and finds which of them share a text.
pub fn as_one_story(readings: Vec<Reading>) -> Together {
    let families = placed(&readings).into_iter().map(|place| place.family).collect();
    Together { readings, families, versions: Vec::new() }
}

/// Which version of its page one of these versions is.
pub(crate) fn of_page(versions: &[Version], at: usize) -> Option<PageVersion> {
    Some(PageVersion { page: versions.first()?.key.0, number: versions.get(at)?.number })
}

/// The readings of each story, the one with most articles first.
pub fn by_story(readings: Vec<Reading>) -> Vec<Together> {
    let placed = placed(&readings);
    let mut stories: BTreeMap<usize, Together> = BTreeMap::new();
    for (reading, place) in readings.into_iter().zip(placed) {
        let story = stories.entry(place.story).or_default();
        story.readings.push(reading);
        story.families.push(place.family);
    }
    let mut stories: Vec<Together> = stories.into_values().collect();
    // A stable sort: of equal ones the first by its articles' ids stays first.
    stories.sort_by_key(|story| std::cmp::Reverse(story.readings.len()));
    stories
}

fn placed(readings: &[Reading]) -> Vec<Placed> {
    let signatures: Vec<Signature> = readings.iter().map(weave::signature).collect();
    weave::group(&signatures.iter().collect::<Vec<_>>(), &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;
    use store::{Grouped, Grouping, NewArticle};

    /// The story of one page of which the library has these texts, each with the bytes it was made of.
    fn woven(versions: &[(&str, &[u8])]) -> Woven {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut library = Library::open(folder.path().join("library.db")).expect("a library");
        let mut placed = Vec::new();
        for (number, (text, raw)) in versions.iter().enumerate() {
            let new = NewArticle {
                article: Article {
                    url: Some("https://tide.example/1".to_owned()),
                    ..Article::new("a", *text)
                },
                origin: "a.html".to_owned(),
                raw,
                media: "text/html".to_owned(),
                charset: None,
                extractor: format!("pages {number}"),
                added: "2031-05-06T07:08:09Z".to_owned(),
            };
            let key = library.add(&[new]).expect("it is added")[0].key;
            let article = library.article(key).expect("it is there").article;
            library.put_readings(vec![(key, read::read(article))]).expect("it is read");
            placed.push(Grouped { key, story: 0, family: 0, why: Vec::new(), had_place: false });
        }
        let at = "2031-05-06T07:08:09Z".to_owned();
        let grouping = Grouping { placed, whole: Vec::new(), settled: true, at };
        let stories = library.put_grouping(&grouping).expect("it is placed");
        Woven::of_library(&library, stories[&0], &Owners::built_in(), &[]).expect("it is woven")
    }

    #[test]
    fn another_extractor_makes_no_other_version_of_a_page() {
        let (long, short) = ("Rain fell on the quay.\n\nRead more about rain.", "Rain fell on the quay.");
        let again = woven(&[(long, b"<p>Rain"), (short, b"<p>Rain")]);
        assert_eq!((again.readings.len(), again.story.revisions.len()), (1, 0));
        assert_eq!(again.readings[0].article.text, short);
        let edited = woven(&[(long, b"<p>Rain"), (short, b"<p>Rain."), ("Snow fell.", b"<p>Snow")]);
        assert_eq!((edited.readings.len(), edited.story.revisions[0].revisions.len()), (3, 2));
    }
}
