//! What later versions of a page changed.

use crate::told::{Given, kept, place, report, story};
use read::debris::Declares;
use weave::{Declared, Extent, PageVersion, RevisedPart, Revision, RevisionChange, Story};

const PAGE: &str = "https://tide.example/ferry";

const REST: &str = "Two trawlers stay at the wreck to keep other ships away from it.\n\n\
    The owner of the line has cancelled every crossing until Sunday and will pay back all fares.\n\n\
    A diving crew will look for the logbook once the swell goes down, the harbour office wrote.";

fn version(id: &'static str, day: &'static str, text: impl Into<String>) -> Given {
    report(id, "Tide", text).on(day).at(PAGE).family(7)
}

/// The revision of a page from one text to another.
#[track_caller]
fn revised(before: &str, after: &str) -> (Story, Revision) {
    only(story(&[version("a", "2031-04-01", before), version("b", "2031-04-01", after)]))
}

#[track_caller]
fn only(story: Story) -> (Story, Revision) {
    assert_eq!((story.revisions.len(), story.revisions[0].revisions.len()), (1, 1));
    let revision = story.revisions[0].revisions[0].clone();
    (story, revision)
}

/// What the changes of one part are, as words.
fn changes(revision: &Revision, part: RevisedPart) -> Vec<String> {
    let told = |change: &RevisionChange| {
        let side =
            |side: &Option<weave::Side>| side.as_ref().map_or("-".to_owned(), |side| side.text.clone());
        format!("{} > {}", side(&change.before), side(&change.after))
    };
    revision.changes.iter().filter(|change| change.part == part).map(told).collect()
}

fn declared(revision: &Revision, part: RevisedPart) -> Vec<Option<Declared>> {
    revision.changes.iter().filter(|change| change.part == part).map(|change| change.declared).collect()
}

#[test]
fn a_declared_correction_names_what_it_is_about_and_silence_is_named_too() {
    let text = |count: &str, said: &str, note: &str| {
        format!(
            "The ferry Aurelia sank off Port Maren on Friday with {count} passengers on board.\n\n\
             “{said}” Captain Ines Vollard told reporters on the pier.\n\n{REST}{note}"
        )
    };
    let (_, revision) = revised(
        &text("41", "We had no warning of the reef,", ""),
        &text(
            "43",
            "We had a late warning of the reef,",
            "\n\nCorrection: An earlier version of this article gave a wrong number of passengers. It is 43, not 41.",
        ),
    );
    assert_eq!(revision.extent, Extent::Edited);
    assert_eq!(revision.notes.len(), 1, "{revision:#?}");
    assert_eq!(revision.notes[0].declares, Declares::Correction);
    assert_eq!(changes(&revision, RevisedPart::Figure), ["41 > 43"]);
    assert_eq!(declared(&revision, RevisedPart::Figure), [Some(Declared::Named)]);
    assert_eq!(revision.notes[0].about, [0]);
    assert_eq!(
        changes(&revision, RevisedPart::Quotation),
        ["We had no warning of the reef > We had a late warning of the reef"]
    );
    assert_eq!(declared(&revision, RevisedPart::Quotation), [Some(Declared::No)]);
    assert_eq!((revision.kept, revision.reworded.len()), (3, 2));
    assert!(revision.added.is_empty() && revision.withdrawn.is_empty(), "{revision:#?}");
}

#[test]
fn a_note_that_says_nothing_of_what_was_wrong_leaves_it_open() {
    let text = |count: &str, note: &str| {
        format!("The ferry Aurelia sank on Friday with {count} passengers on board.\n\n{REST}{note}")
    };
    let note = "\n\nCorrection: An earlier version of this article contained an error.";
    let (_, revision) = revised(&text("41", ""), &text("43", note));
    assert_eq!(declared(&revision, RevisedPart::Figure), [Some(Declared::Unclear)]);
    // The note of an earlier version declares nothing of a later one.
    let (_, revision) = revised(&text("41", note), &text("43", note));
    assert_eq!(revision.notes, []);
    assert_eq!(declared(&revision, RevisedPart::Figure), [Some(Declared::No)]);
}

#[test]
fn a_comma_is_typographic_and_a_sign_is_not() {
    let before = format!("The fare, it said rises by 5% on Sunday.\n\n{REST}");
    let (_, revision) = revised(&before, &before.replace("said rises", "said, rises"));
    assert_eq!((revision.extent, revision.retouched.len(), revision.kept), (Extent::Typographic, 1, 4));
    assert!(revision.changes.is_empty() && revision.reworded.is_empty(), "{revision:#?}");
    let (_, revision) = revised(&before, &before.replace("5%", "$5"));
    assert_eq!((revision.extent, revision.reworded.len()), (Extent::Edited, 1), "{revision:#?}");
    let (_, revision) = revised(&before, &before);
    assert_eq!((revision.extent, revision.kept), (Extent::Same, 4));
}

#[test]
fn another_headline_over_the_same_text_is_told() {
    let titled = |first: &'static str, second: &'static str| {
        only(story(&[
            version("a", "2031-04-01", REST).titled(first),
            version("b", "2031-04-02", REST).titled(second),
        ]))
        .1
    };
    let revision = titled("Ferry crew blamed for wreck", "Ferry wreck: inquiry opens");
    assert_eq!((revision.extent, revision.kept), (Extent::Edited, 3));
    assert_eq!(
        changes(&revision, RevisedPart::Headline),
        ["Ferry crew blamed for wreck > Ferry wreck: inquiry opens"]
    );
    assert_eq!(declared(&revision, RevisedPart::Headline), [Some(Declared::No)]);
    assert_eq!(changes(&revision, RevisedPart::Published), ["2031-04-01 > 2031-04-02"]);
    // That a headline says so is a declaration, and no other headline.
    let revision = titled("Ferry wreck: inquiry opens", "CORRECTED: Ferry wreck: inquiry opens");
    assert_eq!(changes(&revision, RevisedPart::Headline), Vec::<String>::new());
    assert_eq!(revision.notes[0].declares, Declares::Correction);
}

#[test]
fn a_text_that_was_replaced_is_called_rewritten_and_not_told_line_by_line() {
    let other = "Captain Ines Vollard was questioned for six hours on Tuesday.\n\n\
        “I will answer every question,” she said before she went in.\n\n\
        Her lawyer wants 12 documents from the ministry before the court meets.";
    let (_, revision) = revised(REST, other);
    assert_eq!((revision.extent, revision.kept), (Extent::Rewritten, 0));
    assert!(revision.changes.is_empty(), "{revision:#?}");
    assert!(revision.added.is_empty() && revision.withdrawn.is_empty() && revision.reworded.is_empty());
    // A page that grows is not rewritten, and what it gains is not silent.
    let (_, revision) = revised(REST, &format!("{REST}\n\n{other}"));
    assert_eq!((revision.extent, revision.added.len()), (Extent::Edited, 3));
    assert!(revision.changes.iter().all(|change| change.declared.is_none() && change.before.is_none()));
    assert_eq!(changes(&revision, RevisedPart::Figure), ["- > 12"]);
}

#[test]
fn speakers_names_days_and_stances_are_compared() {
    let before = format!(
        "“We had no warning,” Captain Ines Vollard said on Monday.\n\n\
         The Seamen's Union demands a new harbour master for Port Maren.\n\n{REST}"
    );
    let after = before
        .replace("Captain Ines Vollard said on Monday", "Captain Arne Holm said on Tuesday")
        .replace("demands a new harbour", "rejects a new harbour");
    let (_, revision) = revised(&before, &after);
    let side = |side: &Option<weave::Side>| side.as_ref().and_then(|side| side.of.clone());
    let said: Vec<_> = revision
        .changes
        .iter()
        .filter(|change| change.part == RevisedPart::Quotation)
        .map(|change| (side(&change.before), side(&change.after)))
        .collect();
    assert_eq!(said, [(Some("Ines Vollard".to_owned()), Some("Arne Holm".to_owned()))], "{revision:#?}");
    assert_eq!(changes(&revision, RevisedPart::Name), ["Ines Vollard > Arne Holm"]);
    assert_eq!(changes(&revision, RevisedPart::Time), ["Monday > Tuesday"]);
    let stances: Vec<_> = revision
        .changes
        .iter()
        .filter(|change| change.part == RevisedPart::Stance)
        .filter_map(|change| Some((change.before.as_ref()?.stance?, change.after.as_ref()?.stance?)))
        .collect();
    assert_eq!(stances, [(read::StanceKind::Demands, read::StanceKind::Rejects)], "{revision:#?}");
}

#[test]
fn a_name_spelled_otherwise_is_one_name() {
    let before = format!("Captain Ines Volard was questioned on Monday, the court said.\n\n{REST}");
    let (_, revision) = revised(&before, &before.replace("Volard", "Vollard"));
    assert_eq!(changes(&revision, RevisedPart::Name), ["Ines Volard > Ines Vollard"], "{revision:#?}");
    assert_eq!(declared(&revision, RevisedPart::Name), [None]);
    // A note may name the one by what she is.
    let note = "\n\nCorrection: An earlier version of this article misspelled the name of the captain.";
    let (_, revision) = revised(&before, &(before.replace("Volard", "Vollard") + note));
    assert_eq!(declared(&revision, RevisedPart::Name), [Some(Declared::Named)], "{revision:#?}");
}

#[test]
fn a_short_sentence_between_others_is_reworded_and_one_out_of_place_is_not() {
    let rest: Vec<&str> = REST.split("\n\n").collect();
    let text = |first: &str, last: &str| format!("{first}\n\n{}\n\n{}\n\n{last}", rest[0], rest[1]);
    let (_, revision) = revised(&text("Four people died.", rest[2]), &text("Six people died.", rest[2]));
    assert_eq!(revision.reworded.len(), 1, "{revision:#?}");
    assert_eq!(changes(&revision, RevisedPart::Figure).len(), 1);
    let (_, revision) = revised(&text("The gate is shut.", rest[2]), &text(rest[2], "The gate is open."));
    assert_eq!((revision.added.len(), revision.withdrawn.len()), (1, 1));
}

#[test]
fn a_quotation_put_together_of_two_pieces_is_the_same() {
    let text = |quoted: &str| format!("{quoted}\n\n{REST}");
    let (_, revision) = revised(
        &text("“We had no warning,” Captain Ines Vollard said, “and the fog was dense.”"),
        &text("“We had no warning, and the fog was dense,” Captain Ines Vollard said."),
    );
    assert_eq!(changes(&revision, RevisedPart::Quotation), Vec::<String>::new(), "{revision:#?}");
    assert_eq!(revision.reworded.len(), 1);
}

#[test]
fn a_source_without_a_name_is_told_by_its_words_but_not_by_a_pronoun() {
    let said = |who: &str| {
        let added = format!("{REST}\n\n“Nothing is ruled out at the wreck of the ferry,” {who} said.");
        let (_, revision) = revised(REST, &added);
        let change = revision.changes.iter().find(|change| change.part == RevisedPart::Quotation);
        change.and_then(|change| change.after.clone()).expect("a quotation").of
    };
    assert_eq!(said("one official").as_deref(), Some("one official"));
    assert_eq!(said("he"), None);
}

const IDS: [&str; 10] = ["a", "a#2", "a#3", "a#4", "a#5", "a#6", "a#7", "a#8", "a#9", "a#10"];

/// Ten versions of a page without an address, each with one passenger more, all of one day.
fn ten() -> (Vec<Given>, Vec<Option<PageVersion>>) {
    let text = |number: usize| format!("The ferry sank on Friday with {} passengers.\n\n{REST}", 40 + number);
    let reports =
        IDS.iter().enumerate().map(|(at, id)| report(id, "Tide", text(at)).on("2031-04-01").family(7));
    let versions = (1..=10).map(|number| Some(PageVersion { page: 4, number }));
    (reports.collect(), versions.collect())
}

#[test]
fn ten_versions_are_nine_revisions_in_their_order() {
    let (mut reports, mut versions) = ten();
    let story = kept(&reports, &versions);
    let page = &story.revisions[0];
    let ids: Vec<&str> = page.versions.iter().map(|at| story.articles[*at].id.0.as_str()).collect();
    assert_eq!(ids, IDS);
    let told: Vec<String> =
        page.revisions.iter().flat_map(|revision| changes(revision, RevisedPart::Figure)).collect();
    let expected: Vec<String> = (40..49).map(|count| format!("{count} > {}", count + 1)).collect();
    assert_eq!(told, expected);
    assert_eq!(story.articles[place(&story, "a#9")].superseded_by, Some(place(&story, "a#10")));
    reports.reverse();
    versions.reverse();
    assert_eq!(kept(&reports, &versions).revisions, story.revisions);
}
