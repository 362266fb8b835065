//! `parallax show`: one article of a library, with what was read in it.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::shown::one_line;
use crate::{library, marked, shown};
use article::{ArticleId, Particulars};
use clap::{Args, ValueEnum};
use read::wire::to_wire;

const EXAMPLES: &str = "\
Examples:
  parallax show 01-calder-wire-talks-open.txt
  parallax show report.txt --format json      its Reading

Sentences carry the numbers that parallax correct speaker takes. Each time comes with the reason for its value.";

/// Show an article: its text, and what was read in each sentence.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Show {
    /// The article's id; parallax search shows them.
    article: String,
    /// The form.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Columns of text; those of the terminal unless given.
    #[arg(long, value_name = "N")]
    width: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The text with what was read in it.
    Text,
    /// A Reading; see parallax schema reading.
    Json,
}

impl Show {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let library = library::open(global, console)?;
        let id = ArticleId(self.article);
        let key = library.key(&id)?;
        let reading = library.reading(key)?;
        let mut out = Output::open(None)?;
        match self.format {
            Form::Json => out.pretty(&to_wire(&reading))?,
            Form::Text => {
                let stored = library.article(key)?;
                let mut about = vec![format!("from {}, by {}", stored.origin, stored.extractor)];
                about.extend(said(&stored.article.particulars));
                about.extend(stored.story.map(|story| format!("story {story}")));
                let versions = library.versions(key)?;
                if versions.len() > 1 {
                    let all: Vec<String> =
                        versions.iter().map(|version| format!("{} {}", version.number, version.id)).collect();
                    about.push(format!("version {} of its page: {}", stored.number, all.join(", ")));
                }
                for correction in library.corrections_of(&id)? {
                    let said = super::correct::told(&correction.correction);
                    about.push(format!("correction {}: {said}", correction.id));
                }
                out.text(&marked::marked(&reading, &about, shown::width(self.width), shown::colour()))?;
            }
        }
        out.finish()?;
        Ok(Outcome::Done)
    }
}

/// What a page says besides its text, a line each.
fn said(particulars: &Particulars) -> Vec<String> {
    let Particulars { section, source, owner, canonical, captions, based_on, cites, corrections } =
        particulars;
    let one = [
        ("section", section),
        ("taken, its feed says, from", source),
        ("its outlet's owner", owner),
        ("lasting address", canonical),
    ];
    let several = [
        ("derived from", based_on),
        ("refers to", cites),
        ("corrected by its outlet", corrections),
        ("at a picture", captions),
    ];
    let one = one.into_iter().filter_map(|(what, said)| Some((what, said.as_ref()?)));
    let several = several.into_iter().flat_map(|(what, said)| said.iter().map(move |said| (what, said)));
    one.chain(several).map(|(what, said)| format!("{what}: {}", one_line(said))).collect()
}
