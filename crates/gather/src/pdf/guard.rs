//! What a PDF may make the machine do before a word of it is read.
//!
//! Two things are seen to: that what is packed in it does not unpack to more than memory holds, and that of what a
//! page draws only the showing of text comes to the library, with forms that end.

use super::{cmap, unreadable};
use crate::ProblemKind;
use flate2::read::ZlibDecoder;
use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use std::io::Read;

/// The most bytes of one stream, unpacked, and of all.
const MOST_STREAM: u64 = 128 << 20;
const MOST_STREAMS: u64 = 1 << 30;

/// The most bytes of a stream whose packing is not deflate alone, packed: each may become a thousand.
const MOST_OTHER: usize = 128 << 10;

/// The most bytes that one page may draw, forms included; each may become a hundred in memory.
const MOST_DRAWN: usize = 12 << 20;

/// How deep forms may stand in forms, and how many may be drawn on one page.
const DEEPEST: usize = 12;
const MOST_FORMS: usize = 2000;

/// How many folders of the tree of pages may be above a page.
const DEEPEST_TREE: usize = 64;

/// The most pieces of text on one page; a page of small print has a few thousand.
const MOST_PIECES: usize = 500_000;

/// Refuses a file in which a deflated stream is a bomb.
pub(super) fn streams(bytes: &[u8]) -> Result<(), ProblemKind> {
    const WORD: &[u8] = b"stream";
    let (mut from, mut all, mut taken) = (0, 0_u64, 0_u64);
    let mut buffer = vec![0; 64 << 10];
    while let Some(found) =
        bytes.get(from..).and_then(|rest| rest.windows(WORD.len()).position(|w| w == WORD))
    {
        from += found + WORD.len();
        let rest = bytes.get(from..).unwrap_or_default();
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let [first, second, ..] = rest else { continue };
        let is_deflated =
            first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31);
        if !is_deflated {
            continue;
        }
        let mut decoder = ZlibDecoder::new(rest);
        let mut one = 0_u64;
        while let Ok(read @ 1..) = decoder.read(&mut buffer) {
            one += read as u64;
            if one > MOST_STREAM || all + one > MOST_STREAMS {
                let what = format!(
                    "the PDF unpacks to more than {MOST_STREAM} bytes in one place, or {MOST_STREAMS} in all"
                );
                return Err(unreadable(&what));
            }
        }
        all += one;
        taken += decoder.total_in();
        // The word stands in what is packed only by chance or on purpose.
        if taken > 8 * bytes.len() as u64 {
            return Err(unreadable("the streams of the PDF overlap"));
        }
    }
    Ok(())
}

/// Empties tables from codes to letters that name more codes than there can be.
pub(super) fn tables(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let is_other = stream.dict.has(b"Length1")
            || stream.dict.get(b"Subtype").is_ok_and(|kind| matches!(kind.as_name(), Ok(b"Image" | b"Form")));
        if !is_other && unpacked(stream).is_ok_and(|content| cmap::is_too_large(&content)) {
            stream.set_plain_content(Vec::new());
        }
    }
}

/// Leaves of what a page draws the text alone.
pub(super) fn only_text(document: &mut Document, page: ObjectId) -> Result<(), String> {
    let resources = resources(document, page)?;
    let mut drawn = Drawn { forms: Vec::new(), left: MOST_FORMS, pieces: MOST_PIECES, bytes: MOST_DRAWN };
    let mut content = Vec::new();
    for id in document.get_page_contents(page) {
        if let Ok(stream) = document.get_object(id).and_then(Object::as_stream) {
            content.extend(unpacked(stream)?);
            content.push(b'\n');
        }
    }
    let content = drawn.text_of(document, &content, &resources, 0)?;
    for (id, content) in drawn.forms {
        if let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
            stream.set_plain_content(content);
        }
    }
    let stream = document.add_object(Stream::new(Dictionary::new(), content));
    let page =
        document.get_object_mut(page).and_then(Object::as_dict_mut).map_err(|error| error.to_string())?;
    page.set("Contents", Object::Reference(stream));
    page.set("Resources", resources);
    // What the page would take from the tree above it, which may be a circle. Its size means nothing here.
    page.set("MediaBox", Object::Array([0, 0, 612, 792].map(Object::from).to_vec()));
    page.remove(b"ArtBox");
    Ok(())
}

/// What names on the page mean, from it or from what is above it in the tree of pages.
fn resources(document: &Document, page: ObjectId) -> Result<Dictionary, String> {
    let mut at = document.get_dictionary(page).map_err(|error| error.to_string())?;
    for _ in 0..DEEPEST_TREE {
        if let Ok(found) = at.get_deref(b"Resources", document).and_then(Object::as_dict) {
            return Ok(found.clone());
        }
        match at.get_deref(b"Parent", document).and_then(Object::as_dict) {
            Ok(parent) => at = parent,
            Err(_) => return Ok(Dictionary::new()),
        }
    }
    Err("the tree of pages has no end".to_owned())
}

/// The bytes of a stream; refuses what may unpack to more than there is memory.
fn unpacked(stream: &Stream) -> Result<Vec<u8>, String> {
    let filters = stream.filters().unwrap_or_default();
    let is_plain_deflate = matches!(filters.as_slice(), [] | [b"FlateDecode" | b"Fl"]);
    if !is_plain_deflate && stream.content.len() > MOST_OTHER {
        return Err("its text is packed in a way that is not read".to_owned());
    }
    if filters.len() > 2 {
        return Err("its text is packed too many times".to_owned());
    }
    Ok(if filters.is_empty() {
        stream.content.clone()
    } else {
        stream.decompressed_content().map_err(|error| error.to_string())?
    })
}

/// What is drawn on a page.
struct Drawn {
    /// Forms, with what is left of them.
    forms: Vec<(ObjectId, Vec<u8>)>,
    /// How many more may be drawn.
    left: usize,
    /// How many more pieces of text there may be.
    pieces: usize,
    /// How many more bytes.
    bytes: usize,
}

impl Drawn {
    /// The operations on text among these, and the forms that hold such.
    fn text_of(
        &mut self,
        document: &Document,
        content: &[u8],
        resources: &Dictionary,
        depth: usize,
    ) -> Result<Vec<u8>, String> {
        self.bytes = self.bytes.checked_sub(content.len()).ok_or("it draws too much")?;
        let content = Content::decode(content).map_err(|error| error.to_string())?;
        let mut kept = Vec::new();
        for operation in content.operations {
            if operation.operator == "Do" {
                if self.is_form_with_text(document, &operation, resources, depth)? {
                    kept.push(operation);
                }
            } else if is_of_text(&operation, document, resources) {
                if matches!(operation.operator.as_str(), "Tj" | "TJ" | "'" | "\"") {
                    self.pieces = self.pieces.checked_sub(1).ok_or("it has too many pieces of text")?;
                }
                kept.push(operation);
            }
        }
        Content { operations: kept }.encode().map_err(|error| error.to_string())
    }

    fn is_form_with_text(
        &mut self,
        document: &Document,
        operation: &Operation,
        resources: &Dictionary,
        depth: usize,
    ) -> Result<bool, String> {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let named = resources.get_deref(b"XObject", document).and_then(Object::as_dict).ok();
        let Some(reference) = name.and_then(|name| named?.get(name).ok()) else { return Ok(false) };
        let (Ok(id), Ok(stream)) = (reference.as_reference(), document.dereference(reference)) else {
            return Ok(false);
        };
        let Ok(stream) = stream.1.as_stream() else { return Ok(false) };
        if stream.dict.get_deref(b"Subtype", document).and_then(Object::as_name).ok() != Some(b"Form") {
            return Ok(false);
        }
        if depth >= DEEPEST || self.left == 0 {
            return Err("it has too many forms, or one that holds itself".to_owned());
        }
        self.left -= 1;
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let content = self.text_of(document, &unpacked(stream)?, own.unwrap_or(resources), depth + 1)?;
        let is_there = !content.is_empty();
        if !self.forms.iter().any(|(known, _)| *known == id) {
            self.forms.push((id, content));
        }
        Ok(is_there)
    }
}

/// Whether an operation places or shows text, and has what it needs for that.
fn is_of_text(operation: &Operation, document: &Document, resources: &Dictionary) -> bool {
    let operands = operation.operands.as_slice();
    let numbers = |count: usize| operands.len() == count && operands.iter().all(|o| o.as_float().is_ok());
    match operation.operator.as_str() {
        "q" | "Q" | "BT" | "ET" | "T*" => operands.is_empty(),
        "cm" | "Tm" => numbers(6),
        "Td" | "TD" => numbers(2),
        "Tc" | "Tw" | "Tz" | "TL" | "Ts" | "Tr" => numbers(1),
        "Tj" | "'" => matches!(operands, [Object::String(..)]),
        "\"" => matches!(operands, [_, _, Object::String(..)]),
        "TJ" => matches!(operands, [Object::Array(_)]),
        "Tf" => {
            let fonts = resources.get_deref(b"Font", document).and_then(Object::as_dict);
            let [name, size] = operands else { return false };
            let font =
                name.as_name().and_then(|name| fonts?.get_deref(name, document)).and_then(Object::as_dict);
            size.as_float().is_ok() && font.is_ok()
        }
        _ => false,
    }
}
