//! An article as text, each sentence with its number and what was read in it.

use crate::shown::one_line;
use anstyle::Style;
use article::Span;
use desk::name_of;
use read::text::SentenceKind;
use read::{Attribution, Reading, Source};
use std::fmt::Write;
use textwrap::{Options, WordSplitter};

const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// What was read at a place of the text: what it is, and in words.
type Found = (usize, &'static str, String);

/// The article as text of this width, each sentence with its number and what was read in it. `about` are lines
/// to show under the headline.
pub(crate) fn marked(reading: &Reading, about: &[String], width: usize, colour: bool) -> String {
    let mut page = Page { out: String::new(), width: width.max(40), colour };
    let article = &reading.article;
    page.wrap(article.title.as_deref().unwrap_or(&article.id.0), "", "", Some(STRONG));
    let mut known = vec![article.id.0.clone()];
    known.extend(article.outlet.as_ref().map(|outlet| outlet.0.clone()));
    known.push(article.published.map_or_else(|| "no date".to_owned(), |date| date.to_string()));
    known.extend(article.byline.clone());
    page.wrap(&known.join(" · "), "", "", None);
    for line in article.url.iter().chain(about) {
        page.wrap(line, "", "", None);
    }
    if !reading.language.read {
        let tag = reading.language.tag.as_deref().unwrap_or("an unknown language");
        page.wrap(&format!("Not read: it is in {tag}, and only English is read."), "", "", None);
    }
    let mut found = found(reading);
    found.sort();
    let mut found = found.into_iter().peekable();
    let mut paragraph = None;
    for (index, sentence) in reading.sentences.iter().enumerate() {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            page.out.push('\n');
        }
        let debris = match sentence.kind {
            SentenceKind::Debris => "[debris] ",
            SentenceKind::Body | SentenceKind::Heading => "",
        };
        let style = match sentence.kind {
            SentenceKind::Body => None,
            SentenceKind::Heading => Some(STRONG),
            SentenceKind::Debris => Some(DIM),
        };
        let words = format!("{debris}{}", reading.words(sentence.span));
        page.wrap(&words, &format!("{:>4}  ", index + 1), "      ", style);
        while let Some((_, label, words)) = found.next_if(|(at, ..)| *at < sentence.span.end) {
            page.wrap(&words, &format!("        {label:<7} "), "                ", Some(DIM));
        }
    }
    page.names(reading);
    page.out
}

fn found(reading: &Reading) -> Vec<Found> {
    let words = |span: Span| one_line(reading.words(span));
    let name = |id: read::EntityId| reading.entity(id).map(|entity| entity.name.clone());
    let mut found: Vec<Found> = Vec::new();
    for said in &reading.attributions {
        if let Some(at) = said.quoted.iter().chain(&said.content).map(|span| span.start).min() {
            found.push((at, "said", attributed(reading, said)));
        }
    }
    for time in &reading.times {
        found.push((
            time.span.start,
            "time",
            format!("{} → {}: {}", words(time.span), time.value, time.reason),
        ));
    }
    for event in &reading.events {
        let who: Vec<String> = event.participants.iter().filter_map(|id| name(*id)).collect();
        let mut line = format!("{}, {}", event.kind, name_of(&event.status));
        if !who.is_empty() {
            let _ = write!(line, "; who: {}", who.join(", "));
        }
        if let Some(place) = event.place.and_then(name) {
            let _ = write!(line, "; where: {place}");
        }
        if let Some(time) = event.time.and_then(|index| reading.times.get(index)) {
            let _ = write!(line, "; when: {}", time.value);
        }
        found.push((event.trigger.start, "event", line));
    }
    for stance in &reading.stances {
        let holder = stance.entity.and_then(name).unwrap_or_else(|| words(stance.holder));
        let line = format!("{holder} {} {}", name_of(&stance.kind), words(stance.object));
        let red_line = if stance.red_line { ", a red line" } else { "" };
        found.push((stance.cue.start, "stance", format!("{line} ({}{red_line})", name_of(&stance.hedge))));
    }
    for figure in &reading.figures {
        let counts = figure.counts.map(|span| format!(", of: {}", words(span))).unwrap_or_default();
        let unit = figure.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let line = format!("{} = {}{unit}{counts}", words(figure.span), figure.value);
        found.push((figure.span.start, "figure", line));
    }
    for cited in &reading.citations {
        found.push((cited.span.start, "cites", format!("{} ({})", cited.outlet, name_of(&cited.kind))));
    }
    for term in &reading.terms {
        found.push((term.start, "term", format!("“{}”, nobody’s words", words(*term))));
    }
    for debris in &reading.debris {
        let line = format!("{}: {}", name_of(&debris.kind), words(debris.span));
        found.push((debris.span.start, "debris", line));
    }
    found
}

fn attributed(reading: &Reading, said: &Attribution) -> String {
    let words = |spans: &[Span]| {
        spans.iter().map(|span| one_line(reading.words(*span))).collect::<Vec<_>>().join(" … ")
    };
    let who =
        said.source.as_ref().map_or_else(|| "unknown speaker".to_owned(), |source| speaker(reading, source));
    let cue = if said.cue.is_empty() { String::new() } else { format!(", “{}”", words(&said.cue)) };
    let content =
        if said.quoted.is_empty() { words(&said.content) } else { format!("“{}”", words(&said.quoted)) };
    format!("{who}{cue} ({}, {}): {content}", name_of(&said.kind), name_of(&said.hedge))
}

fn speaker(reading: &Reading, source: &Source) -> String {
    let named = source.entity.and_then(|id| reading.entity(id)).map(|entity| entity.name.clone());
    let words: Vec<String> = source.spans.iter().map(|span| one_line(reading.words(*span))).collect();
    let anonymous = if source.anonymous { ", unnamed" } else { "" };
    format!("{}{anonymous}", named.unwrap_or_else(|| words.join(" ")))
}

struct Page {
    out: String,
    width: usize,
    colour: bool,
}

impl Page {
    fn names(&mut self, reading: &Reading) {
        let named: Vec<_> = reading.entities.iter().filter(|entity| entity.named).collect();
        if !named.is_empty() {
            self.out.push('\n');
            self.wrap("Names", "", "", Some(STRONG));
        }
        for entity in named {
            let mut line = format!("{} ({})", entity.name, name_of(&entity.kind));
            for role in &entity.roles {
                let former = if role.former { "former " } else { "" };
                let _ = write!(line, ", {former}{}", one_line(reading.words(role.span)));
            }
            if let Some(party) = &entity.affiliation {
                let _ = write!(line, "; speaks for {party}");
            }
            self.wrap(&line, "  ", "      ", None);
        }
    }

    fn wrap(&mut self, words: &str, first: &str, rest: &str, style: Option<Style>) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&one_line(words), options) {
            match style.filter(|_| self.colour) {
                Some(style) => {
                    let _ = writeln!(self.out, "{style}{}{style:#}", line.trim_end());
                }
                None => {
                    let _ = writeln!(self.out, "{}", line.trim_end());
                }
            }
        }
    }
}
