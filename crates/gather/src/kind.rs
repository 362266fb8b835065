//! What a file is, by its name and by its first bytes.

use std::path::Path;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Html,
    Markdown,
    JsonLines,
    Warc,
    /// A mail.
    Mail,
    /// A page saved by a browser in one file (MHTML).
    WebArchive,
    Pdf,
    Docx,
    Zip,
    /// A ZIP of WARC archives and what browsing them needs.
    Wacz,
    Tar,
    TarGz,
    /// Never a report; what to do instead.
    NoReport(&'static str),
    /// The name says nothing: the bytes decide.
    Unknown,
}

impl Kind {
    /// What the name says.
    pub(crate) fn of_name(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.ends_with(".warc.gz") {
            return Self::Warc;
        }
        if name.ends_with(".tar.gz") {
            return Self::TarGz;
        }
        match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "txt" | "text" => Self::Text,
            "html" | "htm" | "xhtml" => Self::Html,
            "md" | "markdown" => Self::Markdown,
            "jsonl" | "ndjson" => Self::JsonLines,
            "warc" => Self::Warc,
            "eml" => Self::Mail,
            "mhtml" | "mht" => Self::WebArchive,
            "pdf" => Self::Pdf,
            "docx" => Self::Docx,
            "zip" => Self::Zip,
            "wacz" => Self::Wacz,
            "tar" => Self::Tar,
            "tgz" => Self::TarGz,
            "json" => {
                Self::NoReport("it is one JSON document; give JSON lines, one object a line, as .jsonl")
            }
            "toml" => {
                Self::NoReport("it is a TOML file; parallax.toml is read along with the reports beside it")
            }
            "tsv" | "csv" => Self::NoReport("it is a table; a table of owners is given with --owners"),
            "rtf" => Self::NoReport("it is RTF; save it as .docx or .txt"),
            "gz" => Self::NoReport(
                "it is packed; unpack it first (of packed files, .warc.gz and .tar.gz are read)",
            ),
            _ => Self::Unknown,
        }
    }

    /// What the first bytes of a file with an unknown name say.
    pub(crate) fn of_bytes(start: &[u8]) -> Self {
        if start.starts_with(b"WARC/1.") {
            Self::Warc
        } else if start.starts_with(b"%PDF-") {
            Self::Pdf
        } else if start.starts_with(b"PK\x03\x04") && start.windows(5).any(|five| five == b"word/") {
            Self::Docx
        } else if looks_like_html(start) {
            Self::Html
        } else {
            Self::Text
        }
    }
}

/// How many bytes [`looks_like_html`] wants to see.
pub(crate) const SNIFFED: usize = 1024;

/// Whether the bytes begin as a page does, after white space, comments and an XML declaration.
pub(crate) fn looks_like_html(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<article"];
    // Without NUL bytes, UTF-16 reads like ASCII; a byte-order mark is no ASCII.
    let start: Vec<u8> = bytes
        .iter()
        .take(SNIFFED)
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let mut rest = start.trim_ascii_start();
    loop {
        let end: &[u8] = if rest.starts_with(b"<!--") {
            b"-->"
        } else if rest.starts_with(b"<?xml") {
            b"?>"
        } else {
            break;
        };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
    }
    BEGINNINGS.iter().any(|beginning| {
        rest.strip_prefix(*beginning).is_some_and(|after| {
            after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
        })
    })
}

/// Names the kind of bytes that are no text, where it shows.
pub(crate) fn name_of_binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 9] = [
        (b"%PDF-", "it looks like a PDF: give it a name that ends in .pdf"),
        (b"\x89PNG", "it looks like an image"),
        (b"\xFF\xD8\xFF", "it looks like an image"),
        (b"GIF8", "it looks like an image"),
        (b"RIFF", "it looks like an image or a recording"),
        (
            b"PK\x03\x04",
            "it looks like a ZIP archive or an office document: name it .zip or .docx if it is one",
        ),
        (b"\x1F\x8B", "it looks packed: name it .tar.gz or .warc.gz if it is one, or unpack it first"),
        (b"\xD0\xCF\x11\xE0", "it looks like an office document of an old kind: save it as .docx or .txt"),
        (b"SQLite format 3\0", "it looks like a database"),
    ];
    SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_files_are() {
        for (name, kind) in [
            ("a.txt", Kind::Text),
            ("A.HTM", Kind::Html),
            ("a.md", Kind::Markdown),
            ("a.jsonl", Kind::JsonLines),
            ("a.warc.gz", Kind::Warc),
            ("a", Kind::Unknown),
            ("a.v2", Kind::Unknown),
        ] {
            assert_eq!(Kind::of_name(Path::new(name)), kind, "{name}");
        }
        assert!(matches!(Kind::of_name(Path::new("a.json")), Kind::NoReport(_)));
    }

    #[test]
    fn pages_are_known_by_their_beginning() {
        let utf_16: Vec<u8> = "\u{feff}<!DOCTYPE html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for page in [
            &b"  <!DOCTYPE HTML><p>"[..],
            b"<!-- x --> <html>",
            b"<?xml version=\"1.0\"?>\n<html xmlns=\"\">",
            b"\xEF\xBB\xBF<html>",
            &utf_16,
        ] {
            assert!(looks_like_html(page), "{page:?}");
        }
        for text in [&b"The gate"[..], b"<header>", b"<", b"", b"<!-- <html>", b"<html-like>"] {
            assert!(!looks_like_html(text), "{text:?}");
        }
    }
}
