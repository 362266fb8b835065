//! Who is the same person in one article: names with names, and pronouns with names.

use crate::{
    score::{Beside, Measure, Statistic},
    set::{Measured, Mistakes},
};
use anyhow::Result;
use article::Span;
use corpora::{
    clusters::{self, Document, Mention},
    conllu,
    gap::{self, Passage},
};
use read::{EntityId, Reading};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

/// Texts of `LitBank` after this many, in the order of their names, are no part of what the pronouns are trained on.
const LITBANK_TRAINED: usize = 80;

/// Pairs of pronoun and name on GAP, whole clusters on GUM and `LitBank`.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let gap = data.join("coref/gap");
    let mut gum = conllu::folder(&data.join("gum/dev"))?;
    gum.extend(conllu::folder(&data.join("gum/train"))?);
    let news: Vec<Document> = gum
        .iter()
        .filter(|document| document.id.contains("_news_") || document.id.contains("_interview_"))
        .map(clusters::of_treebank)
        .collect();
    let litbank = clusters::conll(&data.join("coref/litbank/coref/conll"))?;
    Ok(vec![
        pairs("GAP validation", &gap::passages(&gap.join("gap-validation.tsv"))?),
        pairs("GAP development (trained on)", &gap::passages(&gap.join("gap-development.tsv"))?),
        whole("GUM news and interview", &news),
        whole("LitBank, last 20", litbank.get(LITBANK_TRAINED..).unwrap_or(&[])),
    ])
}

/// The entities that a reading has at a place, from the shortest mention up.
fn entities_at(reading: &Reading, span: Span) -> Vec<EntityId> {
    let after = reading.mentions.partition_point(|mention| mention.span.start < span.end);
    let mut found: Vec<_> = reading.mentions[after.saturating_sub(24)..after]
        .iter()
        .filter(|mention| mention.span.end > span.start)
        .collect();
    found.sort_by_key(|mention| mention.span.len());
    found.into_iter().map(|mention| mention.entity).collect()
}

/// The entity of the mention that is exactly here.
fn entity_of(reading: &Reading, span: Span) -> Option<EntityId> {
    let first = reading.mentions.partition_point(|mention| mention.span < span);
    reading.mentions.get(first).filter(|mention| mention.span == span).map(|mention| mention.entity)
}

fn pairs(set: &'static str, passages: &[Passage]) -> Measured {
    let mut measured = Measured::new("people", set);
    let mut all = Measure::new("F1", Statistic::F1).beside(Beside {
        floor: Some((66.9, "rule of parallel position, names given")),
        peer: Some((64.7, "Lee et al. 2017, trained on OntoNotes")),
        human: None,
        target: Some(75.0),
    });
    let mut women = Measure::new("F1, she", Statistic::F1);
    let mut men = Measure::new("F1, he", Statistic::F1);
    let mut bias = Measure::new("she/he", Statistic::F1Ratio);
    for passage in passages {
        let reading = measured.read(&passage.text);
        let span = |range: &std::ops::Range<usize>| Span::new(range.start, range.end);
        let told = entity_of(&reading, span(&passage.pronoun));
        let mut columns = [0.0; 3];
        for name in &passage.names {
            let here = entities_at(&reading, span(&name.span));
            let found = told.is_some_and(|told| here.contains(&told));
            columns[0] += f64::from(u8::from(found && name.meant));
            columns[1] += f64::from(u8::from(found));
            columns[2] += f64::from(u8::from(name.meant));
            let kind = match (found, name.meant) {
                (true, false) => "a name that the pronoun does not mean",
                (false, true) if here.is_empty() => "the name was not found",
                (false, true) if told.is_none() => "the pronoun was left open",
                (false, true) => "another was taken",
                _ => continue,
            };
            measured.mistakes.add(kind, || {
                let meaning = told.and_then(|told| reading.entities.get(told.0 as usize));
                format!(
                    "{} [{}…{}] ours: {}: {}",
                    passage.id,
                    &passage.text[name.span.clone()],
                    &passage.text[passage.pronoun.clone()],
                    meaning.map_or("-", |entity| entity.name.as_str()),
                    passage.text
                )
            });
        }
        all.add(&columns);
        let other = [0.0; 3];
        if passage.is_of_a_woman() {
            women.add(&columns);
            bias.add(&[columns, other].concat());
        } else {
            men.add(&columns);
            bias.add(&[other, columns].concat());
        }
    }
    measured.measures = vec![all, women, men, bias];
    measured
}

/// Whether this mention is a pronoun of one person spoken about.
fn is_pronoun(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself"
    )
}

/// A gold mention, and whom it means by the set and by us.
struct Key<'d> {
    mention: &'d Mention,
    pronoun: bool,
    ours: Option<EntityId>,
}

fn whole(set: &'static str, documents: &[Document]) -> Measured {
    let mut measured = Measured::new("people", set);
    let mut pronouns = Measure::new("pronoun to a name F1", Statistic::F1)
        .beside(Beside { peer: Some((88.3, "Citron, gold mentions of PARC3")), ..Beside::default() });
    let mut cubed = Measure::new("B³", Statistic::TwoSidedF1);
    let mut pairwise = Measure::new("pairwise F1", Statistic::F1);
    for document in documents {
        let reading = measured.read(&document.text);
        let keys = keys(document, &reading);
        cubed.add(&b_cubed(&keys));
        pairwise.add(&pairs_of(&keys));
        pronouns.add(&told(&keys, document, &mut measured.mistakes, &reading));
    }
    measured.measures = vec![pronouns, cubed, pairwise];
    measured
}

/// The mentions of people that are names or pronouns of one person. A set that does not say what is a person
/// has those clusters for people that *he* or *she* is said of.
fn keys<'d>(document: &'d Document, reading: &Reading) -> Vec<Key<'d>> {
    let words = |mention: &Mention| document.text.get(mention.span.clone()).unwrap_or_default();
    let people: HashSet<usize> = document
        .mentions
        .iter()
        .filter(|mention| {
            mention.kind.as_deref().map_or_else(|| is_pronoun(words(mention)), |kind| kind == "person")
        })
        .map(|mention| mention.cluster)
        .collect();
    document
        .mentions
        .iter()
        .filter(|mention| people.contains(&mention.cluster))
        .filter_map(|mention| {
            let pronoun = is_pronoun(words(mention));
            let span = Span::new(mention.head.start, mention.head.end);
            let ours = entities_at(reading, span).first().copied();
            (pronoun || mention.named).then_some(Key { mention, pronoun, ours })
        })
        .collect()
}

/// B³ with its precision over the mentions that we have.
fn b_cubed(keys: &[Key<'_>]) -> [f64; 4] {
    let mut gold: HashMap<usize, f64> = HashMap::new();
    let mut ours: HashMap<EntityId, f64> = HashMap::new();
    let mut both: HashMap<(usize, EntityId), f64> = HashMap::new();
    for key in keys {
        *gold.entry(key.mention.cluster).or_default() += 1.0;
        if let Some(entity) = key.ours {
            *ours.entry(entity).or_default() += 1.0;
            *both.entry((key.mention.cluster, entity)).or_default() += 1.0;
        }
    }
    let mut columns = [0.0; 4];
    for key in keys {
        columns[3] += 1.0;
        let shared = key.ours.map_or(1.0, |entity| both[&(key.mention.cluster, entity)]);
        columns[2] += shared / gold[&key.mention.cluster];
        if let Some(entity) = key.ours {
            columns[0] += shared / ours[&entity];
            columns[1] += 1.0;
        }
    }
    columns
}

fn pairs_of(keys: &[Key<'_>]) -> [f64; 3] {
    let choose = |count: f64| count * (count - 1.0) / 2.0;
    let mut gold: HashMap<usize, f64> = HashMap::new();
    let mut ours: HashMap<EntityId, f64> = HashMap::new();
    let mut both: HashMap<(usize, EntityId), f64> = HashMap::new();
    for key in keys {
        *gold.entry(key.mention.cluster).or_default() += 1.0;
        if let Some(entity) = key.ours {
            *ours.entry(entity).or_default() += 1.0;
            *both.entry((key.mention.cluster, entity)).or_default() += 1.0;
        }
    }
    let sum = |counts: Vec<f64>| counts.into_iter().map(choose).sum::<f64>();
    [sum(both.into_values().collect()), sum(ours.into_values().collect()), sum(gold.into_values().collect())]
}

/// Pronouns whose person is named in the text, and whether ours is a person that this name means.
fn told(keys: &[Key<'_>], document: &Document, mistakes: &mut Mistakes, reading: &Reading) -> [f64; 3] {
    let mut named: HashMap<usize, HashSet<EntityId>> = HashMap::new();
    for key in keys.iter().filter(|key| !key.pronoun) {
        named.entry(key.mention.cluster).or_default().extend(key.ours);
    }
    let mut columns = [0.0; 3];
    for key in keys.iter().filter(|key| key.pronoun) {
        let names = named.get(&key.mention.cluster);
        let right = key.ours.is_some_and(|ours| names.is_some_and(|names| names.contains(&ours)));
        columns[0] += f64::from(u8::from(right));
        columns[1] += f64::from(u8::from(key.ours.is_some()));
        columns[2] += f64::from(u8::from(names.is_some()));
        let kind = match (key.ours, names) {
            (Some(_), None) => "a name for a pronoun whose person has none",
            (Some(_), Some(_)) if !right => "another person",
            (None, Some(names)) if names.is_empty() => "the name was not found",
            (None, Some(_)) => "the pronoun was left open",
            _ => continue,
        };
        mistakes.add(kind, || {
            let span = key.mention.span.clone();
            let before = document.text[..span.start].char_indices().rev().nth(300).map_or(0, |(at, _)| at);
            let ours = key.ours.and_then(|ours| reading.entities.get(ours.0 as usize));
            format!(
                "{} ours: {}: {}[{}]",
                document.id,
                ours.map_or("-", |entity| entity.name.as_str()),
                &document.text[before..span.start],
                &document.text[span]
            )
        });
    }
    columns
}
