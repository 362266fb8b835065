//! What sentences of many subjects say of events.

use super::{events, syntax::by_hand};
use crate::{
    EntityKind::{self, Group, Organisation, Person, Place},
    EventMention, EventStatus,
    text::Text,
};

struct Case {
    source: &'static str,
    cast: &'static [(&'static str, EntityKind, &'static [&'static str])],
    times: &'static [&'static str],
}

/// Each mention as `kind status participants @place #time`, with `<` for one that looks back and `!` for a quarrel.
fn read(case: &Case) -> Vec<String> {
    let text = Text::analysed(case.source);
    let names = by_hand::names(&text, case.cast);
    let times = by_hand::times(&text, case.times);
    let show = |mention: EventMention| {
        let name = |id: crate::EntityId| names.entities[id.0 as usize].name.clone();
        let mut line = format!("{} {:?}", mention.kind, mention.status);
        let who: Vec<String> = mention.participants.iter().map(|id| name(*id)).collect();
        if !who.is_empty() {
            line = line + " " + &who.join("+");
        }
        if let Some(place) = mention.place {
            line = line + " @" + &name(place);
        }
        if let Some(time) = mention.time {
            line = line + " #" + &times[time].value;
        }
        if mention.back.is_some() {
            line += " <";
        }
        if mention.adverse {
            line += " !";
        }
        line
    };
    events(&text, &names, &times, &[]).into_iter().map(show).collect()
}

fn check(
    source: &'static str,
    cast: &'static [(&'static str, EntityKind, &'static [&'static str])],
    times: &'static [&'static str],
    expected: &[&str],
) {
    assert_eq!(read(&Case { source, cast, times }), expected, "{source}");
}

#[test]
fn meetings_have_people_place_and_time() {
    check(
        "Prime Minister Ada Lund, leader of the Harbour Party, met Tom Hale, head of the Mill Board, at Oster Hall on Monday.",
        &[
            ("Ada Lund", Person, &[]),
            ("Harbour Party", Organisation, &[]),
            ("Tom Hale", Person, &[]),
            ("Mill Board", Organisation, &[]),
            ("Oster Hall", Place, &[]),
        ],
        &["Monday"],
        &["meeting Happened Ada Lund+Tom Hale @Oster Hall #Monday"],
    );
    check(
        "Talks meant to avert a strike at the mill ended on Tuesday without a deal.",
        &[],
        &["Tuesday"],
        &["meeting Happened #Tuesday"],
    );
    check(
        "The levy may come up on Friday, when the Mill Board and Tarn Group hold a second round of talks at Oster Hall.",
        &[("Mill Board", Organisation, &[]), ("Tarn Group", Organisation, &[]), ("Oster Hall", Place, &[])],
        &["Friday"],
        &["meeting Planned Mill Board+Tarn Group @Oster Hall #Friday"],
    );
}

#[test]
fn one_sentence_may_name_two_meetings() {
    check(
        "Lund is headed to Oslo to meet with Hale on Monday, days after Hale’s recent summit with Roe in Bergen.",
        &[
            ("Lund", Person, &[]),
            ("Hale", Person, &[]),
            ("Roe", Person, &[]),
            ("Oslo", Place, &[]),
            ("Bergen", Place, &[]),
        ],
        &["Monday"],
        &["meeting Planned Lund+Hale @Oslo #Monday", "meeting Happened Hale+Roe @Bergen <"],
    );
    check(
        "Lund has accepted an invitation to visit Oslo this week for talks with Hale.",
        &[("Lund", Person, &[]), ("Hale", Person, &[]), ("Oslo", Place, &[])],
        &["this week"],
        &["meeting Planned Lund+Hale @Oslo #this week"],
    );
}

#[test]
fn status_comes_from_tense_and_cues() {
    let cast: &[(&str, EntityKind, &[&str])] =
        &[("Lund", Person, &["She"]), ("Hale", Person, &[]), ("Norway", Place, &[]), ("Chad", Place, &[])];
    for (source, expected) in [
        ("She has asked for a meeting with Hale.", "meeting Requested Hale+Lund"),
        ("Lund called off a meeting with Hale.", "meeting Cancelled Hale+Lund"),
        ("Lund might meet Hale.", "meeting Possible Lund+Hale"),
        ("Lund is due to meet Hale.", "meeting Planned Lund+Hale"),
        ("Lund did not meet Hale.", "meeting Denied Lund+Hale"),
        ("Norway has called for a summit between Lund and Hale.", "meeting Requested Lund+Hale"),
        ("Lund refused to meet Hale.", "meeting Denied Lund+Hale"),
        ("The upcoming summit between Lund and Hale is critical.", "meeting Planned Lund+Hale"),
    ] {
        let text = Text::analysed(source);
        let names = by_hand::names(&text, cast);
        let found = events(&text, &names, &[], &[]);
        let line = found.first().map(|mention| {
            let who: Vec<_> =
                mention.participants.iter().map(|id| names.entities[id.0 as usize].name.clone()).collect();
            format!("{} {:?} {}", mention.kind, mention.status, who.join("+"))
        });
        assert_eq!(line.as_deref(), Some(expected), "{source}");
    }
}

#[test]
fn quarrels_look_back_and_are_adverse() {
    check(
        "Relations were marked by a heated Palace clash between Lund and Hale in March. Lund recalled her previous visit to the Palace, which was cut short.",
        &[("Lund", Person, &[]), ("Hale", Person, &[]), ("Palace", Place, &[])],
        &["March"],
        &["meeting Happened Lund+Hale @Palace #March !", "meeting Happened Lund @Palace < !"],
    );
}

#[test]
fn attendance_names_who_is_there() {
    check(
        "Lund will meet Hale in Oslo. Ada Roe, Ben Moe and Cy Poe are expected to join the talks. Dee Woe did not attend.",
        &[
            ("Lund", Person, &[]),
            ("Hale", Person, &[]),
            ("Oslo", Place, &[]),
            ("Ada Roe", Person, &[]),
            ("Ben Moe", Person, &[]),
            ("Cy Poe", Person, &[]),
            ("Dee Woe", Person, &[]),
        ],
        &[],
        &[
            "meeting Planned Lund+Hale @Oslo",
            "meeting Planned Ada Roe+Ben Moe+Cy Poe",
            "meeting Denied Dee Woe",
        ],
    );
}

#[test]
fn two_kinds_of_strike_are_told_apart() {
    check(
        "The nurses’ union suspended a strike set for June 3. A missile strike killed nine soldiers in Varn on Monday.",
        &[("Varn", Place, &[])],
        &["June 3", "Monday"],
        &["strike Cancelled #June 3", "attack Happened @Varn #Monday"],
    );
}

#[test]
fn other_news_has_events_too() {
    let cast: &[(&str, EntityKind, &[&str])] = &[
        ("Ira Sole", Person, &["He"]),
        ("Varn", Place, &[]),
        ("Dock Guild", Organisation, &["Guild"]),
        ("pupils", Group, &[]),
    ];
    for (source, times, expected) in [
        ("Ira Sole was arrested in Varn on Sunday.", "Sunday", "arrest Happened"),
        ("He resigned on Friday.", "Friday", "resignation Happened"),
        ("An earthquake shook Varn on Monday.", "Monday", "disaster Happened"),
        ("The Guild voted on Thursday to strike.", "Thursday", "vote Happened"),
        ("The council is to vote on the plan on May 9.", "May 9", "vote Planned"),
        ("Thousands marched through Varn on Saturday.", "Saturday", "rally Happened"),
        ("The High Court ruled on Thursday that the ban was void.", "Thursday", "ruling Happened"),
    ] {
        let text = Text::analysed(source);
        let names = by_hand::names(&text, cast);
        let found = events(&text, &names, &by_hand::times(&text, &[times]), &[]);
        let line = found.first().map(|mention| format!("{} {:?}", mention.kind, mention.status));
        assert_eq!(line.as_deref(), Some(expected), "{source}");
        assert!(found.first().is_some_and(|mention| mention.time.is_some()), "{source}");
    }
}

#[test]
fn what_a_story_is_about_needs_nobody_named() {
    let kinds = |source: &str| -> Vec<String> {
        let text = Text::analysed(source);
        events(&text, &crate::names::Names::default(), &[], &[])
            .into_iter()
            .map(|mention| mention.kind)
            .collect()
    };
    for (source, expected) in [
        ("The trawler sank within an hour.", "accident"),
        ("The merger will cost jobs.", "merger"),
        ("Farmers welcomed the tariff.", "tariff"),
        ("The inquiry will take a year.", "inquiry"),
    ] {
        assert_eq!(kinds(source), [expected], "{source}");
    }
    assert!(kinds("A merger costs jobs.").is_empty());
}

#[test]
fn events_in_general_are_none() {
    for source in [
        "Talks of this kind are common.",
        "The company failed to meet expectations.",
        "Elections cost money.",
        "She called for calm in exchange for aid.",
    ] {
        let text = Text::analysed(source);
        assert_eq!(events(&text, &crate::names::Names::default(), &[], &[]), [], "{source}");
    }
}

#[test]
fn any_text_gives_a_result() {
    for source in [
        "",
        "the",
        "’s",
        "( talks ) — with , and",
        "to to meet meet with with and and",
        "“meeting",
        "on Friday, when",
    ] {
        let text = Text::analysed(source);
        for mention in events(&text, &crate::names::Names::default(), &[], &[]) {
            assert!(mention.trigger.of(source).is_some());
            assert_ne!(mention.status, EventStatus::Cancelled);
        }
    }
}

proptest::proptest! {
    #[test]
    fn random_words_give_a_result(words in "((the|a|Lund|Hale|met|meet|talks|with|and|,|to|will|be|that|who|strike|on|Monday|’s|“|”|-|is|before|when|of|\\.|—|\\(|\\)) ?){0,40}") {
        let text = Text::analysed(&words);
        let names = by_hand::names(&text, &[("Lund", Person, &[]), ("Hale", Person, &[])]);
        let times = by_hand::times(&text, &["Monday"]);
        for mention in events(&text, &names, &times, &[]) {
            proptest::prop_assert!(mention.trigger.of(&words).is_some());
            proptest::prop_assert!(mention.time.is_none_or(|time| time < times.len()));
        }
    }
}

#[test]
fn a_round_of_talks_is_set_as_its_talks_are() {
    check(
        "A second round of talks is set for Friday in Port Maren.",
        &[("Port Maren", Place, &[])],
        &["Friday"],
        &["meeting Planned @Port Maren #Friday"],
    );
}

#[test]
fn what_is_signed_is_an_agreement_when_it_is_a_paper() {
    check(
        "Ada Lund and Oren Pask signed the river treaty on Friday.",
        &[("Ada Lund", Person, &[]), ("Oren Pask", Person, &[])],
        &["Friday"],
        &["agreement Happened Ada Lund+Oren Pask #Friday"],
    );
    check("Ada Lund signed the guest book on Friday.", &[("Ada Lund", Person, &[])], &["Friday"], &[]);
}
