//! The account as Markdown.

use crate::lines::{self, Line, Piece, Titled};
use crate::safe;
use crate::view::{Shown, View};
use std::collections::BTreeSet;
use std::fmt::Write;

/// An account, or [`Shown`] with its brief first, as Markdown (`CommonMark`).
///
/// Whatever comes from a report is escaped: it can add no link, no markup, no heading and no HTML. Each
/// reference leads to a note at the end, with the words of its sentence.
pub fn markdown<'a>(shown: impl Into<Shown<'a>>) -> String {
    let view = shown.into().view();
    let document = lines::document(&view);
    page(&view, &document.title, &document.lead, &document.titled())
}

/// A page with these sections, and the sentences that they refer to at its end.
pub(crate) fn page(view: &View<'_>, title: &str, lead: &[Line], sections: &[Titled<'_>]) -> String {
    let mut notes = Notes::new();
    let mut out = format!("# {}\n", escape(title));
    for line in lead.iter().chain([&lines::explanation("3:12")]) {
        out.push('\n');
        out.push_str(&written(line, &mut notes));
        out.push('\n');
    }
    for section in sections {
        let _ = writeln!(out, "\n## {}\n", escape(section.heading));
        for line in section.lines {
            tree(&mut out, line, 0, &mut notes);
        }
        if let Some(left_out) = section.left_out {
            let _ = writeln!(out, "\n*({left_out})*");
        }
    }
    if !notes.is_empty() {
        out.push_str("\n## References\n\n");
    }
    for (report, sentence) in notes {
        let words =
            view.fullest(report, sentence).map(|words| safe::one_line(&words.exact)).unwrap_or_default();
        let _ = writeln!(
            out,
            "- <a id=\"s{report}-{sentence}\"></a>Report {report}, sentence {sentence}: {}",
            escape(&words)
        );
    }
    out
}

/// The sentences referred to, by report.
type Notes = BTreeSet<(usize, usize)>;

fn tree(out: &mut String, line: &Line, depth: usize, notes: &mut Notes) {
    let bullet = line.number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
    // Children are set under the first word of their parent, whatever the width of its bullet.
    let indent = "    ".repeat(depth);
    let _ = writeln!(out, "{indent}{bullet} {}", written(line, notes));
    for below in line.under() {
        tree(out, below, depth + 1, notes);
    }
}

fn written(line: &Line, notes: &mut Notes) -> String {
    let mut out = String::new();
    for (index, piece) in line.pieces.iter().enumerate() {
        if line.spaced(index) {
            out.push(' ');
        }
        match piece {
            Piece::Ours(words) | Piece::Theirs(words) => out.push_str(&escape(words)),
            Piece::Strong(words) => {
                let _ = write!(out, "**{}**", escape(words));
            }
            Piece::Mark(_, words) => {
                let _ = write!(out, "*{}*", escape(words));
            }
        }
    }
    for reference in &line.references {
        let (report, sentence) = (reference.report, reference.sentence);
        notes.insert((report, sentence));
        let _ = write!(out, " [{report}:{sentence}](#s{report}-{sentence})");
    }
    out
}

/// Text as Markdown that says just that text.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut digits_only = true;
    for (index, character) in text.char_indices() {
        let rest = &text[index + character.len_utf8()..];
        let acts = match character {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '^' | '$'
            | '&' | '@' => true,
            // At the beginning these would begin a list or underline a heading.
            '-' | '+' | '=' => index == 0,
            '.' | ')' => (digits_only && index > 0) || ends_with_www(&text[..index]),
            // An address is text, not a link.
            ':' => {
                rest.starts_with("//") || text[..index].ends_with("mailto") || text[..index].ends_with("xmpp")
            }
            _ => false,
        };
        digits_only &= character.is_ascii_digit();
        if acts {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn ends_with_www(before: &str) -> bool {
    before.len() >= 3
        && before.is_char_boundary(before.len() - 3)
        && before[before.len() - 3..].eq_ignore_ascii_case("www")
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_would_act_is_escaped() {
        for (text, expected) in [
            ("plain, words.", "plain, words."),
            ("[x](http://y)", r"\[x\](http\://y)"),
            ("<b>&amp;", r"\<b\>\&amp;"),
            ("1. item", r"1\. item"),
            ("- item", r"\- item"),
            ("at 1.5 percent", "at 1.5 percent"),
            ("www.tide.example", r"www\.tide.example"),
            ("# a_b*c", r"\# a\_b\*c"),
            ("éwww.x", r"éwww\.x"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}
