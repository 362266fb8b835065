//! Files that are one report each: text, pages, Markdown.

use crate::archive::Limits;
use crate::draft::{Draft, Known, Name};
use crate::{Media, Note, Origin, ProblemKind, Raw};
use crate::{charset, docx, front_matter, html, markdown, pdf, saved};

/// What made text of plain text: decoding alone.
pub(crate) const TEXT: &str = "text 1";
/// What made text of Markdown.
const MARKDOWN: &str = "markdown 1";

/// What the bytes of one report hold.
pub(crate) struct Parts {
    pub(crate) known: Known,
    pub(crate) text: String,
    pub(crate) charset: &'static str,
    pub(crate) extractor: &'static str,
    pub(crate) notes: Vec<Note>,
    /// What went wrong although there is a report.
    pub(crate) problems: Vec<ProblemKind>,
}

/// Plain text: decoded, otherwise untouched.
pub(crate) fn text(bytes: &[u8], declared: Option<&str>) -> Result<Parts, ProblemKind> {
    let charset::Decoded { text, charset, notes } = charset::decode(bytes, declared, false)?;
    Ok(Parts { known: Known::default(), text, charset, extractor: TEXT, notes, problems: Vec::new() })
}

/// A web page: its article.
pub(crate) fn page(bytes: &[u8], url: Option<&str>, declared: Option<&str>) -> Result<Parts, ProblemKind> {
    let html::Page { known, text, charset, notes } = html::take_apart(bytes, url, declared)?;
    Ok(Parts { known, text, charset, extractor: html::EXTRACTOR, notes, problems: Vec::new() })
}

/// Markdown: its words, and what its front matter says.
pub(crate) fn marked_down(bytes: &[u8]) -> Result<Parts, ProblemKind> {
    let charset::Decoded { text, charset, mut notes } = charset::decode(bytes, None, false)?;
    let (mut known, body, problems) = front_matter::split(&text);
    let plain = markdown::render(body);
    if plain.html_blocks > 0 {
        notes.push(Note::HtmlBlocks { count: plain.html_blocks });
    }
    let mut text = plain.text;
    if let Some(headline) = plain.headline.filter(|headline| !headline.trim().is_empty()) {
        match &known.title {
            None => known.title = Some(headline),
            Some(title) if title.trim() == headline.trim() => {}
            // Two headlines: the one that the text begins with stays where it is.
            Some(_) => text = format!("{}\n\n{text}", headline.trim()),
        }
    }
    if text.trim().is_empty() {
        return Err(ProblemKind::Empty);
    }
    Ok(Parts { known, text, charset, extractor: MARKDOWN, notes, problems })
}

/// A report that is a file of its own.
pub(crate) fn draft(
    bytes: Vec<u8>,
    media: Media,
    origin: Origin,
    limits: &Limits,
) -> Result<Draft, ProblemKind> {
    let parts = match media {
        Media::Html => page(&bytes, None, None).map(|mut parts| {
            parts.known.url = parts.known.url.or_else(|| saved::saved_from(&bytes));
            parts
        }),
        Media::Markdown => marked_down(&bytes),
        Media::Pdf => pdf::take_apart(&bytes),
        Media::Docx => docx::take_apart(&bytes, limits),
        _ => text(&bytes, None),
    }?;
    let problems = parts.problems.into_iter().map(|reason| reason.at(&origin)).collect();
    let (charset, extractor) = (parts.charset.to_owned(), parts.extractor.to_owned());
    let raw = Raw { bytes, media, charset, extractor };
    let (known, text, notes) = (parts.known, parts.text, parts.notes);
    Ok(Draft { name: Name::File, known, text, raw, origin, notes, problems })
}
