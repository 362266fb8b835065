//! PDFs, made here line by line.

use crate::{Desk, read, read_one, refuse_one};
use gather::{Media, Note, ProblemKind};
use std::fmt::Write;

/// A line: where it begins, how high it stands, the size of its letters, its words.
type Line<'l> = (u32, u32, u32, &'l str);

/// A PDF of these objects, the first the catalogue and the second what it says about itself.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.5\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(
        file,
        "trailer\n<</Size {}/Root 1 0 R/Info 2 0 R>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    file.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

fn shown(lines: &[Line<'_>]) -> String {
    let mut content = String::from("0.2 0.2 0.2 rg 0 0 m 10 10 l S\n");
    for (left, base, size, words) in lines {
        let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        writeln!(content, "BT /F1 {size} Tf 1 0 0 1 {left} {base} Tm ({words}) Tj ET").unwrap();
    }
    content
}

/// A PDF of pages with these contents.
fn pages(info: &str, contents: &[String], more: &[String]) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 3 0 R>>".to_owned(), format!("<<{info}>>")];
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 5 + 2 * page)).collect();
    let kids = kids.join(" ");
    objects.push(format!(
        "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</X1 {} 0 R/X2 {} 0 R>>>>>>",
        contents.len(),
        5 + 2 * contents.len(),
        6 + 2 * contents.len()
    ));
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned());
    for (page, content) in contents.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 3 0 R/Contents {} 0 R>>", 6 + 2 * page));
        objects.push(stream("", content));
    }
    objects.extend_from_slice(more);
    pdf(&objects)
}

const INFO: &str = "/Title(Gate shut again)/Author(Ada Roe)/CreationDate(D:20310430172000+02'00')";

#[test]
fn pages_become_paragraphs() {
    let head = |number: &str| {
        vec![(72, 800, 9, "The Wexholm Tide"), (520, 800, 9, "30 April 2031"), (300, 30, 9, number)]
            .into_iter()
            .map(|(left, base, size, words)| (left, base, size, words.to_owned()))
            .collect::<Vec<_>>()
    };
    let page = |number: &str, lines: &[Line<'_>]| {
        let head = head(number);
        let mut all: Vec<Line<'_>> = head.iter().map(|(l, b, s, w)| (*l, *b, *s, w.as_str())).collect();
        all.extend_from_slice(lines);
        shown(&all)
    };
    let contents = [
        page(
            "Page 1",
            &[
                (72, 760, 20, "Gate shut again"),
                (72, 730, 11, "By Ada Roe"),
                (72, 700, 11, "The gate of the old harbour was shut on Wednes-"),
                (72, 686, 11, "day, the harbour master (a new one) said at noon."),
                (72, 660, 11, "Nobody could say why it was, or for how long, but"),
                (72, 646, 11, "the ferry to the island goes on from the pier at"),
            ],
        ),
        page(
            "Page 2",
            &[
                (72, 760, 11, "the mill, as it did in the storm of the year before."),
                (72, 734, 11, "It rains."),
            ],
        ),
        page("Page 3", &[(72, 760, 11, "On Thursday the gate is to be opened again.")]),
    ];
    let desk = Desk::new();
    for name in ["a.pdf", "nameless"] {
        let report = read_one(&desk.put(name, pages(INFO, &contents, &[])));
        assert_eq!(
            report.article.text,
            "Gate shut again\n\nBy Ada Roe\n\nThe gate of the old harbour was shut on Wednesday, the harbour master \
             (a new one) said at noon.\n\nNobody could say why it was, or for how long, but the ferry to the island goes on \
             from the pier at the mill, as it did in the storm of the year before.\n\nIt rains.\n\nOn Thursday the gate is to be \
             opened again."
        );
        assert_eq!(report.article.title.as_deref(), Some("Gate shut again"));
        assert_eq!(report.article.byline.as_deref(), Some("Ada Roe"));
        assert_eq!(report.article.published, None, "the day stands in the running head alone");
        assert_eq!(report.notes, [Note::Made { at: "2031-04-30".into() }]);
        assert_eq!(
            (report.raw.media, report.raw.extractor.as_str()),
            (Media::Pdf, "pdf-extract 0.12.1 + parallax 1")
        );
    }
}

#[test]
fn properties_count_where_the_text_bears_them_out() {
    let desk = Desk::new();
    let content = shown(&[(72, 760, 11, "Rain fell on April 30, 2031.")]);
    let info = "/Title(Microsoft Word - x.doc)/Author(user)/CreationDate(D:20310430172000Z)";
    let article = read_one(&desk.put("a.pdf", pages(info, &[content], &[]))).article;
    assert_eq!((article.title, article.byline), (None, None));
    assert_eq!(article.published.unwrap().to_string(), "2031-04-30");
}

#[test]
fn forms_are_read_and_end() {
    let desk = Desk::new();
    let form = |content: &str| stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", content);
    let line = shown(&[(72, 700, 11, "In a form.")]);
    let content = format!("{}q /X1 Do Q", shown(&[(72, 760, 11, "On the page.")]));
    let good = pages(INFO, std::slice::from_ref(&content), &[form(&line), form("")]);
    assert_eq!(read_one(&desk.put("a.pdf", good)).article.text, "On the page.\n\nIn a form.");
    // Each holds the other; and each twice what is below it, without end in any time.
    for (first, second) in [("/X2 Do", "/X1 Do"), ("/X1 Do", ""), ("/X2 Do /X2 Do /X1 Do", "/X1 Do")] {
        let bad = pages(INFO, std::slice::from_ref(&content), &[form(first), form(second)]);
        let reason = refuse_one(&desk.put("b.pdf", bad));
        assert!(reason.to_string().contains("page 1 could not be read: it has too many forms"), "{reason}");
    }
    let bad = pages(
        INFO,
        &[shown(&[(72, 760, 11, "First.")]), "q /X1 Do Q".to_owned()],
        &[form("/X1 Do"), form("")],
    );
    let run = read(&[desk.put("c.pdf", bad)]);
    assert_eq!((run.reports[0].article.text.as_str(), run.failures()), ("First.", 1));
    assert!(run.told()[0].contains("page 2 could not be read"), "{:?}", run.told());
}

#[test]
fn pdfs_that_cannot_be_read_are_named() {
    let desk = Desk::new();
    let whole = pages(INFO, &[shown(&[(72, 760, 11, "Rain.")])], &[]);
    let scan = pages(
        INFO,
        &["q 100 0 0 100 0 0 cm /X1 Do Q".to_owned()],
        &[stream("/Subtype/Image/Width 1/Height 1", "x")],
    );
    let mut locked = whole.clone();
    let trailer = locked.windows(5).rposition(|five| five == b"/Info").unwrap();
    locked.splice(trailer..trailer, *b"/Encrypt<</Filter/Standard/V 1/R 2/O(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)/U(bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)/P -4>>/ID[(a)(a)]");
    for (name, bytes, word) in [
        ("a.pdf", b"The gate is shut.".to_vec(), "no PDF"),
        ("b.pdf", whole[..whole.len() / 3].to_vec(), ""),
        ("c.pdf", scan, "only pictures"),
        ("d.pdf", locked, "encrypted"),
        ("e.pdf", pages(INFO, &[], &[]), "no pages"),
    ] {
        let reason = refuse_one(&desk.put(name, bytes));
        assert!(matches!(reason, ProblemKind::Unreadable { .. }), "{name}: {reason}");
        assert!(reason.to_string().contains(word), "{name}: {reason}");
    }
    assert_eq!(refuse_one(&desk.put("a.pdf", "")), ProblemKind::Empty);
    for length in (0..whole.len()).step_by(11) {
        let run = read(&[desk.put("f.pdf", &whole[..length])]);
        assert_eq!(run.reports.len() + run.problems.len(), 1, "{length}");
    }
}

#[test]
fn bombs_in_streams_are_refused() {
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write as _;
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    let megabyte = vec![b' '; 1 << 20];
    for _ in 0..200 {
        packer.write_all(&megabyte).unwrap();
    }
    let packed = packer.finish().unwrap();
    let mut file = b"%PDF-1.5\n1 0 obj\n<</Filter/FlateDecode>>\nstream\r\n".to_vec();
    file.extend(&packed);
    file.extend(b"\nendstream\nendobj\n");
    let reason = refuse_one(&Desk::new().put("a.pdf", file));
    assert!(reason.to_string().contains("unpacks to more than 134217728 bytes in one place"), "{reason}");
}

#[test]
fn changed_bytes_cost_no_more_than_the_file() {
    let desk = Desk::new();
    let whole = pages(INFO, &[shown(&[(72, 760, 11, "Rain."), (72, 740, 11, "Sun.")])], &[]);
    for (turn, at) in (0..whole.len()).step_by(3).enumerate() {
        let mut changed = whole.clone();
        changed[at] = b"0<[(9/ \xFF"[turn % 8];
        let run = read(&[desk.put("a.pdf", changed)]);
        assert!(run.reports.len() + run.problems.len() > 0);
    }
}

#[test]
fn circles_and_tables_without_end_end() {
    let desk = Desk::new();
    let shown = shown(&[(72, 700, 11, "Rain.")]);
    let page = "<</Type/Page/Parent 3 0 R/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>>>".to_owned();
    let objects = |above: &str, font: &str| {
        vec![
            "<</Type/Catalog/Pages 3 0 R>>".to_owned(),
            format!("<<{INFO}>>"),
            format!("<</Type/Pages/Count 1/Kids[4 0 R]{above}>>"),
            page.clone(),
            stream("", &shown),
            font.to_owned(),
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<<>>/DW 500>>".to_owned(),
            stream("", "begincmap 1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange endcmap"),
        ]
    };
    let plain = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let report = read_one(&desk.put("a.pdf", pdf(&objects("/Parent 4 0 R", plain))));
    assert_eq!(report.article.text, "Rain.", "what is above the page is the page itself");
    let wide =
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>";
    let run = read(&[desk.put("b.pdf", pdf(&objects("", wide)))]);
    assert_eq!(run.reports.len() + run.problems.len(), 1);
    let run = read(&[desk.put("c.pdf", pdf(&objects("/Kids[3 0 R 3 0 R]", plain)))]);
    assert_eq!(run.reports.len() + run.problems.len(), 1);
}
