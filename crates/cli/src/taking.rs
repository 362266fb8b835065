//! Shows what is taken out of a library in the form that was asked for.

use crate::failure::Failure;
use crate::output::Output;
use crate::shown;
use clap::{Args, ValueEnum};
use desk::DeskError;
use desk::extracts::{Form as File, Taken};
use std::path::PathBuf;

/// The form of a comparison, a person or what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
    /// Markdown.
    Md,
    /// One page that needs nothing else, with the texts of the reports.
    Html,
    /// The reports for a bibliography: BibLaTeX.
    Bibtex,
    /// The reports for a bibliography: CSL-JSON.
    Csl,
    /// The evidence as W3C Web Annotations.
    Annotations,
}

/// How it is shown.
#[derive(Debug, Clone, Args)]
pub(crate) struct Taking {
    /// The form.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
    /// Columns of text; those of the terminal unless given.
    #[arg(long, value_name = "N")]
    width: Option<usize>,
    /// Write to this file in place of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Taking {
    /// Where it goes.
    pub(crate) fn open(&self) -> Result<Output, Failure> {
        Output::open(self.output.as_deref())
    }

    /// How wide text is there, and whether it is coloured.
    pub(crate) fn look(&self, out: &Output) -> (usize, bool) {
        match out {
            Output::Screen(_) => (shown::width(self.width), shown::colour()),
            _ => (self.width.unwrap_or(80), false),
        }
    }

    /// Writes it. `json` writes it for programs.
    pub(crate) fn show(
        &self,
        json: impl FnOnce(&mut Output) -> Result<(), Failure>,
        taken: impl FnOnce() -> Result<Taken, DeskError>,
    ) -> Result<(), Failure> {
        let mut out = self.open()?;
        let form = match self.format {
            Form::Json => {
                json(&mut out)?;
                return out.finish();
            }
            Form::Text => {
                let (width, colour) = self.look(&out);
                out.text(&taken()?.text(width, colour))?;
                return out.finish();
            }
            Form::Md => File::Markdown,
            Form::Html => File::Html,
            Form::Bibtex => File::Bibtex,
            Form::Csl => File::Csl,
            Form::Annotations => File::Annotations,
        };
        out.text(&taken()?.written(form))?;
        out.finish()
    }
}
