//! What later versions of a page changed: sentences, and what was read in them; and what its outlet says of that.
//!
//! Sentences are added, withdrawn or reworded: the actions of Spangher et al., *`NewsEdits`* (NAACL 2022), without that of moving,
//! as a sentence in another place says the same.

mod figures;
mod names;
mod notes;
mod pairing;
mod quotations;
mod revision;
mod sheet;
mod stances;
mod times;

pub use revision::{
    Declared, Extent, Part as RevisedPart, RevisedPage, Revision, RevisionChange, RevisionNote, Side,
};

use crate::dossier::{Dossier, digests};
use pairing::Pairing;
use read::text::Text;
use revision::Part;
use sheet::{Sheet, change};
use std::collections::BTreeSet;

/// A text is another when less than this share of the sentences of the shorter version have a partner in the other: a list
/// of what changed would then be longer than the two texts.
const ANOTHER: f32 = 0.25;

/// The pages of which a story has several versions, in the order of the first of each.
pub(crate) fn revisions(dossier: &Dossier<'_>) -> Vec<RevisedPage> {
    let later: BTreeSet<usize> = dossier.superseded_by.iter().flatten().copied().collect();
    let first =
        (0..dossier.readings.len()).filter(|at| dossier.superseded_by[*at].is_some() && !later.contains(at));
    first
        .map(|first| {
            let versions: Vec<usize> =
                std::iter::successors(Some(first), |at| dossier.superseded_by[*at]).collect();
            let revisions = versions.windows(2).map(|pair| revision(dossier, pair[0], pair[1])).collect();
            RevisedPage { versions, revisions }
        })
        .collect()
}

fn revision(dossier: &Dossier<'_>, before: usize, after: usize) -> Revision {
    let (a, b) = (Sheet::of(dossier, before), Sheet::of(dossier, after));
    let pairing = Pairing::of(&a, &b);
    let mut changes: Vec<RevisionChange> = headlines(&a, &b).into_iter().collect();
    let other_words = !changes.is_empty();
    changes.extend(days(&a, &b));
    let (found, of) = pairing.found(a.lines.len(), b.lines.len());
    let rewritten = of > 0 && (found as f32) < ANOTHER * of as f32;
    if !rewritten {
        let passages = pairing.passages();
        changes.extend(figures::figures(&a, &b, &passages));
        changes.extend(quotations::quotations(&a, &b, &pairing));
        changes.extend(names::names(&a, &b, &passages));
        changes.extend(times::times(&a, &b, &passages));
        changes.extend(stances::stances(&a, &b, &passages));
    }
    let place = |side: &Option<revision::Side>| Some(side.as_ref()?.words.as_ref()?.span());
    changes.sort_by_key(|change| {
        (change.part, place(&change.after).or(place(&change.before)), place(&change.before))
    });
    let notes = notes::notes(&a, &b, &mut changes);
    let both = |(x, y): &(usize, usize)| Some((a.line_evidence(*x)?, b.line_evidence(*y)?));
    let retouched: Vec<_> =
        pairing.kept.iter().filter_map(both).filter(|(old, new)| old.exact() != new.exact()).collect();
    let extent = if rewritten {
        Extent::Rewritten
    } else if other_words
        || !notes.is_empty()
        || !(pairing.reworded.is_empty() && pairing.added.is_empty() && pairing.withdrawn.is_empty())
    {
        Extent::Edited
    } else if retouched.is_empty() && headline_words(&a) == headline_words(&b) {
        Extent::Same
    } else {
        Extent::Typographic
    };
    let told = |pairs: &[usize], sheet: &Sheet<'_, '_>| -> Vec<article::Evidence> {
        let lines = pairs.iter().filter(|_| !rewritten);
        lines.filter_map(|line| sheet.line_evidence(*line)).collect()
    };
    Revision {
        before,
        after,
        extent,
        kept: pairing.kept.len(),
        retouched: if rewritten { Vec::new() } else { retouched },
        reworded: if rewritten { Vec::new() } else { pairing.reworded.iter().filter_map(both).collect() },
        added: told(&pairing.added, &b),
        withdrawn: told(&pairing.withdrawn, &a),
        notes,
        changes,
    }
}

fn headline_words<'r>(sheet: &Sheet<'_, 'r>) -> &'r str {
    sheet.headline.map_or("", |headline| headline.whole.0)
}

/// The headlines, when their words differ.
fn headlines(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>) -> Option<RevisionChange> {
    let bare = |sheet: &Sheet<'_, '_>| -> Vec<u32> {
        let text = Text::cut(sheet.headline.map_or("", |headline| headline.rest));
        digests(&text, 0..text.tokens.len()).map(|(_, word)| word).collect()
    };
    let side = |sheet: &Sheet<'_, '_>| {
        let headline = sheet.headline?;
        let words = headline.whole.1.and_then(|span| sheet.evidence(span));
        Some(Side { text: headline.rest.to_owned(), of: None, stance: None, sentence: words.clone(), words })
    };
    (bare(a) != bare(b)).then(|| change(Part::Headline, side(a), side(b)))
}

/// The days of publication, when they differ.
fn days(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>) -> Option<RevisionChange> {
    let side = |sheet: &Sheet<'_, '_>| {
        let text = sheet.reading.article.published?.to_string();
        Some(Side { text, of: None, stance: None, words: None, sentence: None })
    };
    let (before, after) = (side(a), side(b));
    (before != after).then(|| change(Part::Published, before, after))
}
