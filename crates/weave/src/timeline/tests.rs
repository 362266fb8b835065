use super::*;
use article::Article;
use read::read;

fn reading(id: &str, published: &str, text: &str) -> Reading {
    let mut article = Article::new(id, text);
    article.published = Some(published.parse().unwrap());
    read(article)
}

fn reports() -> Vec<Reading> {
    vec![
        reading(
            "a",
            "2031-05-03",
            "The ferry Aurelia sank off Port Maren on May 2 with 41 people aboard. A choir sang in Dunmore on May 1.",
        ),
        reading(
            "b",
            "2031-05-05",
            "Divers searched the wreck of the Aurelia. The ferry sank on May 2 after striking a reef off Port Maren.",
        ),
        reading(
            "c",
            "2031-05-09",
            "Captain Ines Vollard was charged on May 8 over the sinking of the ferry Aurelia. The Aurelia sank off Port Maren on May 2.",
        ),
        reading(
            "d",
            "2031-05-09",
            "Prosecutors in Port Maren charged Ines Vollard, the captain of the Aurelia, on May 8.",
        ),
    ]
}

fn of(reports: &[Reading], wanted: &Wanted<'_>) -> Vec<(String, usize, Vec<String>)> {
    let days = timeline(&reports.iter().collect::<Vec<_>>(), wanted);
    let words = |day: &Day| day.sentences.iter().map(|one| one.exact().to_owned()).collect();
    days.iter().map(|day| (day.day.to_string(), day.texts, words(day))).collect()
}

const TWO: Wanted<'_> = Wanted { days: 2, sentences: 1, about: &[], between: None };

#[test]
fn the_days_that_most_reports_tell_of_come_in_order() {
    let days = of(&reports(), &TWO);
    let shown: Vec<(&str, usize)> = days.iter().map(|(day, texts, _)| (day.as_str(), *texts)).collect();
    assert_eq!(shown, [("2031-05-02", 3), ("2031-05-08", 2)]);
    assert!(days[0].2[0].contains("sank"), "{days:?}");
    assert!(days[1].2[0].contains("charged"), "{days:?}");
}

#[test]
fn the_order_of_the_reports_changes_nothing() {
    let mut reports = reports();
    let before = of(&reports, &TWO);
    reports.reverse();
    assert_eq!(of(&reports, &TWO), before);
}

#[test]
fn only_what_is_asked_for_is_told() {
    let about = ["captain".to_owned()];
    let wanted = Wanted { about: &about, ..TWO };
    let days = of(&reports(), &wanted);
    assert!(
        days.iter().flat_map(|(_, _, words)| words).all(|words| words.to_lowercase().contains("captain"))
    );
    let from: Date = "2031-05-04".parse().unwrap();
    let wanted = Wanted { between: Some((from, "2031-05-31".parse().unwrap())), ..TWO };
    assert!(of(&reports(), &wanted).iter().all(|(day, ..)| day.as_str() >= "2031-05-04"));
}

#[test]
fn a_copy_makes_a_day_no_more_important() {
    let mut reports = reports();
    let copy = reading("e", "2031-05-03", &reports[0].article.text);
    reports.push(copy);
    let days = of(&reports, &Wanted { days: 9, ..TWO });
    let texts = |wanted: &str| days.iter().find(|(day, ..)| day == wanted).map(|(_, texts, _)| *texts);
    assert_eq!((texts("2031-05-02"), texts("2031-05-01")), (Some(3), Some(1)));
}

#[test]
fn the_sentences_of_a_day_do_not_repeat_each_other() {
    let days = of(&reports(), &Wanted { days: 1, sentences: 5, ..TWO });
    let sunk = days[0].2.iter().filter(|words| words.contains("Aurelia sank off Port Maren")).count();
    assert_eq!(sunk, 1, "{days:?}");
}

#[test]
fn a_story_tells_of_the_days_its_reports_name() {
    let reports = reports();
    let story = crate::story(&reports.iter().collect::<Vec<_>>(), &[], &[], &crate::Owners::default(), &[]);
    let days: Vec<String> = story.timeline.iter().map(|day| day.day.to_string()).collect();
    assert_eq!(days, ["2031-05-01", "2031-05-02", "2031-05-08"]);
    assert_eq!(story.timeline[1].independence.at_most, 3);
    assert_eq!(story.timeline[1].mentions.len(), 3);
}
