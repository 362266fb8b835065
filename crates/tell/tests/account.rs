//! The account of a whole story: what programs and people are given.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod story;

use article::Evidence;
use tell::{Account, EvidenceId, Options, VerifyError, account, html, markdown, text, verify};

fn whole() -> Account {
    account(&story::story(), &story::readings(), &Options::default())
}

#[test]
fn every_piece_of_evidence_stands_where_it_says() {
    let mut account = whole();
    let articles = story::articles();
    assert_eq!(verify(&account, &articles), []);
    account.evidence[3].exact.push('!');
    account.evidence[4].start = 99_999;
    let (start, end) = (account.evidence[5].start, account.evidence[5].end);
    (account.evidence[5].start, account.evidence[5].end) = (end, start);
    let errors = verify(&account, &articles);
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].to_string().contains("e4"), "{}", errors[0]);
    let errors = verify(&whole(), &articles[1..]);
    assert!(
        errors
            .iter()
            .all(|error| matches!(error, VerifyError::NoArticle { article, .. } if article == "tarn-1"))
    );
}

#[test]
fn evidence_is_in_order_without_doubles_and_all_of_it_is_referred_to() {
    let account = whole();
    let number = |id: &str| account.articles.iter().position(|article| article.id == id);
    let places: Vec<_> = account.evidence.iter().map(|e| (number(&e.article), e.start, e.end)).collect();
    assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
    let ids: Vec<_> = account.evidence.iter().map(|e| e.id.0.clone()).collect();
    assert_eq!(ids, (1..=ids.len()).map(|number| format!("e{number}")).collect::<Vec<_>>());
    // Each id is in the account at its own place and at one that refers to it.
    let json = serde_json::to_string(&account).unwrap();
    for EvidenceId(id) in account.evidence.iter().map(|evidence| &evidence.id) {
        assert!(json.matches(&format!("\"{id}\"")).count() > 1, "{id}");
    }
}

#[test]
fn the_same_story_gives_the_same_account_in_every_form() {
    let (one, two) = (whole(), whole());
    assert_eq!(one, two);
    assert_eq!(html(&one, &story::readings()), html(&two, &story::readings()));
    let json = serde_json::to_string(&one).unwrap();
    let back: Account = serde_json::from_str(&json).unwrap();
    assert_eq!(back, one);
}

#[test]
fn real_output_keeps_the_schema() {
    let schema = serde_json::to_value(tell::account_schema()).unwrap();
    let written = include_str!("../../../docs/schemas/account.json");
    assert_eq!(
        schema,
        serde_json::from_str::<serde_json::Value>(written).unwrap(),
        "parallax schema account"
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value = serde_json::to_value(whole()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut broken = value;
    broken["facts"][0]["standing"] = "certain".into();
    assert!(!validator.is_valid(&broken));

    let schema = serde_json::to_value(tell::reading_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for reading in story::readings() {
        assert!(validator.is_valid(&serde_json::to_value(read::wire::to_wire(&reading)).unwrap()));
    }
}

#[test]
fn a_brief_has_so_many_lines_and_says_what_it_leaves_out() {
    let whole = whole();
    let options = Options { length: Some(3), ..Options::default() };
    let account = account(&story::story(), &story::readings(), &options);
    assert_eq!(account.brief.len(), 3);
    assert!(account.events.is_empty() && account.facts.is_empty() && account.timeline.is_empty());
    let left = &account.left_out.by_length;
    let told = [left.events, left.quotes, left.agreed + left.differing + left.single, left.only_in];
    let of = [whole.events.len(), whole.quotes.len(), whole.facts.len(), whole.only_in.len()];
    assert_eq!(told.iter().sum::<usize>() + 3, of.iter().sum::<usize>());
    assert_eq!((left.positions, left.timeline), (whole.positions.len(), whole.timeline.len()));
    assert_eq!((left.revisions, account.revisions.len()), (whole.revisions.len(), 0));
    let more = told.iter().sum::<usize>() + left.positions + left.timeline + left.revisions;
    for shown in [text(&account, 80, false), markdown(&account), html(&account, &story::readings())] {
        assert!(shown.contains(&format!("{more} more not shown")), "{shown}");
        assert!(shown.contains("In brief") && !shown.contains("Who said what"), "{shown}");
    }
    assert_eq!(verify(&account, &story::articles()), []);
}

#[test]
fn a_day_of_the_timeline_names_its_event() {
    let account = whole();
    let days: Vec<(&str, Option<&str>)> = account
        .timeline
        .iter()
        .map(|day| (day.day.as_str(), day.event.map(|at| account.events[at].kind.as_str())))
        .collect();
    assert_eq!(days, [("2031-03-03", Some("closing")), ("2031-03-06", Some("vote"))]);
    assert_eq!(account.timeline[1].mentions.len(), 3);
    for shown in [text(&account, 200, false), markdown(&account), html(&account, &story::readings())] {
        assert!(shown.contains("Day by day"), "{shown}");
    }
}

#[test]
fn only_what_is_new_since_a_day_is_told() {
    let options = Options { since: Some("2031-03-06".parse().unwrap()), ..Options::default() };
    let account = account(&story::story(), &story::readings(), &options);
    let since = account.story.since.as_ref().unwrap();
    assert_eq!(since.articles, ["tarn-2", "tarn-2b", "umber-walk"]);
    assert_eq!(since.undated, ["umber-walk"]);
    let kinds: Vec<&str> = account.events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["vote", "protest"]);
    assert_eq!(account.left_out.by_since.events, 2);
    assert_eq!((account.timeline.len(), account.left_out.by_since.timeline), (1, 1));
    // A position that moved keeps where it came from.
    assert_eq!(account.positions[0].held.len(), 2);
    let shown = text(&account, 80, false);
    assert!(shown.contains("Only what is new since 6 March 2031, from reports 4, 5, 6."), "{shown}");
    assert!(shown.contains("2 older not shown"), "{shown}");
}

#[test]
fn what_does_not_stand_in_a_text_is_not_told() {
    let mut story = story::story();
    let other = article::Article::new("elsewhere", "The bridge fell.");
    let stray = Evidence::find(&other, article::Span::new(0, 16)).unwrap();
    story.facts[0].statement = stray.clone();
    story.positions[0].held[0].sentence = stray;
    let account = account(&story, &story::readings(), &Options::default());
    assert_eq!(account.facts.len(), story.facts.len() - 1);
    assert_eq!((account.positions[0].held.len(), account.positions[0].changes.len()), (1, 0));
    assert_eq!(verify(&account, &story::articles()), []);
}

#[test]
fn the_text_of_a_story() {
    insta::assert_snapshot!(text(&whole(), 80, false));
}

#[test]
fn the_markdown_of_a_story() {
    insta::assert_snapshot!(markdown(&whole()));
}

#[test]
fn colour_changes_no_word_and_no_line() {
    let plain = text(&whole(), 72, false);
    let coloured = text(&whole(), 72, true);
    assert!(coloured.contains("\u{1b}[1m"));
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in [40, 80, 120] {
        for line in text(&whole(), width, false).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let page = html(&whole(), &story::readings());
    let after = |mark: &'static str| {
        page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<&str>>()
    };
    let mut ids = after(" id=\"");
    let before = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), before, "an id is given twice");
    let links = after("href=\"#");
    assert!(links.len() > 60);
    for link in links {
        assert!(ids.binary_search(&link).is_ok(), "{link}");
    }
    // The words of a reference are marked in its sentence, and only they.
    assert!(page.contains(">I would not let my own children walk across it,</mark>”"));
    assert!(page.contains("<small>page furniture</small>"));
}

#[test]
fn a_brief_stands_first_and_leads_to_the_evidence_of_the_account() {
    let account = whole();
    let brief = tell::account(
        &story::story(),
        &story::readings(),
        &Options { length: Some(3), ..Options::default() },
    );
    let shown = tell::Shown { account: &account, brief: Some(&brief) };
    let (led, plain) = (markdown(shown), markdown(&account));
    let (lead, rest) = led.split_once("## In brief").expect("it has one");
    assert!(plain.starts_with(lead) && rest.contains("\n## What happened and when"), "{led}");
    let lines = rest.split("\n## ").next().expect("a section").lines().filter(|line| line.starts_with("- "));
    assert_eq!(lines.count(), brief.brief.len());
    // Ids of the brief's own evidence would lead to other words.
    let page = html(shown, &story::readings());
    let section = page.split("<section id=\"brief\"").nth(1).expect("it has one").split("</section>").next();
    let section = section.expect("it ends");
    let mut seen = 0;
    for ids in section.split("data-e=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        for id in ids.split(' ').filter(|id| !id.is_empty()) {
            let one = account.evidence.iter().find(|one| one.id.0 == id).expect("it is of the account");
            let of = brief.evidence.iter();
            assert!(
                of.map(|other| (&other.article, &other.exact)).any(|of| of == (&one.article, &one.exact))
            );
            seen += 1;
        }
    }
    assert!(seen >= brief.brief.len(), "{section}");
}
