//! Shows accounts in the form that was asked for.

use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::shown;
use clap::{Args, ValueEnum};
use desk::Woven;
use std::path::PathBuf;
use tell::{Options, Shown};

/// The form of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For a terminal.
    Text,
    /// Markdown.
    Md,
    /// For programs; see `parallax schema account`.
    Json,
    /// One page that needs nothing else: a click on a line shows its sentence in the source.
    Html,
    /// The reports for a bibliography: BibLaTeX.
    Bibtex,
    /// The reports for a bibliography: CSL-JSON.
    Csl,
}

/// How an account is shown.
#[derive(Debug, Clone, Args)]
pub(crate) struct Telling {
    /// The form of the account.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
    /// A brief of so many lines in place of all that is known: sentences of reports, what has most independent
    /// sources first, no two saying the same. How much was left out is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) lines: Option<u16>,
    /// Columns of text; those of the terminal unless given.
    #[arg(long, value_name = "N")]
    pub(crate) width: Option<usize>,
    /// Write to this file in place of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

impl Telling {
    /// Writes the accounts of these stories.
    pub(crate) fn show(
        &self,
        stories: &[Woven],
        options: &Options,
        console: &Console,
    ) -> Result<(), Failure> {
        let mut out = Output::open(self.output.as_deref())?;
        // Within one page or one Markdown document, the references of two accounts would be mistaken for
        // each other.
        let stories = match (self.format, stories) {
            (Form::Html | Form::Md | Form::Bibtex | Form::Csl, [first, _, ..]) => {
                console.warning(format!(
                    "these reports tell {} stories; this is the largest: --story N gives another, --format text or json all",
                    stories.len()
                ));
                std::slice::from_ref(first)
            }
            _ => stories,
        };
        let options = Options { length: self.lines.map(usize::from), ..*options };
        for (index, woven) in stories.iter().enumerate() {
            let account = woven.account(&options);
            let brief = (options == Options::default()).then(|| woven.brief());
            let shown = Shown { account: &account, brief: brief.as_ref() };
            match self.format {
                Form::Text => {
                    if stories.len() > 1 {
                        let gap = if index == 0 { "" } else { "\n\n" };
                        out.text(&format!("{gap}━━ Story {} of {} ━━\n\n", index + 1, stories.len()))?;
                    }
                    let is_screen = matches!(out, Output::Screen(_));
                    let width = if is_screen { shown::width(self.width) } else { self.width.unwrap_or(80) };
                    out.text(&tell::text(&account, width, is_screen && shown::colour()))?;
                }
                Form::Md => out.text(&tell::markdown(shown))?,
                Form::Html => out.text(&tell::html(shown, &woven.readings))?,
                Form::Bibtex => out.text(&tell::bibtex(&account))?,
                Form::Csl => out.text(&tell::csl(&account))?,
                Form::Json if stories.len() == 1 => out.pretty(&account)?,
                Form::Json => out.line(&account)?,
            }
        }
        out.finish()
    }
}
