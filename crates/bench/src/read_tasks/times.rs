//! Dates, times and durations with their TIMEX3 values, scored as TempEval-3 did: an expression is matched when
//! it overlaps one of the set, strictly when it has the same words, and its value is right when it is the same.

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Span;
use corpora::{
    cat, conllu, quantities,
    timeml::{self, Timex},
};
use jiff::civil::Date;
use read::{Time, TimeType, text::Text};
use std::{path::Path, time::Instant};

/// A text with what the set finds in it.
struct Piece {
    text: String,
    day: Option<String>,
    gold: Vec<Gold>,
    own_day: Option<Span>,
}

/// An expression of the set.
struct Gold {
    span: Span,
    kind: String,
    /// The values that are right.
    values: Vec<String>,
    /// The stretch of days that is right where no value is given.
    days: Option<(Date, Date)>,
}

/// Which of our expressions a set would have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    All,
    /// Those that are dates.
    Dates,
}

/// Strict, relaxed and value F1, and the accuracy of types.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let bank = timeml::folder(&data.join("times/tempeval3-train/TimeBank"))?;
    let aquaint = timeml::folder(&data.join("times/tempeval3-train/AQUAINT"))?;
    let mut meantime = Vec::new();
    for topic in ["corpus_apple", "corpus_gm"] {
        let folder = data.join("meantime/intra-doc_annotation").join(topic);
        meantime.extend(cat::folder(&folder)?.iter().map(cat::Document::times));
    }
    meantime.retain(|document| document.day.is_some());
    let mut gum = conllu::folder(&data.join("gum/train"))?;
    gum.extend(conllu::folder(&data.join("gum/dev"))?);
    gum.retain(|document| ["_news_", "_interview_"].iter().any(|genre| document.id.contains(genre)));
    let specs = data.join("times/recognizers-specs/Specs/DateTime/English/DateTimeModel.json");
    let specs = quantities::recognizers_times(&specs)?;

    // Rules were made by looking at the mistakes in one half of TimeBank; the other and AQUAINT were not looked at.
    let bank: Vec<Piece> = bank.iter().map(piece).collect();
    let (seen, unseen): (Vec<_>, Vec<_>) = bank.iter().enumerate().partition(|(number, _)| number % 2 == 0);
    let only = |half: Vec<(usize, &'_ Piece)>| -> Vec<Piece> {
        half.into_iter().map(|(_, piece)| piece.copy()).collect()
    };
    let (seen, unseen) = (only(seen), only(unseen));
    let heidel = |strict, relaxed, value| [strict, relaxed, value].map(|figure| (figure, "HeidelTime"));
    Ok(vec![
        score("TimeBank", &bank, Scope::All, Some(heidel(85.30, 91.81, 78.70)), false),
        score("TimeBank, seen half", &seen, Scope::All, None, true),
        score("TimeBank, unseen half", &unseen, Scope::All, None, false),
        score(
            "AQUAINT, unseen",
            &aquaint.iter().map(piece).collect::<Vec<_>>(),
            Scope::All,
            Some(heidel(81.10, 92.44, 71.82)),
            false,
        ),
        score(
            "MEANTIME apple, gm",
            &meantime.iter().map(piece).collect::<Vec<_>>(),
            Scope::All,
            Some(heidel(83.72, 89.04, 79.29)),
            true,
        ),
        score(
            "GUM news, interview: dates",
            &gum.iter().map(|document| piece(&timeml::of_gum(document))).collect::<Vec<_>>(),
            Scope::Dates,
            None,
            true,
        ),
        score(
            "Recognizers, DateTimeModel",
            &specs.into_iter().filter_map(of_case).collect::<Vec<_>>(),
            Scope::All,
            None,
            true,
        ),
    ])
}

impl Piece {
    fn copy(&self) -> Self {
        let gold = self.gold.iter().map(|gold| Gold {
            span: gold.span,
            kind: gold.kind.clone(),
            values: gold.values.clone(),
            days: gold.days,
        });
        Self { text: self.text.clone(), day: self.day.clone(), gold: gold.collect(), own_day: self.own_day }
    }
}

fn piece(document: &timeml::Document) -> Piece {
    Piece {
        text: document.text.clone(),
        day: document.day.clone(),
        gold: document.times.iter().map(|timex| gold(timex, vec![timex.value.clone()])).collect(),
        own_day: document.own_day.as_ref().map(|span| Span::new(span.start, span.end)),
    }
}

fn gold(timex: &Timex, values: Vec<String>) -> Gold {
    let days = timex.end.as_deref().and_then(|end| Some((bound(&timex.value, false)?, bound(end, true)?)));
    let values = if timex.end.is_some() { Vec::new() } else { values };
    Gold { span: Span::new(timex.span.start, timex.span.end), kind: timex.kind.clone(), values, days }
}

/// The first or last day of a day, month or year.
fn bound(written: &str, last: bool) -> Option<Date> {
    let partial: article::PartialDate = written.parse().ok()?;
    Some(if last { partial.last_day() } else { partial.first_day() })
}

/// A case of the specifications, unless it holds a kind that we have no name for.
fn of_case(case: quantities::TimeCase) -> Option<Piece> {
    let kinds = ["date", "datetime", "duration", "set", "time"];
    let known = case.times.iter().all(|(timex, _)| kinds.contains(&timex.kind.as_str()));
    known.then(|| Piece {
        gold: case.times.iter().map(|(timex, right)| gold(timex, right.clone())).collect(),
        text: case.text,
        day: case.day,
        own_day: None,
    })
}

fn score(
    set: &'static str,
    pieces: &[Piece],
    scope: Scope,
    peers: Option<[(f64, &'static str); 3]>,
    shown: bool,
) -> Measured {
    let mut measured = Measured::new("times", set);
    let news = peers.is_some();
    let beside = |at: usize, target: Option<f64>| Beside {
        peer: peers.and_then(|peers| peers.get(at).copied()),
        target: target.filter(|_| news),
        ..Beside::default()
    };
    let mut value = Measure::new("value F1", Statistic::F1).beside(beside(2, Some(82.0)));
    let mut strict = Measure::new("strict F1", Statistic::F1).beside(beside(0, Some(83.0)));
    let mut relaxed = Measure::new("relaxed F1", Statistic::F1).beside(beside(1, None));
    let mut kinds = Measure::new("type accuracy", Statistic::Accuracy);
    for piece in pieces {
        let published = piece.day.as_deref().and_then(|day| day.get(..10).unwrap_or(day).parse().ok());
        let text = Text::cut(&piece.text);
        measured.words += text.tokens.len();
        let start = Instant::now();
        let mut ours = read::times::times(&text, published);
        measured.took += start.elapsed();
        ours.retain(|time| piece.own_day.is_none_or(|own| !own.overlaps(time.span)));
        if scope == Scope::Dates {
            ours.retain(|time| time.days.is_some());
        }
        let pairs = matched(&ours, &piece.gold);
        let (mut same_words, mut same_value, mut same_kind) = (0, 0, 0);
        for &(our, their) in &pairs {
            let (our, their) = (&ours[our], &piece.gold[their]);
            same_words += usize::from(our.span == their.span);
            same_kind += usize::from(kind(our.kind) == their.kind);
            let right = right(our, their);
            same_value += usize::from(right);
            if shown && !right {
                let told = format!(
                    "value {} for {}",
                    shape(&our.value),
                    their.values.first().map_or("?".to_owned(), |value| shape(value))
                );
                measured.mistakes.add(told, || {
                    let said = piece.day.as_deref().unwrap_or("");
                    format!(
                        "{} [{} / {:?}] {said}: {}",
                        our.value,
                        text.words(our.span),
                        their.values,
                        around(&piece.text, their.span)
                    )
                });
            } else if shown && our.span != their.span {
                let told = format!(
                    "span: ours {} for theirs {}",
                    edges(our.span, their.span),
                    text.words(their.span).split(' ').count()
                );
                measured.mistakes.add(told, || {
                    format!("[{}] for {}", text.words(our.span), around(&piece.text, their.span))
                });
            }
        }
        if shown {
            for (number, our) in ours.iter().enumerate() {
                if !pairs.iter().any(|pair| pair.0 == number) {
                    let told = format!("not in the set: {} {}", kind(our.kind), shape(&our.value));
                    measured.mistakes.add(told, || around(&piece.text, our.span));
                }
            }
            for (number, their) in piece.gold.iter().enumerate() {
                if !pairs.iter().any(|pair| pair.1 == number) {
                    let told = format!(
                        "missed: {} {}",
                        their.kind,
                        their.values.first().map_or("", String::as_str).chars().take(1).collect::<String>()
                    );
                    measured
                        .mistakes
                        .add(told, || format!("{:?} {}", their.values, around(&piece.text, their.span)));
                }
            }
        }
        let (found, gold) = (ours.len() as f64, piece.gold.len() as f64);
        value.add(&[f64::from(u32::try_from(same_value).unwrap_or(0)), found, gold]);
        strict.add(&[same_words as f64, found, gold]);
        relaxed.add(&[pairs.len() as f64, found, gold]);
        kinds.add(&[same_kind as f64, pairs.len() as f64]);
    }
    measured.measures = vec![value, strict, relaxed];
    if news {
        measured.measures.push(kinds);
    }
    measured
}

/// Pairs one to one, those that share most first.
fn matched(ours: &[Time], gold: &[Gold]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (our, time) in ours.iter().enumerate() {
        for (their, gold) in gold.iter().enumerate() {
            let shared =
                time.span.end.min(gold.span.end).saturating_sub(time.span.start.max(gold.span.start));
            if shared > 0 {
                pairs.push((shared, our, their));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (_, our, their) in pairs {
        if !taken.iter().any(|pair| pair.0 == our || pair.1 == their) {
            taken.push((our, their));
        }
    }
    taken
}

fn right(our: &Time, their: &Gold) -> bool {
    their.values.contains(&our.value) || (their.days.is_some() && our.days == their.days)
}

const fn kind(kind: TimeType) -> &'static str {
    match kind {
        TimeType::Date => "DATE",
        TimeType::Time => "TIME",
        TimeType::Duration => "DURATION",
        TimeType::Set => "SET",
    }
}

/// A value with its digits as `d`, so that mistakes of one kind are counted together.
fn shape(value: &str) -> String {
    value.chars().map(|character| if character.is_ascii_digit() { 'd' } else { character }).collect()
}

/// How the edges of our span lie to theirs.
fn edges(our: Span, their: Span) -> String {
    let side = |our: usize, their: usize| match our.cmp(&their) {
        std::cmp::Ordering::Less => "before",
        std::cmp::Ordering::Equal => "at",
        std::cmp::Ordering::Greater => "after",
    };
    format!("start {}, end {}", side(our.start, their.start), side(our.end, their.end))
}

/// A span in its sentence, marked.
pub(super) fn around(text: &str, span: Span) -> String {
    let mut from = span.start.saturating_sub(90);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (span.end + 60).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    format!("{}⟦{}⟧{}", part(from, span.start), part(span.start, span.end), part(span.end, to))
}
