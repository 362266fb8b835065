//! Names in columns: a token a line with a label in IOB, an empty line after each sentence.

use crate::printed::Printed;
use anyhow::Result;
use std::{ops::Range, path::Path};

/// A text with its names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The words as they are printed.
    pub text: String,
    /// The names in order.
    pub names: Vec<Name>,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What it names, as the set calls it: `PER`.
    pub kind: String,
}

/// How a file is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// The column of the token, from 0.
    pub token: usize,
    /// The column of the label, from 0; `None` for the last.
    pub label: Option<usize>,
    /// What a line begins with that begins a document; `None` where each sentence is a document.
    pub document: Option<&'static str>,
}

/// The documents of a file.
///
/// # Errors
///
/// When the file cannot be read or a line has too few columns.
pub fn documents(path: &Path, layout: Layout) -> Result<Vec<Document>> {
    parse(&crate::text(path)?, layout).map_err(|error| error.context(path.display().to_string()))
}

/// The documents of a text in this layout.
///
/// # Errors
///
/// When a line has too few columns.
pub fn parse(source: &str, layout: Layout) -> Result<Vec<Document>> {
    let mut reader = Reader::default();
    let mut documents = Vec::new();
    for (number, line) in source.lines().enumerate() {
        if layout.document.is_some_and(|begins| line.starts_with(begins)) {
            documents.extend(reader.take());
        } else if line.trim().is_empty() {
            reader.end_sentence();
            if layout.document.is_none() {
                documents.extend(reader.take());
            }
        } else if !line.starts_with("# ") {
            let columns: Vec<&str> =
                if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() };
            let label = layout.label.map_or_else(|| columns.last(), |label| columns.get(label));
            let (Some(token), Some(label)) = (columns.get(layout.token), label) else {
                anyhow::bail!("line {}: {} columns are too few", number + 1, columns.len());
            };
            reader.token(token.trim(), label.trim());
        }
    }
    reader.end_sentence();
    documents.extend(reader.take());
    Ok(documents)
}

#[derive(Default)]
struct Reader {
    printed: Printed,
    names: Vec<Name>,
    /// Whether the last token belongs to the last name.
    inside: bool,
}

impl Reader {
    fn token(&mut self, token: &str, label: &str) {
        let span = self.printed.word(token);
        let Some((how, kind)) = label.split_once('-') else {
            self.inside = false;
            return;
        };
        match self.names.last_mut() {
            Some(name) if self.inside && how != "B" && name.kind == kind => name.span.end = span.end,
            _ => self.names.push(Name { span, kind: kind.to_owned() }),
        }
        self.inside = true;
    }

    fn end_sentence(&mut self) {
        self.inside = false;
        self.printed.end_sentence();
    }

    fn take(&mut self) -> Option<Document> {
        let reader = std::mem::take(self);
        (!reader.printed.text.is_empty())
            .then_some(Document { text: reader.printed.text, names: reader.names })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_labelling_are_read() {
        let layout = Layout { token: 0, label: None, document: Some("-DOCSTART-") };
        let source = "-DOCSTART- O\n\nAda I-PER\nLund I-PER\nBrandt B-PER\nleft O\nWest I-LOC\n, O\nsaid O\nit O\n. O\n\n\
            -DOCSTART- O\n\nHarrow B-LOC\n";
        let documents = parse(source, layout).unwrap();
        assert_eq!(documents.len(), 2);
        let names: Vec<_> = documents[0]
            .names
            .iter()
            .map(|name| (&documents[0].text[name.span.clone()], name.kind.as_str()))
            .collect();
        assert_eq!(names, [("Ada Lund", "PER"), ("Brandt", "PER"), ("West", "LOC")]);
        assert_eq!(parse("a O\n\nb O\n", Layout { document: None, ..layout }).unwrap().len(), 2);
    }
}
