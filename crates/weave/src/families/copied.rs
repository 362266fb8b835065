//! What a copy made of the origin's text.

use super::{Copied, Headlines, Relation};
use crate::{
    Reason, Title,
    assemble::headline,
    dossier::{Dossier, Line},
    sentences::{Pair, pairs},
    vocabulary::fold,
};
use article::{Evidence, Span};
use read::text::{Text, TokenKind};
use std::collections::BTreeSet;

/// What `copy` cut, added and changed against `origin`.
pub(super) fn copied(dossier: &Dossier<'_>, origin: usize, copy: usize) -> Copied {
    let (of, own) = (dossier.lines_of(origin), dossier.lines_of(copy));
    let pairs = pairs(&words(of), &words(own));
    let kept: BTreeSet<usize> = pairs.iter().map(|pair| pair.a).collect();
    let taken: BTreeSet<usize> = pairs.iter().map(|pair| pair.b).collect();
    let evidence = |pair: &Pair| {
        Some((dossier.evidence(origin, of[pair.a].span)?, dossier.evidence(copy, own[pair.b].span)?))
    };
    Copied {
        article: copy,
        sentences: of.len(),
        kept: kept.len(),
        same: pairs.iter().filter(|pair| pair.same).filter_map(evidence).collect(),
        reworded: pairs.iter().filter(|pair| !pair.same).filter_map(evidence).collect(),
        cut: passages(dossier, origin, of, &kept),
        added: passages(dossier, copy, own, &taken),
        headlines: headlines(dossier, origin, copy),
    }
}

fn words(lines: &[Line]) -> Vec<&[u32]> {
    lines.iter().map(|line| line.words.as_slice()).collect()
}

/// The sentences that are not among `except`; neighbours of one paragraph as one passage.
fn passages(
    dossier: &Dossier<'_>,
    article: usize,
    lines: &[Line],
    except: &BTreeSet<usize>,
) -> Vec<Evidence> {
    let paragraph = |line: &Line| {
        dossier.readings[article].sentences.get(line.sentence).map(|sentence| sentence.paragraph)
    };
    let mut passages: Vec<(usize, Span)> = Vec::new();
    for (at, line) in
        lines.iter().enumerate().filter(|(at, line)| !except.contains(at) && !line.words.is_empty())
    {
        match passages.last_mut() {
            Some((last, span)) if *last + 1 == at && paragraph(&lines[*last]) == paragraph(line) => {
                (*last, *span) = (at, span.join(line.span));
            }
            _ => passages.push((at, line.span)),
        }
    }
    passages.into_iter().filter_map(|(_, span)| dossier.evidence(article, span)).collect()
}

/// The headlines of both, when both have one and the words differ.
fn headlines(dossier: &Dossier<'_>, origin: usize, copy: usize) -> Option<Headlines> {
    let title = |article: usize| {
        let (text, span) = headline(dossier.readings[article])?;
        let evidence = span.and_then(|span| dossier.evidence(article, span));
        Some(Title { text: text.to_owned(), article, evidence })
    };
    let bare = |title: &Title| -> Vec<String> {
        let text = Text::cut(&title.text);
        let words = text.tokens.iter().filter(|token| token.kind != TokenKind::Mark);
        words.map(|token| fold(text.words(token.span))).collect()
    };
    let (origin, copy) = (title(origin)?, title(copy)?);
    (bare(&origin) != bare(&copy)).then_some(Headlines { origin, copy })
}

/// Why the reports are of one family, in words for a reader.
pub(super) fn reasons(
    dossier: &Dossier<'_>,
    relation: Relation,
    origin: usize,
    copies: &[Copied],
) -> Vec<Reason> {
    let id = |at: usize| &dossier.readings[at].article.id;
    let mut reasons = Vec::new();
    for copy in copies {
        if relation == Relation::Version {
            let (a, b) = (id(origin), id(copy.article));
            let text = match dossier.readings[origin].article.url.as_deref() {
                Some(url) => format!("{a} and {b} were both published at {url}"),
                None => format!("{a} and {b} came from one place"),
            };
            reasons.push(Reason { text, evidence: Vec::new() });
        }
        if copy.kept > 0 {
            let text = format!(
                "{} of the {} sentences of {} stand in {} too, {} of them word for word",
                copy.kept,
                copy.sentences,
                id(origin),
                id(copy.article),
                copy.same.len()
            );
            reasons.push(Reason { text, evidence: shown(copy) });
        }
    }
    if relation == Relation::Version {
        reasons
            .push(Reason { text: "the latest version stands for the page".to_owned(), evidence: Vec::new() });
    }
    reasons
}

/// A sentence of the copy with the origin's, to look the likeness up by: the longest that is the same, else the first
/// that was reworded.
fn shown(copy: &Copied) -> Vec<Evidence> {
    let longest = copy.same.iter().rev().max_by_key(|(origin, _)| origin.exact().len());
    let pair = longest.or_else(|| copy.reworded.first());
    pair.map(|(origin, copy)| vec![origin.clone(), copy.clone()]).unwrap_or_default()
}
