//! Whose a direct quotation is.

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Span;
use corpora::{clusters, conllu, polnear};
use read::{Attribution, EntityId, Reading};
use std::{collections::HashSet, ops::Range, path::Path};

/// Direct quotations of `PolNeAR`, and pronouns that speak in GUM.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let mut gum = conllu::folder(&data.join("gum/dev"))?;
    gum.extend(conllu::folder(&data.join("gum/train"))?);
    gum.retain(|document| document.id.contains("_news_") || document.id.contains("_interview_"));
    Ok(vec![
        quoted("PolNeAR dev", &polnear::documents(&data.join("quotes/polnear/dev"))?),
        speaking("GUM news and interview", &gum),
    ])
}

/// What the words of a gold source are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Who {
    /// A name, by its last word.
    Name(String),
    Pronoun,
    /// *the campaign*, *officials*
    Description,
}

fn who(words: &str) -> Who {
    let head =
        words.split([',', '(', '—']).next().unwrap_or_default().split_whitespace().take_while(|word| {
            !matches!(*word, "who" | "of" | "from" | "for" | "in" | "at" | "on" | "to" | "with" | "and")
        });
    let tokens: Vec<&str> =
        head.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric())).collect();
    let lower = words.trim().to_lowercase();
    if matches!(
        lower.as_str(),
        "he" | "she" | "they" | "it" | "i" | "we" | "who" | "him" | "her" | "his" | "you"
    ) {
        return Who::Pronoun;
    }
    match tokens.last() {
        // A single word with a capital can be the beginning of a sentence; its plural and its kind tell little.
        Some(last) if last.starts_with(char::is_uppercase) && !matches!(*last, "The" | "One" | "Some") => {
            let name = last.strip_suffix("'s").or_else(|| last.strip_suffix("’s")).unwrap_or(last);
            Who::Name(name.to_lowercase())
        }
        _ => Who::Description,
    }
}

/// Whether all of a content stands between quotation marks.
fn is_direct(text: &str, content: &[Range<usize>]) -> bool {
    content.iter().all(|piece| {
        let words = text.get(piece.clone()).unwrap_or_default().trim();
        let words = words.trim_end_matches([',', '.', ' ']);
        words.starts_with(['"', '“']) && words.ends_with(['"', '”']) && {
            let inside = &words[words.chars().next().map_or(0, char::len_utf8)..];
            inside.trim_end_matches(['"', '”']).find(['"', '“', '”']).is_none()
        }
    })
}

fn quoted(set: &'static str, documents: &[polnear::Document]) -> Measured {
    let mut measured = Measured::new("speakers", set);
    let mut named = Measure::new("named speaker F1", Statistic::F1).beside(Beside {
        floor: None,
        peer: Some((87.4, "Gender Gap Tracker, own corpus")),
        human: None,
        target: Some(90.0),
    });
    let mut overlap = Measure::new("pronoun or description, words F1", Statistic::F1);
    let mut told = Measure::new("pronouns told", Statistic::Accuracy);
    for document in documents {
        let reading = measured.read(&document.text);
        let (mut name_columns, mut other_columns, mut told_columns) = ([0.0; 3], [0.0; 3], [0.0; 2]);
        let gold = document
            .attributions
            .iter()
            .filter(|gold| !gold.source.is_empty() && is_direct(&document.text, &gold.content));
        for gold in gold {
            let words = document.text.get(gold.source[0].clone()).unwrap_or_default();
            let ours = overlapping(&reading, &gold.content);
            let source = ours.and_then(|ours| ours.source.as_ref());
            let entity = source.and_then(|source| source.entity);
            let touches = source.is_some_and(|source| {
                source.spans.iter().any(|span| {
                    gold.source.iter().any(|piece| piece.start < span.end && span.start < piece.end)
                })
            });
            let who = who(words);
            let columns = if matches!(who, Who::Name(_)) { &mut name_columns } else { &mut other_columns };
            let (right, found) = match &who {
                Who::Name(last) => {
                    (entity.is_some_and(|entity| is_called(&reading, entity, last)), entity.is_some())
                }
                _ => (touches, source.is_some()),
            };
            columns[0] += f64::from(u8::from(right));
            columns[1] += f64::from(u8::from(found));
            columns[2] += 1.0;
            if who == Who::Pronoun && touches {
                told_columns[0] += f64::from(u8::from(entity.is_some()));
                told_columns[1] += 1.0;
            }
            let kind = match (right, found, ours) {
                (true, ..) => continue,
                (_, true, _) => "another speaker",
                (_, _, Some(_)) if source.is_some() => "the words are no entity",
                (_, _, Some(_)) => "no speaker",
                (_, _, None) => "no attribution",
            };
            measured.mistakes.add(format!("{kind}: {}", label(&who)), || {
                let entity = entity.and_then(|entity| reading.entities.get(entity.0 as usize));
                let content = gold.content[0].clone();
                let from = document.text[..content.start.min(gold.source[0].start)]
                    .char_indices()
                    .rev()
                    .nth(150)
                    .map_or(0, |(at, _)| at);
                let to = content.end.max(gold.source[0].end);
                format!(
                    "{} gold: {words} ours: {} ({}): {}",
                    document.id,
                    source
                        .and_then(|source| source.spans.first())
                        .map_or("-", |span| &document.text[span.start..span.end]),
                    entity.map_or("-", |entity| entity.name.as_str()),
                    &document.text[from..to]
                )
            });
        }
        named.add(&name_columns);
        overlap.add(&other_columns);
        told.add(&told_columns);
    }
    measured.measures = vec![named, overlap, told];
    measured
}

fn label(who: &Who) -> &'static str {
    match who {
        Who::Name(_) => "a name",
        Who::Pronoun => "a pronoun",
        Who::Description => "a description",
    }
}

/// Our attribution that shares most with a content.
fn overlapping<'r>(reading: &'r Reading, content: &[Range<usize>]) -> Option<&'r Attribution> {
    let shared = |attribution: &Attribution| -> usize {
        let pairs = attribution.quoted.iter().flat_map(|span| content.iter().map(move |piece| (span, piece)));
        pairs.map(|(span, piece)| piece.end.min(span.end).saturating_sub(piece.start.max(span.start))).sum()
    };
    reading
        .attributions
        .iter()
        .map(|attribution| (shared(attribution), attribution))
        .filter(|(shared, _)| *shared > 0)
        .max_by_key(|(shared, _)| *shared)
        .map(|(_, attribution)| attribution)
}

/// Whether this is the last word of the entity's name, or of a name that it has somewhere in the text.
fn is_called(reading: &Reading, entity: EntityId, last: &str) -> bool {
    let ends = |name: &str| {
        name.split_whitespace().any(|word| {
            word.trim_matches(|letter: char| !letter.is_alphanumeric()).eq_ignore_ascii_case(last)
        })
    };
    reading.entities.get(entity.0 as usize).is_some_and(|entity| ends(&entity.name))
        || reading
            .mentions
            .iter()
            .filter(|mention| mention.entity == entity && mention.kind == read::MentionKind::Name)
            .any(|mention| ends(&reading.article.text[mention.span.start..mention.span.end]))
}

/// Units that say *she said*: whom the pronoun means, by the clusters of the treebank.
fn speaking(set: &'static str, documents: &[conllu::Document]) -> Measured {
    let mut measured = Measured::new("speakers", set);
    let mut right = Measure::new("pronoun that speaks F1", Statistic::F1).beside(Beside {
        peer: Some((88.3, "Citron, PARC3")),
        target: Some(90.0),
        ..Beside::default()
    });
    for treebank in documents {
        let document = clusters::of_treebank(treebank);
        let reading = measured.read(&document.text);
        let mut columns = [0.0; 3];
        for unit in attributing(treebank) {
            let mut pronouns = document.mentions.iter().filter(|mention| {
                mention.span.start >= unit.start
                    && mention.span.end <= unit.end
                    && matches!(document.text[mention.span.clone()].to_lowercase().as_str(), "he" | "she")
            });
            let Some(pronoun) = pronouns.next() else { continue };
            let names: HashSet<EntityId> = document
                .mentions
                .iter()
                .filter(|mention| mention.cluster == pronoun.cluster && mention.named)
                .flat_map(|mention| {
                    reading
                        .mentions
                        .iter()
                        .filter(|ours| {
                            ours.span.start <= mention.head.start && mention.head.end <= ours.span.end
                        })
                        .map(|ours| ours.entity)
                })
                .collect();
            if !document.mentions.iter().any(|mention| mention.cluster == pronoun.cluster && mention.named) {
                continue;
            }
            let span = Span::new(pronoun.span.start, pronoun.span.end);
            let ours = reading
                .attributions
                .iter()
                .filter_map(|attribution| attribution.source.as_ref())
                .find(|source| source.spans.iter().any(|own| own.contains(span)));
            let entity = ours.and_then(|source| source.entity);
            let good = entity.is_some_and(|entity| names.contains(&entity));
            columns[0] += f64::from(u8::from(good));
            columns[1] += f64::from(u8::from(entity.is_some()));
            columns[2] += 1.0;
            if !good {
                let kind = match (ours, entity) {
                    (None, _) => "no attribution",
                    (_, None) => "the pronoun was left open",
                    _ => "another speaker",
                };
                measured.mistakes.add(kind, || {
                    let before = document.text[..pronoun.span.start].char_indices().rev().nth(300);
                    let from = before.map_or(0, |(at, _)| at);
                    let to = document.text[unit.end..].char_indices().nth(60);
                    let entity = entity.and_then(|entity| reading.entities.get(entity.0 as usize));
                    format!(
                        "{} ours: {}: {}",
                        document.id,
                        entity.map_or("-", |entity| entity.name.as_str()),
                        &document.text[from..to.map_or(unit.end, |(at, _)| unit.end + at)]
                    )
                });
            }
        }
        right.add(&columns);
    }
    measured.measures = vec![right];
    measured
}

/// Where the discourse units stand that attribute another.
fn attributing(document: &conllu::Document) -> Vec<Range<usize>> {
    let (_, sentences, _) = document.raw();
    let mut units: Vec<(Range<usize>, bool)> = Vec::new();
    for (sentence, &(base, end)) in document.sentences.iter().zip(&sentences) {
        for word in &sentence.words {
            let Some(relation) = word.misc.split('|').find_map(|part| part.strip_prefix("Discourse=")) else {
                continue;
            };
            if let Some((last, _)) = units.last_mut() {
                last.end = last.end.min(base + word.span.start);
            }
            units.push((base + word.span.start..end, relation.starts_with("attribution")));
        }
    }
    units.into_iter().filter(|(_, attributes)| *attributes).map(|(unit, _)| unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_apart() {
        assert_eq!(who("Mayor Ada Lund, who left"), Who::Name("lund".to_owned()));
        assert_eq!(who("Ada Lund’s"), Who::Name("lund".to_owned()));
        assert_eq!(who("She"), Who::Pronoun);
        assert_eq!(who("an aide to Brandt"), Who::Description);
        assert_eq!(who("several officials"), Who::Description);
    }

    #[test]
    fn direct_is_all_between_marks() {
        let text = "“We came,” and “we left in time”";
        assert!(is_direct(text, std::slice::from_ref(&(0..14))));
        assert!(!is_direct(text, std::slice::from_ref(&(0..text.len()))));
        assert!(!is_direct(text, std::slice::from_ref(&(4..9))));
    }
}
