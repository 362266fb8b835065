//! An account as sections of lines, before anything is known of where they are shown.
//!
//! Text and Markdown are two ways of writing the same [`Document`]; neither adds a line nor drops one.

mod differ;
mod led;
mod lineage;
mod revised;
mod said;
mod told;

use crate::account::{Account, Counts, Independence, Reason, Since};
use crate::labels::{self, Heading};
use crate::view::{self, View};
use crate::{dates, safe};
pub(crate) use lineage::reports;

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

/// A section under its heading, as text and Markdown write it.
#[derive(Debug)]
pub(crate) struct Titled<'a> {
    /// What it is called.
    pub(crate) heading: &'a str,
    /// Its lines.
    pub(crate) lines: &'a [Line],
    /// How much of it is not shown.
    pub(crate) left_out: Option<&'a str>,
}

impl Document {
    /// Its sections, each under its heading.
    pub(crate) fn titled(&self) -> Vec<Titled<'_>> {
        self.sections.iter().map(Section::titled).collect()
    }
}

impl Section {
    fn titled(&self) -> Titled<'_> {
        let left_out = self.left_out.as_deref();
        Titled { heading: self.heading.text, lines: &self.lines, left_out }
    }
}

/// A line with those that belong under it.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// What it says.
    pub(crate) pieces: Vec<Piece>,
    /// Where it comes from.
    pub(crate) references: Vec<Reference>,
    /// The name of the person or party whose head it is.
    pub(crate) who: Option<String>,
    /// What belongs under it.
    pub(crate) below: Vec<Line>,
    /// The number it is listed under, if any.
    pub(crate) number: Option<usize>,
    /// Its status or standing in one word, by which a page gives it a look; empty when it has none.
    pub(crate) class: &'static str,
    /// Whether it is an entry of the account, and not only the head of entries or a part of one.
    pub(crate) entry: bool,
    /// Whether it is new to the reader.
    pub(crate) new: bool,
    /// Why it is told so. A page folds this.
    pub(crate) why: Vec<Line>,
    /// Whether text, which cannot fold, tells why as well.
    pub(crate) why_told: bool,
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
    /// Its id.
    pub(crate) article: String,
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

    /// The head of what is told of a person or party.
    pub(crate) fn who(self, name: &str) -> Self {
        Self { who: Some(name.to_owned()), ..self.strong(name) }
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
            article: reference.article.to_owned(),
            sentence: reference.sentence,
            evidence: reference.evidence.iter().map(|evidence| evidence.id.0.clone()).collect(),
        }));
        self
    }

    pub(crate) fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// The line as one of the account's entries.
    pub(crate) fn entry(mut self, new: bool) -> Self {
        (self.entry, self.new) = (true, new);
        self
    }

    pub(crate) fn why(mut self, why: impl IntoIterator<Item = Line>) -> Self {
        self.why.extend(why);
        self
    }

    /// What is told under the line where nothing can be folded.
    pub(crate) fn under(&self) -> impl Iterator<Item = &Line> {
        let why = if self.why_told { self.why.as_slice() } else { &[] };
        why.iter().chain(&self.below)
    }

    pub(crate) fn below(mut self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.below.extend(lines);
        self
    }
}

/// One of the sections that an account has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chapter {
    pub(crate) heading: Heading,
    lines: fn(&View<'_>) -> Vec<Line>,
    left_out: fn(&Counts) -> usize,
}

/// The sections of an account, in order.
const WHOLE: [Chapter; 10] = [
    Chapter { heading: labels::EVENTS, lines: told::events, left_out: |c| c.events },
    Chapter { heading: labels::TIMELINE, lines: told::timeline, left_out: |c| c.timeline },
    Chapter { heading: labels::QUOTES, lines: said::quotes, left_out: |c| c.quotes },
    Chapter { heading: labels::POSITIONS, lines: said::positions, left_out: |c| c.positions },
    Chapter { heading: labels::AGREED, lines: told::agreed, left_out: |c| c.agreed },
    Chapter { heading: labels::DIFFER, lines: differ::differences, left_out: |c| c.differing },
    Chapter { heading: labels::ALONE, lines: told::alone, left_out: |c| c.single + c.only_in },
    Chapter { heading: labels::REVISIONS, lines: revised::revisions, left_out: |c| c.revisions },
    Chapter { heading: labels::LINEAGE, lines: lineage::lineage, left_out: |_| 0 },
    REPORTS,
];

/// The sections of a brief, which stands for all other lines; what it leaves out is said once.
const BRIEF: [Chapter; 2] =
    [Chapter { heading: labels::BRIEF, lines: told::brief, left_out: Counts::all }, REPORTS];

const REPORTS: Chapter = Chapter { heading: labels::REPORTS, lines: lineage::reports, left_out: |_| 0 };

/// The sections that `account` can have.
pub(crate) fn chapters(account: &Account) -> &'static [Chapter] {
    if account.brief.is_empty() { &WHOLE } else { &BRIEF }
}

impl Chapter {
    /// The section; `None` when it has nothing to say.
    pub(crate) fn section(&self, view: &View<'_>) -> Option<Section> {
        let left = &view.account.left_out;
        let left_out = labels::left_out((self.left_out)(&left.by_length), (self.left_out)(&left.by_since));
        let section = Section { heading: self.heading, lines: (self.lines)(view), left_out };
        (!section.lines.is_empty() || section.left_out.is_some()).then_some(section)
    }
}

/// The lines of an account.
pub(crate) fn document(view: &View<'_>) -> Document {
    let account = view.account;
    let brief = view.brief.and_then(|brief| led::section(view, brief));
    let sections = chapters(account).iter().filter_map(|chapter| chapter.section(view));
    let sections = brief.into_iter().chain(sections).collect();
    Document { title: safe::one_line(&account.story.title.text), lead: lead(view), sections }
}

/// Why an entry is told so: its own reasons, then why it has no more independent sources.
fn why(view: &View<'_>, reasons: &[String], independence: &Independence) -> Vec<Line> {
    let own = reasons.iter().map(|reason| Line::new().theirs(reason));
    own.chain(why_not_more(view, independence)).collect()
}

/// Why a count of independent sources is not higher, and what could not be known.
fn why_not_more(view: &View<'_>, independence: &Independence) -> impl Iterator<Item = Line> {
    let reasons = independence.reasons.iter().map(|because| reason(view, because));
    reasons.chain(independence.unknown.iter().map(|unknown| Line::new().ours("not known:").theirs(unknown)))
}

fn reason(view: &View<'_>, reason: &Reason) -> Line {
    Line::new().theirs(&reason.text).from(&view.references(&reason.evidence))
}

/// What later versions of pages changed, with every sentence that differs.
pub(crate) fn every_revision(view: &View<'_>) -> Vec<Line> {
    view.account.revisions.iter().map(|revision| revised::told(view, revision, true)).collect()
}

/// How many reports of how many outlets, how independent, of which days.
pub(crate) fn lead(view: &View<'_>) -> Vec<Line> {
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
