//! PDF: the words of its pages, put together to paragraphs.
//!
//! The file is read, and its fonts are understood, by `pdf-extract`, which is written for honest files: so it is given
//! the text alone ([`guard`]), one page at a time, where a failure costs that page. What it gives back are letters
//! with their places on the page; [`lines`] makes lines of them and [`layout`] paragraphs.

mod cmap;
mod guard;
mod layout;
mod lines;

use crate::problem::cut;
use crate::properties::Properties;
use crate::single::Parts;
use crate::{ProblemKind, foreign};
use lines::{Line, Page};
use pdf_extract::{Dictionary, Document, Object};

/// What made text of a PDF.
const EXTRACTOR: &str = "pdf-extract 0.12.1 + parallax 1";

/// The most pages of one report.
const MOST_PAGES: usize = 2000;

/// The stack of the thread in which a PDF is read: what is nested in it is gone through by recursion.
const STACK: usize = 64 << 20;

/// Takes the text out of a PDF.
pub(crate) fn take_apart(bytes: &[u8]) -> Result<Parts, ProblemKind> {
    if bytes.trim_ascii().is_empty() {
        return Err(ProblemKind::Empty);
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if !start.windows(5).any(|five| five == b"%PDF-") {
        return Err(unreadable("it is no PDF: it does not begin as one"));
    }
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || read(bytes));
        match reading.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(parts)) => parts,
            Ok(Err(said)) => Err(unreadable(&foreign::words(said.as_ref()))),
            Err(error) => Err(ProblemKind::Io(error.to_string())),
        }
    })
}

fn unreadable(what: &str) -> ProblemKind {
    ProblemKind::Unreadable { what: what.to_owned() }
}

fn read(bytes: &[u8]) -> Result<Parts, ProblemKind> {
    guard::streams(bytes)?;
    let damaged = |error: &dyn std::fmt::Display| {
        unreadable(&format!("the PDF is damaged ({}): get it again", cut(&error.to_string())))
    };
    let mut document = foreign::call(|| Document::load_mem(bytes))
        .map_err(|what| unreadable(&what))?
        .map_err(|error| damaged(&error))?;
    guard::tables(&mut document);
    let pages = document.get_pages();
    if document.trailer.has(b"Encrypt") && (document.encryption_state.is_none() || pages.is_empty()) {
        return Err(unreadable("the PDF is encrypted: save it without its password"));
    }
    if pages.len() > MOST_PAGES {
        return Err(unreadable(&format!("it has {} pages, more than {MOST_PAGES}: split it", pages.len())));
    }
    let mut problems = Vec::new();
    let mut read = Vec::new();
    for (number, id) in &pages {
        let taken = foreign::call(|| {
            guard::only_text(&mut document, *id)?;
            let mut page = Page::default();
            pdf_extract::output_doc_page(&document, &mut page, *number)
                .map_err(|error| cut(&error.to_string()))?;
            Ok(page.lines())
        });
        let page = taken.and_then(|taken: Result<_, String>| taken);
        match page {
            Ok(lines) => read.push(lines),
            Err(why) => {
                problems
                    .push(ProblemKind::BadRecord { what: format!("page {number} could not be read: {why}") });
            }
        }
    }
    let text = layout::text(read);
    if text.trim().is_empty() {
        return Err(match problems.into_iter().next() {
            Some(ProblemKind::BadRecord { what }) => ProblemKind::Unreadable { what },
            _ if pages.is_empty() => unreadable("the PDF has no pages: get it again"),
            _ => unreadable("no page has text, only pictures of it: give it with its text recognised (OCR)"),
        });
    }
    let (known, notes) = properties(&document).believed(&text);
    Ok(Parts { known, text, charset: "UTF-8", extractor: EXTRACTOR, notes, problems })
}

/// What the file says about itself.
fn properties(document: &Document) -> Properties {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let catalog = document.catalog().ok();
    let word = |dictionary: &Dictionary, key: &[u8]| {
        let bytes = dictionary.get_deref(key, document).and_then(Object::as_str).ok()?;
        let words = decoded(bytes);
        (!words.trim().is_empty()).then_some(words)
    };
    Properties {
        title: info.and_then(|info| word(info, b"Title")),
        author: info.and_then(|info| word(info, b"Author")),
        made: info.and_then(|info| word(info, b"CreationDate")).and_then(|date| day(&date)),
        language: catalog.and_then(|catalog| word(catalog, b"Lang")),
    }
}

/// Words of the properties: UTF-16 or UTF-8 with a mark, else a charset that is Latin 1 but for its rarest signs.
fn decoded(bytes: &[u8]) -> String {
    if let Some((charset, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return charset.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    encoding_rs::mem::decode_latin1(bytes).into_owned()
}

/// The day of `D:20310430172000+02'00'`.
fn day(date: &str) -> Option<String> {
    let digits = date.trim().trim_start_matches("D:");
    digits.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned)
}
