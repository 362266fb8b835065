//! Feeds and imports: how each is, and what comes in.

use super::shell::{Shell, checked, form};
use super::{Fields, Visit, page as shown};
use crate::jobs::{self, Incoming, JobView, fetcher, import as begin, minute};
use crate::problem::Problem;
use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::feeds::{self, FeedLine, PageLine};
use gather::web::{Clock, Polite};
use std::io::Write;

/// So many files come in one import.
const FILES: usize = 10_000;

#[derive(Template)]
#[template(path = "feeds.html")]
struct Page {
    shell: Shell,
    feeds: Vec<Row>,
    jobs: Vec<JobView>,
    follows: bool,
}

struct Row {
    name: String,
    address: String,
    condition: String,
    told: Vec<String>,
    folders: String,
    has_pages: bool,
}

impl Row {
    fn of(feed: &FeedLine) -> Self {
        let mut told = Vec::new();
        if let Some(reason) = &feed.reason {
            told.push(format!("since {}: {reason}", minute(&feed.since)));
        }
        let pages = feed.pages;
        told.push(desk::count(pages.kept + pages.withdrawn, "report", "reports"));
        for (number, words) in
            [(pages.waiting, "to be had"), (pages.refused, "refused"), (pages.withdrawn, "withdrawn")]
        {
            if number > 0 {
                told.push(format!("{number} {words}"));
            }
        }
        told.extend(feed.asked.as_deref().map(|asked| format!("asked {}", minute(asked))));
        told.extend(feed.due.as_deref().map(|due| format!("next {}", minute(due))));
        let folders: Vec<String> = feed.folders.iter().map(|folder| folder.join(" / ")).collect();
        Self {
            name: tell::one_line(feed.called()),
            address: feed.address.clone(),
            condition: feed.condition.clone(),
            told: told.iter().map(|words| tell::one_line(words)).collect(),
            folders: tell::one_line(&folders.join(", ")),
            has_pages: pages.refused + pages.withdrawn + pages.waiting > 0,
        }
    }
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let feeds = visit.app.clone().ask(|_, library| Ok(feeds::list(library, |_| true)?)).await?;
    let mut shell = visit.shell();
    shell.said.extend(visit.get("said").map(said));
    Ok(shown(&Page {
        shell,
        feeds: feeds.iter().map(Row::of).collect(),
        jobs: visit.app.jobs.list(),
        follows: visit.app.settings.follow,
    }))
}

/// What was done before this page was shown. The words come with the address and are only ever words.
pub(super) fn said(words: &str) -> super::shell::SaidNow {
    super::shell::SaidNow { kind: "done", words: tell::one_line(words) }
}

fn back(words: &str) -> Response {
    Redirect::to(&format!("/feeds?{}", form(&[("said", words)]))).into_response()
}

pub(super) async fn add(visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let address = fields.must("address")?;
    let folder = feeds::folder(fields.get("folder").unwrap_or_default());
    let app = visit.app.clone();
    let found = tokio::task::spawn_blocking(move || {
        let clock = Clock::default();
        feeds::look_for(&address, &Polite::new(fetcher(&app), clock))
    });
    let found = found.await.map_err(|_| Problem::fault())??;
    let added = visit.app.write(move |library| Ok(feeds::follow(library, found, &folder)?)).await?;
    let follows = if added.is_new { "follows" } else { "follows already" };
    Ok(back(&format!("{follows} {} ({})", added.name, desk::count(added.items, "item", "items"))))
}

pub(super) async fn remove(visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let address = fields.must("address")?;
    let left = visit.app.write(move |library| Ok(feeds::leave(library, &address)?)).await?;
    Ok(back(&format!("follows no longer {left}; its reports stay")))
}

pub(super) async fn ask(visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let address = fields.must("address")?;
    let asked = visit.app.write(move |library| Ok(feeds::ask(library, &address)?)).await?;
    Ok(back(&format!("will be asked next: {asked}")))
}

#[derive(Template)]
#[template(path = "feed_pages.html")]
struct PagesPage {
    shell: Shell,
    address: String,
    pages: Vec<(String, String, String)>,
}

/// The pages of a feed that could not be had or kept.
pub(super) async fn pages(visit: Visit) -> Result<Response, Problem> {
    let address = visit.get("address").unwrap_or_default().to_owned();
    let asked = address.clone();
    let pages = visit.app.clone().ask(move |_, library| Ok(feeds::pages(library, &asked)?)).await?;
    let told = |page: &PageLine| {
        (
            page.outcome.clone(),
            tell::one_line(&page.page),
            format!("since {}: {}", minute(&page.since), tell::one_line(&page.reason)),
        )
    };
    Ok(shown(&PagesPage {
        shell: visit.shell(),
        address: tell::one_line(&address),
        pages: pages.iter().map(told).collect(),
    }))
}

pub(super) async fn export_opml(visit: Visit) -> Result<Response, Problem> {
    let written = visit.app.ask(|_, library| Ok(feeds::write_opml(library)?)).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/x-opml; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"feeds.opml\""),
    ];
    Ok((headers, written).into_response())
}

/// A file or a field of a form with files.
async fn next(form: &mut Multipart) -> Result<Option<axum::extract::multipart::Field<'_>>, Problem> {
    form.next_field().await.map_err(|error| Problem::new(error.status(), error.body_text()))
}

pub(super) async fn import_opml(visit: Visit, mut form: Multipart) -> Result<Response, Problem> {
    let mut is_checked = false;
    while let Some(field) = next(&mut form).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|error| Problem::new(error.status(), error.body_text()))?;
        match name.as_str() {
            "csrf" => {
                checked(&visit.who, std::str::from_utf8(&bytes).unwrap_or_default())?;
                is_checked = true;
            }
            "file" if is_checked => {
                let (read, left_out) = feeds::read_opml(&bytes)?;
                let imported =
                    visit.app.write(move |library| Ok(feeds::import(library, &read, left_out)?)).await?;
                let mut words =
                    vec![format!("follows {}", desk::count(imported.new, "more feed", "more feeds"))];
                if imported.already > 0 {
                    words.push(format!("{} were followed already", imported.already));
                }
                if let Some(first) = imported.left_out.first() {
                    words.push(format!("{} left out, the first: {first}", imported.left_out.len()));
                }
                return Ok(back(&words.join("; ")));
            }
            _ => {}
        }
    }
    checked(&visit.who, "")?;
    Err(Problem::bad("no file was sent").hint("choose an OPML file, as another reader exports it"))
}

/// Takes in files that are sent, and addresses.
pub(super) async fn import(visit: Visit, mut form: Multipart) -> Result<Response, Problem> {
    let mut incoming = Incoming { folder: None, addresses: Vec::new(), what: Vec::new() };
    let mut is_checked = visit.who.is_program;
    let unkept = |error: &std::io::Error| {
        Problem::new(StatusCode::INSUFFICIENT_STORAGE, format!("the file cannot be kept: {error}"))
    };
    while let Some(mut field) = next(&mut form).await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "files" && is_checked {
            let given = field.file_name().unwrap_or_default().to_owned();
            if given.is_empty() {
                continue;
            }
            let folder = match &incoming.folder {
                Some(folder) => folder,
                None => incoming.folder.insert(tempfile::tempdir().map_err(|error| unkept(&error))?),
            };
            let number = incoming.what.len();
            if number == FILES {
                return Err(Problem::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    format!("more than {FILES} files in one import"),
                )
                .hint("send them in an archive, or in several imports"));
            }
            // Each in a folder of its own: two may have one name.
            let place = folder.path().join(number.to_string());
            std::fs::create_dir(&place).map_err(|error| unkept(&error))?;
            let mut file =
                std::fs::File::create(place.join(plain_name(&given))).map_err(|error| unkept(&error))?;
            while let Some(chunk) =
                field.chunk().await.map_err(|error| Problem::new(error.status(), error.body_text()))?
            {
                file.write_all(&chunk).map_err(|error| unkept(&error))?;
            }
            incoming.what.push(tell::one_line(&given));
            continue;
        }
        let text = field.text().await.map_err(|error| Problem::new(error.status(), error.body_text()))?;
        match name.as_str() {
            "csrf" => {
                checked(&visit.who, &text)?;
                is_checked = true;
            }
            "addresses" if is_checked => {
                let given = text
                    .split_whitespace()
                    .filter(|word| word.starts_with("http://") || word.starts_with("https://"));
                for address in given {
                    incoming.addresses.push(address.to_owned());
                    incoming.what.push(tell::one_line(address));
                }
            }
            _ => {}
        }
    }
    if !is_checked {
        checked(&visit.who, "")?;
    }
    if incoming.what.is_empty() {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "nothing was sent")
            .hint("choose files, or write addresses that begin with http:// or https://"));
    }
    let id = begin(&visit.app, incoming);
    if visit.who.is_program {
        return Ok((StatusCode::ACCEPTED, axum::Json(visit.app.jobs.find(id)?)).into_response());
    }
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}

/// The name of a file without anything that could make it a path.
fn plain_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|character| !character.is_control()).take(120).collect();
    if plain.trim_matches('.').is_empty() { "file".to_owned() } else { plain }
}

#[derive(Template)]
#[template(path = "import.html")]
struct JobPage {
    shell: Shell,
    job: JobView,
}

pub(super) async fn job(visit: Visit, Path(id): Path<i64>) -> Result<Response, Problem> {
    let mut job: jobs::JobView = visit.app.jobs.find(id)?;
    for words in job.notes.iter_mut().chain(&mut job.problems).chain(&mut job.what) {
        *words = tell::one_line(words);
    }
    Ok(shown(&JobPage { shell: visit.shell(), job }))
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_is_never_a_path() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\reports\\a b.html"), "a b.html");
        for name in ["", "..", "/", "a/.."] {
            assert_eq!(plain_name(name), "file", "{name:?}");
        }
        assert_eq!(plain_name("a\u{0}b.txt"), "ab.txt");
    }
}
