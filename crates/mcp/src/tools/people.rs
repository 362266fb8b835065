//! A person or party in all stories.

use crate::cite::{Cite, Cites};
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Question};
use desk::people::{InStory, Utterance, Want};
use desk::{DeskError, count};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Gives a person, organisation or party.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GetPerson {
    /// The name, as accounts and articles have it.
    name: String,
}

/// A person, organisation or party as the stories of the library have it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PersonAnswer {
    /// The name that was asked for.
    untrusted_name: Outside,
    /// What it is: person, organisation, place, group or other.
    kinds: Vec<String>,
    /// The other forms of the name, and the roles that stand for it.
    untrusted_aliases: Vec<Outside>,
    /// Its ids in Wikidata, where a table gives them.
    wikidata: Vec<String>,
    /// The stories, the latest first.
    stories: Vec<InStoryEntry>,
    /// How many articles that name it were not looked through, as there are too many.
    articles_left_out: usize,
    /// How many stories are not here yet: they have changed, and are being put together. Ask again.
    stories_waiting: usize,
}

/// One in one story.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct InStoryEntry {
    /// The story, by its number.
    story: i64,
    /// What it is called.
    untrusted_title: Outside,
    /// Its first day: ISO 8601.
    first_day: Option<String>,
    /// Its last.
    last_day: Option<String>,
    /// What the person is said to be in it.
    untrusted_roles: Vec<Outside>,
    /// The party the person speaks for.
    untrusted_party: Option<Outside>,
    /// What was said, the first of it.
    said: Vec<UtteranceEntry>,
    /// How many more utterances there are: `find_quotations` with this speaker gives them.
    said_left_out: usize,
    /// What the person or the party wants.
    wants: Vec<WantEntry>,
    /// How many more there are: `get_account` with the part positions gives them.
    wants_left_out: usize,
}

/// Something said.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UtteranceEntry {
    /// Whether it is quoted: direct, mixed or indirect.
    kind: String,
    /// The words; of indirect speech the sentence.
    words: Cites,
    /// How many reports have it.
    reports: usize,
}

/// A stance.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WantEntry {
    /// Whose: the person, or the party.
    untrusted_party: Outside,
    /// The issues that the sentence is about.
    untrusted_issues: Vec<Outside>,
    /// What is wanted about them.
    stance: String,
    /// Whether it is said that there will be no moving.
    red_line: bool,
    /// Since when: ISO 8601.
    since: Option<String>,
    /// Whether another stance was held before.
    moved: bool,
    /// The sentence.
    sentence: Cite,
}

/// So many utterances and stances are given for one story.
const ENTRIES: usize = 10;

impl InStoryEntry {
    fn of(story: &InStory) -> Self {
        Self {
            story: story.story,
            untrusted_title: Outside::name(&story.title),
            first_day: story.first_day.clone(),
            last_day: story.last_day.clone(),
            untrusted_roles: Outside::names(&story.roles),
            untrusted_party: Outside::some(story.party.as_deref()),
            said: story.said.iter().take(ENTRIES).map(UtteranceEntry::of).collect(),
            said_left_out: story.said.len().saturating_sub(ENTRIES),
            wants: story.wants.iter().take(ENTRIES).map(WantEntry::of).collect(),
            wants_left_out: story.wants.len().saturating_sub(ENTRIES),
        }
    }
}

impl UtteranceEntry {
    fn of(said: &Utterance) -> Self {
        Self { kind: said.kind.clone(), words: Cites::all(&said.words), reports: said.reports }
    }
}

impl WantEntry {
    fn of(want: &Want) -> Self {
        Self {
            untrusted_party: Outside::name(&want.party),
            untrusted_issues: Outside::names(&want.issues),
            stance: want.stance.clone(),
            red_line: want.red_line,
            since: want.since.clone(),
            moved: want.moved,
            sentence: Cite::from(&want.sentence),
        }
    }
}

impl Question for GetPerson {
    const NAME: &'static str = "get_person";
    const TITLE: &'static str = "A person or party";
    const ABOUT: &'static str = "Gives a person, organisation or party in all stories: names, roles, what was said and what is wanted, \
                                 each with its sentence.";
    type Answer = PersonAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<PersonAnswer>, DeskError> {
        let person = shelf.ask(|library| desk::person(library, &shelf.teller(), &self.name))?;
        let says = format!("Named so in {}.", count(person.stories.len(), "story", "stories"));
        let answer = PersonAnswer {
            untrusted_name: Outside::name(&person.name),
            kinds: person.kinds.into_iter().collect(),
            untrusted_aliases: Outside::names(&person.aliases),
            wikidata: person.wikidata.into_iter().collect(),
            stories: person.stories.iter().map(InStoryEntry::of).collect(),
            articles_left_out: person.articles_left_out,
            stories_waiting: person.stories_waiting,
        };
        Ok(Answered { says, answer })
    }
}
