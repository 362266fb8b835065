//! Mails (RFC 5322) as they are saved, such as newsletters: the text is one report, and what is attached may be more.
//!
//! The mail is taken apart by `mail-parser`; which of its parts is the report, and who sent it, is settled here.

mod page;
mod parts;
mod sender;

pub(crate) use page::draft as page;

use crate::draft::{Draft, Drafts, Known, Name};
use crate::kind::Kind;
use crate::open::{Opener, Source};
use crate::problem::cut;
use crate::single::{self, Parts};
use crate::{Media, Note, Origin, Problem, ProblemKind, Raw};
use mail_parser::decoders::html::html_to_text;
use mail_parser::{HeaderName, Message, MessagePart, MimeHeaders, PartType};
use std::iter::once;
use std::path::Path;
use std::sync::Arc;

/// What took the text out of a mail; stored before what took it out of the part.
const EXTRACTOR: &str = "mail 1";

/// How many mails and archives may stand one in another: forwarded mails are, a few deep.
const DEEPEST: u8 = 4;

/// Something attached that may be a report.
struct Attached {
    kind: Kind,
    bytes: Arc<[u8]>,
    place: Origin,
}

/// The reports of a mail: its own text, and what is attached to it, in order.
pub(crate) fn open(bytes: Vec<u8>, place: &Origin, opener: &Opener) -> Result<Drafts, ProblemKind> {
    if opener.depth > DEEPEST {
        let what = "it is a mail in too many others: save it by itself".to_owned();
        return Err(ProblemKind::Unreadable { what });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(ProblemKind::Empty);
    }
    let taken = parts::take_apart(&bytes, |message| {
        let is_mail = message.from().is_some() || message.subject().is_some() || message.date().is_some();
        is_mail.then(|| (body(message, place), attachments(message, place)))
    })?;
    let Some((body, (attached, others))) = taken else {
        let what = "it is no mail: it has no From, Subject or Date; name it .txt if it is text".to_owned();
        return Err(ProblemKind::Unreadable { what });
    };
    let is_whole = parts::is_whole(&bytes);
    let body = match body {
        Ok(mut draft) => {
            draft.raw.bytes = bytes;
            if !is_whole {
                draft.problems.push(parts::cut_off().at(place));
            }
            Some(Ok(draft))
        }
        // A mail may be no more than the cover of what is attached.
        Err(ProblemKind::Empty | ProblemKind::NoArticle) if !attached.is_empty() => None,
        Err(reason) => Some(Err(reason.at(place))),
    };
    let skipped = (others > 0).then(|| Err(ProblemKind::RecordsSkipped { count: others }.at(place)));
    let opener = opener.inside(opener.budget.clone());
    let attached = attached.into_iter().flat_map(move |one| open_attached(one, &opener));
    Ok(Box::new(body.into_iter().chain(attached).chain(skipped)))
}

fn open_attached(one: Attached, opener: &Opener) -> Drafts {
    let Attached { kind, bytes, place } = one;
    opener
        .open(kind, Source::Memory(bytes), place.clone(), true)
        .unwrap_or_else(|reason| Box::new(once(Err(reason.at(place)))))
}

/// The report that the mail itself is, without its bytes.
fn body(message: &Message<'_>, place: &Origin) -> Result<Draft, ProblemKind> {
    let Parts { known, text, charset, extractor, mut notes, problems } = text(message)?;
    if let Some(list) = header(message, HeaderName::ListId) {
        notes.push(Note::MailingList { id: cut(&list) });
    }
    let sender = sender::of(message);
    let archived = header(message, HeaderName::Other("Archived-At".into()));
    let address =
        archived.and_then(|address| crate::saved::web_address(address.trim().trim_matches(['<', '>'])));
    let said = Known {
        title: message.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" ")),
        outlet: sender.outlet,
        url: address,
        published: date(message),
        byline: sender.byline,
        language: message.content_language().as_text().map(str::to_owned),
        ..Known::default()
    };
    let extractor = format!("{EXTRACTOR} + {extractor}");
    let raw = Raw { bytes: Vec::new(), media: Media::Mail, charset: charset.to_owned(), extractor };
    let problems: Vec<Problem> = problems.into_iter().map(|reason| reason.at(place)).collect();
    Ok(Draft { name: Name::File, known: said.or(known), text, raw, origin: place.clone(), notes, problems })
}

/// The text: of the page where there is one that can be read as such, else the plain text, else the words of the
/// page.
fn text(message: &Message<'_>) -> Result<Parts, ProblemKind> {
    let part = |ids: &[u32], is_it: fn(&PartType<'_>) -> bool| {
        ids.iter().filter_map(|id| message.part(*id)).find(|part| is_it(&part.body))
    };
    let page = part(&message.html_body, |body| matches!(body, PartType::Html(_)));
    let plain = part(&message.text_body, |body| matches!(body, PartType::Text(_)));
    let mut reason = ProblemKind::Empty;
    if let Some(page) = page {
        match single::page(&parts::bytes(message, page), None, parts::charset(page)) {
            Ok(parts) => return Ok(parts),
            Err(why) => reason = why,
        }
    }
    if let Some(plain) = plain {
        let taken = single::text(&parts::bytes(message, plain), parts::charset(plain));
        return taken.map(|parts| Parts { text: parts.text.replace("\r\n", "\n"), ..parts });
    }
    // Newsletters made of tables and links have no main text; their words are read as they come.
    let words = page.map(|page| match &page.body {
        PartType::Html(page) => html_to_text(page),
        _ => String::new(),
    });
    match words {
        Some(words) if !words.trim().is_empty() && reason == ProblemKind::NoArticle => {
            let words = words.replace('\r', "");
            single::text(words.as_bytes(), Some("utf-8"))
        }
        _ => Err(reason),
    }
}

/// What is attached and may be a report, and how much is attached that is none.
fn attachments(message: &Message<'_>, place: &Origin) -> (Vec<Attached>, usize) {
    let (mut attached, mut others) = (Vec::new(), 0);
    for (number, part) in message.attachments().enumerate() {
        let place = place.attachment(number + 1);
        match kind(part) {
            Some(kind) => attached.push(Attached { kind, bytes: parts::bytes(message, part).into(), place }),
            // What a page shows is no attachment to its reader.
            None if part.content_disposition().is_none_or(|how| !how.is_attachment()) => {}
            None => others += 1,
        }
    }
    (attached, others)
}

/// The kind of what is attached, by its name or else by what the sender calls it.
fn kind(part: &MessagePart<'_>) -> Option<Kind> {
    if part.is_message() {
        return Some(Kind::Mail);
    }
    let by_name = part.attachment_name().map(|name| Kind::of_name(Path::new(name)));
    match by_name {
        Some(Kind::NoReport(_)) => return None,
        Some(Kind::Unknown) | None => {}
        known => return known,
    }
    let media = part.content_type().map(|media| (media.ctype(), media.subtype().unwrap_or_default()));
    let (class, name) = media.map(|(class, name)| (class.to_lowercase(), name.to_lowercase()))?;
    Some(match (class.as_str(), name.as_str()) {
        ("text", "html") | ("application", "xhtml+xml") => Kind::Html,
        ("text", "plain") => Kind::Text,
        ("text", "markdown") => Kind::Markdown,
        ("application", "warc") => Kind::Warc,
        ("application", "zip") => Kind::Zip,
        ("message", "rfc822") => Kind::Mail,
        _ => return None,
    })
}

fn header(message: &Message<'_>, name: HeaderName<'static>) -> Option<String> {
    let raw = message.header_raw(name)?;
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// When it was sent: as it is read, else as it is written, so that what is wrong with it is told.
fn date(message: &Message<'_>) -> Option<String> {
    match message.date().filter(|date| date.is_valid()) {
        Some(date) => Some(date.to_rfc3339()),
        None => header(message, HeaderName::Date),
    }
}
