//! An article's text with what was read in it.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod story;

use article::{Article, Span};
use std::fmt::Write;
use tell::{MarkKind, Paragraph, marked};

/// The text with its marks, one piece a line.
fn shown(paragraphs: &[Paragraph]) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        for sentence in &paragraph.sentences {
            let Some(number) = sentence.number else { continue };
            let heading = if sentence.heading { " heading" } else { "" };
            let debris = sentence.debris.map(|kind| format!(" [{kind}]")).unwrap_or_default();
            let _ = writeln!(out, "{number}{heading}{debris}");
            for piece in &sentence.pieces {
                let marks: Vec<String> = piece.marks.iter().map(ToString::to_string).collect();
                let _ = writeln!(out, "    {:?} {}", piece.words, marks.join(" "));
            }
            for (at, mark) in sentence.marks.iter().enumerate() {
                let _ = writeln!(out, "  {at} {}: {}", mark.kind.name(), mark.label);
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn what_was_read_is_marked() {
    let readings = story::readings();
    insta::assert_snapshot!(
        [shown(&marked(&readings[0])), shown(&marked(&readings[1])), shown(&marked(&readings[2]))]
            .join("---\n")
    );
}

#[test]
fn no_word_is_lost_and_every_mark_covers_something() {
    for reading in story::readings() {
        let paragraphs = marked(&reading);
        let mut all = String::new();
        for sentence in paragraphs.iter().flat_map(|paragraph| &paragraph.sentences) {
            for piece in &sentence.pieces {
                all.push_str(&piece.words);
                assert!(piece.marks.iter().all(|at| *at < sentence.marks.len()));
            }
            for at in 0..sentence.marks.len() {
                assert!(sentence.pieces.iter().any(|piece| piece.marks.contains(&at)), "{sentence:?}");
            }
        }
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(words(&all), words(&reading.article.text));
    }
}

#[test]
fn odd_readings_lose_nothing() {
    let mut reading =
        read::read(Article::new("a", "Élan \u{1b}[31mwon, \u{202e}said Greta Ostrand on 3 March 2031."));
    for time in &mut reading.times {
        time.span = Span::new(1, 9_000);
    }
    for mention in &mut reading.mentions {
        mention.entity = read::EntityId(77);
    }
    reading.debris = vec![read::Debris { span: Span::new(0, 5), kind: read::DebrisKind::Markup }];
    let paragraphs = marked(&reading);
    let sentence = &paragraphs[0].sentences[0];
    let words: String = sentence.pieces.iter().map(|piece| piece.words.as_str()).collect();
    assert!(words.starts_with("Élan ␛[31mwon, ⟨U+202E⟩said Greta Ostrand"), "{words}");
    assert!(sentence.marks.iter().all(|mark| !matches!(mark.kind, MarkKind::Time | MarkKind::Name)));
    let debris = sentence.marks.iter().find(|mark| mark.kind == MarkKind::Debris).unwrap();
    assert_eq!((debris.label.as_str(), sentence.debris), ("broken markup", None));
    reading.sentences.clear();
    let words: String = marked(&reading)[0].sentences[0].pieces[0].words.clone();
    assert!(words.starts_with("Élan ␛"), "{words}");
    assert!(marked(&read::read(Article::new("b", ""))).is_empty());
}
