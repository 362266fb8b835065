use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{SearchQuery, StoryFilter, StoryId};

fn many(count: usize) -> (TempDir, Library, Vec<ArticleKey>) {
    let (folder, mut library) = library();
    let keys = (0..count)
        .map(|number| {
            let day = format!("2031-04-{:02}", number + 1);
            let outlet = if number % 2 == 0 { "Tide" } else { "Gale" };
            let mut article =
                outlet_article(&format!("a{number}"), outlet, &day, &format!("Report {number}."));
            article.title = Some(format!("Title {number}"));
            add(&mut library, article)
        })
        .collect();
    (folder, library, keys)
}

fn group(keys: &[ArticleKey], stories: &[usize]) -> Grouping {
    placed(&keys.iter().copied().zip(stories.iter().copied()).collect::<Vec<_>>(), false)
}

fn numbers(library: &Library, keys: &[ArticleKey]) -> Vec<i64> {
    keys.iter().map(|key| library.story_of(*key).unwrap().map_or(0, |story| story.0)).collect()
}

#[test]
fn numbers_stay_with_their_stories() {
    let (_folder, mut library, keys) = many(6);
    let ids = library.put_grouping(&group(&keys, &[7, 7, 7, 3, 3, 5])).unwrap();
    assert_eq!(numbers(&library, &keys), [1, 1, 1, 2, 2, 3]);
    assert_eq!(ids[&7], StoryId(1));
    // Other labels, same stories; then a split, where the larger part keeps the number.
    library.put_grouping(&group(&keys, &[0, 0, 0, 1, 1, 2])).unwrap();
    assert_eq!(numbers(&library, &keys), [1, 1, 1, 2, 2, 3]);
    library.put_grouping(&group(&keys, &[9, 0, 0, 1, 1, 2])).unwrap();
    assert_eq!(numbers(&library, &keys), [4, 1, 1, 2, 2, 3]);
    // Story 2 comes apart evenly, and its number goes with the earlier article.
    library.put_grouping(&group(&keys, &[0, 1, 1, 0, 2, 0])).unwrap();
    assert_eq!(numbers(&library, &keys), [2, 1, 1, 2, 5, 2]);
    library.put_grouping(&group(&keys, &[0; 6])).unwrap();
    assert_eq!(numbers(&library, &keys), [2; 6]);
    for gone in [1, 3, 4, 5] {
        let error = library.story(StoryId(gone)).unwrap_err().to_string();
        assert!(error.starts_with(&format!("no story {gone}; its articles are now in story 2:")), "{error}");
    }
    assert!(library.story(StoryId(77)).unwrap_err().to_string().starts_with("no story 77:"));
    // A number is never used for another story.
    library.put_grouping(&group(&keys, &[0, 1, 2, 3, 4, 5])).unwrap();
    assert_eq!(numbers(&library, &keys), [2, 6, 7, 8, 9, 10]);
}

#[test]
fn a_tie_goes_to_the_lower_number() {
    let (_folder, mut library, keys) = many(4);
    library.put_grouping(&group(&keys, &[0, 0, 1, 1])).unwrap();
    library.put_grouping(&group(&keys, &[5, 5, 5, 5])).unwrap();
    assert_eq!(numbers(&library, &keys), [1, 1, 1, 1]);
}

#[test]
fn a_story_is_listed_with_its_days_outlets_and_title() {
    let (_folder, mut library, keys) = many(5);
    library.put_grouping(&group(&keys, &[0, 0, 1, 1, 1])).unwrap();
    let page = library.stories(&StoryFilter::default()).unwrap();
    assert_eq!(page.total, 2);
    let latest = &page.stories[0];
    assert_eq!((latest.id, latest.articles, latest.title.as_str()), (StoryId(2), 3, "Title 2"));
    assert_eq!(latest.outlets, ["Gale", "Tide"]);
    assert_eq!(latest.first_day.unwrap().to_string(), "2031-04-03");
    assert_eq!(latest.last_day.unwrap().to_string(), "2031-04-05");
    library.put_story_title(StoryId(2), "The harbour talks").unwrap();
    let articles = SearchQuery { from: Some("2031-04-03".parse().unwrap()), ..SearchQuery::default() };
    let filter = StoryFilter { articles, ..StoryFilter::default() };
    let page = library.stories(&filter).unwrap();
    assert_eq!((page.total, page.stories[0].title.as_str()), (1, "The harbour talks"));
    let articles = SearchQuery { outlet: Some("gale".to_owned()), ..SearchQuery::default() };
    let filter = StoryFilter { at_least: 3, articles, ..StoryFilter::default() };
    assert_eq!(library.stories(&filter).unwrap().total, 1);
    let filter = StoryFilter { limit: 1, offset: 1, ..StoryFilter::default() };
    let page = library.stories(&filter).unwrap();
    assert_eq!((page.total, page.stories.len(), page.stories[0].id), (2, 1, StoryId(1)));
    assert!(library.put_story_title(StoryId(9), "x").unwrap_err().is_not_found());
    // The title holds until the articles change.
    library.remove(&"a3".into()).unwrap();
    let page = library.stories(&StoryFilter::default()).unwrap();
    assert_eq!((page.stories[0].title.as_str(), page.stories[0].articles), ("Title 2", 2));
    assert_eq!(library.story(StoryId(2)).unwrap(), [keys[2], keys[4]]);
    let member = &library.members(StoryId(2)).unwrap()[0];
    assert_eq!((member.family, member.why.as_slice()), (keys[2], ["shared".to_owned()].as_slice()));
}

#[test]
fn a_story_that_loses_its_last_article_vanishes() {
    let (_folder, mut library, keys) = many(2);
    library.put_grouping(&group(&keys, &[0, 1])).unwrap();
    library.remove(&"a1".into()).unwrap();
    assert_eq!(library.stories(&StoryFilter::default()).unwrap().total, 1);
    assert!(library.story(StoryId(2)).unwrap_err().is_not_found());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_grouping_is_stored_and_labels_do_not_matter(
        rounds in proptest::collection::vec(proptest::collection::vec(0usize..4, 6), 1..5),
    ) {
        let (_one, mut library, keys) = many(6);
        let (_two, mut other, _) = many(6);
        for stories in &rounds {
            library.put_grouping(&group(&keys, stories)).unwrap();
            let mut turned = group(&keys, stories);
            for grouped in &mut turned.placed {
                grouped.story = 100 - grouped.story;
                grouped.family += 50;
            }
            turned.placed.reverse();
            other.put_grouping(&turned).unwrap();
            let found = numbers(&library, &keys);
            let mut pairs: BTreeMap<usize, i64> = BTreeMap::new();
            for (label, number) in stories.iter().zip(&found) {
                prop_assert_eq!(pairs.entry(*label).or_insert(*number), number);
            }
            let distinct: BTreeSet<_> = pairs.values().collect();
            prop_assert_eq!(distinct.len(), pairs.len());
            prop_assert_eq!(library.counts().unwrap().stories, pairs.len());
        }
        prop_assert_eq!(contents(&library), contents(&other));
    }
}
