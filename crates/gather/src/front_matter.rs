//! What a Markdown file says about itself between two lines of `---`.
//!
//! A flat part of YAML is read: `key: value`, values bare or in quotation marks, comments on lines of their own.
//! Keys that mean nothing here may hold whatever they like.

use crate::ProblemKind;
use crate::draft::Known;
use crate::problem::cut;

/// Splits front matter from the body. What could not be understood is told; the rest counts.
pub(crate) fn split(text: &str) -> (Known, &str, Vec<ProblemKind>) {
    let Some((block, body)) = fenced(text) else {
        let mut problems = Vec::new();
        if first_line(text).0 == "---" && first_line(first_line(text).1).0.split_once(": ").is_some() {
            let what = "it is opened here and never closed: close it with a line of ---".to_owned();
            problems.push(ProblemKind::FrontMatter { line: 1, what });
        }
        return (Known::default(), text, problems);
    };
    let mut known = Known::default();
    let mut problems = Vec::new();
    // Whether indented lines belong to a key that means nothing here.
    let mut in_foreign_key = false;
    for (index, line) in block.lines().enumerate() {
        let mut tell = |what: String| problems.push(ProblemKind::FrontMatter { line: index + 2, what });
        let is_indented = line.starts_with([' ', '\t']) || line.starts_with("- ") || line.trim() == "-";
        if line.trim().is_empty() || line.trim_start().starts_with('#') || is_indented && in_foreign_key {
            continue;
        }
        let Some((key, value)) = key_and_value(line).filter(|_| !is_indented) else {
            tell(format!("{:?} is no \"key: value\"", cut(line)));
            continue;
        };
        let Some(slot) = slot(&mut known, key) else {
            in_foreign_key = true;
            continue;
        };
        in_foreign_key = false;
        match unquote(value) {
            Ok(_) if slot.is_some() => tell(format!("{key:?} was given before; the first counts")),
            Ok(value) => *slot = Some(value).filter(|value| !value.is_empty()),
            Err(what) => tell(format!("{key:?} {what}")),
        }
    }
    (known, body, problems)
}

/// The lines between the fences, and what follows them. A rule at the top of a text that has no front matter is
/// not taken for one: the first line that says something must be a key with a value.
fn fenced(text: &str) -> Option<(&str, &str)> {
    let (fence, inside) = first_line(text);
    if fence != "---" {
        return None;
    }
    let mut length = 0;
    let mut rest = inside;
    let mut is_metadata = None;
    while !rest.is_empty() {
        let (line, after) = first_line(rest);
        if matches!(line, "---" | "...") {
            return is_metadata.unwrap_or(true).then(|| (inside.get(..length).unwrap_or_default(), after));
        }
        if is_metadata.is_none() && !line.is_empty() && !line.starts_with('#') {
            is_metadata = Some(key_and_value(line).is_some());
        }
        length += rest.len() - after.len();
        rest = after;
    }
    None
}

/// The first line without white space at its end, and what follows it.
fn first_line(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (line.trim_end(), rest)
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    // As in YAML, a colon counts only before a space: "12:30" is no key.
    (is_key && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then(|| (key, value.trim()))
}

fn slot<'k>(known: &'k mut Known, key: &str) -> Option<&'k mut Option<String>> {
    match key {
        "title" => Some(&mut known.title),
        "outlet" => Some(&mut known.outlet),
        "published" => Some(&mut known.published),
        "modified" => Some(&mut known.modified),
        "url" => Some(&mut known.url),
        "language" => Some(&mut known.language),
        "byline" | "author" => Some(&mut known.byline),
        _ => None,
    }
}

/// A value without its quotation marks: `'…'` with `''` for a mark inside, `"…"` with `\"` and `\\`.
fn unquote(value: &str) -> Result<String, &'static str> {
    let Some(quote) = value.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
        return match value.chars().next() {
            Some('|' | '>' | '[' | '{' | '&' | '*') => {
                Err("must be plain words on one line; put them in \"…\"")
            }
            _ => Ok(value.to_owned()),
        };
    };
    let mut words = String::new();
    let mut characters = value.chars().skip(1).peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if quote == '"' => match characters.next() {
                Some(escaped @ ('"' | '\\' | '/')) => words.push(escaped),
                _ => return Err("has an escape other than \\\" and \\\\"),
            },
            _ if character != quote => words.push(character),
            _ if quote == '\'' && characters.peek() == Some(&'\'') => {
                characters.next();
                words.push('\'');
            }
            _ if characters.peek().is_none() => return Ok(words),
            _ => return Err("goes on after its closing quotation mark"),
        }
    }
    Err("has no closing quotation mark")
}

#[cfg(test)]
mod tests {
    use super::split;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<String> {
        split(text).2.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn keys_with_meaning_are_read_and_the_others_passed_over() {
        let text = "---\ntitle: \"The \\\"tireless\\\" quay\"\n# ours\ntags:\n  - port\n- crane\nmood: [a, b]\nauthor: 'S''far'\nurl: https://a.example/x\n\n---\r\nBody.\n";
        let (known, body, problems) = split(text);
        assert_eq!(known.title.as_deref(), Some("The \"tireless\" quay"));
        assert_eq!(known.byline.as_deref(), Some("S'far"));
        assert_eq!(known.url.as_deref(), Some("https://a.example/x"));
        assert_eq!((body, problems.len()), ("Body.\n", 0));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_the_rest_counts() {
        let text = "---\ntitle: \"open\noutlet: Tide\noutlet: Ebb\nnonsense here\nlanguage: [en]\n---\nBody.";
        let (known, body, _) = split(text);
        assert_eq!((known.outlet.as_deref(), known.title, body), (Some("Tide"), None, "Body."));
        let told = told(text);
        assert_eq!(told.len(), 4);
        assert!(
            told[0].starts_with("front matter, line 2: \"title\" has no closing quotation mark"),
            "{told:?}"
        );
        assert!(told[1].contains("line 4: \"outlet\" was given before"), "{told:?}");
        assert!(told[2].contains("line 5: \"nonsense here\" is no \"key: value\""), "{told:?}");
        assert!(told[3].contains("line 6"), "{told:?}");
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        let text = "---\nRain fell all night, they said.\n\n---\nMore.";
        assert_eq!(split(text).1, text);
        assert!(told(text).is_empty());
        assert!(told("---\ntitle: x\nBody.")[0].contains("never closed"));
    }

    proptest! {
        #[test]
        fn any_text_is_split_without_loss(text in "(---\n)?(\\PC{0,8}: \\PC{0,8}\n){0,4}(---\n)?\\PC{0,20}") {
            prop_assert!(text.ends_with(split(&text).1));
        }
    }
}
