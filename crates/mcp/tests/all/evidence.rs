//! Every answer fits its schema, and every citation is what stands in the article.

use crate::client::{calls, each, sample};
use crate::{Client, library};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{ArticleKey, Library};

#[test]
fn every_answer_fits_its_schema_and_every_citation_stands_in_its_article() {
    let (_folder, path) = library(&[sample()]);
    let client = Client::of(&path, false);
    let schemas: BTreeMap<String, Value> = client
        .tools()
        .into_iter()
        .map(|tool| (tool.name.to_string(), Value::Object((**tool.output_schema.as_ref().unwrap()).clone())))
        .collect();
    let library = Library::open_read_only(&path).unwrap();
    let mut more = calls();
    more.extend([
        ("compare_outlets", json!({ "story": 1, "a": "Calder Wire", "b": "Daily Capstan" })),
        ("compare_moments", json!({ "story": 1, "day": "2031-04-29" })),
        ("get_person", json!({ "name": "Amalgamated Quay Workers" })),
    ]);
    let mut cited = 0;
    for (tool, arguments) in more {
        let answer = client.answer(tool, arguments.clone());
        let schema = jsonschema::validator_for(&schemas[tool]).unwrap();
        let wrong: Vec<String> = schema.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{tool} {arguments}: {wrong:?}");
        each(&answer, "", &mut |_, value| {
            let Some(found) = value.as_object() else { return };
            let number = |name: &str| found.get(name).and_then(Value::as_u64).map(|at| at as usize);
            let words = found.get("untrusted_text").and_then(Value::as_str);
            let article = found.get("article").and_then(Value::as_i64);
            let (Some(article), Some(words), Some(start), Some(end)) =
                (article, words, number("start"), number("end"))
            else {
                return;
            };
            let text = library.article(ArticleKey(article)).unwrap().article.text;
            let there: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(words, tell::keep_space(&there), "{tool} {arguments}");
            let sentence = number("sentence").expect("the number of the sentence");
            let reading = library.reading(ArticleKey(article)).unwrap();
            let byte = text.char_indices().nth(start).unwrap().0;
            assert_eq!(reading.sentence_at(byte), Some(sentence - 1), "{tool} {arguments}");
            cited += 1;
        });
    }
    assert!(cited > 300, "{cited}");
}

#[test]
fn what_an_account_says_can_be_opened_sentence_by_sentence() {
    let (_folder, path) = library(&[sample()]);
    let client = Client::of(&path, false);
    let facts = client.answer("get_account", json!({ "story": 1, "part": "facts", "standing": "agreed" }));
    let fact = &facts["facts"][0];
    assert_eq!(fact["standing"], "agreed");
    assert!(fact["independent_at_most"].as_u64().unwrap() >= 2);
    let said = &fact["statement"];
    let asked = json!({ "article": said["article"], "sentence": said["sentence"], "around": 1 });
    let opened = client.answer("get_sentence", asked);
    assert_eq!(opened["cited"]["untrusted_text"], said["untrusted_text"]);
    assert_eq!(opened["cited"]["untrusted_outlet"], said["untrusted_outlet"]);
    assert!(opened["sentences"].as_array().unwrap().len() >= 2);
    assert!(opened["untrusted_link"].as_str().unwrap().contains("#:~:text="));
}

#[test]
fn what_is_new_is_told_in_a_line_and_can_be_had_part_by_part() {
    let (_folder, path) = library(&[sample()]);
    let client = Client::of(&path, false);
    let news = client.answer("whats_new", json!({ "since": "2031-05-01", "story": 1 }));
    let story = &news["stories"][0];
    assert!(story["line"]["sentence"]["untrusted_text"].as_str().is_some_and(|words| !words.is_empty()));
    for part in ["events", "quotations", "positions"] {
        let new = client.answer("get_account", json!({ "story": 1, "part": part, "since": "2031-05-01" }));
        assert_eq!(new["total"], story["counts"][part], "{part}");
        let all = client.answer("get_account", json!({ "story": 1, "part": part }));
        assert!(new["total"].as_u64() < all["total"].as_u64(), "{part}");
    }
    let none = client.answer("whats_new", json!({ "since": "2040" }));
    assert_eq!(none["total"], 0);
}

#[test]
fn a_limit_is_kept_within_a_story_and_an_article_too() {
    let (_folder, path) = library(&[sample()]);
    let client = Client::of(&path, false);
    for (tool, list) in [("find_facts", "facts"), ("find_quotations", "quotations")] {
        let whole = client.answer(tool, json!({ "limit": 100 }));
        let (mut pages, mut after) = (Vec::new(), json!(0));
        while !after.is_null() && pages.len() < 200 {
            let page = client.answer(tool, json!({ "limit": 3, "after": after }));
            let some = page[list].as_array().unwrap();
            assert!(some.len() <= 3, "{tool}");
            pages.extend(some.clone());
            after = page["next"].clone();
        }
        let first = whole[list].as_array().unwrap();
        assert_eq!(&pages[..first.len().min(pages.len())], first.as_slice(), "{tool}");
        assert!(first.len() > 10);
    }
}

#[test]
fn long_answers_come_in_pages_that_together_are_all() {
    let (_folder, path) = library(&[sample()]);
    let client = Client::of(&path, false);
    let whole = client.answer("get_account", json!({ "story": 1, "part": "quotations", "limit": 100 }));
    let (mut pages, mut after) = (Vec::new(), json!(0));
    while !after.is_null() {
        let page = client
            .answer("get_account", json!({ "story": 1, "part": "quotations", "limit": 4, "after": after }));
        pages.extend(page["quotations"].as_array().unwrap().clone());
        after = page["next"].clone();
    }
    assert_eq!(json!(pages), whole["quotations"]);
    assert!(pages.len() > 8);
}
