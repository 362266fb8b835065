//! `parallax export`: everything in a library, in forms that others read.

mod index;

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::owning::Owning;
use crate::progress::Progress;
use clap::{Args, ValueEnum};
use desk::{Woven, count};
use std::path::{Path, PathBuf};
use store::{Library, StoryId, StoryRow};
use tell::{Options, Shown};
use weave::Owners;

const EXAMPLES: &str = "\
Examples:
  parallax export --format jsonl > library.jsonl          every table, a row a line
  parallax export --format html --into site/              a page for each story, and an index
  parallax export --format md --story 1 > story.md
  parallax export --format annotations --into notes/      W3C Web Annotation, JSON-LD

Annotations carry the words with what stands before and after them (TextQuoteSelector) and their place in code
points (TextPositionSelector), so that they can be found again in a text that has shifted.";

/// Export the library.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    /// The form.
    #[arg(long, short, value_enum)]
    format: Form,
    /// Write into this folder; - is standard output.
    #[arg(long, value_name = "DIR", default_value = "-")]
    into: PathBuf,
    /// Only this story; all unless given.
    #[arg(long, value_name = "STORY")]
    story: Option<i64>,
    #[command(flatten)]
    owning: Owning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Every table as JSON lines.
    Jsonl,
    /// The account of each story as Markdown.
    Md,
    /// The account of each story as a page.
    Html,
    /// W3C Web Annotations, one object a story.
    Annotations,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Md => "md",
            Self::Html => "html",
            Self::Annotations => "jsonld",
        }
    }
}

impl Export {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let owners = self.owning.owners()?;
        let library = library::open(global, console)?;
        let folder = (self.into != Path::new("-")).then_some(self.into.as_path());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder.display(), &error))?;
        }
        if self.format == Form::Jsonl {
            if self.story.is_some() {
                return Err(Failure::new("JSON lines hold the whole library")
                    .hint("leave --story out, or take parallax tell STORY --format json"));
            }
            let mut out = Output::open(folder.map(|folder| folder.join("library.jsonl")).as_deref())?;
            library.export_tables(&mut out)?;
            out.finish()?;
        } else {
            self.stories(&library, &owners, folder, console)?;
        }
        if let Some(folder) = folder {
            console.note(format!("the export is in {}", folder.display()));
        }
        Ok(Outcome::Done)
    }

    fn stories(
        &self,
        library: &Library,
        owners: &Owners,
        folder: Option<&Path>,
        console: &Console,
    ) -> Result<(), Failure> {
        let mut rows = desk::all_stories(library)?;
        if let Some(number) = self.story {
            // Asked for first, so that one that is not there is named as such.
            library.story(StoryId(number))?;
            rows.retain(|row| row.id.0 == number);
        }
        if folder.is_none() && rows.len() > 1 && self.format != Form::Annotations {
            return Err(Failure::new(format!(
                "the library has {}, and one {} holds one account",
                count(rows.len(), "story", "stories"),
                if self.format == Form::Html { "page" } else { "document" }
            ))
            .hint("give --into DIR for all, or --story N for one"));
        }
        let corrections = desk::corrections_that_hold(library)?;
        let mut screen = if folder.is_none() { Some(Output::open(None)?) } else { None };
        let mut progress = Progress::new(console, "exporting", Some(rows.len()));
        for row in &rows {
            let woven = Woven::of_library(library, row.id, owners, &corrections)?;
            match (&mut screen, folder) {
                (Some(out), _) => self.one(&woven, row, out)?,
                (None, Some(folder)) => {
                    let name = format!("story-{}.{}", row.id, self.format.extension());
                    let mut out = Output::open(Some(&folder.join(name)))?;
                    self.one(&woven, row, &mut out)?;
                    out.finish()?;
                }
                (None, None) => {}
            }
            progress.add(1);
        }
        if let Some(folder) = folder {
            let index = match self.format {
                Form::Html => Some(("index.html", index::html(&rows))),
                Form::Md => Some(("index.md", index::markdown(&rows))),
                Form::Jsonl | Form::Annotations => None,
            };
            if let Some((name, text)) = index {
                let mut out = Output::open(Some(&folder.join(name)))?;
                out.text(&text)?;
                out.finish()?;
            }
        }
        screen.map_or(Ok(()), Output::finish)
    }

    fn one(&self, woven: &Woven, row: &StoryRow, out: &mut Output) -> Result<(), Failure> {
        let account = woven.account(&Options::default());
        let brief = woven.brief();
        let shown = Shown { account: &account, brief: Some(&brief) };
        match self.format {
            Form::Md => out.text(&tell::markdown(shown)),
            Form::Html => out.text(&tell::html(shown, &woven.readings)),
            Form::Jsonl | Form::Annotations => {
                out.line(&desk::annotations(row.id, &account, &woven.readings))
            }
        }
    }
}
