//! Writes a reading for programs: a table of its code points, then each thing found in its wire form.

use super::{
    super::Reading, Article, Attribution, Citation, Debris, Entity, Event, Figure, Mention, Points,
    ReadingJson, Role, Sentence, Source, Stance, Time,
};
use crate::text::SentenceKind;
use article::{CodePoints, Span};

/// Writes a reading for programs.
pub fn to_wire(reading: &Reading) -> ReadingJson {
    let text = &reading.article.text;
    let table = CodePoints::new(text);
    let points = |span: Span| {
        let outside = table.to_code_points(span);
        Points { start: outside.start, end: outside.end }
    };
    let all = |spans: &[Span]| spans.iter().map(|span| points(*span)).collect::<Vec<_>>();
    let words = |span: Span| span.of(text).unwrap_or("").to_owned();
    let article = &reading.article;
    ReadingJson {
        article: Article {
            id: article.id.0.clone(),
            title: article.title.clone(),
            outlet: article.outlet.as_ref().map(|outlet| outlet.0.clone()),
            url: article.url.clone(),
            published: article.published.map(|date| date.to_string()),
            language: article.language.clone().or_else(|| reading.language.tag.clone()),
            read: reading.language.read,
            text: text.clone(),
        },
        sentences: reading
            .sentences
            .iter()
            .map(|sentence| {
                let Points { start, end } = points(sentence.span);
                let kind = match sentence.kind {
                    SentenceKind::Body => "body",
                    SentenceKind::Heading => "heading",
                    SentenceKind::Debris => "debris",
                };
                Sentence { start, end, kind: kind.to_owned() }
            })
            .collect(),
        entities: reading
            .entities
            .iter()
            .map(|entity| Entity {
                id: entity.id,
                name: entity.name.clone(),
                kind: entity.kind,
                named: entity.named,
                roles: entity
                    .roles
                    .iter()
                    .map(|role| {
                        let Points { start, end } = points(role.span);
                        Role {
                            text: words(role.span),
                            start,
                            end,
                            office: role.office.clone(),
                            of: role.of.clone(),
                            former: role.former,
                        }
                    })
                    .collect(),
                affiliation: entity.affiliation.clone(),
            })
            .collect(),
        mentions: reading
            .mentions
            .iter()
            .map(|mention| {
                let Points { start, end } = points(mention.span);
                Mention { start, end, text: words(mention.span), kind: mention.kind, entity: mention.entity }
            })
            .collect(),
        attributions: reading
            .attributions
            .iter()
            .map(|attribution| Attribution {
                kind: attribution.kind,
                content: all(&attribution.content),
                quoted: all(&attribution.quoted),
                source: attribution.source.as_ref().map(|source| Source {
                    spans: all(&source.spans),
                    entity: source.entity,
                    anonymous: source.anonymous,
                }),
                cue: (!attribution.cue.is_empty()).then(|| all(&attribution.cue)),
                hedge: attribution.hedge,
                venue: attribution.venue.map(points),
                via: attribution.via.map(points),
            })
            .collect(),
        terms: all(&reading.terms),
        times: reading
            .times
            .iter()
            .map(|time| {
                let Points { start, end } = points(time.span);
                Time {
                    start,
                    end,
                    text: words(time.span),
                    r#type: time.kind,
                    value: time.value.clone(),
                    reason: time.reason.clone(),
                }
            })
            .collect(),
        figures: reading
            .figures
            .iter()
            .map(|figure| {
                let Points { start, end } = points(figure.span);
                Figure {
                    start,
                    end,
                    text: words(figure.span),
                    value: figure.value,
                    upper: figure.upper,
                    unit: figure.unit.clone(),
                    counts: figure.counts.map(words),
                    approximate: figure.approximate,
                    ordinal: figure.ordinal,
                    change: figure.change,
                }
            })
            .collect(),
        events: reading
            .events
            .iter()
            .map(|event| {
                let Points { start, end } = points(event.trigger);
                Event {
                    start,
                    end,
                    text: words(event.trigger),
                    kind: event.kind.clone(),
                    participants: event.participants.clone(),
                    place: event.place,
                    time: event.time,
                    status: event.status,
                }
            })
            .collect(),
        stances: reading
            .stances
            .iter()
            .map(|stance| Stance {
                holder: points(stance.holder),
                entity: stance.entity,
                kind: stance.kind,
                cue: points(stance.cue),
                object: points(stance.object),
                issues: stance.issues.clone(),
                hedge: stance.hedge,
                red_line: stance.red_line,
            })
            .collect(),
        citations: reading
            .citations
            .iter()
            .map(|citation| {
                let Points { start, end } = points(citation.span);
                Citation {
                    start,
                    end,
                    text: words(citation.span),
                    outlet: citation.outlet.clone(),
                    kind: citation.kind,
                }
            })
            .collect(),
        datelines: all(&reading.datelines),
        bylines: all(&reading.bylines),
        debris: reading
            .debris
            .iter()
            .map(|debris| {
                let Points { start, end } = points(debris.span);
                Debris { start, end, kind: debris.kind }
            })
            .collect(),
    }
}
