//! The reports as a bibliography, read back as others would.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod story;

use biblatex::{Bibliography, ChunksExt, DateValue, EntryType, PermissiveType};
use std::collections::BTreeSet;
use tell::{Account, Options, account, bibtex, csl};

fn whole() -> Account {
    account(&story::story(), &story::readings(), &Options::default())
}

#[test]
fn the_reports_of_a_story() {
    insta::assert_snapshot!(bibtex(&whole()) + "\n" + &csl(&whole()));
}

#[test]
fn what_is_hostile_stays_text() {
    let hostile = [
        "} @online{evil, title = {x",
        "{{{ unclosed",
        "}}} \\} \\{ \\\\}",
        "\\input{/etc/passwd} \\write18{rm} 100% & $x_1^2$ #5 ~tilde",
        "a\u{1b}[31m \u{202e}b\nc\r\n% comment",
        "\"quoted\", = , @string{x = {y}}",
        "Élan — “Zürich” 東京",
        "trailing \\",
        "",
    ];
    let mut account = whole();
    let first = account.articles[0].clone();
    account.articles.clear();
    for (at, words) in hostile.iter().enumerate() {
        account.articles.push(tell::Article {
            number: at + 1,
            id: format!("id {words}"),
            title: Some((*words).to_owned()),
            outlet: Some(if words.is_empty() { "[id]" } else { words }.to_owned()),
            url: Some(format!("https://x.example/{{a}}\\b%20c?d=e&f_g#h~{at}")),
            ..first.clone()
        });
    }
    let written = bibtex(&account);
    let mut depth = 0_i32;
    for character in written.chars() {
        depth += i32::from(character == '{') - i32::from(character == '}');
        assert!(depth >= 0, "{written}");
    }
    assert_eq!(depth, 0);
    assert!(!written.chars().any(|one| one.is_control() && one != '\n'), "{written}");
    let read = Bibliography::parse(&written).unwrap();
    assert_eq!(read.len(), hostile.len());
    for ((entry, words), at) in read.iter().zip(hostile).zip(0..) {
        assert_eq!(entry.entry_type, EntryType::Online);
        let fields: BTreeSet<&str> = entry.fields.keys().map(String::as_str).collect();
        assert_eq!(fields, BTreeSet::from(["date", "organization", "title", "url"]), "{words}");
        assert_eq!(entry.url().unwrap(), format!("https://x.example/%7Ba%7D%5Cb%20c?d=e&f_g#h~{at}"));
        let title = entry.title().unwrap().format_verbatim();
        let shown = match words {
            "" => "[id]".to_owned(),
            words => words
                .replace('\u{1b}', "␛")
                .replace('\u{202e}', "⟨U+202E⟩")
                .replace(['\n', '\r'], " ")
                .replace("  ", " "),
        };
        assert_eq!(title, shown);
        assert_eq!(entry.organization().unwrap()[0].format_verbatim(), shown);
    }
    let items: serde_json::Value = serde_json::from_str(&csl(&account)).unwrap();
    assert_eq!(items.as_array().unwrap().len(), hostile.len());
    assert_eq!(items[3]["title"], hostile[3]);
    assert_eq!(items[4]["title"], "a␛[31m ⟨U+202E⟩b c % comment");
}

#[test]
fn a_key_stays_with_its_report_and_names_no_other() {
    let mut account = whole();
    let keys = |account: &Account| -> Vec<String> {
        Bibliography::parse(&bibtex(account)).unwrap().iter().map(|entry| entry.key.clone()).collect()
    };
    let all = keys(&account);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(all[0].starts_with("tarnvalleypress2031-") && all[5].starts_with("reportnd-"), "{all:?}");
    assert!(all.iter().all(|key| key.chars().all(|one| one.is_ascii_alphanumeric() || one == '-')));
    account.articles.remove(0);
    assert_eq!(keys(&account), all[1..]);
    // Even where one report is listed twice.
    account.articles.push(account.articles[0].clone());
    assert_eq!(keys(&account).iter().collect::<BTreeSet<_>>().len(), account.articles.len());
    let ids: serde_json::Value = serde_json::from_str(&csl(&account)).unwrap();
    let ids: Vec<&str> = ids.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, keys(&account));
}

#[test]
fn days_are_as_precise_as_they_are_known() {
    let mut account = whole();
    for (published, parts, year_month_day) in [
        (Some("2031"), serde_json::json!([[2031]]), (2031, None, None)),
        (Some("2031-04"), serde_json::json!([[2031, 4]]), (2031, Some(3), None)),
        (Some("2031-04-09"), serde_json::json!([[2031, 4, 9]]), (2031, Some(3), Some(8))),
        (Some("2031-04-09T23:05:00+02:00"), serde_json::json!([[2031, 4, 9]]), (2031, Some(3), Some(8))),
        (None, serde_json::Value::Null, (0, None, None)),
        (Some("soon"), serde_json::Value::Null, (0, None, None)),
    ] {
        account.articles[0].published = published.map(str::to_owned);
        let items: serde_json::Value = serde_json::from_str(&csl(&account)).unwrap();
        assert_eq!(items[0]["issued"]["date-parts"], parts, "{published:?}");
        let read = Bibliography::parse(&bibtex(&account)).unwrap();
        let entry = read.iter().next().unwrap();
        if year_month_day.0 == 0 {
            assert!(entry.date().is_err());
            continue;
        }
        let PermissiveType::Typed(date) = entry.date().unwrap() else { panic!("{published:?}") };
        let DateValue::At(date) = date.value else { panic!("{published:?}") };
        assert_eq!((date.year, date.month, date.day), year_month_day, "{published:?}");
    }
}
