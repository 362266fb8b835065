//! The parts of an account as HTML for a page of somebody else's.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod story;

use std::collections::BTreeSet;
use tell::{
    Account, Bounds, EdgeKind, Fragment, Links, News, Options, Place, Showing, account, fragment, fragments,
    html,
};

/// Links as the self-contained page has them.
struct Within<'a>(&'a Account);

impl Links for Within<'_> {
    fn sentence(&self, place: &Place<'_>) -> String {
        format!("#a{}-s{}", place.report, place.sentence)
    }

    fn line(&self, section: &str, number: usize) -> String {
        format!("#{section}-{number}")
    }

    fn report(&self, article: &str) -> Option<String> {
        let number = self.0.articles.iter().find(|one| one.id == article)?.number;
        Some(format!("#a{number}"))
    }

    fn person(&self, _: &str) -> Option<String> {
        None
    }

    fn rest(&self, _: &str, _: usize) -> Option<String> {
        None
    }
}

/// Links as a server might have them.
struct Served;

impl Links for Served {
    fn sentence(&self, place: &Place<'_>) -> String {
        format!("/articles/{}?e={}#s{}", place.article, place.evidence.join("+"), place.sentence)
    }

    fn line(&self, section: &str, number: usize) -> String {
        format!("/stories/7/{section}?from={number}#{section}-{number}")
    }

    fn report(&self, article: &str) -> Option<String> {
        Some(format!("/articles/{article}"))
    }

    fn person(&self, name: &str) -> Option<String> {
        Some(format!("/people/{}", name.replace(' ', "-")))
    }

    fn rest(&self, section: &str, from: usize) -> Option<String> {
        Some(format!("/stories/7/{section}?from={from}"))
    }
}

fn whole() -> Account {
    account(&story::story(), &story::readings(), &Options::default())
}

fn news(account: &Account, articles: &[&str]) -> News {
    News::of(account, &articles.iter().map(|id| (*id).to_owned()).collect())
}

fn showing(news: Option<&News>, bounds: Bounds) -> Showing<'_> {
    Showing { links: &Served, news, bounds }
}

/// What stands between `before` and the next quotation mark, wherever it does.
fn after<'h>(html: &'h str, before: &'static str) -> impl Iterator<Item = &'h str> {
    html.split(before).skip(1).filter_map(|rest| rest.split('"').next())
}

#[test]
fn who_speaks_and_who_wants_leads_to_a_page_where_there_is_one() {
    let account = whole();
    let showing = Showing { links: &Served, news: None, bounds: Bounds::default() };
    for section in ["quotes", "positions"] {
        let html = fragment(&account, section, &showing).expect("it has one").html;
        assert!(html.contains("<a class=\"who\" href=\"/people/"), "{section}: {html}");
    }
    assert!(!html_of(&account).contains("class=\"who\""));
}

fn html_of(account: &Account) -> String {
    html(account, &story::readings())
}

#[test]
fn the_page_is_made_of_the_fragments() {
    let account = whole();
    let page = html(&account, &story::readings());
    let showing = Showing { links: &Within(&account), news: None, bounds: Bounds::default() };
    let parts = fragments(&account, &showing);
    assert!(page.contains(&parts.lead));
    assert_eq!(parts.sections.len(), 10);
    for section in &parts.sections {
        assert!(page.contains(&section.html), "{}", section.anchor);
        assert_eq!((section.new, section.from, section.more, section.shown), (0, 1, 0, section.lines));
        assert_eq!(fragment(&account, &section.anchor, &showing).as_ref(), Some(section));
    }
    assert_eq!(fragment(&account, "nothing", &showing), None);
    assert_eq!(fragment(&account, "brief", &showing), None);
    assert!(!page.contains("class=\"new\""));
}

#[test]
fn ids_are_unique_and_begin_with_their_section() {
    let account = whole();
    let parts = fragments(&account, &showing(None, Bounds::default()));
    let mut all = BTreeSet::new();
    for section in &parts.sections {
        for id in after(&section.html, " id=\"") {
            assert!(id.starts_with(&format!("{}-", section.anchor)), "{id}");
            assert!(all.insert(id), "{id} is given twice");
        }
        for number in 1..=section.lines {
            assert!(all.contains(format!("{}-{number}", section.anchor).as_str()), "{number}");
        }
    }
}

#[test]
fn what_is_new_is_marked_in_words() {
    let account = whole();
    let news = news(&account, &["tarn-2", "tarn-2b", "umber-walk"]);
    let parts = fragments(&account, &showing(Some(&news), Bounds::default()));
    for section in &parts.sections {
        assert_eq!(
            section.html.matches("<span class=\"new\">new</span>").count(),
            section.new,
            "{}",
            section.anchor
        );
        assert_eq!(section.html.matches("is-new\"").count(), section.new);
    }
    let new: Vec<_> = parts.sections.iter().map(|one| (&*one.anchor, one.new, one.lines)).collect();
    assert_eq!(new[..2], [("events", news.events.len(), 4), ("timeline", news.timeline.len(), 2)]);
    // What is cut off is counted.
    let few = Bounds { lines: 0, ..Bounds::default() };
    let events = fragment(&account, "events", &showing(Some(&news), few)).unwrap();
    assert_eq!((events.new, events.lines, events.shown, events.more), (news.events.len(), 4, 0, 4));
}

#[test]
fn pages_together_have_every_line_once() {
    let account = whole();
    let everything = fragments(&account, &showing(None, Bounds::default()));
    for section in &everything.sections {
        let ids: Vec<&str> = after(&section.html, "<li id=\"").collect();
        for size in 1..=4 {
            let mut seen = Vec::new();
            let mut from = 1;
            loop {
                let bounds = Bounds { from, lines: size, ..Bounds::default() };
                let page = fragment(&account, &section.anchor, &showing(None, bounds)).unwrap();
                assert_eq!((page.from, page.lines), (from, section.lines));
                assert_eq!(page.more, section.lines - (from + page.shown - 1));
                seen.extend(after(&page.html, "<li id=\"").map(str::to_owned));
                assert_eq!(page.html.contains(" more</a></p>"), page.more > 0);
                assert_eq!(
                    page.html.contains("class=\"picture\""),
                    from == 1 && section.html.contains("class=\"picture\"")
                );
                if page.more == 0 {
                    break;
                }
                from += page.shown;
                assert!(page.html.contains(&format!("href=\"/stories/7/{}?from={from}\"", section.anchor)));
            }
            assert_eq!(seen, ids, "{} by {size}", section.anchor);
        }
    }
    let bounds = Bounds { from: 2, lines: 1, ..Bounds::default() };
    let page = fragment(&account, "positions", &showing(None, bounds)).unwrap();
    assert!(page.html.contains("Haulage League") && !page.html.contains("(continued)"), "{}", page.html);
    let bounds = Bounds { from: 3, ..bounds };
    let page = fragment(&account, "positions", &showing(None, bounds)).unwrap();
    assert!(page.html.contains("Haulage League") && page.html.contains("(continued)"), "{}", page.html);
    for (from, lines) in [(0, 0), (usize::MAX, usize::MAX), (99, 1)] {
        let bounds = Bounds { from, lines, ..Bounds::default() };
        let page = fragment(&account, "events", &showing(None, bounds)).unwrap();
        assert_eq!((page.shown, page.lines), (0, 4));
    }
}

#[test]
fn a_limit_within_a_line_is_said_aloud() {
    let mut account = whole();
    account.events[1].reasons = (1..=5).map(|number| format!("reason {number}")).collect();
    let bounds = Bounds { from: 2, lines: 1, below: 1, references: 2 };
    let event = fragment(&account, "events", &showing(None, bounds)).unwrap().html;
    assert_eq!(event.matches("class=\"ref\"").count(), 2 + 1, "{event}");
    let link = "<a href=\"/stories/7/events?from=2\">";
    assert!(event.contains(&format!("{link}1 more</a></span>")), "{event}");
    assert!(
        event.contains(&format!("<li class=\"left-out\">{link}4 more</a></li></ul></details>")),
        "{event}"
    );
    let whole = fragment(
        &account,
        "events",
        &showing(None, Bounds { below: usize::MAX, references: usize::MAX, ..bounds }),
    );
    let whole = whole.unwrap().html;
    assert!(
        whole.contains("reason 5") && !whole.split("</li>\n").next().unwrap().contains(" more"),
        "{whole}"
    );
}

#[test]
fn a_line_says_why() {
    let mut account = whole();
    account.events[0].reasons = vec!["one day, one bridge".into()];
    account.facts[0].reasons = vec!["both ask the state".into()];
    account.quotes[2].independence.unknown = vec!["who else was there".into()];
    let why = |anchor: &str| {
        let html = fragment(&account, anchor, &showing(None, Bounds::default())).unwrap().html;
        let folded = html.split("<details class=\"why\"><summary>why</summary>").skip(1);
        folded.map(|rest| rest.split("</details>").next().unwrap().to_owned()).collect::<Vec<_>>().join("\n")
    };
    assert!(why("events").contains("one day, one bridge"));
    assert!(why("agreed").contains("both ask the state"));
    assert!(why("differ").contains("both ask the state"));
    assert!(why("timeline").contains("share one text and count once"));
    // Of the speaker, and of the quotation.
    assert!(why("quotes").contains("one name, one office") && why("quotes").contains("who else was there"));
    let lineage = why("lineage");
    assert!(lineage.contains("5 replaces 4") && lineage.contains("so tarn-1 is taken for the origin"));
}

#[test]
fn a_section_as_a_server_shows_it() {
    let account = whole();
    let news = news(&account, &["tarn-2", "tarn-2b", "umber-walk"]);
    let bounds = Bounds { lines: 3, below: 2, references: 2, ..Bounds::default() };
    let showing = showing(Some(&news), bounds);
    let of = |anchor: &str| fragment(&account, anchor, &showing).unwrap().html;
    insta::assert_snapshot!([of("events"), of("quotes"), of("positions")].join("\n"));
}

/// The day so many days into a year.
fn day(number: usize) -> String {
    format!("2031-{:02}-{:02}", number / 28 + 1, number % 28 + 1)
}

/// A story of very many reports, in which much happens and everybody wants something.
fn large(words: &str) -> Account {
    let mut account = whole();
    let few = account.clone();
    for number in account.articles.len() + 1..=500 {
        let mut article = few.articles[number % 3].clone();
        let day = day(number * 7 % 200);
        article.id = format!("report-{number}");
        article.outlet = Some(format!("{words} {}", number % 70));
        article.published = Some(day);
        (article.number, article.family) = (number, 4 + number / 3);
        account.articles.push(article);
    }
    for number in 0..1500 {
        let from = format!("report-{}", 10 + number % 480);
        let kind = [EdgeKind::Cites, EdgeKind::Credits, EdgeKind::Shares][number % 3];
        let article = (number % 2 == 0).then(|| format!("report-{}", 7 + number * number % 300));
        let outlet = Some(format!("{words} {}", number % 90));
        account.lineage.edges.push(tell::Edge { from, kind, article, outlet, evidence: Vec::new() });
    }
    for evidence in &mut account.evidence {
        words.clone_into(&mut evidence.exact);
    }
    for number in 0..300 {
        let mut event = few.events[number % 2].clone();
        event.when.days = Some(tell::Days { first: day(number * 3 % 120), last: day(number * 3 % 120 + 1) });
        account.events.push(event);
    }
    for number in 0..60 * 8 {
        let mut position = few.positions[0].clone();
        position.party = format!("{words} {}", number % 60);
        position.issue = format!("{words} about {}", number / 40);
        account.positions.push(position);
    }
    account
}

/// The picture of a section, up to its lines.
fn picture(section: &Fragment) -> &str {
    section.html.split("<ul class=\"lines\">").next().unwrap_or_default()
}

#[test]
fn pictures_of_a_very_large_story_stay_small_and_say_what_they_leave_out() {
    let long = "A committee of the county's oldest and least patient ferrymen & hauliers, ".repeat(4);
    for (words, most) in [(long.as_str(), 40_000), (&"<\"&>".repeat(80), 48_000)] {
        let account = large(words);
        let few = Bounds { lines: 10, below: 5, references: 8, ..Bounds::default() };
        let of = |anchor: &str| fragment(&account, anchor, &showing(None, few)).unwrap();
        for (anchor, said) in [
            ("events", vec!["and 270 more events, listed below", "so many reports of these days"]),
            ("positions", vec!["and 54 more parties, listed below", "more issues, listed below"]),
            (
                "lineage",
                vec!["more reports, listed below", "more outlets, listed below", "more ties, listed below"],
            ),
        ] {
            let section = of(anchor);
            let drawn = picture(&section);
            assert!(
                drawn.contains("class=\"picture\"") && drawn.len() < most,
                "{anchor}: {}\n{drawn}",
                drawn.len()
            );
            for said in said {
                assert!(drawn.contains(said), "{anchor}: no {said:?} in {drawn}");
            }
            assert!(section.html.len() < 2 * most, "{anchor}: {}", section.html.len());
        }
        // Reports that share a text are one, and lead to where they are listed.
        let lineage = of("lineage");
        assert!(picture(&lineage).contains("(2 more of its text)"), "{}", picture(&lineage));
        assert!(picture(&lineage).matches("<rect").count() <= 56);
        assert!(picture(&of("positions")).matches("<th scope=\"col\"").count() == 8);
    }
}
