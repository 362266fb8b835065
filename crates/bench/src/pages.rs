//! What is read from web pages: the article's text, its headline, day and byline, ours and others' on the same pages.

use crate::{
    peers::Peer,
    report,
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::{Context as _, Result};
use corpora::pages::{self, Page};
use serde::Deserialize;
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
    fs,
    path::Path,
    time::{Duration, Instant},
};

/// What a program reads from a page: a line of JSON. What it does not find is left out.
#[derive(Debug, Clone, Default, Deserialize)]
struct Found {
    text: Option<String>,
    title: Option<String>,
    /// ISO 8601; a time behind the day does not count.
    date: Option<String>,
    byline: Option<String>,
}

/// What one program found on all pages of a set, and how long it took.
struct Run {
    name: String,
    found: Vec<Found>,
    took: Duration,
}

/// Measures our reading of pages beside `peers` on the sets that are there.
///
/// # Errors
///
/// When a set cannot be read or a peer fails.
pub(crate) fn measure(data: &Path, peers: &[Peer], errors: usize, json: bool) -> Result<String> {
    let sets = sets(&data.join("pages"));
    let mut measured = Vec::new();
    let mut speed =
        String::from("\n| set | program | ms a page | as a multiple of ours |\n|---|---|--:|--:|\n");
    for (name, pages) in sets {
        let pages = match pages {
            Ok(pages) => pages,
            Err(error) => {
                let mut missing = Measured::new("pages", name);
                missing.missing = Some(format!("{error:#}"));
                measured.push(missing);
                continue;
            }
        };
        let mut runs = vec![ours(&pages)];
        if !peers.is_empty() {
            let folder = tempfile::tempdir()?;
            let input = write(&pages, folder.path())?;
            for peer in peers {
                runs.push(theirs(peer, &input, pages.len())?);
            }
        }
        let our_time = runs.first().map_or(1.0, |run| run.took.as_secs_f64());
        for run in &runs {
            measured.push(score(name, &pages, run));
            let took = run.took.as_secs_f64();
            let each = took * 1000.0 / pages.len().max(1) as f64;
            writeln!(speed, "| {name} | {} | {each:.1} | {:.1} |", run.name, took / our_time)?;
        }
    }
    if json { report::json(&measured) } else { Ok(report::text(&measured, errors) + &speed) }
}

/// The sets, by name: pages that nothing was learned from.
fn sets(folder: &Path) -> Vec<(&'static str, Result<Vec<Page>>)> {
    let news = pages::news(&folder.join("np4k"));
    let kept = news.map(|pages| pages.into_iter().filter(pages::is_kept).collect());
    let tests = folder.join("htmldate/tests");
    let folders = ["cache", "eval", "test_set"].map(|name| tests.join(name));
    let dated = ["eval_default.json", "eval_mediacloud_2020.json"]
        .map(|table| pages::dated(&tests.join(table), &folders));
    let dated = dated.into_iter().collect::<Result<Vec<_>>>().map(|parts| parts.concat());
    vec![
        ("np4k, outlets kept", kept),
        ("WCXB test, articles", pages::web(&folder.join("wcxb/test"))),
        ("htmldate", dated),
    ]
}

fn ours(pages: &[Page]) -> Run {
    let start = Instant::now();
    let found = pages
        .iter()
        .map(|page| {
            let url = (!page.url.is_empty()).then_some(page.url.as_str());
            let Ok(read) = gather::extract(&page.html, url, None) else { return Found::default() };
            Found {
                text: Some(read.text),
                title: read.title,
                date: read.published.map(|date| date.to_string()),
                byline: read.byline,
            }
        })
        .collect();
    Run { name: "Parallax".to_owned(), found, took: start.elapsed() }
}

/// Writes the pages as files, and gives the list of them: path and address, parted by a tab.
fn write(pages: &[Page], folder: &Path) -> Result<String> {
    let mut list = String::new();
    for (at, page) in pages.iter().enumerate() {
        let path = folder.join(format!("{at}.html"));
        fs::write(&path, &page.html)?;
        writeln!(list, "{}\t{}", path.display(), page.url)?;
    }
    Ok(list)
}

fn theirs(peer: &Peer, input: &str, count: usize) -> Result<Run> {
    let (said, took) = peer.answers(input)?;
    let found = said
        .lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("peer {} said {line:?}", peer.name())))
        .collect::<Result<Vec<Found>>>()?;
    anyhow::ensure!(
        found.len() == count,
        "peer {} said {} lines for {count} pages",
        peer.name(),
        found.len()
    );
    Ok(Run { name: peer.name().to_owned(), found, took })
}

fn score(set: &str, pages: &[Page], run: &Run) -> Measured {
    let is_ours = run.name == "Parallax";
    let mut measured = Measured::new("pages", format!("{set}: {}", run.name));
    let beside = |target: f64| Beside { target: is_ours.then_some(target), ..Beside::default() };
    let mut text = Measure::new("text, 4-gram F1", Statistic::F1).beside(beside(97.0));
    let mut title = Measure::new("title", Statistic::Accuracy);
    let mut date = Measure::new("day F1", Statistic::F1).beside(beside(95.2));
    let mut day = Measure::new("right day", Statistic::Accuracy).beside(beside(92.5));
    let mut byline = Measure::new("byline, names F1", Statistic::F1);
    for (page, found) in pages.iter().zip(&run.found) {
        if let Some(gold) = &page.text {
            let columns = shingles(gold, found.text.as_deref().unwrap_or_default());
            text.add(&columns);
            // Columns: right, found, gold.
            let (wrong, lost) = (columns[1] - columns[0], columns[2] - columns[0]);
            let kind = if found.text.is_none() {
                Some("no article found")
            } else if lost > 0.3 {
                Some("text lost")
            } else if wrong > 0.3 {
                Some("more than the article")
            } else {
                None
            };
            if let Some(kind) = kind {
                measured.mistakes.add(kind, || format!("{} {} +{wrong:.2} -{lost:.2}", page.id, page.url));
            }
        }
        if let Some(gold) = &page.title {
            let right = found.title.as_deref().is_some_and(|title| key(title) == key(gold));
            title.add(&[f64::from(u8::from(right)), 1.0]);
            if !right {
                let said = found.title.clone().unwrap_or_default();
                measured.mistakes.add("title", || format!("{said} ≠ {gold} ({})", page.id));
            }
        }
        if let Some(gold) = &page.date {
            let said = found.date.as_deref().map(|date| date.get(..10).unwrap_or(date));
            let right = f64::from(u8::from(said == Some(gold.get(..10).unwrap_or(gold))));
            date.add(&[right, f64::from(u8::from(said.is_some())), 1.0]);
            day.add(&[right, 1.0]);
            if right < 1.0 {
                let kind = if said.is_some() { "another day" } else { "no day" };
                measured.mistakes.add(kind, || format!("{} ≠ {gold} {}", said.unwrap_or("-"), page.url));
            }
        }
        if let Some(gold) = &page.byline {
            let (gold, said) = (names(gold), names(found.byline.as_deref().unwrap_or_default()));
            let right = gold.intersection(&said).count();
            byline.add(&[right as f64, said.len() as f64, gold.len() as f64]);
            if right < gold.len() {
                measured.mistakes.add("byline", || format!("{said:?} ≠ {gold:?} ({})", page.id));
            }
        }
    }
    // A program that does not look for something is not measured by it.
    let looks_for = |of: fn(&Found) -> bool| is_ours || run.found.iter().any(of);
    let measures = [
        (text, looks_for(|found| found.text.is_some())),
        (title, looks_for(|found| found.title.is_some())),
        (date, looks_for(|found| found.date.is_some())),
        (day, looks_for(|found| found.date.is_some())),
        (byline, looks_for(|found| found.byline.is_some())),
    ];
    measured.measures = measures
        .into_iter()
        .filter(|(measure, looked_for)| *looked_for && !measure.documents.is_empty())
        .map(|(measure, _)| measure)
        .collect();
    measured
}

/// Right, found and gold of one page: runs of four words, as shares of all that either has, so that each page counts alike.
/// The measure of the public article extraction benchmark.
fn shingles(gold: &str, found: &str) -> [f64; 3] {
    let (gold, found) = (counted(gold), counted(found));
    let shared: usize =
        gold.iter().map(|(run, count)| (*count).min(found.get(run).copied().unwrap_or(0))).sum();
    let (all_gold, all_found) = (gold.values().sum::<usize>(), found.values().sum::<usize>());
    let all = (all_gold + all_found - shared).max(1) as f64;
    [shared as f64 / all, all_found as f64 / all, all_gold as f64 / all]
}

fn counted(text: &str) -> HashMap<Vec<&str>, usize> {
    const RUN: usize = 4;
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    if words.len() < RUN && !words.is_empty() {
        counts.insert(words, 1);
        return counts;
    }
    for run in words.windows(RUN) {
        *counts.entry(run.to_vec()).or_default() += 1;
    }
    counts
}

/// Letters and digits in lower case: two titles with one key are one title.
fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn names(byline: &str) -> BTreeSet<String> {
    let parted = byline.replace(" and ", ",").replace([';', '&', '|', '\n'], ",");
    parted.split(',').map(key).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_counts_alike() {
        let is = |gold: &str, found: &str, columns: [f64; 3]| {
            let same = shingles(gold, found).iter().zip(columns).all(|(a, b)| (a - b).abs() < 1e-9);
            assert!(same, "{gold} beside {found}");
        };
        is("a b c d", "a b c d", [1.0, 1.0, 1.0]);
        is("a b c d e", "a b c d", [0.5, 0.5, 1.0]);
        is("a b c d", "", [0.0, 0.0, 1.0]);
        is("a", "a", [1.0, 1.0, 1.0]);
    }

    #[test]
    fn names_are_parted() {
        assert_eq!(names("Ada Lund and B. Roe, C. Poe"), names("C. Poe; Ada Lund & B. Roe"));
        assert!(names("").is_empty());
    }
}
