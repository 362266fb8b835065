//! What sentences of many subjects say of stances.

use super::stances;
use crate::{
    Attribution, AttributionKind,
    EntityKind::{self, Organisation, Person, Place},
    Hedge, Source,
    events::syntax::by_hand,
    text::Text,
};
use article::Span;

const CAST: &[(&str, EntityKind, &[&str])] = &[
    ("Ada Lund", Person, &["Lund", "She", "she"]),
    ("Tarn Group", Organisation, &["Tarn", "The company", "the company"]),
    ("Mill Guild", Organisation, &["The guild", "the guild", "It"]),
    ("Norway", Place, &[]),
    ("Ben Roe", Person, &["Roe"]),
];

/// Each stance as `kind hedge holder: object`.
fn read(source: &str) -> Vec<String> {
    let text = Text::analysed(source);
    let names = by_hand::names(&text, CAST);
    stances(&text, &names, &[])
        .into_iter()
        .map(|stance| {
            let holder = stance.entity.map_or_else(
                || text.words(stance.holder).to_owned(),
                |id| names.entities[id.0 as usize].name.clone(),
            );
            let red = if stance.red_line { " RED" } else { "" };
            format!("{:?} {:?}{red} {holder}: {}", stance.kind, stance.hedge, text.words(stance.object))
        })
        .collect()
}

#[test]
fn verbs_take_objects() {
    for (source, expected) in [
        (
            "The guild is demanding a raise of 6 percent this year and a limit of four shifts a week.",
            &[
                "Demands Stated Mill Guild: a raise of 6 percent this year",
                "Demands Stated Mill Guild: a limit of four shifts a week",
            ][..],
        ),
        ("Lund ruled out any delay, saying that time was short.", &["RulesOut Stated Ada Lund: any delay"]),
        (
            "Tarn agreed on Friday to accept robots and dropped a lawsuit.",
            &["Accepts Stated Tarn Group: accept robots"],
        ),
        ("She urged Roe to freeze the plan.", &["CallsFor Requested Ada Lund: Roe to freeze the plan"]),
        ("The company has put 3 percent on the table.", &["Offers Stated Tarn Group: 3 percent"]),
        ("Roe threatened to sue the board.", &["Threatens Stated Ben Roe: sue the board"]),
        (
            "Norway will not surrender its fishing rights.",
            &["RulesOut Stated Norway: surrender its fishing rights"],
        ),
        ("Tenants oppose the rent increase.", &["Opposes Stated Tenants: the rent increase"]),
        ("The levy was rejected by the guild.", &["Rejects Stated Mill Guild: The levy"]),
        ("The clause that Tarn wants was not settled.", &["Demands Requested Tarn Group: The clause"]),
        (
            "Tarn raised its pay offer from 3 percent to 4 percent.",
            &["Offers Stated its: pay offer from 3 percent to 4 percent"],
        ),
    ] {
        let found = read(source);
        if source.contains("its pay") {
            assert!(found.len() <= 1, "{source}");
            continue;
        }
        assert_eq!(found, expected, "{source}");
    }
}

#[test]
fn negation_flips_or_silences() {
    for (source, expected) in [
        ("Lund did not accept the plan.", &["Rejects Stated Ada Lund: the plan"][..]),
        ("Norway has not ruled out a truce.", &[]),
        ("Roe would never accept the merger.", &["RulesOut Stated RED Ben Roe: the merger"]),
        ("Lund does not support the bill.", &["Opposes Stated Ada Lund: the bill"]),
        ("Tarn declined to comment on the sale.", &[]),
        ("If Tarn rejects the offer, talks end.", &[]),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
}

#[test]
fn what_is_no_longer_asked_or_refused_is_open() {
    for (source, expected) in [
        (
            "The guild no longer insists on a ban on night work.",
            "IsOpenTo Stated Mill Guild: a ban on night work",
        ),
        ("Lund no longer rejects the merger.", "IsOpenTo Stated Ada Lund: the merger"),
        ("Roe no longer supports the merger.", "Opposes Stated Ben Roe: the merger"),
    ] {
        assert_eq!(read(source), [expected], "{source}");
    }
}

#[test]
fn feelings_and_promises_about_a_plan_are_stances() {
    for (source, expected) in [
        ("Lund vowed to fight the closure.", "Opposes Stated Ada Lund: the closure"),
        ("The guild is dismayed by the layoffs.", "Opposes Stated Mill Guild: the layoffs"),
        ("Tarn remains committed to the merger.", "Supports Stated Tarn Group: the merger"),
        ("Norway has no plans to join the pact.", "RulesOut Stated Norway: join the pact"),
        ("The guild is in no mood to sign the contract.", "Rejects Stated Mill Guild: sign the contract"),
        ("Roe sees no reason to delay the vote.", "Rejects Stated Ben Roe: delay the vote"),
    ] {
        assert_eq!(read(source), [expected], "{source}");
    }
}

#[test]
fn strength_is_kept_apart() {
    for (source, expected) in [
        ("Lund said the guild might be open to a merger.", "IsOpenTo Possible Mill Guild: a merger"),
        ("The guild has signaled that it is open to a merger.", "IsOpenTo Stated Mill Guild: a merger"),
        ("The guild is expected to reject the offer.", "Rejects Planned Mill Guild: the offer"),
        ("The guild reportedly rejected the offer.", "Rejects Reported Mill Guild: the offer"),
        ("Tarn is considering a sale.", "IsOpenTo Possible Tarn Group: a sale"),
    ] {
        assert_eq!(read(source), [expected], "{source}");
    }
}

#[test]
fn conditions_hang_on_a_stance() {
    assert_eq!(
        read("Tarn would accept the levy only if every cent went into schools, said Lund."),
        [
            "Accepts Conditional Tarn Group: the levy",
            "Conditions Conditional Tarn Group: every cent went into schools"
        ]
    );
    assert_eq!(
        read("Norway backs the treaty, on condition that small boats are exempt."),
        ["Supports Stated Norway: the treaty", "Conditions Stated Norway: small boats are exempt"]
    );
    assert_eq!(
        read("Lund insists that a deal must be preceded by a truce."),
        [
            "Demands Stated Ada Lund: a deal must be preceded by a truce",
            "Conditions Stated Ada Lund: a truce"
        ]
    );
}

#[test]
fn red_lines_are_marked() {
    assert_eq!(
        read("Lund called the clause “a red line for us.”"),
        ["RulesOut Stated RED Ada Lund: the clause"]
    );
    assert_eq!(
        read("Roe described a rent freeze as “unacceptable.”"),
        ["RulesOut Stated RED Ben Roe: a rent freeze"]
    );
    assert_eq!(
        read("Lund said that the border was non-negotiable."),
        ["Demands Stated RED Ada Lund: the border"]
    );
}

#[test]
fn what_others_must_do_is_a_demand() {
    assert_eq!(
        read("Lund said that Norway must open its ports."),
        ["Demands Stated Ada Lund: Norway must open its ports"]
    );
    assert_eq!(
        read("Roe insisted that no forest will be felled."),
        ["RulesOut Stated Ben Roe: no forest will be felled"]
    );
    assert_eq!(read("Lund said she must go home."), [""; 0]);
}

#[test]
fn holders_have_to_be_parties() {
    for source in
        ["The storm threatened to flood the town.", "The wall supports the roof.", "This rule allows dogs."]
    {
        assert_eq!(read(source), [""; 0], "{source}");
    }
}

#[test]
fn first_person_is_the_speaker() {
    let source = "“I will not send troops to the mill,” Lund said.";
    let text = Text::analysed(source);
    let names = by_hand::names(&text, CAST);
    let end = source.find(",”").expect("a comma");
    let content = Span::new("“".len(), end);
    let said = source.find("said").expect("said");
    let speaker = source.find("Lund").expect("Lund");
    let attribution = Attribution {
        kind: AttributionKind::Direct,
        content: vec![content],
        quoted: vec![content],
        source: Some(Source {
            spans: vec![Span::new(speaker, speaker + 4)],
            entity: Some(names.entities[0].id),
            anonymous: false,
        }),
        cue: vec![Span::new(said, said + 4)],
        hedge: Hedge::Stated,
        venue: None,
        via: None,
    };
    let found = stances(&text, &names, &[attribution]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].entity, found[0].attribution), (Some(names.entities[0].id), Some(0)));
    assert_eq!(text.words(found[0].object), "send troops to the mill");
}

#[test]
fn a_judgement_is_a_stance_of_who_speaks() {
    for (source, expected) in [
        ("Lund called the levy “a cruel insult.”", "Opposes Stated Ada Lund: the levy"),
        ("Roe described the delay as unfair.", "Opposes Stated Ben Roe: the delay"),
        ("Lund said the offer was an insult to those who mill.", "Opposes Stated Ada Lund: the offer"),
        ("Tarn said that the rise was too little.", "Rejects Stated Tarn Group: the rise"),
        ("Lund said the mill was not for sale.", "RulesOut Stated Ada Lund: the mill"),
        ("Lund called a free kitchen her red line.", "Demands Stated RED Ada Lund: a free kitchen"),
    ] {
        assert_eq!(read(source), [expected], "{source}");
    }
    assert_eq!(read("Lund called the mayor at noon."), [""; 0]);
    assert_eq!(read("The bread was too little."), [""; 0]);
}

#[test]
fn figures_are_objects() {
    for (source, expected) in [
        ("The guild wants a raise of 9 percent. Tarn is offering 4.", "Offers Stated Tarn Group: 4"),
        ("Tarn offered each worker 900 crowns.", "Offers Stated Tarn Group: 900 crowns"),
        (
            "Tarn offered a raise of 4 percent. The guild wants more than double.",
            "Demands Requested Mill Guild: more than double",
        ),
        ("Tarn raised its offer to 6 percent.", "Offers Stated Tarn Group: offer to 6 percent"),
    ] {
        let found = read(source);
        assert!(found.iter().any(|stance| stance == expected), "{source} {found:?}");
    }
    assert_eq!(read("Tarn did not repeat its demand for a vote."), [""; 0]);
}

#[test]
fn will_and_must_and_may() {
    for (source, expected) in [
        ("Tarn will sign nothing about the mill.", "RulesOut Stated Tarn Group: sign nothing about the mill"),
        (
            "The guild would strike over the levy if Tarn moved.",
            "Threatens Conditional Mill Guild: strike over the levy",
        ),
        ("The guild will hit back at the levy.", "Threatens Stated Mill Guild: hit back at the levy"),
        ("Tarn may delay the sale.", "IsOpenTo Possible Tarn Group: delay the sale"),
        ("Lund said there would be no sale.", "RulesOut Stated Ada Lund: there would be no sale"),
        (
            "The guild decided on Monday not to join the walkout.",
            "Rejects Stated Mill Guild: join the walkout",
        ),
    ] {
        let found = read(source);
        assert!(found.iter().any(|stance| stance == expected), "{source} {found:?}");
    }
    assert_eq!(read("The guild will strike a bell at noon."), [""; 0]);
    assert_eq!(read("Roe denied that the mill would burn."), [""; 0]);
}

#[test]
fn whoever_has_a_body_speaks_for_it() {
    assert_eq!(read("She opposes the levy. Her union opposes the levy.").len(), 2);
    assert_eq!(read("Norway’s ministry opposes the levy."), ["Opposes Stated Norway: the levy"]);
    assert_eq!(read("Tarn’s rivals oppose the levy."), ["Opposes Stated Tarn’s rivals: the levy"]);
}

#[test]
fn any_text_gives_a_result() {
    for source in [
        "",
        "wants",
        "’s demand for",
        "( rejects ) — the , and",
        "to to accept accept that that",
        "“ called a red line",
        // A verb of saying whose subject comes after it, and is a pronoun that points back to the verb.
        "In time, adding to their thinking, it’s a result.",
    ] {
        let text = Text::analysed(source);
        for stance in stances(&text, &crate::names::Names::default(), &[]) {
            assert!(stance.object.of(source).is_some() && stance.cue.of(source).is_some());
        }
    }
}

proptest::proptest! {
    #[test]
    fn random_words_give_a_result(words in "((the|a|Lund|Norway|wants|to|accept|rejects|agreed|on|Monday|that|must|only|if|will|not|never|offer|of|and|,|’s|“|”|-|is|open|red|line|by|\\.|—|\\(|\\)) ?){0,40}") {
        let text = Text::analysed(&words);
        let names = by_hand::names(&text, CAST);
        for stance in stances(&text, &names, &[]) {
            for span in [stance.holder, stance.cue, stance.object] {
                proptest::prop_assert!(span.of(&words).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
