//! Who is the same in a text: mentions with the number of whom they mean, as CoNLL-2012 and GUM have them.

use crate::{
    conllu::{self, Word},
    printed::Printed,
};
use anyhow::{Context, Result};
use std::{collections::HashMap, ops::Range, path::Path};

/// A text with its mentions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// Its words.
    pub text: String,
    /// The mentions, by where they begin, longer ones first.
    pub mentions: Vec<Mention>,
}

/// A mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Its head: by the treebank where there is one, else its last token.
    pub head: Range<usize>,
    /// Whether it is a name.
    pub named: bool,
    /// Whom it means.
    pub cluster: usize,
    /// What kind of thing that is, where the set says: `person`.
    pub kind: Option<String>,
}

/// The documents of the `.conll` files of a folder, in the layout of CoNLL-2012.
///
/// # Errors
///
/// When a file cannot be read or a bracket in its last column is not closed.
pub fn conll(folder: &Path) -> Result<Vec<Document>> {
    let files = crate::files(folder, "conll")?;
    files
        .iter()
        .map(|path| {
            let mut document = brackets(&crate::text(path)?).with_context(|| path.display().to_string())?;
            document.id =
                path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            Ok(document)
        })
        .collect()
}

fn brackets(source: &str) -> Result<Document> {
    let mut printed = Printed::default();
    let mut mentions = Vec::new();
    let mut tokens: Vec<(String, Range<usize>)> = Vec::new();
    let mut open: HashMap<usize, Vec<usize>> = HashMap::new();
    for (number, line) in source.lines().enumerate() {
        if line.trim().is_empty() {
            printed.end_sentence();
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(token), Some(last)) =
            (columns.get(3), columns.iter().rev().find(|column| !column.is_empty()))
        else {
            anyhow::bail!("line {}: {} columns are too few", number + 1, columns.len());
        };
        tokens.push(((*token).to_owned(), printed.word(token)));
        for part in last.split('|').filter(|part| *part != "_") {
            let cluster: usize = part.trim_matches(['(', ')']).parse().context("a number of a cluster")?;
            if part.starts_with('(') {
                open.entry(cluster).or_default().push(tokens.len() - 1);
            }
            if part.ends_with(')') {
                let first = open
                    .get_mut(&cluster)
                    .and_then(Vec::pop)
                    .with_context(|| format!("line {}: {cluster} was not open", number + 1))?;
                let words = &tokens[first..];
                let head = words[words.len() - 1].1.clone();
                let span = words[0].1.start..head.end;
                mentions.push(Mention { span, head, named: is_name(words), cluster, kind: None });
            }
        }
    }
    sort(&mut mentions);
    Ok(Document { id: String::new(), text: printed.text, mentions })
}

/// Whether words with capitals, and small ones that names have among them, are all that a mention has.
fn is_name(words: &[(String, Range<usize>)]) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase) && word != "I";
    words.len() <= 6
        && words.last().is_some_and(|(last, _)| capital(last))
        && words.iter().all(|(word, _)| {
            capital(word) || matches!(word.as_str(), "." | "of" | "de" | "la" | "le" | "von" | "van" | "the")
        })
}

/// The mentions that GUM keeps in the last column of its treebank.
pub fn of_treebank(document: &conllu::Document) -> Document {
    let (text, sentences, _) = document.raw();
    let mut mentions = Vec::new();
    let mut open: Vec<(usize, usize, String)> = Vec::new();
    for (sentence, &(base, _)) in document.sentences.iter().zip(&sentences) {
        // A mention never goes on over the end of its sentence.
        open.clear();
        for (at, word) in sentence.words.iter().enumerate() {
            for mark in entity_marks(word).unwrap_or_default() {
                match mark {
                    Mark::Open { cluster, kind } => open.push((cluster, at, kind)),
                    Mark::Close(cluster) => {
                        let Some(opened) = open.iter().rposition(|(known, ..)| *known == cluster) else {
                            continue;
                        };
                        let (_, first, kind) = open.remove(opened);
                        let outside = |word: &&Word| word.head.is_none_or(|head| head < first || head > at);
                        let head = sentence.words[first..=at].iter().find(outside).unwrap_or(word);
                        let start = sentence.words[first].span.start;
                        mentions.push(Mention {
                            span: base + start..base + word.span.end,
                            head: base + head.span.start..base + head.span.end,
                            named: head.upos == "PROPN",
                            cluster,
                            kind: Some(kind),
                        });
                    }
                }
            }
        }
    }
    sort(&mut mentions);
    Document { id: document.id.clone(), text, mentions }
}

enum Mark {
    Open { cluster: usize, kind: String },
    Close(usize),
}

/// The brackets of `Entity=(3-person-new-…(7-place-…)3)` in order.
fn entity_marks(word: &Word) -> Option<Vec<Mark>> {
    let value = word.misc.split('|').find_map(|part| part.strip_prefix("Entity="))?;
    let mut marks = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('(') {
            let end = inside.find(['(', ')']).unwrap_or(inside.len());
            let mut fields = inside[..end].split('-');
            let cluster = fields.next().and_then(|id| id.parse().ok())?;
            marks.push(Mark::Open { cluster, kind: fields.next().unwrap_or_default().to_owned() });
            rest = &inside[end..];
            if let Some(after) = rest.strip_prefix(')') {
                marks.push(Mark::Close(cluster));
                rest = after;
            }
        } else {
            let end = rest.find(')')?;
            marks.push(Mark::Close(rest[..end].parse().ok()?));
            rest = &rest[end + 1..];
        }
    }
    Some(marks)
}

fn sort(mentions: &mut [Mention]) {
    mentions
        .sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end), mention.cluster));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_close_where_they_should() {
        let source = "#begin\nx\t0\t0\tHer\t_\t(2)|(1\nx\t0\t1\tmill\t_\t1)\nx\t0\t2\t.\t_\t_\n\n";
        let document = brackets(source).unwrap();
        let spans: Vec<_> = document
            .mentions
            .iter()
            .map(|mention| (&document.text[mention.span.clone()], mention.cluster))
            .collect();
        assert_eq!(spans, [("Her mill", 1), ("Her", 2)]);
        assert_eq!(&document.text[document.mentions[0].head.clone()], "mill");
        assert!(!document.mentions[0].named && document.mentions[1].named);
        assert!(brackets("x\t0\t0\tHer\t_\t2)\n").is_err());
    }

    #[test]
    fn a_treebank_nests_its_mentions() {
        let mut word = Word {
            misc: "SpaceAfter=No|Entity=(3-person-new-cf1-2-coref(12-place-giv-1-sgl-Granton)".to_owned(),
            ..Word::default()
        };
        let marks = entity_marks(&word).unwrap();
        assert!(matches!(&marks[0], Mark::Open { cluster: 3, kind } if kind == "person"));
        assert!(matches!(&marks[1], Mark::Open { cluster: 12, kind } if kind == "place"));
        assert!(matches!(marks[2], Mark::Close(12)));
        word.misc = "Entity=12)3)".to_owned();
        assert_eq!(entity_marks(&word).unwrap().len(), 2);
    }
}
