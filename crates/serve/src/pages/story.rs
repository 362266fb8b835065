//! A story: what happened, who said what, where reports agree and differ, each line with its sentence.

use super::links::StoryLinks;
use super::shell::Shell;
use super::{Visit, page as shown};
use crate::api::views::{StoryView, number, same_look, story as viewed};
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::StoryId;
use tell::{Bounds, Fragment, Showing, fragment, fragments};

/// So many lines of each section stand on the page of a story; the rest is a click away.
const LINES: Bounds = Bounds { from: 1, lines: 12, below: 12, references: 10 };

/// The same of a story with many reports, of which each line has many references and reasons.
const FEWER: Bounds = Bounds { from: 1, lines: 6, below: 3, references: 5 };

/// So many reports are many.
const MANY: usize = 40;

/// So many families are listed on the page of a story, and so many reports of each beside the first; all are on a page of their own.
const FAMILIES: usize = 40;
const COPIES: usize = 5;

/// So many reports can be chosen to be compared; others from their own pages.
const CHOICES: usize = 60;

/// So many on the page of one section.
const SECTION: usize = 100;

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    shell: Shell,
    story: Arc<Body>,
}

/// What a page of a story shows, whoever looks at it with the same eyes. It is kept while the story stays as it is.
pub(crate) struct Body {
    id: i64,
    title: String,
    lead: String,
    since: String,
    /// The same as a day for a form; empty when it is no day that was asked for.
    since_day: String,
    new_lines: usize,
    new_reports: usize,
    sections: Vec<Fragment>,
    families: Vec<FamilyRow>,
    more_families: usize,
    outlets: Vec<String>,
    reports: Vec<ReportRow>,
}

/// Reports that share a text.
struct FamilyRow {
    reports: Vec<ReportRow>,
    more: usize,
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

impl Body {
    /// How many bytes it takes, as near as is needed to keep some and not all.
    pub(crate) fn size(&self) -> u64 {
        let sections: usize = self.sections.iter().map(|section| section.html.len()).sum();
        (sections + (self.reports.len() + self.families.len()) * 400) as u64
    }
}

pub(super) async fn page(visit: Visit, Path(id): Path<i64>) -> Result<Response, Problem> {
    let asked = visit.clone();
    let shell = visit.shell();
    let page = visit.app.clone().ask(move |app, library| {
        let view = viewed(app, library, &asked, id)?;
        let key = (view.state.clone(), asked.get("since").map(str::to_owned), view.since.clone());
        let story = app.stories.get_or_insert_with(&(id, key), || {
            let links = StoryLinks::of(library, id, &[&view.account.account, &view.account.brief])?;
            Ok::<_, Problem>(Arc::new(build(&view, &links)))
        })?;
        Ok(Page { shell, story })
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

fn build(view: &StoryView, links: &StoryLinks<'_>) -> Body {
    let told = &view.account;
    let bounds = if told.account.articles.len() > MANY { FEWER } else { LINES };
    let showing = Showing { links, news: view.news.as_ref(), bounds };
    let mut all = fragments(&told.account, &showing);
    let plain = Showing { news: None, ..showing };
    if let Some(brief) = fragment(&told.brief, "brief", &plain) {
        all.sections.insert(0, brief);
    }
    // The reports stand below, folded by family.
    all.sections.retain(|section| section.anchor != "reports");
    let reports = reports(view, links);
    let by_number: BTreeMap<usize, &ReportRow> = reports.iter().map(|row| (row.number, row)).collect();
    let numbers: BTreeMap<&str, usize> =
        told.account.articles.iter().map(|article| (article.id.as_str(), article.number)).collect();
    let families = told.account.families.iter().map(|family| {
        let of: BTreeSet<usize> =
            family.articles.iter().filter_map(|id| numbers.get(id.as_str())).copied().collect();
        let rows = of.iter().filter_map(|number| by_number.get(number).copied());
        FamilyRow {
            reports: rows.take(COPIES + 1).cloned().collect(),
            more: of.len().saturating_sub(COPIES + 1),
            why: family.reasons.iter().take(COPIES).map(|reason| tell::one_line(&reason.text)).collect(),
        }
    });
    let mut families: Vec<FamilyRow> = families.filter(|family| !family.reports.is_empty()).collect();
    let more_families = families.len().saturating_sub(FAMILIES);
    families.truncate(FAMILIES);
    let mut reports = reports;
    reports.truncate(CHOICES);
    Body {
        id: view.story.id,
        title: tell::one_line(&all.title),
        lead: all.lead,
        since: view.since.as_deref().map(crate::jobs::minute).unwrap_or_default(),
        since_day: view.since.clone().filter(|since| since.len() == "2031-05-06".len()).unwrap_or_default(),
        new_lines: all.sections.iter().map(|section| section.new).sum(),
        new_reports: view.news.as_ref().map_or(0, |news| news.articles.len()),
        sections: all.sections,
        families,
        more_families,
        outlets: view.story.outlets.iter().map(|outlet| tell::one_line(outlet)).collect(),
        reports,
    }
}

fn reports(view: &StoryView, links: &StoryLinks<'_>) -> Vec<ReportRow> {
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
