//! `parallax reread`: reads all articles of a library again.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::interrupt;
use crate::library::{self, Work};
use crate::output::Output;
use crate::shown::count;
use article::Article;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::collections::BTreeSet;
use store::{ArticleKey, NewArticle};

const EXAMPLES: &str = "\
Examples:
  parallax reread
  parallax reread --outdated       only those that an older version of the rules read

  parallax reread --extract        first take pages apart again that an older extractor read

Corrections are kept. Nothing is fetched again: pages are taken apart from the bytes that were kept. Where that gives
another text, it is a later version of the page, and both are kept; what the page says besides is renewed. What was corrected in the earlier version by the
number of a sentence stays with that one.";

/// Read all articles again with the current rules, corrections kept.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Reread {
    /// Only articles whose reading was made by another version of the rules.
    #[arg(long)]
    outdated: bool,
    /// First take pages apart again that an older extractor read, from the bytes that were kept, and say what changed.
    #[arg(long)]
    extract: bool,
    /// The form of what is said about it.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A sentence.
    Text,
    /// One object.
    Json,
}

impl Reread {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        interrupt::listen(console);
        let mut out = Output::open(None)?;
        let mut work = Work::new(library::open_to_change(global)?, global, console);
        let changed = if self.extract { extract(&mut work, console)? } else { 0 };
        // Those of an older version wait in the library itself, so that an interruption forgets none of them.
        work.library.reread()?;
        let keys: Vec<ArticleKey> = if self.outdated {
            work.library.unread(usize::MAX)?
        } else {
            work.library.keys().collect::<Result<_, _>>()?
        };
        let read = work.read(&keys)?;
        work.finish()?;
        if interrupt::is_asked() {
            console.note(format!(
                "stopped; {read} of {} read again; run the same command again to read the rest",
                count(keys.len(), "article was", "articles were")
            ));
            return Ok(Outcome::Stopped);
        }
        let stories = work.library.counts()?.stories;
        match self.format {
            Form::Text => out.text(&format!(
                "read {} again; the library has {}\n",
                count(read, "article", "articles"),
                count(stories, "story", "stories")
            ))?,
            Form::Json => out.line(&json!({ "extracted": changed, "read": read, "stories": stories }))?,
        }
        out.finish()?;
        Ok(work.outcome())
    }
}

/// Takes pages apart again that an older extractor read. Says of each whose text changed how much did, and how many there
/// are. Only the latest version of a page is looked at.
fn extract(work: &mut Work<'_>, console: &Console) -> Result<usize, Failure> {
    let keys: Vec<ArticleKey> = work.library.keys().collect::<Result<_, _>>()?;
    let mut changed = 0;
    for key in keys {
        if interrupt::is_asked() {
            break;
        }
        let stored = work.library.article(key)?;
        if work.library.versions(key)?.last().is_some_and(|last| last.key != key) {
            continue;
        }
        let raw = work.library.raw(key)?;
        let (charset, url) = (stored.charset.as_deref(), stored.article.url.as_deref());
        let again = match gather::again(&raw, &stored.media, charset, &stored.extractor, url) {
            Ok(Some(again)) => again,
            Ok(None) => continue,
            Err(problem) => {
                console.warning(format!("{}: kept as it was: {problem}", stored.article.id));
                continue;
            }
        };
        let (before, now) = (stored.article.text.as_str(), again.extracted.text.as_str());
        if before == now {
            let key = stored.key;
            work.library.set_particulars(key, &again.extracted.particulars, &again.extractor)?;
            continue;
        }
        let note = format!(
            "{}: taken apart again by {}: {}",
            stored.article.id,
            again.extractor,
            difference(before, now)
        );
        let id = stored.given_id.unwrap_or(stored.article.id);
        let article = Article {
            id,
            text: again.extracted.text.clone(),
            particulars: again.extracted.particulars.clone(),
            ..stored.article
        };
        let new = NewArticle {
            article,
            origin: stored.origin,
            raw: &raw,
            media: stored.media,
            charset: stored.charset,
            extractor: again.extractor,
        };
        work.library.add(&[new])?;
        console.note(note);
        changed += 1;
    }
    Ok(changed)
}

/// `2 paragraphs left out, 1 added`.
fn difference(before: &str, now: &str) -> String {
    let paragraphs = |text| -> BTreeSet<&str> {
        str::lines(text).map(str::trim).filter(|line| !line.is_empty()).collect()
    };
    let (before, now) = (paragraphs(before), paragraphs(now));
    let (gone, new) = (before.difference(&now).count(), now.difference(&before).count());
    format!("{} left out, {new} added; both versions are kept", count(gone, "paragraph", "paragraphs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_counted_by_paragraphs() {
        assert_eq!(
            difference("a\n\nb\nc", "b\n\nd"),
            "2 paragraphs left out, 1 added; both versions are kept"
        );
    }
}
