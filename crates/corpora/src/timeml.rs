//! `TimeML`, the format of the `TempEval` sets, and the dates that GUM puts into its last column: texts with their
//! expressions of time.

use crate::{
    conllu,
    markup::{self, Piece},
};
use anyhow::Result;
use std::{ops::Range, path::Path};

/// A text with its expressions of time.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// The text as it was published.
    pub text: String,
    /// The day on which it was, as the set writes it.
    pub day: Option<String>,
    /// The expressions in order.
    pub times: Vec<Timex>,
    /// Where the day of publication itself stands in the text, if it does.
    pub own_day: Option<Range<usize>>,
}

/// An expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// `DATE`, `TIME`, `DURATION`, `SET`; empty where the set does not say.
    pub kind: String,
    /// Its value.
    pub value: String,
    /// The end of a stretch that is given by its first and last day.
    pub end: Option<String>,
}

/// All documents of the `.tml` files of a folder, in the order of their names.
///
/// # Errors
///
/// When a file cannot be read.
pub fn folder(folder: &Path) -> Result<Vec<Document>> {
    crate::files(folder, "tml")?.iter().map(|path| Ok(document(&crate::text(path)?))).collect()
}

/// One document. The expressions are those inside its text; the day of publication stands outside.
pub fn document(source: &str) -> Document {
    let mut document = Document::default();
    let (mut inside, mut before) = (false, String::new());
    let mut open: Vec<(usize, Timex)> = Vec::new();
    for piece in markup::pieces(source) {
        match piece {
            Piece::Open(tag, alone) => {
                tag.name.clone_into(&mut before);
                match tag.name {
                    "TEXT" => inside = true,
                    "TIMEX3" if inside && !alone => open.push((
                        document.text.len(),
                        Timex {
                            span: 0..0,
                            kind: tag.attribute("type").unwrap_or_default(),
                            value: tag.attribute("value").unwrap_or_default(),
                            end: None,
                        },
                    )),
                    "TIMEX3" if tag.attribute("functionInDocument").as_deref() == Some("CREATION_TIME") => {
                        document.day = tag.attribute("value");
                    }
                    _ => {}
                }
            }
            Piece::Close("TEXT") => inside = false,
            Piece::Close("TIMEX3") => {
                if let Some((start, timex)) = open.pop() {
                    let span = trimmed(&document.text, start..document.text.len());
                    document.times.push(Timex { span, ..timex });
                }
            }
            Piece::Close(_) => {}
            Piece::Text(text) if inside => document.text.push_str(&text),
            Piece::Text(text) => {
                if before == "DOCID" && document.id.is_empty() {
                    text.trim().clone_into(&mut document.id);
                }
            }
        }
    }
    document
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let words = text.get(span.clone()).unwrap_or("");
    let start = span.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}

/// The dates of a document of GUM. Its expressions have no kind; `value` and `end` are days, months or years.
pub fn of_gum(document: &conllu::Document) -> Document {
    let (text, sentences, _) = document.raw();
    let mut times = Vec::new();
    let mut open: Option<(usize, Timex)> = None;
    for (sentence, (base, _)) in document.sentences.iter().zip(&sentences) {
        for word in &sentence.words {
            let Some(xml) = word.misc.split('|').find_map(|field| field.strip_prefix("XML=")) else {
                continue;
            };
            // The colon-equals of the attributes is written `:::`, as `=` parts key and value of a field.
            let xml = xml.replace(":::", "=");
            for piece in markup::pieces(&xml) {
                match piece {
                    Piece::Open(tag, _) if tag.name == "date" => {
                        let first = ["when", "from", "notBefore"].iter().find_map(|key| tag.attribute(key));
                        let end = ["to", "notAfter"].iter().find_map(|key| tag.attribute(key));
                        let value = first.unwrap_or_default();
                        open = Some((
                            base + word.span.start,
                            Timex { span: 0..0, kind: String::new(), value, end },
                        ));
                    }
                    Piece::Close("date") => {
                        if let Some((start, timex)) = open.take() {
                            times.push(Timex { span: start..base + word.span.end, ..timex });
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    let day = document.meta.get("dateCreated").cloned();
    Document { id: document.id.clone(), text, day, times, own_day: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_stand_where_the_text_has_them() {
        let document = document(
            "<TimeML><DOCID>a1</DOCID><DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2031-04-30\" \
             functionInDocument=\"CREATION_TIME\">04/30/2031</TIMEX3></DCT><TEXT>R&amp;D <EVENT eid=\"e1\">closed\
             </EVENT> on\n<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2031-04-28\">Monday </TIMEX3>.</TEXT></TimeML>",
        );
        assert_eq!((document.id.as_str(), document.day.as_deref()), ("a1", Some("2031-04-30")));
        assert_eq!(document.text, "R&D closed on\nMonday .");
        assert_eq!(document.times.len(), 1);
        assert_eq!(&document.text[document.times[0].span.clone()], "Monday");
        assert_eq!(document.times[0].value, "2031-04-28");
    }

    #[test]
    fn dates_of_gum_have_their_words() {
        let word = |form: &str, span: Range<usize>, misc: &str| conllu::Word {
            form: form.to_owned(),
            span,
            misc: misc.to_owned(),
            ..conllu::Word::default()
        };
        let sentence = conllu::Sentence {
            text: "In May 2031 .".to_owned(),
            words: vec![
                word("In", 0..2, "_"),
                word("May", 3..6, "XML=<date from:::\"2031-05-01\" to:::\"2031-05-31\">"),
                word("2031", 7..11, "SpaceAfter=No|XML=</date>"),
            ],
            ..conllu::Sentence::default()
        };
        let found = of_gum(&conllu::Document { sentences: vec![sentence], ..conllu::Document::default() });
        assert_eq!(&found.text[found.times[0].span.clone()], "May 2031");
        assert_eq!(found.times[0].end.as_deref(), Some("2031-05-31"));
    }
}
