//! Makes outside text safe to show: it may not drive a terminal or turn a line around.

use std::fmt::Write;

/// `text` on one line, with whatever would act instead of being read shown as a symbol.
///
/// White space becomes a single space. Control characters become their pictures (`␛`); what overrides the
/// direction of writing, and invisible tags, are shown by number. Marks that writing from right to left
/// rightly uses stay.
pub fn one_line(text: &str) -> String {
    // Most text is so, and then stays as it is.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("  ");
    if is_plain {
        return text.trim_matches(' ').to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() && character != '\u{85}' {
            space = true;
            continue;
        }
        if space && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        push(character, &mut out);
    }
    out
}

/// As [`one_line`], cut after so many characters, which an ellipsis shows.
pub(crate) fn short(text: &str, characters: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= characters {
        return line;
    }
    line.chars().take(characters.saturating_sub(1)).chain(['…']).collect()
}

/// As [`one_line`], but keeping white space as it stands.
pub fn keep_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}') {
            out.push(if character == '\t' { ' ' } else { '\n' });
        } else {
            push(character, &mut out);
        }
    }
    out
}

fn push(character: char, out: &mut String) {
    match character {
        '\0'..='\u{1F}' => {
            out.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}'));
        }
        '\u{7F}' => out.push('␡'),
        '\u{80}'..='\u{9F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => {
            // Writing to a string cannot fail.
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(character));
        }
        other => out.push(other),
    }
}

/// The address, when it is one that a page may link to: only the web's own schemes, without white space or
/// control characters.
pub fn link(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let plain = !rest.is_empty() && !url.chars().any(|c| c.is_whitespace() || c.is_control());
    (web && plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_instead_of_being_read() {
        assert_eq!(one_line("a\u{1b}[31m\nb\t\tc \u{202e}d"), "a␛[31m b c ⟨U+202E⟩d");
        assert_eq!(one_line("  x\u{9b}31m\u{85}\u{7f} "), "x⟨U+009B⟩31m⟨U+0085⟩␡");
        assert_eq!(one_line("\u{e0041}שלום\u{200f}"), "⟨U+E0041⟩שלום\u{200f}");
        assert_eq!(keep_space("a\r\n\tb\u{7}"), "a\n\n b␇");
    }

    #[test]
    fn only_the_webs_addresses_are_links() {
        assert!(link("https://tide.example/a?b=c").is_some());
        assert!(link("HTTP://tide.example").is_some());
        for url in [
            "javascript://x/%0aalert(1)",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://a b",
            "https://a\nb",
            "//tide.example",
            "https://",
            "file:///etc/passwd",
        ] {
            assert_eq!(link(url), None, "{url}");
        }
    }
}
