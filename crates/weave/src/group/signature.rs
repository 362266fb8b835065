//! What of an article is needed to place it.

use super::{
    day::days,
    shingles::shingles,
    vector::{Vector, hash},
};
use crate::{
    spelling::levelled,
    vocabulary::{fold, stem, telling, term, weight},
};
use article::ArticleId;
use jiff::civil::Date;
use read::{
    EntityKind, Reading,
    text::{SentenceKind, Text},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many of the most telling terms of an article are kept.
const TERMS: usize = 120;

/// So many of its most telling pairs of neighbouring words are kept.
const PAIRS: usize = 80;

/// So many of its terms are kept in letters, to say why two articles are alike.
const TELLING: usize = 40;

/// A term that stands among the first so many words of the report counts twice.
const HEAD: usize = 80;

/// What of an article is needed to place it: its telling terms, its names, its figures, a sample of its word
/// sequences, its day. A few kilobytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// The article.
    pub id: ArticleId,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    /// The first and last day it may be of: that of its publication; else the one its address or its head names.
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) words: usize,
    /// Whether it was read in full; else only `carried` says what it is about.
    pub(crate) read: bool,
    /// Stems and names.
    pub(crate) terms: Vector,
    /// The most telling of them by their hashes, as they first stand in the text, the most telling first.
    pub(crate) telling: Vec<(u32, String)>,
    /// Stems of the headline and the first sentence.
    pub(crate) lead: Vector,
    /// Neighbouring stems.
    pub(crate) pairs: Vector,
    /// Persons by name.
    pub(crate) people: Vector,
    /// Figures.
    pub(crate) figures: Vector,
    /// What stays the same in another language: capitalised words and digits.
    pub(crate) carried: Vector,
    /// Words of the names of persons, organisations and places.
    pub(crate) cast: [Cast; 3],
    /// Hashes of sequences of words, sorted.
    pub(crate) shingles: Vec<u32>,
}

/// Words of the names of one kind, hashed and sorted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cast {
    /// Of those that play a part.
    pub(crate) main: Vec<u32>,
    /// Of all.
    pub(crate) all: Vec<u32>,
}

/// Kinds of names whose absence from each other's article speaks against one story, and how often one must be
/// named to play a part.
const CAST: [(EntityKind, usize); 3] =
    [(EntityKind::Person, 2), (EntityKind::Organisation, 2), (EntityKind::Place, 1)];

/// How the bytes of a signature begin; the digits are the version of what it holds.
const MAGIC: &[u8; 8] = b"PLXSIG03";

impl Signature {
    /// The signature as bytes, to be kept.
    ///
    /// # Errors
    ///
    /// When it cannot be written down, which only a fault of ours can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_extend(self, MAGIC.to_vec())
    }

    /// The signature that was kept as these bytes; `None` when they are damaged or of another version, so that it
    /// must be made again from the reading.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes.strip_prefix(MAGIC)?).ok()
    }

    /// The first day the article may be of, as far as placing it needs: that of its publication, else the one that
    /// its address or its head names.
    pub fn day(&self) -> Option<Date> {
        self.days.map(|(first, _)| first)
    }

    /// What articles are sorted by, so that their order on the way in changes nothing.
    pub(crate) fn key(&self) -> (&ArticleId, Option<&String>, Option<&String>) {
        (&self.id, self.url.as_ref(), self.outlet.as_ref())
    }
}

/// Makes the signature of a reading.
pub fn signature(reading: &Reading) -> Signature {
    let article = &reading.article;
    let text = Text::cut(&article.text);
    let title = Text::cut(article.title.as_deref().unwrap_or_default());
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    let mut lead: BTreeMap<String, f32> = BTreeMap::new();
    let mut pairs: BTreeMap<(String, String), f32> = BTreeMap::new();
    for word in telling(&title, 0..title.tokens.len()) {
        let term = term(word);
        add(&mut counts, &term, 1.0);
        add(&mut lead, &term, 1.0);
    }
    let mut written: BTreeMap<String, &str> = BTreeMap::new();
    let mut head = 0;
    for (sentence, cut) in reading.sentences.iter().zip(&text.sentences) {
        if sentence.kind == SentenceKind::Debris {
            continue;
        }
        let body = sentence.kind == SentenceKind::Body;
        let factor = if body && head < HEAD { 2.0 } else { 1.0 };
        let mut last: Option<String> = None;
        for word in telling(&text, cut.tokens.clone()) {
            let term = term(word);
            written.entry(term.clone()).or_insert(word);
            add(&mut counts, &term, factor);
            if body && head == 0 {
                add(&mut lead, &term, 1.0);
            }
            if let Some(last) = last.replace(term.clone()) {
                *pairs.entry((last, term)).or_insert(0.0) += 1.0;
            }
        }
        if body {
            head += cut.tokens.len();
        }
    }
    let mut terms: Vec<(String, f32)> =
        counts.into_iter().map(|(stem, count)| (stem.clone(), often(count) * weight(&stem))).collect();
    let named = named(reading);
    let several = named.iter().filter(|named| named.name.contains(' '));
    terms.extend(several.map(|named| (format!("name:{}", named.name), named.weight())));
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    terms.truncate(TERMS);
    let pairs = pairs.into_iter().map(|((first, second), count)| {
        (format!("{first} {second}"), often(count) * (weight(&first) + weight(&second)) / 2.0)
    });
    let people = named.iter().filter(|named| named.kind == EntityKind::Person);
    let people: Vec<(&str, f32)> = people.map(|person| (person.name.as_str(), person.weight())).collect();
    let (words, shingles) = shingles(reading, &text);
    Signature {
        id: article.id.clone(),
        outlet: article.outlet.as_ref().map(|outlet| outlet.0.clone()),
        url: article.url.clone(),
        days: days(reading),
        words,
        read: reading.language.read,
        telling: terms
            .iter()
            .take(TELLING)
            .filter_map(|(term, _)| Some((hash(term), (*written.get(term)?).to_owned())))
            .collect(),
        terms: Vector::of(terms, TERMS),
        lead: Vector::of(
            lead.into_iter().map(|(stem, count)| (stem.clone(), often(count) * weight(&stem))),
            TERMS,
        ),
        pairs: Vector::of(pairs, PAIRS),
        people: Vector::of(people, TERMS),
        figures: Vector::of(figures(reading), TERMS),
        carried: Vector::of(carried(&title, &text), TERMS),
        cast: CAST.map(|(kind, least)| cast(&named, kind, least)),
        shingles,
    }
}

fn add(counts: &mut BTreeMap<String, f32>, stem: &str, count: f32) {
    *counts.entry(stem.to_owned()).or_insert(0.0) += count;
}

/// How much more than once a thing counts that stands there so often.
fn often(count: f32) -> f32 {
    1.0 + count.max(1.0).ln()
}

/// Somebody or something with a name.
struct Named {
    kind: EntityKind,
    /// Its name, folded and its spelling levelled.
    name: String,
    /// How often it is mentioned.
    count: usize,
    /// How telling the words of its name are, on average.
    rarity: f32,
}

impl Named {
    fn weight(&self) -> f32 {
        often(self.count as f32) * self.rarity
    }
}

/// Everybody and everything with a name. Names of several words weigh as one term beside the words they are
/// made of: two reports that name the same rare person are likelier to be of one story than two that share a
/// common surname.
fn named(reading: &Reading) -> Vec<Named> {
    let mut counts: BTreeMap<(EntityKind, String), (usize, f32)> = BTreeMap::new();
    for mention in &reading.mentions {
        let Some(entity) = reading.entity(mention.entity).filter(|entity| entity.named) else { continue };
        if entity.kind != EntityKind::Group {
            let words: Vec<String> = fold(&entity.name).split(' ').map(levelled).collect();
            let weights: f32 = entity.name.split(' ').map(|word| weight(&term(word))).sum();
            let rarity = weights / words.len().max(1) as f32;
            counts.entry((entity.kind, words.join(" "))).or_insert((0, rarity)).0 += 1;
        }
    }
    let all = counts.into_iter();
    all.map(|((kind, name), (count, rarity))| Named { kind, name, count, rarity }).collect()
}

fn cast(named: &[Named], kind: EntityKind, least: usize) -> Cast {
    let words = |least: usize| -> Vec<u32> {
        let of_kind = named.iter().filter(|named| named.kind == kind && named.count >= least);
        let words: BTreeSet<u32> = of_kind.flat_map(|named| named.name.split(' ')).map(hash).collect();
        words.into_iter().collect()
    };
    Cast { main: words(least), all: words(1) }
}

/// Figures by value. A number that is neither small nor round tells most.
fn figures(reading: &Reading) -> Vec<(String, f32)> {
    let values: BTreeMap<String, f32> = reading
        .figures
        .iter()
        .filter(|figure| !figure.ordinal)
        .map(|figure| {
            let exact = figure.value >= 20.0 && figure.value % 10.0 != 0.0;
            let weight = match figure.value {
                _ if exact => 3.0,
                value if value >= 13.0 => 2.0,
                _ => 0.5,
            };
            (figure.value.to_string(), weight)
        })
        .collect();
    values.into_iter().collect()
}

/// Capitalised words inside sentences and numbers of two digits or more: they stand in a translation as well.
fn carried(title: &Text<'_>, text: &Text<'_>) -> Vec<(String, f32)> {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for text in [title, text] {
        for sentence in &text.sentences {
            for at in sentence.tokens.clone() {
                let word = text.token(at);
                let digits: String = word.chars().filter(char::is_ascii_digit).collect();
                if digits.len() >= 2 {
                    add(&mut counts, &digits, 1.0);
                } else if digits.is_empty()
                    && at != sentence.tokens.start
                    && word.starts_with(char::is_uppercase)
                    && word.chars().nth(2).is_some()
                {
                    add(&mut counts, &fold(word), 1.0);
                }
            }
        }
    }
    counts
        .into_iter()
        .map(|(word, count)| {
            let weight = match word.len() {
                2 if word.starts_with(|first: char| first.is_ascii_digit()) => 3.5,
                _ if word.starts_with(|first: char| first.is_ascii_digit()) => 5.0,
                _ => weight(&stem(&word)),
            };
            (word, often(count) * weight)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;

    #[test]
    fn a_signature_survives_being_kept_and_one_of_another_version_is_refused() {
        let signature = signature(&read::read(Article::new("a", "The ferry Aurelia sank off Port Maren.")));
        let bytes = signature.to_bytes().unwrap();
        assert_eq!(Signature::from_bytes(&bytes), Some(signature));
        let mut other = bytes.clone();
        other[7] = b'1';
        assert_eq!(Signature::from_bytes(&other), None);
        assert_eq!(Signature::from_bytes(&bytes[..20]), None);
        assert_eq!(Signature::from_bytes(&[0, 255]), None);
    }
}
