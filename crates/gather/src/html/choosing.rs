//! Which blocks of a page are its article.

use super::blocks::Blocks;
use super::features::{NAMES, features};
use super::telling::Telling;
use std::sync::LazyLock;
use trees::{Forest, Layout};

/// What the file of weights must be.
pub const LAYOUT: Layout =
    Layout { magic: *b"PXPAGE\0\x01", features: NAMES.len(), file: "models/pages.bin" };

/// A block that is as likely as this to be of the article is taken for it.
const LEAST: f32 = 0.4;

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

/// The blocks taken for the article, by number.
pub fn chosen(shares: &[f32]) -> Vec<usize> {
    let taken = shares.iter().enumerate().filter(|(_, share)| **share >= LEAST);
    taken.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_sound() {
        let shipped = Forest::of_bytes(include_bytes!("../../../../models/pages.bin"), &LAYOUT);
        assert!(shipped.is_ok_and(|forest| forest.trees.len() > 10));
    }
}
