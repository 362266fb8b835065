//! How an item of each section of `expected.json` is held against the account.

use super::found::{Expected, Found, all_in, bare, is_one_of, list, plain, same_name, words};
use serde_json::Value;
use std::collections::BTreeSet;

type Held = Result<(), String>;

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Held {
    if holds { Ok(()) } else { Err(otherwise()) }
}

pub(crate) fn family(found: &Found, expected: &Expected<'_>) -> Held {
    let articles: BTreeSet<&str> = expected.texts("articles").into_iter().collect();
    let set = |family: &Value| {
        list(&family["articles"]).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let families: Vec<BTreeSet<String>> = found.all("families").iter().map(set).collect();
    let index = families
        .iter()
        .position(|family| family.iter().map(String::as_str).eq(articles.iter().copied()))
        .ok_or_else(|| {
            format!(
                "no family of just these; families with one of them: {:?}",
                families
                    .iter()
                    .filter(|family| family.iter().any(|id| articles.contains(id.as_str())))
                    .collect::<Vec<_>>()
            )
        })?;
    let family = &found.all("families")[index];
    for field in ["origin", "relation"] {
        ensure(family[field] == expected.0[field], || format!("{field} is {}", family[field]))?;
    }
    if let Some(current) = expected.0["current"].as_str() {
        for id in articles.into_iter().filter(|id| *id != current) {
            let by = &found.article(id)?["superseded_by"];
            ensure(by == current, || format!("{id} is superseded by {by}"))?;
        }
    }
    Ok(())
}

pub(crate) fn person(found: &Found, expected: &Expected<'_>) -> Held {
    let name = expected.text("name");
    let person = found.person(name).ok_or("no such person")?;
    let mut misses = Vec::new();
    if !person["name"].as_str().is_some_and(|shown| same_name(shown, name)) {
        misses.push(format!("is shown as {}", person["name"]));
    }
    let forms: Vec<&str> =
        list(&person["aliases"]).iter().chain([&person["name"]]).filter_map(Value::as_str).collect();
    for alias in expected.texts("aliases") {
        if !forms.iter().any(|form| same_name(form, alias)) {
            misses.push(format!("lacks the form {alias} (has {})", forms.join(", ")));
        }
    }
    let roles: Vec<String> = list(&person["roles"]).iter().filter_map(Value::as_str).map(plain).collect();
    for role in expected.texts("roles") {
        if !roles.iter().any(|said| said.contains(&plain(role))) {
            misses.push(format!("lacks the role {role} (has {roles:?})"));
        }
    }
    let articles = found.articles_of(list(&person["evidence"]));
    misses.extend(all_in("evidence", &expected.texts("articles"), &articles).err());
    ensure(misses.is_empty(), || misses.join("; "))
}

pub(crate) fn people_apart(found: &Found, expected: &Expected<'_>) -> Held {
    let names: Vec<&str> = list(expected.0).iter().filter_map(Value::as_str).collect();
    let ids: Vec<Option<&Value>> =
        names.iter().map(|name| found.person(name).map(|person| &person["id"])).collect();
    ensure(ids.iter().all(Option::is_some), || format!("not all found: {ids:?}"))?;
    ensure(ids[0] != ids[1], || "they are one person".to_owned())
}

pub(crate) fn date(found: &Found, expected: &Expected<'_>) -> Held {
    let text = plain(expected.text("text"));
    let times = list(&found.article(expected.text("article"))?["times"]);
    let fits = |time: &&Value| {
        let said = plain(found.exact(&time["evidence"]));
        (said.contains(&text) || text.contains(&said))
            && plain(&found.sentence(&time["evidence"])).contains(&plain(expected.text("sentence_contains")))
    };
    let candidates: Vec<&Value> = times.iter().filter(fits).collect();
    ensure(!candidates.is_empty(), || "no such time in that sentence".to_owned())?;
    let right = |time: &&&Value| match expected.0["value"].as_str() {
        None => time["days"].is_null(),
        Some(value) => time["value"].as_str().is_some_and(|found| {
            found.strip_prefix(value).is_some_and(|finer| finer.is_empty() || finer.starts_with(['T', '-']))
        }),
    };
    ensure(candidates.iter().any(|time| right(&time)), || {
        let values: Vec<String> =
            candidates.iter().map(|time| format!("{} ({})", time["value"], time["reason"])).collect();
        format!("its value is {} in place of {}", values.join(", "), expected.0["value"])
    })
}

pub(crate) fn event(found: &Found, expected: &Expected<'_>) -> Held {
    let event = found.event(expected.text("key"))?;
    let mut misses = Vec::new();
    for name in expected.texts("participants") {
        if found.participant(event, name).is_none() {
            misses.push(format!("{name} takes no part"));
        }
    }
    let days = &event["when"]["days"];
    match expected.0["date"].as_str() {
        Some(date) if days["first"] != date || days["last"] != date => {
            misses.push(format!("is on {} in place of {date}", event["when"]["value"]));
        }
        None if !days.is_null() => {
            misses.push(format!("is on {} though no report says", event["when"]["value"]));
        }
        _ => {}
    }
    let place = plain(event["where"]["name"].as_str().unwrap_or(""));
    if let Some(expected) = expected.0["place"].as_str()
        && !place.contains(&plain(expected))
    {
        misses.push(format!("is at {place:?}"));
    }
    if event["status"] != expected.0["status"] {
        misses.push(format!("is {}", event["status"]));
    }
    let articles = found.articles_of(list(&event["mentions"]));
    misses.extend(all_in("mentions", &expected.texts("articles"), &articles).err());
    ensure(misses.is_empty(), || format!("{} [{}]", misses.join("; "), found.exact(&event["what"])))
}

pub(crate) fn events_apart(found: &Found, expected: &Expected<'_>) -> Held {
    let keys: Vec<&str> = list(expected.0).iter().filter_map(Value::as_str).collect();
    let indices: Vec<Option<usize>> = keys.iter().map(|key| found.event_index(key)).collect();
    ensure(indices.iter().all(Option::is_some), || format!("not both found: {indices:?}"))?;
    ensure(indices[0] != indices[1], || "they are one event".to_owned())
}

/// The pieces of a quotation that an article has.
fn pieces<'f>(found: &'f Found, quote: &'f Value, article: &str) -> Vec<&'f str> {
    let renderings = list(&quote["renderings"]).iter().filter(|rendering| rendering["article"] == article);
    renderings.flat_map(|rendering| list(&rendering["pieces"])).map(|id| found.exact(id)).collect()
}

pub(crate) fn quote(found: &Found, expected: &Expected<'_>) -> Held {
    let has = |quote: &Value, rendering: &Expected<'_>| {
        let exact = bare(rendering.text("exact"));
        pieces(found, quote, rendering.text("article")).iter().any(|piece| bare(piece).contains(&exact))
    };
    let renderings = expected.items("renderings");
    let quote = found
        .all("quotes")
        .iter()
        .max_by_key(|quote| renderings.iter().filter(|rendering| has(quote, rendering)).count())
        .filter(|quote| renderings.iter().any(|rendering| has(quote, rendering)))
        .ok_or("no such quotation")?;
    let mut misses = Vec::new();
    match expected.0["speaker"].as_str() {
        Some(speaker) => {
            let id = found.person(speaker).map(|person| &person["id"]);
            if id.is_none_or(|id| quote["speaker"] != *id) {
                misses.push(format!(
                    "its speaker is {} ({:?})",
                    quote["name"],
                    found.exact(&quote["source"])
                ));
            }
        }
        None if !quote["speaker"].is_null() => misses.push(format!("its speaker is {}", quote["name"])),
        None => {}
    }
    if quote["anonymous"] != expected.0["anonymous"] {
        misses.push(format!("anonymous is {}", quote["anonymous"]));
    }
    for rendering in renderings.iter().filter(|rendering| !has(quote, rendering)) {
        misses.push(format!("{} has no {:?} there", rendering.text("article"), rendering.text("exact")));
    }
    ensure(misses.is_empty(), || misses.join("; "))
}

pub(crate) fn term(found: &Found, expected: &Expected<'_>) -> Held {
    let (article, text) = (expected.text("article"), bare(expected.text("text")));
    let reading = found.reading(article)?;
    let terms: Vec<String> =
        list(&reading["terms"]).iter().map(|term| words(&reading["article"]["text"], term)).collect();
    ensure(terms.iter().any(|term| bare(term) == text), || format!("no such term; terms are {terms:?}"))?;
    let said = found
        .all("quotes")
        .iter()
        .find(|quote| pieces(found, quote, article).iter().any(|piece| bare(piece) == text));
    said.map_or(Ok(()), |quote| Err(format!("it is shown as the words of {}", quote["name"])))
}

pub(crate) fn attendance(found: &Found, expected: &Expected<'_>) -> Held {
    let event = found.event(expected.text("event"))?;
    let one = found.participant(event, expected.text("name")).ok_or("is no participant")?;
    all_in("evidence", &expected.texts("in"), &found.articles_of(list(&one["evidence"])))?;
    let mut not_in: BTreeSet<&str> = list(&one["not_in"]).iter().filter_map(Value::as_str).collect();
    not_in.extend(found.articles_of(list(&one["absent"])));
    all_in("what lists others or says absent", &expected.texts("not_in"), &not_in)
}

/// All evidence of a fact that states it.
fn support(fact: &Value) -> impl Iterator<Item = &Value> {
    list(&fact["support"]).iter().map(|support| &support["evidence"]).chain([&fact["statement"]])
}

pub(crate) fn strengths(found: &Found, expected: &Expected<'_>) -> Held {
    let renderings = expected.items("renderings");
    let has = |fact: &Value, rendering: &Expected<'_>, hedged: bool| {
        let says = |id: &Value| found.says(id, rendering.text("article"), rendering.text("contains"));
        let supports = list(&fact["support"]).iter().any(|support| {
            says(&support["evidence"]) && (!hedged || support["hedge"] == rendering.0["hedge"])
        });
        // Where a report denies or confirms what others claim, the fact says so beside it.
        let beside = ["conflicts", "denied_by", "confirmed_by"]
            .iter()
            .any(|field| list(&fact[*field]).iter().any(says));
        supports || beside
    };
    let count = |fact: &Value, hedged| renderings.iter().filter(|item| has(fact, item, hedged)).count();
    let fact = found
        .all("facts")
        .iter()
        .max_by_key(|fact| (count(fact, false), count(fact, true)))
        .filter(|fact| count(fact, false) > 0)
        .ok_or("none of these is in a fact")?;
    let missing = |hedged| {
        let missing = renderings.iter().filter(|item| !has(fact, item, hedged));
        missing.map(|item| format!("{} ({})", item.text("contains"), item.text("hedge"))).collect::<Vec<_>>()
    };
    ensure(count(fact, false) == renderings.len(), || {
        format!("not side by side: {}", missing(false).join("; "))
    })?;
    ensure(count(fact, true) == renderings.len(), || {
        format!("another strength: {}", missing(true).join("; "))
    })
}

pub(crate) fn figure(found: &Found, expected: &Expected<'_>) -> Held {
    let has = |fact: &Value, value: &Expected<'_>| {
        list(&fact["figure"]["values"]).iter().any(|one| {
            let said = plain(found.exact(&one["evidence"]));
            let text = plain(value.text("text"));
            one["article"] == value.0["article"]
                && one["value"].as_f64() == value.0["value"].as_f64()
                && (said.contains(&text) || text.contains(&said))
        })
    };
    let values = expected.items("values");
    let count = |fact: &Value| values.iter().filter(|value| has(fact, value)).count();
    let fact = found
        .all("facts")
        .iter()
        .max_by_key(|fact| count(fact))
        .filter(|fact| count(fact) > 0)
        .ok_or("none of these values is in a fact")?;
    let mut misses: Vec<String> = values
        .iter()
        .filter(|value| !has(fact, value))
        .map(|value| format!("lacks {} of {}", value.text("text"), value.text("article")))
        .collect();
    if fact["standing"] != expected.0["standing"] {
        misses.push(format!("is {}", fact["standing"]));
    }
    for other in expected.items("must_not_conflict_with") {
        if fact["standing"] == "disputed" && has(fact, &other) {
            misses.push(format!("conflicts with {}", other.text("text")));
        }
    }
    ensure(misses.is_empty(), || misses.join("; "))
}

/// The positions of a party about an issue.
fn positions<'f>(found: &'f Found, expected: &Expected<'_>) -> Result<Vec<&'f Value>, String> {
    let mut names = expected.texts("also");
    names.push(expected.text("party"));
    let held: Vec<&Value> = found
        .all("positions")
        .iter()
        .filter(|position| position["party"].as_str().is_some_and(|party| is_one_of(party, &names)))
        .collect();
    ensure(!held.is_empty(), || "no such party".to_owned())?;
    Ok(held)
}

fn about(found: &Found, position: &Value, held: &Value, issue: &str) -> bool {
    let named = plain(position["issue"].as_str().unwrap_or(""));
    let (named, issue) = (named.replace(['_', '-'], " "), plain(issue).replace('-', " "));
    named.contains(&issue)
        || [&held["object"], &held["sentence"]]
            .iter()
            .any(|id| plain(found.exact(id)).replace('-', " ").contains(&issue))
}

pub(crate) fn position(found: &Found, expected: &Expected<'_>) -> Held {
    let mut near = Vec::new();
    for position in positions(found, expected)? {
        for held in list(&position["held"]) {
            if found.says(&held["sentence"], expected.text("article"), expected.text("contains")) {
                if held["stance"] == expected.0["stance"]
                    && about(found, position, held, expected.text("issue"))
                {
                    return Ok(());
                }
                near.push(format!(
                    "{} {} {:?}",
                    held["stance"],
                    position["issue"],
                    found.exact(&held["object"])
                ));
            }
        }
    }
    ensure(!near.is_empty(), || "nothing from that sentence".to_owned())?;
    Err(format!("that sentence gives {}", near.join(", ")))
}

pub(crate) fn red_line(found: &Found, expected: &Expected<'_>) -> Held {
    let said = |held: &Value| {
        held["red_line"] == true
            && found.says(&held["sentence"], expected.text("article"), expected.text("contains"))
    };
    let positions = positions(found, expected)?;
    ensure(positions.iter().any(|position| list(&position["held"]).iter().any(said)), || {
        "nothing from that sentence is a red line".to_owned()
    })
}

pub(crate) fn position_change(found: &Found, expected: &Expected<'_>) -> Held {
    let is = |held: &Value, side: &str| {
        held["stance"] == expected.0[side]
            && held["article"] == expected.0[format!("{side}_article")]
            && plain(found.exact(&held["sentence"]))
                .contains(&plain(expected.text(&format!("{side}_contains"))))
    };
    let positions = positions(found, expected)?;
    let moved = positions.iter().any(|position| {
        let held = list(&position["held"]);
        list(&position["changes"]).iter().any(|change| {
            let at = |side: &str| change[side].as_u64().and_then(|index| held.get(index as usize));
            at("from").zip(at("to")).is_some_and(|(from, to)| {
                is(from, "from") && is(to, "to") && about(found, position, to, expected.text("issue"))
            })
        })
    });
    ensure(moved, || "no such move".to_owned())
}

pub(crate) fn agreed(found: &Found, expected: &Expected<'_>) -> Held {
    let all = expected.texts("contains_all");
    let states = |id: &Value| all.iter().all(|words| plain(found.exact(id)).contains(&plain(words)));
    let facts: Vec<&Value> = found.all("facts").iter().filter(|fact| support(fact).any(states)).collect();
    ensure(!facts.is_empty(), || "no fact says so".to_owned())?;
    let mut misses = Vec::new();
    for fact in facts {
        if fact["standing"] != "agreed" {
            misses.push(format!("is {}: {}", fact["standing"], found.exact(&fact["statement"])));
            continue;
        }
        let values = list(&fact["figure"]["values"]).iter().filter_map(|value| value["article"].as_str());
        let mut articles = found.articles_of(support(fact));
        articles.extend(values);
        match all_in("support", &expected.texts("articles"), &articles) {
            Ok(()) => return Ok(()),
            Err(miss) => misses.push(miss),
        }
    }
    Err(misses.join("; "))
}

fn later(found: &Found, expected: &Expected<'_>, field: &str) -> Held {
    let (claim, by) = (expected.item("claim"), expected.item("by"));
    let says = |id: &Value, item: &Expected<'_>| found.says(id, item.text("article"), item.text("contains"));
    let facts: Vec<&Value> =
        found.all("facts").iter().filter(|fact| support(fact).any(|id| says(id, &claim))).collect();
    ensure(!facts.is_empty(), || "the claim is in no fact".to_owned())?;
    ensure(facts.iter().any(|fact| list(&fact[field]).iter().any(|id| says(id, &by))), || {
        let others: Vec<&str> =
            facts.iter().flat_map(|fact| list(&fact[field])).map(|id| found.exact(id)).collect();
        format!("{field} has {others:?}")
    })
}

pub(crate) fn confirmed(found: &Found, expected: &Expected<'_>) -> Held {
    later(found, expected, "confirmed_by")
}

pub(crate) fn denied(found: &Found, expected: &Expected<'_>) -> Held {
    later(found, expected, "denied_by")
}

pub(crate) fn only_in(found: &Found, expected: &Expected<'_>) -> Held {
    let says =
        |only: &Value| found.says(&only["evidence"], expected.text("article"), expected.text("contains"));
    ensure(found.all("only_in").iter().any(says), || "is not among what one report alone has".to_owned())
}

pub(crate) fn citation(found: &Found, expected: &Expected<'_>) -> Held {
    let cites = list(&found.article(expected.text("article"))?["cites"]);
    let is = |cite: &Value| {
        cite["outlet"].as_str().is_some_and(|outlet| same_name(outlet, expected.text("outlet")))
            && plain(found.exact(&cite["evidence"])).contains(&plain(expected.text("text")))
    };
    ensure(cites.iter().any(is), || {
        format!("cites {:?}", cites.iter().map(|cite| &cite["outlet"]).collect::<Vec<_>>())
    })
}

pub(crate) fn debris(found: &Found, expected: &Expected<'_>) -> Held {
    let debris = list(&found.article(expected.text("article"))?["debris"]);
    let text = plain(expected.text("contains"));
    let is = |piece: &Value| plain(found.exact(&piece["evidence"])).contains(&text);
    ensure(debris.iter().any(is), || {
        format!(
            "debris is {:?}",
            debris.iter().map(|piece| found.exact(&piece["evidence"])).collect::<Vec<_>>()
        )
    })
}
