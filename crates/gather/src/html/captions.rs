//! What stands at the pictures of a page: words about the picture, and whom it is credited to. They are no text of the
//! article, although they stand among it.

use super::blocks::{Block, Blocks, Element};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words of names by which pages mark captions and the credits of pictures.
const NAMES: [&str; 4] = ["caption", "figcaption", "captions", "imagecaption"];

/// A name is looked for on so many elements around a block: further out it speaks of more than the block.
const NEAR: usize = 3;

/// An element with more blocks is no caption, whatever it is called: pages forget to close theirs.
const MOST: usize = 4;

/// A caption of more words is none.
const WORDS: usize = 120;

/// The captions of a page: the blocks of each picture's together, in the order of the page.
pub(super) fn of(page: &Blocks) -> Vec<BTreeSet<usize>> {
    let mut captions: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (at, block) in page.blocks.iter().enumerate() {
        if let Some(picture) = picture(page, block) {
            captions.entry(picture).or_default().insert(at);
        }
    }
    let mut captions: Vec<BTreeSet<usize>> = captions.into_values().collect();
    captions.sort();
    captions
}

/// The element around a caption that stands for its picture, by number; `None` for a block that is no caption.
fn picture(page: &Blocks, block: &Block) -> Option<usize> {
    if block.text.split_whitespace().count() > WORDS {
        return None;
    }
    let is_small = |element: &Element| element.blocks.1 - element.blocks.0 <= MOST;
    let mut numbers = Vec::new();
    let mut next = Some(block.element);
    while let Some((number, element)) = next.and_then(|at| Some((at, page.elements.get(at)?))) {
        if !is_small(element) {
            break;
        }
        numbers.push((number, element));
        next = element.parent;
    }
    let is_named = |element: &Element| element.tokens.iter().any(|token| NAMES.contains(&token.as_str()));
    let caption = numbers
        .iter()
        .enumerate()
        .find(|(depth, (_, element))| element.name == "figcaption" || *depth < NEAR && is_named(element))?;
    let around = numbers.iter().find(|(_, element)| element.name == "figure");
    Some(around.map_or(caption.1.0, |(number, _)| *number))
}

/// The words of the captions that stand between these blocks of a page, each once. What is a link as a whole leads to
/// another article.
pub(super) fn within(page: &Blocks, captions: &[BTreeSet<usize>], range: &Range<usize>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for caption in captions {
        let blocks: Vec<&Block> = caption
            .iter()
            .filter(|at| range.contains(at))
            .filter_map(|at| page.blocks.get(*at))
            .filter(|block| block.linked < block.letters)
            .collect();
        let words: Vec<&str> = blocks.iter().flat_map(|block| block.text.split_whitespace()).collect();
        let words = words.join(" ");
        if !words.is_empty() && !found.contains(&words) {
            found.push(words);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn found(html: &str) -> Vec<String> {
        let page = Blocks::of(&Document::from(html));
        within(&page, &of(&page), &(0..page.blocks.len()))
    }

    #[test]
    fn a_caption_and_its_credit_are_one() {
        let html = "<article><p>Rain.</p><figure><img><figcaption><p>The gate.</p><p>Photo: A. Roe</p></figcaption></figure>
            <p>Snow.</p><div><p class='wp-caption-text'>The quay on Monday.</p></div><figure><figcaption>The gate. Photo: A. Roe
            </figcaption></figure></article>";
        assert_eq!(found(html), ["The gate. Photo: A. Roe", "The quay on Monday."]);
    }

    #[test]
    fn what_is_only_called_a_caption_is_none() {
        let many = "<p>Rain.</p>".repeat(9);
        assert!(found(&format!("<div class=caption>{many}</div>")).is_empty());
        assert!(
            found(&format!("<figure><figcaption>{}</figcaption></figure>", "Rain ".repeat(200))).is_empty()
        );
        assert!(found("<figure><figcaption><a href=/2>Another article</a></figcaption></figure>").is_empty());
    }
}
