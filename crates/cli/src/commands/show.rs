//! `parallax show`: one article of a library, with what was read in it.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::shown::one_line;
use crate::{library, marked, shown};
use article::{ArticleId, Particulars};
use clap::{Args, ValueEnum};
use desk::ArticleView;

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
        let key = library.key(&ArticleId(self.article))?;
        let article = desk::article(&library, key)?;
        let mut out = Output::open(None)?;
        match self.format {
            Form::Json => out.pretty(&article.reading)?,
            Form::Text => {
                let about = about(&article);
                out.text(&marked::marked(&article.read, &about, shown::width(self.width), shown::colour()))?;
            }
        }
        out.finish()?;
        Ok(Outcome::Done)
    }
}

/// What is known of an article beside its text, a line each.
fn about(article: &ArticleView) -> Vec<String> {
    let mut about = vec![format!("from {}, by {}", article.origin, article.extractor)];
    about.extend(said(&article.particulars));
    about.extend(article.story.map(|story| format!("story {story}")));
    if let [_, _, ..] = article.versions.as_slice() {
        let all: Vec<String> =
            article.versions.iter().map(|version| format!("{} {}", version.number, version.id)).collect();
        let own = article.versions.iter().find(|version| version.key == article.key);
        let number = own.map_or(0, |own| own.number);
        about.push(format!("version {number} of its page: {}", all.join(", ")));
    }
    about.extend(
        article.corrections.iter().map(|kept| format!("correction {}: {}", kept.id, one_line(&kept.told))),
    );
    about
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
