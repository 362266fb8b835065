//! Documents of Word (Office Open XML): the words of the main part, paragraph by paragraph.
//!
//! A .docx is a ZIP of XML. The packing has the limits of every archive, and `quick-xml` goes through the markup as
//! events, without recursion and without expanding entities; so no document can take more than its own size.

use crate::archive::{Budget, Limits, zip_part};
use crate::open::Source;
use crate::problem::cut;
use crate::properties::Properties;
use crate::single::Parts;
use crate::{Note, ProblemKind};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::sync::Arc;

/// What made text of a document.
const EXTRACTOR: &str = "docx 1";

const TYPES: &str = "[Content_Types].xml";
const MAIN: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/core.xml";
/// What the list of parts calls the main one.
const MAIN_TYPE: &str = "wordprocessingml.document.main+xml";

/// What is not said by the document as it stands: deleted words, codes of fields, and what is there for programs
/// that cannot show something else.
const UNSAID: [&str; 6] = ["del", "moveFrom", "delText", "instrText", "Fallback", "delInstrText"];

/// Takes the text out of a document.
pub(crate) fn take_apart(bytes: &[u8], limits: &Limits) -> Result<Parts, ProblemKind> {
    if bytes.trim_ascii().is_empty() {
        return Err(ProblemKind::Empty);
    }
    let no_document = |why: &str| ProblemKind::Unreadable {
        what: format!("it is no document of Word: {why}; save it again"),
    };
    let source = Source::Memory(Arc::from(bytes));
    let budget = Budget::new(limits, bytes.len() as u64);
    let read = |name: &str| -> Result<Option<String>, ProblemKind> {
        let part = zip_part(&source, name, limits, &budget)?;
        // XML of Word is UTF-8; what is not is damage.
        Ok(part.map(|part| String::from_utf8_lossy(&part).into_owned()))
    };
    let main = read(TYPES)?.and_then(|types| main_part(&types)).unwrap_or_else(|| MAIN.to_owned());
    let xml = read(&main)?.ok_or_else(|| no_document("it has no main part"))?;
    let Body { paragraphs, title, changes } =
        body(&xml).map_err(|error| no_document(&format!("its text is damaged ({})", cut(&error))))?;
    let text = paragraphs.join("\n\n");
    if text.trim().is_empty() {
        return Err(ProblemKind::Empty);
    }
    let properties = read(PROPERTIES)?.map(|xml| properties(&xml)).unwrap_or_default();
    let (mut known, mut notes) = properties.believed(&text);
    // What is set as the title in the document is more than what its properties say.
    known.title = title.or(known.title);
    if changes > 0 {
        notes.push(Note::Deleted { count: changes });
    }
    Ok(Parts { known, text, charset: "UTF-8", extractor: EXTRACTOR, notes, problems: Vec::new() })
}

/// The name of the main part.
fn main_part(types: &str) -> Option<String> {
    let mut reader = Reader::from_str(types);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(tag) | Event::Empty(tag) if attribute(&tag, "ContentType")?.ends_with(MAIN_TYPE) => {
                return attribute(&tag, "PartName").map(|name| name.trim_start_matches('/').to_owned());
            }
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|found| found.key.local_name().as_ref() == name);
    found.map_or(Some(String::new()), |found| Some(found.value.into_owned()))
}

/// What a document says.
#[derive(Debug, Default)]
struct Body {
    paragraphs: Vec<String>,
    /// The paragraph that is set as the title.
    title: Option<String>,
    /// How many pieces were deleted in it with the changes still shown.
    changes: usize,
}

/// A paragraph that is being read. One in a box stands within another.
#[derive(Default)]
struct Paragraph {
    text: String,
    is_title: bool,
}

fn body(xml: &str) -> Result<Body, String> {
    let mut reader = Reader::from_str(xml);
    let mut body = Body::default();
    let mut open: Vec<Paragraph> = Vec::new();
    // How many elements around are unsaid; whether the words of this run are hidden; whether these are words.
    let (mut unsaid, mut is_hidden, mut is_words) = (0_usize, false, false);
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let mut say = |words: &str| {
            if unsaid == 0
                && !is_hidden
                && let Some(paragraph) = open.last_mut()
            {
                paragraph.text.push_str(words);
            }
        };
        match event {
            Event::Eof => break,
            Event::Start(tag) => match tag.local_name().as_ref() {
                "p" => open.push(Paragraph::default()),
                "r" => is_hidden = false,
                "t" => is_words = true,
                "vanish" => is_hidden = is_on(&tag),
                "pStyle" => set_style(&tag, open.last_mut()),
                name if UNSAID.contains(&name) => {
                    body.changes += usize::from(unsaid == 0 && matches!(name, "del" | "moveFrom"));
                    unsaid += 1;
                }
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" | "ptab" => say(" "),
                "br" | "cr" => say("\n"),
                "noBreakHyphen" => say("-"),
                "vanish" => is_hidden = is_on(&tag),
                "pStyle" => set_style(&tag, open.last_mut()),
                _ => {}
            },
            Event::Text(words) if is_words => say(&words.xml10_content()),
            Event::CData(words) if is_words => say(&words.xml10_content()),
            Event::GeneralRef(name) if is_words => {
                let letter = name.resolve_char_ref().map_err(|error| error.to_string())?;
                match letter {
                    Some(letter) => say(letter.encode_utf8(&mut [0; 4])),
                    None => say(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default()),
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "p" => end(&mut body, open.pop()),
                "t" => is_words = false,
                name if UNSAID.contains(&name) => unsaid = unsaid.saturating_sub(1),
                _ => {}
            },
            _ => {}
        }
    }
    // The document ends within these.
    while let Some(paragraph) = open.pop() {
        end(&mut body, Some(paragraph));
    }
    Ok(body)
}

fn end(body: &mut Body, paragraph: Option<Paragraph>) {
    let Some(Paragraph { text, is_title }) = paragraph else { return };
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    if is_title && body.title.is_none() {
        body.title = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    body.paragraphs.push(text.to_owned());
}

fn set_style(tag: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
    if let Some(paragraph) = paragraph {
        paragraph.is_title = attribute(tag, "val").is_some_and(|style| style == "Title");
    }
}

/// Whether a switch such as `vanish` is on, which it is when nothing else is said.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off"))
}

/// What the properties say; damaged ones say what stands before the damage.
fn properties(xml: &str) -> Properties {
    let mut reader = Reader::from_str(xml);
    let (mut properties, mut within) = (Properties::default(), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) => tag.local_name().as_ref().clone_into(&mut within),
            Event::End(_) => within.clear(),
            Event::Text(words) => {
                let words = words.xml10_content().into_owned();
                let slot = match within.as_str() {
                    "title" => &mut properties.title,
                    "creator" => &mut properties.author,
                    "created" => &mut properties.made,
                    "language" => &mut properties.language,
                    _ => continue,
                };
                slot.get_or_insert_default().push_str(&words);
            }
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().ok().flatten().map(String::from);
                let word =
                    letter.or_else(|| quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned));
                if within == "title" {
                    properties.title.get_or_insert_default().push_str(&word.unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    properties
}
