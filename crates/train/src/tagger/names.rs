//! Sentences with names, from sets that agree on little: brought to persons, organisations and places.

use super::sample::Sample;
use anyhow::Result;
use corpora::{
    clusters,
    columns::{self, Document, Layout},
    conllu, gmb, re3d,
};
use read::{tag::NameTag, text::Text};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    path::Path,
    sync::LazyLock,
};

/// Words before a person's name that are no part of it.
static TITLES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("titles.tsv").lines().filter(|line| !line.starts_with('#')).collect());

/// What is trained on: sentences of the Groningen Meaning Bank, of which each round takes a part, and of all others.
pub(crate) struct Named {
    pub(crate) gmb: Vec<Sample>,
    pub(crate) others: Vec<Sample>,
}

/// Reads the sets under `data` whose licence lets a model be shipped.
pub(crate) fn named(data: &Path) -> Result<Named> {
    let names = data.join("names");
    let docs = Layout { token: 0, label: None, document: Some("-DOCSTART-") };
    let sentences = Layout { token: 0, label: Some(1), document: None };
    let uner = Layout { token: 1, label: Some(2), document: Some("# newdoc") };
    let mut others = Vec::new();
    let mut take = |documents: Vec<Document>| others.extend(documents.iter().flat_map(samples));
    take(columns::documents(&names.join("wikigold/CONLL-format/data/wikigold.conll.txt"), docs)?);
    take(columns::documents(&names.join("sec-filings/CONLL-format/data/train/FIN5.txt"), docs)?);
    take(columns::documents(&names.join("sec-filings/CONLL-format/data/test/FIN3.txt"), docs)?);
    take(columns::documents(&names.join("uner-ewt/en_ewt-ud-dev.iob2"), uner)?);
    take(columns::documents(&names.join("wnut17/wnut17train.conll"), sentences)?);
    for section in ["a", "b", "e", "f", "g", "h"] {
        take(columns::documents(&names.join(format!("btc/CONLL-format/data/{section}.conll")), sentences)?);
    }
    let re3d = re3d::documents(&names.join("re3d"))?;
    take(re3d.into_iter().enumerate().filter(|(index, _)| index % re3d::HELD != 0).map(|(_, d)| d).collect());
    take(conllu::folder(&data.join("gum/train"))?.iter().map(of_gum).collect());
    let mut gmb = gmb::documents(&names.join("gmb/ner_dataset.csv.zip"))?;
    settle_gpe(&mut gmb);
    Ok(Named { gmb: gmb.iter().flat_map(samples).collect(), others })
}

/// `gpe` in GMB is of countries and of their people. A form that is a place elsewhere in the set is a place here.
fn settle_gpe(documents: &mut [Document]) {
    let mut places: HashMap<String, (u32, u32)> = HashMap::new();
    for document in documents.iter() {
        for name in &document.names {
            let counts = places.entry(document.text[name.span.clone()].to_owned()).or_default();
            match name.kind.as_str() {
                "geo" => counts.0 += 1,
                "gpe" => counts.1 += 1,
                _ => {}
            }
        }
    }
    for document in documents {
        for name in &mut document.names {
            if name.kind == "gpe" {
                let (place, people) = places[&document.text[name.span.clone()]];
                // A few slips make no place of a people.
                let kind = if place * 5 > people { "geo" } else { "people" };
                kind.clone_into(&mut name.kind);
            }
        }
    }
}

/// The names among the entities of a document of GUM: the run of proper nouns around the head.
fn of_gum(document: &conllu::Document) -> Document {
    let (text, sentences, _) = document.raw();
    let mut words: Vec<(Range<usize>, &str)> = Vec::new();
    for (sentence, (base, _)) in document.sentences.iter().zip(sentences) {
        for word in &sentence.words {
            words.push((base + word.span.start..base + word.span.end, &word.upos));
        }
    }
    let mut names = Vec::new();
    for mention in clusters::of_treebank(document).mentions {
        let kind = match mention.kind.as_deref() {
            Some("person") => "PER",
            Some("organization") => "ORG",
            Some("place") => "LOC",
            _ => continue,
        };
        if !mention.named {
            continue;
        }
        let inside = |index: usize| {
            words
                .get(index)
                .filter(|(span, _)| mention.span.start <= span.start && span.end <= mention.span.end)
        };
        let proper = |index: usize| inside(index).is_some_and(|(_, upos)| *upos == "PROPN");
        let links = |index: usize| {
            kind != "PER" && inside(index).is_some_and(|(_, upos)| matches!(*upos, "ADP" | "DET" | "CCONJ"))
        };
        let Some(head) = words.iter().position(|(span, _)| *span == mention.head) else { continue };
        let (mut first, mut last) = (head, head);
        while let Some(before) = first.checked_sub(1) {
            if proper(before) {
                first = before;
            } else {
                break;
            }
        }
        loop {
            if proper(last + 1) {
                last += 1;
            } else if links(last + 1) && proper(last + 2) {
                last += 2;
            } else if links(last + 1) && links(last + 2) && proper(last + 3) {
                last += 3;
            } else {
                break;
            }
        }
        names.push(columns::Name { span: words[first].0.start..words[last].0.end, kind: kind.to_owned() });
    }
    names.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end)));
    names.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    Document { text, names }
}

/// The place of a kind among the tags of names; `None` for kinds that we do not tell.
fn kind(set: &str) -> Option<&'static str> {
    match set {
        "PER" | "per" | "person" | "Person" => Some("PER"),
        "ORG" | "org" | "corporation" | "group" | "Organisation" => Some("ORG"),
        "LOC" | "geo" | "location" | "Location" => Some("LOC"),
        _ => None,
    }
}

/// The sentences of a document in our tokens.
fn samples(document: &Document) -> Vec<Sample> {
    let text = Text::cut(&document.text);
    let outside = output("O");
    let mut tags: Vec<Option<usize>> = vec![Some(outside); text.tokens.len()];
    for name in &document.names {
        let Some(kind) = kind(&name.kind) else { continue };
        let first = text.token_at(name.span.start);
        let last = text.tokens.partition_point(|token| token.span.start < name.span.end);
        let mut first = first;
        if kind == "PER" {
            while first + 1 < last
                && (TITLES.contains(text.token(first).to_lowercase().as_str()) || text.token(first) == ".")
            {
                first += 1;
            }
        }
        for (index, tag) in tags.iter_mut().enumerate().take(last).skip(first) {
            let place = match (index == first, index + 1 == last) {
                (true, true) => "U",
                (true, false) => "B",
                (false, true) => "L",
                (false, false) => "I",
            };
            *tag = Some(output(&format!("{place}-{kind}")));
        }
    }
    text.sentences
        .iter()
        .filter(|sentence| !sentence.tokens.is_empty())
        .map(|sentence| Sample {
            forms: sentence.tokens.clone().map(|token| text.token(token).to_owned()).collect(),
            syntax: None,
            names: Some(tags[sentence.tokens.clone()].to_vec()),
        })
        .collect()
}

fn output(name: &str) -> usize {
    NameTag::ALL.iter().position(|tag| tag.name() == name).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str, names: &[(Range<usize>, &str)]) -> Vec<String> {
        let names = names
            .iter()
            .map(|(span, kind)| columns::Name { span: span.clone(), kind: (*kind).to_owned() })
            .collect();
        samples(&Document { text: text.to_owned(), names })
            .iter()
            .flat_map(|sample| sample.names.clone().unwrap())
            .map(|tag| NameTag::ALL[tag.unwrap()].name().to_owned())
            .collect()
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        let found = tags("President Ada Lund left Harrow.", &[(0..18, "per"), (24..30, "geo")]);
        assert_eq!(found, ["O", "B-PER", "L-PER", "O", "U-LOC", "O"]);
    }

    #[test]
    fn countries_are_places_and_their_people_are_not() {
        let name = |span: Range<usize>, kind: &str| columns::Name { span, kind: kind.to_owned() };
        let document = |text: &str, kind: &str| Document {
            text: text.to_owned(),
            names: vec![name(0..text.find(' ').unwrap(), kind)],
        };
        let mut documents = [
            document("Arland voted", "gpe"),
            document("Arland wept", "geo"),
            document("Arlanders wept", "gpe"),
        ];
        settle_gpe(&mut documents);
        let kinds: Vec<&str> = documents.iter().map(|document| document.names[0].kind.as_str()).collect();
        assert_eq!(kinds, ["geo", "geo", "people"]);
    }
}
