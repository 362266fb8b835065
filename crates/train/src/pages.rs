//! Which blocks of a page are its article: boosted trees over what `gather` counts of each block, and tables of what the
//! names of elements and the words of blocks are worth.

use crate::boosting::{Growth, Judged, grow};
use crate::note;
use anyhow::{Context, Result};
use corpora::pages::{self, Page};
use gather::pages::{Blocks, LAYOUT, Telling, features, words};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::{fs, path::Path};
use trees::Forest;

const GROWTH: Growth = Growth { trees: 900, depth: 6, rate: 0.06, ridge: 4.0, cases: 0.8, features: 0.3 };

/// A name or word of fewer pages says nothing.
const LEAST_PAGES: usize = 12;

/// Names further out than this many elements say little of a block.
const NEAR: usize = 4;

/// A block of fewer words is of the article when these stand in its text as they are; a longer one when most of its
/// sequences of words do.
const SHORT: usize = 6;

/// So many words make a sequence.
const SEQUENCE: usize = 4;

/// A page as blocks, with what is right.
struct Material {
    blocks: Blocks,
    title: Option<String>,
    right: Vec<bool>,
    /// How many words the article has.
    words: usize,
}

/// Makes `pages.bin` and `pages.tsv`.
pub(crate) fn make(data: &Path, into: &Path) -> Result<()> {
    let mut learned = pages::web(&data.join("pages/wcxb/dev"))?;
    learned.extend(pages::news(&data.join("pages/np4k"))?.into_iter().filter(|page| !pages::is_kept(page)));
    let material: Vec<Material> = learned.iter().filter_map(material).collect();
    note(format_args!(
        "{} pages, {} blocks",
        material.len(),
        material.iter().map(|m| m.right.len()).sum::<usize>()
    ));
    let telling = telling(&material);
    let forest = learn(&material, &telling);
    let table = into.join("pages.tsv");
    let head = "# What names of elements and words of blocks are worth: see pages.md.\n";
    fs::write(&table, format!("{head}{}", telling.to_table()))
        .with_context(|| format!("cannot write {}", table.display()))?;
    let weights = into.join("pages.bin");
    fs::write(&weights, forest.to_bytes(&LAYOUT))
        .with_context(|| format!("cannot write {}", weights.display()))
}

fn material(page: &Page) -> Option<Material> {
    let text = page.text.as_deref()?;
    let (blocks, title) = gather::pages::blocks(&page.html).ok()?;
    let of_text = spaced(text);
    let sequences: HashSet<Vec<&str>> = sequences(&of_text).into_iter().collect();
    let right = blocks
        .blocks
        .iter()
        .map(|block| {
            let here = spaced(&block.text);
            let count = here.split_whitespace().count();
            if count < SHORT {
                return here.len() > 4 && of_text.contains(&here);
            }
            let all = self::sequences(&here);
            let shared = all.iter().filter(|sequence| sequences.contains(*sequence)).count();
            shared * 2 > all.len()
        })
        .collect();
    Some(Material { blocks, title, right, words: text.split_whitespace().count() })
}

/// The words of a text with one space before and after each.
fn spaced(text: &str) -> String {
    let mut spaced = String::from(" ");
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}

fn sequences(spaced: &str) -> Vec<Vec<&str>> {
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.windows(SEQUENCE).map(<[&str]>::to_vec).collect()
}

/// How much more often each name and word stands in articles than beside them.
fn telling(material: &[Material]) -> Telling {
    let names = worths(material, |material, at| {
        let block = &material.blocks.blocks[at];
        let near = material.blocks.around(block).take(NEAR);
        near.flat_map(|element| element.names().map(str::to_owned).collect::<Vec<_>>()).collect()
    });
    let words = worths(material, |material, at| words(&material.blocks.blocks[at]).collect());
    Telling::new(names, words)
}

fn worths(material: &[Material], of: impl Fn(&Material, usize) -> BTreeSet<String>) -> BTreeMap<String, f32> {
    // Blocks in articles, blocks beside them, pages.
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for page in material {
        let mut here = BTreeSet::new();
        for (at, right) in page.right.iter().enumerate() {
            for name in of(page, at) {
                counts.entry(name.clone()).or_default()[usize::from(!right)] += 1;
                here.insert(name);
            }
        }
        for name in here {
            counts.entry(name).or_default()[2] += 1;
        }
    }
    let sum = |side: usize| counts.values().map(|counts| counts[side]).sum::<usize>().max(1) as f32;
    let (of_articles, beside) = (sum(0), sum(1));
    let known = counts.iter().filter(|(_, counts)| counts[2] >= LEAST_PAGES);
    known
        .map(|(name, counts)| {
            let worth = ((counts[0] + 1) as f32 / of_articles).ln() - ((counts[1] + 1) as f32 / beside).ln();
            (name.clone(), (worth * 100.0).round() / 100.0)
        })
        // What says next to nothing only makes the table long.
        .filter(|(_, worth)| worth.abs() >= 0.2)
        .collect()
}

fn learn(material: &[Material], telling: &Telling) -> Forest {
    let cases: Vec<Judged> = material
        .iter()
        .map(|page| {
            let rows = features(&page.blocks, page.title.as_deref(), telling);
            let each = page.blocks.blocks.iter().zip(&page.right);
            let right = each
                .map(|(block, right)| {
                    // Every page counts alike, as in the measure.
                    let words = block.text.split_whitespace().count().max(1) as f64;
                    (*right, words / page.words.max(50) as f64 * 100.0)
                })
                .collect();
            Judged { rows, right }
        })
        .collect();
    grow(&cases, GROWTH)
}
