//! From lines to paragraphs: running heads and numbers of pages left out, lines joined, hyphens undone.

use super::Line;
use std::collections::{HashMap, HashSet};

/// So many lines at the top of a page, and at its foot, may be a running head or a number.
const EDGE: usize = 2;

/// More than so much of the usual distance between lines parts paragraphs.
const WIDE: f64 = 1.35;

/// Lines are set no wider apart than so much of the size of their letters, or nearly none are.
const WIDEST: f64 = 1.5;

/// A beginning moved in by so much of the size of its letters begins a paragraph.
const INDENT: f64 = 0.7;

/// A line that ends a sentence and is shorter than this part of the column ends a paragraph.
const SHORT: f64 = 0.85;

/// The text of these pages, a blank line between paragraphs.
pub(super) fn text(mut pages: Vec<Vec<Line>>) -> String {
    leave_out_edges(&mut pages);
    let lines: Vec<Line> = pages.into_iter().flatten().collect();
    let leading = leading(&lines);
    let column = column(&lines);
    let hyphened = hyphened(&lines);
    let mut text = String::new();
    let mut last: Option<&Line> = None;
    for line in &lines {
        let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match last {
            None => text.push_str(&words),
            Some(before) if parts(before, line, leading, column) => {
                text.push_str("\n\n");
                text.push_str(&words);
            }
            Some(_) => join(&mut text, &words, &hyphened),
        }
        last = Some(line);
    }
    text
}

/// Takes out lines at the edges of pages that stand on many of them, but for their digits.
fn leave_out_edges(pages: &mut [Vec<Line>]) {
    let places = |page: &[Line]| {
        let mut order: Vec<usize> = (0..page.len()).collect();
        let base = |at: usize| page.get(at).map_or(0.0, |line| line.base);
        order.sort_by(|one, other| base(*other).total_cmp(&base(*one)));
        let foot = order.len().saturating_sub(EDGE).max(EDGE.min(order.len()));
        let edges = order.iter().take(EDGE).chain(order.iter().skip(foot)).copied();
        edges.collect::<Vec<usize>>()
    };
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        let keys: HashSet<(String, i64)> =
            places(page).into_iter().filter_map(|at| page.get(at)).map(key).collect();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    // On two pages both have it; on many, each left or each right page is enough, and a chapter has three.
    let enough = |count: usize| count >= 2 && (count >= 3 || count == pages.len());
    let running: HashSet<(String, i64)> =
        seen.into_iter().filter(|(_, count)| enough(*count)).map(|(key, _)| key).collect();
    let is_one_page = pages.len() == 1;
    for page in pages.iter_mut() {
        let edges: HashSet<usize> = places(page).into_iter().collect();
        let mut at = 0;
        page.retain(|line| {
            at += 1;
            let key = key(line);
            let is_number = key.0 == "#";
            let is_left_out = running.contains(&key) || is_one_page && is_number;
            !(edges.contains(&(at - 1)) && is_left_out)
        });
    }
}

/// Letters in lower case, a sign for each number and the size of the letters: what is the same in all running heads,
/// and not in the title that they repeat.
fn key(line: &Line) -> (String, i64) {
    let mut key = String::new();
    for c in line.text.chars() {
        if c.is_ascii_digit() {
            if !key.ends_with('#') {
                key.push('#');
            }
        } else if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        }
    }
    (key, line.size.round() as i64)
}

/// The usual distance from line to line.
fn leading(lines: &[Line]) -> f64 {
    let pairs = lines.windows(2).filter_map(|two| {
        let [one, next] = two else { return None };
        let distance = one.base - next.base;
        (distance > 0.0 && distance < 3.0 * one.size && is_like(one, next)).then_some(distance)
    });
    let mut distances: Vec<f64> = pairs.collect();
    distances.sort_by(f64::total_cmp);
    // The lower third: where paragraphs are short, half of the distances are those between them.
    distances.get(distances.len() / 3).copied().unwrap_or(f64::INFINITY)
}

/// The usual width of a full line.
fn column(lines: &[Line]) -> f64 {
    let mut widths: Vec<f64> = lines.iter().map(|line| line.right - line.left).collect();
    widths.sort_by(f64::total_cmp);
    widths.get(widths.len() * 3 / 4).copied().unwrap_or_default()
}

/// Whether two lines are set in one size.
fn is_like(one: &Line, next: &Line) -> bool {
    (one.size - next.size).abs() <= 0.12 * one.size
}

/// Whether a paragraph ends between these lines.
fn parts(before: &Line, line: &Line, leading: f64, column: f64) -> bool {
    let ends = ends_sentence(&before.text);
    if !is_like(before, line) {
        return true;
    }
    let distance = before.base - line.base;
    let is_short = before.right - before.left < SHORT * column;
    // On to the next column or page: a paragraph goes on where its sentence does.
    if distance <= 0.0 {
        let goes_on = line.text.trim_start().starts_with(char::is_lowercase);
        return if goes_on { ends && is_short } else { ends || is_short };
    }
    distance > WIDE * leading.min(WIDEST * line.size)
        || line.left > before.left + INDENT * line.size && ends
        || ends && is_short
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['"', '\u{201d}', '\'', '\u{2019}', ')', ']', '\u{bb}']);
    bare.ends_with(['.', '!', '?', ':', '\u{2026}'])
}

/// Words with a hyphen that stand within a line: such are written so.
fn hyphened(lines: &[Line]) -> HashSet<String> {
    let words = lines.iter().flat_map(|line| {
        let count = line.text.split_whitespace().count();
        line.text.split_whitespace().take(count.saturating_sub(1))
    });
    words.filter(|word| word.contains('-')).map(bare).collect()
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Joins a line to the text before it.
fn join(text: &mut String, line: &str, hyphened: &HashSet<String>) {
    let begin = text.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
    let is_cut = begin.len() < text.len()
        && begin.ends_with(char::is_alphabetic)
        && line.starts_with(char::is_lowercase)
        && !text.ends_with("--");
    if !is_cut {
        // A hyphen before a capital or a number belongs to the word.
        let is_whole =
            begin.len() < text.len() && begin.ends_with(char::is_alphanumeric) && !text.ends_with("--");
        if !is_whole {
            text.push(' ');
        }
        text.push_str(line);
        return;
    }
    let first = begin.rsplit(char::is_whitespace).next().unwrap_or_default();
    let second = line.split_whitespace().next().unwrap_or_default();
    let is_written_so = hyphened.contains(&bare(&format!("{first}-{second}")));
    text.truncate(begin.len());
    if is_written_so {
        text.push('-');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[(f64, &str)]) -> Vec<Line> {
        let line = |(at, (left, text)): (usize, &(f64, &str))| Line {
            text: (*text).to_owned(),
            left: *left,
            right: left + 5.0 * text.chars().count() as f64,
            base: 700.0 - 14.0 * at as f64,
            size: 11.0,
        };
        lines.iter().enumerate().map(line).collect()
    }

    #[test]
    fn lines_become_paragraphs() {
        let lines = page(&[
            (100.0, "The gate of the old harbour was shut on Mon-"),
            (100.0, "day, the well-known master of the harbour said."),
            (112.0, "Nobody could say why. The new one is well-"),
            (100.0, "known, and on the north-"),
            (100.0, "West side the pier."),
            (100.0, "Rain fell."),
        ]);
        assert_eq!(
            text(vec![lines]),
            "The gate of the old harbour was shut on Monday, the well-known master of the harbour said.\n\n\
             Nobody could say why. The new one is well-known, and on the north-West side the pier.\n\nRain fell."
        );
    }

    #[test]
    fn running_heads_and_numbers_are_left_out() {
        let one = |number: usize, words: &str| {
            page(&[
                (100.0, &format!("The Tide, {number} May")),
                (100.0, words),
                (100.0, &format!("{words} Then it rained in place {number} for the whole day.")),
                (200.0, &format!("Page {number} of 3")),
            ])
        };
        let pages = vec![one(1, "The gate is shut."), one(2, "The pier is not."), one(3, "It rains.")];
        let text = text(pages);
        assert!(!text.contains("Tide") && !text.contains("Page"), "{text}");
        assert!(text.starts_with("The gate is shut.") && text.contains("It rains."), "{text}");
        assert_eq!(
            super::text(vec![page(&[(100.0, "The gate is shut."), (100.0, "1")])]),
            "The gate is shut."
        );
        assert!(
            super::text(vec![page(&[(100.0, "In the year"), (100.0, "2031 it rained.")])]).contains("2031")
        );
    }
}
