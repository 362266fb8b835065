//! The XML of the CAT annotation tool, in which MEANTIME comes: tokens, and markables that point to them.

use crate::{
    columns::Name,
    markup::{self, Piece, Tag},
    printed::Printed,
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
    /// What it is: `TIMEX3`, `VALUE`, `ENTITY_MENTION`.
    pub name: String,
    /// Its attributes `type`, `value` and `functionInDocument`; empty where it has none. A mention of an entity has
    /// the type of that entity: `PER`.
    pub kind: String,
    /// See `kind`.
    pub value: String,
    /// See `kind`.
    pub function: String,
    /// How a mention of an entity is put: `NAM` for a name, `PRE.NAM` for one that stands before a noun; else empty.
    pub syntax: String,
    /// The number of the entity that is meant; empty where none is.
    pub entity: String,
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

/// The names of a document.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The text.
    pub text: String,
    /// The names of persons (`PER`), organisations (`ORG`) and places (`LOC`), in order of their ends. A span begins
    /// where the phrase does that the set marks.
    pub names: Vec<Name>,
    /// What stands before a noun, *Harrow* in *the Harrow mill* and *British* alike: a name or none.
    pub open: Vec<Range<usize>>,
}

impl Document {
    /// Its names. The set marks the whole phrase that a name stands in, *the steel maker Harrow plc*, *Harrow, a
    /// maker of steel*, *the mayor of Leeds*. So the phrase is cut where another name begins that ends it, and at its
    /// first comma or bracket, and loses its last words in small letters: its end is then the end of its name, and
    /// where in it the name begins is not told. A phrase for a person that ends in another's name is none.
    #[must_use]
    pub fn names(&self) -> Names {
        let named: Vec<&Markable> =
            self.markables.iter().filter(|markable| markable.syntax.ends_with("NAM")).collect();
        let mut names = Names { text: self.text.clone(), ..Names::default() };
        for markable in named.iter().filter(|markable| {
            markable.syntax == "NAM" && matches!(markable.kind.as_str(), "PER" | "ORG" | "LOC")
        }) {
            let Range { start, end } = markable.span;
            let ending = named
                .iter()
                .filter(|other| other.span.end == end && other.span.start > start)
                .filter(|other| other.entity != markable.entity)
                .map(|other| other.span.start)
                .min();
            if ending.is_some() && markable.kind == "PER" {
                continue;
            }
            let phrase = self.text.get(start..ending.unwrap_or(end)).unwrap_or("");
            let words = to_last_capital(phrase.split([',', '(']).next().unwrap_or(phrase));
            if words > 0 {
                names.names.push(Name { span: start..start + words, kind: markable.kind.clone() });
            }
        }
        names.names.sort_by_key(|name| (name.span.end, std::cmp::Reverse(name.span.start)));
        names.names.dedup_by_key(|name| name.span.end);
        names.open = named
            .iter()
            .filter(|markable| markable.syntax == "PRE.NAM")
            .map(|markable| markable.span.clone())
            .collect();
        names
    }
}

/// The length in bytes of a phrase up to the last of its words that begins with a capital or digit.
fn to_last_capital(phrase: &str) -> usize {
    let starts = |at: usize| at == 0 || phrase[..at].ends_with(char::is_whitespace);
    let last = phrase
        .char_indices()
        .rfind(|(at, letter)| (letter.is_uppercase() || letter.is_numeric()) && starts(*at));
    last.map_or(0, |(at, _)| phrase[at..].find(char::is_whitespace).map_or(phrase.len(), |end| at + end))
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
    let mut reader = Reader::default();
    for piece in markup::pieces(source) {
        match piece {
            Piece::Open(tag, alone) => reader.open(&tag, alone),
            Piece::Text(words) => {
                if let Some(id) = reader.token.take() {
                    let place = reader.text.word(&words);
                    reader.places.insert(id, place);
                }
            }
            Piece::Close(name) => reader.close(name),
        }
    }
    reader.finish()
}

/// What has been read of a document.
#[derive(Debug, Default)]
struct Reader {
    id: String,
    text: Printed,
    /// Where each token stands, by its number.
    places: HashMap<String, Range<usize>>,
    /// The token whose word comes next, and the sentence of the last.
    token: Option<String>,
    sentence: Option<String>,
    /// The markable whose tokens are being read, its number, and where they stand.
    open: Option<(Markable, String, Option<Range<usize>>)>,
    /// The markables with their numbers.
    markables: Vec<(Markable, String)>,
    /// The type of each entity, by its number.
    entities: HashMap<String, String>,
    /// The mentions whose entity is still to be read, and the entity of each mention.
    sources: Vec<String>,
    means: HashMap<String, String>,
}

impl Reader {
    fn open(&mut self, tag: &Tag<'_>, alone: bool) {
        let get = |key: &str| tag.attribute(key).unwrap_or_default();
        match tag.name {
            "Document" => self.id = get("doc_name"),
            "token" => {
                let number = tag.attribute("sentence");
                let annotated = number
                    .as_deref()
                    .and_then(|number| number.parse::<usize>().ok())
                    .is_some_and(|number| number < ANNOTATED);
                self.token = tag.attribute("t_id").filter(|_| annotated && !alone);
                if self.token.is_some() && self.sentence != number {
                    self.text.paragraph();
                    self.sentence = number;
                }
            }
            "token_anchor" => {
                let place = self.places.get(&get("t_id")).cloned();
                if let (Some((_, _, span)), Some(place)) = (&mut self.open, place) {
                    *span = Some(match span.take() {
                        Some(span) => span.start.min(place.start)..span.end.max(place.end),
                        None => place,
                    });
                }
            }
            "ENTITY" => {
                self.entities.insert(get("m_id"), get("ent_type"));
            }
            "REFERS_TO" => self.sources.clear(),
            "source" => self.sources.push(get("m_id")),
            "target" => {
                let entity = get("m_id");
                self.means.extend(self.sources.drain(..).map(|mention| (mention, entity.clone())));
            }
            name if !alone => {
                let markable = Markable {
                    name: name.to_owned(),
                    kind: get("type"),
                    value: get("value"),
                    function: get("functionInDocument"),
                    syntax: get("syntactic_type"),
                    entity: String::new(),
                    span: 0..0,
                };
                self.open = Some((markable, get("m_id"), None));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((markable, id, Some(span))) = self.open.take_if(|(markable, ..)| markable.name == name) {
            self.markables.push((Markable { span, ..markable }, id));
        }
    }

    fn finish(self) -> Document {
        let (entities, means) = (self.entities, self.means);
        let mut markables: Vec<Markable> = self
            .markables
            .into_iter()
            .map(|(mut markable, id)| {
                if let Some(entity) = means.get(&id).filter(|entity| entities.contains_key(*entity)) {
                    markable.entity.clone_from(entity);
                    markable.kind = entities.get(entity).cloned().unwrap_or_default();
                }
                markable
            })
            .collect();
        markables.sort_by_key(|markable| (markable.span.start, markable.span.end));
        Document { id: self.id, text: self.text.text, markables }
    }
}

/// A few days of publication are written with the year last: `28-04-2031`.
fn year_first(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>()[..] {
        [day, month, year] if year.len() == 4 && day.len() == 2 => format!("{year}-{month}-{day}"),
        _ => day.to_owned(),
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

    #[test]
    fn a_name_ends_where_the_next_or_a_remark_begins() {
        let words = "Steel maker Harrow ( a firm of note ) left Zentral Hall in Wexholm , Norland with the mayor of Wexholm";
        let mut source = String::from("<Document doc_name=\"a\">");
        for (at, word) in words.split(' ').enumerate() {
            source += &["<token sentence=\"2\" t_id=\"", &at.to_string(), "\">", word, "</token>"].concat();
        }
        let mentions = [
            ("ORG", 0..9),
            ("LOC", 10..16),
            ("LOC", 13..16),
            ("LOC", 15..16),
            ("PER", 18..21),
            ("LOC", 20..21),
        ];
        for (number, (kind, tokens)) in mentions.into_iter().enumerate() {
            let number = number.to_string();
            source += &["<ENTITY_MENTION syntactic_type=\"NAM\" m_id=\"m", &number, "\">"].concat();
            source.extend(tokens.map(|at| ["<token_anchor t_id=\"", &at.to_string(), "\"/>"].concat()));
            source +=
                &["</ENTITY_MENTION><ENTITY m_id=\"e", &number, "\" ent_type=\"", kind, "\"/>"].concat();
            source += &[
                "<REFERS_TO><source m_id=\"m",
                &number,
                "\"/><target m_id=\"e",
                &number,
                "\"/></REFERS_TO>",
            ]
            .concat();
        }
        let names = document(&source).names();
        let found: Vec<&str> = names.names.iter().map(|name| &names.text[name.span.clone()]).collect();
        assert_eq!(found, ["Steel maker Harrow", "Zentral Hall", "Wexholm", "Norland", "Wexholm"]);
    }
}
