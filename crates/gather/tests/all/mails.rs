//! Mails and what is attached to them, and pages saved as MHTML.

use crate::packing::{Zipped, zip};
use crate::{Desk, read, read_one, refuse_one};
use gather::{Media, Note, ProblemKind};

const STORY: &str =
    "The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its rail.";

/// Base64 in lines, as mails have it.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (at, three) in bytes.chunks(3).enumerate() {
        let number =
            three.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * place) & 63) as usize] as char;
            text.push(if place > three.len() { '=' } else { letter });
        }
        if at % 19 == 18 {
            text.push_str("\r\n");
        }
    }
    text
}

/// A mail of these parts, each with its headers.
fn mail(headers: &str, parts: &[&str]) -> String {
    let mut mail =
        format!("{headers}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n");
    for part in parts {
        mail.push_str("--=_b\r\n");
        mail.push_str(part);
        mail.push_str("\r\n");
    }
    mail.push_str("--=_b--\r\n");
    mail
}

const HEADERS: &str = "From: Ada Roe from The Tide <ada@tide.example>\r\nSubject: =?utf-8?q?Pier_open_=E2=80=93_at_last?=\r\nDate: Wed, 30 Apr 2031 17:20:00 +0200\r\nList-Id: \"Tide Daily\" <daily.tide.example>";

#[test]
fn a_newsletter_is_read() {
    let desk = Desk::new();
    let plain = "Content-Type: text/plain; charset=utf-8\r\n\r\nShort form.";
    let html = format!(
        "Content-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         <html><head><title>Letter</title></head><body><article><h1>Pier</h1><p>=CF=EE=F0=F2 caf=\r\n\
         e. {STORY}</p><p>{STORY}</p></article></body></html>"
    );
    let parts = format!(
        "Content-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\n{plain}\r\n--alt\r\n{html}\r\n--alt--"
    );
    let picture = format!(
        "Content-Type: image/png\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        base64(b"\x89PNG")
    );
    let path = desk.put("news.eml", mail(HEADERS, &[&parts, &picture]));
    let report = read_one(&path);
    let article = &report.article;
    assert_eq!(article.id.0, "news.eml");
    assert_eq!(article.title.as_deref(), Some("Pier open – at last"));
    assert_eq!(article.outlet.as_ref().unwrap().0, "The Tide");
    assert_eq!(article.byline.as_deref(), Some("Ada Roe"));
    assert_eq!(article.published.unwrap().to_string(), "2031-04-30T17:20:00+02:00");
    assert!(article.text.contains(&format!("Порт cafe. {STORY}")), "{}", article.text);
    assert_eq!(report.raw.media, Media::Mail);
    assert_eq!(report.raw.bytes, std::fs::read(&path).unwrap());
    assert!(report.raw.extractor.starts_with("mail 1 + ") && report.raw.extractor.contains("parallax"));
    assert!(report.notes.contains(&Note::MailingList { id: "\"Tide Daily\" <daily.tide.example>".into() }));
}

#[test]
fn a_mail_of_plain_text_or_of_links_is_read_as_it_is() {
    let desk = Desk::new();
    let plain = "From: The Tide <news@tide.example>\r\nSubject: Rain\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let (words, _, _) = encoding_rs::KOI8_R.encode("Порт закрыт.\r\nДо пятницы.\r\n");
    let report = read_one(&desk.put("a.eml", format!("{plain}{}\r\n", base64(&words))));
    assert_eq!(report.article.text, "Порт закрыт.\nДо пятницы.\n");
    assert_eq!((report.article.outlet.unwrap().0.as_str(), report.article.byline), ("The Tide", None));
    let links = "From: a@b.example\r\nSubject: Links\r\nContent-Type: text/html\r\n\r\n<table><tr><td><a href='https://x.example'>Gate shut by the harbour master</a></td></tr></table>";
    let report = read_one(&desk.put("b.eml", links));
    assert_eq!(report.article.text.trim(), "Gate shut by the harbour master");
}

#[test]
fn what_is_attached_is_read_in_its_place() {
    let desk = Desk::new();
    let part = |name: &str, media: &str, bytes: &[u8]| {
        format!(
            "Content-Type: {media}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            base64(bytes)
        )
    };
    let forwarded = "Content-Type: message/rfc822\r\n\r\nFrom: Bo Lind <bo@mail.example>\r\nSubject: Fog\r\n\r\nFog on the pier.\r\n";
    let parts = [
        "Content-Type: text/plain\r\n\r\nSee the reports.".to_owned(),
        part("../../gate.md", "application/octet-stream", b"# Gate\n\nThe gate is shut."),
        part("crane.png", "image/png", b"\x89PNG\r\n\x1a\n\0"),
        part("all.zip", "application/zip", &zip(&[Zipped::new("x/a.txt", "Rain.")])),
        part("b.jsonl", "application/octet-stream", b"{\"text\": \"Hail.\"}\n"),
        part("empty.txt", "text/plain", b""),
        forwarded.to_owned(),
    ];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let path = desk.put("n.eml", mail(HEADERS, &parts));
    let run = read(&[&path]);
    assert_eq!(
        run.ids(),
        [
            "n.eml",
            "n.eml: attachment 1",
            "n.eml: attachment 3: x/a.txt",
            "n.eml: attachment 4:1",
            "n.eml: attachment 6"
        ]
    );
    let places: Vec<String> = run.reports.iter().map(|report| report.origin.to_string()).collect();
    assert_eq!(places[1], format!("{}: attachment 1", path.display()));
    assert_eq!(places[2], format!("{}: attachment 3: x/a.txt", path.display()));
    assert_eq!(run.reports[1].article.title.as_deref(), Some("Gate"));
    assert_eq!(run.reports[4].article.text.trim(), "Fog on the pier.");
    assert_eq!(run.reports[4].article.byline.as_deref(), Some("Bo Lind"));
    let told = run.told();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("n.eml: attachment 5: is empty"), "{told:?}");
    assert_eq!(run.problems[1].reason, ProblemKind::RecordsSkipped { count: 1 });
}

#[test]
fn mails_that_are_none_are_named_and_cut_ones_read() {
    let desk = Desk::new();
    for text in ["The gate is shut.", "\x01\x02\x03", "{\"a\": 1}"] {
        assert!(matches!(refuse_one(&desk.put("a.eml", text)), ProblemKind::Unreadable { .. }), "{text:?}");
    }
    assert_eq!(refuse_one(&desk.put("a.eml", "")), ProblemKind::Empty);
    assert_eq!(refuse_one(&desk.put("a.eml", "From: a@b.example\r\nSubject: x\r\n\r\n")), ProblemKind::Empty);
    let text = format!("Content-Type: text/plain\r\n\r\n{STORY}");
    let whole = mail(HEADERS, &[&text, "Content-Type: image/png\r\n\r\nThis is no picture at all."]);
    let run = read(&[desk.put("a.eml", &whole[..whole.len() - 30])]);
    assert_eq!((run.ids(), run.failures()), (vec!["a.eml"], 1));
    assert!(matches!(run.problems[0].reason, ProblemKind::CutOff { .. }), "{:?}", run.told());
    for length in (0..whole.len()).step_by(5) {
        let run = read(&[desk.put("b.eml", &whole[..length])]);
        assert!(run.reports.len() + run.problems.len() > 0, "{length}");
    }
    let undated = whole.replace("Wed, 30 Apr 2031", "Smarch 3");
    let run = read(&[desk.put("c.eml", undated)]);
    assert_eq!(run.reports[0].article.published, None);
    assert!(run.told()[0].contains("published"), "{:?}", run.told());
}

fn saved(start: &str) -> String {
    let frame = format!("<html><body><article><p>Not this. {STORY} {STORY}</p></article></body></html>");
    let page = format!(
        "<html><head><meta charset=3D\"koi8-r\"><title>Gate</title></head><body><article><h1>Gate</h1><p>=F0=CF=D2=D4. {STORY}</p><p>{STORY}</p></article></body></html>"
    );
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tide.example/gate?a=1\r\nSubject: Gate\r\nDate: Wed, 30 Apr 2031 17:20:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";{start}\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n\
         ------MultipartBoundary--x----\r\nContent-Type: text/html\r\nContent-ID: <frame@mhtml.blink>\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://ads.example/\r\n\r\n{}\r\n\
         ------MultipartBoundary--x----\r\nContent-Type: text/html\r\nContent-ID: <root@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://tide.example/gate\r\n\r\n{page}\r\n\
         ------MultipartBoundary--x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://tide.example/a.png\r\n\r\n{}\r\n\
         ------MultipartBoundary--x------\r\n",
        base64(frame.as_bytes()),
        base64(b"\x89PNG"),
    )
}

#[test]
fn a_page_saved_in_one_file_is_read() {
    let desk = Desk::new();
    for name in ["a.mhtml", "a.MHT"] {
        let report = read_one(&desk.put(name, saved("start=\"<root@mhtml.blink>\";")));
        assert_eq!(report.article.title.as_deref(), Some("Gate"));
        assert_eq!(report.article.url.as_deref(), Some("https://tide.example/gate?a=1"));
        assert!(report.article.text.starts_with(&format!("Порт. {STORY}")), "{}", report.article.text);
        assert_eq!(report.raw.media, Media::WebArchive);
        assert!(report.notes.contains(&Note::Saved { at: "2031-04-30T17:20:00Z".into() }));
        assert_eq!(report.article.published, None, "when it was saved is not when it was published");
    }
    let report = read_one(&desk.put("b.mhtml", saved("")));
    assert!(report.article.text.starts_with("Not this."), "without a start, the first page is the root");
}

#[test]
fn mhtml_that_is_none_is_named() {
    let desk = Desk::new();
    for text in ["<html><p>Rain.</p></html>", "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nRain."] {
        assert!(matches!(refuse_one(&desk.put("a.mhtml", text)), ProblemKind::Unreadable { .. }), "{text}");
    }
    assert_eq!(refuse_one(&desk.put("a.mht", " ")), ProblemKind::Empty);
    let whole = saved("start=\"<root@mhtml.blink>\";");
    let run = read(&[desk.put("b.mht", &whole[..whole.len() - 60])]);
    assert_eq!((run.ids(), run.failures()), (vec!["b.mht"], 1));
    assert!(run.told()[0].contains("ends before its last part does"), "{:?}", run.told());
}
