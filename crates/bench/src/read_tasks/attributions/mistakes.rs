//! The kinds of mistakes of one document.

use super::{Told, overlaps, tokens::Tokens};
use crate::set::Measured;

/// Lists what differs between the attributions of a reading and the gold ones of one document.
pub(super) fn mistakes(measured: &mut Measured, id: &str, tokens: &Tokens<'_>, ours: &[Told], gold: &[Told]) {
    let show = |told: &Told| {
        format!(
            "[{}] [{}] [{}]",
            tokens.show(&told.source),
            tokens.show(&told.cue),
            tokens.show(&told.content)
        )
    };
    for told in gold {
        let partner = ours.iter().filter(|ours| overlaps(&ours.cue, &told.cue)).max_by_key(|ours| {
            ours.content.intersection(&told.content).count() + usize::from(ours.source == told.source)
        });
        let Some(partner) = partner else {
            let within = ours.iter().any(|ours| overlaps(&ours.content, &told.cue));
            let kind = if within { "cue missed inside a content" } else { "cue missed" };
            measured.mistakes.add(kind, || format!("{id}: {}", show(told)));
            continue;
        };
        for (part, ours, gold) in [
            ("content", &partner.content, &told.content),
            ("source", &partner.source, &told.source),
            ("cue", &partner.cue, &told.cue),
        ] {
            let kind =
                match (ours == gold, ours.is_superset(gold), ours.is_subset(gold), overlaps(ours, gold)) {
                    (true, ..) => continue,
                    _ if gold.is_empty() => "given, gold has none",
                    _ if ours.is_empty() => "missing",
                    (_, true, ..) => "too long",
                    (_, _, true, _) => "too short",
                    (_, _, _, true) => "overlaps",
                    _ => "elsewhere",
                };
            measured.mistakes.add(format!("{part} {kind}"), || {
                format!("{id}:\n      ours {}\n      gold {}", show(partner), show(told))
            });
        }
    }
    for told in ours.iter().filter(|ours| !gold.iter().any(|gold| overlaps(&ours.cue, &gold.cue))) {
        let kind = if told.cue.is_empty() { "without a cue" } else { "cue that is none" };
        measured.mistakes.add(kind, || format!("{id}: {}", show(told)));
    }
}
