//! What a person said about the speaker of a quotation, applied to a reading.

use crate::{Entity, EntityId, EntityKind, Reading, Source};
use article::Correction;

/// The reading with every correction of a speaker that names its article.
///
/// Corrections of dates and outlets change the article before it is read; those of stories and people hold in
/// weaving. A correction whose place is in no attribution of this reading changes nothing.
#[must_use]
pub fn corrected(mut reading: Reading, corrections: &[Correction]) -> Reading {
    for correction in corrections {
        let Correction::Speaker { article, span, speaker } = correction else { continue };
        if *article != reading.article.id {
            continue;
        }
        let entity = speaker.as_ref().map(|name| entity_named(&mut reading, name));
        for attribution in &mut reading.attributions {
            if !attribution.quoted.iter().chain(&attribution.content).any(|place| place.overlaps(*span)) {
                continue;
            }
            attribution.source = entity.map(|entity| Source {
                spans: attribution.source.take().map(|source| source.spans).unwrap_or_default(),
                entity: Some(entity),
                anonymous: false,
            });
        }
    }
    reading
}

/// The entity with this name, added when the article has none.
fn entity_named(reading: &mut Reading, name: &str) -> EntityId {
    if let Some(known) = reading.entities.iter().find(|entity| entity.name == name) {
        return known.id;
    }
    let id = EntityId(u32::try_from(reading.entities.len()).unwrap_or(u32::MAX));
    reading.entities.push(Entity {
        id,
        name: name.to_owned(),
        kind: EntityKind::Person,
        named: true,
        roles: Vec::new(),
        affiliation: None,
    });
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Attribution, AttributionKind, Hedge};
    use article::{Article, Span};

    #[test]
    fn a_speaker_set_by_a_person_holds() {
        let article = Article::new("a", "“We go,” she said.");
        let mut reading = crate::read(article.clone());
        let quoted = Span::new(3, 9);
        reading.attributions = vec![Attribution {
            kind: AttributionKind::Direct,
            content: vec![quoted],
            quoted: vec![quoted],
            source: None,
            cue: Vec::new(),
            hedge: Hedge::Stated,
            venue: None,
            via: None,
        }];
        let correction =
            Correction::Speaker { article: article.id, span: quoted, speaker: Some("Ada Lund".into()) };
        let reading = corrected(reading, &[correction]);
        let source = reading.attributions[0].source.as_ref().unwrap();
        assert_eq!(reading.entity(source.entity.unwrap()).unwrap().name, "Ada Lund");
    }
}
