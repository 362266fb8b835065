//! Lines outside a whole account, in the forms in which people take them away.

use article::Article;
use read::Reading;
use tell::{Excerpt, Extract, ExtractPart, Passage};

fn reading(id: &str, title: &str, text: &str) -> Reading {
    let mut article = Article::new(id, text);
    article.title = Some(title.to_owned());
    article.outlet = Some(article::Outlet("Tide".to_owned()));
    article.published = Some("2031-05-06".parse().expect("a day"));
    article.url = Some("https://tide.example/a?b=1&c=2".to_owned());
    read::read(article)
}

fn passage(article: &str, start: usize, end: usize) -> Passage {
    Passage { article: article.to_owned(), sentence: None, start, end }
}

fn excerpt(label: &str, words: &str, passages: Vec<Passage>) -> Excerpt {
    Excerpt { label: label.to_owned(), words: words.to_owned(), passages }
}

fn extract(excerpts: Vec<Excerpt>, readings: &[Reading]) -> Extract {
    let part = ExtractPart { heading: "What was said".to_owned(), notes: Vec::new(), excerpts };
    Extract::new("The quay", &["from two reports".to_owned()], &[part], readings)
}

#[test]
fn each_line_leads_to_its_sentence_in_every_form() {
    let first = "Rain fell on the quay. The fee rises to 40 crowns, the port said.";
    let readings = [reading("a", "Rain", first), reading("b", "Élan", "Éire said so. The fee stays.")];
    let lines = vec![
        excerpt("agreed", "The fee rises to 40 crowns", vec![passage("a", 23, 49)]),
        excerpt("", "The fee stays.", vec![passage("b", 14, 28), passage("a", 23, 49)]),
    ];
    let extract = extract(lines, &readings);
    let evidence = &extract.account().evidence;
    let told: Vec<_> = evidence.iter().map(|one| (&*one.article, one.sentence, &*one.exact)).collect();
    let whole = "The fee rises to 40 crowns, the port said.";
    assert_eq!(told, [("a", 2, &whole[..26]), ("a", 2, whole), ("b", 2, "The fee stays.")]);
    assert_eq!(extract.labels()[&evidence[2].id], ["What was said"]);
    assert!(!extract.labels().contains_key(&evidence[1].id), "it is there for the note alone");
    let text = extract.text(80, false);
    assert!(text.contains("agreed: The fee rises to 40 crowns [1:2]"), "{text}");
    assert!(
        text.contains("The fee stays. [1:2][2:2]") && text.contains("2. Tide, 6 May 2031. Élan"),
        "{text}"
    );
    let markdown = extract.markdown();
    assert!(markdown.contains("[1:2](#s1-2)") && markdown.contains("<a id=\"s2-2\"></a>"), "{markdown}");
    assert!(markdown.contains("sentence 2: The fee rises to 40 crowns, the port said."), "{markdown}");
    let html = extract.html(&readings);
    assert!(html.contains("href=\"#a1-s2\"") && html.contains("id=\"a1-s2\""), "{html}");
    assert!(html.contains("<h1><bdi>The quay</bdi></h1>"));
    assert_eq!(extract.bibtex().matches("@online").count(), 2);
    assert_eq!(extract.csl().matches("article-newspaper").count(), 2);
}

#[test]
fn a_line_that_no_report_shows_is_left_out() {
    let readings = [reading("a", "Rain", "Rain fell on the quay.")];
    let lines = vec![
        excerpt("", "beyond the end", vec![passage("a", 10, 400)]),
        excerpt("", "of nobody", vec![passage("z", 0, 4)]),
        excerpt("", "nothing", vec![passage("a", 4, 4)]),
        excerpt("", "one of two", vec![passage("a", 0, 4), passage("a", 90, 94)]),
    ];
    let extract = extract(lines, &readings);
    let text = extract.text(80, false);
    for words in ["beyond", "nobody", "one of two"] {
        assert!(!text.contains(words), "{text}");
    }
    assert!(text.contains("nothing that was found"), "{text}");
}

#[test]
fn what_a_report_holds_does_not_act() {
    let nasty = "<script>alert(1)</script> [x](javascript:alert(1)) \u{202e}\u{1b}[31m he said.";
    let readings = [reading("<b>", "<img src=x onerror=alert(1)>", nasty)];
    let whole = nasty.chars().count();
    let extract = extract(vec![excerpt("<i>", nasty, vec![passage("<b>", 0, whole)])], &readings);
    let html = extract.html(&readings);
    for tag in ["<script>alert", "<img", "<i>", "href=\"javascript"] {
        assert!(!html.contains(tag), "{tag}");
    }
    for plain in [extract.markdown(), extract.text(80, true)] {
        assert!(!plain.contains("\u{1b}[31m") && !plain.contains('\u{202e}'), "{plain}");
    }
    assert!(!extract.markdown().replace("\\]", "").contains("](javascript"));
    assert!(!extract.bibtex().contains("\u{202e}"));
}
