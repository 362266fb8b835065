//! What an outlet says of the changes of its own report, and which of them it names.

use super::{
    revision::{Declared, Part, RevisionChange, RevisionNote, Side},
    sheet::Sheet,
};
use crate::{
    amounts::{Amount, amount},
    dossier::digests,
    vocabulary::{stem, stems},
};
use read::{Figure, debris::Declares, figures::figures, text::Text};
use std::collections::{BTreeMap, BTreeSet};

/// The notes that the later version has and the earlier one had not, and what each of the changes is declared by.
pub(super) fn notes(
    a: &Sheet<'_, '_>,
    b: &Sheet<'_, '_>,
    changes: &mut [RevisionChange],
) -> Vec<RevisionNote> {
    let known: BTreeSet<Vec<u32>> = a.notes.iter().map(|(_, span)| a.digests(*span)).collect();
    let fresh = b.notes.iter().filter(|(_, span)| !known.contains(&b.digests(*span)));
    let mut notes: Vec<RevisionNote> = Vec::new();
    let headline = b.headline.and_then(|headline| Some((headline.declares?, headline.whole)));
    let before = a.headline.and_then(|headline| headline.declares);
    let in_headline = headline.filter(|(declares, _)| before != Some(*declares));
    if let Some((declares, (words, span))) = in_headline {
        let evidence = span.and_then(|span| b.evidence(span));
        notes.push(RevisionNote { declares, text: words.to_owned(), evidence, about: Vec::new() });
    }
    let opened = notes.len();
    for (declares, span) in fresh {
        let text = b.reading.words(*span).to_owned();
        let about = named(&text, changes, [a, b]);
        notes.push(RevisionNote { declares: *declares, text, evidence: b.evidence(*span), about });
    }
    let says_what: BTreeSet<usize> = notes.iter().flat_map(|note| note.about.iter().copied()).collect();
    // That a report is marked as corrected in its headline says no more than its note does.
    let vague = |note: &RevisionNote| note.declares != Declares::Update && note.about.is_empty();
    let (headlines, in_text) = notes.split_at(opened);
    let unclear = in_text.iter().any(vague)
        || headlines.iter().any(vague) && in_text.iter().all(|note| note.declares == Declares::Update);
    for (at, change) in changes.iter_mut().enumerate() {
        change.declared = if says_what.contains(&at) {
            Some(Declared::Named)
        } else if needs_a_note(change) {
            Some(if unclear { Declared::Unclear } else { Declared::No })
        } else {
            None
        };
    }
    notes
}

/// What a page should not change in silence: the headline, a figure and a quotation that stood there.
fn needs_a_note(change: &RevisionChange) -> bool {
    matches!(change.part, Part::Headline | Part::Figure | Part::Quotation) && change.before.is_some()
}

/// The changes that a note names: one of the two values, or, in a note without figures, what is counted; the name or who has it; the quoted words or
/// who says them; the word *headline*.
fn named(note: &str, changes: &[RevisionChange], sheets: [&Sheet<'_, '_>; 2]) -> Vec<usize> {
    let text = Text::analysed(note);
    let words: Vec<u32> = digests(&text, 0..text.tokens.len()).map(|(_, word)| word).collect();
    let stems: BTreeMap<String, u32> = stems(&text, 0..text.tokens.len());
    let given = figures(&text, &[]);
    let amounts: BTreeSet<Amount<'_>> = given.iter().filter(|figure| !figure.ordinal).map(amount).collect();
    let says = |phrase: &str| {
        let phrase = Text::cut(phrase);
        let phrase: Vec<u32> = digests(&phrase, 0..phrase.tokens.len()).map(|(_, word)| word).collect();
        !phrase.is_empty() && words.windows(phrase.len()).any(|window| window == phrase)
    };
    let last = |name: &str| name.split_whitespace().next_back().is_some_and(says);
    let is_about = |change: &RevisionChange| {
        let sides = || [&change.before, &change.after].into_iter().flatten();
        match change.part {
            Part::Headline => stems.contains_key(&stem("headline")),
            Part::Published => false,
            Part::Figure => sides().any(|side| {
                let counts = || side.of.as_deref().and_then(|of| of.split_whitespace().next_back());
                figure(side, sheets).is_some_and(|figure| amounts.contains(&amount(figure)))
                    || says(&side.text)
                    || amounts.is_empty() && counts().is_some_and(|noun| stems.contains_key(&stem(noun)))
            }),
            Part::Quotation => {
                let speakers: BTreeSet<&str> = sides().filter_map(|side| side.of.as_deref()).collect();
                sides().any(|side| says(&side.text)) || speakers.iter().any(|name| last(name))
            }
            Part::Name => sides().any(|side| last(&side.text) || side.of.as_deref().is_some_and(says)),
            Part::Time => sides().any(|side| says(&side.text)),
            Part::Stance => sides().any(|side| says(&side.text)),
        }
    };
    changes.iter().enumerate().filter(|(_, change)| is_about(change)).map(|(at, _)| at).collect()
}

/// The figure that a side of a change is.
fn figure<'r>(side: &Side, sheets: [&Sheet<'_, 'r>; 2]) -> Option<&'r Figure> {
    let words = side.words.as_ref()?;
    let sheet = sheets.into_iter().find(|sheet| sheet.reading.article.id == *words.article())?;
    sheet.reading.figures.iter().find(|figure| figure.span == words.span())
}
