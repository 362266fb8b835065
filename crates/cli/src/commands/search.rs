//! `parallax search`: finds articles of a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::shown::{colour, count, one_line};
use crate::when::day;
use anstyle::Style;
use article::{CodePoints, PartialDate, Span};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use store::{Library, SearchHit, SearchQuery, StoryId};

const EXAMPLES: &str = "\
Examples:
  parallax search harbor fee
  parallax search '\"dredging fee\"' --from 2031-05-01
  parallax search negoti* --outlet \"Calder Wire\"
  parallax search --speaker Dravash              what one person says
  parallax search                                the latest articles

All words must be found; \"…\" is a phrase, word* all words that begin so. Case and accents do not matter.";

/// Find articles by words, outlet, person, speaker or day.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Search {
    /// Words that the article has.
    words: Vec<String>,
    /// Only articles of this outlet.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only articles that name this person.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only articles in which this speaker is quoted or reported; with what is said.
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only articles of this story.
    #[arg(long, value_name = "STORY")]
    story: Option<i64>,
    /// Only articles of this day or later.
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<PartialDate>,
    /// Only articles of this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<PartialDate>,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// The form of the answer.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A few lines an article.
    Text,
    /// JSON lines, an object an article.
    Json,
}

impl Search {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let library = library::open(global, console)?;
        let page = library.search(&SearchQuery {
            words: self.words.join(" "),
            outlet: self.outlet,
            person: self.person,
            named: None,
            speaker: self.speaker,
            story: self.story.map(StoryId),
            from: self.from.map(PartialDate::first_day),
            to: self.to.map(PartialDate::last_day),
            limit: self.limit.max(1),
            offset: 0,
        })?;
        let mut out = Output::open(None)?;
        for hit in &page.hits {
            match self.format {
                Form::Text => out.text(&told(hit, colour()))?,
                Form::Json => out.line(&for_programs(&library, hit)?)?,
            }
        }
        out.finish()?;
        if page.words_left_out > 0 {
            console.warning(format!("the last {} words were not looked for", page.words_left_out));
        }
        let more = page.total.saturating_sub(page.hits.len());
        if page.total == 0 {
            console.note("nothing was found");
        } else if more > 0 {
            console.note(format!("{}; --limit shows more", count(more, "more article", "more articles")));
        }
        Ok(Outcome::Done)
    }
}

fn told(hit: &SearchHit, colour: bool) -> String {
    let bold = if colour { Style::new().bold() } else { Style::new() };
    let mut known = vec![one_line(&hit.id.0)];
    known.extend(hit.outlet.as_ref().map(|outlet| one_line(&outlet.0)));
    known.extend(hit.published.map(|date| date.to_string()));
    known.extend(hit.story.map(|story| format!("story {story}")));
    if hit.superseded {
        known.push("replaced by a later version".to_owned());
    }
    let mut lines = vec![known.join(" · ")];
    lines.extend(hit.title.as_ref().map(|title| format!("  {bold}{}{bold:#}", one_line(title))));
    let cut = if hit.snippet.is_cut() { "…" } else { "" };
    let words: String = hit
        .snippet
        .segments
        .iter()
        .map(|segment| {
            // Spaces at the ends part it from its neighbours.
            let words = crate::shown::plain(&segment.text.replace(['\n', '\r', '\t'], " "));
            if segment.hit { format!("{bold}{words}{bold:#}") } else { words }
        })
        .collect();
    lines.push(format!("  {cut}{}{cut}", words.trim()));
    for said in &hit.said {
        let words = one_line(&said.exact);
        let words = if said.quoted { format!("“{words}”") } else { words };
        lines.push(format!("    {}: {words}", one_line(&said.speaker)));
    }
    lines.push(String::new());
    lines.join("\n") + "\n"
}

fn for_programs(library: &Library, hit: &SearchHit) -> Result<Value, Failure> {
    let article = library.article_with_corrections(hit.key)?;
    let points = CodePoints::new(&article.text);
    let place = |span: Span| {
        let outside = points.to_code_points(span);
        json!({ "start": outside.start, "end": outside.end })
    };
    let mut at = hit.snippet.shown.start;
    let mut hits = Vec::new();
    for segment in &hit.snippet.segments {
        let span = Span::new(at, at + segment.text.len());
        at = span.end;
        if segment.hit {
            hits.push(place(span));
        }
    }
    let said: Vec<Value> = hit
        .said
        .iter()
        .map(|said| {
            let outside = points.to_code_points(said.span);
            json!({ "speaker": said.speaker, "start": outside.start, "end": outside.end, "exact": said.exact, "quoted": said.quoted })
        })
        .collect();
    let shown = points.to_code_points(hit.snippet.shown);
    Ok(json!({
        "id": hit.id,
        "title": hit.title,
        "outlet": hit.outlet,
        "url": article.url,
        "published": hit.published,
        "story": hit.story,
        "superseded": hit.superseded,
        "snippet": { "start": shown.start, "end": shown.end, "exact": hit.snippet.text(), "hits": hits },
        "said": said,
    }))
}
