//! Notes on a page by which its outlet says that it corrected the article.

use super::blocks::{Block, Blocks};
use crate::tables::rows;
use std::ops::Range;
use std::sync::LazyLock;

/// A note has no more words.
const WORDS: usize = 200;

/// A kind of row, and how a note begins.
static OPENINGS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let openings = rows(include_str!("corrections.tsv"));
    openings.filter_map(|(kind, cells)| Some((kind, cells.split('\t').next()?))).collect()
});

/// The notes among these blocks, in the order of the page, each once.
pub(super) fn of(page: &Blocks, range: &Range<usize>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    let mut is_next = false;
    for block in range.clone().filter_map(|at| page.blocks.get(at)) {
        let line = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_label = is(&line, "label", |plain, opening| plain.trim_end_matches(':') == opening);
        // What is a link as a whole leads to the outlet's rules about corrections.
        let is_note = is_fit(block)
            && !is_label
            && (is_next || is(&line, "begins", |plain, opening| plain.starts_with(opening)));
        is_next = is_label && block.linked < block.letters;
        if is_note && !notes.contains(&line) {
            notes.push(line);
        }
    }
    notes
}

fn is_fit(block: &Block) -> bool {
    block.linked * 2 <= block.letters && block.text.split_whitespace().count() <= WORDS
}

fn is(line: &str, kind: &str, fits: impl Fn(&str, &str) -> bool) -> bool {
    let plain = line.trim_start_matches(['*', '•', '—', '–', ' ']).to_lowercase().replace('’', "'");
    OPENINGS.iter().any(|(of, opening)| *of == kind && fits(&plain, opening))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;
    use std::collections::BTreeSet;

    fn notes(html: &str) -> Vec<String> {
        let page = Blocks::of(&Document::from(html));
        of(&page, &(0..page.blocks.len()))
    }

    #[test]
    fn notes_of_correction_are_told_from_what_is_about_corrections() {
        let html = "<p>Rain.</p><p><b>Correction:</b> An earlier version gave the wrong day.</p><p>* This article was amended on 2 May.</p>
            <h4>Corrections</h4><p>The quay is 40 metres long, not 400.</p><p><a href=/rules>Corrections: how we make them</a></p>
            <p>Correctional officers met.</p><p>Richtigstellung: Es waren vierzig.</p>
            <p>Corrections officers said on Monday that the gate was shut.</p>";
        let found = notes(html);
        assert_eq!(
            found,
            [
                "Correction: An earlier version gave the wrong day.",
                "* This article was amended on 2 May.",
                "The quay is 40 metres long, not 400.",
                "Richtigstellung: Es waren vierzig.",
            ]
        );
    }

    #[test]
    fn a_heading_that_leads_elsewhere_is_no_heading_of_a_note() {
        assert!(notes("<p><a href=/c>Corrections</a></p><p>Rain.</p>").is_empty());
        assert!(notes("<p>Correction:</p>").is_empty());
    }

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = BTreeSet::new();
        for (kind, cells) in rows(include_str!("corrections.tsv")) {
            let (opening, language) = cells.split_once('\t').expect("two cells");
            assert!(matches!(kind, "begins" | "label") && seen.insert((kind, opening)), "{opening}");
            assert!(
                opening == opening.to_lowercase() && !opening.contains('’') && language.len() == 2,
                "{opening}"
            );
        }
    }
}
