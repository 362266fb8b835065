//! What stored bytes would be read as today: extractors get better, and pages are not fetched twice for that.

use crate::html::{self, EXTRACTOR};
use crate::http::{self, media_type};
use crate::single::TEXT;
use crate::warc;
use crate::{Extracted, Media, ProblemKind};

/// What made an article of bytes, and by which a newer one is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// What was read.
    pub extracted: Extracted,
    /// What made it, with its version.
    pub extractor: String,
}

/// Reads the stored bytes of a page once more, when a newer extractor is there than the one that they were read by; `None`
/// when there is none, or when they are no page. `media`, `charset` and `extractor` are as [`crate::Raw`] had them, `url` is
/// the article's.
///
/// # Errors
///
/// When the newer one finds no article.
pub fn again(
    bytes: &[u8],
    media: &str,
    charset: Option<&str>,
    extractor: &str,
    url: Option<&str>,
) -> Result<Option<Again>, ProblemKind> {
    let (now, extracted) = if media == Media::Html.media_type() {
        if extractor == EXTRACTOR {
            return Ok(None);
        }
        (EXTRACTOR.to_owned(), html::extract(bytes, url, charset)?)
    } else if media == Media::Warc.media_type() {
        let now = warc::extractor(EXTRACTOR);
        // A record that is plain text has no article to be found in.
        if extractor == now || extractor == warc::extractor(TEXT) {
            return Ok(None);
        }
        let Ok(response) = http::parse(bytes, html::LARGEST) else { return Ok(None) };
        let declared = response.content_type.as_deref().map(media_type).and_then(|(_, charset)| charset);
        (now, html::extract(&response.body, url, declared.as_deref())?)
    } else {
        return Ok(None);
    };
    Ok(Some(Again { extracted, extractor: now }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><body><article><h1>Gate shut</h1><p>The gate of the old harbour was shut on Monday, the harbour \
        master said, and nobody could say why.</p></article></body></html>";

    #[test]
    fn a_page_is_read_again_by_a_newer_extractor_only() {
        let read = |media, extractor| again(PAGE.as_bytes(), media, Some("UTF-8"), extractor, None).unwrap();
        let newer = read("text/html", "parallax 1").unwrap();
        assert!(newer.extracted.text.starts_with("The gate") && newer.extractor == EXTRACTOR);
        assert_eq!(read("text/html", EXTRACTOR), None);
        assert_eq!(read("text/plain", "text 0"), None);
        assert!(again(b"<p>", "text/html", None, "parallax 1", None).is_err());
    }

    #[test]
    fn a_record_of_an_archive_is_read_again() {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
        let newer = again(block.as_bytes(), "application/warc", None, &warc::extractor("parallax 1"), None);
        assert!(newer.unwrap().unwrap().extracted.text.starts_with("The gate"));
        assert_eq!(
            again(block.as_bytes(), "application/warc", None, &warc::extractor(EXTRACTOR), None),
            Ok(None)
        );
    }
}
