//! Lists of feeds and of their pages.

use super::Form;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::shown::one_line;
use desk::count;
use desk::feeds::{FeedLine, PageLine};
use std::collections::BTreeMap;

/// Lists the feeds, folder by folder.
pub(super) fn feeds(feeds: &[FeedLine], form: Form, console: &Console) -> Result<Outcome, Failure> {
    let mut out = Output::open(None)?;
    if form == Form::Json {
        for feed in feeds {
            out.line(feed)?;
        }
        out.finish()?;
        return Ok(Outcome::Done);
    }
    // A feed in several folders is listed in each.
    let mut folders: BTreeMap<Vec<String>, Vec<&FeedLine>> = BTreeMap::new();
    for feed in feeds {
        if feed.folders.is_empty() {
            folders.entry(Vec::new()).or_default().push(feed);
        }
        for folder in &feed.folders {
            folders.entry(folder.clone()).or_default().push(feed);
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for feed in feeds {
        *counts.entry(&feed.condition).or_default() += 1;
    }
    for (folder, feeds) in folders {
        if !folder.is_empty() {
            out.text(&format!("{}\n", one_line(&folder.join(" / "))))?;
        }
        for feed in feeds {
            out.text(&told(feed))?;
        }
    }
    out.finish()?;
    let counts: Vec<String> =
        counts.iter().map(|(condition, count)| format!("{count} {condition}")).collect();
    if feeds.is_empty() {
        console.note("no feed is like that; parallax feeds add https://tide.example follows a site");
    } else {
        console.note(format!("{}: {}", count(feeds.len(), "feed", "feeds"), counts.join(", ")));
    }
    Ok(Outcome::Done)
}

fn told(feed: &FeedLine) -> String {
    let mut lines = vec![format!("  {:<8} {}", feed.condition, one_line(feed.called()))];
    let mut line = |words: String| lines.push(format!("           {words}"));
    line(feed.address.clone());
    if let Some(from) = &feed.moved_from {
        line(format!("moved for good from {from}"));
    }
    let again = if feed.failures > 1 { format!(", {} times in a row", feed.failures) } else { String::new() };
    let since = minute(&feed.since);
    match &feed.reason {
        Some(reason) => line(format!("since {since}: {}{again}", one_line(reason))),
        None if feed.is_fine() => line(format!("since {since}")),
        None => {}
    }
    let pages = feed.pages;
    let mut parts = vec![count(pages.kept + pages.withdrawn, "report", "reports")];
    for (number, words) in
        [(pages.waiting, "to be had"), (pages.refused, "refused"), (pages.withdrawn, "withdrawn")]
    {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    }
    let asked = feed.asked.as_deref().map(|asked| format!("asked {}", minute(asked)));
    let due = feed.due.as_deref().map(|due| format!("next {}", minute(due)));
    parts.extend([asked, due].into_iter().flatten());
    line(parts.join(" · "));
    lines.join("\n") + "\n"
}

/// Lists the pages of a feed that could not be had or kept, or were taken away.
pub(super) fn pages(pages: &[PageLine], form: Form, console: &Console) -> Result<Outcome, Failure> {
    let mut out = Output::open(None)?;
    for page in pages {
        match form {
            Form::Text => out.text(&format!(
                "{:<10} {}\n           since {}: {}\n",
                page.outcome,
                one_line(&page.page),
                minute(&page.since),
                one_line(&page.reason)
            ))?,
            Form::Json => out.line(page)?,
        }
    }
    out.finish()?;
    if pages.is_empty() {
        console.note("all of its pages were had");
    }
    Ok(Outcome::Done)
}

/// A moment as it is stored, to the minute.
fn minute(moment: &str) -> String {
    moment.parse().map_or_else(|_| moment.to_owned(), desk::minute)
}
