//! The invented stories of `crates/bench/stories`, with what a careful reader finds in each.
//!
//! The form of `gold.json` is told in the README beside them. A place is an article and words that stand in it once.

use anyhow::{Context, Result, ensure};
use article::{Article, PartialDate, Span};
use gather::Sources;
use read::{Reading, text::SentenceKind};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Where the stories are.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/stories");

/// A sentence: the number of its article and its own.
pub(crate) type Sentence = (usize, usize);

/// An article and words in it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct At {
    pub(crate) article: String,
    pub(crate) exact: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) families: Vec<GoldFamily>,
    pub(crate) stands_on: Vec<StandsOn>,
    pub(crate) events: Vec<GoldEvent>,
    pub(crate) people: Vec<GoldPerson>,
    pub(crate) facts: Vec<GoldFact>,
    pub(crate) quotes: Vec<GoldQuote>,
    pub(crate) positions: Vec<GoldPosition>,
    pub(crate) position_changes: Vec<GoldChange>,
    pub(crate) timeline: Vec<GoldDay>,
    pub(crate) since: Vec<GoldSince>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldFamily {
    pub(crate) articles: Vec<String>,
    pub(crate) origin: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct StandsOn {
    pub(crate) article: String,
    pub(crate) outlet: String,
    pub(crate) how: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldEvent {
    pub(crate) key: String,
    pub(crate) day: Option<String>,
    pub(crate) status: String,
    pub(crate) mentions: Vec<At>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldPerson {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) forms: Vec<String>,
    pub(crate) roles: Vec<GoldRole>,
    pub(crate) articles: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldRole {
    pub(crate) role: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldFact {
    pub(crate) key: String,
    pub(crate) standing: String,
    pub(crate) independent: usize,
    pub(crate) support: Vec<At>,
    pub(crate) conflicts: Vec<At>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldQuote {
    pub(crate) speaker: String,
    pub(crate) renderings: Vec<GoldRendering>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldRendering {
    pub(crate) at: At,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldPosition {
    pub(crate) party: String,
    pub(crate) also: Vec<String>,
    pub(crate) stance: String,
    pub(crate) at: At,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldChange {
    pub(crate) from: At,
    pub(crate) to: At,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldDay {
    pub(crate) day: String,
    pub(crate) sentences: Vec<At>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct GoldSince {
    pub(crate) moment: PartialDate,
    pub(crate) old: Vec<At>,
    pub(crate) new: Vec<At>,
}

/// An invented story: its reports, read, and what a careful reader finds.
#[derive(Debug)]
pub(crate) struct Invented {
    /// The name of its folder.
    pub(crate) name: String,
    /// In the order of their file names, by which the gold calls them.
    pub(crate) readings: Vec<Reading>,
    pub(crate) gold: Gold,
    numbers: BTreeMap<String, usize>,
    /// Of each article, of each sentence of its body: the words in lower case, without marks.
    plain: Vec<Vec<Vec<String>>>,
}

/// The stories of one part: `development`, which rules may be tried on, or `held`, which are only measured on.
///
/// # Errors
///
/// When a story cannot be read, or its gold names words that do not stand in its reports just once.
pub(crate) fn stories(part: &str) -> Result<Vec<Invented>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(Path::new(FOLDER).join(part))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    folders.sort();
    folders
        .iter()
        .map(|folder| Invented::read(folder).with_context(|| folder.display().to_string()))
        .collect()
}

impl Invented {
    fn read(folder: &Path) -> Result<Self> {
        let gold: Gold = serde_json::from_str(&fs::read_to_string(folder.join("gold.json"))?)?;
        let mut files: Vec<PathBuf> = fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .filter(|path: &std::io::Result<PathBuf>| {
                path.as_ref().is_ok_and(|path| path.extension().is_some_and(|end| end == "md"))
            })
            .collect::<std::io::Result<_>>()?;
        files.sort();
        let mut readings = Vec::new();
        for gathered in Sources::new(&files) {
            let report = gathered.map_err(|problem| anyhow::anyhow!("{problem}"))?;
            readings.push(read::read(report.article));
        }
        readings.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let numbers =
            readings.iter().enumerate().map(|(at, reading)| (reading.article.id.0.clone(), at)).collect();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let plain = readings.iter().map(plain).collect();
        let story = Self { name, readings, gold, numbers, plain };
        for at in story.gold.events.iter().flat_map(|event| &event.mentions) {
            story.place(at)?;
        }
        Ok(story)
    }

    /// The number of an article.
    pub(crate) fn number(&self, article: &str) -> Option<usize> {
        self.numbers.get(article).copied()
    }

    /// Where a place is; `None` for one in a headline that came apart from the text.
    fn place(&self, at: &At) -> Result<Option<(usize, Span)>> {
        let number = self.number(&at.article).with_context(|| format!("no report {}", at.article))?;
        let text = &self.readings[number].article.text;
        let title = self.readings[number].article.title.as_deref().unwrap_or_default();
        if !text.contains(&at.exact) && title.contains(&at.exact) {
            return Ok(None);
        }
        let start = text.find(&at.exact).with_context(|| format!("{}: no {:?}", at.article, at.exact))?;
        ensure!(text.rfind(&at.exact) == Some(start), "{}: twice {:?}", at.article, at.exact);
        Ok(Some((number, Span::new(start, start + at.exact.len()))))
    }

    /// The sentences of the report's body that a span touches; headings are none.
    pub(crate) fn sentences(&self, article: usize, span: Span) -> Vec<Sentence> {
        let sentences = self.readings[article].sentences.iter().enumerate();
        sentences
            .filter(|(_, sentence)| sentence.kind == SentenceKind::Body && sentence.span.overlaps(span))
            .map(|(number, _)| (article, number))
            .collect()
    }

    /// The sentences of places of the gold.
    pub(crate) fn at<'a>(&self, places: impl IntoIterator<Item = &'a At>) -> BTreeSet<Sentence> {
        let placed = places.into_iter().filter_map(|at| self.place(at).ok().flatten());
        placed.flat_map(|(article, span)| self.sentences(article, span)).collect()
    }

    /// These sentences and all of the story that say the same in the same words, as copies and versions do.
    pub(crate) fn repeated(&self, sentences: &BTreeSet<Sentence>) -> BTreeSet<Sentence> {
        let same: BTreeSet<&Vec<String>> =
            sentences.iter().filter_map(|(article, number)| self.plain.get(*article)?.get(*number)).collect();
        let all = self.plain.iter().enumerate().flat_map(|(article, plain)| {
            plain.iter().enumerate().map(move |(number, words)| ((article, number), words))
        });
        let again = all.filter(|(_, words)| !words.is_empty() && same.contains(words)).map(|(at, _)| at);
        sentences.iter().copied().chain(again).collect()
    }

    /// The words of a sentence.
    pub(crate) fn words(&self, (article, number): Sentence) -> String {
        let reading = &self.readings[article];
        let words = reading.sentences.get(number).map_or("", |sentence| reading.words(sentence.span));
        format!("{} {words}", reading.article.id.0.get(..2).unwrap_or_default())
    }

    /// The articles.
    pub(crate) fn articles(&self) -> impl Iterator<Item = &Article> {
        self.readings.iter().map(|reading| &reading.article)
    }
}

fn plain(reading: &Reading) -> Vec<Vec<String>> {
    let words = |span: Span| {
        let words = reading.words(span).split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let sentences = reading.sentences.iter();
    sentences.map(|cut| if cut.kind == SentenceKind::Body { words(cut.span) } else { Vec::new() }).collect()
}
