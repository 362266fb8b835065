//! `parallax search`: finds articles of a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::owning::Owning;
use crate::shown::one_line;
use crate::taking::{Form, Taking};
use crate::when::day;
use anstyle::Style;
use article::PartialDate;
use clap::{Args, ValueEnum};
use desk::extracts::{self, Taken};
use desk::search::Found;
use desk::{DeskError, Finds, count};
use store::{SearchQuery, StoryId};
use tell::Standing;

const EXAMPLES: &str = "\
Examples:
  parallax search harbor fee
  parallax search '\"dredging fee\"' --from 2031-05-01
  parallax search negoti* --outlet \"Calder Wire\"
  parallax search --speaker Dravash              what one person says
  parallax search harbor --in quotations         what is said, with these words
  parallax search crane --in facts --standing disputed
  parallax search                                the latest articles

All words must be found; \"…\" is a phrase, word* all words that begin so. Case and accents do not matter.";

/// Find articles by words, outlet, person, speaker or day.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Search {
    /// Words that the article has.
    words: Vec<String>,
    /// What to find.
    #[arg(long = "in", value_enum, value_name = "WHAT", default_value_t = Kind::Articles)]
    kind: Kind,
    /// Of facts: only those of this standing: agreed, single, disputed or superseded.
    #[arg(long, value_name = "STANDING")]
    standing: Option<Standing>,
    /// Only articles of this outlet.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only articles that name this person.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only articles that name this place.
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only articles in this language: a BCP 47 tag such as en.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Only articles in which this speaker is quoted or reported; with what is said.
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only articles of this story.
    #[arg(long, value_name = "STORY")]
    story: Option<i64>,
    /// Only articles of this day or later.
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<PartialDate>,
    /// Only articles of this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<PartialDate>,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    owning: Owning,
    #[command(flatten)]
    taking: Taking,
}

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Articles.
    Articles,
    /// What somebody says in them.
    Quotations,
    /// What the reports of a story state together.
    Facts,
}

impl Search {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        if self.standing.is_some() && self.kind != Kind::Facts {
            return Err(
                Failure::new("only facts have a standing").hint("add --in facts, or leave --standing out")
            );
        }
        let library = library::open(global, console)?;
        let query = SearchQuery {
            words: self.words.join(" "),
            outlet: self.outlet,
            person: self.person,
            named: None,
            called: None,
            place: self.place,
            language: self.language,
            speaker: self.speaker,
            story: self.story.map(StoryId),
            from: self.from.map(PartialDate::first_day),
            to: self.to.map(PartialDate::last_day),
            limit: self.limit.max(1),
            offset: 0,
        };
        let taking = &self.taking;
        let title = extracts::search_title(&query, self.standing);
        match self.kind {
            Kind::Articles => {}
            Kind::Quotations => {
                let finds = desk::quotations(&library, &query, 0, self.limit.max(1))?;
                let taken = || extracts::quotations(&library, &title, &finds.found);
                return said(&finds, taking, "articles", console, taken, |hit| {
                    let who = hit.speaker.as_deref().unwrap_or("unknown speaker");
                    let words = one_line(&hit.exact);
                    let words = if hit.quoted { format!("“{words}”") } else { words };
                    format!("{}: {words}\n    {}\n", one_line(who), one_line(&hit.article))
                });
            }
            Kind::Facts => {
                let teller = self.owning.teller()?;
                let finds = desk::facts(&library, &teller, &query, self.standing, 0, self.limit.max(1))?;
                let taken = || extracts::facts(&library, &title, &finds.found);
                return said(&finds, taking, "stories", console, taken, |hit| {
                    let known = format!(
                        "{}, at most {} independent",
                        desk::name_of(&hit.standing),
                        hit.independent_at_most
                    );
                    let place = format!("story {} · {} {}", hit.story, hit.words.article, hit.words.sentence);
                    format!("{known}: {}\n    {}\n", one_line(&hit.words.exact), one_line(&place))
                });
            }
        }
        let page = desk::search(&library, &query)?;
        let taken = || extracts::articles(&library, &title, &page.articles);
        show(&page.articles, taking, taken, told)?;
        if page.words_left_out > 0 {
            console.warning(format!("the last {} words were not looked for", page.words_left_out));
        }
        let more = page.total.saturating_sub(page.articles.len());
        if page.total == 0 {
            console.note("nothing was found");
        } else if more > 0 {
            console.note(format!("{}; --limit shows more", count(more, "more article", "more articles")));
        }
        Ok(Outcome::Done)
    }
}

/// Writes what was found: a few lines each for a terminal, an object on a line each for programs.
fn show<T: serde::Serialize>(
    found: &[T],
    taking: &Taking,
    taken: impl FnOnce() -> Result<Taken, DeskError>,
    told: impl Fn(&T, bool) -> String,
) -> Result<(), Failure> {
    if taking.format != Form::Text {
        return taking.show(|out| found.iter().try_for_each(|hit| out.line(hit)), taken);
    }
    let mut out = taking.open()?;
    let (_, colour) = taking.look(&out);
    for hit in found {
        out.text(&told(hit, colour))?;
    }
    out.finish()
}

fn said<T: serde::Serialize>(
    finds: &Finds<T>,
    taking: &Taking,
    looked_through: &str,
    console: &Console,
    taken: impl FnOnce() -> Result<Taken, DeskError>,
    told: impl Fn(&T) -> String,
) -> Result<Outcome, Failure> {
    show(&finds.found, taking, taken, |hit, _| told(hit))?;
    if finds.next.is_some() {
        console.note(format!(
            "{} {looked_through} were looked through, there are more; --limit shows more",
            finds.looked_through
        ));
    } else if finds.found.is_empty() {
        console.note("nothing was found");
    }
    Ok(Outcome::Done)
}

fn told(found: &Found, colour: bool) -> String {
    let bold = if colour { Style::new().bold() } else { Style::new() };
    let mut known = vec![one_line(&found.id)];
    known.extend(found.outlet.as_deref().map(one_line));
    known.extend(found.published.clone());
    known.extend(found.story.map(|story| format!("story {story}")));
    if found.superseded {
        known.push("replaced by a later version".to_owned());
    }
    let mut lines = vec![known.join(" · ")];
    lines.extend(found.title.as_ref().map(|title| format!("  {bold}{}{bold:#}", one_line(title))));
    let cut = if found.snippet.is_cut { "…" } else { "" };
    let words: String = found
        .snippet
        .pieces()
        .map(|(words, hit)| {
            // Spaces at the ends part it from its neighbours.
            let words = crate::shown::plain(&words.replace(['\n', '\r', '\t'], " "));
            if hit { format!("{bold}{words}{bold:#}") } else { words }
        })
        .collect();
    lines.push(format!("  {cut}{}{cut}", words.trim()));
    for said in &found.said {
        let words = one_line(&said.exact);
        let words = if said.quoted { format!("“{words}”") } else { words };
        lines.push(format!("    {}: {words}", one_line(&said.speaker)));
    }
    lines.push(String::new());
    lines.join("\n") + "\n"
}
