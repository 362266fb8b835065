//! A person or party as lines.

use super::{Taken, excerpt, passage};
use crate::error::DeskError;
use crate::people::{InStory, PersonView, Utterance, Want};
use crate::words::{count, days};
use store::Library;
use tell::{Excerpt, ExtractPart};

/// A person or party, to be taken away.
///
/// # Errors
///
/// When a report cannot be read.
pub fn person(library: &Library, person: &PersonView) -> Result<Taken, DeskError> {
    let list = |all: &mut dyn Iterator<Item = &String>| all.cloned().collect::<Vec<_>>().join(", ");
    let mut notes = vec![list(&mut person.kinds.iter())];
    if !person.aliases.is_empty() {
        notes.push(format!("also: {}", list(&mut person.aliases.iter())));
    }
    if person.articles_left_out > 0 {
        notes.push(format!("{} more articles were not looked through", person.articles_left_out));
    }
    if person.stories_waiting > 0 {
        notes.push(format!("not here yet: {}", count(person.stories_waiting, "story", "stories")));
    }
    let parts: Vec<ExtractPart> = person.stories.iter().flat_map(in_story).collect();
    Taken::new(library, &person.name, &notes, &parts, &[])
}

/// What one said and what it wants in a story, each a part of its own.
fn in_story(story: &InStory) -> Vec<ExtractPart> {
    let days = days(story.first_day.as_deref(), story.last_day.as_deref());
    let heading = format!("story {}: {} ({days})", story.story, story.title);
    let mut notes: Vec<String> = story.roles.iter().map(|role| format!("is said to be: {role}")).collect();
    notes.extend(story.party.as_ref().map(|party| format!("speaks for {party}")));
    let said: Vec<Excerpt> = story.said.iter().map(said).collect();
    let wanted: Vec<Excerpt> = story.wants.iter().map(wants).collect();
    if said.is_empty() && wanted.is_empty() {
        notes.push("named here, and neither quoted nor said to want something".to_owned());
        return vec![ExtractPart { heading: format!("Named in {heading}"), notes, excerpts: Vec::new() }];
    }
    let parts = [("Said in", said), ("Wanted in", wanted)].into_iter().filter(|(_, lines)| !lines.is_empty());
    let parts = parts.map(|(name, excerpts)| ExtractPart {
        heading: format!("{name} {heading}"),
        notes: std::mem::take(&mut notes),
        excerpts,
    });
    parts.collect()
}

fn said(said: &Utterance) -> Excerpt {
    let day = said.published.as_deref().map(tell::date);
    let how = Some(said.label()).filter(|label| !label.is_empty()).map(str::to_owned);
    Excerpt {
        label: [day, how].into_iter().flatten().collect::<Vec<_>>().join(", "),
        words: said.told(),
        passages: said.words.iter().map(passage).collect(),
    }
}

fn wants(want: &Want) -> Excerpt {
    let day = want.since.as_deref().map(|day| format!("{}: ", tell::date(day)));
    let label = format!("{}{}", day.unwrap_or_default(), want.label());
    excerpt(label, &want.sentence.exact, &want.sentence)
}
