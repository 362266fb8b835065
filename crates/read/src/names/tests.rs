//! Who and what is named in sentences of many subjects. All people, places and bodies here are invented, but for
//! those that the tables name.

use super::{Names, names};
use crate::{Entity, EntityKind, MentionKind, Role, text::Text, words::table};
use proptest::prelude::*;
use std::collections::HashSet;

struct Read<'t> {
    text: Text<'t>,
    names: Names,
}

fn read(source: &str) -> Read<'_> {
    let text = Text::cut(source);
    let names = names(&text);
    Read { text, names }
}

impl Read<'_> {
    fn entity(&self, name: &str) -> &Entity {
        let all: Vec<&str> = self.names.entities.iter().map(|entity| entity.name.as_str()).collect();
        self.names
            .entities
            .iter()
            .find(|entity| entity.name == name)
            .unwrap_or_else(|| panic!("{name} is not among {all:?}"))
    }

    fn role(&self, name: &str) -> &Role {
        self.entity(name).roles.first().unwrap_or_else(|| panic!("{name} has no role"))
    }

    fn mentions(&self, name: &str) -> Vec<&str> {
        let id = self.entity(name).id;
        self.names
            .mentions
            .iter()
            .filter(|mention| mention.entity == id)
            .map(|mention| self.text.words(mention.span))
            .collect()
    }

    fn kinds(&self) -> Vec<(&str, EntityKind)> {
        self.names.entities.iter().map(|entity| (entity.name.as_str(), entity.kind)).collect()
    }
}

#[test]
fn titles_and_appositions_give_roles() {
    let read = read(
        "Norwegian Foreign Minister Sigrid Halvor met the mayor of Tarnby, Ewan Stroud, on Monday. Tove Aslund, chief \
         executive of Brannock Shipping, was there, as was Pavo Lindt, a spokesman for the firm. Estonia's former \
         president, Kadri Oja, watched. Harbor pilot Ines Roque, 44, who chairs the Pilots' Guild, spoke for an hour.",
    );
    let minister = read.role("Sigrid Halvor");
    assert_eq!((minister.office.as_str(), minister.of.as_deref()), ("foreign minister", Some("Norway")));
    let mayor = read.role("Ewan Stroud");
    assert_eq!((mayor.office.as_str(), mayor.of.as_deref()), ("mayor", Some("Tarnby")));
    let chief = read.role("Tove Aslund");
    assert_eq!((chief.office.as_str(), chief.of.as_deref()), ("chief executive", Some("Brannock Shipping")));
    let spokesman = read.role("Pavo Lindt");
    assert_eq!(
        (spokesman.office.as_str(), spokesman.of.as_deref()),
        ("spokesman", Some("Brannock Shipping"))
    );
    let former = read.role("Kadri Oja");
    assert_eq!(
        (former.office.as_str(), former.of.as_deref(), former.former),
        ("president", Some("Estonia"), true)
    );
    assert!(read.entity("Ines Roque").roles.iter().any(|role| role.office == "chair"));
    assert_eq!(read.entity("Sigrid Halvor").affiliation.as_deref(), Some("Norway"));
}

#[test]
fn one_person_has_many_names() {
    let read = read(
        "Finnish President Aino Kestilä arrived in Oslo on Friday. Kestilä said she would stay two days. The Finnish \
         leader will meet the press. “I am glad,” she added. President Kestila left early.",
    );
    assert_eq!(
        read.mentions("Aino Kestilä"),
        ["Aino Kestilä", "Kestilä", "she", "The Finnish leader", "she", "Kestila"]
    );
}

#[test]
fn somebody_without_a_name_is_one_entity() {
    let read = read(
        "Brazilian President Caio Brandt called his Chilean counterpart on Monday. The Chilean President agreed to \
         meet. Brandt thanked the Chilean President.",
    );
    let other = read.entity("Chilean President");
    assert!(!other.named && other.kind == EntityKind::Person);
    assert_eq!(other.affiliation.as_deref(), Some("Chile"));
    assert_eq!(read.mentions("Chilean President").len(), 3);
    assert_eq!(read.mentions("Caio Brandt"), ["Caio Brandt", "his", "Brandt"]);
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let read = read(
        "Gil Aramis, who drives a tram, is no relation to Mayor Nora Aramis. The mayor said that she would ride. Mayor \
         Aramis paid. Gil Aramis waved.",
    );
    assert_eq!(read.mentions("Gil Aramis"), ["Gil Aramis", "Gil Aramis"]);
    assert_eq!(read.mentions("Nora Aramis"), ["Nora Aramis", "The mayor", "she", "Aramis"]);
}

#[test]
fn organisations_are_known_by_short_names_and_nouns() {
    let read = read(
        "The Allied Foundry Workers (AFW) met Corvex Steel in Dunholm. Corvex offered 2 percent. The union refused, and \
         the AFW said it would strike. The company regretted that. Its chairman, Leo Marsh, said nothing.",
    );
    assert_eq!(
        read.mentions("Allied Foundry Workers"),
        ["Allied Foundry Workers", "AFW", "The union", "AFW", "it"]
    );
    assert_eq!(read.mentions("Corvex Steel"), ["Corvex Steel", "Corvex", "The company", "Its"]);
    assert_eq!(read.entity("Leo Marsh").affiliation.as_deref(), Some("Corvex Steel"));
    assert_eq!(read.entity("Dunholm").kind, EntityKind::Place);
}

#[test]
fn kinds_are_told_by_words_and_surroundings() {
    let read = read(
        "In Velden, the Ministry of Public Works opened the Karst Bridge. Judge Oda Renn of the Court of Appeal cut the \
         ribbon with Ms. Pell and J. R. Tam. The University of Velden, Bank of Ireland and St. Mary's Hospital paid. \
         European allies and Senegalese officials came. Hurricane Otto did not.",
    );
    for (name, kind) in [
        ("Velden", EntityKind::Place),
        ("Ministry of Public Works", EntityKind::Organisation),
        ("Karst Bridge", EntityKind::Place),
        ("Oda Renn", EntityKind::Person),
        ("Court of Appeal", EntityKind::Organisation),
        ("Pell", EntityKind::Person),
        ("J. R. Tam", EntityKind::Person),
        ("University of Velden", EntityKind::Organisation),
        ("Bank of Ireland", EntityKind::Organisation),
        ("European allies", EntityKind::Group),
        ("Senegalese officials", EntityKind::Group),
        ("Hurricane Otto", EntityKind::Other),
    ] {
        assert_eq!(read.entity(name).kind, kind, "{name} in {:?}", read.kinds());
    }
    assert_eq!(read.entity("Senegalese officials").affiliation.as_deref(), Some("Senegal"));
}

#[test]
fn names_from_many_languages_are_whole() {
    let read = read(
        "French Prime Minister Jean-Luc de la Tour met Crown Prince Saif bin Omar al-Harbi and Anna von der Heide. South \
         Korean President Bae Min-seo sent Tsai Wen-ting. Liam O’Hanlon and María José Ortiz Vega came with Joost van den Berg.",
    );
    for name in [
        "Jean-Luc de la Tour",
        "Saif bin Omar al-Harbi",
        "Anna von der Heide",
        "Bae Min-seo",
        "Tsai Wen-ting",
        "Liam O'Hanlon",
        "María José Ortiz Vega",
        "Joost van den Berg",
    ] {
        assert_eq!(read.entity(name).kind, EntityKind::Person, "{name} in {:?}", read.kinds());
    }
    assert_eq!(read.role("Bae Min-seo").of.as_deref(), Some("South Korea"));
}

#[test]
fn countries_have_plain_names_and_capitals_stand_for_them() {
    let read = read(
        "The U.S. and the UK backed the plan. America would pay, the United States said. Paris has refused, and the \
         Kremlin’s answer came late. He lives in Lima.",
    );
    assert_eq!(read.mentions("United States"), ["U.S.", "America", "United States"]);
    assert_eq!(read.mentions("United Kingdom"), ["UK"]);
    assert_eq!(read.entity("Paris").affiliation.as_deref(), Some("France"));
    assert_eq!(read.entity("Kremlin").affiliation.as_deref(), Some("Russia"));
    assert_eq!(read.entity("Lima").affiliation, None);
}

#[test]
fn capitals_that_say_nothing_make_no_names() {
    let read = read(
        "DOCKERS VOTE TO END LONG STRIKE\nBig Plans For Old Mill\n\nCritics said on Monday that the President had failed. \
         He posted “HUGE DAY FOR TALKS” in March. Meanwhile, workers began to leave. Negotiators met. The “Night Bus” \
         plan failed.",
    );
    assert!(read.kinds().iter().all(|(_, kind)| *kind == EntityKind::Group), "{:?}", read.kinds());
}

#[test]
fn headings_recognise_what_the_body_names() {
    let read =
        read("CORVEX CHIEF QUITS\n\nCorvex Steel said on Monday that Ada Thorne, its chief, had quit.\n");
    assert_eq!(read.mentions("Corvex Steel"), ["CORVEX", "Corvex Steel", "its"]);
}

#[test]
fn a_dateline_is_a_place() {
    let read = read("TORSBY, May 3 (North Wire) — Rain fell. Rain fell in Torsby.");
    assert_eq!(read.mentions("Torsby"), ["TORSBY", "Torsby"]);
    assert_eq!(read.entity("Torsby").kind, EntityKind::Place);
}

#[test]
fn pronouns_go_to_whom_they_can() {
    let read = read(
        "Ruth Calder sued Henrik Voss in March. She said that he had lied. “It is nonsense,” Voss told reporters. He will \
         appeal.",
    );
    assert_eq!(read.mentions("Ruth Calder"), ["Ruth Calder", "She"]);
    assert_eq!(read.mentions("Henrik Voss"), ["Henrik Voss", "he", "Voss", "He"]);
}

#[test]
fn a_pronoun_that_could_be_either_is_left() {
    let read = read("Peter Lang and Paul Reiss met. The weather was bad. It rained on him.");
    assert!(read.names.mentions.iter().all(|mention| mention.kind == MentionKind::Name));
}

#[test]
fn the_owner_of_an_office_takes_no_part() {
    let read = read("U.S. envoy Dana Pruett met Oriel Group chairman Sam Okafor in Doha.");
    let sentence = read.text.sentences[0].span;
    let present: Vec<&str> =
        read.names.in_span(sentence).map(|mention| read.text.words(mention.span)).collect();
    assert_eq!(present, ["Dana Pruett", "Sam Okafor", "Doha"]);
    let byte = read.text.source.find("Okafor").unwrap_or(0);
    let found = read.names.mention_at(byte).and_then(|mention| read.names.entity(mention.entity));
    assert_eq!(found.map(|entity| entity.name.as_str()), Some("Sam Okafor"));
}

#[test]
fn a_deputy_is_not_the_one_deputised_for() {
    let read = read(
        "Kenyan President Abel Otieno sent Kenyan Vice President Mercy Wanjala. The Kenyan president stayed at home.",
    );
    assert_eq!(read.mentions("Abel Otieno"), ["Abel Otieno", "The Kenyan president"]);
}

#[test]
fn debris_and_credits_name_nobody() {
    let source = "Follow Our Reporter Ned Blythe on the app.\n\nThe ferry sank.\n\n(Reporting by Olle Brand; editing by Una Fisk)";
    let mut text = Text::cut(source);
    text.mark_debris(&[text.sentences[0].span]);
    let names = names(&text);
    assert!(names.entities.is_empty(), "{:?}", names.entities);
}

#[test]
fn tables_are_well_formed() {
    for (name, source, columns) in [
        ("adjectives_of_people", include_str!("adjectives_of_people.tsv"), 1),
        ("countries", include_str!("countries.tsv"), 5),
        ("family_first", include_str!("family_first.tsv"), 1),
        ("firsts", include_str!("firsts.tsv"), 2),
        ("given", include_str!("given.tsv"), 2),
        ("group_alone", include_str!("group_alone.tsv"), 1),
        ("groups", include_str!("groups.tsv"), 2),
        ("heads", include_str!("heads.tsv"), 5),
        ("local_bodies", include_str!("local_bodies.tsv"), 2),
        ("not_names", include_str!("not_names.tsv"), 2),
        ("nouns_before", include_str!("nouns_before.tsv"), 2),
        ("offices", include_str!("offices.tsv"), 4),
        ("organisation_nouns", include_str!("organisation_nouns.tsv"), 2),
        ("organisations", include_str!("organisations.tsv"), 4),
        ("particles", include_str!("particles.tsv"), 2),
        ("places", include_str!("places.tsv"), 2),
        ("titles", include_str!("titles.tsv"), 2),
        ("verbs_of_speech", include_str!("verbs_of_speech.tsv"), 1),
        ("who_clauses", include_str!("who_clauses.tsv"), 2),
    ] {
        let mut seen = HashSet::new();
        for row in table(source) {
            assert_eq!(row.len(), columns, "{name}: {row:?}");
            assert!(row.iter().all(|field| !field.is_empty()), "{name}: {row:?}");
            assert!(seen.insert(row[0]), "{name}: {} stands twice", row[0]);
        }
    }
    for (name, source) in [
        ("ordinary", include_str!("ordinary.tsv")),
        ("surnames", include_str!("surnames.tsv")),
        ("function_words", include_str!("function_words.tsv")),
        ("auxiliaries", include_str!("auxiliaries.tsv")),
    ] {
        let mut seen = HashSet::new();
        for word in table(source).flat_map(|row| row[0].split(' ').collect::<Vec<_>>()) {
            assert!(!word.is_empty() && seen.insert(word), "{name}: {word:?} stands twice");
        }
    }
}

proptest! {
    #[test]
    fn any_text_gives_mentions_inside_it(
        source in "(\\PC{0,40}|[A-Z][a-z]{0,6}| (the|of|and|President|Mr\\.|U\\.S\\.|said|his|he|union|company|Bank|’s|,|\\.|“|”|-) ){0,60}"
    ) {
        let text = Text::cut(&source);
        let names = names(&text);
        for mention in &names.mentions {
            prop_assert!(mention.span.of(&source).is_some());
            prop_assert!(names.entity(mention.entity).is_some());
        }
        for role in names.entities.iter().flat_map(|entity| &entity.roles) {
            prop_assert!(role.span.of(&source).is_some());
        }
        prop_assert!(names.mentions.is_sorted_by_key(|mention| mention.span));
    }
}

/// Whom each pronoun of one person means, by name.
fn pronouns(source: &str) -> Vec<(String, String)> {
    let text = Text::analysed(source);
    let names = names(&text);
    names
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Pronoun)
        .filter_map(|mention| {
            let name = names.entity(mention.entity)?.name.clone();
            Some((text.words(mention.span).to_owned(), name))
        })
        .collect()
}

fn means(source: &str, expected: &[(&str, &str)]) {
    let found = pronouns(source);
    let found: Vec<(&str, &str)> = found.iter().map(|(word, name)| (word.as_str(), name.as_str())).collect();
    assert_eq!(found, expected, "{source}");
}

#[test]
fn a_pronoun_means_who_stands_out_before_it() {
    means(
        "Ada Lund resigned on Monday. She thanked her voters.",
        &[("She", "Ada Lund"), ("her", "Ada Lund")],
    );
    means(
        "Karl Brandt met Mary Lund in Granton. She handed him the keys.",
        &[("She", "Mary Lund"), ("him", "Karl Brandt")],
    );
    // A name may follow its pronoun.
    means("When she was a minister, Mary Lund sold the port.", &[("she", "Mary Lund")]);
    // The one who does it is another than the one to whom it is done.
    means(
        "John Harrow praised Mary Lund. She had warned him.",
        &[("She", "Mary Lund"), ("him", "John Harrow")],
    );
}

#[test]
fn a_pronoun_that_nobody_fits_is_left_open() {
    means("The harbour was closed. He shrugged.", &[]);
}

#[test]
fn cases_hold_what_a_ranker_is_trained_on() {
    let text = Text::analysed("Karl Brandt met Mary Lund in Granton. She handed him the keys.");
    let cases = super::cases(&text, super::Ranker::shipped());
    assert_eq!(cases.len(), 2);
    for case in cases {
        // The one whose gender fits, and nobody.
        assert_eq!(case.candidates.len(), 2);
        assert!(case.candidates[1].names.is_empty() && case.candidates[1].features[0] > 0.5);
        assert_eq!(case.candidates[0].names.len(), 1);
    }
}

#[test]
fn a_land_that_no_table_knows_is_told_by_its_conduct() {
    let read = read(
        "Vordolia, which lies upstream, raised its offer on Monday. Vordolia's troops left the border, and talks in \
         Vordolia will go on. Its neighbour, Tessmar, dropped its claim. Tessmar's Anna Brandt said she was pleased.",
    );
    assert_eq!(read.entity("Vordolia").kind, EntityKind::Place);
    assert_eq!(read.entity("Tessmar").kind, EntityKind::Place);
    assert_eq!(read.entity("Anna Brandt").kind, EntityKind::Person);
}

#[test]
fn a_ship_with_the_name_of_a_woman_is_nobody() {
    let read = read(
        "The Anna Brandt sank on Monday. Divers found the Anna Brandt at night. The owners of the Anna Brandt were \
         silent. The Anna Brandt left port late.",
    );
    assert!(read.names.entities.iter().all(|entity| entity.kind != EntityKind::Person), "{:?}", read.kinds());
}
