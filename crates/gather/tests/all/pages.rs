//! Web pages.

use crate::{Desk, read_one, refuse_one};
use gather::{Media, Note, ProblemKind, extract};

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Ferry pier reopens after storm | The Tide</title>
<link rel="canonical" href="https://tide.example/pier">
<meta property="og:site_name" content="The Tide">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry pier reopens after storm",
 "datePublished": "Wed, 30 Apr 2031 17:20:00 +0200", "dateModified": "2031-05-01T08:00:00Z",
 "author": {"name": "Ada Roe"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>
<article><h1>Ferry pier reopens after storm</h1>
<p>The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its northern rail, the
harbour office said.</p>
<p>&ldquo;We checked every plank,&rdquo; said the harbour master, Tom &amp; Sons&#8217; <b>oldest</b> client. &lt;No&gt; boat was
lost, she said, and the repairs cost less than the council had feared.</p>
<figure><img src="p.jpg"><figcaption>The pier on Tuesday. Photo: A. Roe</figcaption></figure>
<p>Ferries run every half hour until the end of the month; the night boat to Saltmere stays in port until June.</p>
</article><footer>Copyright The Tide. All rights reserved.</footer></body></html>"#;

const TEXT: &str = "The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its northern \
rail, the harbour office said.\n\n“We checked every plank,” said the harbour master, Tom & Sons’ oldest client. <No> \
boat was lost, she said, and the repairs cost less than the council had feared.\n\nFerries run every half hour until \
the end of the month; the night boat to Saltmere stays in port until June.";

#[test]
fn the_article_is_taken_out_of_the_page() {
    let desk = Desk::new();
    for name in ["a.html", "a.xhtml", "page", "page.php"] {
        let report = read_one(&desk.put(name, PAGE));
        let article = report.article;
        assert_eq!(article.text, TEXT);
        assert_eq!(article.id.0, name);
        assert_eq!(article.title.as_deref(), Some("Ferry pier reopens after storm"));
        assert_eq!(article.outlet.unwrap().0, "The Tide");
        assert_eq!(article.byline.as_deref(), Some("Ada Roe"));
        assert_eq!(article.published.unwrap().to_string(), "2031-04-30T17:20:00+02:00");
        assert_eq!(article.modified.unwrap().to_string(), "2031-05-01T08:00:00Z");
        assert_eq!(article.url.as_deref(), Some("https://tide.example/pier"));
        assert_eq!(article.language.as_deref(), Some("en-GB"));
        assert_eq!(article.particulars.captions, ["The pier on Tuesday. Photo: A. Roe"]);
        assert_eq!((report.raw.media, report.raw.bytes.as_slice()), (Media::Html, PAGE.as_bytes()));
        assert_eq!(report.raw.extractor, "parallax 3");
    }
}

#[test]
fn a_page_in_memory_gives_the_same() {
    let found = extract(PAGE.as_bytes(), Some("https://tide.example/given"), None).unwrap();
    assert_eq!(found.text, TEXT);
    assert_eq!(found.url.as_deref(), Some("https://tide.example/given"));
    assert_eq!(found.published.unwrap().to_string(), "2031-04-30T17:20:00+02:00");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(
        "<p>“Le café est fermé”, a déclaré le maire de la ville, \
        et personne n’a pu dire pourquoi, ni jusqu’à quand.</p>",
    );
    let found = extract(&bytes, None, Some("windows-1252")).unwrap();
    assert!(found.text.starts_with("“Le café est fermé”"), "{}", found.text);
}

#[test]
fn a_page_without_an_article_is_told() {
    let desk = Desk::new();
    let menu = "<li><a href='/x'>A section of the site with a long name</a></li>".repeat(20);
    for (name, page) in [
        ("a.html", "<html><body></body></html>".to_owned()),
        ("b.html", "<html><body><p>Please sign in.</p></body></html>".to_owned()),
        ("c.html", format!("<html><body><nav><ul>{menu}</ul></nav></body></html>")),
        ("d.html", format!("<html><body><ul>{menu}</ul></body></html>")),
        (
            "e.html",
            "<html><script>var text = 'a long text that is no article at all, only a script';</script>"
                .into(),
        ),
    ] {
        assert_eq!(refuse_one(&desk.put(name, page)), ProblemKind::NoArticle, "{name}");
    }
}

#[test]
fn a_date_of_a_page_that_is_none_is_noted() {
    let page = PAGE.replace("Wed, 30 Apr 2031 17:20:00 +0200", "Smarch 3");
    let found = extract(page.as_bytes(), None, None).unwrap();
    assert_eq!(found.published, None);
    assert_eq!(found.notes, [Note::DateUnread { key: "published", given: "Smarch 3".into() }]);
}

#[test]
fn a_page_with_a_hundred_thousand_nested_elements_is_read() {
    let desk = Desk::new();
    let nested = format!("<html><body>{}", "<div>".repeat(100_000));
    assert_eq!(refuse_one(&desk.put("a.html", &nested)), ProblemKind::NoArticle);
    let sentence = "The ferry pier at Wexholm opened again on Wednesday, nine days after the storm.";
    let report = read_one(&desk.put("b.html", format!("{nested}<p>{sentence}</p><p>{sentence}</p>")));
    assert!(report.article.text.contains(sentence));
    assert!(matches!(report.notes[0], Note::Flattened { elements: 99_900 }), "{:?}", report.notes);
}

#[test]
fn a_page_over_its_limit_is_refused_unread() {
    let desk = Desk::new();
    let path = desk.path("a.html");
    std::fs::File::create(&path).unwrap().set_len(9 << 20).unwrap();
    assert_eq!(refuse_one(&path), ProblemKind::TooLarge { size: "9437184 bytes".into(), limit: 8 << 20 });
}

#[test]
fn a_page_that_is_no_article_says_what_it_is() {
    let desk = Desk::new();
    let long = "<p>The gate of the old harbour was shut on Monday, the harbour master said, and nobody could say why.</p>".repeat(9);
    let teasers = "<h2><a href=/gate>Gate of the old harbour shut</a></h2>".repeat(9);
    for (name, page, says) in [
        (
            "wall.html",
            "<h1>Gate shut</h1><p>The gate was shut.</p><div>Subscribe to continue reading. Already a subscriber? Log in to \
                continue.</div>"
                .to_owned(),
            "asks to be signed in",
        ),
        (
            "cookies.html",
            "<p>We use cookies and so do our partners, to store and/or access information. Manage your preferences at any \
                time, or accept all.</p>"
                .to_owned(),
            "cookies",
        ),
        (
            "live.html",
            format!("<script type='application/ld+json'>{{\"@type\": \"LiveBlogPosting\"}}</script><article>{long}</article>"),
            "live blog",
        ),
        ("front.html", format!("<link rel=canonical href='https://tide.example/'><main>{long}{teasers}</main>"), "front page"),
    ] {
        let problem = refuse_one(&desk.put(name, page));
        assert!(matches!(problem, ProblemKind::NotAnArticle(_)), "{name}: {problem}");
        assert!(problem.to_string().contains(says), "{name}: {problem}");
    }
    let closed = format!(
        "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": \"False\"}}</script><article>{long}{long}</article>"
    );
    assert!(read_one(&desk.put("closed.html", closed)).notes.contains(&Note::Closed));
}

#[test]
fn markup_speaks_where_linked_data_is_silent() {
    let page = r#"<html><head><link rel="canonical" href="/gate"></head>
        <body><article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Gate shut</h1>
        <p>By <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ada Lund</b></span>
        on <time itemprop="datePublished" datetime="2031-04-30">Wednesday</time>, <i itemprop="articleSection">Harbours</i></p>
        <p>The gate of the old harbour was shut on Monday, the harbour master said, and nobody could say why. It had been open
        since the storm of 2019.</p><p>Boats now go round by the reef, which takes them an hour more than the old way did.</p>
        <p><i>Correction: An earlier version of this report gave the wrong day.</i></p>
        <a itemprop="isBasedOn" href="https://ebb.example/gate">Ebb</a></article></body></html>"#;
    let found = extract(page.as_bytes(), Some("https://tide.example/gate?utm_source=x"), None).unwrap();
    assert_eq!(found.byline.as_deref(), Some("Ada Lund"));
    assert_eq!(found.published.unwrap().to_string(), "2031-04-30");
    let said = found.particulars;
    assert_eq!(said.section.as_deref(), Some("Harbours"));
    assert_eq!(said.canonical.as_deref(), Some("https://tide.example/gate"));
    assert_eq!(said.based_on, ["https://ebb.example/gate"]);
    assert_eq!(said.corrections, ["Correction: An earlier version of this report gave the wrong day."]);
}
