//! Search in reports, quotations and facts.

use super::links::to_cited;
use super::shell::{Shell, form};
use super::taken::{self, Ways};
use super::{Visit, page as shown};
use crate::api::views::{SearchView, articles, search, standing};
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use desk::extracts;
use desk::search::Found;
use desk::{FactHit, QuotationHit};

/// What can be searched for.
const KINDS: [(&str, &str); 3] = [("articles", "Reports"), ("quotations", "Quotations"), ("facts", "Facts")];

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    shell: Shell,
    ways: Ways,
    words: String,
    kinds: Vec<(&'static str, &'static str, bool)>,
    fields: Vec<Field>,
    asked: bool,
    found: String,
    hits: Vec<Hit>,
    next: String,
}

struct Field {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    value: String,
}

struct Hit {
    pieces: Vec<(String, bool)>,
    who: String,
    href: String,
    title: String,
    from: String,
    note: String,
    story: Option<i64>,
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.clone();
    let is_asked = !visit.query_without("in").is_empty();
    let found = if is_asked {
        Some(visit.app.clone().ask(move |app, library| search(app, library, &asked)).await?)
    } else {
        None
    };
    let field = |name, label, kind| Field {
        name,
        label,
        kind,
        value: visit.get(name).unwrap_or_default().to_owned(),
    };
    let kind = visit.get("in").unwrap_or("articles");
    let shell = Shell { query: visit.get("q").unwrap_or_default().to_owned(), ..visit.shell() };
    let query = visit.query_without("after");
    let (told, hits, next) = match &found {
        Some(view) => told(view),
        None => (String::new(), Vec::new(), None),
    };
    Ok(shown(&Page {
        ways: Ways::of(&visit, "/search"),
        words: shell.query.clone(),
        shell,
        kinds: KINDS.iter().map(|(value, name)| (*value, *name, *value == kind)).collect(),
        fields: vec![
            field("outlet", "Outlet", "text"),
            field("speaker", "Speaker", "text"),
            field("person", "Person named", "text"),
            field("place", "Place named", "text"),
            field("from", "From day", "date"),
            field("to", "To day", "date"),
        ],
        asked: is_asked,
        found: told,
        hits,
        next: next.map(|after| format!("/search?{query}{}", form(&[("after", after)]))).unwrap_or_default(),
    }))
}

/// The same in a form to be taken away.
pub(super) async fn taken(visit: Visit, Path(form): Path<String>) -> Result<Response, Problem> {
    taken::taken(visit, &form, "search", |app, library, asked| {
        let title = extracts::search_title(&articles(asked)?, standing(asked)?);
        Ok(match search(app, library, asked)? {
            SearchView::Articles { articles, .. } => extracts::articles(library, &title, &articles)?,
            SearchView::Quotations { quotations, .. } => extracts::quotations(library, &title, &quotations)?,
            SearchView::Facts { facts, .. } => extracts::facts(library, &title, &facts)?,
        })
    })
    .await
}

fn told(view: &SearchView) -> (String, Vec<Hit>, Option<String>) {
    match view {
        SearchView::Articles { total, articles, next, words_left_out } => {
            let mut told = desk::count(*total, "report", "reports");
            if *words_left_out > 0 {
                told = format!("{told}; the last {words_left_out} words were not looked for");
            }
            (told, articles.iter().map(of_article).collect(), next.clone())
        }
        SearchView::Quotations { quotations, looked_through, next } => (
            format!(
                "{}; {}",
                desk::count(quotations.len(), "quotation", "quotations"),
                desk::count(*looked_through, "report was looked through", "reports were looked through")
            ),
            quotations.iter().map(of_quotation).collect(),
            next.clone(),
        ),
        SearchView::Facts { facts, looked_through, next } => (
            format!(
                "{}; {}",
                desk::count(facts.len(), "fact", "facts"),
                desk::count(*looked_through, "story was looked through", "stories were looked through")
            ),
            facts.iter().map(of_fact).collect(),
            next.clone(),
        ),
    }
}

fn from(outlet: Option<&str>, published: Option<&str>) -> String {
    let published = published.map_or_else(|| "day not known".to_owned(), tell::date);
    tell::one_line(&format!("{}, {published}", outlet.unwrap_or("outlet not known")))
}

fn of_article(found: &Found) -> Hit {
    let cut = if found.snippet.is_cut { "… " } else { "" };
    let mut pieces = vec![(cut.to_owned(), false)];
    pieces.extend(found.snippet.pieces().map(|(words, hit)| (tell::keep_space(&words), hit)));
    Hit {
        pieces,
        who: String::new(),
        href: format!("/articles/{}?at={}-{}", found.key, found.snippet.start, found.snippet.end),
        title: tell::one_line(found.title.as_deref().unwrap_or(&found.id)),
        from: from(found.outlet.as_deref(), found.published.as_deref()),
        note: if found.superseded { "replaced by a later version".to_owned() } else { String::new() },
        story: found.story,
    }
}

/// Words between quotation marks, which they may have already.
fn quoted(words: &str) -> String {
    let words = tell::one_line(words);
    if words.starts_with(['“', '"', '«', '„', '‘']) { words } else { format!("“{words}”") }
}

fn of_quotation(hit: &QuotationHit) -> Hit {
    Hit {
        pieces: vec![(if hit.quoted { quoted(&hit.exact) } else { tell::one_line(&hit.exact) }, false)],
        who: tell::one_line(hit.speaker.as_deref().unwrap_or("speaker not known")),
        href: format!("/articles/{}?at={}-{}", hit.key, hit.start, hit.end),
        title: tell::one_line(hit.title.as_deref().unwrap_or(&hit.article)),
        from: from(hit.outlet.as_deref(), hit.published.as_deref()),
        note: if hit.quoted { String::new() } else { "in other words".to_owned() },
        story: hit.story,
    }
}

fn of_fact(hit: &FactHit) -> Hit {
    Hit {
        pieces: vec![(tell::one_line(&hit.words.exact), false)],
        who: format!("{}, at most {} independent", desk::name_of(&hit.standing), hit.independent_at_most),
        href: to_cited(&hit.words),
        title: tell::one_line(&hit.story_title),
        from: from(hit.words.outlet.as_deref(), hit.words.published.as_deref()),
        note: String::new(),
        story: Some(hit.story),
    }
}
