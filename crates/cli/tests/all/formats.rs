//! Files of many formats that go in with one command.

use crate::run::Folder;

const STORY: &str =
    "The gate of the old harbour was shut on Monday, Mayor Ada Lund said, and nobody could say why it was.";

#[test]
fn one_command_adds_what_was_saved_and_sent() {
    let folder = Folder::new();
    let page = format!(
        "<!-- saved from url=(0026)https://tide.example/gate --><html><body><article><p>{STORY}</p></article></body></html>"
    );
    folder.write("saved/a/gate.html", page.as_bytes());
    folder.write("saved/a/gate_files/ad.html", page.as_bytes());
    let mail = "From: The Ebb <news@ebb.example>\r\nSubject: Pier open\r\nDate: Wed, 30 Apr 2031 17:20:00 +0200\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nThe pier is open again, Mayor Ada Lund said on Tuesday.\r\n\
         --b\r\nContent-Type: text/markdown\r\nContent-Disposition: attachment; filename=fog.md\r\n\r\n# Fog\n\nFog lay on the pier on Friday, Bo Quist said.\r\n--b--\r\n";
    folder.write("pier.eml", mail.as_bytes());
    let ran = folder.run(&["add", "saved/**/*.html", "pier.eml"]);
    ran.ended(0, &[]);
    assert!(ran.out.contains("added 3 reports"), "{ran:?}");
    let ran = folder.run(&["show", "pier.eml"]);
    ran.ended(0, &[]);
    assert!(ran.out.contains("Pier open") && ran.out.contains("The Ebb"), "{ran:?}");
    folder.run(&["show", "pier.eml: attachment 2"]).ended(2, &[]);
    folder.run(&["show", "pier.eml: attachment 1"]).ended(0, &[]);
    folder.run(&["verify"]).ended(0, &[]);
}

#[test]
fn what_is_none_of_what_its_name_says_is_named_and_the_rest_done() {
    let folder = Folder::with(&[("good.txt", STORY)]);
    for name in ["a.zip", "a.wacz", "a.tar", "a.tgz", "a.eml", "a.mhtml", "a.pdf", "a.docx"] {
        folder.write(name, b"Plain words and no more.");
        let said = [name, "could not be taken apart"];
        folder.run(&["add", name]).ended(2, &said);
        let ran = folder.run(&["read", name, "good.txt"]);
        ran.ended(1, &said);
        assert!(!ran.out.is_empty() && !ran.err.contains("fault in parallax"), "{ran:?}");
    }
}

#[test]
fn pages_are_taken_apart_again_from_the_bytes_that_were_kept() {
    let folder = Folder::new();
    let page = "<html><head><title>Gate shut</title></head><body><article><h1>Gate shut</h1><p>The gate of the old harbour was \
        shut on Monday, Mayor Ada Lund said, and nobody could say why.</p><p>It opens again in May.</p>\
        <figure><img><figcaption>The gate in May. Photo: A. Roe</figcaption></figure></article></body></html>";
    let stored = |id: &str, text: &str, extractor: &str| store::NewArticle {
        article: article::Article {
            url: Some(format!("https://tide.example/{id}")),
            ..article::Article::new(id, text)
        },
        origin: id.to_owned(),
        raw: page.as_bytes(),
        media: "text/html".to_owned(),
        charset: Some("UTF-8".to_owned()),
        extractor: extractor.to_owned(),
        added: "2031-05-06T07:08:09Z".to_owned(),
    };
    let text = "The gate of the old harbour was shut on Monday, Mayor Ada Lund said, and nobody could say why.\n\nIt opens again in May.";
    let mut library = store::Library::open(folder.path("parallax.db")).expect("a library");
    let older = format!("{text}\n\nShare this page");
    library.add(&[stored("old", &older, "parallax 1"), stored("same", text, "parallax 1")]).expect("added");
    drop(library);
    let ran = folder.run(&["reread", "--extract", "--format", "json"]);
    ran.ended(0, &["old: taken apart again by parallax", "1 paragraph left out, 0 added"]);
    assert_eq!(ran.json()[0]["extracted"], 1);
    let shown = folder.run(&["show", "old#2"]);
    shown.ended(0, &[]);
    assert!(shown.out.contains("opens again") && !shown.out.contains("Share this page"), "{shown:?}");
    // A page with the same text says more than it did.
    let same = folder.run(&["show", "same"]);
    assert!(same.ended(0, &[]).out.contains("at a picture: The gate in May. Photo: A. Roe"), "{same:?}");
    let again = folder.run(&["reread", "--extract", "--format", "json"]);
    assert_eq!(again.ended(0, &[]).json()[0]["extracted"], 0, "{again:?}");
    folder.run(&["verify"]).ended(0, &[]);
}
