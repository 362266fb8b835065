//! The account of the sample, with what is needed to look things up in it.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An item of `expected.json`.
pub(crate) struct Expected<'e>(pub(crate) &'e Value);

impl<'e> Expected<'e> {
    /// A field that is a text.
    pub(crate) fn text(&self, field: &str) -> &'e str {
        self.0[field].as_str().unwrap_or("")
    }

    /// A field that is a list of texts.
    pub(crate) fn texts(&self, field: &str) -> Vec<&'e str> {
        self.items(field).iter().filter_map(|item| item.0.as_str()).collect()
    }

    /// A field that is a list.
    pub(crate) fn items(&self, field: &str) -> Vec<Expected<'e>> {
        self.0[field].as_array().map(|list| list.iter().map(Expected).collect()).unwrap_or_default()
    }

    /// A field that is an object.
    pub(crate) fn item(&self, field: &str) -> Expected<'e> {
        Expected(&self.0[field])
    }

    /// The parts that tell it from others, on one line.
    pub(crate) fn name(&self) -> String {
        let Some(object) = self.0.as_object() else { return self.0.to_string() };
        let telling = [
            "key",
            "name",
            "event",
            "party",
            "issue",
            "stance",
            "about",
            "counts",
            "contains_all",
            "article",
            "text",
            "exact",
            "contains",
            "outlet",
            "from",
            "to",
            "claim",
            "origin",
        ];
        let parts: Vec<String> = telling
            .iter()
            .filter_map(|field| object.get(*field))
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect();
        parts.join(" · ")
    }
}

/// The account of the sample.
pub(crate) struct Found {
    pub(crate) account: Value,
    evidence: BTreeMap<String, Value>,
    readings: BTreeMap<String, Value>,
    /// For each expected event, by its key, the event of the account that is likest to it.
    events: BTreeMap<String, usize>,
}

impl Found {
    pub(crate) fn new(account: &Value, readings: &[Value], expected: &Value) -> Self {
        let id = |value: &Value, field: &str| value[field].as_str().unwrap_or("").to_owned();
        let evidence =
            list(&account["evidence"]).iter().map(|piece| (id(piece, "id"), piece.clone())).collect();
        let readings =
            readings.iter().map(|reading| (id(&reading["article"], "id"), reading.clone())).collect();
        let mut found = Self { account: account.clone(), evidence, readings, events: BTreeMap::new() };
        found.events = list(&expected["events"])
            .iter()
            .filter_map(|item| Some((id(item, "key"), found.likest_event(&Expected(item))?)))
            .collect();
        found
    }

    /// A number of the account's `story`.
    pub(crate) fn number(&self, field: &str) -> usize {
        self.account["story"][field].as_u64().unwrap_or(0) as usize
    }

    /// How many of the reports are independent.
    pub(crate) fn independent(&self) -> usize {
        self.account["independence"]["at_most"].as_u64().unwrap_or(0) as usize
    }

    /// The entries of a list of the account.
    pub(crate) fn all(&self, field: &str) -> &[Value] {
        list(&self.account[field])
    }

    /// The article with this id.
    pub(crate) fn article(&self, id: &str) -> Result<&Value, String> {
        let article = self.all("articles").iter().find(|article| article["id"] == id);
        article.ok_or_else(|| format!("the account has no article {id}"))
    }

    /// What was read in an article.
    pub(crate) fn reading(&self, id: &str) -> Result<&Value, String> {
        self.readings.get(id).ok_or_else(|| format!("no reading of {id}"))
    }

    /// The words of a piece of evidence, given by its id.
    pub(crate) fn exact(&self, id: &Value) -> &str {
        self.piece(id)["exact"].as_str().unwrap_or("")
    }

    /// The article in which a piece of evidence stands.
    pub(crate) fn article_of(&self, id: &Value) -> &str {
        self.piece(id)["article"].as_str().unwrap_or("")
    }

    fn piece(&self, id: &Value) -> &Value {
        id.as_str().and_then(|id| self.evidence.get(id)).unwrap_or(&Value::Null)
    }

    /// The sentence in which a piece of evidence begins.
    pub(crate) fn sentence(&self, id: &Value) -> String {
        let sentence = || {
            let number = self.piece(id)["sentence"].as_u64()? as usize;
            let reading = self.readings.get(self.article_of(id))?;
            let place = reading["sentences"].get(number.checked_sub(1)?)?;
            Some(words(&reading["article"]["text"], place))
        };
        sentence().unwrap_or_default()
    }

    /// Whether a piece of evidence is of this article and has these words.
    pub(crate) fn says(&self, id: &Value, article: &str, contains: &str) -> bool {
        self.article_of(id) == article && plain(self.exact(id)).contains(&plain(contains))
    }

    /// The articles of these pieces of evidence.
    pub(crate) fn articles_of<'v>(&self, ids: impl IntoIterator<Item = &'v Value>) -> BTreeSet<&str> {
        ids.into_iter().map(|id| self.article_of(id)).collect()
    }

    /// The person with this name, as the fullest or as another form.
    pub(crate) fn person(&self, name: &str) -> Option<&Value> {
        let is = |value: &Value| value.as_str().is_some_and(|form| same_name(form, name));
        let people = self.all("people");
        people
            .iter()
            .find(|person| is(&person["name"]))
            .or_else(|| people.iter().find(|person| list(&person["aliases"]).iter().any(is)))
    }

    /// The event of the account that is likest to an expected one.
    pub(crate) fn event(&self, key: &str) -> Result<&Value, String> {
        let index = self.events.get(key).ok_or_else(|| format!("nothing in the account is like {key}"))?;
        Ok(&self.all("events")[*index])
    }

    /// Which event of the account is taken for an expected one.
    pub(crate) fn event_index(&self, key: &str) -> Option<usize> {
        self.events.get(key).copied()
    }

    fn likest_event(&self, expected: &Expected<'_>) -> Option<usize> {
        let kind = expected.text("type");
        let likeness = |event: &Value| {
            let has_date = event["when"]["days"]["first"] == expected.0["date"]
                && event["when"]["days"]["first"] == event["when"]["days"]["last"];
            let is_at =
                plain(event["where"]["name"].as_str().unwrap_or("")).contains(&plain(expected.text("place")));
            let place = usize::from(!expected.text("place").is_empty() && is_at);
            let who = expected
                .texts("participants")
                .iter()
                .filter(|name| self.participant(event, name).is_some())
                .count();
            let mentions = self.articles_of(list(&event["mentions"]));
            let told = expected.texts("articles").iter().filter(|id| mentions.contains(*id)).count();
            6 * usize::from(has_date)
                + 3 * place
                + 2 * who
                + told
                + usize::from(event["status"] == expected.0["status"])
        };
        let (index, likeness) = self
            .all("events")
            .iter()
            .enumerate()
            .filter(|(_, event)| event["kind"] == kind)
            .map(|(index, event)| (index, likeness(event)))
            .max_by_key(|(index, likeness)| (*likeness, std::cmp::Reverse(*index)))?;
        (likeness > 2).then_some(index)
    }

    /// How an event has this participant.
    pub(crate) fn participant<'a>(&self, event: &'a Value, name: &str) -> Option<&'a Value> {
        let id = self.person(name).map(|person| &person["id"]);
        // Union members take part for their union.
        let of_party = |one: &Value| {
            let person = list(&self.account["people"]).iter().find(|person| person["id"] == one["person"]);
            person.is_some_and(|person| {
                person["kind"] == "group"
                    && person["party"].as_str().is_some_and(|party| same_name(party, name))
            })
        };
        list(&event["who"]).iter().find(|one| {
            id.is_some_and(|id| one["person"] == *id)
                || of_party(one)
                || one["name"].as_str().is_some_and(|shown| same_name(shown, name))
        })
    }
}

/// The entries of a list; none where there is no list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The words at a place given in code points.
pub(crate) fn words(text: &Value, place: &Value) -> String {
    let at = |field: &str| place[field].as_u64().unwrap_or(0) as usize;
    let (start, end) = (at("start"), at("end"));
    text.as_str().unwrap_or("").chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// The text with straight quotation marks and single spaces, in lower case.
pub(crate) fn plain(text: &str) -> String {
    let straight: String = text
        .chars()
        .map(|character| match character {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            other => other,
        })
        .collect();
    straight.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The same without marks at either end.
pub(crate) fn bare(text: &str) -> String {
    let marks =
        |character: char| character.is_ascii_punctuation() && !matches!(character, '$' | '%' | '{' | '}');
    plain(text).trim_matches(marks).to_owned()
}

/// Whether two names are one, an article apart.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let name = |name: &str| bare(name).trim_start_matches("the ").to_owned();
    name(a) == name(b)
}

/// Whether one of these names is meant by `shown`: it is the name, or has it as whole words.
pub(crate) fn is_one_of(shown: &str, names: &[&str]) -> bool {
    let shown = format!(" {} ", plain(shown).replace(|character: char| !character.is_alphanumeric(), " "));
    names.iter().any(|name| {
        let name = format!(" {} ", plain(name).replace(|character: char| !character.is_alphanumeric(), " "));
        shown.contains(&name)
    })
}

/// What of `expected` is not in `found`, as an error that says so.
pub(crate) fn all_in(what: &str, expected: &[&str], found: &BTreeSet<&str>) -> Result<(), String> {
    let missing: Vec<&str> = expected.iter().copied().filter(|id| !found.contains(id)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{what} lacks {}", missing.join(", "))) }
}
