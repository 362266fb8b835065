//! What a search found as lines.

use super::{Taken, excerpt};
use crate::error::DeskError;
use crate::finding::{FactHit, QuotationHit};
use crate::search::Found;
use crate::words::name_of;
use store::{Library, SearchQuery};
use tell::{Excerpt, ExtractPart, Passage, Standing};

/// Reports that were found, each with the sentence that has most of the words.
///
/// # Errors
///
/// When a report cannot be read.
pub fn articles(library: &Library, title: &str, found: &[Found]) -> Result<Taken, DeskError> {
    let lines = found.iter().map(|hit| Excerpt {
        label: hit.title.clone().unwrap_or_else(|| hit.id.clone()),
        words: hit.snippet.exact.clone(),
        passages: vec![at(&hit.id, hit.snippet.start, hit.snippet.end)],
    });
    taken(library, title, "Reports", lines.collect())
}

/// Quotations that were found.
///
/// # Errors
///
/// When a report cannot be read.
pub fn quotations(library: &Library, title: &str, found: &[QuotationHit]) -> Result<Taken, DeskError> {
    let lines = found.iter().map(|hit| {
        let who = hit.speaker.as_deref().unwrap_or("speaker not known");
        Excerpt {
            label: if hit.quoted { who.to_owned() } else { format!("{who}, in other words") },
            words: hit.exact.clone(),
            passages: vec![at(&hit.article, hit.start, hit.end)],
        }
    });
    taken(library, title, "Quotations", lines.collect())
}

/// Facts that were found.
///
/// # Errors
///
/// When a report cannot be read.
pub fn facts(library: &Library, title: &str, found: &[FactHit]) -> Result<Taken, DeskError> {
    let lines = found.iter().map(|hit| {
        let label = format!("{}, at most {} independent", name_of(&hit.standing), hit.independent_at_most);
        excerpt(label, &hit.words.exact, &hit.words)
    });
    taken(library, title, "Facts", lines.collect())
}

/// What a search is called: all that was asked for.
pub fn search_title(query: &SearchQuery, standing: Option<Standing>) -> String {
    let mut asked: Vec<String> =
        Some(query.words.clone()).filter(|words| !words.is_empty()).into_iter().collect();
    let mut say = |name: &str, value: Option<String>| {
        asked.extend(value.map(|value| format!("{name} {value}")));
    };
    say("standing", standing.map(|standing| name_of(&standing)));
    say("outlet", query.outlet.clone());
    say("speaker", query.speaker.clone());
    say("person", query.person.clone());
    say("named", query.named.clone());
    say("called", query.called.clone());
    say("place", query.place.clone());
    say("language", query.language.clone());
    say("story", query.story.map(|story| story.to_string()));
    say("from", query.from.map(|day| day.to_string()));
    say("to", query.to.map(|day| day.to_string()));
    if asked.is_empty() { "Search: the latest".to_owned() } else { format!("Search: {}", asked.join(" · ")) }
}

fn taken(library: &Library, title: &str, heading: &str, excerpts: Vec<Excerpt>) -> Result<Taken, DeskError> {
    let part = ExtractPart { heading: heading.to_owned(), notes: Vec::new(), excerpts };
    Taken::new(library, title, &[], &[part], &[])
}

fn at(article: &str, start: usize, end: usize) -> Passage {
    Passage { article: article.to_owned(), sentence: None, start, end }
}
