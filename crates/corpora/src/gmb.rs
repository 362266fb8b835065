//! The cut of the Groningen Meaning Bank that is a CSV in a ZIP archive: a token a row, Latin-1.

use crate::{
    columns::{Document, Name},
    printed::Printed,
};
use anyhow::{Context, Result};
use std::{fs, io::Read as _, path::Path};

/// Each sentence as a document of its own, with its names as the set calls them: `per`, `org`, `geo`, `gpe`, `tim`.
///
/// # Errors
///
/// When the archive cannot be read or a row has too few columns.
pub fn documents(path: &Path) -> Result<Vec<Document>> {
    let file = fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut archive = zip::ZipArchive::new(file).with_context(|| path.display().to_string())?;
    let mut bytes = Vec::new();
    archive.by_index(0)?.read_to_end(&mut bytes)?;
    read(&bytes).with_context(|| path.display().to_string())
}

fn read(bytes: &[u8]) -> Result<Vec<Document>> {
    let mut rows = csv::ReaderBuilder::new().from_reader(bytes);
    let mut documents: Vec<Document> = Vec::new();
    let mut printed = Printed::default();
    let mut names: Vec<Name> = Vec::new();
    let mut last = None;
    for row in rows.byte_records() {
        let row = row?;
        anyhow::ensure!(row.len() >= 4, "a row of {} columns", row.len());
        // Latin-1: each byte is its own code point.
        let text = |column: usize| row[column].iter().map(|byte| char::from(*byte)).collect::<String>();
        if !row[0].is_empty() && !printed.text.is_empty() {
            let text = std::mem::take(&mut printed).text;
            documents.push(Document { text, names: std::mem::take(&mut names) });
            last = None;
        }
        let span = printed.word(text(1).trim());
        let label = text(3);
        match label.split_once('-') {
            Some((how, kind)) => {
                match names.last_mut() {
                    Some(name) if how == "I" && last.as_deref() == Some(kind) => name.span.end = span.end,
                    _ => names.push(Name { span, kind: kind.to_owned() }),
                }
                last = Some(kind.to_owned());
            }
            None => last = None,
        }
    }
    if !printed.text.is_empty() {
        documents.push(Document { text: printed.text, names });
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_sentences_with_names() {
        let csv = b"Sentence #,Word,POS,Tag\nSentence: 1,President,NNP,B-per\n,Lund,NNP,I-per\n,said,VBD,O\n\
            ,\",\",\",\",O\nSentence: 2,Caf\xe9,NN,O\n,Harrow,NNP,B-geo\n";
        let documents = read(csv).unwrap();
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].text, "President Lund said,");
        assert_eq!(documents[0].names, [Name { span: 0..14, kind: "per".into() }]);
        assert_eq!(documents[1].text, "Café Harrow");
    }
}
