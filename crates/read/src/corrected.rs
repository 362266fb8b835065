//! What people know better: it wins over what rules and models found.

use crate::{Attribution, Debris, DebrisKind, Entity, EntityId, EntityKind, Reading, Source};
use article::{ArticleId, Correction, Span};

/// The debris of this article, as people have it.
pub(crate) fn debris(mut found: Vec<Debris>, article: &ArticleId, corrections: &[Correction]) -> Vec<Debris> {
    for correction in corrections {
        let Correction::Debris { article: of, span, debris } = correction else { continue };
        if of != article || span.is_empty() {
            continue;
        }
        found = found.into_iter().flat_map(|other| outside(other, *span)).collect();
        if *debris {
            found.push(Debris { span: *span, kind: DebrisKind::Judged });
        }
        found.sort_by_key(|debris| debris.span);
    }
    found
}

/// What of a piece of debris lies outside a place.
fn outside(debris: Debris, place: Span) -> impl Iterator<Item = Debris> {
    let Span { start, end } = debris.span;
    let pieces = if debris.span.overlaps(place) {
        [Span::new(start, place.start.clamp(start, end)), Span::new(place.end.clamp(start, end), end)]
    } else {
        [debris.span, Span::new(end, end)]
    };
    pieces.into_iter().filter(|span| !span.is_empty()).map(move |span| Debris { span, ..debris })
}

/// Takes out what people say is no quotation, and gives the others the speakers that people say they have.
pub(crate) fn attributions(reading: &mut Reading, corrections: &[Correction]) {
    for correction in corrections {
        match correction {
            Correction::Speaker { article, span, speaker } if *article == reading.article.id => {
                let entity = speaker.as_ref().map(|name| entity_named(reading, name));
                for attribution in reading.attributions.iter_mut().filter(|one| is_at(one, *span)) {
                    attribution.source = entity.map(|entity| Source {
                        spans: attribution.source.take().map(|source| source.spans).unwrap_or_default(),
                        entity: Some(entity),
                        anonymous: false,
                    });
                }
            }
            Correction::NotQuotation { article, span } if *article == reading.article.id => {
                take_out(reading, *span);
            }
            _ => {}
        }
    }
}

fn is_at(attribution: &Attribution, place: Span) -> bool {
    attribution.quoted.iter().chain(&attribution.content).any(|piece| piece.overlaps(place))
}

/// Takes out the attributions at a place. What they quote is words in quotation marks that nobody says.
fn take_out(reading: &mut Reading, place: Span) {
    let mut kept = 0;
    let places: Vec<Option<usize>> = reading
        .attributions
        .iter()
        .map(|attribution| {
            let stays = !is_at(attribution, place);
            kept += usize::from(stays);
            stays.then(|| kept - 1)
        })
        .collect();
    let taken = reading.attributions.extract_if(.., |attribution| is_at(attribution, place));
    let terms: Vec<Span> = taken.flat_map(|attribution| attribution.quoted).collect();
    reading.terms.extend(terms);
    reading.terms.sort_unstable();
    reading.terms.dedup();
    for stance in &mut reading.stances {
        stance.attribution = stance.attribution.and_then(|at| places.get(at).copied().flatten());
    }
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
    use crate::{DebrisKind, Known, Reading, read_knowing};
    use article::{Article, ArticleId, Correction, Span};
    use std::collections::BTreeSet;

    const TEXT: &str = "“We go home tonight,” Mayor Ada Lund said on Sunday.\n\nThe dam held, an official said. The quay is open.";

    fn read(correct: impl Fn(ArticleId, &dyn Fn(&str) -> Span) -> Vec<Correction>) -> Reading {
        let article = Article::new("a", TEXT);
        let place = |words: &str| {
            let start = TEXT.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let corrections = correct(article.id.clone(), &place);
        read_knowing(article, &Known { furniture: &BTreeSet::new(), corrections: &corrections })
    }

    fn speaker(reading: &Reading, words: &str) -> Option<String> {
        let said = reading
            .attributions
            .iter()
            .find(|said| said.content.iter().any(|piece| reading.words(*piece).contains(words)))?;
        Some(reading.entity(said.source.as_ref()?.entity?)?.name.clone())
    }

    #[test]
    fn a_speaker_set_by_a_person_holds() {
        let reading = read(|article, at| {
            let speaker = Some("Ilo Brandt".into());
            vec![Correction::Speaker { article, span: at("go home"), speaker }]
        });
        assert_eq!(speaker(&reading, "We go home").as_deref(), Some("Ilo Brandt"));
        let of_another = read(|_, at| {
            let (article, speaker) = (ArticleId("b".into()), Some("Ilo Brandt".into()));
            vec![Correction::Speaker { article, span: at("go home"), speaker }]
        });
        assert_eq!(speaker(&of_another, "We go home").as_deref(), Some("Ada Lund"));
    }

    #[test]
    fn what_a_person_calls_no_quotation_is_quoted_words_that_nobody_says() {
        let before = read(|_, _| Vec::new());
        let reading = read(|article, at| vec![Correction::NotQuotation { article, span: at("go home") }]);
        assert_eq!(reading.attributions.len() + 1, before.attributions.len());
        assert!(reading.terms.iter().any(|term| reading.words(*term).starts_with("We go home")));
        assert_eq!(speaker(&reading, "We go home"), None);
        assert!(
            reading
                .attributions
                .iter()
                .any(|said| said.content.iter().any(|piece| reading.words(*piece).contains("dam held")))
        );
    }

    #[test]
    fn what_a_person_calls_debris_is_not_read_and_what_it_calls_none_is() {
        let reading = read(|article, at| {
            vec![Correction::Debris { article, span: at("The dam held, an official said."), debris: true }]
        });
        assert_eq!(reading.debris.len(), 1);
        assert_eq!(reading.debris[0].kind, DebrisKind::Judged);
        assert!(
            reading
                .attributions
                .iter()
                .all(|said| said.content.iter().all(|piece| !reading.words(*piece).contains("dam")))
        );
        let back = read(|article, at| {
            let span = at("The dam held, an official said.");
            let again = Correction::Debris { article: article.clone(), span, debris: false };
            vec![Correction::Debris { article, span, debris: true }, again]
        });
        assert_eq!(back, read(|_, _| Vec::new()));
    }

    #[test]
    fn of_debris_only_the_place_itself_is_taken_back() {
        let text = "The dam held on Sunday.\n\nREAD MORE: Ten ways to dry a cellar\n";
        let article = Article::new("a", text);
        let found = crate::read(article.clone()).debris;
        let [one] = found.as_slice() else { panic!("{found:?}") };
        let span = Span::new(one.span.start, one.span.start + 9);
        let corrections = [Correction::Debris { article: article.id.clone(), span, debris: false }];
        let known = Known { furniture: &BTreeSet::new(), corrections: &corrections };
        let left: Vec<Span> = read_knowing(article, &known).debris.iter().map(|debris| debris.span).collect();
        assert_eq!(left, [Span::new(span.end, one.span.end)]);
    }
}
