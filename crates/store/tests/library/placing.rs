use super::*;
use store::{AsOf, StoryId};

const DAY: &str = "2031-04-30";

/// Articles `a0`, `a1` and so on, read and signed under one key, each a day after the one before it.
fn signed(library: &mut Library, count: usize) -> Vec<ArticleKey> {
    (0..count)
        .map(|number| {
            let key = add(library, Article::new(format!("a{number}"), format!("Report {number}.")));
            sign(library, key, &[1], &format!("2031-04-{:02}", number + 1), &[7]);
            key
        })
        .collect()
}

fn settle(library: &mut Library, places: &[(ArticleKey, usize)]) {
    library.put_grouping(&placed(places, true)).unwrap();
    assert!(!library.needs_weaving().unwrap());
}

fn story(library: &Library, key: ArticleKey) -> i64 {
    library.story_of(key).unwrap().unwrap().0
}

#[test]
fn those_with_a_key_are_found_by_their_nearness_in_time() {
    let (_folder, mut library) = library();
    let keys = signed(&mut library, 5);
    let near = |library: &Library, reach, as_of| -> Vec<ArticleKey> {
        library.nearest(7, keys[2], reach, as_of).unwrap().into_iter().map(|(key, _)| key).collect()
    };
    assert!(near(&library, 9, AsOf::Now).is_empty(), "none has a place");
    settle(&mut library, &[(keys[0], 0), (keys[1], 0), (keys[3], 1), (keys[4], 1), (keys[2], 2)]);
    assert_eq!(near(&library, 1, AsOf::Now), [keys[1], keys[3]]);
    assert_eq!(near(&library, 9, AsOf::Now), [keys[1], keys[0], keys[3], keys[4]]);
    assert!(near(&library, 9, AsOf::DayBegin).is_empty(), "all came since the day began");
    assert!(library.begin_day(DAY.parse().unwrap()).unwrap());
    assert_eq!(near(&library, 1, AsOf::DayBegin), [keys[1], keys[3]]);
    // Under another day and other keys.
    sign(&mut library, keys[1], &[2], "2031-03-01", &[8]);
    assert_eq!(near(&library, 1, AsOf::Now), [keys[0], keys[3]]);
    library.remove(&"a3".into()).unwrap();
    assert_eq!(near(&library, 1, AsOf::Now), [keys[0], keys[4]]);
}

#[test]
fn what_was_placed_on_arrival_is_taken_back_when_the_day_is_settled_otherwise() {
    let (_folder, mut library) = library();
    let keys = signed(&mut library, 4);
    settle(&mut library, &[(keys[0], 0), (keys[1], 0), (keys[2], 1), (keys[3], 1)]);
    assert!(library.begin_day(DAY.parse().unwrap()).unwrap());
    let new = add(&mut library, Article::new("new", "Report."));
    sign(&mut library, new, &[1], DAY, &[7]);
    assert!(!library.begin_day(DAY.parse().unwrap()).unwrap(), "the day is not settled");
    // On arrival it shows two stories to be one.
    let mut joined = placed(&[(new, 0)], false);
    joined.whole = vec![(StoryId(1), 0), (StoryId(2), 0)];
    library.put_grouping(&joined).unwrap();
    assert_eq!([keys[0], keys[3], new].map(|key| story(&library, key)), [1, 1, 1]);
    assert_eq!(library.members_of(StoryId(1), AsOf::DayBegin).unwrap(), keys[..2]);
    assert_eq!(library.place_of(keys[3], AsOf::DayBegin).unwrap().map(|seat| seat.story), Some(StoryId(2)));
    assert_eq!(library.place_of(new, AsOf::DayBegin).unwrap(), None);
    let change = library.story_changes(StoryId(2)).unwrap().remove(0);
    assert_eq!((change.from, change.to, change.articles), (StoryId(2), StoryId(1), 2));
    // Settled, it stands alone; what was not looked at is as it was, under its own number.
    settle(&mut library, &[(new, 0)]);
    assert_eq!([keys[0], keys[1], keys[2], keys[3]].map(|key| story(&library, key)), [1, 1, 2, 2]);
    assert_eq!(story(&library, new), 3);
    assert_eq!(library.story_changes(StoryId(2)).unwrap().len(), 2);
    assert!(library.doctor().unwrap().iter().all(|finding| finding.concern != store::Concern::Trouble));
}

#[test]
fn an_article_that_stays_keeps_its_reasons() {
    let (_folder, mut library) = library();
    let keys = signed(&mut library, 2);
    settle(&mut library, &[(keys[0], 0), (keys[1], 0)]);
    library.begin_day(DAY.parse().unwrap()).unwrap();
    let mut grouping = placed(&[(keys[0], 5), (keys[1], 6)], false);
    for grouped in &mut grouping.placed {
        grouped.why = vec!["another".to_owned()];
        grouped.had_place = true;
    }
    library.put_grouping(&grouping).unwrap();
    let why = |story| library.members(StoryId(story)).unwrap()[0].why.clone();
    assert_eq!((why(1), why(2)), (vec!["shared".to_owned()], vec!["another".to_owned()]));
}

#[test]
fn another_article_stands_for_a_family_whose_first_is_removed() {
    let (_folder, mut library) = library();
    let keys = signed(&mut library, 3);
    let mut grouping = placed(&[(keys[0], 0), (keys[1], 0), (keys[2], 0)], true);
    for grouped in &mut grouping.placed {
        grouped.family = 4;
    }
    library.put_grouping(&grouping).unwrap();
    let families = |library: &Library| {
        library.members(StoryId(1)).unwrap().into_iter().map(|m| m.family).collect::<Vec<_>>()
    };
    assert_eq!(families(&library), [keys[0]; 3]);
    library.begin_day(DAY.parse().unwrap()).unwrap();
    library.remove(&"a0".into()).unwrap();
    assert_eq!(families(&library), [keys[1]; 2]);
    assert_eq!(library.arrivals().unwrap(), keys[1..], "the rest of its story is placed again");
}
