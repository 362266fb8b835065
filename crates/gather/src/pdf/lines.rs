//! From letters with their places to lines.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// The most letters of one page.
const MOST_LETTERS: usize = 2_000_000;

/// So much of the size of a letter is a gap between words; letters that are spaced out stand closer.
const GAP: f64 = 0.13;

/// A line as it stands on its page. Places are in points, from the lower left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins and ends.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where its letters stand.
    pub(super) base: f64,
    /// The size of its letters.
    pub(super) size: f64,
}

/// The letters of a page, as they come.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<Line>,
    letters: usize,
}

impl Page {
    /// The lines, in the order in which the page shows them.
    pub(super) fn lines(self) -> Vec<Line> {
        self.lines.into_iter().filter(|line| !line.text.trim().is_empty()).collect()
    }

    fn add(&mut self, letter: &str, left: f64, base: f64, width: f64, size: f64) {
        if let Some(line) = self.lines.last_mut() {
            // What is raised, such as the number of a note, is of the line.
            let is_level = (base - line.base).abs() < 0.5 * size.max(line.size);
            let is_next = left > line.right - size && left < line.right + 12.0 * size;
            if is_level && is_next {
                if left > line.right + GAP * size && !line.text.ends_with(' ') && letter != " " {
                    line.text.push(' ');
                }
                line.text.push_str(letter);
                line.right = line.right.max(left + width);
                line.size = line.size.max(size);
                return;
            }
        }
        self.lines.push(Line { text: letter.to_owned(), left, right: left + width, base, size });
    }
}

impl OutputDev for Page {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        self.letters += 1;
        if self.letters > MOST_LETTERS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let size = (font_size * place.m22.hypot(place.m21)).abs();
        let across = font_size * place.m11;
        let is_turned = place.m12.abs() > place.m11.abs();
        let is_place = [place.m31, place.m32, size, across, width].iter().all(|number| number.is_finite());
        // What runs up a margin is no part of the text.
        if is_place && size > 0.0 && !is_turned {
            let letter: String = letter.chars().filter(|c| !c.is_control()).collect();
            self.add(&letter, place.m31, place.m32, width * across, size);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_words_and_lines() {
        let mut page = Page::default();
        let mut left = 100.0;
        for letter in ["T", "h", "e"] {
            page.add(letter, left, 700.0, 6.0, 12.0);
            left += 6.0;
        }
        page.add("p", left + 3.0, 700.0, 6.0, 12.0);
        page.add("1", left + 9.0, 704.0, 3.0, 6.0);
        page.add("N", 100.0, 686.0, 6.0, 12.0);
        page.add(" ", 300.0, 400.0, 6.0, 12.0);
        let texts: Vec<String> = page.lines().into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["The p1", "N"]);
    }
}
