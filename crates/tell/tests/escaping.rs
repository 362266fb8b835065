//! A report is data: it may not drive a terminal, add markup or run anything.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod story;

use article::{Article, Evidence, Span};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};
use tell::{
    Account, Bounds, Change, Links, News, Options, Place, Showing, account, fragments, html, markdown, text,
};

const NASTY: &str = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> [click](javascript:alert(3)) \
    <http://evil.example> https://evil.example www.evil.example ](x) **b** `c` # h \u{1b}[31mred\u{202e}back &amp; \
    {{ 7*7 }} '; drop </textarea></style></title>.";

/// A story with something nasty wherever a report has a say.
fn nasty() -> (Account, Vec<read::Reading>) {
    let mut story = story::story();
    let mut readings = story::readings();
    let text = format!("{NASTY}\n\n# {NASTY}\n\n- {NASTY}");
    let article = Article {
        title: Some(NASTY.into()),
        outlet: Some(article::Outlet(NASTY.into())),
        url: Some("javascript:alert(4)".into()),
        ..Article::new(NASTY, text)
    };
    let whole = Evidence::find(&article, Span::new(0, NASTY.len())).expect("inside the text");
    let second =
        Evidence::find(&article, Span::new(NASTY.len() + 2, article.text.len())).expect("inside the text");
    let report = &mut story.articles[5];
    report.id = article.id.clone();
    report.title.clone_from(&article.title);
    report.outlet = Some(NASTY.into());
    report.url.clone_from(&article.url);
    report.debris = vec![(read::DebrisKind::Markup, second.clone())];
    report.bounds.as_mut().expect("report 6 has bounds").reason = NASTY.into();
    report.cites = vec![weave::Cite {
        outlet: NASTY.into(),
        kind: read::CitationKind::Reported,
        report: None,
        evidence: whole.clone(),
    }];
    let owned = Some(weave::Owned { owner: NASTY.into(), source: Some(NASTY.into()) });
    let outlet = weave::OutletNode { name: NASTY.into(), owned, articles: vec![5] };
    story.lineage.outlets.extend([outlet.clone(), outlet]);
    story.lineage.edges.push(weave::Edge {
        from: 5,
        to: weave::Node::Outlet(story.lineage.outlets.len() - 1),
        kind: weave::EdgeKind::Cites,
        evidence: vec![whole.clone()],
    });
    story.title.text = NASTY.into();
    story.people[0].name = NASTY.into();
    story.people[0].roles = vec![NASTY.into()];
    story.positions[0].party = NASTY.into();
    story.positions[0].issue = NASTY.into();
    story.events[2].telling = whole.clone();
    story.events[2].mentions = vec![second];
    story.quotes[0].renderings[0].pieces = vec![whole.clone()];
    story.quotes[0].renderings[0].context = whole.clone();
    story.facts[1].figure.as_mut().expect("fact 2 has a figure").counts = NASTY.into();
    story.families[0].reasons = vec![weave::Reason { text: NASTY.into(), evidence: vec![whole.clone()] }];
    let headline = weave::Title { text: NASTY.into(), article: 5, evidence: None };
    let headlines = weave::Headlines { origin: headline.clone(), copy: headline };
    story.families[0].copies[0].headlines = Some(headlines);
    story.families[0].copies[0].added = vec![whole.clone()];
    story.independence.unknown = vec![NASTY.into()];
    story.only_in[0].evidence = whole;
    readings[5] = read::read(article);
    (account(&story, &readings, &Options::default()), readings)
}

#[test]
fn a_page_runs_and_loads_nothing_of_a_report() {
    let (account, readings) = nasty();
    let page = html(&account, &readings);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    assert!(!page.contains("<img"));
    assert!(!page.contains("href=\"javascript"));
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    for href in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(href.starts_with('#') || href.starts_with("https://"), "{href}");
        assert!(!href.contains("evil"), "{href}");
    }
    every_tag_is_ours(&page);
}

/// What a report says is escaped, so that whatever begins with `<` is a tag of ours.
fn every_tag_is_ours(html: &str) {
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        assert!(!tag.contains("src=") && !tag.contains("style="), "{tag}");
        assert!(
            !tag.split(' ').any(|attribute| attribute.starts_with("on") && attribute.contains('=')),
            "{tag}"
        );
    }
}

/// Links with the ids of articles in them, encoded or, against the rule, as they are.
struct Served {
    encoded: bool,
}

impl Served {
    fn article(&self, id: &str) -> String {
        let letter = |byte: u8| match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        let id = if self.encoded { id.bytes().map(letter).collect() } else { id.to_owned() };
        format!("/articles/{id}")
    }
}

impl Links for Served {
    fn sentence(&self, place: &Place<'_>) -> String {
        format!("{}#s{}", self.article(place.article), place.sentence)
    }

    fn line(&self, section: &str, number: usize) -> String {
        format!("#{section}-{number}")
    }

    fn report(&self, article: &str) -> Option<String> {
        Some(self.article(article))
    }

    fn person(&self, name: &str) -> Option<String> {
        Some(self.article(name))
    }

    fn rest(&self, section: &str, from: usize) -> Option<String> {
        Some(format!("/{section}?from={from}"))
    }
}

#[test]
fn fragments_run_and_load_nothing_of_a_report() {
    let (mut account, _) = nasty();
    for event in &mut account.events {
        event.reasons = vec![NASTY.into()];
    }
    let news = News::of(&account, &account.articles.iter().map(|article| article.id.clone()).collect());
    for (encoded, lines) in [(true, 2), (true, usize::MAX), (false, usize::MAX)] {
        let bounds = Bounds { lines, below: lines, references: lines, ..Bounds::default() };
        let showing = Showing { links: &Served { encoded }, news: Some(&news), bounds };
        let parts = fragments(&account, &showing);
        let html: String = parts.sections.iter().map(|section| section.html.as_str()).collect();
        let html = parts.lead + &html;
        for tag in ["<script", "<style", "<img", "</textarea", "href=\"javascript"] {
            assert!(!html.contains(tag), "{tag}");
        }
        assert!(html.contains("&#60;script&#62;alert(1)"));
        assert!(!parts.title.contains('\u{1b}') && !parts.title.contains('\u{202e}'));
        if encoded {
            every_tag_is_ours(&html);
            assert!(!html.contains('\u{1b}') && !html.contains('\u{202e}'));
        }
    }
    let line = news.line(&account).unwrap();
    for shown in [line.words, line.label, line.about.unwrap_or_default()] {
        assert!(!shown.chars().any(|character| character.is_control() || character == '\u{202e}'), "{shown}");
    }
}

#[test]
fn markdown_has_no_markup_of_a_report() {
    let (account, _) = nasty();
    let written = markdown(&account);
    let headings = Parser::new(&markdown(&account))
        .filter(|event| matches!(event, Event::Start(Tag::Heading { .. })))
        .count();
    assert_eq!(headings, 12);
    for event in Parser::new_ext(&written, Extensions::all()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with("#s"), "{dest_url}"),
            Event::InlineHtml(html) => assert!(html.starts_with("<a id=\"s") || &*html == "</a>", "{html}"),
            Event::Html(html) => panic!("{html}"),
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::BlockQuote(_)) => {
                panic!("{event:?}")
            }
            Event::Code(code) => panic!("{code}"),
            _ => {}
        }
    }
    assert!(!written.contains('\u{1b}') && !written.contains('\u{202e}'));
}

#[test]
fn a_terminal_is_not_driven() {
    let (account, _) = nasty();
    let written = text(&account, 80, false);
    assert!(!written.chars().any(|character| character.is_control() && character != '\n'));
    assert!(written.contains("␛[31mred⟨U+202E⟩back"));
}

#[test]
fn odd_accounts_are_shown_without_failing() {
    let mut account = nasty().0;
    account.evidence.truncate(3);
    account.articles.truncate(1);
    for evidence in &mut account.evidence {
        (evidence.start, evidence.end) = (90_000, 7);
    }
    let _ = (text(&account, 0, true), markdown(&account), html(&account, &[]));
    let _ = html(&account, &story::readings());
    let news = News::of(&account, &account.articles.iter().map(|article| article.id.clone()).collect());
    let _ = news.line(&account);
    account.articles.iter_mut().for_each(|article| (article.number, article.family) = (9_000, 0));
    account.families.clear();
    account.positions.iter_mut().for_each(|position| position.changes.push(Change { from: 7, to: 8 }));
    let _ = news.line(&account);
    let showing = Showing { links: &Served { encoded: true }, news: Some(&news), bounds: Bounds::default() };
    let parts = fragments(&account, &showing);
    assert!(parts.sections.iter().all(|section| !section.html.is_empty()));
}
