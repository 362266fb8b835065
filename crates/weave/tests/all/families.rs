//! Which report of a family is the origin, and what the others made of it.

use crate::told::{FERRY, Given, because, place, report, story};
use article::Evidence;
use weave::{Family, Relation, Story};

fn exact(passages: &[Evidence]) -> Vec<&str> {
    passages.iter().map(Evidence::exact).collect()
}

fn origin(reports: &[Given]) -> (String, Family) {
    let story = story(reports);
    let family = story.families[0].clone();
    (id(&story, family.origin), family)
}

fn id(story: &Story, at: usize) -> String {
    story.articles[at].id.0.clone()
}

#[test]
fn what_a_copy_cut_added_and_changed_is_shown() {
    let edited = "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense morning fog.\n\n\
        The coast guard took all forty passengers to the lifeboat station before the hull went under at noon.\n\n\
        Readers who saw the rescue from the pier can send us their pictures. We print the best of them.\n\n\
        A diving crew will look for the logbook once the swell goes down, the harbour office wrote.\n\n\
        Calder Wire";
    let wire = report("wire", "Calder Wire", FERRY).titled("Ferry sinks off Port Maren").family(1);
    let copy = report("copy", "Marsh Courier", edited).titled("All saved as ferry goes down").family(1);
    let story = story(&[wire, copy]);
    let family = &story.families[0];
    assert_eq!(family.relation, Relation::Syndicated);
    assert_eq!(family.origin, place(&story, "wire"));
    let [copied] = family.copies.as_slice() else { panic!("one copy: {family:#?}") };
    assert_eq!(
        exact(&copied.cut),
        [
            "Two trawlers stay at the wreck to keep other ships away from it.",
            "The owner of the line has cancelled every crossing until Sunday and will pay back all fares.",
        ]
    );
    assert_eq!(
        exact(&copied.added),
        ["Readers who saw the rescue from the pier can send us their pictures. We print the best of them."]
    );
    let [(from, to)] = copied.reworded.as_slice() else { panic!("one reworded: {copied:#?}") };
    assert!(from.exact().contains("forty-one") && to.exact().contains("all forty passengers"));
    assert_eq!((copied.sentences, copied.kept, copied.same.len()), (5, 3, 2));
    let headlines = copied.headlines.as_ref().expect("another headline");
    assert_eq!(headlines.copy.text, "All saved as ferry goes down");
    let credit = because(&family.reasons, "copy credits Calder Wire; so wire is taken for the origin");
    assert!(credit.evidence[0].exact().contains("Calder Wire"));
    assert_eq!(because(&family.reasons, "3 of the 5 sentences of wire stand in copy too").evidence.len(), 2);
}

#[test]
fn a_credit_weighs_more_than_the_day_and_what_speaks_against_it_is_told() {
    let late = report("late", "Calder Wire", FERRY).on("2031-05-03").family(1);
    let early =
        report("early", "Marsh Courier", format!("{FERRY}\n\nCalder Wire")).on("2031-05-02").family(1);
    let (origin, family) = origin(&[late, early]);
    assert_eq!(origin, "late");
    because(&family.reasons, "but early was published first, on 2031-05-02; the next is of 2031-05-03");
}

#[test]
fn a_byline_names_an_agency() {
    let wire = report("wire", "Calder Wire", FERRY).family(1);
    let copy = report("copy", "Marsh Courier", FERRY).by("Kit Orr, Calder Wire").family(1);
    let (origin, family) = origin(&[wire, copy]);
    assert_eq!(origin, "wire");
    because(&family.reasons, "the byline of copy names Calder Wire; so wire is taken for the origin");
}

#[test]
fn a_page_that_gives_the_address_of_another_outlet_as_its_own_has_the_text_from_there() {
    let page = "https://calderwire.example/ferry";
    let copy = report("a-copy", "Marsh Courier", FERRY).at(page).family(1);
    let wire = report("wire", "Calder Wire", FERRY).at(page).family(1);
    let story = story(&[copy, wire]);
    assert_eq!(story.families[0].relation, Relation::Syndicated);
    assert_eq!(story.families[0].origin, place(&story, "wire"));
    because(&story.families[0].reasons, "a-copy gives an address at calderwire.example as its own");
    assert!(story.articles.iter().all(|report| report.superseded_by.is_none()));
}

#[test]
fn without_credit_the_first_published_then_the_one_that_holds_the_others_is_the_origin() {
    let cut: String = FERRY.split_inclusive(". ").take(2).collect();
    let full = || report("full", "Marsh Courier", FERRY).family(1);
    let short = || report("a-short", "Estuary Post", cut.as_str()).family(1);
    let (first, family) = origin(&[full().on("2031-05-03"), short().on("2031-05-02")]);
    assert_eq!(first, "a-short");
    because(&family.reasons, "but full holds every sentence of the others, and more");
    let (holding, _) = origin(&[full(), short().on("2031-05-02")]);
    assert_eq!(holding, "full", "a day alone, beside a report without one, says nothing");
}

#[test]
fn a_text_may_come_from_an_outlet_of_which_no_report_is_here() {
    let a = report("a", "Marsh Courier", format!("{FERRY}\n\nCalder Wire")).family(1);
    let b = report("b", "Estuary Post", FERRY).family(1);
    let (_, family) = origin(&[a, b]);
    assert_eq!(family.credited.as_deref(), Some("Calder Wire"));
    let reason = because(&family.reasons, "a credits Calder Wire, of which no report here has the text");
    assert_eq!(exact(&reason.evidence), ["Calder Wire"]);
}

#[test]
fn the_first_version_of_a_page_is_its_origin() {
    let page = "https://marshcourier.example/ferry";
    let first = report("b-first", "Marsh Courier", FERRY).on("2031-05-02").at(page).family(1);
    let text = format!("{FERRY} The reef was not on the chart.");
    let later = report("a-later", "Marsh Courier", text).on("2031-05-03").at(page).family(1);
    let (origin, family) = origin(&[first, later]);
    assert_eq!((origin.as_str(), family.relation), ("b-first", Relation::Version));
    assert_eq!(exact(&family.copies[0].added), ["The reef was not on the chart."]);
    assert!(family.reasons.iter().all(|reason| !reason.text.starts_with("but ")), "{:#?}", family.reasons);
}
