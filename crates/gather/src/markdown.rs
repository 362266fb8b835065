//! Markdown to plain text: a blank line between paragraphs, the words as they were written.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The plain text of a Markdown body, and its headline where it begins with one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    /// A heading of the first level at the very top: a title that came apart from the text.
    pub(crate) headline: Option<String>,
    pub(crate) text: String,
    /// How many blocks of raw HTML were left out.
    pub(crate) html_blocks: usize,
}

/// Renders `body`. Markup, pictures, raw HTML and marks of footnotes are dropped; lines of a paragraph are joined.
pub(crate) fn render(body: &str) -> Plain {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut page = Page::default();
    for event in Parser::new_ext(body, options) {
        page.take(event);
    }
    Plain { headline: page.headline, text: page.text, html_blocks: page.html_blocks }
}

#[derive(Default)]
struct Page {
    text: String,
    headline: Option<String>,
    html_blocks: usize,
    /// What has to stand before the next word: nothing, a line end or a blank line.
    gap: &'static str,
    in_picture: usize,
    in_code: bool,
    in_headline: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) => self.write(&words),
            Event::SoftBreak if self.in_picture == 0 => self.write(" "),
            Event::HardBreak if self.in_picture == 0 => self.write("\n"),
            Event::Rule => self.gap = "\n\n",
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.in_picture += 1,
            Tag::HtmlBlock => self.html_blocks += 1,
            Tag::Heading { level: HeadingLevel::H1, .. }
                if self.text.is_empty() && self.headline.is_none() =>
            {
                self.in_headline = true;
            }
            // A list in a list goes on in the next line.
            Tag::Item | Tag::TableRow | Tag::List(_) => self.part("\n"),
            Tag::CodeBlock(_) => {
                self.part("\n\n");
                self.in_code = true;
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.part("\n\n");
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.in_picture = self.in_picture.saturating_sub(1),
            TagEnd::Heading(_) => {
                self.in_headline = false;
                self.part("\n\n");
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.text.truncate(self.text.trim_end_matches('\n').len());
                self.part("\n\n");
            }
            TagEnd::Paragraph | TagEnd::Table | TagEnd::BlockQuote(_) | TagEnd::List(_) => self.part("\n\n"),
            TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => self.part("\n"),
            TagEnd::TableCell => self.part("\t"),
            _ => {}
        }
    }

    /// Asks for a gap before the next word; the widest one asked for wins.
    fn part(&mut self, gap: &'static str) {
        let width = |gap: &str| match gap {
            "" => 0,
            "\t" => 1,
            "\n" => 2,
            _ => 3,
        };
        if width(gap) > width(self.gap) {
            self.gap = gap;
        }
    }

    fn write(&mut self, words: &str) {
        if self.in_picture > 0 {
            return;
        }
        if self.in_headline {
            self.headline.get_or_insert_default().push_str(words);
            return;
        }
        // White space that a dropped picture or piece of HTML leaves at the start of a paragraph.
        let at_start = self.text.is_empty() || !self.gap.is_empty();
        let words = if at_start && !self.in_code { words.trim_start() } else { words };
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(self.gap);
        }
        self.gap = "";
        self.text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::render;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_are_kept_and_markup_is_dropped() {
        let body = "# The hours\n\n*Rain* fell\non the [quay](https://a.example).\n\n> “Go,” she said.\n\n- one\n- two\n\n## Next\n\n![a crane](c.png)\n\nTea &amp; \\*salt\\*.<br>\n\n```\na  b\n```\n\n| h | i |\n|---|---|\n| 1 | 2 |\n";
        let plain = render(body);
        assert_eq!(plain.headline.as_deref(), Some("The hours"));
        assert_eq!(
            plain.text,
            "Rain fell on the quay.\n\n“Go,” she said.\n\none\ntwo\n\nNext\n\nTea & *salt*.\n\na  b\n\nh\ti\n1\t2"
        );
    }

    #[test]
    fn quotation_marks_and_dashes_stay_as_written() {
        assert_eq!(render("\"No\" -- 'never'...").text, "\"No\" -- 'never'...");
    }

    #[test]
    fn only_a_heading_at_the_top_is_the_headline() {
        let plain = render("Rain.\n\n# Later\n\nSun.");
        assert_eq!((plain.headline, plain.text.as_str()), (None, "Rain.\n\nLater\n\nSun."));
    }

    proptest! {
        #[test]
        fn any_text_is_rendered(body in "[#>*`_|\\[\\]()!\\-0-9a-z \n\t<&]{0,200}") {
            render(&body);
        }
    }
}
