//! What outlets print under their reports is learnt from the library.

use super::*;
use article::Digest;

const APPEAL: &str = "Our reporters are paid by readers like you.";

/// Adds and reads an article of an outlet, with a last line.
fn article(library: &mut Library, id: &str, outlet: &str, last: &str) -> ArticleKey {
    let text = format!("Report {id} is about this and nothing else.\n\n{last}");
    let article = outlet_article(id, outlet, "2031-04-30", &text);
    let key = add(library, article.clone());
    library.put_readings(vec![(key, read::read(article))]).unwrap();
    sign(library, key, b"s", "2031-04-30", &[7]);
    key
}

#[test]
fn a_line_in_articles_of_three_stories_of_one_outlet_is_furniture() {
    let (_folder, mut library) = library();
    let keys: Vec<ArticleKey> = ["a", "b", "c"].map(|id| article(&mut library, id, "Tide", APPEAL)).to_vec();
    let other = article(&mut library, "d", "Ebb", APPEAL);
    // Two of them in one story: copies, or two reports of one matter.
    let together = [(keys[0], 0), (keys[1], 0), (keys[2], 1), (other, 2)];
    library.put_grouping(&placed(&together, true)).unwrap();
    assert!(library.learn_furniture().unwrap().is_empty());
    let late = article(&mut library, "e", "The  Tide", "Nothing follows it in the end.");
    let last = article(&mut library, "f", "tide", APPEAL);
    library.put_grouping(&placed(&[(late, 3), (last, 4)], true)).unwrap();
    assert_eq!(library.learn_furniture().unwrap(), [keys[0], keys[1], keys[2], last]);
    assert_eq!(library.unread(9).unwrap(), [keys[0], keys[1], keys[2], last]);
    assert_eq!(library.furniture(last).unwrap(), [Digest::of(APPEAL.as_bytes())].into());
    assert!(library.furniture(other).unwrap().is_empty() && library.furniture(late).unwrap().is_empty());
    assert!(library.learn_furniture().unwrap().is_empty(), "nothing changed since");
    library.remove(&"f".into()).unwrap();
    assert_eq!(library.learn_furniture().unwrap(), keys, "two stories are too few");
    assert!(library.furniture(keys[0]).unwrap().is_empty());
}

#[test]
fn what_a_large_outlet_printed_a_few_times_is_none() {
    let (_folder, mut library) = library();
    let keys: Vec<ArticleKey> = (0..160)
        .map(|at| {
            let last =
                if at < 3 { APPEAL.to_owned() } else { format!("Report {at} ends as no other one does.") };
            article(&mut library, &format!("a{at}"), "Tide", &last)
        })
        .collect();
    let apart: Vec<(ArticleKey, usize)> = keys.iter().copied().zip(0..).collect();
    library.put_grouping(&placed(&apart, true)).unwrap();
    assert!(library.learn_furniture().unwrap().is_empty(), "3 of 160");
}
