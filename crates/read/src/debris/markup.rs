//! Pieces of markup and of formula languages.

use super::lines::Line;
use crate::{
    DebrisKind,
    words::{Roles, table},
};
use article::Span;
use std::sync::LazyLock;

/// How far the end of a tag, a shortcode or a group is looked for, in bytes.
const REACH: usize = 400;

static NAMES: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("markup.tsv")));

/// What makes a whole line program text.
static CODE: LazyLock<Vec<&str>> = LazyLock::new(|| of_kinds(&["code"]));
/// How an address begins that is all of a line.
static LINE_ADDRESSES: LazyLock<Vec<&str>> = LazyLock::new(|| of_kinds(&["address", "line-address"]));
/// How a bare address begins within a sentence.
static INNER_ADDRESSES: LazyLock<Vec<&str>> = LazyLock::new(|| of_kinds(&["address", "inner-address"]));
/// How the target of a link in Markdown begins.
static TARGETS: LazyLock<Vec<&str>> = LazyLock::new(|| of_kinds(&["target"]));

fn of_kinds(kinds: &[&str]) -> Vec<&'static str> {
    table(include_str!("markup.tsv"))
        .filter_map(|row| match row[..] {
            [piece, kind] if kinds.contains(&kind) => Some(piece),
            _ => None,
        })
        .collect()
}

fn is(name: &str, kind: &str) -> bool {
    NAMES.has(name, kind)
}

/// Marks lines that are program text or an address alone.
pub(super) fn code_lines(lines: &[Line<'_>], marked: &mut [Option<DebrisKind>]) {
    for (line, mark) in lines.iter().zip(marked) {
        let address = LINE_ADDRESSES.iter().any(|start| line.words.starts_with(start))
            && !line.words.contains(char::is_whitespace);
        let brackets = line.words.contains(['{', '}', ';', '(']);
        if address || (brackets && CODE.iter().any(|piece| line.words.contains(piece))) {
            *mark = Some(DebrisKind::Markup);
        }
    }
}

/// Every piece of markup, in order. Words between an opening and a closing piece are the report's.
pub(super) fn pieces(source: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let ends: Vec<Span> = match bytes[at] {
            b'&' => entity(source, at).into_iter().collect(),
            b'<' => tag(source, at).into_iter().collect(),
            b'\\' => command(source, at, at + 1),
            b't' | b'm' if at == 0 || !is_name(bytes[at - 1]) && bytes[at - 1] != b'\\' => {
                command(source, at, at)
            }
            b'h' | b'p' if at == 0 || !is_name(bytes[at - 1]) => address(source, at).into_iter().collect(),
            b'{' => template(source, at).into_iter().collect(),
            b'[' => bracket(source, at),
            b'*' => stars(source, at),
            _ => Vec::new(),
        };
        at += 1;
        if let Some(first) = ends.first() {
            at = at.max(first.end);
        }
        found.extend(ends);
    }
    found.sort();
    found.dedup();
    found
}

/// `https://tide.example/dam`: a bare address within a sentence.
fn address(source: &str, at: usize) -> Option<Span> {
    let rest = source.get(at..)?;
    INNER_ADDRESSES.iter().find(|start| rest.starts_with(**start))?;
    let end = rest
        .find(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '”' | ')' | ']' | '<' | '—'));
    let words = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'']);
    Some(Span::new(at, at + words.len()))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// The rest of the line from `at`, no farther than [`REACH`].
fn reach(source: &str, at: usize) -> &str {
    let rest = source.get(at..).unwrap_or("");
    let mut end = rest.len().min(REACH);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let rest = rest.get(..end).unwrap_or("");
    rest.split('\n').next().unwrap_or("")
}

fn name_at(source: &str, at: usize) -> &str {
    let rest = source.get(at..).unwrap_or("");
    let end = rest.bytes().take(24).take_while(|byte| is_name(*byte)).count();
    rest.get(..end).unwrap_or("")
}

/// `&nbsp;`, `&#8217;`, `&nbsp` before a space.
fn entity(source: &str, at: usize) -> Option<Span> {
    let hash = source.as_bytes().get(at + 1) == Some(&b'#');
    let start = if hash { at + 2 } else { at + 1 };
    let name = name_at(source, start);
    let end = start + name.len();
    let semicolon = source.as_bytes().get(end) == Some(&b';');
    let digits = name.strip_prefix(['x', 'X']).unwrap_or(name);
    let holds = if hash {
        !digits.is_empty()
            && digits.len() <= 6
            && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
            && semicolon
    } else {
        is(name, "entity") && (semicolon || name == "nbsp")
    };
    holds.then(|| Span::new(at, end + usize::from(semicolon)))
}

/// `<b>`, `</p>`, `<a href="…">`, `<!-- … -->`.
fn tag(source: &str, at: usize) -> Option<Span> {
    let line = reach(source, at);
    if line.starts_with("<!--") {
        return line.find("-->").map(|end| Span::new(at, at + end + 3));
    }
    let start = if line.starts_with("</") { at + 2 } else { at + 1 };
    let name = name_at(source, start);
    let after = source.as_bytes().get(start + name.len());
    let closes = matches!(after, Some(b'>' | b' ' | b'/' | b'\t'));
    let end = line.find('>')?;
    (closes && is(name.to_ascii_lowercase().as_str(), "tag") && !line[1..end].contains('<'))
        .then(|| Span::new(at, at + end + 1))
}

/// `\text{`, `text{` with the `}` that closes it; `\approx` alone.
fn command(source: &str, at: usize, name_start: usize) -> Vec<Span> {
    let name = name_at(source, name_start);
    let brace = name_start + name.len();
    let opens = source.as_bytes().get(brace) == Some(&b'{');
    let slash = name_start > at;
    if opens && (is(name, "command") || (slash && name.len() > 1)) {
        let mut spans = vec![Span::new(at, brace + 1)];
        let mut depth = 0_i32;
        for (offset, byte) in reach(source, brace).bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                spans.push(Span::new(brace + offset, brace + offset + 1));
                break;
            }
        }
        return spans;
    }
    let before = at.checked_sub(1).and_then(|before| source.as_bytes().get(before));
    let apart =
        before.is_none_or(|before| matches!(before, b' ' | b'$' | b'(' | b'\n') || before.is_ascii_digit());
    let lower = name.len() > 1 && name.bytes().all(|letter| letter.is_ascii_lowercase());
    if slash && apart && lower {
        return vec![Span::new(at, brace)];
    }
    Vec::new()
}

/// `{{…}}`, `{% … %}`.
fn template(source: &str, at: usize) -> Option<Span> {
    let line = reach(source, at);
    let close = if line.starts_with("{{") {
        "}}"
    } else if line.starts_with("{%") {
        "%}"
    } else {
        return None;
    };
    line.find(close).map(|end| Span::new(at, at + end + close.len()))
}

/// `[caption …]`, `[/embed]`; the `[` and `](…)` of a link in Markdown.
fn bracket(source: &str, at: usize) -> Vec<Span> {
    let line = reach(source, at);
    let start = if line.starts_with("[/") { at + 2 } else { at + 1 };
    let name = name_at(source, start);
    let after = source.as_bytes().get(start + name.len()).copied();
    let Some(end) = line.find(']') else { return Vec::new() };
    let arguments = after == Some(b' ') && line[..end].contains('=');
    if is(name, "shortcode") && (after == Some(b']') || arguments) {
        return vec![Span::new(at, at + end + 1)];
    }
    let target = &line[end + 1..];
    let address =
        target.strip_prefix('(').is_some_and(|target| TARGETS.iter().any(|start| target.starts_with(start)));
    match target.find(')') {
        Some(close) if address && end > 1 => {
            vec![Span::new(at, at + 1), Span::new(at + end, at + end + 1 + close + 1)]
        }
        _ => Vec::new(),
    }
}

/// The two `**` around bold words. Stars inside a word hide letters and are no markup.
fn stars(source: &str, at: usize) -> Vec<Span> {
    let line = reach(source, at);
    let before = source.get(..at).and_then(|before| before.chars().next_back());
    let opens = line.starts_with("**")
        && line[2..].starts_with(|next: char| !next.is_whitespace() && next != '*')
        && before.is_none_or(|before| !before.is_alphanumeric() && before != '*');
    if !opens {
        return Vec::new();
    }
    let Some(close) = line[2..].find("**") else { return Vec::new() };
    let inner = &line[2..2 + close];
    let after = line[2 + close + 2..].chars().next();
    let closes = !inner.ends_with(char::is_whitespace)
        && !inner.is_empty()
        && after.is_none_or(|after| !after.is_alphanumeric() && after != '*');
    if closes { vec![Span::new(at, at + 2), Span::new(at + 2 + close, at + 4 + close)] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("markup.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            let kinds = [
                "entity",
                "tag",
                "command",
                "shortcode",
                "code",
                "address",
                "line-address",
                "inner-address",
                "target",
            ];
            assert!(kinds.contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
