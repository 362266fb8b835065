//! Points at the head that give the news in short lines, under a label such as *Story highlights*.

use super::lines::Line;
use crate::DebrisKind;

/// How many points stand under a label.
const POINTS: usize = 6;
/// The most words of a point.
const WORDS: usize = 30;
/// How many lines at the head may hold the label.
const HEAD: usize = 4;

/// The words of a label, folded.
const LABELS: [[&str; 2]; 2] = [["story", "highlights"], ["key", "points"]];

/// Marks the points below a label: lines that no full stop closes.
pub(super) fn mark(lines: &[Line<'_>], marked: &mut [Option<DebrisKind>]) {
    let label = lines.iter().take(HEAD).position(|line| {
        LABELS
            .iter()
            .any(|label| line.folded.iter().zip(label).filter(|(word, own)| word == own).count() == 2)
    });
    let Some(label) = label else { return };
    if lines.get(label).is_some_and(|line| line.closed) {
        return;
    }
    if let Some(mark) = marked.get_mut(label) {
        mark.get_or_insert(DebrisKind::Furniture);
    }
    for (line, mark) in lines.iter().zip(marked).skip(label + 1).take(POINTS) {
        if line.closed || line.count > WORDS {
            break;
        }
        mark.get_or_insert(DebrisKind::Doubled);
    }
}
