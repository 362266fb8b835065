//! Lines that stand twice.

use super::lines::Line;
use crate::DebrisKind;
use std::collections::HashSet;

/// The fewest words that a line has for its repetition to be no accident.
const WORDS: usize = 4;

/// Marks the second and later of equal lines, and lines after the first that repeat the title.
pub(super) fn mark(lines: &[Line<'_>], title: Option<&str>, marked: &mut [Option<DebrisKind>]) {
    let mut seen: HashSet<String> = title.map(same).into_iter().collect();
    for (number, (line, mark)) in lines.iter().zip(marked).enumerate() {
        if mark.is_some() || line.count < WORDS {
            continue;
        }
        // The first line may be the title itself.
        if !seen.insert(same(line.words)) && number > 0 {
            *mark = Some(DebrisKind::Doubled);
        }
    }
}

/// A line without case, spacing and marks of headings around it.
fn same(words: &str) -> String {
    let bare = words.trim_matches(|mark: char| matches!(mark, '#' | '*' | '_' | '=') || mark.is_whitespace());
    let mut folded = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase).map(|letter| match letter {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            other => other,
        }));
    }
    folded
}
