//! `parallax readers`: who may read a library that others can reach.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::shown::one_line;
use clap::{Args, Subcommand};
use serve::{hashed, new_token, token_digest};
use std::io::{self, BufRead, IsTerminal};
use store::{Library, StoreError};

const EXAMPLES: &str = "\
Examples:
  parallax readers add ada                    asks for a password; a pipe gives it as a line
  parallax readers token ada --for \"night script\"
  parallax readers                            who there is, and their tokens
  parallax readers withdraw 3
  parallax readers remove ada

A library with no reader who has a password is served to this machine alone, and asks nobody who they are.";

/// List those who may read the library over the network; add and remove them, and tokens for their programs.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Readers {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a reader, or give one a new password. It is read from standard input.
    Add {
        /// The name to sign in with.
        name: String,
    },
    /// Remove a reader, with tokens and what was looked at.
    Remove {
        /// The name.
        name: String,
    },
    /// Make a token for a program of a reader, and print it. It is shown this once.
    Token {
        /// The reader.
        name: String,
        /// What the token is for.
        #[arg(long = "for", value_name = "TEXT", default_value = "a program")]
        purpose: String,
        /// The program may also correct, follow feeds and take reports in.
        #[arg(long)]
        writes: bool,
    },
    /// Withdraw a token.
    Withdraw {
        /// Its number in the list.
        number: i64,
    },
}

impl Readers {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let mut out = Output::open(None)?;
        match self.what {
            None => list(&Library::open_read_only(&global.library)?, &mut out, console)?,
            Some(What::Add { name }) => {
                let name = one_line(&name);
                if name.is_empty() || name.chars().count() > 200 {
                    return Err(Failure::new("a reader has a name of 1 to 200 characters"));
                }
                let secret = hashed(&password(console)?).map_err(|error| Failure::new(error.to_string()))?;
                let mut library = Library::open(&global.library)?;
                let reader = library.reader(&name)?;
                library.set_secret(reader.id, Some(&secret))?;
                out.text(&format!("{} may sign in\n", one_line(&reader.name)))?;
            }
            Some(What::Remove { name }) => {
                Library::open_existing(&global.library)?.remove_reader(&name)?;
                out.text(&format!("{} is no longer a reader\n", one_line(&name)))?;
            }
            Some(What::Token { name, purpose, writes }) => {
                let mut library = Library::open_existing(&global.library)?;
                let reader = library.find_reader(&name)?.ok_or(StoreError::NoReader { name })?;
                let token = new_token()
                    .map_err(|error| Failure::new(format!("the system gave no random bytes: {error}")))?;
                let id = library.put_token(
                    &token_digest(&token),
                    reader.id,
                    &one_line(&purpose),
                    writes,
                    &desk::now(),
                )?;
                out.text(&format!("{token}\n"))?;
                console.note(format!(
                    "token {id} of {}, which {}; send it as Authorization: Bearer …",
                    reader.name,
                    if writes { "may change something" } else { "only reads" }
                ));
            }
            Some(What::Withdraw { number }) => {
                if !Library::open_existing(&global.library)?.remove_token(number)? {
                    return Err(Failure::new(format!("there is no token {number}"))
                        .hint("parallax readers lists them"));
                }
                out.text(&format!("token {number} is withdrawn\n"))?;
            }
        }
        out.finish()?;
        Ok(Outcome::Done)
    }
}

fn list(library: &Library, out: &mut Output, console: &Console) -> Result<(), Failure> {
    let (readers, tokens) = (library.readers()?, library.tokens()?);
    if readers.is_empty() {
        console.note("there are no readers; parallax readers add NAME makes one");
    }
    for reader in readers {
        let how = if reader.secret.is_some() { "" } else { " (no password)" };
        out.text(&format!("{}{how}\n", one_line(&reader.name)))?;
        for (_, token) in tokens.iter().filter(|(of, _)| of.id == reader.id) {
            let used =
                token.used.as_deref().map_or_else(|| "never used".to_owned(), |used| format!("used {used}"));
            let writes = if token.writes { "may write" } else { "reads" };
            out.text(&format!(
                "  token {}: {} · {writes} · made {} · {used}\n",
                token.id,
                one_line(&token.name),
                token.made
            ))?;
        }
    }
    Ok(())
}

/// The password, as a line of standard input.
fn password(console: &Console) -> Result<String, Failure> {
    if io::stdin().is_terminal() {
        console.note("type the password and press Enter; it is shown as you type it");
    }
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::new(format!("the password could not be read: {error}")))?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
