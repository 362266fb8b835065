//! What people see, without a script.

use crate::Sample;
use std::time::Duration;

#[test]
fn an_empty_library_says_what_to_do() {
    let sample = Sample::empty();
    let server = sample.serve();
    let page = server.page("/stories");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("There are no reports yet") && page.body.contains("href=\"/feeds\""));
    assert_eq!(server.page("/").header("location"), Some("/stories"));
}

#[test]
fn a_line_leads_to_its_sentence_with_the_words_marked() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let story = server.page("/stories/1");
    assert_eq!(story.status, 200);
    let link = story
        .body
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|href| href.contains("/sentences/"))
        .unwrap();
    let passage = server.page(&link.replace("&amp;", "&"));
    assert_eq!(passage.status, 200);
    let marked = passage.body.split("<mark>").nth(1).unwrap().split("</mark>").next().unwrap();
    assert!(marked.chars().count() > 5, "{marked}");
    assert!(passage.body.contains(":~:text="), "it leads to the place on the outlet's page");
}

#[test]
fn what_came_since_the_last_look_is_new() {
    let sample = Sample::harbour();
    let server = sample.serve();
    assert!(!server.page("/stories/1").body.contains("new</b> line"));
    // Moments are kept to the second.
    std::thread::sleep(Duration::from_millis(1100));
    sample.add(&[("quay", "Quay Post", "2031-05-07", "The harbour fee was withdrawn on Wednesday, the port authority said in Wexholm. Mayor Ada Lund told the council that 17 engineers had found cracks in the northern sluice.\n\n“Nobody slept before the pumps ran,” said Ilo Brandt, who leads the engineers.")]);
    let list = server.page("/stories");
    assert!(
        list.body.contains("Moved since you last looked") && list.body.contains("1 report new"),
        "{}",
        list.body
    );
    let story = server.page("/stories/1?since=2031-05-07");
    assert!(story.body.contains("new</b> line"), "{}", story.body);
}

#[test]
fn a_correction_is_made_on_the_page_of_a_report_and_taken_back() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let page = server.page("/articles/1");
    let fields = format!(
        "csrf={}&back=%2Farticles%2F1%23correct&article=tide&kind=speaker&place=1&speaker=Ilo+Brandt&note=heard+it",
        page.csrf()
    );
    let made = server.send("/corrections", &fields, &[]);
    assert_eq!(made.status, 303, "{}", made.body);
    assert!(made.header("location").unwrap().starts_with("/articles/1?said="));
    let listed = server.page("/corrections").body;
    assert!(listed.contains("Ilo Brandt speaks in tide") && listed.contains("heard it"));
    assert_eq!(server.get("/api/v1/people?name=Ilo+Brandt").status, 200);
    let undone = server.send("/corrections/1/undo", &format!("csrf={}", page.csrf()), &[]);
    assert_eq!(undone.status, 303);
    assert_eq!(server.get("/api/v1/people?name=Ilo+Brandt").status, 404);
    let wrong = server.send("/corrections", &fields.replace("place=1", "place=77"), &[]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("has no sentence 77"));
}

#[test]
fn the_address_of_a_story_that_became_part_of_another_leads_there() {
    let sample = Sample::harbour();
    sample.add(&[(
        "rain",
        "Quay",
        "2031-07-08",
        "Rain fell on the hills of Orvane all of Sunday, the weather service said.",
    )]);
    let server = sample.serve();
    assert_eq!(server.page("/stories/2").status, 200);
    let fields =
        format!("csrf={}&kind=join_stories&article=tide&a=tide&b=rain", server.page("/articles/1").csrf());
    assert_eq!(server.send("/corrections", &fields, &[]).status, 303);
    for (asked, there) in [
        ("/stories/2", "/stories/1"),
        ("/stories/2/quotes?from=1", "/stories/1/quotes?from=1"),
        ("/stories/2/export/updates.atom", "/stories/1/export/updates.atom"),
        ("/api/v1/stories/2?since=never", "/api/v1/stories/1?since=never"),
        ("/api/v1/stories/2/compare?a=Tide&b=Quay", "/api/v1/stories/1/compare?a=Tide&b=Quay"),
    ] {
        let answer = server.page(asked);
        assert_eq!((answer.status, answer.header("location")), (307, Some(there)), "{asked}");
        assert_eq!(server.page(there).status, 200, "{there}");
    }
    assert_eq!(server.page("/stories/3").status, 404);
}

#[test]
fn whoever_is_named_in_a_report_has_a_page_and_speakers_lead_to_theirs() {
    let sample = Sample::harbour();
    sample.add(&[(
        "walk",
        "Quay",
        "2031-07-08",
        "Mr. Ilo Brandt walked along the quay of Orvane on Sunday. Brandt saw rain fall on the hills all day.",
    )]);
    let server = sample.serve();
    let report = server.page("/articles/3").body;
    assert!(report.contains("/people?name=Ilo%20Brandt"), "{report}");
    let named = server.page("/people?name=Ilo%20Brandt");
    assert_eq!(named.status, 200, "{}", named.body);
    assert!(named.body.contains("neither quoted nor") && named.body.contains("/stories/2"), "{}", named.body);
    let story = server.page("/stories/1").body;
    assert!(story.contains("<a class=\"who\" href=\"/people?name=Ada%20Lund\">"), "{story}");
    assert!(server.page("/people?name=Ada%20Lund").body.contains("open the gate on Friday"));
    // By a part of the name too, where a report uses it.
    let short = server.page("/people?name=Brandt");
    assert!(short.status == 200 && short.body.contains("/stories/2"), "{}", short.body);
    assert_eq!(server.page("/people?name=Nobody%20Atall").status, 404);
}

#[test]
fn a_story_is_exported_in_every_form() {
    let sample = Sample::harbour();
    let server = sample.serve();
    for (form, kind, has) in [
        ("account.html", "text/html", "<!doctype html>"),
        ("account.md", "text/markdown", "# "),
        ("account.txt", "text/plain", "Lund"),
        ("account.json", "application/json", "\"evidence\""),
        ("sources.bib", "application/x-bibtex", "@online"),
        ("sources.csl.json", "application/vnd.citationstyles.csl+json", "article"),
        ("annotations.jsonld", "application/ld+json", "TextQuoteSelector"),
        ("updates.atom", "application/atom+xml", "<feed"),
        ("updates.json", "application/feed+json", "https://jsonfeed.org/version/1.1"),
    ] {
        let answer = server.page(&format!("/stories/1/export/{form}"));
        assert_eq!(answer.status, 200, "{form}: {}", answer.body);
        assert!(answer.header("content-type").unwrap().starts_with(kind), "{form}");
        assert!(answer.body.contains(has), "{form}: {}", answer.body);
    }
    assert_eq!(server.page("/stories/1/export/account.exe").status, 404);
}

#[test]
fn comparisons_people_and_searches_are_taken_away_in_every_form() {
    let sample = Sample::harbour();
    sample.add_quay();
    let server = sample.serve();
    for (page, path, words) in [
        ("/compare?a=1&b=2", "/compare", "We will open the gate on Friday"),
        ("/stories/1/compare?a=Tide&b=Gale", "/stories/1/compare", "3,100 people marched"),
        ("/people?name=Ada%20Lund", "/people", "We will open the gate on Friday"),
        ("/search?q=gate", "/search", "open the gate"),
        ("/search?q=gate&in=quotations", "/search", "open the gate"),
        ("/search?q=marched&in=facts", "/search", "3,100 people"),
    ] {
        let shown = server.page(page);
        assert_eq!(shown.status, 200, "{page}");
        let (_, query) = page.split_once('?').unwrap();
        for (form, kind, has) in [
            ("extract.html", "text/html", "<!doctype html>"),
            ("extract.md", "text/markdown", "](#s"),
            ("extract.txt", "text/plain", "The reports"),
            ("sources.bib", "application/x-bibtex", "@online"),
            ("sources.csl.json", "application/vnd.citationstyles.csl+json", "article-newspaper"),
            ("annotations.jsonld", "application/ld+json", "TextQuoteSelector"),
        ] {
            let address = format!("{path}/export/{form}?{query}");
            assert!(shown.body.contains(&address.replace('&', "&#38;")), "{address}: {}", shown.body);
            let taken = server.page(&address);
            assert_eq!(taken.status, 200, "{address}: {}", taken.body);
            assert!(taken.header("content-type").unwrap().starts_with(kind), "{address}");
            assert!(taken.header("content-disposition").unwrap().ends_with(&format!("{form}\"")));
            assert!(taken.body.contains(has), "{address}: {}", taken.body);
            if matches!(form, "extract.txt" | "annotations.jsonld") {
                assert!(taken.body.contains(words), "{address}: {}", taken.body);
            }
        }
        assert_eq!(server.page(&format!("{path}/export/extract.exe?{query}")).status, 404);
    }
}

#[test]
fn a_comparison_has_nothing_of_third_reports_and_each_line_once() {
    let sample = Sample::harbour();
    sample.add_quay();
    let server = sample.serve();
    let text = server.page("/stories/1/compare/export/extract.txt?a=Tide&b=Quay").body;
    assert!(text.contains("In Tide, not in Quay") && !text.contains("Gale"), "{text}");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("  • ")).collect();
    let once: std::collections::BTreeSet<&&str> = lines.iter().collect();
    assert_eq!(lines.len(), once.len(), "{text}");
    let page = server.page("/stories/1/compare?a=Tide&b=Quay").body;
    assert!(page.contains("Tide: 3") && !page.contains("Gale: "), "{page}");
}

#[test]
fn files_that_are_sent_are_taken_in() {
    let sample = Sample::empty();
    let server = sample.serve();
    let token = server.page("/feeds").csrf();
    let part = |name: &str, more: &str, body: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{body}\r\n")
    };
    let body = [
        part("csrf", "", &token),
        part("files", "; filename=\"../../rain.txt\"", "Rain fell on Wexholm on Monday."),
        part("files", "; filename=\"broken.pdf\"", "no pdf"),
        "--b--\r\n".to_owned(),
    ]
    .concat();
    let sent = server.ask(
        "POST",
        "/imports",
        &["Content-Type: multipart/form-data; boundary=b", "Accept: text/html"],
        &body,
    );
    assert_eq!((sent.status, sent.header("location")), (303, Some("/imports/1")), "{}", sent.body);
    let mut job = server.get("/api/v1/imports/1").json();
    for _ in 0..200 {
        if !job["ended"].is_null() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
        job = server.get("/api/v1/imports/1").json();
    }
    assert_eq!(job["ended"], "added 1 report", "{job}");
    assert!(job["problems"][0].as_str().unwrap().contains("broken.pdf"), "{job}");
    assert!(server.page("/imports/1").body.contains("added 1 report"));
    let unsigned = body.replace(&token, "forged");
    assert_eq!(
        server
            .ask(
                "POST",
                "/imports",
                &["Content-Type: multipart/form-data; boundary=b", "Accept: text/html"],
                &unsigned
            )
            .status,
        403
    );
}
