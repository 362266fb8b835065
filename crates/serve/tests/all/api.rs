//! What programs get.

use crate::Sample;

#[test]
fn what_is_wrong_is_said_as_a_problem() {
    let sample = Sample::harbour();
    let server = sample.serve();
    for (path, status) in [
        ("/api/v1/stories/99", 404),
        ("/api/v1/articles/99", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/stories?after=forged", 422),
        ("/api/v1/stories?from=Smarch", 422),
        ("/api/v1/stories?limit=many", 400),
        ("/api/v1/stories/x", 400),
        ("/api/v1/compare?a=1", 400),
        ("/api/v1/people?name=Nobody+Here", 404),
        ("/api/v1/search?in=minds", 400),
        ("/api/v1/search?in=facts&standing=true", 400),
        ("/api/v1/search?story=-1", 400),
        ("/api/v1/stories?q=a&q=b", 400),
        ("/api/v1/corrections?all=perhaps", 400),
        ("/api/v1/imports/7", 404),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{path}");
        assert!(!problem["detail"].as_str().unwrap().is_empty(), "{path}");
        let page = server.page(path);
        assert_eq!(page.status, status, "{path}");
    }
    let wrong = server.ask("DELETE", "/api/v1/stories", &[], "");
    assert_eq!(wrong.status, 405);
    assert!(wrong.header("allow").unwrap().contains("GET"));
    let page = server.page("/stories/99");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.body.contains("no story 99"));
}

#[test]
fn a_story_is_told_with_its_evidence() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let list = server.get("/api/v1/stories").json();
    assert_eq!((&list["total"], &list["stories"][0]["articles"]), (&1.into(), &2.into()));
    assert_eq!(list["stories"][0]["summary"]["independent_at_most"], 2);
    let story = server.get("/api/v1/stories/1").json();
    let evidence = story["account"]["evidence"].as_array().unwrap();
    assert!(!evidence.is_empty());
    for one in evidence {
        let key = if one["article"] == "tide" { 1 } else { 2 };
        let article = server.get(&format!("/api/v1/articles/{key}")).json();
        let text: Vec<char> = article["reading"]["article"]["text"].as_str().unwrap().chars().collect();
        let place = |name: &str| usize::try_from(one[name].as_u64().unwrap()).unwrap();
        let exact: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(one["exact"], exact);
    }
}

#[test]
fn pages_of_a_list_follow_each_other() {
    let sample = Sample::empty();
    let reports: Vec<(String, String)> = (0..7)
        .map(|n| (format!("r{n}"), format!("Nothing but word{n} and thing{n} happened at place{n} today.")))
        .collect();
    for (id, text) in &reports {
        sample.add(&[(id, "Tide", "2031-05-05", text)]);
    }
    let server = sample.serve();
    let (mut seen, mut path) = (Vec::new(), "/api/v1/search?limit=3".to_owned());
    loop {
        let page = server.get(&path).json();
        assert_eq!(page["total"], 7);
        seen.extend(
            page["articles"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1/search?limit=3&after={next}");
    }
    seen.sort();
    assert_eq!(seen, ["r0", "r1", "r2", "r3", "r4", "r5", "r6"]);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let first = server.get("/api/v1/articles/1");
    let tag = first.header("etag").unwrap().to_owned();
    let again = server.ask("GET", "/api/v1/articles/1", &[&format!("If-None-Match: {tag}")], "");
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.header("etag"), Some(tag.as_str()));
}

#[test]
fn quotations_facts_and_people_are_found() {
    let sample = Sample::harbour();
    sample.add_quay();
    let server = sample.serve();
    let said = server.get("/api/v1/search?in=quotations&q=gate&speaker=Lund").json();
    assert!(
        said["quotations"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["exact"].as_str().unwrap().contains("open the gate")),
        "{said}"
    );
    let person = server.get("/api/v1/people?name=Ada+Lund").json();
    assert_eq!(person["stories"][0]["story"], 1);
    assert!(!person["stories"][0]["said"].as_array().unwrap().is_empty());
    let facts = server.get("/api/v1/search?in=facts&q=marched").json();
    let agreed = &facts["facts"][0];
    assert_eq!(
        (&agreed["standing"], &agreed["independent_at_most"]),
        (&"agreed".into(), &2.into()),
        "{facts}"
    );
    assert!(agreed["exact"].as_str().unwrap().contains("3,100 people marched"), "{facts}");
    assert_eq!(facts["looked_through"], 1);
    let compared = server.get("/api/v1/stories/1/compare?a=Tide&b=Gale").json();
    assert_eq!((&compared["a"], &compared["articles_b"][0]), (&"Tide".into(), &"gale".into()));
    let moments = server.get("/api/v1/stories/1/compare?day=2031-05-05").json();
    assert_eq!(moments["articles_a"][0], "tide");
}

#[test]
fn the_library_is_exported_row_by_row() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let export = server.get("/api/v1/export");
    assert_eq!(export.header("content-type"), Some("application/x-ndjson"));
    let rows: Vec<serde_json::Value> =
        export.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.iter().filter(|row| row["table"] == "article").count(), 2);
    assert!(rows.iter().all(|row| row["table"] != "session" && row["table"] != "reader"));
}
