//! Web pages with the text, headline, date and byline that people found in them.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::{fs, io};

/// A page with what it should be read as.
#[derive(Debug, Clone)]
pub struct Page {
    /// The name of its file.
    pub id: String,
    /// Its address; empty when the set has none.
    pub url: String,
    /// Its bytes.
    pub html: Vec<u8>,
    /// The text of the article, a line a paragraph; `None` where only the date is known.
    pub text: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication, as ISO 8601.
    pub date: Option<String>,
    /// Who signed it.
    pub byline: Option<String>,
}

impl Page {
    /// The name under which the outlet's pages are known: the last two labels of the host.
    pub fn site(&self) -> String {
        let host = self.url.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
        let labels: Vec<&str> = host.rsplit('.').take(2).collect();
        labels.into_iter().rev().collect::<Vec<_>>().join(".")
    }
}

/// Whether a news page is kept for measuring: one of every two outlets is.
pub fn is_kept(page: &Page) -> bool {
    page.site().bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 2 == 0
}

fn known(words: Option<String>) -> Option<String> {
    words.filter(|words| !words.trim().is_empty())
}

/// News pages: `news_articles.json` and a folder `html`. Pages whose file is not there are left out.
pub fn news(folder: &Path) -> Result<Vec<Page>> {
    #[derive(Deserialize)]
    struct Row {
        html_file: String,
        link: String,
        title: Option<String>,
        date: Option<String>,
        authors: Option<String>,
        text: String,
    }
    let path = folder.join("news_articles.json");
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows: Vec<Row> = serde_json::from_slice(&bytes)?;
    let mut pages = Vec::new();
    for row in rows {
        let html = match fs::read(folder.join("html").join(format!("{}.html", row.html_file))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            read => read?,
        };
        pages.push(Page {
            id: row.html_file,
            url: row.link,
            html,
            text: Some(row.text),
            title: known(row.title),
            date: known(row.date),
            byline: known(row.authors),
        });
    }
    Ok(pages)
}

/// Articles of many kinds of sites: a folder with `ground-truth/*.json` and `html/*.html.gz`; what is no article is left
/// out.
pub fn web(folder: &Path) -> Result<Vec<Page>> {
    #[derive(Deserialize)]
    struct Row {
        url: Option<String>,
        #[serde(rename = "_internal")]
        internal: Internal,
        ground_truth: Option<Truth>,
    }
    #[derive(Deserialize)]
    struct Internal {
        page_type: Kind,
    }
    #[derive(Deserialize)]
    struct Kind {
        primary: String,
    }
    #[derive(Deserialize)]
    struct Truth {
        title: Option<String>,
        author: Option<String>,
        publish_date: Option<String>,
        main_content: Option<String>,
    }
    let truths = folder.join("ground-truth");
    let listed = fs::read_dir(&truths).with_context(|| format!("cannot read {}", truths.display()))?;
    let mut names = listed
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    names.sort();
    let mut pages = Vec::new();
    for name in names {
        let Some(id) = name.strip_suffix(".json") else { continue };
        let Ok(row) = serde_json::from_slice::<Row>(&fs::read(truths.join(&name))?) else { continue };
        let Some(truth) = row.ground_truth.filter(|_| row.internal.page_type.primary == "article") else {
            continue;
        };
        let Some(text) = known(truth.main_content) else { continue };
        let packed = match fs::File::open(folder.join("html").join(format!("{id}.html.gz"))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            file => file?,
        };
        let mut html = Vec::new();
        flate2::read::MultiGzDecoder::new(packed).read_to_end(&mut html)?;
        pages.push(Page {
            id: id.to_owned(),
            url: row.url.unwrap_or_default(),
            html,
            text: Some(text),
            title: known(truth.title),
            date: known(truth.publish_date),
            byline: known(truth.author),
        });
    }
    Ok(pages)
}

/// Pages of which the day of publication is known: `eval_default.json` or the like, an object from addresses to files and
/// days, and the folders in which the files may lie.
pub fn dated(table: &Path, folders: &[std::path::PathBuf]) -> Result<Vec<Page>> {
    #[derive(Deserialize)]
    struct Row {
        file: String,
        date: serde_json::Value,
    }
    // What is no number is no JSON either.
    let text = crate::text(table)?.replace(": NaN", ": null");
    let rows: BTreeMap<String, Row> = serde_json::from_str(&text)?;
    let mut pages = Vec::new();
    for (url, row) in rows {
        let Some(html) = folders.iter().find_map(|folder| fs::read(folder.join(&row.file)).ok()) else {
            continue;
        };
        pages.push(Page {
            id: row.file,
            url,
            html,
            text: None,
            title: None,
            date: known(row.date.as_str().map(str::to_owned)),
            byline: None,
        });
    }
    Ok(pages)
}
