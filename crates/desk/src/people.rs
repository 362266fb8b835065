//! A person or party in all stories of a library: names, roles, what it said and wants.

pub use crate::cited::Cited;
use crate::cited::Citing;
use crate::error::DeskError;
use crate::told::Teller;
use crate::words::{count, name_of, squeezed};
use indexmap::IndexMap;
use indexmap::map::Entry;
use read::{Entity, Mention, MentionKind, Reading};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{ArticleKey, Library, SearchQuery, StoryId};
use tell::{Account, EvidenceId, Person, Quote};

/// So many stories of one name are told, the latest first.
const STORIES: usize = 40;

/// So many articles are looked through at a time for the stories that name somebody.
const LOOKED_THROUGH: usize = 200;

/// A person, organisation or group as the stories of a library have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonView {
    /// The name that was asked for.
    pub name: String,
    /// What it is: person, organisation, place, group or other.
    pub kinds: BTreeSet<String>,
    /// The other forms of the name, and the roles that stand for it.
    pub aliases: BTreeSet<String>,
    /// Its ids in Wikidata, as far as a table gives them.
    pub wikidata: BTreeSet<String>,
    /// The stories, the latest first.
    pub stories: Vec<InStory>,
    /// How many articles that name it were not looked through, as there are too many.
    pub articles_left_out: usize,
    /// How many stories are not here yet: they have changed, and are being put together.
    pub stories_waiting: usize,
}

/// One in one story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InStory {
    /// The story's number.
    pub story: i64,
    /// What it is called.
    pub title: String,
    /// The first day of its reports, ISO 8601.
    pub first_day: Option<String>,
    /// The last.
    pub last_day: Option<String>,
    /// The name that the story has for it.
    pub name: String,
    /// What it is said to be.
    pub roles: Vec<String>,
    /// The party it speaks for.
    pub party: Option<String>,
    /// Why forms that differ were taken for one.
    pub reasons: Vec<String>,
    /// What it said.
    pub said: Vec<Utterance>,
    /// What it wants, or its party does.
    pub wants: Vec<Want>,
}

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Utterance {
    /// Whether it is quoted: direct, mixed or indirect.
    pub kind: String,
    /// The words between quotation marks; of indirect speech the sentence.
    pub words: Vec<Cited>,
    /// The day of the report that has most of it, as far as it is known.
    pub published: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// How many reports have it.
    pub reports: usize,
}

impl Utterance {
    /// How it is said, where that is not word for word; else nothing.
    pub fn label(&self) -> &'static str {
        if self.kind == "indirect" { "in other words" } else { "" }
    }

    /// Its words, between quotation marks where it is quoted.
    pub fn told(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|words| words.exact.as_str()).collect();
        let words = words.join(" … ");
        if self.kind == "indirect" { words } else { format!("“{words}”") }
    }
}

impl Want {
    /// Who wants what, in our words.
    pub fn label(&self) -> String {
        let moved = if self.moved { "moved: " } else { "" };
        let red_line = if self.red_line { ", a red line" } else { "" };
        format!("{moved}{} {} ({}{red_line})", self.party, self.stance, self.issues.join(", "))
    }
}

/// Something wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Want {
    /// The party.
    pub party: String,
    /// The issues that the sentence is about.
    pub issues: Vec<String>,
    /// What it does about them.
    pub stance: String,
    /// Whether it was called a red line.
    pub red_line: bool,
    /// Since when, as far as it is known.
    pub since: Option<String>,
    /// Whether this is another stance than the one before.
    pub moved: bool,
    /// The sentence.
    pub sentence: Cited,
}

/// The person or party with this name.
///
/// # Errors
///
/// When no story has one of that name; busy, where it is asked for in haste and all of them are to be put together first.
pub fn person(library: &Library, teller: &Teller, name: &str) -> Result<PersonView, DeskError> {
    let (stories, articles_left_out) = naming(library, name)?;
    let mut view = PersonView {
        name: name.to_owned(),
        kinds: BTreeSet::new(),
        aliases: BTreeSet::new(),
        wikidata: BTreeSet::new(),
        stories: Vec::new(),
        articles_left_out,
        stories_waiting: 0,
    };
    for (story, key) in stories {
        let Some(told) = teller.story_at_hand(library, story)? else {
            view.stories_waiting += 1;
            continue;
        };
        let telling = Telling::new(library, &told.account);
        for person in told.account.people.iter().filter(|person| is_called(person, name)) {
            view.kinds.insert(name_of(&person.kind));
            let other = person.aliases.iter().chain([&person.name]).filter(|other| *other != name);
            view.aliases.extend(other.cloned());
            view.wikidata.extend(person.wikidata.clone());
            view.stories.push(telling.of(story, person));
        }
        // A party may hold positions where nobody of its name speaks.
        let is_party = |party: &str| folded(party) == folded(name);
        if told.account.people.iter().any(|person| is_called(person, name)) {
            continue;
        }
        if told.account.positions.iter().any(|position| is_party(&position.party)) {
            view.stories.push(telling.party(story, name));
        } else if let Some((entity, roles)) = named_in(&library.reading(key)?, name) {
            view.kinds.insert(name_of(&entity.kind));
            view.stories.push(InStory { roles, ..telling.party(story, &entity.name) });
        } else {
            // The article calls somebody so, if only by a role.
            view.stories.push(telling.party(story, name));
        }
    }
    if view.stories.is_empty() && view.stories_waiting > 0 {
        let waiting = count(view.stories_waiting, "story that names", "stories that name");
        return Err(DeskError::busy(format!("{waiting} {name:?}: being put together"))
            .hint("it takes a moment the first time; ask for it again"));
    }
    if view.stories.is_empty() {
        return Err(DeskError::absent(format!("no story has anyone called {name:?}")).hint(
            "a name is given as it is shown: parallax search --person finds articles by parts of names",
        ));
    }
    view.stories.sort_by(|a, b| (&b.last_day, b.story).cmp(&(&a.last_day, a.story)));
    Ok(view)
}

/// The one of that name in a report, with what it is said to be there.
fn named_in(reading: &Reading, name: &str) -> Option<(Entity, Vec<String>)> {
    let wanted = folded(name);
    let is_it = |mention: &&Mention| {
        mention.kind == MentionKind::Name && folded(&squeezed(reading.words(mention.span))) == wanted
    };
    let short = reading.mentions.iter().find(is_it).map(|mention| mention.entity);
    let mut entities = reading.entities.iter().filter(|entity| entity.named);
    let entity = entities.find(|entity| folded(&entity.name) == wanted || Some(entity.id) == short)?;
    let roles = entity.roles.iter().map(|role| squeezed(reading.words(role.span))).collect();
    Some((entity.clone(), roles))
}

/// The stories with articles that name somebody, each with the first such article, and how many articles were not looked through.
fn naming(library: &Library, name: &str) -> Result<(Vec<(StoryId, ArticleKey)>, usize), DeskError> {
    let mut stories: Vec<(StoryId, ArticleKey)> = Vec::new();
    let mut offset = 0;
    loop {
        let query = SearchQuery {
            called: Some(name.to_owned()),
            limit: LOOKED_THROUGH,
            offset,
            ..SearchQuery::default()
        };
        let page = library.search(&query)?;
        offset += page.hits.len();
        for hit in &page.hits {
            let Some(story) = hit.story else { continue };
            if !stories.iter().any(|(other, _)| *other == story) {
                stories.push((story, hit.key));
            }
        }
        let left = page.total.saturating_sub(offset);
        if page.hits.is_empty() || left == 0 || stories.len() >= STORIES {
            return Ok((stories, left));
        }
    }
}

fn folded(name: &str) -> String {
    name.to_lowercase()
}

fn is_called(person: &Person, name: &str) -> bool {
    person.named && person.aliases.iter().chain([&person.name]).any(|form| folded(form) == folded(name))
}

/// An account looked up for one name after the other.
struct Telling<'a> {
    account: &'a Account,
    citing: Citing<'a>,
}

impl<'a> Telling<'a> {
    fn new(library: &Library, account: &'a Account) -> Self {
        Self { account, citing: Citing::new(library, account) }
    }

    fn of(&self, story: StoryId, person: &Person) -> InStory {
        let said = self.account.quotes.iter().filter(|quote| quote.speaker.as_ref() == Some(&person.id));
        let wanting: Vec<&str> =
            [Some(person.name.as_str()), person.party.as_deref()].into_iter().flatten().collect();
        InStory {
            name: person.name.clone(),
            roles: person.roles.clone(),
            party: person.party.clone(),
            reasons: person.reasons.clone(),
            said: said.filter_map(|quote| self.said(quote)).collect(),
            wants: self.wants(&wanting),
            ..self.about(story)
        }
    }

    fn party(&self, story: StoryId, name: &str) -> InStory {
        InStory { name: name.to_owned(), wants: self.wants(&[name]), ..self.about(story) }
    }

    fn about(&self, story: StoryId) -> InStory {
        let days = self.account.story.days.as_ref();
        InStory {
            story: story.0,
            title: self.account.story.title.text.clone(),
            first_day: days.map(|days| days.first.clone()),
            last_day: days.map(|days| days.last.clone()),
            name: String::new(),
            roles: Vec::new(),
            party: None,
            reasons: Vec::new(),
            said: Vec::new(),
            wants: Vec::new(),
        }
    }

    fn said(&self, quote: &Quote) -> Option<Utterance> {
        let fullest = quote.renderings.first()?;
        let article = self.account.articles.iter().find(|article| article.id == fullest.article);
        let context = std::slice::from_ref(&fullest.context);
        let pieces = if fullest.pieces.is_empty() { context } else { &fullest.pieces };
        let reports: BTreeSet<&str> =
            quote.renderings.iter().map(|rendering| rendering.article.as_str()).collect();
        Some(Utterance {
            kind: name_of(&fullest.kind),
            words: pieces.iter().filter_map(|id| self.citing.cited(id)).collect(),
            published: article.and_then(|article| article.published.clone()),
            outlet: article.and_then(|article| article.outlet.clone()),
            reports: reports.len(),
        })
    }

    fn wants(&self, names: &[&str]) -> Vec<Want> {
        let is_theirs = |party: &str| names.iter().any(|name| folded(name) == folded(party));
        // A stance of several issues, such as a fee and fees, is told once.
        let mut wants: IndexMap<(&str, &str, &EvidenceId), Want> = IndexMap::new();
        for position in self.account.positions.iter().filter(|position| is_theirs(&position.party)) {
            for (at, held) in position.held.iter().enumerate() {
                let moved = position.changes.iter().any(|change| change.to == at);
                let stance = tell::stance(held.stance);
                let Some(sentence) = self.citing.cited(&held.sentence) else { continue };
                match wants.entry((&position.party, stance, &held.sentence)) {
                    Entry::Occupied(mut known) => {
                        let want = known.get_mut();
                        want.issues.push(position.issue.clone());
                        want.moved |= moved;
                        want.red_line |= held.red_line;
                    }
                    Entry::Vacant(place) => {
                        place.insert(Want {
                            party: position.party.clone(),
                            issues: vec![position.issue.clone()],
                            stance: stance.to_owned(),
                            red_line: held.red_line,
                            since: held.since.clone(),
                            moved,
                            sentence,
                        });
                    }
                }
            }
        }
        wants.into_values().collect()
    }
}
