//! What is found in sentences of many kinds and subjects.

mod claims;

use super::*;
use crate::{
    AttributionKind::{self, Direct, Indirect, Mixed},
    Citation, CitationKind, Entity, EntityId, EntityKind, Hedge, Mention, MentionKind,
};
use proptest::prelude::*;

/// One attribution in words: kind, content, quoted, source, cue.
type Told<'t> = (AttributionKind, Vec<&'t str>, Vec<&'t str>, Option<&'t str>, &'t str);

fn found(text: &Text<'_>) -> Attributions {
    attributions(text, &Names::default(), &[])
}

fn told<'t>(text: &Text<'t>) -> Vec<Told<'t>> {
    let words = |spans: &[Span]| spans.iter().map(|span| text.words(*span)).collect::<Vec<_>>();
    found(text)
        .attributions
        .iter()
        .map(|said| {
            let source = said.source.as_ref().and_then(|source| source.spans.first());
            let cue = said.cue.first().map_or("", |cue| text.words(*cue));
            (said.kind, words(&said.content), words(&said.quoted), source.map(|span| text.words(*span)), cue)
        })
        .collect()
}

/// Checks one sentence with one attribution.
fn one(source: &str, kind: AttributionKind, content: &[&str], quoted: &[&str], who: Option<&str>, cue: &str) {
    let text = Text::analysed(source);
    assert_eq!(told(&text), [(kind, content.to_vec(), quoted.to_vec(), who, cue)], "{source}");
}

fn direct(source: &str, quoted: &[&str], who: &str, cue: &str) {
    one(source, Direct, quoted, quoted, Some(who), cue);
}

fn indirect(source: &str, content: &[&str], who: &str, cue: &str) {
    one(source, Indirect, content, &[], Some(who), cue);
}

fn mixed(source: &str, content: &str, quoted: &str, who: &str, cue: &str) {
    one(source, Mixed, &[content], &[quoted], Some(who), cue);
}

#[test]
fn direct_quotations() {
    direct(
        "“The bridge is safe,” engineer Tom Okoro said.",
        &["The bridge is safe"],
        "engineer Tom Okoro",
        "said",
    );
    direct("\"The bridge is safe,\" said Okoro.", &["The bridge is safe"], "Okoro", "said");
    direct("Okoro told reporters: ‘The bridge is safe.’", &["The bridge is safe"], "Okoro", "told");
    direct("Okoro: “The bridge is safe.”", &["The bridge is safe"], "Okoro", ":");
    direct("He appealed to the court, stating, “I was asleep.”", &["I was asleep"], "He", "stating");
    direct(
        "“Who pays for all of this?” Okoro asked on Monday.",
        &["Who pays for all of this?"],
        "Okoro",
        "asked",
    );
    direct("\"No!\" Ms. Adair shouted.", &["No!"], "Ms. Adair", "shouted");
}

#[test]
fn an_interrupted_quotation_is_one() {
    direct("“We ran,” she said, “until it stopped.”", &["We ran", "until it stopped"], "she", "said");
    direct(
        "“We ran,” Hale said in Lyon on Monday, “but it did not stop.”",
        &["We ran", "but it did not stop"],
        "Hale",
        "said",
    );
    direct(
        "\"We ran,\" said Ruth Hale, the team's captain, \"until it stopped.\"",
        &["We ran", "until it stopped"],
        "Ruth Hale, the team's captain",
        "said",
    );
}

#[test]
fn a_quotation_without_a_cue_goes_on_with_the_speaker() {
    let text =
        Text::analysed("“The road is closed,” said Ana Cruz, 41. “Nobody told us.”\n\n“We walked home.”\n");
    let told = told(&text);
    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|said| said.3 == Some("Ana Cruz, 41")));
    assert_eq!(told.iter().map(|said| said.4).collect::<Vec<_>>(), ["said", "", ""]);
}

#[test]
fn a_signed_quotation_is_the_signers() {
    let source = "Readers wrote of the ferry.\n\n“It never came, and nobody told us why.” — Mara Quist\n\n“We waited for hours in the rain.”\n";
    let text = Text::cut(source);
    let names = crate::names::names(&text);
    let found = attributions(&text, &names, &[]).attributions;
    let who: Vec<Option<&str>> = found
        .iter()
        .map(|said| {
            let entity = said.source.as_ref()?.entity?;
            names.entity(entity).map(|entity| entity.name.as_str())
        })
        .collect();
    assert_eq!(who.first(), Some(&Some("Mara Quist")), "{found:?}");
}

#[test]
fn a_quotation_over_paragraphs_is_one() {
    direct(
        "“The river rose at night.\n\n“By noon it was in the church,” said Ines Prado.\n",
        &["The river rose at night", "By noon it was in the church"],
        "Ines Prado",
        "said",
    );
    let text =
        Text::analysed("“It is over,” Prado said. “Every house is gone.\n\n“And the bridge with them.”\n");
    let told = told(&text);
    assert_eq!(told[1].1, ["Every house is gone", "And the bridge with them"]);
    assert_eq!(told[1].3, Some("Prado"));
}

#[test]
fn an_inner_quotation_belongs_to_the_outer_speaker() {
    direct(
        "“The judge told me, ‘Sit down,’ and I sat down,” Marsh said.",
        &["The judge told me, ‘Sit down,’ and I sat down"],
        "Marsh",
        "said",
    );
}

#[test]
fn a_speaker_may_stand_in_another_sentence() {
    let text = Text::analysed("The judge wrote:\n\n“The defendant knew of the leak and did nothing.”\n");
    assert_eq!(told(&text)[0].3, Some("The judge"));
    let text = Text::analysed("Rain fell all week.\n\n“The defendant knew of the leak and did nothing.”\n");
    assert_eq!(told(&text)[0].3, None);
}

#[test]
fn titles_names_and_scare_quotes_are_terms() {
    for (source, terms) in [
        ("The film, called “The Last Harvest,” opens in May.", vec!["The Last Harvest"]),
        ("“It rained,” Hale said during a “Morning Tide” interview.", vec!["Morning Tide"]),
        ("Crews on the \"silent night\" roster worked late, Hale said.", vec!["silent night"]),
        ("They want the same “energy” and drive.", vec!["energy"]),
        ("The so-called “bedroom tax” cost families dearly.", vec!["bedroom tax"]),
        ("The firm presented “Blue Harbor,” its plan to dig a canal.", vec!["Blue Harbor"]),
    ] {
        let text = Text::analysed(source);
        let found: Vec<_> = found(&text).terms.iter().map(|span| text.words(*span)).collect();
        assert_eq!(found, terms, "{source}");
    }
}

#[test]
fn where_it_was_said() {
    for (source, venue) in [
        ("Hale told reporters in Lyon that it rained.", "reporters in Lyon"),
        ("“It rained,” Hale said at a press conference in Lyon.", "at a press conference in Lyon"),
        (
            "“It rained,” Hale said on the radio program “Tide Hour” on Monday.",
            "on the radio program “Tide Hour”",
        ),
        ("In a statement, Hale said it rained.", "In a statement"),
        ("“It rained,” she told a wet crowd of members.", "a wet crowd of members"),
    ] {
        let text = Text::analysed(source);
        let venues: Vec<_> = found(&text)
            .attributions
            .iter()
            .filter_map(|said| said.venue)
            .map(|span| text.words(span))
            .collect();
        assert_eq!(venues, [venue], "{source}");
    }
}

fn citation(source: &str, name: &'static str) -> Citation {
    let start = source.find(name).unwrap_or(0);
    let span = Span::new(start, start + name.len());
    Citation { span, name: span, outlet: name.into(), kind: CitationKind::Reported }
}

#[test]
fn an_outlet_passes_on_what_another_says() {
    let source = "“It rained,” Hale said in Lyon, per the Daily Reed.";
    let text = Text::analysed(source);
    let found = attributions(&text, &Names::default(), &[citation(source, "Daily Reed")]);
    assert_eq!(found.attributions.len(), 1);
    assert_eq!(found.attributions[0].via.map(|via| text.words(via)), Some("Daily Reed"));

    let source = "The dam has cracked, according to the Daily Reed.";
    let text = Text::analysed(source);
    let found = attributions(&text, &Names::default(), &[citation(source, "Daily Reed")]);
    let said = &found.attributions[0];
    assert_eq!(said.via.map(|via| text.words(via)), Some("Daily Reed"));
    assert_eq!(said.source.as_ref().map(|source| text.words(source.spans[0])), Some("the Daily Reed"));
}

#[test]
fn some_sources_are_deliberately_unnamed() {
    for (source, anonymous) in [
        ("The dam has cracked, two people close to the firm said.", true),
        ("A senior official said the dam has cracked.", true),
        ("“It cracked,” said the engineer, who spoke on condition of anonymity.", true),
        ("Critics say the dam has cracked.", true),
        ("The ministry said the dam has cracked.", false),
        ("She said the dam has cracked.", false),
    ] {
        let text = Text::analysed(source);
        let found = found(&text);
        let unnamed: Vec<_> = found
            .attributions
            .iter()
            .filter_map(|said| said.source.as_ref())
            .map(|source| source.anonymous)
            .collect();
        assert_eq!(unnamed, [anonymous], "{source}");
    }
    let text = Text::analysed("The dam has cracked, two engineers said. Neither would be named.");
    assert!(found(&text).attributions[0].source.as_ref().is_some_and(|source| source.anonymous));
}

fn person(names: &mut Names, source: &str, name: &str, at: &[(&str, MentionKind)]) {
    let id = EntityId(names.entities.len() as u32);
    names.entities.push(Entity {
        id,
        name: name.into(),
        kind: EntityKind::Person,
        named: true,
        roles: Vec::new(),
        affiliation: None,
    });
    for (words, kind) in at {
        let start = source.rfind(words).unwrap_or(0);
        names.mentions.push(Mention { span: Span::new(start, start + words.len()), entity: id, kind: *kind });
    }
    names.mentions.sort_by_key(|mention| mention.span);
}

#[test]
fn a_pronoun_means_who_spoke_before() {
    let source =
        "Envoy Ada Lund told the court that Brandt had signed.\n\n“Brandt signed it all,” she said.\n";
    let text = Text::analysed(source);
    let mut names = Names::default();
    person(&mut names, source, "Ada Lund", &[("Ada Lund", MentionKind::Name)]);
    // The pronoun was taken for the person named last.
    person(&mut names, source, "Brandt", &[("Brandt had", MentionKind::Name), ("she", MentionKind::Pronoun)]);
    let found = attributions(&text, &names, &[]);
    let entities: Vec<_> =
        found.attributions.iter().map(|said| said.source.as_ref().and_then(|source| source.entity)).collect();
    assert_eq!(entities, [Some(EntityId(0)), Some(EntityId(0))]);
}

#[test]
fn the_name_beside_a_description_is_the_source() {
    let source = "A Dorn Rail spokesman, Joss Reed, said the line was safe.";
    let text = Text::analysed(source);
    let mut names = Names::default();
    person(&mut names, source, "Joss Reed", &[("Joss Reed", MentionKind::Name)]);
    let found = attributions(&text, &names, &[]);
    assert_eq!(found.attributions[0].source.as_ref().and_then(|source| source.entity), Some(EntityId(0)));
}

#[test]
fn ten_thousand_marks_are_read_in_time() {
    for piece in
        ["“a” ", "\" ", "‘x ", "she said “no”, and ", "“no,” he said. ", "said that reportedly ", "\"a\n"]
    {
        let source = piece.repeat(10_000);
        let text = Text::cut(&source);
        let started = std::time::Instant::now();
        let _ = found(&text);
        assert!(started.elapsed().as_secs() < 20, "{piece:?} took {:?}", started.elapsed());
    }
}

#[test]
fn the_whole_of_a_name_is_the_source() {
    indirect(
        "Police spokeswoman Ana Cruz (Granton) said the road was closed.",
        &["the road was closed"],
        "Police spokeswoman Ana Cruz (Granton)",
        "said",
    );
    indirect("The ministry on Monday said it rained.", &["it rained"], "The ministry", "said");
}

fn lies_in(text: &Text<'_>, source: &str) {
    let found = found(text);
    for said in &found.attributions {
        let source_spans = said.source.iter().flat_map(|source| source.spans.iter());
        let spans =
            said.content.iter().chain(&said.quoted).chain(&said.cue).chain(source_spans).chain(&said.venue);
        for span in spans {
            assert!(!span.is_empty() && span.of(source).is_some());
        }
    }
    for term in &found.terms {
        assert!(term.of(source).is_some());
    }
}

const PIECES: &str = "([a-e“”‘’\"',.:;é \\n]|said |told |that |according to |He |Ada |who |reportedly |her claim that |\
    is expected to |“Yes,” ){0,60}";

proptest! {
    #[test]
    fn every_span_lies_in_the_text(source in PIECES) {
        lies_in(&Text::cut(&source), &source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_span_of_an_analysed_text_lies_in_it(source in PIECES) {
        lies_in(&Text::analysed(&source), &source);
    }
}

#[test]
fn an_outlet_at_the_end_is_a_source() {
    indirect(
        "The dam will be drained next week, Tide Wire reports.",
        &["The dam will be drained next week"],
        "Tide Wire",
        "reports",
    );
}
