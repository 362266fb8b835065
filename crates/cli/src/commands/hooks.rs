//! `parallax hooks`: who is called when a story moves or a search finds more.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::shown::one_line;
use clap::{Args, Subcommand, ValueEnum};
use desk::hooks::{self, HookAsked, HookLine, HookSearch};
use store::Library;

const EXAMPLES: &str = "\
Examples:
  parallax hooks add https://desk.example/parallax --story 1
  parallax hooks add https://desk.example/parallax --words \"dredging fee\" --outlet \"Calder Wire\"
  parallax hooks                               who is called, about what
  parallax hooks calls 1                       the last calls, and what came of them
  parallax hooks remove 1

parallax serve makes the calls while it runs: a POST with JSON, signed as the Standard Webhooks say, tried again for about
three days where it fails. An id is the same for each try.";

/// List those who are called when a story moves or a search finds more; add and remove them.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct Hooks {
    #[command(subcommand)]
    what: Option<What>,
    /// The form of the list.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line each.
    Text,
    /// JSON lines.
    Json,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Have somebody called. The secret that signs the calls is printed, this once.
    Add {
        /// Where to call.
        url: String,
        /// When this story moves.
        #[arg(long, value_name = "STORY", conflicts_with_all = ["words", "outlet", "person", "place", "speaker"])]
        story: Option<i64>,
        /// When a report comes that has these words.
        #[arg(long, value_name = "WORDS")]
        words: Option<String>,
        /// When a report of this outlet comes.
        #[arg(long, value_name = "NAME")]
        outlet: Option<String>,
        /// When a report comes that names this person.
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
        /// When a report comes that names this place.
        #[arg(long, value_name = "NAME")]
        place: Option<String>,
        /// When a report comes in which this speaker is quoted or reported.
        #[arg(long, value_name = "NAME")]
        speaker: Option<String>,
    },
    /// The last calls to one of them.
    Calls {
        /// Its number in the list.
        number: i64,
        /// The form of the list.
        #[arg(long, short, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Call somebody no more.
    Remove {
        /// Its number in the list.
        number: i64,
    },
}

impl Hooks {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let mut out = Output::open(None)?;
        match self.what {
            None => {
                let all = hooks::list(&Library::open_read_only(&global.library)?)?;
                for hook in &all {
                    match self.format {
                        Form::Json => out.line(hook)?,
                        Form::Text => out.text(&told(hook))?,
                    }
                }
                if all.is_empty() {
                    console.note("nobody is called; parallax hooks add does that");
                }
            }
            Some(What::Add { url, story, words, outlet, person, place, speaker }) => {
                let search = HookSearch { q: words.unwrap_or_default(), outlet, person, place, speaker };
                let search = if story.is_some() { None } else { Some(search) };
                let secret = serve::new_secret()
                    .map_err(|error| Failure::new(format!("the system gave no random bytes: {error}")))?;
                let mut library = Library::open_existing(&global.library)?;
                let hook = hooks::add(&mut library, HookAsked { url, story, search }, &secret, None)?;
                out.text(&format!("{secret}\n"))?;
                console.note(format!(
                    "webhook {} is called while parallax serve runs; its calls are signed with this secret",
                    hook.id
                ));
            }
            Some(What::Calls { number, format }) => {
                for call in hooks::calls(&Library::open_read_only(&global.library)?, number)? {
                    match format {
                        Form::Json => out.line(&call)?,
                        Form::Text => {
                            let how = match (&call.done, &call.due) {
                                (Some(done), _) => format!("arrived {done}"),
                                (None, Some(due)) => format!("next {due}"),
                                (None, None) => "given up".to_owned(),
                            };
                            let last = call.last.as_deref().unwrap_or("not tried yet");
                            out.text(&format!(
                                "{} · {} tries · {how} · {}\n",
                                call.id,
                                call.tries,
                                one_line(last)
                            ))?;
                        }
                    }
                }
            }
            Some(What::Remove { number }) => {
                hooks::remove(&mut Library::open_existing(&global.library)?, number)?;
                out.text(&format!("webhook {number} is called no more\n"))?;
            }
        }
        out.finish()?;
        Ok(Outcome::Done)
    }
}

fn told(hook: &HookLine) -> String {
    let about = match (&hook.story, &hook.search) {
        (Some(story), _) => format!("story {story}"),
        (None, Some(search)) => {
            let named = [&search.outlet, &search.person, &search.place, &search.speaker];
            let all = std::iter::once(search.q.clone()).chain(named.into_iter().flatten().cloned());
            all.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        (None, None) => String::new(),
    };
    let stopped = hook.stopped.as_deref().map(|why| format!(" · stopped: {why}")).unwrap_or_default();
    format!("{:>4}  {} · {}{}\n", hook.id, one_line(&hook.url), one_line(&about), one_line(&stopped))
}
