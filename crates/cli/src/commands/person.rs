//! `parallax person`: a person or party in all stories of a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::owning::Owning;
use crate::shown::{self, one_line};
use clap::{Args, ValueEnum};
use desk::people::{InStory, PersonView};
use textwrap::WordSplitter;

const EXAMPLES: &str = "\
Examples:
  parallax person \"Ilarin Dravash\"
  parallax person \"Amalgamated Quay Workers\" --format json

A name is given as it is shown. A reference such as [report.txt 7] is sentence 7 of that article.";

/// Show a person or party: names, roles, what it said and wants, in all stories.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Person {
    /// The name.
    name: String,
    #[command(flatten)]
    owning: Owning,
    /// The form.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Columns of text; those of the terminal unless given.
    #[arg(long, value_name = "N")]
    width: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal.
    Text,
    /// One object.
    Json,
}

impl Person {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let teller = self.owning.teller()?;
        let library = library::open(global, console)?;
        let person = desk::person(&library, &teller, &self.name)?;
        let mut out = Output::open(None)?;
        match self.format {
            Form::Json => out.pretty(&person)?,
            Form::Text => out.text(&told(&person, shown::width(self.width)))?,
        }
        out.finish()?;
        if person.articles_left_out > 0 {
            console.warning(format!("{} more articles were not looked through", person.articles_left_out));
        }
        Ok(Outcome::Done)
    }
}

fn told(person: &PersonView, width: usize) -> String {
    let mut out = String::new();
    let mut wrap = |words: &str, first: &str, rest: &str| {
        let options = textwrap::Options::new(width.max(40))
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&one_line(words), options) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    };
    wrap(&person.name, "", "");
    let kinds: Vec<&str> = person.kinds.iter().map(String::as_str).collect();
    wrap(&kinds.join(", "), "  ", "  ");
    if !person.aliases.is_empty() {
        let aliases: Vec<&str> = person.aliases.iter().map(String::as_str).collect();
        wrap(&format!("also: {}", aliases.join(", ")), "  ", "    ");
    }
    for story in &person.stories {
        in_story(story, &mut wrap);
    }
    out
}

fn in_story(story: &InStory, wrap: &mut impl FnMut(&str, &str, &str)) {
    wrap("", "", "");
    let days = story.first_day.as_deref().zip(story.last_day.as_deref());
    let days = days.map_or_else(|| "no date".to_owned(), |(first, last)| tell::days(first, last));
    wrap(&format!("story {}: {} ({days})", story.story, story.title), "", "  ");
    for role in &story.roles {
        wrap(&format!("is said to be: {role}"), "  ", "    ");
    }
    for said in &story.said {
        let words: Vec<&str> = said.words.iter().map(|words| words.exact.as_str()).collect();
        let words = words.join(" … ");
        let words = if said.kind == "indirect" { words } else { format!("“{words}”") };
        let place = said.words.first().map(|words| format!(" [{} {}]", words.article, words.sentence));
        wrap(&format!("{words}{}", place.unwrap_or_default()), "  says   ", "         ");
    }
    for want in &story.wants {
        let moved = if want.moved { "then " } else { "" };
        let red_line = if want.red_line { ", a red line" } else { "" };
        let what = format!(
            "{moved}{} {} ({}{red_line}): {}",
            want.party, want.stance, want.issue, want.sentence.exact
        );
        wrap(
            &format!("{what} [{} {}]", want.sentence.article, want.sentence.sentence),
            "  wants  ",
            "         ",
        );
    }
}
