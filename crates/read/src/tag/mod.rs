//! Parts of speech, dependencies and names of each sentence, from one small network.
//!
//! The network and its training are described in `models/tagger.md`. It sees a sentence at a time; a sentence
//! longer than [`LONGEST`] is cut into pieces, each with a root of its own, so that time is linear in the text.

pub mod features;
pub mod labels;
pub mod model;
pub mod network;
pub mod tree;

pub use labels::{NameTag, Penn, Relation, Upos};

use features::features;
use model::{Model, ModelError};
use ndarray::{Array2, ArrayView2};
use network::{arc_scores, encode, label_input, recurrent, rows_of};
use std::{borrow::Cow, ops::Range, sync::LazyLock};

/// The model that is part of the program.
///
/// # Errors
///
/// When the file was damaged before it was built in, or is of another version.
pub fn model() -> Result<&'static Model, &'static ModelError> {
    static MODEL: LazyLock<Result<Model, ModelError>> = LazyLock::new(|| {
        Model::open("tagger.bin", Cow::Borrowed(include_bytes!("../../../../models/tagger.bin")))
    });
    MODEL.as_ref()
}

/// The longest stretch that is analysed at once, in tokens.
pub const LONGEST: usize = 120;

/// About how many tokens go through the network together.
const TOGETHER: usize = 512;

/// What the network says of one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its universal part of speech.
    pub upos: Upos,
    /// Its Penn tag, which tells tense, number and finiteness.
    pub penn: Penn,
    /// Its head, as an index into the tokens that were given; `None` for a root.
    pub head: Option<usize>,
    /// The relation to its head.
    pub relation: Relation,
    /// Its place in a name.
    pub name: NameTag,
}

/// Analyses sentences of tokens, given as they are written: `forms` is all tokens, `sentences` the ranges of the
/// sentences, in order. Tokens outside all sentences are left as `X` without a head.
pub fn analyse(model: &Model, forms: &[&str], sentences: &[Range<usize>]) -> Vec<Word> {
    let nothing = Word {
        upos: Upos::X,
        penn: Penn::Other,
        head: None,
        relation: Relation::Root,
        name: NameTag::Outside,
    };
    let mut words = vec![nothing; forms.len()];
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut waiting = 0;
    for sentence in sentences {
        let mut start = sentence.start;
        while start < sentence.end {
            let end = sentence.end.min(start + LONGEST);
            waiting += end - start;
            pieces.push(start..end);
            start = end;
            if waiting >= TOGETHER {
                together(model, forms, &pieces, &mut words);
                pieces.clear();
                waiting = 0;
            }
        }
    }
    together(model, forms, &pieces, &mut words);
    words
}

fn together(model: &Model, forms: &[&str], pieces: &[Range<usize>], words: &mut [Word]) {
    if pieces.is_empty() {
        return;
    }
    let network = &model.network;
    let mut rows = Vec::new();
    let mut local = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let start = rows.len();
        rows.extend(forms[piece.clone()].iter().map(|form| features(form)));
        local.push(start..rows.len());
    }
    let encoded = encode(network, model.sums(&rows), &local, |_| {}, None);
    let view = encoded.view();
    let upos = network.upos.apply(&view);
    let penn = network.penn.apply(&view);
    let arc_dependent = network.arc_dependent.apply_positive(&view);
    let arc_head = network.arc_head.apply_positive(&view);
    let label_dependent = network.label_dependent.apply_positive(&view);
    let label_head = network.label_head.apply_positive(&view);
    let mut heads = Vec::with_capacity(rows.len());
    for piece in &local {
        let scores = arc_scores(network, &rows_of(&arc_dependent, piece), &rows_of(&arc_head, piece));
        let tree = tree::best_tree(&scores);
        heads.extend(tree.into_iter().map(|head| head.map(|head| piece.start + head)));
    }
    let labels = network
        .label
        .apply(&label_input(network, &label_dependent.view(), &label_head.view(), &heads).view());
    let names = network.name.apply(&recurrent(&network.name_layer, encoded, &local, |_| {}, None).view());
    for (piece, local) in pieces.iter().zip(&local) {
        let names = best_names(&rows_of(&names, local));
        for (offset, name) in names.into_iter().enumerate() {
            let (at, row) = (piece.start + offset, local.start + offset);
            let head = heads[row];
            words[at] = Word {
                upos: label(Upos::ALL, &upos, row),
                penn: label(Penn::ALL, &penn, row),
                head: head.map(|head| piece.start + head - local.start),
                relation: if head.is_some() { label(Relation::ALL, &labels, row) } else { Relation::Root },
                name,
            };
        }
    }
}

/// The label with the highest score in a row; the first of equals.
fn label<T: Copy>(labels: &[T], scores: &Array2<f32>, row: usize) -> T {
    let mut best = 0;
    for (index, score) in scores.row(row).iter().enumerate() {
        if *score > scores[[row, best]] {
            best = index;
        }
    }
    labels[best]
}

/// The best well-formed sequence of tags (Viterbi 1967): scores add up, and only tags that fit follow each other.
fn best_names(scores: &ArrayView2<'_, f32>) -> Vec<NameTag> {
    const TAGS: usize = NameTag::ALL.len();
    /// For each tag those that may stand right before it.
    static BEFORE: LazyLock<Vec<Vec<usize>>> = LazyLock::new(|| {
        let fits = |tag: NameTag| (0..TAGS).filter(|before| NameTag::ALL[*before].may_precede(tag)).collect();
        NameTag::ALL.iter().map(|tag| fits(*tag)).collect()
    });
    let tags = NameTag::ALL;
    let mut best = [f32::NEG_INFINITY; TAGS];
    let mut from: Vec<[usize; TAGS]> = Vec::with_capacity(scores.nrows());
    for (at, row) in scores.rows().into_iter().enumerate() {
        let mut next = [f32::NEG_INFINITY; TAGS];
        let mut back = [0; TAGS];
        for (index, tag) in tags.iter().enumerate() {
            if at == 0 {
                if tag.may_begin() {
                    next[index] = row[index];
                }
                continue;
            }
            for before in &BEFORE[index] {
                if best[*before] + row[index] > next[index] {
                    next[index] = best[*before] + row[index];
                    back[index] = *before;
                }
            }
        }
        best = next;
        from.push(back);
    }
    let mut at = 0;
    for (index, tag) in tags.iter().enumerate() {
        if tag.may_end() && (best[index] > best[at] || !tags[at].may_end()) {
            at = index;
        }
    }
    let mut names = vec![NameTag::Outside; scores.nrows()];
    for (place, back) in from.iter().enumerate().rev() {
        names[place] = tags[at];
        at = back[at];
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_do_not_fit_give_way() {
        let tag = |wanted: NameTag| NameTag::ALL.iter().position(|tag| *tag == wanted).unwrap();
        let mut scores = Array2::zeros((2, NameTag::ALL.len()));
        scores[[0, tag(NameTag::BeginPerson)]] = 2.0;
        scores[[0, tag(NameTag::UnitPlace)]] = 1.5;
        scores[[1, tag(NameTag::Outside)]] = 3.0;
        assert_eq!(best_names(&scores.view()), [NameTag::UnitPlace, NameTag::Outside]);
        assert!(best_names(&Array2::zeros((0, NameTag::ALL.len())).view()).is_empty());
    }
}
