//! The XML of the CAT annotation tool, in which MEANTIME comes: tokens, and markables that point to them.

use crate::{
    markup::{self, Piece},
    timeml::{self, Timex},
};
use anyhow::Result;
use std::{collections::HashMap, ops::Range, path::Path};

/// How many sentences of a text of MEANTIME are annotated; the first two are its headline and its day.
const ANNOTATED: usize = 6;

/// A document: its annotated sentences, a paragraph each, put together as they would be printed.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// The text.
    pub text: String,
    /// The markables with words in it, in order.
    pub markables: Vec<Markable>,
}

/// Something marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markable {
    /// What it is: `TIMEX3`, `VALUE`, `EVENT_MENTION`.
    pub name: String,
    /// Its attributes `type`, `value` and `functionInDocument`; empty where it has none.
    pub kind: String,
    /// See `kind`.
    pub value: String,
    /// See `kind`.
    pub function: String,
    /// From its first word to its last, in bytes.
    pub span: Range<usize>,
}

impl Document {
    /// Its expressions of time. That which gives the day of publication is set apart.
    pub fn times(&self) -> timeml::Document {
        let (own, others): (Vec<&Markable>, Vec<&Markable>) = self
            .markables
            .iter()
            .filter(|markable| markable.name == "TIMEX3")
            .partition(|markable| markable.function == "CREATION_TIME");
        let timex = |markable: &Markable| Timex {
            span: markable.span.clone(),
            kind: markable.kind.clone(),
            value: markable.value.clone(),
            end: None,
        };
        timeml::Document {
            id: self.id.clone(),
            text: self.text.clone(),
            day: own.first().map(|own| year_first(&own.value)),
            own_day: own.first().map(|own| own.span.clone()),
            times: others.into_iter().map(timex).collect(),
        }
    }
}

/// The annotated part of every `.xml` file of a folder.
///
/// # Errors
///
/// When a file cannot be read.
pub fn folder(folder: &Path) -> Result<Vec<Document>> {
    crate::files(folder, "xml")?.iter().map(|path| Ok(document(&crate::text(path)?))).collect()
}

/// One document.
pub fn document(source: &str) -> Document {
    let mut document = Document::default();
    let mut tokens: HashMap<String, Range<usize>> = HashMap::new();
    let (mut token, mut sentence): (Option<String>, Option<String>) = (None, None);
    let mut open: Option<(Markable, Option<Range<usize>>)> = None;
    let mut print = Print::default();
    for piece in markup::pieces(source) {
        match piece {
            Piece::Open(tag, alone) => match tag.name {
                "Document" => document.id = tag.attribute("doc_name").unwrap_or_default(),
                "token" => {
                    let number = tag.attribute("sentence");
                    let annotated = number
                        .as_deref()
                        .and_then(|number| number.parse::<usize>().ok())
                        .is_some_and(|number| number < ANNOTATED);
                    token = tag.attribute("t_id").filter(|_| annotated && !alone);
                    if token.is_some() && sentence != number {
                        print.paragraph(&mut document.text);
                        sentence = number;
                    }
                }
                "token_anchor" => {
                    let place = tag.attribute("t_id").and_then(|id| tokens.get(&id).cloned());
                    if let (Some((_, span)), Some(place)) = (&mut open, place) {
                        *span = Some(match span.take() {
                            Some(span) => span.start.min(place.start)..span.end.max(place.end),
                            None => place,
                        });
                    }
                }
                name if !alone => {
                    let get = |key: &str| tag.attribute(key).unwrap_or_default();
                    let markable = Markable {
                        name: name.to_owned(),
                        kind: get("type"),
                        value: get("value"),
                        function: get("functionInDocument"),
                        span: 0..0,
                    };
                    open = Some((markable, None));
                }
                _ => {}
            },
            Piece::Text(words) => {
                if let Some(id) = token.take() {
                    tokens.insert(id, print.word(&mut document.text, &words));
                }
            }
            Piece::Close(name) => {
                if let Some((markable, Some(span))) = open.take_if(|(markable, _)| markable.name == name) {
                    document.markables.push(Markable { span, ..markable });
                }
            }
        }
    }
    document.markables.sort_by_key(|markable| (markable.span.start, markable.span.end));
    document
}

/// A few days of publication are written with the year last: `28-04-2031`.
fn year_first(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>()[..] {
        [day, month, year] if year.len() == 4 && day.len() == 2 => format!("{year}-{month}-{day}"),
        _ => day.to_owned(),
    }
}

/// Puts tokens together as a printer would.
#[derive(Debug, Default)]
struct Print {
    /// Whether the next token touches the one before.
    touch: bool,
    /// Whether a quotation mark is open.
    quoted: bool,
}

impl Print {
    fn paragraph(&mut self, text: &mut String) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        *self = Self { touch: true, quoted: false };
    }

    fn word(&mut self, text: &mut String, token: &str) -> Range<usize> {
        let word = match token {
            "``" | "''" => "\"",
            other => other,
        };
        let closes = match word {
            "\"" => self.quoted,
            _ => {
                matches!(word, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "'" | "’" | "”" | "...")
                    || word.starts_with(['\'', '’'])
                    || word == "n't"
            }
        };
        if !closes && !self.touch && !text.is_empty() {
            text.push(' ');
        }
        if word == "\"" {
            self.quoted = !self.quoted;
        }
        self.touch = (word == "\"" && self.quoted)
            || matches!(word, "(" | "[" | "“" | "`" | "‘" | "#" | "/")
            || word.ends_with(['$', '£', '€']);
        let start = text.len();
        text.push_str(word);
        start..text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markables_find_their_words() {
        let mut source = String::from("<Document doc_name=\"a\">");
        let words = ["Mill", "shuts", "May", "3", "It", "``", "shut", "''", "Monday", ",", "they", "say"];
        for (at, word) in words.iter().enumerate() {
            let sentence = [0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 9][at];
            for part in
                ["<token sentence=\"", &sentence.to_string(), "\" t_id=\"", &at.to_string(), "\">", word]
            {
                source.push_str(part);
            }
            source.push_str("</token>\n");
        }
        source += "<TIMEX3 type=\"DATE\" value=\"2031-04-28\" functionInDocument=\"NONE\">\
            <token_anchor t_id=\"8\"/></TIMEX3><TIMEX3 type=\"DATE\" value=\"2031-05-03\" \
            functionInDocument=\"CREATION_TIME\"><token_anchor t_id=\"2\"/><token_anchor t_id=\"3\"/></TIMEX3>\
            </Document>";
        let found = document(&source).times();
        assert_eq!(found.text, "Mill shuts\n\nMay 3\n\nIt \"shut\" Monday, they");
        assert_eq!(found.day.as_deref(), Some("2031-05-03"));
        assert_eq!(found.own_day.map(|span| &found.text[span]), Some("May 3"));
        assert_eq!(&found.text[found.times[0].span.clone()], "Monday");
        assert_eq!(found.times.len(), 1);
    }
}
