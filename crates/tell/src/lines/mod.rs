//! An account as sections of lines, before anything is known of where they are shown.
//!
//! Text and Markdown are two ways of writing the same [`Document`]; neither adds a line nor drops one.

mod differ;
mod lineage;
mod revised;
mod said;
mod told;

use crate::account::{Account, Counts, Since};
use crate::labels::{self, Heading};
use crate::view::{self, View};
use crate::{dates, safe};

/// An account, line by line.
#[derive(Debug)]
pub(crate) struct Document {
    /// What the story is called.
    pub(crate) title: String,
    /// The lines above the first section.
    pub(crate) lead: Vec<Line>,
    /// The sections that have something to say.
    pub(crate) sections: Vec<Section>,
}

/// A section.
#[derive(Debug)]
pub(crate) struct Section {
    /// What it is called.
    pub(crate) heading: Heading,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    /// How much of it is not shown.
    pub(crate) left_out: Option<String>,
}

/// A line with those that belong under it.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// What it says.
    pub(crate) pieces: Vec<Piece>,
    /// Where it comes from.
    pub(crate) references: Vec<Reference>,
    /// What belongs under it.
    pub(crate) below: Vec<Line>,
    /// The number it is listed under, if any.
    pub(crate) number: Option<usize>,
    /// Its status or standing in one word, by which a page gives it a look; empty when it has none.
    pub(crate) class: &'static str,
}

/// A part of a line. All words are already safe to show, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Our few words.
    Ours(String),
    /// Words of a report, or derived from one.
    Theirs(String),
    /// A name or a date that the line is about.
    Strong(String),
    /// What the reports make of something, in our words.
    Mark(Tone, String),
}

/// The colour of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// It holds.
    Firm,
    /// It is contested or fell through.
    Contested,
    /// It is open.
    Open,
}

/// Where a line comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The number of the report.
    pub(crate) report: usize,
    /// The number of the sentence.
    pub(crate) sentence: usize,
    /// The ids of the evidence, the longest first.
    pub(crate) evidence: Vec<String>,
}

impl Line {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn ours(mut self, words: impl Into<String>) -> Self {
        self.pieces.push(Piece::Ours(words.into()));
        self
    }

    pub(crate) fn theirs(mut self, words: &str) -> Self {
        self.pieces.push(Piece::Theirs(safe::one_line(words)));
        self
    }

    /// Words of a report between quotation marks of ours.
    pub(crate) fn quoted(self, words: &str) -> Self {
        self.theirs(&format!("“{}”", words.trim()))
    }

    pub(crate) fn strong(mut self, words: &str) -> Self {
        let words = safe::one_line(words);
        if !words.is_empty() {
            self.pieces.push(Piece::Strong(words));
        }
        self
    }

    pub(crate) fn mark(mut self, tone: Tone, words: impl Into<String>) -> Self {
        self.pieces.push(Piece::Mark(tone, words.into()));
        self
    }

    /// Whether a space stands before the piece at `index`: not before our own punctuation,
    /// nor after our opening bracket.
    pub(crate) fn spaced(&self, index: usize) -> bool {
        let joins = matches!(self.pieces.get(index), Some(Piece::Ours(words)) if words.starts_with([',', ';', ':', '.', ')']));
        let opened =
            index > 0 && matches!(self.pieces.get(index - 1), Some(Piece::Ours(words)) if words == "(");
        index > 0 && !joins && !opened
    }

    /// Words of a report in brackets, after a label of ours.
    pub(crate) fn bracketed(self, label: &str, words: &str) -> Self {
        let open = self.ours(if label.is_empty() { "(".to_owned() } else { format!("({label}") });
        open.theirs(words).ours(")")
    }

    pub(crate) fn from(mut self, references: &[view::Reference<'_>]) -> Self {
        self.references.extend(references.iter().map(|reference| Reference {
            report: reference.report,
            sentence: reference.sentence,
            evidence: reference.evidence.iter().map(|evidence| evidence.id.0.clone()).collect(),
        }));
        self
    }

    pub(crate) fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    pub(crate) fn below(mut self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.below.extend(lines);
        self
    }
}

/// The lines of an account.
pub(crate) fn document(view: &View<'_>) -> Document {
    let account = view.account;
    let left = &account.left_out;
    let section = |heading, lines, by_length, by_since| Section {
        heading,
        lines,
        left_out: labels::left_out(by_length, by_since),
    };
    let both = |of: fn(&Counts) -> usize| (of(&left.by_length), of(&left.by_since));
    let (events, quotes, positions) = (both(|c| c.events), both(|c| c.quotes), both(|c| c.positions));
    let (timeline, revisions, brief) = (both(|c| c.timeline), both(|c| c.revisions), both(Counts::all));
    // A brief stands for all other lines; what it leaves out is said once.
    if !account.brief.is_empty() {
        let mut sections = vec![
            section(labels::BRIEF, told::brief(view), brief.0, brief.1),
            section(labels::REPORTS, lineage::reports(view), 0, 0),
        ];
        sections.retain(|section| !section.lines.is_empty());
        return Document { title: safe::one_line(&account.story.title.text), lead: lead(view), sections };
    }
    let (agreed, differing, alone) =
        (both(|c| c.agreed), both(|c| c.differing), both(|c| c.single + c.only_in));
    let mut sections = vec![
        section(labels::EVENTS, told::events(view), events.0, events.1),
        section(labels::TIMELINE, told::timeline(view), timeline.0, timeline.1),
        section(labels::QUOTES, said::quotes(view), quotes.0, quotes.1),
        section(labels::POSITIONS, said::positions(view), positions.0, positions.1),
        section(labels::AGREED, told::agreed(view), agreed.0, agreed.1),
        section(labels::DIFFER, differ::differences(view), differing.0, differing.1),
        section(labels::ALONE, told::alone(view), alone.0, alone.1),
        section(labels::REVISIONS, revised::revisions(view), revisions.0, revisions.1),
        section(labels::LINEAGE, lineage::lineage(view), 0, 0),
        section(labels::REPORTS, lineage::reports(view), 0, 0),
    ];
    sections.retain(|section| !section.lines.is_empty() || section.left_out.is_some());
    Document { title: safe::one_line(&account.story.title.text), lead: lead(view), sections }
}

/// What later versions of pages changed, with every sentence that differs.
pub(crate) fn every_revision(view: &View<'_>) -> Vec<Line> {
    view.account.revisions.iter().map(|revision| revised::told(view, revision, true)).collect()
}

/// How many reports of how many outlets, how independent, of which days; and what a reference is.
fn lead(view: &View<'_>) -> Vec<Line> {
    let mut lines = vec![Line::new().ours(summary(view.account))];
    if let Some(since) = &view.account.story.since {
        lines.push(Line::new().ours(since_note(view, since)));
    }
    lines.extend(
        labels::copies_left_out(view.account.story.copies_left_out).map(|note| Line::new().ours(note)),
    );
    lines
}

/// What a reference is, said once with an example as it is written.
pub(crate) fn explanation(example: &str) -> Line {
    Line::new().ours(format!(
        "A reference such as {example} names report 3, sentence 12. All words but the labels are those of the reports."
    ))
}

/// `9 reports from 5 outlets, 28 April – 5 May 2031; at most 8 independent.`
pub(crate) fn summary(account: &Account) -> String {
    let story = &account.story;
    let mut counted = labels::count(story.reports, "report", "reports");
    if story.outlets > 0 {
        counted = format!("{counted} from {}", labels::count(story.outlets, "outlet", "outlets"));
    }
    let days = story.days.as_ref().map(dates::days);
    let undated = (story.undated > 0).then(|| format!("{} without a date", story.undated));
    let replaced =
        (story.superseded > 0).then(|| format!("{} replaced by a later version", story.superseded));
    let parts: Vec<String> = [Some(counted), days, undated, replaced].into_iter().flatten().collect();
    format!("{}; {}.", parts.join(", "), labels::at_most(account.independence.at_most))
}

/// Says that only what is new is shown, and which reports count as new.
pub(crate) fn since_note(view: &View<'_>, since: &Since) -> String {
    let numbers = |ids: &[String]| {
        let numbers: Vec<String> = ids.iter().map(|id| view.number(id).to_string()).collect();
        let word = if ids.len() == 1 { "report" } else { "reports" };
        format!("{word} {}", numbers.join(", "))
    };
    let day = dates::date(&since.date);
    if since.articles.is_empty() {
        return format!("Only what is new since {day}: no report was published since.");
    }
    let note = format!("Only what is new since {day}, from {}.", numbers(&since.articles));
    if since.undated.is_empty() {
        return note;
    }
    format!("{note} Without a date, and perhaps older: {}.", numbers(&since.undated))
}
