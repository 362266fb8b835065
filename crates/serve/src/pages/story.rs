//! A story: what happened, who said what, where reports agree and differ, each line with its sentence.

use super::links::StoryLinks;
use super::shell::Shell;
use super::{Visit, page as shown};
use crate::api::views::{StoryView, number, same_look, story as viewed};
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::StoryId;
use tell::{Bounds, Fragment, Showing, fragment, fragments};

/// So many lines of each section stand on the page of a story; the rest is a click away.
const LINES: Bounds = Bounds { from: 1, lines: 12, below: 12, references: 10 };

/// So many on the page of one section.
const SECTION: usize = 100;

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    shell: Shell,
    id: i64,
    title: String,
    lead: String,
    since: String,
    new_lines: usize,
    new_reports: usize,
    sections: Vec<Fragment>,
    families: Vec<FamilyRow>,
    outlets: Vec<String>,
    reports: Vec<ReportRow>,
}

/// Reports that share a text.
struct FamilyRow {
    reports: Vec<ReportRow>,
    why: Vec<String>,
}

#[derive(Clone)]
struct ReportRow {
    number: usize,
    key: i64,
    title: String,
    from: String,
    new: bool,
    note: String,
}

#[derive(Template)]
#[template(path = "section.html")]
struct SectionPage {
    shell: Shell,
    id: i64,
    title: String,
    section: Fragment,
    earlier: String,
    later: String,
}

pub(super) async fn page(visit: Visit, Path(id): Path<i64>) -> Result<Response, Problem> {
    let asked = visit.clone();
    let shell = visit.shell();
    let page = visit.app.clone().ask(move |app, library| {
        let view = viewed(app, library, &asked, id)?;
        let links = StoryLinks::of(library, id, &[&view.account.account, &view.account.brief])?;
        Ok(build(&view, &links, shell))
    });
    let page = page.await?;
    let reader = visit.who.id;
    // Looked at when it has been shown: what was new stays marked for as long as this look goes on. A library that is busy forgets it.
    let _ = visit
        .app
        .write(move |library| Ok(library.look(reader, StoryId(id), &desk::now(), &same_look())?))
        .await;
    Ok(shown(&page))
}

fn build(view: &StoryView, links: &StoryLinks, shell: Shell) -> Page {
    let told = &view.account;
    let showing = Showing { links, news: view.news.as_ref(), bounds: LINES };
    let mut all = fragments(&told.account, &showing);
    let plain = Showing { news: None, ..showing };
    if let Some(brief) = fragment(&told.brief, "brief", &plain) {
        all.sections.insert(0, brief);
    }
    // The reports stand below, folded by family.
    all.sections.retain(|section| section.anchor != "reports");
    let reports = reports(view, links);
    let families = told.account.families.iter().map(|family| {
        let of = reports.iter().filter(|row| {
            told.account
                .articles
                .iter()
                .any(|article| article.number == row.number && family.articles.contains(&article.id))
        });
        FamilyRow {
            reports: of.cloned().collect(),
            why: family.reasons.iter().map(|reason| tell::one_line(&reason.text)).collect(),
        }
    });
    let families: Vec<FamilyRow> = families.filter(|family| !family.reports.is_empty()).collect();
    Page {
        shell,
        id: view.story.id,
        title: tell::one_line(&all.title),
        lead: all.lead,
        since: view.since.as_deref().map(crate::jobs::minute).unwrap_or_default(),
        new_lines: all.sections.iter().map(|section| section.new).sum(),
        new_reports: view.news.as_ref().map_or(0, |news| news.articles.len()),
        sections: all.sections,
        families,
        outlets: view.story.outlets.iter().map(|outlet| tell::one_line(outlet)).collect(),
        reports,
    }
}

fn reports(view: &StoryView, links: &StoryLinks) -> Vec<ReportRow> {
    let account = &view.account.account;
    let is_new = |at: usize| view.news.as_ref().is_some_and(|news| news.articles.contains(&at));
    let rows = account.articles.iter().enumerate().filter_map(|(at, article)| {
        let outlet = article.outlet.as_deref().unwrap_or("outlet not known");
        Some(ReportRow {
            number: article.number,
            key: links.key(&article.id)?,
            title: tell::one_line(article.title.as_deref().unwrap_or(&article.id)),
            from: tell::one_line(&format!("{outlet}, {}", tell::published(article))),
            new: is_new(at),
            note: if article.superseded_by.is_some() {
                "replaced by a later version".to_owned()
            } else {
                String::new()
            },
        })
    });
    rows.collect()
}

pub(super) async fn section(
    visit: Visit,
    Path((id, name)): Path<(i64, String)>,
) -> Result<Response, Problem> {
    let from = number(&visit, "from")?.unwrap_or(1).max(1);
    // Lines before the one that was asked for are read too.
    let first = (from - 1) / SECTION * SECTION + 1;
    let asked = visit.clone();
    let shell = visit.shell();
    let page = visit.app.ask(move |app, library| {
        let view = viewed(app, library, &asked, id)?;
        let told = &view.account;
        let links = StoryLinks::of(library, id, &[&told.account])?;
        let bounds = Bounds { from: first, lines: SECTION, ..Bounds::default() };
        let showing = Showing { links: &links, news: view.news.as_ref(), bounds };
        let section = fragment(&told.account, &name, &showing).ok_or_else(|| {
            Problem::not_found(format!("story {id} has no section {name:?}"))
                .hint("its page lists its sections")
        })?;
        let at = |from: usize| format!("/stories/{id}/{name}?from={from}");
        let earlier = if first > 1 { at(first.saturating_sub(SECTION).max(1)) } else { String::new() };
        let later = if section.more > 0 { at(first + section.shown) } else { String::new() };
        Ok(SectionPage {
            shell,
            id,
            title: tell::one_line(&told.account.story.title.text),
            section,
            earlier,
            later,
        })
    });
    Ok(shown(&page.await?))
}
