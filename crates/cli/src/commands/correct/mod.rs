//! `parallax correct`: what a person knows better, kept through every re-reading.

mod speaker;

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library::{self, Work, now};
use crate::output::Output;
use crate::shown::{count, one_line, plain};
use article::{ArticleId, CodePoints, Correction, Outlet, PartialDate};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};
use std::fmt::Write;
use store::{CorrectionId, Library, SearchQuery, StoreError, StoredCorrection};

const EXAMPLES: &str = "\
Examples:
  parallax correct date report.txt 2031-04-28
  parallax correct outlet report.txt \"Calder Wire\"
  parallax correct speaker report.txt 7 \"Ada Lund\"         who speaks in sentence 7
  parallax correct speaker report.txt \"we go\" unknown      nobody can know who said that
  parallax correct person-join \"Ilarin Dravash\" \"Ilarin Dravach\"
  parallax correct story-part a.txt b.txt
  parallax correct list
  parallax correct undo 3

A correction wins over every rule, now and later. parallax show numbers the sentences of an article.";

/// Correct what was found: stories, persons, speakers, dates, outlets.
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
            let list = library.corrections(all)?;
            if list.is_empty() {
                console.note("there are no corrections");
            }
            for stored in &list {
                show(&mut out, &library, stored, self.format)?;
            }
            out.finish()?;
            return Ok(Outcome::Done);
        }
        let mut work = Work::new(library::open_to_change(global)?, global, console);
        let id = if let What::Undo { number } = self.what {
            work.library.undo(CorrectionId(number), &now())?;
            CorrectionId(number)
        } else {
            let correction = correction(&work.library, self.what)?;
            note_strangers(&work.library, &correction, console)?;
            work.library.correct(&correction, self.note.as_deref(), &now())?
        };
        let read = work.catch_up()?;
        for stored in work.library.corrections(true)?.iter().filter(|stored| stored.id == id) {
            show(&mut out, &work.library, stored, self.format)?;
        }
        out.finish()?;
        if read > 0 {
            console.note(format!("read {} again", count(read, "article", "articles")));
        }
        Ok(work.outcome())
    }
}

/// What was typed as a correction.
fn correction(library: &Library, what: What) -> Result<Correction, Failure> {
    Ok(match what {
        What::StoryJoin { a, b } => Correction::JoinStories { a: ArticleId(a), b: ArticleId(b) },
        What::StoryPart { a, b } => Correction::PartStories { a: ArticleId(a), b: ArticleId(b) },
        What::PersonJoin { a, b } => Correction::JoinPeople { a, b },
        What::PersonPart { a, b } => Correction::PartPeople { a, b },
        What::Speaker { article, place, speaker } => {
            let article = ArticleId(article);
            let reading = library.reading(library.key(&article)?)?;
            let span = speaker::place(&reading, &place)?;
            let speaker = (speaker != "unknown").then_some(speaker);
            if speaker.as_deref().is_some_and(|name| name.trim().is_empty()) {
                return Err(
                    Failure::new("the speaker has no name").hint("write unknown for one nobody can know")
                );
            }
            Correction::Speaker { article, span, speaker }
        }
        What::Date { article, date } => Correction::Published { article: ArticleId(article), date },
        What::Outlet { article, name } => {
            Correction::Outlet { article: ArticleId(article), outlet: Outlet(name) }
        }
        What::List { .. } | What::Undo { .. } => return Err(Failure::new("that is no correction")),
    })
}

/// Says when a name is in no article: the correction is kept, and for now changes nothing.
fn note_strangers(library: &Library, correction: &Correction, console: &Console) -> Result<(), StoreError> {
    if let Correction::JoinPeople { a, b } | Correction::PartPeople { a, b } = correction {
        for name in [a, b] {
            let query = SearchQuery { named: Some(name.clone()), limit: 1, ..SearchQuery::default() };
            if library.search(&query)?.total == 0 {
                console.warning(format!("no article names {name:?}; the correction waits until one does"));
            }
        }
    }
    Ok(())
}

fn show(out: &mut Output, library: &Library, stored: &StoredCorrection, form: Form) -> Result<(), Failure> {
    match form {
        Form::Json => out.line(&json!({
            "id": stored.id,
            "correction": for_programs(library, &stored.correction),
            "note": stored.note,
            "made": stored.made,
            "undone": stored.undone,
            "dormant": stored.dormant,
        })),
        Form::Text => {
            let words =
                quoted(library, &stored.correction).map(|words| format!(": “{words}”")).unwrap_or_default();
            let mut line = format!("{:>4}  {}{words}", stored.id, told(&stored.correction));
            if let Some(note) = &stored.note {
                let _ = write!(line, " ({})", one_line(note));
            }
            if stored.dormant {
                line += " [waits: the article is not in the library]";
            }
            if let Some(when) = &stored.undone {
                let _ = write!(line, " [undone {when}]");
            }
            out.text(&format!("{}\n", plain(&line)))
        }
    }
}

/// A correction in words.
pub(crate) fn told(correction: &Correction) -> String {
    let said = match correction {
        Correction::JoinStories { a, b } => format!("{a} and {b} are of one story"),
        Correction::PartStories { a, b } => format!("{a} and {b} are of different stories"),
        Correction::JoinPeople { a, b } => format!("{a} and {b} are one"),
        Correction::PartPeople { a, b } => format!("{a} and {b} are two"),
        Correction::Speaker { article, speaker: Some(speaker), .. } => {
            format!("{speaker} speaks in {article}")
        }
        Correction::Speaker { article, speaker: None, .. } => {
            format!("nobody can know who speaks in {article}")
        }
        Correction::Published { article, date } => format!("{article} is of {date}"),
        Correction::Outlet { article, outlet } => format!("{article} is by {outlet}"),
    };
    one_line(&said)
}

/// The words whose speaker was corrected, while their article is there.
fn quoted(library: &Library, correction: &Correction) -> Option<String> {
    let Correction::Speaker { article, span, .. } = correction else { return None };
    let article = library.key(article).and_then(|key| library.article(key)).ok()?.article;
    span.of(&article.text).map(one_line)
}

/// A correction as JSON, with offsets in code points.
fn for_programs(library: &Library, correction: &Correction) -> Value {
    let mut value = json!(correction);
    if let Correction::Speaker { article, span, .. } = correction {
        let article = library.key(article).and_then(|key| library.article(key)).ok();
        // Offsets into a text that is not there mean nothing.
        value["span"] = article.map_or(Value::Null, |stored| {
            let outside = CodePoints::new(&stored.article.text).to_code_points(*span);
            json!({ "start": outside.start, "end": outside.end })
        });
    }
    value
}
