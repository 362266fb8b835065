//! A person or party as lines.

use super::{Taken, days, excerpt, passage};
use crate::error::DeskError;
use crate::people::{InStory, PersonView, Utterance, Want};
use crate::words::count;
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
    let parts: Vec<ExtractPart> = person.stories.iter().map(in_story).collect();
    Taken::new(library, &person.name, &notes, &parts, &[])
}

fn in_story(story: &InStory) -> ExtractPart {
    let days = days(story.first_day.as_ref(), story.last_day.as_ref());
    let mut notes: Vec<String> = story.roles.iter().map(|role| format!("is said to be: {role}")).collect();
    notes.extend(story.party.as_ref().map(|party| format!("speaks for {party}")));
    ExtractPart {
        heading: format!("Story {}: {} ({days})", story.story, story.title),
        notes,
        excerpts: story.said.iter().map(said).chain(story.wants.iter().map(wants)).collect(),
    }
}

fn said(said: &Utterance) -> Excerpt {
    Excerpt {
        label: said.label().to_owned(),
        words: said.told(),
        passages: said.words.iter().map(passage).collect(),
    }
}

fn wants(want: &Want) -> Excerpt {
    excerpt(want.label(), &want.sentence.exact, &want.sentence)
}
