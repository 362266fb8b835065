//! Pages that browsers save in one file with all they show: MHTML (RFC 2557).

use super::parts;
use crate::draft::{Draft, Known, Name};
use crate::saved::web_address;
use crate::single::{self, Parts};
use crate::{Media, Note, Origin, ProblemKind, Raw};
use mail_parser::{HeaderName, Message, MessagePart, MimeHeaders, PartType};

/// What took the page out of its wrapping; stored before what took the text out of the page.
const EXTRACTOR: &str = "mhtml 1";

/// The page, as one report.
pub(crate) fn draft(bytes: Vec<u8>, place: Origin) -> Result<Draft, ProblemKind> {
    if bytes.trim_ascii().is_empty() {
        return Err(ProblemKind::Empty);
    }
    let Parts { known, text, charset, extractor, notes, .. } = parts::take_apart(&bytes, parts_of)??;
    let problems = if parts::is_whole(&bytes) { Vec::new() } else { vec![parts::cut_off().at(&place)] };
    let extractor = format!("{EXTRACTOR} + {extractor}");
    let raw = Raw { bytes, media: Media::WebArchive, charset: charset.to_owned(), extractor };
    Ok(Draft { name: Name::File, known, text, raw, origin: place, notes, problems })
}

fn parts_of(message: &Message<'_>) -> Result<Parts, ProblemKind> {
    let Some(root) = root(message) else {
        let what = "it is no page saved as MHTML: no part of it is a page; save the page again".to_owned();
        return Err(ProblemKind::Unreadable { what });
    };
    let snapshot = message.header_raw(HeaderName::Other("Snapshot-Content-Location".into()));
    let address = snapshot.and_then(web_address).or_else(|| root.content_location().and_then(web_address));
    let page = parts::bytes(message, root);
    let mut parts = single::page(&page, address.as_deref(), parts::charset(root))?;
    let subject = message.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.known = parts.known.or(Known { title: subject, ..Known::default() });
    if let Some(when) = message.date().filter(|date| date.is_valid()) {
        parts.notes.push(Note::Saved { at: when.to_rfc3339() });
    }
    Ok(parts)
}

/// The part that is the page: the one that `start` names, else the first that is a page.
fn root<'m, 'x>(message: &'m Message<'x>) -> Option<&'m MessagePart<'x>> {
    let bare = |id: &str| id.trim().trim_matches(['<', '>']).to_owned();
    let start = message.content_type().and_then(|media| media.attribute("start")).map(bare);
    let is_page = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    let mut pages = message.parts.iter().filter(is_page);
    let named = start.and_then(|start| {
        pages.clone().find(|part| part.content_id().map(bare).as_deref() == Some(start.as_str()))
    });
    named.or_else(|| pages.next())
}
