//! Updates to a story, for feed readers: one entry for each report that came, with what it added.

use super::views::StoryView;
use crate::pages::Visit;
use crate::problem::Problem;
use article::ArticleId;
use atom_syndication::{ContentBuilder, EntryBuilder, FeedBuilder, FixedDateTime, LinkBuilder, Person, Text};
use serde::Serialize;
use std::collections::BTreeSet;
use store::Library;
use tell::News;

/// So many of the latest updates are in a feed.
const UPDATES: usize = 50;

/// A report that came, with what it added to the story.
struct Update {
    /// The same for as long as the report is in the library.
    id: String,
    title: String,
    outlet: String,
    /// The page of the report here.
    page: String,
    /// That of its outlet.
    link: Option<String>,
    /// When the report came into the library, else when it was published: RFC 3339.
    at: String,
    /// What is new in it, in one line; empty when it only repeats.
    line: String,
}

/// A JSON Feed, version 1.1 (<https://www.jsonfeed.org/version/1.1/>).
#[derive(Debug, Serialize)]
pub(crate) struct JsonFeed {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    description: String,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    title: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<String>,
    content_text: String,
    date_published: String,
    authors: Vec<Author>,
}

#[derive(Debug, Serialize)]
struct Author {
    name: String,
}

fn updates(library: &Library, visit: &Visit, view: &StoryView) -> Result<Vec<Update>, Problem> {
    let account = &view.account.account;
    let mut came = Vec::new();
    for article in &account.articles {
        let Some(key) = library.find(&ArticleId(article.id.clone()))? else { continue };
        let day = || article.published.as_deref().and_then(moment);
        let Some(at) = library.article(key)?.added.or_else(day) else { continue };
        came.push((at, key, article));
    }
    came.sort_by(|a, b| (&b.0, b.1).cmp(&(&a.0, a.1)));
    came.truncate(UPDATES);
    let updates = came.into_iter().map(|(at, key, article)| {
        let news = News::of(account, &BTreeSet::from([article.id.clone()]));
        let line = news.line(account).map(|line| {
            let about = line.about.map(|about| format!("{about}: ")).unwrap_or_default();
            format!("{}: {about}{}", line.label, line.words)
        });
        Update {
            id: visit.address(&format!("/stories/{}#article-{}", view.story.id, key.0)),
            page: visit.address(&format!("/articles/{}", key.0)),
            title: tell::one_line(article.title.as_deref().unwrap_or(&article.id)),
            outlet: tell::one_line(article.outlet.as_deref().unwrap_or("outlet not known")),
            link: article.url.as_deref().and_then(tell::link).map(str::to_owned),
            at,
            line: line.unwrap_or_else(|| "It repeats what earlier reports had said.".to_owned()),
        }
    });
    Ok(updates.collect())
}

/// The beginning of a day, or the moment itself, as RFC 3339 in UTC.
fn moment(written: &str) -> Option<String> {
    let date: article::PartialDate = written.parse().ok()?;
    Some(format!("{}T00:00:00Z", date.first_day()))
}

fn about(view: &StoryView) -> (String, String) {
    let title = tell::one_line(&view.account.account.story.title.text);
    (format!("Updates: {title}"), format!("What each report adds to the story “{title}”"))
}

/// The address of the story.
fn home(visit: &Visit, view: &StoryView) -> String {
    visit.address(&format!("/stories/{}", view.story.id))
}

/// The address of its updates in this form.
fn own(visit: &Visit, view: &StoryView, form: &str) -> String {
    visit.address(&format!("/stories/{}/export/updates.{form}", view.story.id))
}

/// The updates as a JSON Feed.
pub(crate) fn json_feed(library: &Library, visit: &Visit, view: &StoryView) -> Result<JsonFeed, Problem> {
    let (title, description) = about(view);
    let items = updates(library, visit, view)?.into_iter().map(|update| Item {
        id: update.id,
        title: format!("{}: {}", update.outlet, update.title),
        url: update.page,
        external_url: update.link,
        content_text: update.line,
        date_published: update.at,
        authors: vec![Author { name: update.outlet }],
    });
    Ok(JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title,
        home_page_url: home(visit, view),
        feed_url: own(visit, view, "json"),
        description,
        items: items.collect(),
    })
}

/// The updates as an Atom feed (RFC 4287).
pub(crate) fn atom(library: &Library, visit: &Visit, view: &StoryView) -> Result<String, Problem> {
    let (title, description) = about(view);
    let updates = updates(library, visit, view)?;
    let time = |at: &str| at.parse::<FixedDateTime>().unwrap_or_default();
    let entries = updates.iter().map(|update| {
        let here = LinkBuilder::default().href(update.page.clone()).rel("alternate").build();
        let there =
            update.link.iter().map(|link| LinkBuilder::default().href(link.clone()).rel("related").build());
        let links = std::iter::once(here).chain(there);
        EntryBuilder::default()
            .id(update.id.clone())
            .title(Text::plain(format!("{}: {}", update.outlet, update.title)))
            .updated(time(&update.at))
            .author(Person { name: update.outlet.clone(), ..Person::default() })
            .links(links.collect::<Vec<_>>())
            .content(
                ContentBuilder::default().content_type("text".to_owned()).value(update.line.clone()).build(),
            )
            .build()
    });
    let latest = updates.first().map_or_else(FixedDateTime::default, |update| time(&update.at));
    let feed = FeedBuilder::default()
        .id(home(visit, view))
        .links(vec![
            LinkBuilder::default()
                .href(own(visit, view, "atom"))
                .rel("self")
                .mime_type("application/atom+xml".to_owned())
                .build(),
            LinkBuilder::default()
                .href(home(visit, view))
                .rel("alternate")
                .mime_type("text/html".to_owned())
                .build(),
        ])
        .title(Text::plain(title))
        .subtitle(Text::plain(description))
        .updated(latest)
        .author(Person { name: "Parallax".to_owned(), ..Person::default() })
        .entries(entries.collect::<Vec<_>>())
        .build();
    Ok(feed.to_string())
}
