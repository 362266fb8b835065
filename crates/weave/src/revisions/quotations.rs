//! Quotations that are others in a later version of a page: the words, or whose they are.

use super::{
    pairing::Pairing,
    revision::{Part, RevisionChange, Side},
    sheet::{Sheet, change},
};
use crate::sentences::common_in_order;
use article::Span;
use read::Attribution;
use std::collections::BTreeSet;

/// Quoted words are another wording of others when more than this much of the longer stands in both, in order.
const ALIKE: f32 = 0.5;

/// A piece between quotation marks.
struct Piece<'r> {
    span: Span,
    words: Vec<u32>,
    attribution: &'r Attribution,
}

/// Quoted words that were changed, added or withdrawn, and those that are now another's. Words that stand between other quotation marks of
/// the other version as well, as when a quotation is interrupted or put together, are neither.
pub(super) fn quotations(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>, pairing: &Pairing) -> Vec<RevisionChange> {
    let (of_a, of_b) = (pieces(a), pieces(b));
    let (said_a, said_b) = (said(a, &of_a), said(b, &of_b));
    let holds = |said: &[u32], words: &[u32]| said.windows(words.len()).any(|window| window == words);
    let mut changes = Vec::new();
    let kept: (BTreeSet<usize>, BTreeSet<usize>) = pairing.kept.iter().copied().unzip();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for old in &of_a {
        let same = of_b.iter().enumerate().find(|(at, new)| !used.contains(at) && new.words == old.words);
        let Some((at, new)) = same else { continue };
        used.insert(at);
        // Whose a quotation is stands in its sentence or in that of its source: where both are as they were, only the
        // reading of a pronoun differs.
        if touched(a, old, &kept.0) || touched(b, new, &kept.1) {
            let (x, y) = (speaker(a, old.attribution), speaker(b, new.attribution));
            if x.as_ref().zip(y.as_ref()).is_some_and(|(x, y)| x.0 != y.0) {
                changes.push(change(Part::Quotation, Some(side(a, old)), Some(side(b, new))));
            }
        }
    }
    let gone: Vec<&Piece<'_>> = of_a.iter().filter(|old| !holds(&said_b, &old.words)).collect();
    let come: Vec<&Piece<'_>> = of_b.iter().filter(|new| !holds(&said_a, &new.words)).collect();
    let mut likely: Vec<(f32, usize, usize)> = Vec::new();
    for (x, old) in gone.iter().enumerate() {
        for (y, new) in come.iter().enumerate() {
            let longer = old.words.len().max(new.words.len());
            let likeness = common_in_order(&old.words, &new.words) as f32 / longer as f32;
            if likeness > ALIKE {
                likely.push((likeness, x, y));
            }
        }
    }
    likely.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
    for (_, x, y) in likely {
        if !used_a.contains(&x) && !used_b.contains(&y) {
            used_a.insert(x);
            used_b.insert(y);
            changes.push(change(Part::Quotation, Some(side(a, gone[x])), Some(side(b, come[y]))));
        }
    }
    let withdrawn = gone.iter().enumerate().filter(|(at, _)| !used_a.contains(at));
    changes.extend(withdrawn.map(|(_, old)| change(Part::Quotation, Some(side(a, old)), None)));
    let added = come.iter().enumerate().filter(|(at, _)| !used_b.contains(at));
    changes.extend(added.map(|(_, new)| change(Part::Quotation, None, Some(side(b, new)))));
    changes
}

fn pieces<'r>(sheet: &Sheet<'_, 'r>) -> Vec<Piece<'r>> {
    sheet
        .quoted()
        .map(|(span, attribution)| Piece { span, words: sheet.digests(span), attribution })
        .filter(|piece| !piece.words.is_empty())
        .collect()
}

/// All words between quotation marks, in order; those that nobody is quoted as saying after them.
fn said(sheet: &Sheet<'_, '_>, pieces: &[Piece<'_>]) -> Vec<u32> {
    let terms = sheet.reading.terms.iter().flat_map(|term| sheet.digests(*term));
    pieces.iter().flat_map(|piece| piece.words.iter().copied()).chain(terms).collect()
}

/// Whether the sentence of a quotation or that of its source is not among those that were kept.
fn touched(sheet: &Sheet<'_, '_>, piece: &Piece<'_>, kept: &BTreeSet<usize>) -> bool {
    let source = piece.attribution.source.iter().flat_map(|source| source.spans.iter().copied());
    let mut lines = source.chain([piece.span]).filter_map(|span| sheet.line_at(span));
    lines.any(|line| !kept.contains(&line))
}

/// Who says it, when it is somebody with a name: as one of the story's people, and the name.
fn speaker(sheet: &Sheet<'_, '_>, attribution: &Attribution) -> Option<(usize, String)> {
    let entity = sheet.reading.entity(attribution.source.as_ref()?.entity?)?;
    let person = sheet.person(entity.id)?;
    entity.named.then(|| (person, entity.name.clone()))
}

fn side(sheet: &Sheet<'_, '_>, piece: &Piece<'_>) -> Side {
    let unnamed = || {
        let span = *piece.attribution.source.as_ref()?.spans.first()?;
        let words = sheet.reading.words(span);
        // A pronoun names nobody.
        sheet.dossier.people.party_called(words).map(|_| words.to_owned())
    };
    sheet.side(piece.span, speaker(sheet, piece.attribution).map(|(_, name)| name).or_else(unnamed))
}
