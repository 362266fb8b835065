//! What of a story is shown: all of it, or what is new since a day, or a brief of so many lines.

use super::Options;
use crate::account::{Counts, LeftOut, Since};
use crate::news::{New, Repeated};
use article::{ArticleId, Evidence, Span};
use read::{Reading, text::SentenceKind};
use std::collections::{BTreeMap, BTreeSet};
use weave::{BriefLine, Event, Fact, OnlyIn, Part, Position, Quote, Report, Story};

/// What is shown.
pub(super) struct Selected {
    /// The part of the story that is told at length.
    pub(super) story: Story,
    /// The brief, when one is wanted.
    pub(super) brief: Vec<BriefLine>,
    /// What that left out.
    pub(super) left_out: LeftOut,
    /// What counts as new, when only that is wanted.
    pub(super) since: Option<Since>,
}

/// The part of `story` that `options` ask for.
pub(super) fn select(story: &Story, readings: &[Reading], options: &Options) -> Selected {
    let mut story = story.clone();
    let mut left_out = LeftOut::default();
    let since = options.since.map(|since| keep_new(&mut story, readings, since, &mut left_out.by_since));
    let brief = options.length.map(|lines| shorten(&mut story, lines, &mut left_out.by_length));
    Selected { story, brief: brief.unwrap_or_default(), left_out, since }
}

/// Keeps what a report published on `day` or later adds: a sentence that only says what an older report had said
/// adds nothing, and one that does and stands on no line is a line of its own.
///
/// A later version of a page is as new as its outlet's last change of it. A report without a date counts as new unless its content shows that it is older: to hide what may be new
/// would be the worse mistake, and those reports are named.
fn keep_new(
    story: &mut Story,
    readings: &[Reading],
    day: article::PartialDate,
    left_out: &mut Counts,
) -> Since {
    let first = day.first_day();
    let later: BTreeSet<usize> = story.articles.iter().filter_map(|report| report.superseded_by).collect();
    let changed = |at: usize, report: &Report| {
        later.contains(&at) && report.modified.is_some_and(|modified| modified.last_day() >= first)
    };
    let published = |report: &Report| match (report.published, &report.bounds) {
        (Some(published), _) => published.last_day() >= first,
        (None, Some(bounds)) => bounds.latest.is_none_or(|latest| latest >= first),
        (None, None) => true,
    };
    let since_then: Vec<&Report> = (0..)
        .zip(&story.articles)
        .filter(|(at, report)| published(report) || changed(*at, report))
        .map(|(_, report)| report)
        .collect();
    let since = Since {
        date: day.to_string(),
        articles: since_then.iter().map(|report| report.id.0.clone()).collect(),
        undated: since_then.iter().filter(|r| r.published.is_none()).map(|r| r.id.0.clone()).collect(),
    };
    let rule = New::of(since.articles.iter().map(String::as_str));
    let repeated = Repeated::of(&story.repeats);
    let new = |evidence: &Evidence| rule.says(&evidence.article().0, repeated.by(evidence));
    left_out.events = keep(&mut story.events, |event| of_event(event).any(new));
    left_out.timeline = keep(&mut story.timeline, |day| day.mentions.iter().any(new));
    left_out.quotes = keep(&mut story.quotes, |quote| of_quote(quote).any(new));
    left_out.positions = keep(&mut story.positions, |position| of_position(position).any(new));
    left_out.only_in = keep(&mut story.only_in, |only| new(&only.evidence));
    for page in &mut story.revisions {
        left_out.revisions += keep(&mut page.revisions, |revision| {
            story.articles.get(revision.after).is_some_and(|after| rule.report(&after.id.0))
        });
    }
    story.facts.retain(|fact| {
        let kept = of_fact(fact).any(new);
        *left_out.of_facts(fact.standing) += usize::from(!kept);
        kept
    });
    let unsaid = unsaid(story, readings, &new);
    story.only_in.extend(unsaid);
    story.only_in.sort_by_key(|only| (only.article, only.evidence.span()));
    since
}

/// The sentences of the reports' bodies that are new and that no line stands on.
fn unsaid(story: &Story, readings: &[Reading], new: &dyn Fn(&Evidence) -> bool) -> Vec<OnlyIn> {
    let lines = story
        .events
        .iter()
        .flat_map(of_event)
        .chain(story.timeline.iter().flat_map(|day| &day.mentions))
        .chain(story.quotes.iter().flat_map(of_quote))
        .chain(story.facts.iter().flat_map(of_fact))
        .chain(story.positions.iter().flat_map(of_position))
        .chain(story.only_in.iter().map(|only| &only.evidence));
    let mut told: BTreeMap<&ArticleId, Vec<Span>> = BTreeMap::new();
    for evidence in lines {
        told.entry(evidence.article()).or_default().push(evidence.span());
    }
    let mut unsaid = Vec::new();
    for reading in readings {
        let article = story.articles.iter().position(|report| report.id == reading.article.id);
        let Some(article) = article.filter(|at| story.articles[*at].superseded_by.is_none()) else {
            continue;
        };
        let known = told.get(&reading.article.id);
        for sentence in reading.sentences.iter().filter(|sentence| sentence.kind == SentenceKind::Body) {
            let is_told = known.is_some_and(|spans| spans.iter().any(|span| span.overlaps(sentence.span)));
            let found = Evidence::find(&reading.article, sentence.span).ok();
            unsaid.extend(
                found
                    .filter(|evidence| !is_told && new(evidence))
                    .map(|evidence| OnlyIn { article, evidence }),
            );
        }
    }
    unsaid
}

/// Puts a brief of so many lines in the place of the lists, and counts what no line of it stands for.
fn shorten(story: &mut Story, lines: usize, left_out: &mut Counts) -> Vec<BriefLine> {
    let brief = weave::brief(story, lines);
    let told = |is: fn(Part) -> bool| brief.iter().filter(|line| is(line.part)).count();
    left_out.events = story.events.len() - told(|part| matches!(part, Part::Event(_)));
    left_out.quotes = story.quotes.len() - told(|part| matches!(part, Part::Quote(_)));
    left_out.only_in = story.only_in.len() - told(|part| matches!(part, Part::OnlyIn(_)));
    left_out.positions = story.positions.len();
    left_out.timeline = story.timeline.len();
    left_out.revisions = story.revisions.iter().map(|page| page.revisions.len()).sum();
    for (at, fact) in story.facts.iter().enumerate() {
        if !brief.iter().any(|line| line.part == Part::Fact(at)) {
            *left_out.of_facts(fact.standing) += 1;
        }
    }
    story.events.clear();
    story.timeline.clear();
    story.quotes.clear();
    story.positions.clear();
    story.facts.clear();
    story.only_in.clear();
    story.revisions.clear();
    brief
}

/// Drops what is not wanted and says how much that was.
fn keep<T>(list: &mut Vec<T>, wanted: impl Fn(&T) -> bool) -> usize {
    let before = list.len();
    list.retain(wanted);
    before - list.len()
}

// What the parts of a story rest on, as `account::rests` has it of the entries of an account; a test holds the two together.

fn of_event(event: &Event) -> impl Iterator<Item = &Evidence> {
    let participants = event
        .participants
        .iter()
        .flat_map(|participant| participant.evidence.iter().chain(&participant.absent));
    std::iter::once(&event.telling)
        .chain(&event.mentions)
        .chain(event.statuses.iter().map(|(_, evidence)| evidence))
        .chain(participants)
}

fn of_quote(quote: &Quote) -> impl Iterator<Item = &Evidence> {
    quote.renderings.iter().map(|rendering| &rendering.context)
}

fn of_fact(fact: &Fact) -> impl Iterator<Item = &Evidence> {
    std::iter::once(&fact.statement)
        .chain(fact.support.iter().map(|(_, evidence)| evidence))
        .chain(&fact.conflicts)
        .chain(&fact.confirmed_by)
        .chain(&fact.denied_by)
        .chain(fact.figure.iter().flat_map(|figure| figure.values.iter().map(|value| &value.evidence)))
}

fn of_position(position: &Position) -> impl Iterator<Item = &Evidence> {
    position.held.iter().map(|held| &held.sentence)
}
