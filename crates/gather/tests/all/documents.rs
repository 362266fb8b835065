//! Documents of Word.

use crate::packing::{Zipped, zip};
use crate::{Desk, read, read_one, refuse_one};
use gather::{Media, Note, ProblemKind};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Gate shut</w:t></w:r></w:p>
<w:p><w:r><w:t>By Ada Roe, 30 April 2031</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The gate &amp; the </w:t></w:r><w:del w:id="1"><w:r><w:delText>old </w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:tab/><w:t>pier caf&#233;</w:t><w:br/><w:t>are shut.</w:t></w:r></w:p>
<w:p/>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    )
}

fn properties(title: &str, author: &str, made: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"a\" xmlns:dc=\"b\" xmlns:dcterms=\"c\"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dcterms:created>{made}</dcterms:created></cp:coreProperties>"
    )
}

#[test]
fn the_words_of_a_document_are_read() {
    let desk = Desk::new();
    let parts = [
        Zipped::new("[Content_Types].xml", TYPES),
        Zipped::new("docProps/core.xml", properties("Template 3", "Ada Roe", "2031-04-30T09:00:00Z")),
        Zipped::new("word/document2.xml", document(BODY)),
        Zipped::new("word/comments.xml", document("<w:p><w:r><w:t>A comment.</w:t></w:r></w:p>")),
    ];
    for name in ["a.docx", "nameless"] {
        let report = read_one(&desk.put(name, zip(&parts)));
        assert_eq!(
            report.article.text,
            "Gate shut\n\nBy Ada Roe, 30 April 2031\n\nThe gate & the new pier café\nare shut.\n\nIn a table."
        );
        assert_eq!(report.article.title.as_deref(), Some("Gate shut"));
        assert_eq!(report.article.byline.as_deref(), Some("Ada Roe"));
        assert_eq!(report.article.published.unwrap().to_string(), "2031-04-30");
        assert_eq!((report.raw.media, report.raw.extractor.as_str()), (Media::Docx, "docx 1"));
        assert_eq!(report.notes, [Note::Deleted { count: 1 }]);
    }
}

#[test]
fn properties_that_the_text_does_not_bear_out_are_not_believed() {
    let desk = Desk::new();
    let parts = [
        Zipped::new("word/document.xml", document("<w:p><w:r><w:t>Rain.</w:t></w:r></w:p>")),
        Zipped::new("docProps/core.xml", properties("Letter to all", "user", "2031-04-30T09:00:00Z")),
    ];
    let report = read_one(&desk.put("a.docx", zip(&parts)));
    let article = report.article;
    assert_eq!((article.title, article.byline, article.published), (None, None, None));
    assert_eq!(report.notes, [Note::Made { at: "2031-04-30".into() }]);
}

#[test]
fn documents_that_are_none_are_named() {
    let desk = Desk::new();
    let whole = zip(&[Zipped::new("word/document.xml", document(BODY))]);
    let bomb = document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(16 << 20)));
    for (name, bytes, word) in [
        ("a.docx", b"The gate is shut.".to_vec(), "no whole ZIP"),
        ("b.docx", whole[..whole.len() / 2].to_vec(), "no whole ZIP"),
        ("c.docx", zip(&[Zipped::new("a.txt", "Rain.")]), "no main part"),
        ("d.docx", zip(&[Zipped::new("word/document.xml", "<w:p><w:r><w:t>Rain</w:x>")]), "damaged"),
        ("e.docx", zip(&[Zipped::new("word/document.xml", bomb)]), "times its size"),
    ] {
        let reason = refuse_one(&desk.put(name, bytes));
        assert!(matches!(reason, ProblemKind::Unreadable { .. }), "{name}: {reason}");
        assert!(reason.to_string().contains(word), "{name}: {reason}");
    }
    assert_eq!(refuse_one(&desk.put("a.docx", "")), ProblemKind::Empty);
    let empty = zip(&[Zipped::new("word/document.xml", document("<w:p/>"))]);
    assert_eq!(refuse_one(&desk.put("f.docx", empty)), ProblemKind::Empty);
    let deep = format!("{}Rain.{}", "<w:p><w:r><w:t>".repeat(100_000), "</w:t></w:r></w:p>".repeat(100_000));
    let run = read(&[desk.put("g.docx", zip(&[Zipped::new("word/document.xml", document(&deep))]))]);
    assert_eq!(run.reports.len() + run.problems.len(), 1);
}
