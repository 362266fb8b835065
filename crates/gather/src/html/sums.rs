//! What is counted of a page as a whole, once for all its blocks.

use super::blocks::{Block, Blocks};
use std::collections::HashMap;

/// A block with so many words that ends as a sentence does is prose.
const PROSE: usize = 8;

/// What is known of one block by itself.
pub(super) struct Own {
    pub(super) words: usize,
    pub(super) linked: f32,
    pub(super) is_prose: bool,
    pub(super) is_heading: bool,
}

/// What stands within an element, in it and in those inside it. `score` has more of what stands near.
#[derive(Default, Clone)]
pub(super) struct Within {
    pub(super) letters: usize,
    pub(super) linked: usize,
    pub(super) blocks: usize,
    pub(super) prose: usize,
    pub(super) score: f32,
}

/// What is counted of a page: for each block and each element by number, and in all.
pub(super) struct Sums<'p> {
    pub(super) page: &'p Blocks,
    pub(super) own: Vec<Own>,
    pub(super) within: Vec<Within>,
    pub(super) depth: Vec<usize>,
    pub(super) words: usize,
    pub(super) prose: usize,
    /// The words before each block.
    pub(super) before: Vec<usize>,
    pub(super) titled: Vec<bool>,
    pub(super) title_at: Option<usize>,
    /// The element that holds most of the prose, as near as it can be.
    pub(super) top: Option<usize>,
    pub(super) articles: usize,
    pub(super) repeats: HashMap<&'p str, usize>,
    /// By the names of the elements around: blocks, words, letters, letters in links, words of prose.
    pub(super) alike: HashMap<u64, [usize; 5]>,
    /// For each block those names, as a number.
    pub(super) paths: Vec<u64>,
}

impl<'p> Sums<'p> {
    /// Those of a page. `title` is its headline, where one is known.
    pub(super) fn of(page: &'p Blocks, title: Option<&str>) -> Self {
        let own: Vec<Own> = page.blocks.iter().map(|block| own(page, block)).collect();
        let mut within = vec![Within::default(); page.elements.len()];
        let mut depth = vec![0; page.elements.len()];
        for (at, element) in page.elements.iter().enumerate() {
            depth[at] = element.parent.map_or(0, |parent| depth[parent] + 1);
        }
        let mut repeats: HashMap<&str, usize> = HashMap::new();
        let mut alike: HashMap<u64, [usize; 5]> = HashMap::new();
        let mut paths = Vec::with_capacity(own.len());
        let mut before = Vec::with_capacity(own.len());
        let (mut words, mut prose) = (0, 0);
        for (block, own) in page.blocks.iter().zip(&own) {
            before.push(words);
            words += own.words;
            let of_prose = if own.is_prose { own.words } else { 0 };
            prose += of_prose;
            *repeats.entry(&block.text).or_default() += 1;
            let path = path(page, block);
            let sums = alike.entry(path).or_default();
            for (sum, more) in sums.iter_mut().zip([1, own.words, block.letters, block.linked, of_prose]) {
                *sum += more;
            }
            paths.push(path);
            let mut next = Some(block.element);
            let mut share = 1.0;
            while let Some(at) = next {
                let sums = &mut within[at];
                sums.letters += block.letters;
                sums.linked += block.linked;
                sums.blocks += 1;
                sums.prose += of_prose;
                sums.score += share * of_prose as f32 * (1.0 - own.linked);
                share *= 0.7;
                next = page.elements[at].parent;
            }
        }
        // The innermost of equal ones: the last.
        let top = (0..within.len()).max_by(|a, b| within[*a].score.total_cmp(&within[*b].score));
        let key = title.map(key).filter(|key| key.len() > 8);
        let titled: Vec<bool> = page
            .blocks
            .iter()
            .map(|block| {
                key.as_ref().is_some_and(|title| {
                    let here = self::key(&block.text);
                    here.len() > 8
                        && (title.starts_with(&here) || here.starts_with(title))
                        && here.len() < title.len() * 2
                })
            })
            .collect();
        let heading =
            |name: &str| page.blocks.iter().position(|block| page.elements[block.element].name == name);
        let title_at = titled
            .iter()
            .zip(&page.blocks)
            .position(|(titled, block)| *titled && page.elements[block.element].name.starts_with('h'))
            .or_else(|| titled.iter().position(|titled| *titled))
            .or_else(|| heading("h1"));
        let articles = page.elements.iter().filter(|element| element.name == "article").count();
        Self {
            page,
            own,
            within,
            depth,
            words,
            prose,
            before,
            titled,
            title_at,
            top,
            articles,
            repeats,
            alike,
            paths,
        }
    }
}

fn own(page: &Blocks, block: &Block) -> Own {
    let words = block.text.split_whitespace().count();
    let linked = block.linked as f32 / block.letters.max(1) as f32;
    let ends = block
        .text
        .trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…', '。', ':', ';', ',']);
    let name = page.elements[block.element].name.as_str();
    let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    Own { words, linked, is_prose: words >= PROSE && ends && linked < 0.5 && !is_heading, is_heading }
}

/// The names and classes of the two innermost elements, as one number.
fn path(page: &Blocks, block: &Block) -> u64 {
    let mut names = String::new();
    for element in page.around(block).take(2) {
        names.push_str(&element.name);
        for token in &element.tokens {
            names.push('.');
            names.push_str(token);
        }
        names.push('/');
    }
    xxhash_rust::xxh3::xxh3_64(names.as_bytes())
}

fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(200).collect()
}
