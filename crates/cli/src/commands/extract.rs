//! `parallax extract`: the article of one page, for programs.

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::shown::plain;
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// No page has more; what is read beyond it is only read to say so.
const MOST: u64 = 64 << 20;

const EXAMPLES: &str = "\
Examples:
  parallax extract page.html --url https://tide.example/gate
  curl -s https://tide.example/gate | parallax extract - --url https://tide.example/gate";

/// Take the article out of one web page: one object with url, title, byline, published, modified, outlet, language, section,
/// owner, lasting address, captions, what it is based on and cites, corrections, and text.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Extract {
    /// The page, or - for standard input.
    #[arg(value_name = "PAGE.html")]
    page: PathBuf,
    /// The address it came from.
    #[arg(long)]
    url: Option<String>,
    /// The charset its sender declared.
    #[arg(long, value_name = "NAME")]
    charset: Option<String>,
    /// The form of the article.
    #[arg(long, short, value_enum, default_value_t = Form::Json)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One object.
    Json,
    /// The text alone, its headline first.
    Text,
}

impl Extract {
    pub(crate) fn run(self, console: &Console) -> Result<Outcome, Failure> {
        let place = self.page.display();
        let page = read(&self.page).map_err(|error| {
            Failure::new(match error.kind() {
                io::ErrorKind::NotFound => format!("{place}: is not there: check the name"),
                io::ErrorKind::IsADirectory => format!("{place}: is a folder: name one page in it"),
                _ => format!("{place}: could not be read: {error}"),
            })
        })?;
        let found = gather::extract(&page, self.url.as_deref(), self.charset.as_deref())
            .map_err(|reason| Failure::new(format!("{place}: {reason}")))?;
        for note in &found.notes {
            console.note(format!("{place}: {note}"));
        }
        let mut out = Output::open(None)?;
        match self.format {
            Form::Json => out.line(&found)?,
            Form::Text => {
                let title = found.title.as_deref().map(|title| format!("{title}\n\n")).unwrap_or_default();
                out.text(&plain(&format!("{title}{}\n", found.text)))?;
            }
        }
        out.finish()?;
        Ok(Outcome::Done)
    }
}

fn read(page: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if page == Path::new("-") {
        io::stdin().lock().take(MOST).read_to_end(&mut bytes)?;
    } else {
        File::open(page)?.take(MOST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
