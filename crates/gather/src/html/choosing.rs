//! Which blocks of a page are its article.

use super::blocks::{Block, Blocks};
use super::features::{NAMES, features};
use super::telling::Telling;
use std::sync::LazyLock;
use trees::{Forest, Layout};

/// What the file of weights must be.
pub const LAYOUT: Layout =
    Layout { magic: *b"PXPAGE\0\x01", features: NAMES.len(), file: "models/pages.bin" };

/// A block that is as likely as this to be of the article is taken for it.
const LEAST: f32 = 0.4;

/// Fewer letters than this are no article.
const FEW: usize = 50;

/// What only stands out is taken for an article when it has so many letters.
const ENOUGH: usize = 300;

/// A block of fewer letters than this may be an entry of a menu.
const ENTRY: usize = 25;

/// A block stands out that is so likely in comparison with the likeliest.
const STANDS_OUT: f32 = 0.4;

/// What is less likely than this stands out nowhere.
const HARDLY: f32 = 0.05;

static SHIPPED: LazyLock<Forest> = LazyLock::new(|| {
    Forest::of_bytes(include_bytes!("../../../../models/pages.bin"), &LAYOUT).unwrap_or_default()
});

/// For each block of a page how likely it is of the article.
pub(crate) fn shares(page: &Blocks, title: Option<&str>) -> Vec<f32> {
    shares_by(&SHIPPED, Telling::shipped(), page, title)
}

/// The same by other weights.
pub fn shares_by(forest: &Forest, telling: &Telling, page: &Blocks, title: Option<&str>) -> Vec<f32> {
    let rows = features(page, title, telling);
    rows.iter().map(|row| 1.0 / (1.0 + (-forest.score(row)).exp())).collect()
}

/// The blocks taken for the article, by number. Where next to none is likely, as in scripts and markup that the weights were not
/// grown with, those that stand out among the rest.
pub fn chosen(shares: &[f32], page: &Blocks) -> Vec<usize> {
    let taken = |least: f32| -> Vec<usize> {
        let taken = shares.iter().enumerate().filter(|(_, share)| **share >= least);
        taken.map(|(at, _)| at).collect()
    };
    let likely = taken(LEAST);
    let letters = |taken: &[usize]| -> usize {
        taken.iter().filter_map(|at| page.blocks.get(*at)).map(|block| block.letters).sum()
    };
    if letters(&likely) >= FEW {
        return likely;
    }
    let most = shares.iter().copied().fold(0.0, f32::max);
    let mut standing_out = taken((most * STANDS_OUT).max(HARDLY));
    // Of a menu too, some entries stand out.
    let is_entry = |block: &Block| block.letters < ENTRY || block.linked * 2 > block.letters;
    standing_out.retain(|at| page.blocks.get(*at).is_some_and(|block| !is_entry(block)));
    if letters(&standing_out) >= ENOUGH { standing_out } else { likely }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_likely_what_stands_out_is_taken_unless_it_is_little_or_a_menu() {
        let long =
            "The harbour master shut the gate of the old basin on Monday and nobody could say why it was. "
                .repeat(3);
        let page = |text: &str| {
            let html = format!("<p>{text}</p><p>{text}</p><p>Home</p><p><a href=/>{text}</a></p>");
            Blocks::of(&dom_query::Document::from(html))
        };
        assert_eq!(chosen(&[0.9, 0.1, 0.1, 0.1], &page(&long)), [0]);
        assert_eq!(chosen(&[0.2, 0.15, 0.2, 0.2], &page(&long)), [0, 1]);
        assert!(chosen(&[0.2, 0.15, 0.2, 0.2], &page("Rain fell on the harbour.")).is_empty());
        assert!(chosen(&[0.01, 0.01, 0.01, 0.01], &page(&long)).is_empty());
    }

    #[test]
    fn the_shipped_file_is_sound() {
        let shipped = Forest::of_bytes(include_bytes!("../../../../models/pages.bin"), &LAYOUT);
        assert!(shipped.is_ok_and(|forest| forest.trees.len() > 10));
    }
}
