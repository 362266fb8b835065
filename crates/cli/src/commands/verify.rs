//! `parallax verify`: whether everything in a library still stands where it is said to stand.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::progress::Progress;
use crate::shown::one_line;
use article::Article;
use clap::{Args, ValueEnum};
use desk::{Woven, count};
use serde_json::json;
use tell::Options;
use weave::Owners;

const EXAMPLES: &str = "\
Examples:
  parallax verify
  parallax verify --format json

Exit code 1 says that something does not hold; what, is on standard output.";

/// Check every place in every reading, and every piece of evidence in every account, against the stored texts.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Verify {
    /// The form of the answer.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line for each thing that does not hold, then a summary.
    Text,
    /// One object.
    Json,
}

impl Verify {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let library = library::open(global, console)?;
        let mut out = Output::open(None)?;
        let total = library.counts()?;
        let mut progress = Progress::new(console, "checking articles", Some(total.articles));
        let verified = library.verify(|_, _| {
            progress.add(1);
            Vec::new()
        })?;
        drop(progress);
        let mut failures: Vec<(String, String)> =
            verified.failures.into_iter().map(|failed| (failed.id.0, failed.what)).collect();
        let mut failed = verified.failed;
        let corrections = desk::corrections_that_hold(&library)?;
        let stories = desk::all_stories(&library)?;
        let owners = Owners::built_in();
        let mut progress = Progress::new(console, "checking accounts", Some(stories.len()));
        let mut evidence = 0;
        for story in &stories {
            progress.add(1);
            let woven = match Woven::of_library(&library, story.id, &owners, &corrections) {
                Ok(woven) => woven,
                Err(error) if error.is_corrupt() || error.is_outdated() => {
                    failed += 1;
                    failures.push((format!("story {}", story.id), error.to_string()));
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let account = woven.account(&Options::default());
            evidence += account.evidence.len();
            // Against the texts as they are stored, not as the readings carry them.
            let mut articles: Vec<Article> = Vec::new();
            for key in library.story(story.id)? {
                articles.push(library.article(key)?.article);
            }
            for error in tell::verify(&account, &articles) {
                failed += 1;
                failures.push((format!("story {}", story.id), error.to_string()));
            }
        }
        drop(progress);
        match self.format {
            Form::Json => {
                let failures: Vec<_> =
                    failures.iter().map(|(place, what)| json!({ "place": place, "what": what })).collect();
                out.line(&json!({
                    "articles": verified.articles,
                    "readings": verified.readings,
                    "spans": verified.spans,
                    "quotations": verified.quotations,
                    "accounts": stories.len(),
                    "evidence": evidence,
                    "failed": failed,
                    "failures": failures,
                }))?;
            }
            Form::Text => {
                for (place, what) in &failures {
                    out.text(&format!("{}: {}\n", one_line(place), one_line(what)))?;
                }
                if failed > failures.len() {
                    out.text(&format!("and {} more\n", failed - failures.len()))?;
                }
                let checked = [
                    count(verified.articles, "article", "articles"),
                    count(verified.readings, "reading", "readings"),
                    count(verified.spans, "place", "places"),
                    count(verified.quotations, "quoted or claimed piece", "quoted and claimed pieces"),
                    format!(
                        "{} with {}",
                        count(stories.len(), "account", "accounts"),
                        count(evidence, "piece of evidence", "pieces of evidence")
                    ),
                ];
                let verdict = match failed {
                    0 => "all stand".to_owned(),
                    _ => format!("{} not hold", count(failed, "check does", "checks do")),
                };
                out.text(&format!("checked {}: {verdict}\n", checked.join(", ")))?;
            }
        }
        out.finish()?;
        Ok(Outcome::of_failures(failed))
    }
}
