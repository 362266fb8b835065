//! Bytes to text.
//!
//! The charset is settled in this order: byte-order mark, what the sender declared, what the page declares,
//! UTF-8 when the bytes are valid UTF-8 (or nearly so), UTF-16 when its pattern shows, and then a guess.

use crate::kind::name_of_binary;
use crate::{Note, ProblemKind};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text without its byte-order mark.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) charset: &'static str,
    pub(crate) notes: Vec<Note>,
}

/// Decodes `bytes`. `declared` is the sender's word (an HTTP header); pages are also asked themselves.
///
/// Fails when the bytes are no text or hold nothing but white space.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>, is_page: bool) -> Result<Decoded, ProblemKind> {
    let (encoding, because, bytes) = settle(bytes, declared, is_page);
    refuse_binary(bytes, encoding)?;
    let (text, replaced) = decode_counting(bytes, encoding);
    let nul = text.bytes().filter(|byte| *byte == 0).count();
    if is_mostly_control(nul, text.len()) {
        return Err(binary(bytes));
    }
    if text.trim().is_empty() {
        return Err(ProblemKind::Empty);
    }
    let mut notes = Vec::new();
    let charset = encoding.name();
    if encoding != UTF_8 {
        notes.push(Note::Decoded { charset: charset.to_owned(), because });
    }
    if replaced > 0 {
        notes.push(Note::Replaced { count: replaced, charset: charset.to_owned() });
    }
    if nul > 0 {
        notes.push(Note::Nul { count: nul });
    }
    Ok(Decoded { text, charset, notes })
}

/// The encoding, how it was found, and the bytes without a byte-order mark.
fn settle<'b>(
    bytes: &'b [u8],
    declared: Option<&str>,
    is_page: bool,
) -> (&'static Encoding, &'static str, &'b [u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, "it begins with a byte-order mark", bytes.get(length..).unwrap_or_default());
    }
    if let Some(encoding) = declared.and_then(|label| Encoding::for_label(label.as_bytes())) {
        return (encoding, "declared by its sender", bytes);
    }
    if is_page && let Some(encoding) = declared_in_page(bytes) {
        return (encoding, "declared in the page", bytes);
    }
    if is_nearly_utf_8(bytes) {
        return (UTF_8, "", bytes);
    }
    if let Some(encoding) = shows_utf_16(bytes) {
        return (encoding, "no charset declared; its bytes have the pattern of UTF-16", bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    (detector.guess(None, Utf8Detection::Deny), "no charset declared", bytes)
}

/// Whether the bytes are UTF-8, or so much of them is that a few are damage and no other charset: then a guess
/// would spoil every accented letter of the text to save one.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // ISO-2022-JP is ASCII with escapes, and would pass for UTF-8 without this.
    let is_escaped =
        good == 0 && bytes.windows(3).any(|window| matches!(window, b"\x1B$B" | b"\x1B$@" | b"\x1B(J"));
    !is_escaped && (bad == 0 && !has_utf_16_nuls(bytes) || bad > 0 && good >= 4 * bad)
}

fn has_utf_16_nuls(bytes: &[u8]) -> bool {
    shows_utf_16(bytes).is_some()
}

/// UTF-16 without a byte-order mark, known by the NUL half of its ASCII characters.
fn shows_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let many = bytes.len() / 2 / 3;
    if odd > many && even * 20 < odd {
        Some(UTF_16LE)
    } else if even > many && odd * 20 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What `<meta charset=…>`, `<meta http-equiv content="…; charset=…">` or an XML declaration in the first 1024
/// bytes says, as the HTML standard's prescan does.
fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(1024))?.to_ascii_lowercase();
    let mut rest = start.as_slice();
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(at..)?;
        let is_comment = rest.starts_with(b"<!--");
        let end: &[u8] = if is_comment { b"-->" } else { b">" };
        let length = rest.windows(end.len()).position(|window| window == end)?;
        let (tag, after) = rest.split_at_checked(length + end.len())?;
        rest = after;
        let (is_meta, is_xml) = (tag.starts_with(b"<meta"), tag.starts_with(b"<?xml"));
        if !is_comment && (is_meta || is_xml) {
            let word: &[u8] = if is_meta { b"charset" } else { b"encoding" };
            if let Some(encoding) = label_after(tag, word).and_then(Encoding::for_label) {
                // A page whose declaration could be read as ASCII is not in UTF-16, whatever it says.
                let is_utf_16 = encoding == UTF_16LE || encoding == UTF_16BE;
                return Some(if is_utf_16 { UTF_8 } else { encoding });
            }
        }
    }
    None
}

/// The value after `word =`, without quotation marks.
fn label_after<'t>(tag: &'t [u8], word: &[u8]) -> Option<&'t [u8]> {
    let at = tag.windows(word.len()).position(|window| window == word)?;
    let value = tag.get(at + word.len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| matches!(byte, b'"' | b'\'' | b';' | b'>' | b'/' | b'?' | b' '));
    value.get(..end.unwrap_or(value.len()))
}

/// Control characters that text has no use for. Escape is left out: ISO-2022-JP is full of it.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B) || byte == 0x7F
}

/// More than one in a hundred: damage to a text is rarer, and packed data has ten times as many.
fn is_mostly_control(count: usize, length: usize) -> bool {
    count * 100 > length
}

fn refuse_binary(bytes: &[u8], encoding: &'static Encoding) -> Result<(), ProblemKind> {
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let control = bytes.iter().filter(|byte| is_control(**byte)).count();
    if bytes.starts_with(b"%PDF-") || !is_wide && is_mostly_control(control, bytes.len()) {
        return Err(binary(bytes));
    }
    Ok(())
}

fn binary(bytes: &[u8]) -> ProblemKind {
    let found = name_of_binary(bytes).unwrap_or("it is full of control characters");
    ProblemKind::Binary { found: found.to_owned() }
}

/// Decodes, and counts what had to be replaced: U+FFFD that stood in the text already is not counted.
fn decode_counting(bytes: &[u8], encoding: &'static Encoding) -> (String, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let (mut rest, mut replaced) = (bytes, 0);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, replaced),
            DecoderResult::OutputFull => text.reserve(rest.len() + rest.len() / 2 + 16),
            DecoderResult::Malformed(..) => {
                replaced += 1;
                text.push('\u{FFFD}');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn charset_of(bytes: &[u8]) -> (&'static str, String) {
        let decoded = decode(bytes, None, false).unwrap();
        (decoded.charset, decoded.text)
    }

    #[test]
    fn one_damaged_byte_does_not_turn_utf_8_into_something_else() {
        let mut bytes = "Élan, née, façade, über, señor".as_bytes().to_vec();
        bytes.extend_from_slice(b"\xFF.");
        let decoded = decode(&bytes, None, false).unwrap();
        assert_eq!(decoded.text, "Élan, née, façade, über, señor\u{FFFD}.");
        assert_eq!(decoded.notes, [Note::Replaced { count: 1, charset: "UTF-8".into() }]);
    }

    #[test]
    fn utf_16_is_known_without_its_mark() {
        let text = "The harbour is shut, née.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(charset_of(&little), ("UTF-16LE", text.to_owned()));
        assert_eq!(charset_of(&big), ("UTF-16BE", text.to_owned()));
    }

    #[test]
    fn pages_declare_their_charset() {
        for page in [
            &b"<html><!-- <meta charset=utf-8> --><meta charset='koi8-r'>"[..],
            b"<meta http-equiv=Content-Type content=\"text/html; charset=KOI8-R\">",
            b"<?xml version=\"1.0\" encoding=\"koi8-r\"?><html>",
        ] {
            assert_eq!(declared_in_page(page).map(Encoding::name), Some("KOI8-R"));
        }
        assert_eq!(declared_in_page(b"<meta charset=utf-16><p>").map(Encoding::name), Some("UTF-8"));
        assert_eq!(declared_in_page(b"<meta charset=nonsense><p>"), None);
    }

    #[test]
    fn iso_2022_jp_is_no_utf_8() {
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode("港の門は閉じている。交渉は金曜日に続く。");
        assert_eq!(charset_of(&bytes).0, "ISO-2022-JP");
    }

    #[test]
    fn a_few_nul_bytes_are_told_and_many_are_no_text() {
        let mut bytes = "The gate is shut. ".repeat(20).into_bytes();
        bytes.push(0);
        assert_eq!(decode(&bytes, None, false).unwrap().notes, [Note::Nul { count: 1 }]);
        assert!(matches!(decode(b"a\0b\0\0c", None, false), Err(ProblemKind::Binary { .. })));
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes: Vec<u8>, label in "\\PC{0,12}", is_page: bool) {
            let _ = decode(&bytes, Some(&label), is_page);
            let _ = decode(&bytes, None, is_page);
        }

        #[test]
        fn utf_8_comes_out_as_it_went_in(text in "\\PC{1,200}") {
            if let Ok(decoded) = decode(text.as_bytes(), Some("utf-8"), false) {
                prop_assert_eq!(decoded.text.as_str(), text.strip_prefix('\u{feff}').unwrap_or(&text));
            }
        }
    }
}
