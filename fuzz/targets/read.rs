//! Any bytes that decode to text give a reading: no panic, and every place in it can be shown.
//!
//! The first line of the input is the title where it is short; the rest is the text. What is not UTF-8 is replaced, as
//! gathering does.

#![no_main]

use article::Article;
use libfuzzer_sys::fuzz_target;
use read::Reading;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut article = match text.split_once('\n') {
        Some((title, text)) if title.len() < 100 => {
            let mut article = Article::new("fuzz", text);
            article.title = Some(title.to_owned());
            article
        }
        _ => Article::new("fuzz", text),
    };
    article.published = "2026-05-04".parse().ok();
    let reading = read::read(article);
    let stored = serde_json::to_string(&reading).expect("a reading can be written");
    let again: Reading = serde_json::from_str(&stored).expect("what was written can be read");
    assert_eq!(reading, again, "a reading is the same after it was stored");
    let spans = serde_json::to_value(&reading).expect("a reading can be written");
    every_span_can_be_shown(&spans, &reading.article.text);
    let _ = read::wire::to_wire(&reading);
});

/// Panics where an object with a start and an end is no place in the text.
fn every_span_can_be_shown(value: &serde_json::Value, text: &str) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| every_span_can_be_shown(item, text)),
        serde_json::Value::Object(fields) => {
            let number = |name: &str| fields.get(name).and_then(serde_json::Value::as_u64);
            if let (Some(start), Some(end)) = (number("start"), number("end")) {
                assert!(text.get(start as usize..end as usize).is_some(), "{start}..{end} is no place in the text");
            }
            fields.values().for_each(|item| every_span_can_be_shown(item, text));
        }
        _ => {}
    }
}
