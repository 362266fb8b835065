//! Points at the head that give the news in short lines, under a label such as *Story highlights*.

use super::lines::Line;
use crate::{DebrisKind, words::table};
use std::sync::LazyLock;

/// How many points stand under a label.
const POINTS: usize = 6;
/// The most words of a point.
const WORDS: usize = 30;
/// How many lines at the head may hold the label.
const HEAD: usize = 4;

/// The words with which a label begins, folded.
static LABELS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    table(include_str!("highlights.tsv"))
        .filter_map(|row| row.first().map(|label| label.split(' ').collect()))
        .collect()
});

/// Marks the points below a label: lines that no full stop closes.
pub(super) fn mark(lines: &[Line<'_>], marked: &mut [Option<DebrisKind>]) {
    let label = lines.iter().take(HEAD).position(|line| {
        LABELS.iter().any(|label| line.folded.get(..label.len()).is_some_and(|head| head == label.as_slice()))
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

#[cfg(test)]
mod tests {
    use super::{super::lines::lines, *};
    use crate::text::Text;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("highlights.tsv")) {
            assert!(row.len() == 1 && row[0] == row[0].to_lowercase() && seen.insert(row[0]), "{row:?}");
        }
    }

    fn found(source: &str) -> Vec<(String, DebrisKind)> {
        let text = Text::cut(source);
        let lines = lines(&text);
        let mut marked = vec![None; lines.len()];
        mark(&lines, &mut marked);
        lines
            .iter()
            .zip(marked)
            .filter_map(|(line, kind)| kind.map(|kind| (line.words.to_owned(), kind)))
            .collect()
    }

    #[test]
    fn points_below_a_label_stand_in_the_report_as_well() {
        let furniture = |words: &str| (words.to_owned(), DebrisKind::Furniture);
        let doubled = |words: &str| (words.to_owned(), DebrisKind::Doubled);
        let source = "Dam holds\n\nStory highlights\n\nEngineers worked all night\n\nTwo roads are shut\n\nThe dam of \
                      Torve held on Sunday.\n\nNo one slept";
        assert_eq!(
            found(source),
            [
                furniture("Story highlights"),
                doubled("Engineers worked all night"),
                doubled("Two roads are shut")
            ]
        );
        let source = "KEY POINTS:\n\nThe crest is dry\n\nThe dam of Torve held on Sunday.";
        assert_eq!(found(source), []);
        let source = "Key points of the day\n\nThe crest is dry\n\nThe dam of Torve held on Sunday.";
        assert_eq!(found(source), [furniture("Key points of the day"), doubled("The crest is dry")]);
    }

    #[test]
    fn no_label_no_points() {
        for source in [
            // A sentence that begins with the words of a label.
            "Story highlights were shown on Sunday.\n\nThe crest is dry\n\nThe dam held.",
            // Half of a label.
            "Key\n\nThe crest is dry\n\nThe dam held.",
            "Points\n\nThe crest is dry\n\nThe dam held.",
            // Too far from the head.
            "The dam held.\n\nIt was full.\n\nIt rained.\n\nNo one slept.\n\nKey points\n\nThe crest is dry",
        ] {
            assert_eq!(found(source), [], "{source}");
        }
    }
}
