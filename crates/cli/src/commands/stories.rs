//! `parallax stories`: the stories of a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::shown::one_line;
use crate::when::day;
use article::PartialDate;
use clap::{Args, ValueEnum};
use desk::count;
use desk::stories::{self, Moved, StoryLine};
use store::{SearchQuery, StoryFilter};

const EXAMPLES: &str = "\
Examples:
  parallax stories
  parallax stories dredging fee --person Quist
  parallax stories --at-least 3 --from 2031-04-28
  parallax stories --outlet \"Calder Wire\" --format json
  parallax stories --changes                   what was put right, and why";

/// List the stories of the library, the latest first.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Stories {
    /// Only stories with an article that has these words.
    words: Vec<String>,
    /// Only stories that this outlet reported.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only stories with a report that names this person.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only stories with a report that names this place.
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only stories with a report in this language: a BCP 47 tag such as en.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Only stories with a report of this day or later.
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<PartialDate>,
    /// Only stories with a report of this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<PartialDate>,
    /// Only stories of at least so many reports.
    #[arg(long, value_name = "N", default_value_t = 1)]
    at_least: usize,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// With what was moved into or out of each story since it began, and why.
    #[arg(long)]
    changes: bool,
    /// The form of the list.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A few lines a story.
    Text,
    /// JSON lines, an object a story.
    Json,
}

impl Stories {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let library = library::open(global, console)?;
        let filter = StoryFilter {
            articles: SearchQuery {
                words: self.words.join(" "),
                outlet: self.outlet,
                person: self.person,
                place: self.place,
                language: self.language,
                from: self.from.map(PartialDate::first_day),
                to: self.to.map(PartialDate::last_day),
                ..SearchQuery::default()
            },
            at_least: self.at_least,
            limit: self.limit.max(1),
            offset: 0,
        };
        let page = stories::list(&library, &filter, self.changes)?;
        let mut out = Output::open(None)?;
        for story in &page.stories {
            match self.format {
                Form::Text => {
                    out.text(&told(story))?;
                    for change in story.changes.iter().flatten() {
                        out.text(&changed(story, change))?;
                    }
                }
                Form::Json => out.line(story)?,
            }
        }
        out.finish()?;
        let more = page.total.saturating_sub(page.stories.len());
        if page.total == 0 {
            console.note("no story is like that");
        } else if more > 0 {
            console.note(format!("{}; --limit shows more", count(more, "more story", "more stories")));
        }
        Ok(Outcome::Done)
    }
}

fn told(story: &StoryLine) -> String {
    let days = match (&story.first_day, &story.last_day) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "no date".to_owned(),
    };
    let outlets =
        if story.outlets.is_empty() { String::new() } else { format!(" · {}", named(&story.outlets)) };
    format!(
        "{:>4}  {}\n      {} · {days}{}\n",
        story.id,
        one_line(&story.title),
        count(story.articles, "report", "reports"),
        outlets
    )
}

/// The first outlets by name, and how many more there are.
fn named(outlets: &[String]) -> String {
    const SHOWN: usize = 12;
    let (shown, more) = outlets.split_at(outlets.len().min(SHOWN));
    match more.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A line on what was moved into or out of a story.
fn changed(story: &StoryLine, change: &Moved) -> String {
    let others = match change.articles {
        1 => String::new(),
        2 => " and another".to_owned(),
        more => format!(" and {} others", more - 1),
    };
    let way = if change.to == story.id {
        format!("from story {}", change.from)
    } else {
        format!("to story {}", change.to)
    };
    format!(
        "      {} · {}{others} went {way}: {}\n",
        one_line(&change.at),
        one_line(&change.first),
        one_line(&change.why.join("; "))
    )
}
