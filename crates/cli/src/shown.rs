//! Words from outside, made safe to show in a terminal, and the measures of the terminal.

use std::io::{self, IsTerminal};

/// A line of text is hard to follow beyond this, however wide the terminal.
const WIDEST: usize = 110;
/// The width where there is no terminal.
const USUAL: usize = 80;

/// The words with every character that a terminal would obey replaced: nothing a report contains can move the
/// cursor, change a colour or turn a line around.
pub(crate) fn plain(words: &str) -> String {
    words.chars().map(|character| if acts(character) { '\u{FFFD}' } else { character }).collect()
}

/// The words on one line: line ends and runs of white space become single spaces.
pub(crate) fn one_line(words: &str) -> String {
    plain(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn acts(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The width to wrap at: as asked, else that of the terminal.
pub(crate) fn width(asked: Option<usize>) -> usize {
    let terminal = || {
        let (columns, _) = terminal_size::terminal_size_of(io::stdout())?;
        io::stdout().is_terminal().then_some(usize::from(columns.0).min(WIDEST))
    };
    asked.or_else(terminal).unwrap_or(USUAL)
}

/// Whether standard output takes colour: a terminal, without `NO_COLOR`.
pub(crate) fn colour() -> bool {
    io::stdout().is_terminal() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing() {
        assert_eq!(plain("a\u{1b}[31mb\u{9b}c\u{202e}d\te\n"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}d\te\n");
        assert_eq!(one_line(" a\r\n b\t c "), "a b c");
    }
}
