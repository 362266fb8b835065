//! Evidence as W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>).

use crate::words::name_of;
use article::Digest;
use read::Reading;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::StoryId;
use tell::{Account, Evidence, EvidenceId, Extract};

/// So many characters before and after the words are given to find them by.
const CONTEXT: usize = 32;

/// What one piece of evidence is evidence of, and the pieces of other reports that belong to it.
#[derive(Debug, Default)]
struct Uses {
    says: Vec<String>,
    linked: Vec<EvidenceId>,
}

/// All annotations of a story: one for each piece of evidence.
pub fn annotations(story: StoryId, account: &Account, readings: &[Reading]) -> Value {
    let evidence = account.evidence.iter();
    page(&format!("story:{story}"), &account.story.title.text, account, evidence, &uses(account), readings)
}

/// All annotations of an extract.
pub(crate) fn of_extract(extract: &Extract, readings: &[Reading]) -> Value {
    let labels = extract.labels();
    let uses = labels.iter().map(|(id, says)| (id.clone(), Uses { says: says.clone(), linked: Vec::new() }));
    let named = format!("extract:{}", Digest::of(extract.title().as_bytes()));
    // The whole sentences around the words are there for the notes alone.
    let evidence = extract.account().evidence.iter().filter(|one| labels.contains_key(&one.id));
    page(&named, extract.title(), extract.account(), evidence, &uses.collect(), readings)
}

/// A page of annotations, of the evidence of an account.
fn page<'e>(
    named: &str,
    label: &str,
    account: &Account,
    evidence: impl Iterator<Item = &'e Evidence>,
    uses: &BTreeMap<EvidenceId, Uses>,
    readings: &[Reading],
) -> Value {
    let texts: BTreeMap<&str, Text<'_>> = readings
        .iter()
        .map(|reading| (reading.article.id.0.as_str(), Text::new(&reading.article.text)))
        .collect();
    let urls: BTreeMap<&str, &str> = account
        .articles
        .iter()
        .filter_map(|article| Some((article.id.as_str(), article.url.as_deref()?)))
        .collect();
    let name = |id: &EvidenceId| format!("urn:parallax:{named}:{}", id.0);
    let items: Vec<Value> = evidence
        .map(|evidence| {
            let about = uses.get(&evidence.id);
            let mut bodies: Vec<Value> = Vec::new();
            let mut motivation = vec!["describing"];
            for said in about.iter().flat_map(|uses| &uses.says) {
                bodies.push(json!({
                    "type": "TextualBody", "value": said, "format": "text/plain", "language": "en",
                    "purpose": "describing",
                }));
            }
            let linked: Vec<&EvidenceId> =
                about.iter().flat_map(|uses| &uses.linked).filter(|id| **id != evidence.id).collect();
            if !linked.is_empty() {
                motivation.push("linking");
            }
            bodies.extend(linked.into_iter().map(
                |id| json!({ "type": "SpecificResource", "source": name(id), "purpose": "linking" }),
            ));
            let (prefix, suffix) = texts
                .get(evidence.article.as_str())
                .map(|text| text.around(evidence.start, evidence.end))
                .unwrap_or_default();
            let mut target = json!({
                "type": "SpecificResource",
                // Places are those of the stored text, which is not the page that it was taken from.
                "source": format!("urn:parallax:article:{}", encoded(&evidence.article)),
                "selector": [
                    { "type": "TextQuoteSelector", "exact": evidence.exact, "prefix": prefix, "suffix": suffix },
                    { "type": "TextPositionSelector", "start": evidence.start, "end": evidence.end },
                ],
            });
            if let Some(url) = urls.get(evidence.article.as_str()) {
                target["scope"] = json!(url);
            }
            json!({
                "id": name(&evidence.id),
                "type": "Annotation",
                "motivation": motivation,
                "body": bodies,
                "target": target,
            })
        })
        .collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:parallax:{named}"),
        "type": "AnnotationPage",
        "label": label,
        "items": items,
    })
}

/// What each piece of evidence is evidence of.
fn uses(account: &Account) -> BTreeMap<EvidenceId, Uses> {
    let mut all: BTreeMap<EvidenceId, Uses> = BTreeMap::new();
    let mut say = |ids: &[&EvidenceId], words: &str, linked: &[&EvidenceId]| {
        for id in ids {
            let used = all.entry((*id).clone()).or_default();
            if !used.says.iter().any(|said| said == words) {
                used.says.push(words.to_owned());
            }
            for other in linked {
                if !used.linked.contains(other) {
                    used.linked.push((*other).clone());
                }
            }
        }
    };
    for person in &account.people {
        let named: Vec<&EvidenceId> = person.evidence.iter().collect();
        say(&named, &format!("names {}", person.name), &[]);
    }
    for event in &account.events {
        let mentions: Vec<&EvidenceId> = event.mentions.iter().chain([&event.what]).collect();
        let when = event.when.value.as_deref().unwrap_or("no day told");
        say(&mentions, &format!("{}, {}, {when}", event.kind, name_of(&event.status)), &mentions);
        let times: Vec<&EvidenceId> = event.when.said.iter().map(|said| &said.evidence).collect();
        say(&times, &format!("when: {}", event.when.reason), &[]);
    }
    for quote in &account.quotes {
        let who = quote.name.as_deref().unwrap_or("a source that is not named");
        let pieces: Vec<&EvidenceId> =
            quote.renderings.iter().flat_map(|rendering| &rendering.pieces).collect();
        say(&pieces, &format!("words of {who}"), &pieces);
        let contexts: Vec<&EvidenceId> =
            quote.renderings.iter().map(|rendering| &rendering.context).collect();
        say(&contexts, &format!("quotes {who}"), &contexts);
    }
    for fact in &account.facts {
        let support: Vec<&EvidenceId> =
            fact.support.iter().map(|support| &support.evidence).chain([&fact.statement]).collect();
        say(&support, &format!("states a fact that is {}", name_of(&fact.standing)), &support);
        for (words, others) in
            [("contradicts", &fact.conflicts), ("confirms", &fact.confirmed_by), ("denies", &fact.denied_by)]
        {
            let others: Vec<&EvidenceId> = others.iter().collect();
            say(&others, &format!("{words} what another report states"), &[&fact.statement]);
        }
    }
    for position in &account.positions {
        for held in &position.held {
            let words = format!("{} {} ({})", position.party, name_of(&held.stance), position.issue);
            say(&[&held.sentence, &held.object], &words, &[]);
        }
    }
    for only in &account.only_in {
        say(&[&only.evidence], "stands in this report alone", &[]);
    }
    for article in &account.articles {
        for debris in &article.debris {
            say(&[&debris.evidence], &format!("no part of the report: {}", name_of(&debris.kind)), &[]);
        }
        for cite in &article.cites {
            say(&[&cite.evidence], &format!("cites {}", cite.outlet), &[]);
        }
        for time in &article.times {
            say(&[&time.evidence], &format!("means {}: {}", time.value, time.reason), &[]);
        }
    }
    all
}

/// A text in code points.
struct Text<'t> {
    text: &'t str,
    /// The byte of each code point.
    bytes: Vec<usize>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, bytes: text.char_indices().map(|(at, _)| at).collect() }
    }

    /// What stands before and after a place given in code points.
    fn around(&self, start: usize, end: usize) -> (&'t str, &'t str) {
        let byte = |point: usize| self.bytes.get(point).copied().unwrap_or(self.text.len());
        let between = |from: usize, to: usize| self.text.get(byte(from)..byte(to)).unwrap_or("");
        (between(start.saturating_sub(CONTEXT), start), between(end, end.saturating_add(CONTEXT)))
    }
}

/// An id as a part of a URN (RFC 3986).
fn encoded(id: &str) -> String {
    id.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_what_stands_around() {
        let text = Text::new("“Élan” wins.");
        assert_eq!(text.around(1, 5), ("“", "” wins."));
        assert_eq!(text.around(0, 12), ("", ""));
        assert_eq!(text.around(90, 99), ("", ""));
    }

    #[test]
    fn ids_become_names_that_are_no_markup() {
        assert_eq!(encoded("a b/é.txt#2"), "a%20b%2F%C3%A9.txt%232");
    }
}
