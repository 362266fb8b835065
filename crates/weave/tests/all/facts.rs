//! What facts come to when somebody denies them, a later count overtakes them, or their own page takes them back.

use crate::told::{report, story};
use weave::{Fact, Standing, Story};

/// The fact that this sentence states and that came to this.
fn fact<'s>(story: &'s Story, sentence: &str, standing: Standing) -> Option<&'s Fact> {
    story.facts.iter().find(|fact| {
        fact.standing == standing
            && fact.support.iter().any(|(_, evidence)| evidence.exact().contains(sentence))
    })
}

fn against(fact: Option<&Fact>) -> Vec<&str> {
    fact.iter().flat_map(|fact| &fact.conflicts).map(article::Evidence::exact).collect()
}

#[test]
fn a_claim_and_its_denial_stand_against_each_other() {
    let claim = "The mayor of Brannock, Ada Lund, may resign over the bridge, the Lantern has learned.";
    let denial = "Ada Lund denied that she was about to resign.";
    let story = story(&[
        report("a", "Lantern", format!("Fog closed the bridge at Brannock. {claim}")).on("2031-04-01"),
        report("b", "Ebb", format!("The bridge at Brannock opened again. {denial}")).on("2031-04-02"),
    ]);
    assert_eq!(against(fact(&story, claim, Standing::Disputed)), [denial], "{:#?}", story.facts);
    assert_eq!(against(fact(&story, denial, Standing::Disputed)), [claim]);
}

#[test]
fn the_claim_of_an_outlet_is_found_by_its_name() {
    let claim = "Soldiers will man the trains of Brannock Rail, officials say.";
    let denial = "The minister denied a report in the Daily Lantern that troops would drive trains.";
    let story = story(&[
        report("a", "Daily Lantern", format!("Guards walk out on Monday. {claim}")).on("2031-04-01"),
        report("b", "Ebb", format!("Guards walk out on Monday. {denial}")).on("2031-04-02"),
    ]);
    assert_eq!(against(fact(&story, claim, Standing::Disputed)), [denial], "{:#?}", story.facts);
}

#[test]
fn who_refuses_denies_nothing() {
    let refusal = "Ada Lund said that she would not go below 70 florins for each barge.";
    let story = story(&[
        report("a", "Tide", format!("Talks on the barges went on. {refusal}")).on("2031-04-01"),
        report(
            "b",
            "Ebb",
            "Talks went on. Ada Lund refused to go below 70 florins for each barge, she said.",
        )
        .on("2031-04-02"),
    ]);
    assert!(fact(&story, "below 70", Standing::Disputed).is_none(), "{:#?}", story.facts);
}

#[test]
fn a_figure_that_somebody_denies_is_disputed() {
    let denial = "The head of Brannock Rail denied that 310 ticket offices would close.";
    let story = story(&[
        report("a", "Tide", "Brannock Rail has a list of 310 ticket offices that will close.")
            .on("2031-04-01"),
        report("b", "Foam", "The 310 ticket offices of Brannock Rail that will close are small.")
            .on("2031-04-02"),
        report("c", "Ebb", denial).on("2031-04-03"),
    ]);
    let fact = fact(&story, "has a list of 310", Standing::Disputed);
    assert_eq!(against(fact), [denial], "{:#?}", story.facts);
    assert!(fact.is_some_and(|fact| fact.support.iter().all(|(_, one)| one.exact() != denial)));
}

#[test]
fn of_counts_that_overtake_each_other_the_last_stands() {
    let story = story(&[
        report("a", "Tide", "The ferry Aurelia sank off Port Maren on Friday, killing 9 people.").on("2031-04-04"),
        report("b", "Ebb", "The death toll of the ferry Aurelia, which sank off Port Maren, rose to 23 people on Sunday.")
            .on("2031-04-06"),
        report("c", "Foam", "At least 23 people died when the ferry Aurelia sank off Port Maren, the coast guard said on Sunday.")
            .on("2031-04-06"),
    ]);
    let first = fact(&story, "killing 9", Standing::Superseded);
    assert_eq!(against(first).len(), 2, "{:#?}", story.facts);
    let values = first.and_then(|fact| fact.figure.as_ref()).map(|figure| figure.values.len());
    assert_eq!(values, Some(3));
    let last = fact(&story, "rose to 23", Standing::Agreed);
    assert!(last.is_some_and(|fact| fact.conflicts.is_empty()), "{:#?}", story.facts);
}

#[test]
fn what_a_later_version_of_a_page_changes_is_superseded() {
    let page = "https://tide.example/clinics";
    let old =
        "The authority may ask both groups to sell three clinics in Brannock before they merge, it said.";
    let new = "The authority may ask both groups to sell two clinics in Brannock before they merge, it said.";
    let rest =
        "Ada Lund, who heads the larger group, spoke for an hour and left by the back door of the town hall.";
    let story = story(&[
        report("a", "Tide", format!("{old}\n\n{rest}")).on("2031-04-01").at(page).family(1),
        report("b", "Tide", format!("{new}\n\n{rest}")).on("2031-04-02").at(page).family(1),
    ]);
    assert_eq!(against(fact(&story, old, Standing::Superseded)), [new], "{:#?}", story.facts);
}

#[test]
fn a_toll_grows_whoever_counts_it() {
    let story = story(&[
        report(
            "a",
            "Tide",
            "The ferry Aurelia sank off Port Maren on Friday, killing 9 people, the coast guard said.",
        )
        .on("2031-04-04"),
        report(
            "b",
            "Ebb",
            "The death toll of the ferry Aurelia rose to 23 on Sunday, Ada Lund of the Red Star said.",
        )
        .on("2031-04-06"),
        report("c", "Foam", "The coast guard ended its search on Wednesday, leaving 31 dead.")
            .on("2031-04-09"),
    ]);
    assert_eq!(against(fact(&story, "rose to 23", Standing::Superseded)).len(), 1, "{:#?}", story.facts);
    assert!(fact(&story, "leaving 31 dead", Standing::Single).is_some());
    let told = weave::brief(&story, 20);
    let is_fact = |line: &weave::BriefLine| matches!(line.part, weave::Part::Fact(_));
    let facts: Vec<&str> =
        told.iter().filter(|line| is_fact(line)).map(|line| line.sentence.exact()).collect();
    assert!(facts.iter().any(|told| told.contains("leaving 31 dead")), "{told:#?}");
    assert!(!facts.iter().any(|told| told.contains("rose to 23")), "{told:#?}");
}

#[test]
fn a_number_that_each_side_puts_is_disputed_and_has_one_source() {
    let put = "The Quay Workers Union put the crowd in Port Maren at 9,000";
    let story = story(&[
        report("a", "Tide", format!("Dockers marched on Monday. {put}; police counted 4,000."))
            .on("2031-04-01"),
        report("b", "Ebb", format!("Dockers marched on Monday. {put} marchers.")).on("2031-04-02"),
    ]);
    let fact = fact(&story, put, Standing::Disputed);
    assert_eq!(fact.map(|fact| fact.independence.at_most), Some(1), "{:#?}", story.facts);
}
