//! Pages that were fetched again and had changed.

use crate::run::Folder;
use serde_json::{Value, json};

/// A page as an outlet serves it.
fn page(title: &str, modified: &str, paragraphs: &[&str]) -> String {
    let paragraphs = paragraphs.join("</p>\n<p>");
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title>\n\
         <link rel=\"canonical\" href=\"https://tide.example/ferry\">\n\
         <meta property=\"og:title\" content=\"{title}\"><meta property=\"og:type\" content=\"article\">\n\
         <meta property=\"og:site_name\" content=\"The Tide\">\n\
         <meta property=\"article:published_time\" content=\"2031-04-01\">\n\
         <meta property=\"article:modified_time\" content=\"{modified}\"></head>\n\
         <body><article><h1>{title}</h1>\n<p>{paragraphs}</p></article></body></html>\n"
    )
}

const SANK: &str =
    "The ferry Aurelia sank off Port Maren on Friday with 41 passengers on board, the coast guard said.";
const SAID: &str =
    "“We had no warning of the reef,” Captain Ines Vollard told reporters on the pier in the afternoon.";
const WRECK: &str =
    "Two trawlers stay at the wreck to keep other ships away from it until a buoy has been laid there.";
const FARES: &str = "The owner of the line has cancelled every crossing until Sunday and will pay back all fares by the end of the week.";

/// A library with two versions of one page: one figure corrected with a note, one quotation changed in silence.
fn corrected() -> Folder {
    let folder = Folder::new();
    let title = "Ferry sinks off Port Maren";
    folder.write("page.html", page(title, "2031-04-01", &[SANK, SAID, WRECK, FARES]).as_bytes());
    folder.run(&["add", "page.html"]).ended(0, &[]);
    let sank = SANK.replace("41", "43");
    let said = SAID.replace("no warning", "a late warning");
    let note =
        "Correction: An earlier version of this article gave a wrong number of passengers. It is 43, not 41.";
    let now = page(title, "2031-04-03", &[&sank, &said, WRECK, FARES, note]);
    folder.write("page.html", now.as_bytes());
    folder.run(&["add", "page.html"]).ended(0, &["version 2 of"]);
    folder
}

fn parts(revision: &Value) -> Vec<(&str, &str, &str)> {
    let word = |value: &'_ Value, name: &str| value[name].as_str().unwrap_or("-").to_owned().leak() as &str;
    let changes = revision["changes"].as_array().expect("a list");
    changes
        .iter()
        .map(|change| (word(change, "part"), word(change, "how"), word(change, "declared")))
        .collect()
}

#[test]
fn two_versions_of_a_page_are_told_as_a_revision() {
    let folder = corrected();
    let text =
        folder.run(&["compare", "page.html", "page.html#2", "--width", "200"]).ended(0, &[]).out.clone();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text}"));
    assert!(at("declared correction: “Correction: An earlier") < at("figure changed: 41"), "{text}");
    assert!(at("figure changed: 41") < at("(a note says so)"));
    assert!(at("quotation changed: “We had no warning") < at("(no note says so)"));
    at("2 sentences kept, 2 reworded; 1 change without a note");
    assert!(!text.contains("withdrawn"), "{text}");
    // The earlier version comes first, whichever is named first.
    let turned =
        folder.run(&["compare", "page.html#2", "page.html", "--format", "json"]).ended(0, &[]).json();
    let compared =
        folder.run(&["compare", "page.html", "page.html#2", "--format", "json"]).ended(0, &[]).json();
    assert_eq!(turned, compared);
    let compared = &compared[0];
    assert_eq!((&compared["a"], &compared["edited"]), (&"page.html".into(), &true.into()));
    let expected = [("figure", "changed", "named"), ("quotation", "changed", "no")];
    assert_eq!(parts(&compared["revision"]), expected);
    let evidence = compared["evidence"].as_array().expect("a list");
    let side = &compared["revision"]["changes"][0]["after"]["sentence"];
    let sentence = evidence.iter().find(|one| one["id"] == *side).expect("evidence");
    assert_eq!(sentence["exact"], SANK.replace("41", "43"));
}

#[test]
fn an_account_tells_what_a_page_changed_and_since_when() {
    let folder = corrected();
    let account = folder.run(&["tell", "1", "--format", "json"]).ended(0, &[]).json().remove(0);
    let revision = &account["revisions"][0];
    assert_eq!((&revision["before"], &revision["after"]), (&"page.html".into(), &"page.html#2".into()));
    assert_eq!(revision["notes"][0]["declares"], "correction");
    let quotes = &revision["changes"][1]["statements"]["quotes"];
    let quote = &account["quotes"][quotes[0].as_u64().expect("an entry") as usize];
    assert_eq!(quote["name"], "Ines Vollard", "{account:#}");
    folder.run(&["verify"]).ended(0, &[]);
    for (form, words) in [
        ("text", "What later versions changed"),
        ("md", "## What later versions changed"),
        ("html", "no note says so"),
    ] {
        let told = folder.run(&["tell", "1", "--format", form]).ended(0, &[]).out.clone();
        assert!(told.contains(words), "{form}: {told}");
    }
    let since = |day: &str| {
        let words = ["tell", "1", "--since", day, "--format", "json"];
        let account = folder.run(&words).ended(0, &[]).json().remove(0);
        let left = account["left_out"]["by_since"]["revisions"].as_u64();
        (account["revisions"].as_array().map(Vec::len), left)
    };
    // Its day of publication stayed; that of its last change is what counts.
    assert_eq!(since("2031-04-03"), (Some(1), Some(0)));
    assert_eq!(since("2031-04-04"), (Some(0), Some(1)));
}

#[test]
fn a_page_that_was_replaced_or_only_retouched_is_called_so() {
    let folder = Folder::new();
    let line = |text: String| {
        let url = "https://tide.example/ferry";
        json!({ "id": "a", "outlet": "The Tide", "url": url, "text": text }).to_string() + "\n"
    };
    let first = format!("{SANK}\n\n{SAID}\n\n{WRECK}\n\n{FARES}");
    let second = first.replace("until Sunday and", "until Sunday, and");
    let third =
        "Captain Ines Vollard was questioned for six hours on Tuesday.\n\nHer lawyer wants to see the log.";
    for text in [first, second, third.to_owned()] {
        folder.write("a.jsonl", line(text).as_bytes());
        folder.run(&["add", "a.jsonl"]).ended(0, &[]);
    }
    let compared =
        |a: &str, b: &str| folder.run(&["compare", a, b, "--width", "200"]).ended(0, &[]).out.clone();
    let text = compared("a", "a#2");
    assert!(
        text.contains("only marks and spaces differ: 4 sentences kept, 1 of them with other marks"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1, "{text}");
    let text = compared("a#2", "a#3");
    assert!(text.contains("rewritten: 0 sentences kept; no note says so"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn ten_versions_of_a_file_without_an_address_are_nine_revisions() {
    let folder = Folder::new();
    let line = |number: usize| {
        let sank = SANK.replace("41", &(40 + number).to_string());
        let text = format!("{sank}\n\n{SAID}\n\n{WRECK}\n\n{FARES}");
        json!({ "id": "a", "outlet": "The Tide", "published": "2031-04-01", "text": text }).to_string() + "\n"
    };
    for number in 1..=10 {
        folder.write("a.jsonl", line(number).as_bytes());
        folder.run(&["add", "a.jsonl"]).ended(0, &[]);
    }
    let told = folder.run(&["tell", "1", "--format", "json"]);
    told.ended(0, &[]);
    let account = told.json().remove(0);
    assert_eq!((&account["story"]["reports"], &account["story"]["superseded"]), (&10.into(), &9.into()));
    let revisions = account["revisions"].as_array().expect("a list");
    let figures: Vec<(String, String)> = revisions
        .iter()
        .map(|revision| {
            let side = |name: &str| revision["changes"][0][name]["text"].as_str().unwrap_or("").to_owned();
            (side("before"), side("after"))
        })
        .collect();
    let expected: Vec<(String, String)> =
        (41..50).map(|count| (count.to_string(), (count + 1).to_string())).collect();
    assert_eq!(figures, expected);
    assert_eq!(folder.run(&["tell", "1", "--format", "json", "--threads", "1"]).out, told.out);
    let leap = folder.run(&["compare", "a", "a#10", "--format", "json"]).ended(0, &[]).json().remove(0);
    assert_eq!(leap["revision"]["changes"][0]["after"]["text"], "50");
}
