//! Places in a text, in bytes inside the program and in code points outside it.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in the text of one article.
///
/// A span says nothing about *which* article: [`crate::Evidence`] does. It is ordered by start, then by end.
///
/// ```
/// use article::Span;
/// let text = "Élan wins";
/// let span = Span::new(0, 5);
/// assert_eq!(span.of(text), Some("Élan"));
/// assert_eq!(Span::new(1, 5).of(text), None); // inside a character
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, in bytes. An end before the start gives the empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Its length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words it covers, or `None` when it leaves the text or cuts a character.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// Whether every byte of `other` lies in this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Translates between bytes and Unicode code points in one text.
///
/// Offsets inside the program are bytes; offsets in JSON are code points. The table keeps one entry for every
/// 64 bytes, so that a translation looks at no more than 64 bytes of text.
///
/// ```
/// use article::{CodePoints, Span};
/// let text = "“Élan”";
/// let points = CodePoints::new(text);
/// let outside = points.to_code_points(Span::new(3, 8));
/// assert_eq!(outside, Span::new(1, 5));
/// assert_eq!(points.to_bytes(outside), Some(Span::new(3, 8)));
/// ```
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points that begin before byte `64 * i`.
    before: Vec<usize>,
    total: usize,
}

const STRIDE: usize = 64;

fn begins_code_point(byte: u8) -> bool {
    (byte & 0xC0) != 0x80
}

impl<'t> CodePoints<'t> {
    /// Builds the table for `text` in one pass.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut total = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            before.push(total);
            total += block.iter().filter(|byte| begins_code_point(**byte)).count();
        }
        Self { text, before, total }
    }

    /// How many code points begin before byte `byte`.
    fn point_at(&self, byte: usize) -> usize {
        let Some(known) = self.before.get(byte / STRIDE) else { return self.total };
        let block = &self.text.as_bytes()[byte / STRIDE * STRIDE..byte.min(self.text.len())];
        known + block.iter().filter(|byte| begins_code_point(**byte)).count()
    }

    /// The byte at which code point `point` begins; the length of the text for one past the last.
    fn byte_at(&self, point: usize) -> Option<usize> {
        if point >= self.total {
            return (point == self.total).then_some(self.text.len());
        }
        let block = self.before.partition_point(|known| *known <= point) - 1;
        let begin = block * STRIDE;
        let mut left = point - self.before[block];
        for (offset, byte) in self.text.as_bytes()[begin..].iter().enumerate() {
            if begins_code_point(*byte) {
                if left == 0 {
                    return Some(begin + offset);
                }
                left -= 1;
            }
        }
        None
    }

    /// A span in bytes as a span in code points.
    pub fn to_code_points(&self, bytes: Span) -> Span {
        Span::new(self.point_at(bytes.start), self.point_at(bytes.end))
    }

    /// A span in code points as a span in bytes; `None` when it leaves the text.
    pub fn to_bytes(&self, points: Span) -> Option<Span> {
        Some(Span::new(self.byte_at(points.start)?, self.byte_at(points.end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_and_bytes_are_inverse(text in "\\PC{0,300}", a in 0usize..400, b in 0usize..400) {
            let points = CodePoints::new(&text);
            let count = text.chars().count();
            let outside = Span::new(a.min(b).min(count), a.max(b).min(count));
            let inside = points.to_bytes(outside).expect("inside the text");
            prop_assert_eq!(points.to_code_points(inside), outside);
            let expected: String = text.chars().skip(outside.start).take(outside.len()).collect();
            prop_assert_eq!(inside.of(&text), Some(expected.as_str()));
        }
    }

    #[test]
    fn a_span_past_the_end_is_no_span() {
        let points = CodePoints::new("abc");
        assert_eq!(points.to_bytes(Span::new(2, 4)), None);
        assert_eq!(points.to_bytes(Span::new(3, 3)), Some(Span::new(3, 3)));
    }
}
