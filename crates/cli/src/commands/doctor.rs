//! `parallax doctor`: examines a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::shown::one_line;
use clap::{Args, ValueEnum};
use serde_json::json;
use store::{Concern, Library};

const EXAMPLES: &str = "\
Examples:
  parallax doctor
  parallax doctor --library war.db --format json

It changes nothing. Exit code 1 says that something is wrong. parallax verify checks what was read.";

/// Examine the library: the file, its search index, and what waits to be done.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Doctor {
    /// The form of the findings.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line a finding.
    Text,
    /// JSON lines, an object a finding.
    Json,
}

impl Doctor {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        // For writing where that is possible: only so is the search index examined.
        let library = match Library::open_existing(&global.library) {
            Err(error) if error.is_unwritable() => {
                console.warning(&error);
                Library::open_read_only(&global.library)?
            }
            other => other?,
        };
        let findings = library.doctor()?;
        let mut out = Output::open(None)?;
        for finding in &findings {
            match self.format {
                Form::Json => {
                    out.line(
                        &json!({ "concern": finding.concern, "what": finding.what, "todo": finding.todo }),
                    )?;
                }
                Form::Text => {
                    let label = match finding.concern {
                        Concern::Note => "ok",
                        Concern::Todo => "to do",
                        Concern::Trouble => "WRONG",
                    };
                    out.text(&format!("{label:<6} {}\n", one_line(&finding.what)))?;
                    if let Some(todo) = &finding.todo {
                        out.text(&format!("       → {todo}\n"))?;
                    }
                }
            }
        }
        out.finish()?;
        let troubles = findings.iter().filter(|finding| finding.concern == Concern::Trouble).count();
        Ok(Outcome::of_failures(troubles))
    }
}
