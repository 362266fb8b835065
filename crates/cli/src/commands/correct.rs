//! `parallax correct`: what a person knows better, kept through every re-reading.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::shown::{one_line, plain};
use article::PartialDate;
use clap::{Args, Subcommand, ValueEnum};
use desk::corrections::{self, Asked, Kept};
use std::fmt::Write;

const EXAMPLES: &str = "\
Examples:
  parallax correct date report.txt 2031-04-28
  parallax correct outlet report.txt \"Calder Wire\"
  parallax correct speaker report.txt 7 \"Ada Lund\"         who speaks in sentence 7
  parallax correct speaker report.txt \"we go\" unknown      nobody can know who said that
  parallax correct person-join \"Ilarin Dravash\" \"Ilarin Dravach\"
  parallax correct story-part a.txt b.txt
  parallax correct not-quotation report.txt \"Meet the Town\"
  parallax correct debris report.txt 14                     sentence 14 is no part of the report
  parallax correct list
  parallax correct undo 3

A correction wins over every rule, now and later. parallax show numbers the sentences of an article.";

/// Correct what was found: stories, persons, speakers, quotations, debris, dates, outlets.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Correct {
    #[command(subcommand)]
    what: What,
    /// Why, in your own words; kept with the correction.
    #[arg(long, value_name = "TEXT", global = true)]
    note: Option<String>,
    /// The form of the answer.
    #[arg(long, short, value_enum, default_value_t = Form::Text, global = true)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line a correction.
    Text,
    /// JSON lines, an object a correction.
    Json,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Two articles, and with them their stories, are of one story.
    StoryJoin {
        /// An article of the one story.
        a: String,
        /// An article of the other.
        b: String,
    },
    /// Two articles are of different stories.
    StoryPart {
        /// The article that stays.
        a: String,
        /// The article that leaves.
        b: String,
    },
    /// Two names stand for one person or organisation.
    PersonJoin {
        /// One name, as it is shown.
        a: String,
        /// The other.
        b: String,
    },
    /// Two names stand for two persons or organisations.
    PersonPart {
        /// One name, as it is shown.
        a: String,
        /// The other.
        b: String,
    },
    /// Set who says a quotation or claim.
    Speaker {
        /// The article.
        article: String,
        /// The number of the sentence, or some of the words.
        #[arg(value_name = "SENTENCE|WORDS")]
        place: String,
        /// The speaker's name, or unknown.
        #[arg(value_name = "NAME|unknown")]
        speaker: String,
    },
    /// Set the day on which an article was published.
    Date {
        /// The article.
        article: String,
        /// The day: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM.
        date: PartialDate,
    },
    /// Set the outlet of an article.
    Outlet {
        /// The article.
        article: String,
        /// The outlet's name.
        name: String,
    },
    /// What is taken for a quotation is none: nobody says it.
    NotQuotation {
        /// The article.
        article: String,
        /// The number of the sentence, or some of the words.
        #[arg(value_name = "SENTENCE|WORDS")]
        place: String,
    },
    /// A sentence, or words of one, are no part of the report.
    Debris {
        /// The article.
        article: String,
        /// The number of the sentence, or the words.
        #[arg(value_name = "SENTENCE|WORDS")]
        place: String,
    },
    /// A sentence, or words of one, are part of the report after all.
    NotDebris {
        /// The article.
        article: String,
        /// The number of the sentence, or the words.
        #[arg(value_name = "SENTENCE|WORDS")]
        place: String,
    },
    /// List the corrections that hold.
    List {
        /// Also those that were undone.
        #[arg(long)]
        all: bool,
    },
    /// Take a correction back.
    Undo {
        /// Its number in the list.
        number: i64,
    },
}

impl Correct {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let mut out = Output::open(None)?;
        if let What::List { all } = self.what {
            let library = library::open(global, console)?;
            let list = corrections::list(&library, all)?;
            if list.is_empty() {
                console.note("there are no corrections");
            }
            for kept in &list {
                show(&mut out, kept, self.format)?;
            }
            out.finish()?;
            return Ok(Outcome::Done);
        }
        let mut work = library::work(library::open_to_change(global)?, global, console)?;
        let kept = if let What::Undo { number } = self.what {
            corrections::undo(&mut work, number, None)?
        } else {
            corrections::correct(&mut work, asked(self.what)?, self.note.as_deref(), None)?
        };
        show(&mut out, &kept, self.format)?;
        out.finish()?;
        Ok(Outcome::of_failures(work.failures()))
    }
}

/// What was typed as a correction.
fn asked(what: What) -> Result<Asked, Failure> {
    Ok(match what {
        What::StoryJoin { a, b } => Asked::JoinStories { a, b },
        What::StoryPart { a, b } => Asked::PartStories { a, b },
        What::PersonJoin { a, b } => Asked::JoinPeople { a, b },
        What::PersonPart { a, b } => Asked::PartPeople { a, b },
        What::Speaker { article, place, speaker } => Asked::Speaker { article, place, speaker },
        What::Date { article, date } => Asked::Published { article, date: date.to_string() },
        What::Outlet { article, name } => Asked::Outlet { article, outlet: name },
        What::NotQuotation { article, place } => Asked::NotQuotation { article, place },
        What::Debris { article, place } => Asked::Debris { article, place },
        What::NotDebris { article, place } => Asked::NotDebris { article, place },
        What::List { .. } | What::Undo { .. } => return Err(Failure::new("that is no correction")),
    })
}

fn show(out: &mut Output, kept: &Kept, form: Form) -> Result<(), Failure> {
    if form == Form::Json {
        return out.line(kept);
    }
    let words = kept.quoted.as_deref().map(|words| format!(": “{}”", one_line(words))).unwrap_or_default();
    let mut line = format!("{:>4}  {}{words}", kept.id, one_line(&kept.told));
    if let Some(note) = &kept.note {
        let _ = write!(line, " ({})", one_line(note));
    }
    if kept.dormant {
        line += " [waits: the article is not in the library]";
    }
    if let Some(when) = &kept.undone {
        let _ = write!(line, " [undone {when}]");
    }
    out.text(&format!("{}\n", plain(&line)))
}
