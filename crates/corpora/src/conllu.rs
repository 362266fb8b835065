//! CoNLL-U, the format of Universal Dependencies, with the layers that GUM puts into its last column.

use anyhow::{Context, Result};
use std::{collections::BTreeMap, ops::Range, path::Path};

/// A document: sentences in order.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// `newdoc id`.
    pub id: String,
    /// `meta::` comments of GUM without that prefix: `dateCreated`, `genre`.
    pub meta: BTreeMap<String, String>,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

/// From where to where each of some things stands, in bytes.
pub type Spans = Vec<(usize, usize)>;

/// A sentence: words as the treebank cuts them.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// `sent_id`.
    pub id: String,
    /// The raw text, as the document has it.
    pub text: String,
    /// Whether a paragraph begins here.
    pub begins_paragraph: bool,
    /// The words; empty nodes of the enhanced graph are left out.
    pub words: Vec<Word>,
}

/// A word.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// As it stands in the text.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Penn tag.
    pub xpos: String,
    /// The index of its head in the sentence, from 0; `None` for the root.
    pub head: Option<usize>,
    /// The relation to its head, with its subtype: `nsubj:pass`.
    pub relation: String,
    /// The last column as it stands.
    pub misc: String,
    /// Where it stands in the text of its sentence, in bytes. The parts of a contraction that the text does not
    /// show apart share the span of the whole.
    pub span: Range<usize>,
    /// Whether it is a later part of a surface token that the text does not show apart.
    pub inside: bool,
}

impl Document {
    /// The document as a raw text, with the spans of its sentences and of its surface tokens in it, in bytes.
    /// A paragraph ends with an empty line; sentences inside one are a space apart.
    pub fn raw(&self) -> (String, Spans, Spans) {
        let mut raw = String::new();
        let mut sentences = Vec::new();
        let mut tokens = Vec::new();
        for sentence in &self.sentences {
            if !raw.is_empty() {
                raw.push_str(if sentence.begins_paragraph { "\n\n" } else { " " });
            }
            let base = raw.len();
            raw.push_str(&sentence.text);
            sentences.push((base, raw.len()));
            for word in sentence.words.iter().filter(|word| !word.inside) {
                tokens.push((base + word.span.start, base + word.span.end));
            }
        }
        (raw, sentences, tokens)
    }
}

/// All documents of the `.conllu` files of a folder, in the order of their names.
///
/// # Errors
///
/// When a file cannot be read or is no CoNLL-U.
pub fn folder(folder: &Path) -> Result<Vec<Document>> {
    let mut all = Vec::new();
    for path in crate::files(folder, "conllu")? {
        all.extend(documents(&path)?);
    }
    Ok(all)
}

/// All documents of one file.
///
/// # Errors
///
/// When the file cannot be read or is no CoNLL-U.
pub fn documents(path: &Path) -> Result<Vec<Document>> {
    let text = crate::text(path)?;
    let mut documents: Vec<Document> = Vec::new();
    let mut block = Block::default();
    for (number, line) in text.lines().enumerate() {
        let place = || format!("line {} of {}", number + 1, path.display());
        if line.is_empty() {
            finish(&mut documents, &mut block);
        } else if let Some(comment) = line.strip_prefix('#') {
            let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
            let (key, value) = (key.trim(), value.trim());
            match key {
                "newdoc id" => documents.push(Document { id: value.to_owned(), ..Document::default() }),
                "sent_id" => value.clone_into(&mut block.sentence.id),
                "text" => value.clone_into(&mut block.sentence.text),
                "newpar" | "newpar id" => block.sentence.begins_paragraph = true,
                _ => {
                    if let Some(key) = key.strip_prefix("meta::")
                        && let Some(document) = documents.last_mut()
                    {
                        document.meta.insert(key.to_owned(), value.to_owned());
                    }
                }
            }
        } else {
            block.take(line).with_context(place)?;
        }
    }
    finish(&mut documents, &mut block);
    Ok(documents)
}

#[derive(Default)]
struct Block {
    sentence: Sentence,
    /// How far the text has been consumed.
    at: usize,
    /// The numbers of the words that a surface token spans, and where it stands.
    contraction: Option<(Range<usize>, Range<usize>)>,
}

impl Block {
    fn take(&mut self, line: &str) -> Result<()> {
        let columns: Vec<&str> = line.split('\t').collect();
        anyhow::ensure!(columns.len() == 10, "{} columns where ten are due", columns.len());
        if columns[0].contains('.') {
            return Ok(());
        }
        if let Some((first, last)) = columns[0].split_once('-') {
            let span = self.find(columns[1]).context("a surface token is not in the text")?;
            self.at = span.start;
            self.contraction = Some((first.parse()?..last.parse::<usize>()? + 1, span));
            return Ok(());
        }
        let id: usize = columns[0].parse().context("the number of a word")?;
        let inside_of = self.contraction.clone().filter(|(numbers, _)| numbers.contains(&id));
        let (span, inside) = if let Some((numbers, whole)) = inside_of {
            let part = self.find(columns[1]).filter(|part| part.start == self.at && part.end <= whole.end);
            match part {
                Some(part) => {
                    self.at = part.end;
                    (part, false)
                }
                None => (whole, id > numbers.start),
            }
        } else {
            let span = self.find(columns[1]).with_context(|| format!("{} is not in the text", columns[1]))?;
            self.at = span.end;
            (span, false)
        };
        if let Some((numbers, whole)) = &self.contraction
            && id + 1 == numbers.end
        {
            self.at = whole.end;
        }
        let head: usize = columns[6].parse().context("the number of a head")?;
        self.sentence.words.push(Word {
            form: columns[1].to_owned(),
            lemma: columns[2].to_owned(),
            upos: columns[3].to_owned(),
            xpos: columns[4].to_owned(),
            head: head.checked_sub(1),
            relation: columns[7].to_owned(),
            misc: columns[9].to_owned(),
            span,
            inside,
        });
        Ok(())
    }

    /// Where `form` stands next in the text.
    fn find(&self, form: &str) -> Option<Range<usize>> {
        let rest = self.sentence.text.get(self.at..)?;
        let start = self.at + (rest.len() - rest.trim_start().len());
        let found = self.sentence.text.get(start..)?;
        if found.starts_with(form) {
            return Some(start..start + form.len());
        }
        // A few forms hold a space that the text has as another white space; take the next place.
        let offset = found.find(form)?;
        Some(start + offset..start + offset + form.len())
    }
}

fn finish(documents: &mut Vec<Document>, block: &mut Block) {
    let block = std::mem::take(block);
    if block.sentence.words.is_empty() {
        return;
    }
    if documents.is_empty() {
        documents.push(Document::default());
    }
    if let Some(document) = documents.last_mut() {
        document.sentences.push(block.sentence);
    }
}

#[cfg(test)]
mod tests {

    const SAMPLE: &str = "# newdoc id = a\n# sent_id = a-1\n# newpar\n# text = Ada's crew can't stay.\n\
        1-2\tAda's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tAda\tAda\tPROPN\tNNP\t_\t3\tnmod:poss\t_\t_\n2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_\n\
        3\tcrew\tcrew\tNOUN\tNN\t_\t6\tnsubj\t_\t_\n4-5\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        4\tca\tcan\tAUX\tMD\t_\t6\taux\t_\t_\n5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_\n\
        6\tstay\tstay\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_\n\n";

    #[test]
    fn words_stand_where_the_text_has_them() {
        let folder = std::env::temp_dir().join(format!("corpora-conllu-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.conllu"), SAMPLE).unwrap();
        let documents = super::folder(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let sentence = &documents[0].sentences[0];
        let words: Vec<&str> = sentence.words.iter().map(|word| &sentence.text[word.span.clone()]).collect();
        assert_eq!(words, ["Ada", "'s", "crew", "ca", "n't", "stay", "."]);
        assert_eq!(sentence.words[2].head, Some(5));
        assert_eq!(sentence.words[5].head, None);
        let (raw, sentences, tokens) = documents[0].raw();
        assert_eq!(raw, "Ada's crew can't stay.");
        assert_eq!((sentences.len(), tokens.len()), (1, 7));
    }
}
