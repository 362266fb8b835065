//! What the parser is not given.
//!
//! The time and the memory an HTML parser needs grow with the square of the depth of a page: a megabyte of
//! nested elements would keep it busy for hours. Here a page is copied tag by tag, and elements nested more
//! deeply than any page has are opened up: what they hold is kept.
//!
//! For the count to hold, this scanner and the parser must agree on what is a tag. They cannot disagree on what
//! is not passed on: comments, pictures drawn in SVG, and elements whose content is no markup (scripts, styles)
//! are dropped, but for the title and JSON-LD, which are passed on with every `<` escaped.

/// Elements open at one time. Tools for web authors call a page deep at 32.
const DEEPEST: usize = 100;
/// Elements such as `b` that are open at one time. The parser opens them again in each block that follows.
const MOST_FORMATTING: usize = 40;

/// Elements that have no end.
const VOID: [&str; 19] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
];
/// Elements that end by themselves when the next one begins, or that a page has once: they add no depth.
const SELF_ENDING: [&str; 15] = [
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption",
    "colgroup",
];
/// Elements dropped with all they hold.
const DROPPED: [&str; 9] =
    ["style", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "svg", "select"];
/// Elements of which only the tags are dropped: what they hold is text, or would make the parser change its rules.
const OPENED: [&str; 3] = ["math", "plaintext", "frameset"];
/// Elements that the parser closes at their own end tag only, wherever that stands.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose end tag reaches through others.
const SPECIAL: [&str; 44] = [
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "listing",
    "main",
    "marquee",
    "menu",
    "nav",
    "object",
    "ol",
    "optgroup",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "template",
    "ul",
    "video",
    "audio",
    "canvas",
    "picture",
];
/// Elements through which no end tag from inside reaches.
const WALLS: [&str; 5] = ["applet", "marquee", "object", "table", "template"];

/// The page without what is dropped, and how many elements were opened up for their depth.
pub(crate) fn tame(html: &str) -> (String, usize) {
    let mut page = Page { out: String::with_capacity(html.len()), ..Page::default() };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        page.out.push_str(text);
        rest = page.take_tag(tag);
    }
    page.out.push_str(rest);
    (page.out, page.opened_up)
}

#[derive(Default)]
struct Page {
    out: String,
    open: Vec<String>,
    formatting: Vec<String>,
    /// Start tags left out whose end tags are still to come.
    beyond: usize,
    opened_up: usize,
    /// Names of dropped elements that no longer have an end tag ahead: a search for each would take the square
    /// of the page's length.
    unended: Vec<&'static str>,
}

impl Page {
    /// Takes what begins with this `<`, and gives what follows it.
    fn take_tag<'h>(&mut self, html: &'h str) -> &'h str {
        let inside = html.get(1..).unwrap_or_default();
        let is_name = |text: &str| text.starts_with(|first: char| first.is_ascii_alphabetic());
        if is_name(inside) {
            return self.take_start(html);
        }
        if let Some(end) = inside.strip_prefix('/') {
            if is_name(end) {
                let length = tag_length(html);
                let name = name_of(end);
                self.end(&name);
                return html.get(length..).unwrap_or_default();
            }
            return after(end, ">").unwrap_or_default();
        }
        if let Some(comment) = inside.strip_prefix("!--") {
            let is_cut_short = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->"));
            return is_cut_short.or_else(|| after(comment, "-->")).unwrap_or_default();
        }
        if inside.starts_with(['!', '?']) {
            let rest = after(inside, ">").unwrap_or_default();
            if inside.get(1..8).is_some_and(|word| word.eq_ignore_ascii_case("doctype")) {
                self.out.push_str(html.get(..html.len() - rest.len()).unwrap_or_default());
            }
            return rest;
        }
        // A lesser-than sign of the text. Escaped, so that it is one for the parser too.
        self.out.push_str("&lt;");
        inside
    }

    fn take_start<'h>(&mut self, html: &'h str) -> &'h str {
        let name = name_of(html.get(1..).unwrap_or_default());
        let (tag, rest) = html.split_at_checked(tag_length(html)).unwrap_or((html, ""));
        if !tag.ends_with('>') {
            // The page ends inside a tag.
            return "";
        }
        let name = name.as_str();
        if name == "title" || name == "script" {
            let (content, rest) = self.content(rest, if name == "title" { "title" } else { "script" });
            let is_linked_data = tag.to_ascii_lowercase().contains("ld+json");
            if name == "title" || is_linked_data {
                self.out.push_str(tag);
                self.out.push_str(&content.replace('<', if is_linked_data { "\\u003c" } else { "&lt;" }));
                self.out.push_str(if name == "title" { "</title>" } else { "</script>" });
            }
            return rest;
        }
        if let Some(dropped) = DROPPED.iter().find(|dropped| **dropped == name) {
            return self.content(rest, dropped).1;
        }
        if OPENED.contains(&name) {
            return rest;
        }
        if VOID.contains(&name) || SELF_ENDING.contains(&name) || self.begin(name) {
            self.out.push_str(tag);
        }
        rest
    }

    /// What stands before the end tag of `name`, and what after it. Without an end tag nothing is taken.
    fn content<'h>(&mut self, html: &'h str, name: &'static str) -> (&'h str, &'h str) {
        if self.unended.contains(&name) {
            return ("", html);
        }
        let mut from = 0;
        while let Some(at) = html.get(from..).and_then(|rest| rest.find("</")).map(|at| from + at) {
            let end = html.get(at + 2..).unwrap_or_default();
            if name_of(end) == name {
                let length = tag_length(html.get(at..).unwrap_or_default());
                return (html.get(..at).unwrap_or_default(), html.get(at + length..).unwrap_or_default());
            }
            from = at + 2;
        }
        self.unended.push(name);
        ("", html)
    }

    /// Whether an element may begin here.
    fn begin(&mut self, name: &str) -> bool {
        let is_formatting = FORMATTING.contains(&name);
        if is_formatting && name == "a" {
            // A link ends the link before it.
            self.formatting.retain(|open| open != name);
        }
        let (stack, most) =
            if is_formatting { (&mut self.formatting, MOST_FORMATTING) } else { (&mut self.open, DEEPEST) };
        if stack.len() < most {
            stack.push(name.to_owned());
            return true;
        }
        self.opened_up += 1;
        if !is_formatting {
            self.beyond += 1;
        }
        false
    }

    /// Passes an end tag on when it ends what it names, as the parser will understand it.
    fn end(&mut self, name: &str) {
        // The end of a line break, which has none, is taken for a line break.
        if SELF_ENDING.contains(&name) || name == "br" {
            self.pass_end(name);
        } else if FORMATTING.contains(&name) {
            if let Some(at) = self.formatting.iter().rposition(|open| open == name) {
                self.formatting.remove(at);
                self.pass_end(name);
            }
        } else if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(at) = self.open.iter().rposition(|open| open == name) {
            let above = self.open.get(at + 1..).unwrap_or_default();
            let has = |names: &[&str]| above.iter().any(|open| names.contains(&open.as_str()));
            let is_held = match name {
                "table" => has(&["template"]),
                "template" => false,
                _ if SPECIAL.contains(&name) => has(&WALLS),
                _ => has(&SPECIAL),
            };
            if is_held {
                return;
            }
            if name == "form" {
                // The end of a form leaves what was begun inside it open.
                self.open.remove(at);
            } else {
                self.open.truncate(at);
            }
            self.pass_end(name);
        }
    }

    fn pass_end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }
}

fn after<'h>(html: &'h str, end: &str) -> Option<&'h str> {
    html.split_once(end).map(|(_, rest)| rest)
}

/// The name at the start, in lower case.
fn name_of(html: &str) -> String {
    let end = html.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(html.len());
    html.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// How many bytes the tag at the start has, with its `>`; the whole rest when it has none. Quotation marks count
/// only where the HTML standard's tokenizer counts them.
fn tag_length(html: &str) -> usize {
    #[derive(PartialEq)]
    enum At {
        TagName,
        BeforeName,
        Name,
        AfterName,
        BeforeValue,
        Bare,
        Quoted(u8),
    }
    let mut at = At::TagName;
    for (index, byte) in html.bytes().enumerate().skip(1) {
        let is_space = byte.is_ascii_whitespace();
        at = match at {
            At::Quoted(quote) if byte == quote => At::BeforeName,
            At::Quoted(quote) => At::Quoted(quote),
            _ if byte == b'>' => return index + 1,
            // The slash of an end tag, which is no attribute.
            At::TagName if index == 1 => At::TagName,
            At::TagName | At::BeforeName | At::Name | At::AfterName if byte == b'/' => At::BeforeName,
            At::TagName | At::BeforeName | At::Bare if is_space => At::BeforeName,
            At::Name if is_space => At::AfterName,
            At::Name | At::AfterName if byte == b'=' => At::BeforeValue,
            At::AfterName if is_space => At::AfterName,
            At::TagName => At::TagName,
            At::BeforeName | At::Name | At::AfterName => At::Name,
            At::BeforeValue if is_space => At::BeforeValue,
            At::BeforeValue if matches!(byte, b'"' | b'\'') => At::Quoted(byte),
            At::BeforeValue | At::Bare => At::Bare,
        };
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, MOST_FORMATTING, tag_length, tame};
    use dom_query::Document;
    use proptest::prelude::*;

    fn depth(html: &str) -> usize {
        let document = Document::from(tame(html).0);
        document.root().descendants_it().map(|node| node.ancestors_it(None).count()).max().unwrap_or(0)
    }

    #[test]
    fn an_ordinary_page_is_passed_on_as_it_is() {
        let page = "<!DOCTYPE html><html><head><title>A &amp; B</title></head><body class='x>y'><p>One <b>two</b><br/>three\
                    <ul><li>a<li>b</ul><table><tr><td>c</table></body></html>";
        assert_eq!(tame(page), (page.to_owned(), 0));
    }

    #[test]
    fn what_is_no_text_is_dropped() {
        let page =
            "<p>a<!-- <p> -->b<script>if (a < b) '</p>'</script>c<style>p{}</style><svg><g></svg>d < e</p>";
        assert_eq!(tame(page).0, "<p>abcd &lt; e</p>");
        let page = "<script type=\"application/ld+json\">{\"a\": \"<b>\"}</SCRIPT ><p>x";
        assert_eq!(tame(page).0, "<script type=\"application/ld+json\">{\"a\": \"\\u003cb>\"}</script><p>x");
    }

    #[test]
    fn quotation_marks_count_where_the_parser_counts_them() {
        for (tag, length) in [
            ("<a b=\">\">", 9),
            ("<a b='\">'>", 10),
            ("<a =\">\">", 6),
            ("<a b=c\">\">", 8),
            ("<a b = \">\">", 11),
            ("<a b/=\">\">", 8),
            ("</a \">\">", 6),
        ] {
            assert_eq!(tag_length(tag), length, "{tag}");
        }
    }

    #[test]
    fn depth_is_bounded_however_it_is_made() {
        let deepest = (DEEPEST + MOST_FORMATTING) * 6;
        for piece in [
            "<div>",
            "<div><p>",
            "<span>",
            "<b>",
            "<div><table></div>",
            "<span><div></span>",
            "<ul><li>",
            "<table><tr><td>",
            "<form><div></form>",
            "<x-y>",
            "<!--><div>",
            "<div =\">\">",
            "<ruby><rt>",
            "<svg><td>",
            "<button>",
            "<template>",
            "<select><div></select><div>",
            "<option><optgroup>",
        ] {
            let depth = depth(&piece.repeat(3000));
            assert!(depth <= deepest, "{piece}: {depth}");
        }
        // Formatting that is left open is opened again in every block: each has to differ to count.
        let formatted: Vec<String> = (0..3000).map(|n| format!("<div><b x={n}>y</div>")).collect();
        assert!(depth(&formatted.concat()) <= deepest);
    }

    #[test]
    fn what_is_nested_too_deeply_keeps_its_text() {
        let page = format!("{}rain{}sun", "<div>".repeat(5000), "</div>".repeat(5000));
        let (tamed, elements) = tame(&page);
        assert_eq!(elements, 5000 - DEEPEST);
        assert_eq!(Document::from(tamed).text().trim(), "rainsun");
    }

    proptest! {
        #[test]
        fn any_page_is_tamed(html in "(</?(div|b|p|table|td|svg|title|script|select|form|a)( x='?\"?)?/?>|<!-?-?|-->|<|[a-z é]){0,60}") {
            prop_assert!(depth(&html) < (DEEPEST + MOST_FORMATTING) * 6);
        }
    }
}
