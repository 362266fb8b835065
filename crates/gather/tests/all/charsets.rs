//! Text in the charsets of the world.

use crate::{Desk, read_one};
use encoding_rs::{Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};
use gather::{Note, Report};

fn report(name: &str, bytes: &[u8]) -> Report {
    let desk = Desk::new();
    read_one(&desk.put(name, bytes))
}

fn is_decoded(encoding: &'static Encoding, charset: &str, text: &str) {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    let report = report("a.txt", &bytes);
    assert_eq!(report.article.text, text);
    assert_eq!(report.raw.charset, charset);
    assert_eq!(report.raw.bytes, bytes.as_ref());
    let note = Note::Decoded { charset: charset.to_owned(), because: "no charset declared" };
    assert_eq!(report.notes, [note]);
}

#[test]
fn undeclared_charsets_are_guessed() {
    is_decoded(
        WINDOWS_1252,
        "windows-1252",
        "“The café is shut,” said Élodie – who’d naïvely come for crème brûlée.",
    );
    is_decoded(
        SHIFT_JIS,
        "Shift_JIS",
        "港湾労働者は金曜日に再び交渉すると組合が発表した。ストライキは延期される。",
    );
    is_decoded(
        GB18030,
        "GBK",
        "码头工人工会宣布，谈判将于星期五继续进行，罢工推迟到下周。市长对此表示欢迎。",
    );
}

#[test]
fn the_note_reads_well() {
    let (bytes, _, _) = WINDOWS_1252.encode("Le café était fermé, a déclaré le maire à la presse.");
    let report = report("a.txt", &bytes);
    assert_eq!(report.notes[0].to_string(), "decoded as windows-1252 (no charset declared)");
}

#[test]
fn utf_16_is_read_with_its_mark() {
    let text = "Der Hafen bleibt geschlossen – bis Freitag.\r\n港";
    for (mark, charset) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        let bytes: Vec<u8> =
            units.flat_map(|unit| if mark { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
        let report = report("a.txt", &bytes);
        assert_eq!((report.article.text.as_str(), report.raw.charset.as_str()), (text, charset));
    }
}

#[test]
fn damaged_utf_8_is_counted() {
    let mut bytes = "“Élan, née, façade, señor, über,” she said. – No, née.".as_bytes().to_vec();
    bytes.extend_from_slice(b" \xC3 \xFF.");
    let report = report("a.txt", &bytes);
    assert!(report.article.text.ends_with(" \u{fffd} \u{fffd}."));
    assert_eq!(report.notes, [Note::Replaced { count: 2, charset: "UTF-8".into() }]);
    assert_eq!(report.notes[0].to_string(), "2 byte sequences that are no UTF-8 were replaced by U+FFFD");
}

#[test]
fn a_page_is_decoded_as_it_declares() {
    let page = "<html><head><meta charset=windows-1251></head><body><article><p>Порт Солтмера останется закрытым до \
                пятницы, сообщил начальник гавани, и никто не смог объяснить причину.</p></article></body></html>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
    let report = report("a.html", &bytes);
    assert!(report.article.text.starts_with("Порт Солтмера"));
    assert_eq!(report.raw.charset, "windows-1251");
    assert_eq!(report.notes[0].to_string(), "decoded as windows-1251 (declared in the page)");
}
