//! What later versions of a page changed, and what their outlets say of that.

use super::{Line, Tone};
use crate::account::{
    Article, Declared, EvidenceId, Extent, How, RevisedPart, Revision, RevisionChange, RevisionNote,
    RevisionSide, RewordedSentence,
};
use crate::view::View;
use crate::{dates, labels};
use std::collections::BTreeSet;

/// So many sentences of each kind, and so many added figures, names and other things, are shown of a revision in an account, which
/// has all.
const SHOWN: usize = 5;

/// Of each revision: what is declared, what was changed, and what was withdrawn.
pub(super) fn revisions(view: &View<'_>) -> Vec<Line> {
    view.account.revisions.iter().map(|revision| told(view, revision, false)).collect()
}

/// A revision: with every sentence that differs, or as an account tells it.
pub(super) fn told(view: &View<'_>, revision: &Revision, every_sentence: bool) -> Line {
    let shown = if every_sentence { usize::MAX } else { SHOWN };
    let mut line = Line::new();
    line = match (view.article(&revision.before), view.article(&revision.after)) {
        (Some(before), Some(after)) => line
            .ours(format!("{}.", after.number))
            .strong(&dated(after))
            .ours(format!("{} {}.", labels::AGAINST, before.number))
            .theirs(&dated(before)),
        _ => line,
    };
    line = line.ours("—").mark(extent_tone(revision), format!("{}:", labels::extent(revision.extent)));
    line = line.ours(counts(revision));
    let notes = revision.notes.iter().map(|said| note(view, said));
    let (new, old): (Vec<&RevisionChange>, Vec<&RevisionChange>) =
        revision.changes.iter().partition(|change| change.how == How::Added);
    let changes = old.into_iter().map(|changed| change(view, changed));
    let more = new.len().saturating_sub(shown);
    let added = new.into_iter().take(shown).map(|changed| change(view, changed));
    let more = (more > 0).then(|| Line::new().ours(labels::ADDED).ours(format!("{more} more")));
    let mut below: Vec<Line> = notes.chain(changes).chain(added).chain(more).collect();
    // What a change already tells of a sentence need not be told by the sentence again.
    let sides = revision.changes.iter().flat_map(|change| [&change.before, &change.after]).flatten();
    let known: BTreeSet<&EvidenceId> =
        sides.filter(|_| !every_sentence).filter_map(|side| side.sentence.as_ref()).collect();
    let untold: Vec<&RewordedSentence> = revision
        .reworded
        .iter()
        .filter(|pair| !known.contains(&pair.before) && !known.contains(&pair.after))
        .collect();
    let pairs = untold.into_iter().map(|pair| {
        Line::new()
            .ours(labels::REWORDED)
            .quoted(view.words(&pair.before))
            .ours("→")
            .quoted(view.words(&pair.after))
            .from(&view.references([&pair.before, &pair.after]))
    });
    below.extend(some(labels::REWORDED, pairs, shown));
    for (label, sentences) in [(labels::WITHDRAWN, &revision.withdrawn), (labels::ADDED, &revision.added)] {
        let lines = sentences
            .iter()
            .map(|id| Line::new().ours(label).quoted(view.words(id)).from(&view.reference(id)));
        below.extend(some(label, lines, shown));
    }
    line.below(below).entry(view.is_new_report(&revision.after))
}

/// A version, with the day of its last change where that is another than that of its publication.
fn dated(version: &Article) -> String {
    let published = View::report(version);
    match version.modified.as_deref().map(dates::date) {
        Some(modified) if version.published.as_deref().map(dates::date).as_ref() != Some(&modified) => {
            format!("{published}, {} {modified}", labels::LAST_CHANGED)
        }
        _ => published,
    }
}

/// So many of some lines, and how many more there are.
fn some(label: &str, lines: impl ExactSizeIterator<Item = Line>, shown: usize) -> Vec<Line> {
    let more = lines.len().saturating_sub(shown);
    let more = (more > 0).then(|| Line::new().ours(label).ours(format!("{more} more")));
    lines.take(shown).chain(more).collect()
}

fn extent_tone(revision: &Revision) -> Tone {
    match revision.extent {
        Extent::Same | Extent::Typographic => Tone::Firm,
        Extent::Edited => Tone::Open,
        Extent::Rewritten => Tone::Contested,
    }
}

/// `12 sentences kept, 1 reworded, 2 withdrawn`; of a text that was rewritten only what was kept.
fn counts(revision: &Revision) -> String {
    let mut parts = vec![format!("{} kept", labels::count(revision.kept, "sentence", "sentences"))];
    for (count, what) in [
        (revision.retouched, "of them with other marks"),
        (revision.reworded.len(), "reworded"),
        (revision.withdrawn.len(), "withdrawn"),
        (revision.added.len(), "added"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let silent = revision.changes.iter().filter(|change| change.declared == Some(Declared::No)).count();
    let silent = match revision.extent {
        Extent::Rewritten if revision.notes.is_empty() => format!("; {}", labels::SILENT),
        _ if silent > 0 => format!("; {} without a note", labels::count(silent, "change", "changes")),
        _ => String::new(),
    };
    parts.join(", ") + &silent
}

fn note(view: &View<'_>, note: &RevisionNote) -> Line {
    let line = Line::new().mark(Tone::Firm, format!("{}:", labels::declares(note.declares)));
    let line = line.quoted(&note.text);
    match &note.evidence {
        Some(evidence) => line.from(&view.reference(evidence)),
        None => line,
    }
}

fn change(view: &View<'_>, change: &RevisionChange) -> Line {
    let label = format!("{} {}:", labels::part(change.part), labels::how(change.how));
    let mut line = Line::new().mark(Tone::Open, label);
    if let Some(before) = &change.before {
        line = side(line, change, before);
    }
    if let Some(after) = &change.after {
        if change.before.is_some() {
            line = line.ours("→");
        }
        line = side(line, change, after);
    }
    line = match change.declared {
        Some(Declared::Named) => line.mark(Tone::Firm, format!("({})", labels::NAMED)),
        Some(Declared::Unclear) => line.mark(Tone::Open, format!("({})", labels::UNCLEAR)),
        Some(Declared::No) => line.mark(Tone::Contested, format!("({})", labels::SILENT)),
        None => line,
    };
    let sides = [&change.before, &change.after].into_iter().flatten();
    line.from(&view.references(sides.flat_map(|side| side.words.iter().chain(&side.sentence))))
}

/// The words of a side, with what they are of where the two sides differ in that or only one is there.
fn side(mut line: Line, change: &RevisionChange, side: &RevisionSide) -> Line {
    if let Some(stance) = side.stance {
        line = line.theirs(side.of.as_deref().unwrap_or_default()).ours(labels::stance(stance));
        return line.quoted(&side.text);
    }
    line = match change.part {
        RevisedPart::Published => line.strong(&dates::date(&side.text)),
        RevisedPart::Figure | RevisedPart::Name | RevisedPart::Time => line.strong(&side.text),
        RevisedPart::Headline | RevisedPart::Quotation | RevisedPart::Stance => line.quoted(&side.text),
    };
    match &side.of {
        Some(of) if !side.text.ends_with(of.as_str()) => line.bracketed("", of),
        _ => line,
    }
}
