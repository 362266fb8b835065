//! Calls to those who want to know when a story moves, or when a search finds more: webhooks.
//!
//! They follow the Standard Webhooks specification (<https://www.standardwebhooks.com>): a call has `webhook-id`, the same for each
//! try, `webhook-timestamp`, and `webhook-signature` over both and the body. One that fails is tried again, ever later, for about three
//! days.

use crate::error::DeskError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gather::web::{Address, Fetcher};
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::Sha256;
use store::{ArticleKey, Delivery, Hook, Library, SearchQuery, StoryId};

/// How long after a try that failed the next one is made, in seconds: the schedule that the specification proposes.
const AGAIN: [i64; 9] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// So many new articles are looked through at a time.
const LOOKED_THROUGH: usize = 500;

/// So many calls are made at a time.
const CALLS: usize = 50;

/// So many calls are shown.
const SHOWN: usize = 50;

/// Who wants to be called, and about what: a story or a search, one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HookAsked {
    /// Where to call, by POST.
    pub url: String,
    /// The number of the story whose new reports it is told of.
    #[serde(default)]
    pub story: Option<i64>,
    /// The search whose new finds it is told of.
    #[serde(default)]
    pub search: Option<HookSearch>,
}

/// A search that is made again when reports come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HookSearch {
    /// Words that all stand in a report.
    #[serde(default)]
    pub q: String,
    /// The outlet.
    #[serde(default)]
    pub outlet: Option<String>,
    /// A person named in it.
    #[serde(default)]
    pub person: Option<String>,
    /// A place named in it.
    #[serde(default)]
    pub place: Option<String>,
    /// Somebody quoted or reported in it.
    #[serde(default)]
    pub speaker: Option<String>,
}

/// Somebody who is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HookLine {
    /// The number.
    pub id: i64,
    /// Where to call.
    pub url: String,
    /// The story.
    pub story: Option<i64>,
    /// The search.
    pub search: Option<HookSearch>,
    /// Who asked for it.
    pub maker: Option<String>,
    /// When, in UTC.
    pub made: String,
    /// Why it is called no more.
    pub stopped: Option<String>,
}

/// A call, made or to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Call {
    /// The same for each try.
    pub id: String,
    /// When it was put, in UTC.
    pub made: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next, in UTC.
    pub due: Option<String>,
    /// What came of the last try.
    pub last: Option<String>,
    /// When it arrived, in UTC.
    pub done: Option<String>,
}

/// Has somebody called from now on. `secret` is what calls are signed with, `whsec_` and base64. Gives the number.
///
/// # Errors
///
/// When the address is none, or neither or both of story and search are named.
pub fn add(
    library: &mut Library,
    asked: HookAsked,
    secret: &str,
    who: Option<&str>,
) -> Result<HookLine, DeskError> {
    let HookAsked { url, story, search } = asked;
    Address::parse(&url).map_err(|error| DeskError::new(format!("{url:?} {error}")))?;
    if story.is_some() == search.is_some() {
        return Err(DeskError::new("one of story and search says what the calls are about"));
    }
    if let Some(story) = story {
        library.story(StoryId(story))?;
    }
    if search.as_ref().is_some_and(|search| *search == HookSearch::default()) {
        return Err(DeskError::new("the search is empty")
            .hint("give words, an outlet, a person, a place or a speaker"));
    }
    let hook = Hook {
        id: 0,
        url,
        secret: secret.to_owned(),
        story: story.map(StoryId),
        search: search.map(|search| json!(search).to_string()),
        maker: who.map(str::to_owned),
        made: crate::work::now(),
        after: ArticleKey(0),
        stopped: None,
    };
    let id = library.put_hook(&hook)?;
    Ok(HookLine::of(&Hook { id, ..hook }))
}

/// All who are called.
pub fn list(library: &Library) -> Result<Vec<HookLine>, DeskError> {
    Ok(library.hooks()?.iter().map(HookLine::of).collect())
}

/// The last calls to one of them, the latest first.
pub fn calls(library: &Library, id: i64) -> Result<Vec<Call>, DeskError> {
    if !library.hooks()?.iter().any(|hook| hook.id == id) {
        return Err(no_hook(id));
    }
    let calls = library.deliveries_of(id, SHOWN)?.into_iter().map(|one| Call {
        id: one.id,
        made: one.made,
        tries: one.tries,
        due: one.due,
        last: one.last,
        done: one.done,
    });
    Ok(calls.collect())
}

/// Calls somebody no more.
pub fn remove(library: &mut Library, id: i64) -> Result<(), DeskError> {
    if library.remove_hook(id)? { Ok(()) } else { Err(no_hook(id)) }
}

fn no_hook(id: i64) -> DeskError {
    DeskError::absent(format!("there is no webhook {id}")).hint("parallax hooks lists them")
}

/// Puts the calls that new articles ask for. What it puts is the same however often it is begun.
pub fn put(library: &mut Library) -> Result<(), DeskError> {
    let now = crate::work::now();
    for hook in library.hooks()?.into_iter().filter(|hook| hook.stopped.is_none()) {
        let mut last = None;
        let mut new = Vec::new();
        for key in library.added_after(hook.after, LOOKED_THROUGH)? {
            // Those that have no place yet are told of when they have one.
            let Some(story) = library.story_of(key)? else { break };
            last = Some(key);
            new.push((key, story));
        }
        let Some(last) = last else { continue };
        if let Some(story) = hook.story {
            new.retain(|(_, of)| *of == story);
        }
        if let Some(query) =
            hook.search.as_deref().and_then(|search| serde_json::from_str::<HookSearch>(search).ok())
        {
            let found = library.search(&SearchQuery { limit: usize::MAX, ..query.asked() })?;
            new.retain(|(key, _)| found.hits.iter().any(|hit| hit.key == *key));
        }
        let deliveries = match new.first() {
            Some((first, _)) => {
                let id = format!("parallax-{}-{}-{}", hook.id, first.0, last.0);
                let body = body(library, &hook, &new, &now)?;
                let due = Some(now.clone());
                let made = now.clone();
                vec![Delivery { id, hook: hook.id, made, body, tries: 0, due, last: None, done: None }]
            }
            None => Vec::new(),
        };
        library.put_deliveries(&deliveries, &[(hook.id, last)])?;
    }
    Ok(())
}

fn body(
    library: &Library,
    hook: &Hook,
    new: &[(ArticleKey, StoryId)],
    now: &str,
) -> Result<String, DeskError> {
    let mut articles = Vec::new();
    for (key, story) in new {
        let article = library.article_with_corrections(*key)?;
        articles.push(json!({
            "key": key.0,
            "id": article.id,
            "title": article.title,
            "outlet": article.outlet,
            "url": article.url,
            "published": article.published,
            "story": story.0,
        }));
    }
    let kind = if hook.story.is_some() { "story.moved" } else { "search.found" };
    let data = json!({ "hook": hook.id, "story": hook.story.map(|story| story.0), "articles": articles });
    Ok(json!({ "type": kind, "timestamp": now, "data": data }).to_string())
}

/// Makes the calls that are due. Gives how many were tried.
pub fn call(library: &mut Library, fetcher: &Fetcher) -> Result<usize, DeskError> {
    let due = library.deliveries_due(&crate::work::now(), CALLS)?;
    let hooks = library.hooks()?;
    let tried = due.len();
    for mut one in due {
        let Some(hook) = hooks.iter().find(|hook| hook.id == one.hook) else { continue };
        let now = Timestamp::now();
        one.tries += 1;
        match send(hook, &one, fetcher, now) {
            Ok(status) if (200..300).contains(&status) => {
                (one.due, one.last, one.done) = (None, Some(status.to_string()), Some(crate::work::now()));
            }
            Ok(410) => {
                (one.due, one.last) = (None, Some("410".to_owned()));
                library.put_try(&one)?;
                library.stop_hook(hook.id, "its receiver says that it is gone (410)")?;
                continue;
            }
            Ok(status) => fail(&mut one, now, format!("status {status}")),
            Err(why) => fail(&mut one, now, why),
        }
        library.put_try(&one)?;
    }
    Ok(tried)
}

fn fail(one: &mut Delivery, now: Timestamp, why: String) {
    let wait = usize::try_from(one.tries).ok().and_then(|tries| AGAIN.get(tries.saturating_sub(1)));
    let due = wait.and_then(|wait| now.checked_add(SignedDuration::from_secs(*wait)).ok());
    one.due = due.map(|due| due.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    one.last = Some(if one.due.is_some() { why } else { format!("{why}; given up") });
}

fn send(hook: &Hook, one: &Delivery, fetcher: &Fetcher, now: Timestamp) -> Result<u16, String> {
    let address = Address::parse(&hook.url).map_err(|error| error.to_string())?;
    let timestamp = now.as_second().to_string();
    let signature = signature(&hook.secret, &one.id, &timestamp, &one.body)?;
    let headers = [
        ("content-type", "application/json"),
        ("webhook-id", one.id.as_str()),
        ("webhook-timestamp", timestamp.as_str()),
        ("webhook-signature", signature.as_str()),
    ];
    fetcher.post(&address, &headers, &one.body).map(|(status, _)| status).map_err(|error| error.to_string())
}

/// The signature of a call: `v1,` and the base64 of HMAC-SHA256 over id, timestamp and body, full stops between.
fn signature(secret: &str, id: &str, timestamp: &str, body: &str) -> Result<String, String> {
    let key = secret.strip_prefix("whsec_").unwrap_or(secret);
    let key = STANDARD.decode(key).map_err(|error| format!("the secret is no base64: {error}"))?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|error| error.to_string())?;
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

impl HookSearch {
    fn asked(self) -> SearchQuery {
        let Self { q, outlet, person, place, speaker } = self;
        SearchQuery { words: q, outlet, person, place, speaker, ..SearchQuery::default() }
    }
}

impl HookLine {
    fn of(hook: &Hook) -> Self {
        Self {
            id: hook.id,
            url: hook.url.clone(),
            story: hook.story.map(|story| story.0),
            search: hook.search.as_deref().and_then(|search| serde_json::from_str(search).ok()),
            maker: hook.maker.clone(),
            made: hook.made.clone(),
            stopped: hook.stopped.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_specification() {
        // The example of the specification's own libraries.
        let signature = signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            "{\"test\": 2432232314}",
        );
        assert_eq!(signature.as_deref(), Ok("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn a_call_that_fails_is_tried_ever_later_and_then_given_up() {
        let mut one = Delivery {
            id: "a".to_owned(),
            hook: 1,
            made: "2031-05-06T07:08:09Z".to_owned(),
            body: "{}".to_owned(),
            tries: 0,
            due: None,
            last: None,
            done: None,
        };
        let now: Timestamp = "2031-05-06T07:08:09Z".parse().expect("a moment");
        let mut due = Vec::new();
        for tries in 1..=10 {
            one.tries = tries;
            fail(&mut one, now, "status 503".to_owned());
            due.push(one.due.clone());
        }
        assert_eq!(due[0].as_deref(), Some("2031-05-06T07:08:14Z"));
        assert_eq!(due[8].as_deref(), Some("2031-05-07T07:08:09Z"));
        assert_eq!((due[9].clone(), one.last.as_deref()), (None, Some("status 503; given up")));
    }
}
