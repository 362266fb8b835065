//! Two reports, two outlets or two moments: what both have, what one alone has.

use super::links::to_sentence;
use super::shell::Shell;
use super::taken::{self, Ways};
use super::{Visit, page as shown};
use crate::api::views::{comparison, story_comparison};
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use desk::compare::{Became, Beside, Compared, Comparison, Pieces, Sentence, Versions, words_changed};
use desk::extracts;
use std::cell::RefCell;
use std::collections::HashMap;
use store::Library;
use tell::{Excerpt, ExtractPart, Passage};

/// The ids of the parts of a comparison, as `extracts::parts` gives them.
const PARTS: [&str; 4] = ["only-a", "only-b", "both", "same"];

#[derive(Template)]
#[template(path = "compare.html")]
struct Page {
    shell: Shell,
    ways: Ways,
    a: Side,
    b: Side,
    note: String,
    parts: Vec<Part>,
    /// Of two versions: the sentences side by side.
    rows: Vec<Row>,
}

/// Sentences of two versions side by side.
enum Row {
    /// One that was changed.
    Changed { became: &'static str, before: Option<Cell>, after: Option<Cell> },
    /// Several that stayed as they were.
    Same(Vec<(Cell, Cell)>),
}

/// A sentence of a version.
struct Cell {
    href: String,
    number: usize,
    pieces: Pieces,
}

struct Side {
    called: String,
    href: String,
}

/// What both have, or one alone.
struct Part {
    id: &'static str,
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    label: String,
    words: String,
    references: Vec<Reference>,
}

struct Reference {
    href: String,
    told: String,
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.clone();
    let ways = Ways::of(&visit, "/compare");
    let shell = visit.shell();
    let page = visit.app.ask(move |app, library| {
        let told = Told::new(library);
        match &comparison(app, library, &asked)? {
            Comparison::Reports(compared) => told.reports(compared, shell, ways),
            Comparison::Versions(versions) => told.versions(versions, shell, ways),
        }
    });
    Ok(shown(&page.await?))
}

/// The same in a form to be taken away.
pub(super) async fn taken(visit: Visit, Path(form): Path<String>) -> Result<Response, Problem> {
    taken::taken(visit, &form, "comparison", |app, library, asked| {
        Ok(extracts::comparison(library, &comparison(app, library, asked)?)?)
    })
    .await
}

pub(super) async fn of_story(visit: Visit, Path(id): Path<i64>) -> Result<Response, Problem> {
    let asked = visit.clone();
    let ways = Ways::of(&visit, &format!("/stories/{id}/compare"));
    let shell = visit.shell();
    let page = visit.app.ask(move |app, library| {
        let compared = story_comparison(app, library, &asked, id)?;
        Told::new(library).reports(&compared, shell, ways)
    });
    Ok(shown(&page.await?))
}

/// The same in a form to be taken away.
pub(super) async fn taken_of_story(
    visit: Visit,
    Path((id, form)): Path<(i64, String)>,
) -> Result<Response, Problem> {
    taken::taken(visit, &form, &format!("story-{id}-comparison"), move |app, library, asked| {
        let compared = Comparison::Reports(Box::new(story_comparison(app, library, asked, id)?));
        Ok(extracts::comparison(library, &compared)?)
    })
    .await
}

/// A comparison being told.
struct Told<'a> {
    library: &'a Library,
    /// Whether reports are told apart by their days.
    is_dated: bool,
    /// The key and outlet of each report, looked up once.
    reports: RefCell<HashMap<String, Option<(i64, String)>>>,
}

impl<'a> Told<'a> {
    fn new(library: &'a Library) -> Self {
        Self { library, is_dated: false, reports: RefCell::default() }
    }

    fn key(&self, id: &str) -> Option<i64> {
        self.library.find(&article::ArticleId(id.to_owned())).ok().flatten().map(|key| key.0)
    }

    fn side(&self, called: &str, articles: &[String]) -> Result<Side, Problem> {
        let key = if let [one] = articles { self.key(one) } else { None };
        Ok(Side {
            called: tell::one_line(&extracts::side(self.library, called, articles)?),
            href: key.map(|key| format!("/articles/{key}")).unwrap_or_default(),
        })
    }

    /// The key of a report that is in the library, and its outlet or, where that is not known, its id.
    fn report(&self, id: &str) -> Option<(i64, String)> {
        if let Some(known) = self.reports.borrow().get(id) {
            return known.clone();
        }
        let found = self.key(id).and_then(|key| {
            let article = self.library.article_with_corrections(store::ArticleKey(key)).ok()?;
            let outlet = article.outlet.map_or_else(|| id.to_owned(), |outlet| outlet.0);
            let day = article.published.filter(|_| self.is_dated);
            let day = day.map(|day| format!(", {}", tell::date(&day.to_string()))).unwrap_or_default();
            Some((key, format!("{outlet}{day}")))
        });
        self.reports.borrow_mut().insert(id.to_owned(), found.clone());
        found
    }

    fn reports(mut self, compared: &Compared, shell: Shell, ways: Ways) -> Result<Page, Problem> {
        let a = self.side(&compared.a, &compared.articles_a)?;
        let b = self.side(&compared.b, &compared.articles_b)?;
        self.is_dated = compared.articles_a.len() > 1 || compared.articles_b.len() > 1;
        let parts = PARTS.into_iter().zip(extracts::parts(compared)).map(|(id, part)| self.part(id, &part));
        Ok(Page { shell, ways, a, b, note: String::new(), parts: parts.collect(), rows: Vec::new() })
    }

    fn part(&self, id: &'static str, part: &ExtractPart) -> Part {
        let line = |excerpt: &Excerpt| Line {
            label: tell::one_line(&excerpt.label),
            words: tell::one_line(&excerpt.words),
            references: excerpt.passages.iter().filter_map(|passage| self.reference(passage)).collect(),
        };
        Part { id, heading: tell::one_line(&part.heading), lines: part.excerpts.iter().map(line).collect() }
    }

    fn reference(&self, passage: &Passage) -> Option<Reference> {
        let (key, outlet) = self.report(&passage.article)?;
        let sentence = passage.sentence?;
        Some(Reference {
            href: to_sentence(key, sentence, Some((passage.start, passage.end))),
            told: tell::one_line(&format!("{outlet}: {sentence}")),
        })
    }

    fn versions(&self, versions: &Versions, shell: Shell, ways: Ways) -> Result<Page, Problem> {
        let a = self.side(&versions.a, std::slice::from_ref(&versions.a))?;
        let b = self.side(&versions.b, std::slice::from_ref(&versions.b))?;
        let note = extracts::note_on(versions).unwrap_or_default().to_owned();
        // As the terminal has it, line by line: what was corrected, with or without a note.
        let lines = versions.text(400, false);
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| Line {
            label: String::new(),
            words: tell::one_line(line.trim_start_matches(['•', '–', ' '])),
            references: Vec::new(),
        });
        let mut parts = vec![Part {
            id: "changed",
            heading: "What the later version changed".to_owned(),
            lines: lines.collect(),
        }];
        parts.extend(extracts::touched(versions).map(|part| self.part("touched", &part)));
        let rows = self.rows(&versions.sentences);
        Ok(Page { shell, ways, a, b, note, parts, rows })
    }

    fn rows(&self, sentences: &[Beside]) -> Vec<Row> {
        let mut rows = Vec::new();
        for one in sentences {
            let plain = |side: &Option<Sentence>| {
                side.as_ref().map(|one| self.cell(one, vec![(one.exact.clone(), false)]))
            };
            let (before, after) = (plain(&one.before), plain(&one.after));
            match (one.became, before, after) {
                (Became::Same, Some(before), Some(after)) => match rows.last_mut() {
                    Some(Row::Same(same)) => same.push((before, after)),
                    _ => rows.push(Row::Same(vec![(before, after)])),
                },
                (Became::Reworded, Some(before), Some(after)) => {
                    let words =
                        |cell: &Cell| cell.pieces.iter().map(|(words, _)| words.as_str()).collect::<String>();
                    let (was, is) = words_changed(&words(&before), &words(&after));
                    let before = Some(Cell { pieces: shown_words(was), ..before });
                    let after = Some(Cell { pieces: shown_words(is), ..after });
                    rows.push(Row::Changed { became: "reworded", before, after });
                }
                (Became::Added, before, after) => rows.push(Row::Changed { became: "added", before, after }),
                (_, before, after) => rows.push(Row::Changed { became: "withdrawn", before, after }),
            }
        }
        rows
    }

    fn cell(&self, sentence: &Sentence, pieces: Pieces) -> Cell {
        let at = Some((sentence.start, sentence.end));
        let report = self.report(&sentence.article);
        Cell {
            href: report.map(|(key, _)| to_sentence(key, sentence.number, at)).unwrap_or_default(),
            number: sentence.number,
            pieces: shown_words(pieces),
        }
    }
}

/// The same, safe to show.
fn shown_words(pieces: Pieces) -> Pieces {
    pieces.into_iter().map(|(words, differ)| (tell::keep_space(&words), differ)).collect()
}
