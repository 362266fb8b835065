//! Turns what a person types into a question that FTS5 always accepts.

/// More words than this are not asked for; how many were left out is said.
const MOST_WORDS: usize = 64;

/// What a person asked for, as FTS5 takes it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The expression; `None` when nothing in the words can be looked for.
    pub(crate) expression: Option<String>,
    /// How many words were left out.
    pub(crate) left_out: usize,
}

/// Reads words as people type them: all of them must be found; `"…"` (or `“…”`) is a phrase; a word that ends
/// in `*` stands for all that begin with it. Everything else is taken as it is, and nothing is an error.
pub(crate) fn asked(words: &str) -> Asked {
    let mut terms = Vec::new();
    let mut left_out = 0;
    let mut rest = words;
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '\0');
        let Some(first) = rest.chars().next() else { break };
        let (body, after) = if is_quote(first) {
            let inside = rest.get(first.len_utf8()..).unwrap_or("");
            match inside.find(is_quote) {
                Some(end) => {
                    let closing = inside.get(end..).and_then(|tail| tail.chars().next());
                    let after = end + closing.map_or(0, char::len_utf8);
                    (inside.get(..end).unwrap_or(""), inside.get(after..).unwrap_or(""))
                }
                // A phrase that is not closed goes to the end.
                None => (inside, ""),
            }
        } else {
            let end = rest.find(|character: char| character.is_whitespace() || is_quote(character));
            rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""))
        };
        let (prefix, after) = match after.strip_prefix('*') {
            Some(after) => (true, after),
            None => (body.ends_with('*') && !is_quote(first), after),
        };
        rest = after;
        // Marks alone are no words: the tokenizer would find nothing to look for.
        if body.chars().any(char::is_alphanumeric) {
            if terms.len() < MOST_WORDS {
                terms.push(term(body.trim_end_matches('*'), prefix));
            } else {
                left_out += 1;
            }
        }
    }
    Asked { expression: (!terms.is_empty()).then(|| terms.join(" ")), left_out }
}

/// A name, each word of which must be found, in any order.
pub(crate) fn named(name: &str) -> Option<String> {
    let words: Vec<String> = name
        .split(|character: char| character.is_whitespace() || is_quote(character))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(|word| term(word, false))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

/// An FTS5 string. FTS5 reads to the first NUL, so there is none in it.
fn term(words: &str, prefix: bool) -> String {
    let quoted = words.replace('"', "\"\"").replace('\0', " ");
    format!("\"{quoted}\"{}", if prefix { "*" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(words: &str) -> Option<String> {
        asked(words).expression
    }

    #[test]
    fn words_phrases_and_beginnings() {
        assert_eq!(expression("port strike").as_deref(), Some(r#""port" "strike""#));
        assert_eq!(expression(r#""port strike" ends"#).as_deref(), Some(r#""port strike" "ends""#));
        assert_eq!(expression("“port strike” ends").as_deref(), Some(r#""port strike" "ends""#));
        assert_eq!(expression("negoti*").as_deref(), Some(r#""negoti"*"#));
        assert_eq!(expression(r#""port str"* x"#).as_deref(), Some(r#""port str"* "x""#));
        assert_eq!(expression(r#"say"so"#).as_deref(), Some(r#""say" "so""#));
    }

    #[test]
    fn nothing_a_person_types_is_syntax() {
        assert_eq!(
            expression("NOT (a OR title:b) ^c").as_deref(),
            Some(r#""NOT" "(a" "OR" "title:b)" "^c""#)
        );
        for nothing in ["", "  ", "\"", "\"\"", "*", "— …", "\0", "-*"] {
            assert_eq!(expression(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn too_many_words_are_counted() {
        let asked = asked(&"word ".repeat(100));
        assert_eq!(asked.left_out, 36);
    }

    #[test]
    fn names_are_words_in_any_order() {
        assert_eq!(named("Lund,  Ada").as_deref(), Some(r#""Lund," "Ada""#));
        assert_eq!(named(" — "), None);
    }
}
