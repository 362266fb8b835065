//! Reads articles of a library again.

use crate::error::DeskError;
use crate::words::count;
use crate::work::{Work, now};
use article::Article;
use std::collections::BTreeSet;
use store::{ArticleKey, NewArticle};

/// Reads articles again with the current rules: all, or only those that another version of the rules read. Says how many of how
/// many were read: fewer when it was asked to stop.
pub fn reread(work: &mut Work<'_>, outdated: bool) -> Result<(usize, usize), DeskError> {
    // Those of an older version wait in the library itself, so that an interruption forgets none of them.
    let turn = work.turn()?;
    work.library.reread()?;
    drop(turn);
    let keys: Vec<ArticleKey> = if outdated {
        work.library.unread(usize::MAX)?
    } else {
        work.library.keys().collect::<Result<_, _>>()?
    };
    let read = work.read(&keys)?;
    work.finish()?;
    Ok((read, keys.len()))
}

/// Takes pages apart again that an older extractor read. Says of each whose text changed how much did, and how many there
/// are. Only the latest version of a page is looked at.
pub fn take_apart_again(work: &mut Work<'_>) -> Result<usize, DeskError> {
    let keys: Vec<ArticleKey> = work.library.keys().collect::<Result<_, _>>()?;
    let mut changed = 0;
    for key in keys {
        if work.listener.is_asked_to_stop() {
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
                work.listener.warning(&format!("{}: kept as it was: {problem}", stored.article.id));
                continue;
            }
        };
        let (before, after) = (stored.article.text.as_str(), again.extracted.text.as_str());
        if before == after {
            let key = stored.key;
            let _turn = work.turn()?;
            work.library.set_particulars(key, &again.extracted.particulars, &again.extractor)?;
            continue;
        }
        let note = format!(
            "{}: taken apart again by {}: {}",
            stored.article.id,
            again.extractor,
            difference(before, after)
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
            added: now(),
        };
        let _turn = work.turn()?;
        work.library.add(&[new])?;
        work.listener.note(&note);
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
