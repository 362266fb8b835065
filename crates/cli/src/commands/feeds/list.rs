//! Lists of feeds and of their pages.

use super::{Form, line};
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::following::shown;
use crate::output::Output;
use crate::shown::{count, one_line};
use gather::watch::{Condition, Feed, Outcome as Ended};
use gather::web::Address;
use serde_json::json;
use std::collections::BTreeMap;
use store::{Library, PageCounts};

/// Lists the feeds, folder by folder.
pub(super) fn feeds(
    library: &Library,
    is_shown: impl Fn(&Feed) -> bool,
    form: Form,
    console: &Console,
) -> Result<Outcome, Failure> {
    let feeds: Vec<Feed> = library.feeds()?.into_iter().filter(is_shown).collect();
    let mut out = Output::open(None)?;
    if form == Form::Json {
        for feed in &feeds {
            out.line(&line(feed, &library.page_counts(&feed.address)?))?;
        }
        out.finish()?;
        return Ok(Outcome::Done);
    }
    // A feed in several folders is listed in each.
    let mut folders: BTreeMap<Vec<String>, Vec<&Feed>> = BTreeMap::new();
    for feed in &feeds {
        if feed.said.folders.is_empty() {
            folders.entry(Vec::new()).or_default().push(feed);
        }
        for folder in &feed.said.folders {
            folders.entry(folder.clone()).or_default().push(feed);
        }
    }
    let mut counts: BTreeMap<Condition, usize> = BTreeMap::new();
    for feed in &feeds {
        *counts.entry(feed.condition).or_default() += 1;
    }
    for (folder, feeds) in folders {
        if !folder.is_empty() {
            out.text(&format!("{}\n", one_line(&folder.join(" / "))))?;
        }
        for feed in feeds {
            out.text(&told(feed, &library.page_counts(&feed.address)?))?;
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

fn told(feed: &Feed, pages: &PageCounts) -> String {
    let mut lines = vec![format!("  {:<8} {}", feed.condition, one_line(&feed.name()))];
    let mut line = |words: String| lines.push(format!("           {words}"));
    line(feed.address.to_string());
    if let Some(from) = &feed.moved_from {
        line(format!("moved for good from {from}"));
    }
    let again = if feed.failures > 1 { format!(", {} times in a row", feed.failures) } else { String::new() };
    match &feed.reason {
        Some(reason) => line(format!("since {}: {}{again}", shown(feed.since), one_line(reason))),
        None if feed.condition == Condition::Fine => line(format!("since {}", shown(feed.since))),
        None => {}
    }
    let mut parts = vec![count(pages.kept + pages.withdrawn, "report", "reports")];
    for (number, words) in
        [(pages.waiting, "to be had"), (pages.refused, "refused"), (pages.withdrawn, "withdrawn")]
    {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    }
    let asked = feed.asked.map(|asked| format!("asked {}", shown(asked)));
    let due = feed.due.map(|due| format!("next {}", shown(due)));
    parts.extend([asked, due].into_iter().flatten());
    line(parts.join(" · "));
    lines.join("\n") + "\n"
}

/// Lists the pages of a feed that could not be had or kept, or were taken away.
pub(super) fn pages(
    library: &Library,
    feed: &Address,
    form: Form,
    console: &Console,
) -> Result<Outcome, Failure> {
    if !library.feeds()?.iter().any(|followed| followed.address == *feed) {
        return Err(
            Failure::new(format!("{feed}: no feed that is followed")).hint("parallax feeds lists them")
        );
    }
    let mut out = Output::open(None)?;
    let mut listed = 0;
    for outcome in [Ended::Waiting, Ended::Refused, Ended::Withdrawn, Ended::Kept] {
        for page in library.pages_of(feed, outcome)? {
            // What merely waits its turn has nothing to tell.
            let Some(reason) = page.reason.as_deref() else { continue };
            listed += 1;
            match form {
                Form::Text => {
                    out.text(&format!(
                        "{outcome:<10} {}\n           since {}: {}\n",
                        one_line(&page.key),
                        shown(page.since),
                        one_line(reason)
                    ))?;
                }
                Form::Json => out.line(&json!({
                    "page": page.key,
                    "outcome": page.outcome,
                    "reason": reason,
                    "since": page.since,
                    "due": page.due,
                }))?,
            }
        }
    }
    out.finish()?;
    if listed == 0 {
        console.note("all of its pages were had");
    }
    Ok(Outcome::Done)
}
