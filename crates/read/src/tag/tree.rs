//! From scores of arcs to a tree.

use ndarray::Array2;

/// The best tree over `scores` (a row for each dependent, a column for each head, the root last): the head of
/// each word, `None` for the one root. Chu and Liu (1965), Edmonds (1967).
pub fn best_tree(scores: &Array2<f32>) -> Vec<Option<usize>> {
    let words = scores.nrows();
    let mut scores: Vec<Vec<f32>> = scores.rows().into_iter().map(|row| row.to_vec()).collect();
    for (word, row) in scores.iter_mut().enumerate() {
        row[word] = f32::NEG_INFINITY;
    }
    let mut heads = arborescence(&scores);
    let roots: Vec<usize> = (0..words).filter(|word| heads[*word] == words).collect();
    if roots.len() > 1 {
        // One root: the word that loses most by another head.
        let loss = |word: usize| {
            let other = scores[word][..words].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            scores[word][words] - other
        };
        let root = roots.iter().copied().max_by(|a, b| loss(*a).total_cmp(&loss(*b)));
        for (word, row) in scores.iter_mut().enumerate() {
            if Some(word) != root {
                row[words] = f32::NEG_INFINITY;
            }
        }
        heads = arborescence(&scores);
    }
    heads.into_iter().map(|head| (head < words).then_some(head)).collect()
}

/// The best head of each word so that all hang from the root, which is the last column.
fn arborescence(scores: &[Vec<f32>]) -> Vec<usize> {
    let words = scores.len();
    let best: Vec<usize> = scores.iter().map(|row| highest(row)).collect();
    let Some(cycle) = find_cycle(&best) else { return best };
    // The cycle becomes one word, which stands last among the words.
    let outside: Vec<usize> = (0..words).filter(|word| !cycle.contains(word)).collect();
    let place_of = |node: usize| match outside.binary_search(&node) {
        Ok(place) => place,
        Err(_) => outside.len() + 1,
    };
    let mut smaller = vec![vec![f32::NEG_INFINITY; outside.len() + 2]; outside.len() + 1];
    let mut entered_at = vec![0; outside.len() + 2];
    for (place, word) in outside.iter().enumerate() {
        for (other, head) in outside.iter().enumerate() {
            smaller[place][other] = scores[*word][*head];
        }
        smaller[place][outside.len()] =
            cycle.iter().map(|head| scores[*word][*head]).fold(f32::NEG_INFINITY, f32::max);
        smaller[place][outside.len() + 1] = scores[*word][words];
    }
    for head in outside.iter().copied().chain([words]) {
        let gain = |word: usize| scores[word][head] - scores[word][best[word]];
        let entry = cycle.iter().copied().max_by(|a, b| gain(*a).total_cmp(&gain(*b)));
        if let Some(entry) = entry {
            smaller[outside.len()][place_of(head)] = gain(entry);
            entered_at[place_of(head)] = entry;
        }
    }
    let found = arborescence(&smaller);
    let mut heads = best.clone();
    for (place, word) in outside.iter().enumerate() {
        heads[*word] = match found[place] {
            at if at < outside.len() => outside[at],
            at if at == outside.len() => cycle
                .iter()
                .copied()
                .max_by(|a, b| scores[*word][*a].total_cmp(&scores[*word][*b]))
                .unwrap_or(words),
            _ => words,
        };
    }
    let into_cycle = found[outside.len()];
    let entry = entered_at[into_cycle];
    heads[entry] = if into_cycle < outside.len() { outside[into_cycle] } else { words };
    heads
}

fn highest(row: &[f32]) -> usize {
    let mut best = 0;
    for (index, score) in row.iter().enumerate() {
        if *score > row[best] {
            best = index;
        }
    }
    best
}

/// The words of a cycle in the graph of heads, if there is one; the root is past the last word.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen_from = vec![usize::MAX; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while at < heads.len() && seen_from[at] == usize::MAX {
            seen_from[at] = start;
            at = heads[at];
        }
        if at < heads.len() && seen_from[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;
    use proptest::prelude::*;

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Words 0 and 1 want each other; the root would take either, 1 more dearly.
        let scores = array![[0.0, 9.0, 5.0], [9.0, 0.0, 7.0]];
        assert_eq!(best_tree(&scores), [Some(1), None]);
    }

    #[test]
    fn there_is_one_root() {
        let scores = array![[0.0, 1.0, 9.0], [1.0, 0.0, 8.0]];
        assert_eq!(best_tree(&scores), [None, Some(0)]);
        assert_eq!(best_tree(&array![[0.0, -4.0]]), [None]);
    }

    proptest! {
        #[test]
        fn every_word_hangs_from_the_root(words in 1usize..9, seeds in proptest::collection::vec(-9i8..9, 90)) {
            let scores = Array2::from_shape_fn((words, words + 1), |(a, b)| f32::from(seeds[a * 10 + b]));
            let heads = best_tree(&scores);
            prop_assert_eq!(heads.iter().filter(|head| head.is_none()).count(), 1);
            for start in 0..words {
                let mut at = Some(start);
                for _ in 0..words {
                    at = at.and_then(|word| heads[word]);
                }
                prop_assert!(at.is_none());
            }
        }
    }
}
