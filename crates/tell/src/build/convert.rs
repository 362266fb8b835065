//! The parts of a story as parts of an account.

use super::ids::Ids;
use crate::account::{
    Article, Bounds, BriefLine, BriefPart, Change, Cite, Days, Debris, Event, EvidenceId, Fact, Figure, Held,
    OnlyIn, Participant, Party, Person, Place, Position, Precision, Quote, Rendering, SaidTime, Spokesperson,
    Status, Support, Time, TimelineDay, Value, When,
};
use article::Evidence;
use jiff::civil::Date;
use read::{EntityKind, Reading};
use std::collections::{BTreeMap, BTreeSet};
use weave::{Part, Story};

pub(super) struct Convert<'s, 'i> {
    pub(super) story: &'s Story,
    readings: BTreeMap<&'s str, &'s Reading>,
    pub(super) ids: &'i mut Ids<'s>,
    /// For each of the story's people that is shown, its number from 1.
    people: BTreeMap<usize, usize>,
}

impl<'s, 'i> Convert<'s, 'i> {
    pub(super) fn new(story: &'s Story, readings: &'s [Reading], ids: &'i mut Ids<'s>) -> Self {
        let readings = readings.iter().map(|reading| (reading.article.id.0.as_str(), reading)).collect();
        let people =
            shown(story).into_iter().enumerate().map(|(index, person)| (person, index + 1)).collect();
        Self { story, readings, ids, people }
    }

    pub(super) fn id(&mut self, evidence: &Evidence) -> Option<EvidenceId> {
        self.ids.of(evidence)
    }

    pub(super) fn maybe(&mut self, evidence: Option<&Evidence>) -> Option<EvidenceId> {
        evidence.and_then(|evidence| self.ids.of(evidence))
    }

    /// The id of the report at `index` of the story; empty when there is none.
    pub(super) fn article_id(&self, index: usize) -> String {
        self.story.articles.get(index).map_or_else(String::new, |report| report.id.0.clone())
    }

    pub(super) fn article_ids(&self, indices: &[usize]) -> Vec<String> {
        indices.iter().map(|index| self.article_id(*index)).collect()
    }

    /// The id and name of one of the story's people.
    fn person(&self, index: usize) -> Option<(String, String)> {
        let number = self.people.get(&index)?;
        Some((format!("p{number}"), self.story.people.get(index)?.name.clone()))
    }

    pub(super) fn articles(&mut self) -> Vec<Article> {
        let mut articles = Vec::with_capacity(self.story.articles.len());
        for (index, report) in self.story.articles.iter().enumerate() {
            let reading = self.readings.get(report.id.0.as_str()).copied();
            let mut cites = Vec::new();
            for cite in &report.cites {
                let Some(evidence) = self.id(&cite.evidence) else { continue };
                cites.push(Cite {
                    outlet: cite.outlet.clone(),
                    kind: cite.kind,
                    article: cite.report.map(|report| self.article_id(report)),
                    evidence,
                });
            }
            let mut debris = Vec::new();
            for (kind, evidence) in &report.debris {
                let Some(evidence) = self.id(evidence) else { continue };
                debris.push(Debris { kind: *kind, evidence });
            }
            articles.push(Article {
                number: index + 1,
                id: report.id.0.clone(),
                title: report.title.clone(),
                outlet: report.outlet.clone(),
                url: report.url.clone(),
                published: report.published.map(|date| date.to_string()),
                modified: report.modified.map(|date| date.to_string()),
                bounds: report.bounds.as_ref().map(|bounds| Bounds {
                    earliest: bounds.earliest.map(|day| day.to_string()),
                    latest: bounds.latest.map(|day| day.to_string()),
                    reason: bounds.reason.clone(),
                }),
                language: reading.and_then(|reading| {
                    reading.article.language.clone().or_else(|| reading.language.tag.clone())
                }),
                read: reading.is_some_and(|reading| reading.language.read),
                length: reading.map_or(0, |reading| reading.article.text.chars().count()),
                family: report.family + 1,
                superseded_by: report.superseded_by.map(|by| self.article_id(by)),
                cites,
                debris,
                times: reading.map_or_else(Vec::new, |reading| self.times(reading)),
            });
        }
        articles
    }

    fn times(&mut self, reading: &Reading) -> Vec<Time> {
        let mut times = Vec::new();
        for time in &reading.times {
            let Some(evidence) =
                Evidence::find(&reading.article, time.span).ok().and_then(|found| self.id(&found))
            else {
                continue;
            };
            times.push(Time {
                evidence,
                kind: time.kind,
                value: time.value.clone(),
                days: time.days.map(days),
                reason: time.reason.clone(),
            });
        }
        times
    }

    pub(super) fn parties(&self) -> Vec<Party> {
        let spokesperson = |index: &usize| {
            let (person, name) = self.person(*index)?;
            Some(Spokesperson { person, name, roles: self.story.people.get(*index)?.roles.clone() })
        };
        let of = |party: &weave::Party| Party {
            name: party.name.clone(),
            people: party.people.iter().filter_map(spokesperson).collect(),
        };
        self.story.parties.iter().map(of).collect()
    }

    pub(super) fn people(&mut self) -> Vec<Person> {
        let mut people = Vec::with_capacity(self.people.len());
        for index in shown(self.story) {
            let (Some(person), Some((id, name))) = (self.story.people.get(index), self.person(index)) else {
                continue;
            };
            people.push(Person {
                id,
                name,
                kind: person.kind,
                named: person.named,
                aliases: person.aliases.clone(),
                roles: person.roles.clone(),
                party: person.party.clone(),
                wikidata: person.wikidata.clone(),
                reasons: person.reasons.clone(),
                evidence: self.ids.all(&person.evidence),
            });
        }
        people
    }

    pub(super) fn brief(&mut self, lines: &[weave::BriefLine]) -> Vec<BriefLine> {
        let mut of = |line: &weave::BriefLine| {
            Some(BriefLine {
                part: match line.part {
                    Part::Fact(_) => BriefPart::Fact,
                    Part::Event(_) => BriefPart::Event,
                    Part::Quote(_) => BriefPart::Quote,
                    Part::OnlyIn(_) => BriefPart::OnlyIn,
                },
                sentence: self.id(&line.sentence)?,
                support: self.ids.all(&line.support),
                independence: self.independence(&line.independence),
            })
        };
        lines.iter().filter_map(&mut of).collect()
    }

    /// The days, each with the first of `events` that is known to be of that day.
    pub(super) fn timeline(&mut self, events: &[Event]) -> Vec<TimelineDay> {
        let story = self.story;
        let mut of = |told: &weave::StoryDay| {
            let day = told.day.to_string();
            let is_then = |event: &Event| {
                event.when.days.as_ref().is_some_and(|days| days.first == day && days.last == day)
            };
            Some(TimelineDay {
                event: events.iter().position(is_then),
                day,
                telling: self.id(&told.telling)?,
                mentions: self.ids.all(&told.mentions),
                independence: self.independence(&told.independence),
            })
        };
        story.timeline.iter().filter_map(&mut of).collect()
    }

    pub(super) fn events(&mut self) -> Vec<Event> {
        self.story.events.iter().filter_map(|event| self.event(event)).collect()
    }

    fn event(&mut self, event: &weave::Event) -> Option<Event> {
        let what = self.id(&event.telling)?;
        let place = event.place.as_ref().and_then(|place| {
            Some(Place { name: place.name.clone(), evidence: self.ids.of(&place.evidence)? })
        });
        let mut who = Vec::new();
        for participant in &event.participants {
            let Some((person, name)) = self.person(participant.person) else { continue };
            who.push(Participant {
                person,
                name,
                evidence: self.ids.all(&participant.evidence),
                not_in: self.article_ids(&participant.not_in),
                absent: self.ids.all(&participant.absent),
            });
        }
        let mut statuses = Vec::new();
        for (status, evidence) in &event.statuses {
            let Some(evidence) = self.id(evidence) else { continue };
            statuses.push(Status { status: *status, evidence });
        }
        let mut said = Vec::new();
        for (evidence, reason) in &event.when.said {
            let Some(evidence) = self.id(evidence) else { continue };
            said.push(SaidTime { evidence, reason: reason.clone() });
        }
        Some(Event {
            kind: event.kind.clone(),
            what,
            when: When {
                value: event.when.value.clone(),
                precision: precision(event.when.value.as_deref(), event.when.days),
                days: event.when.days.map(days),
                said,
                reason: event.when.reason.clone(),
            },
            place,
            who,
            status: event.status,
            statuses,
            mentions: self.ids.all(&event.mentions),
            independence: self.independence(&event.independence),
            reasons: event.reasons.clone(),
        })
    }

    pub(super) fn quotes(&mut self) -> Vec<Quote> {
        let mut quotes = Vec::with_capacity(self.story.quotes.len());
        for quote in &self.story.quotes {
            let renderings: Vec<Rendering> =
                quote.renderings.iter().filter_map(|rendering| self.rendering(rendering)).collect();
            if renderings.is_empty() {
                continue;
            }
            let (speaker, name) = quote.speaker.and_then(|speaker| self.person(speaker)).unzip();
            quotes.push(Quote {
                speaker,
                name,
                source: self.maybe(quote.source.as_ref()),
                anonymous: quote.anonymous,
                renderings,
                independence: self.independence(&quote.independence),
            });
        }
        quotes
    }

    fn rendering(&mut self, rendering: &weave::Rendering) -> Option<Rendering> {
        Some(Rendering {
            article: self.article_id(rendering.article),
            kind: rendering.kind,
            context: self.id(&rendering.context)?,
            pieces: self.ids.all(&rendering.pieces),
            cue: self.maybe(rendering.cue.as_ref()),
            venue: self.maybe(rendering.venue.as_ref()),
            via: self.maybe(rendering.via.as_ref()),
            cut: rendering.cut,
            changed: rendering.changed,
        })
    }

    pub(super) fn facts(&mut self) -> Vec<Fact> {
        self.story.facts.iter().filter_map(|fact| self.fact(fact)).collect()
    }

    fn fact(&mut self, fact: &weave::Fact) -> Option<Fact> {
        let statement = self.id(&fact.statement)?;
        let mut support = Vec::new();
        for (hedge, evidence) in &fact.support {
            let Some(evidence) = self.id(evidence) else { continue };
            support.push(Support { hedge: *hedge, evidence });
        }
        let mut figure = None;
        if let Some(given) = &fact.figure {
            let mut values = Vec::new();
            for value in &given.values {
                let Some(evidence) = self.id(&value.evidence) else { continue };
                values.push(Value {
                    article: self.article_id(value.article),
                    value: value.value,
                    unit: value.unit.clone(),
                    as_of: value.as_of.map(|day| day.to_string()),
                    evidence,
                    source: self.maybe(value.source.as_ref()),
                });
            }
            figure = Some(Figure { counts: given.counts.clone(), values });
        }
        Some(Fact {
            statement,
            standing: fact.standing,
            independence: self.independence(&fact.independence),
            support,
            conflicts: self.ids.all(&fact.conflicts),
            confirmed_by: self.ids.all(&fact.confirmed_by),
            denied_by: self.ids.all(&fact.denied_by),
            figure,
            reasons: fact.reasons.clone(),
        })
    }

    pub(super) fn positions(&mut self) -> Vec<Position> {
        let mut positions = Vec::with_capacity(self.story.positions.len());
        for position in &self.story.positions {
            // What cannot be shown moves the places that the changes point to.
            let held: Vec<Option<Held>> = position.held.iter().map(|held| self.held(held)).collect();
            let place = |index: usize| {
                held.get(index)?.as_ref()?;
                Some(held[..index].iter().flatten().count())
            };
            let changes = position
                .changes
                .iter()
                .filter_map(|(from, to)| Some(Change { from: place(*from)?, to: place(*to)? }))
                .collect();
            positions.push(Position {
                party: position.party.clone(),
                issue: position.issue.clone(),
                changes,
                held: held.into_iter().flatten().collect(),
            });
        }
        positions.retain(|position| !position.held.is_empty());
        positions
    }

    fn held(&mut self, held: &weave::Held) -> Option<Held> {
        Some(Held {
            stance: held.stance,
            hedge: held.hedge,
            red_line: held.red_line,
            holder: self.id(&held.holder)?,
            object: self.id(&held.object)?,
            sentence: self.id(&held.sentence)?,
            article: self.article_id(held.article),
            since: held.since.map(|date| date.to_string()),
        })
    }

    pub(super) fn only_in(&mut self) -> Vec<OnlyIn> {
        let story = self.story;
        let of = |only: &weave::OnlyIn| {
            Some(OnlyIn { article: self.article_id(only.article), evidence: self.id(&only.evidence)? })
        };
        story.only_in.iter().filter_map(of).collect()
    }
}

/// Which of the story's people are shown: persons, organisations and groups, and whatever else takes part in
/// an event, speaks, or speaks for a party, as a capital may.
fn shown(story: &Story) -> BTreeSet<usize> {
    let of_kind = story.people.iter().enumerate().filter_map(|(index, person)| {
        matches!(person.kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Group)
            .then_some(index)
    });
    let participants = story.events.iter().flat_map(|event| event.participants.iter().map(|who| who.person));
    let speakers = story.quotes.iter().filter_map(|quote| quote.speaker);
    let parties = story.parties.iter().flat_map(|party| party.people.iter().copied());
    let all: BTreeSet<usize> = of_kind.chain(participants).chain(speakers).chain(parties).collect();
    all.into_iter().filter(|index| *index < story.people.len()).collect()
}

fn days((first, last): (Date, Date)) -> Days {
    Days { first: first.to_string(), last: last.to_string() }
}

/// How much of a time is known, by the shape of its TIMEX3 value and the days it can mean.
fn precision(value: Option<&str>, days: Option<(Date, Date)>) -> Precision {
    let Some(value) = value else {
        return if days.is_some() { Precision::Range } else { Precision::Unknown };
    };
    let Some((first, last)) = days else { return Precision::Relative };
    if first == last {
        return if value.contains('T') { Precision::PartOfDay } else { Precision::Day };
    }
    match value.as_bytes() {
        [_, _, _, _] => Precision::Year,
        [_, _, _, _, b'-', b'W', _, _] => Precision::Week,
        [_, _, _, _, b'-', month, _] if month.is_ascii_digit() => Precision::Month,
        _ => Precision::Range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn precision_follows_from_value_and_days() {
        let week = Some((date(2031, 4, 28), date(2031, 5, 4)));
        let day = Some((date(2031, 4, 28), date(2031, 4, 28)));
        for (value, days, expected) in [
            (None, None, Precision::Unknown),
            (None, week, Precision::Range),
            (Some("XXXX-WXX-5"), None, Precision::Relative),
            (Some("2031-04-28"), day, Precision::Day),
            (Some("2031-04-28TEV"), day, Precision::PartOfDay),
            (Some("2031-W18"), week, Precision::Week),
            (Some("2031-04"), week, Precision::Month),
            (Some("2031"), week, Precision::Year),
            (Some("2031-SP"), week, Precision::Range),
            (Some("2031-W18-WE"), week, Precision::Range),
        ] {
            assert_eq!(precision(value, days), expected, "{value:?}");
        }
    }
}
