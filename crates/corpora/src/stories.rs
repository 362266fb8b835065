//! News articles as JSON, one a line, with the story each belongs to; and pairs of them that people judged.

use anyhow::{Context, Result};
use article::{Article, ArticleId, Outlet};
use serde::Deserialize;
use std::{collections::HashMap, io::BufRead, path::Path};

/// An article with the story it belongs to.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The article, with what the set says of it.
    pub article: Article,
    /// Its story; empty when the set has none.
    pub story: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    cluster: String,
    #[serde(default, deserialize_with = "or_empty")]
    text: String,
    title: Option<String>,
    source: Option<String>,
    url: Option<String>,
    date: Option<String>,
    lang: Option<String>,
}

fn or_empty<'d, D: serde::Deserializer<'d>>(from: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(from)?.unwrap_or_default())
}

/// The articles of a file of JSON lines with `id`, `text` and where known `cluster`, `title`, `source`, `url`, `date`,
/// `lang`. An id that several articles have names none of them: each gets its line to it, `empty, line 7`.
///
/// # Errors
///
/// When the file cannot be read or a line is not such an object.
pub fn articles(path: &Path) -> Result<Vec<Labelled>> {
    let source = crate::text(path)?;
    let lines = source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut articles = lines
        .map(|(number, line)| {
            let one = labelled(line).with_context(|| format!("{}, line {}", path.display(), number + 1))?;
            Ok((number, one))
        })
        .collect::<Result<Vec<_>>>()?;
    let mut times: HashMap<ArticleId, usize> = HashMap::new();
    for (_, one) in &articles {
        *times.entry(one.article.id.clone()).or_insert(0) += 1;
    }
    for (number, one) in &mut articles {
        if times.get(&one.article.id).is_some_and(|times| *times > 1) {
            one.article.id = ArticleId(format!("{}, line {}", one.article.id.0, *number + 1));
        }
    }
    Ok(articles.into_iter().map(|(_, one)| one).collect())
}

/// The articles of the stream of news, those that are `wanted`.
///
/// # Errors
///
/// When the stream cannot be read or a line of it is not such an object.
pub fn of_stream(data: &Path, mut wanted: impl FnMut(&Article) -> bool) -> Result<Vec<Labelled>> {
    let mut kept = Vec::new();
    for line in crate::stream::lines(data)?.lines() {
        let one = labelled(&line?)?;
        if wanted(&one.article) {
            kept.push(one);
        }
    }
    Ok(kept)
}

fn labelled(line: &str) -> Result<Labelled> {
    let line: Line = serde_json::from_str(line)?;
    let mut article = Article::new(line.id, line.text);
    article.title = line.title.filter(|title| !title.trim().is_empty());
    article.outlet = line.source.map(Outlet);
    article.url = line.url;
    article.published = line.date.and_then(|date| date.get(..10)?.parse().ok());
    article.language = line.lang.filter(|tag| tag != "en");
    Ok(Labelled { article, story: line.cluster })
}

/// Two texts with how alike people found them.
#[derive(Debug, Clone)]
pub struct Pair {
    /// One.
    pub a: Article,
    /// The other.
    pub b: Article,
    /// What people said: 1 or 0 for one story or not, or a grade.
    pub grade: f64,
}

#[derive(Deserialize)]
struct TelegramLine {
    lang: String,
    label: String,
    url1: Option<String>,
    url2: Option<String>,
    title1: Option<String>,
    title2: Option<String>,
    text1: String,
    text2: String,
}

/// Pairs of Telegram's contest for clustering news, in one language: grade 1 where they are of one story, else 0.
///
/// # Errors
///
/// When the file cannot be read or a line is no such object.
pub fn telegram(path: &Path, language: &str) -> Result<Vec<Pair>> {
    let source = crate::text(path)?;
    let mut pairs = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line: TelegramLine = crate::json(path, number, line)?;
        if line.lang == language {
            let of = |side: &str, title: Option<String>, text: String, url: Option<String>| {
                let mut article = Article::new(format!("{number}{side}"), text);
                (article.title, article.url) = (title, url);
                article
            };
            pairs.push(Pair {
                a: of("a", line.title1, line.text1, line.url1),
                b: of("b", line.title2, line.text2, line.url2),
                grade: f64::from(u8::from(line.label == "OK")),
            });
        }
    }
    Ok(pairs)
}

#[derive(Deserialize)]
struct GradedLine {
    pair_id: String,
    lang1: String,
    lang2: String,
    text1: String,
    text2: String,
    overall: Option<f64>,
}

/// Pairs of SemEval-2022 task 8 in one language, graded from 1, very similar, to 4, very dissimilar; machine
/// translations and repeated pairs left out.
///
/// # Errors
///
/// When the file cannot be read or a line is no such object.
pub fn graded(path: &Path, language: &str) -> Result<Vec<Pair>> {
    let source = crate::text(path)?;
    let mut seen = std::collections::HashSet::new();
    let mut pairs = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line: GradedLine = crate::json(path, number, line)?;
        let translated = !line.pair_id.chars().all(|letter| letter.is_ascii_digit() || letter == '_');
        if line.lang1 != language || line.lang2 != language || translated || !seen.insert(line.pair_id) {
            continue;
        }
        if let Some(grade) = line.overall {
            pairs.push(Pair {
                a: Article::new(format!("{number}a"), line.text1),
                b: Article::new(format!("{number}b"), line.text2),
                grade,
            });
        }
    }
    Ok(pairs)
}

/// What n-gram overlap makes of a pair of articles.
#[derive(Debug, Clone, Deserialize)]
pub struct Reprint {
    /// The folder the articles are in: `ecbplus`.
    pub dataset: String,
    /// One article, by its id there.
    pub a: String,
    /// The other.
    pub b: String,
    /// `verbatim`, `near`, `partial` or `same_story_independent`.
    pub level: String,
    /// How much of the shorter one's sequences of five words stands in the longer one.
    pub containment: f64,
}

/// Pairs of articles with copied text.
///
/// # Errors
///
/// When the file cannot be read or a line is no such object.
pub fn reprints(path: &Path) -> Result<Vec<Reprint>> {
    let source = crate::text(path)?;
    source.lines().enumerate().map(|(number, line)| crate::json(path, number, line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_two_articles_have_names_neither() {
        let path = std::env::temp_dir().join(format!("corpora-stories-{}.jsonl", std::process::id()));
        let lines = ["none", "a", "none"].map(|id| format!("{{\"id\":\"{id}\",\"text\":\"A ferry sank.\"}}"));
        std::fs::write(&path, lines.join("\n")).unwrap();
        let read = articles(&path);
        std::fs::remove_file(&path).unwrap();
        let ids: Vec<String> = read.unwrap().into_iter().map(|one| one.article.id.0).collect();
        assert_eq!(ids, ["none, line 1", "a", "none, line 3"]);
    }
}
