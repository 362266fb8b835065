//! Lines known by their words: furniture, newsletters, captions.

use super::{
    declared::Declares,
    lines::{Line, fold},
    links,
};
use crate::{
    Debris, DebrisKind,
    text::Text,
    words::{Roles, table},
};
use std::{collections::HashMap, sync::LazyLock};

/// How many links may follow a heading such as *Most read*.
const LINKS: usize = 8;
/// The most words of such a link.
const LINK_WORDS: usize = 16;
/// How many lines at the head and at the foot tell of the author.
const HEAD: usize = 2;
const FOOT: usize = 5;
/// The fewest words of a line in capitals for it to be a link rather than a heading of the report.
const SHOUTED: usize = 6;
/// How many words from its end a credit may stand for the whole line to be a caption.
const CREDIT_WORDS: usize = 10;
/// How many words the name of a photographer has.
const PHOTOGRAPHER_WORDS: usize = 4;

/// What stands for a few words in a phrase, and for how many.
const GAP: &str = "…";
const GAP_WORDS: usize = 10;

/// Words of which whole lines of furniture are made.
static WORDS: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("line_words.tsv")));

#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Start,
    End,
    Whole,
    Anywhere,
    Inside,
    Edge,
    Link,
    /// At the head of what is part of the report: it marks nothing.
    Head,
}

#[derive(Debug)]
struct Cue {
    phrase: Vec<String>,
    place: Place,
    words: usize,
    kind: DebrisKind,
    declares: Option<Declares>,
}

/// The cues by the word at which they are looked for: the first, or for those at the end the last.
static CUES: LazyLock<HashMap<String, Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: HashMap<String, Vec<Cue>> = HashMap::new();
    for row in table(include_str!("cues.tsv")) {
        let [phrase, place, words, kind] = row[..] else { continue };
        let (Some(place), Some(kind), Ok(words)) = (place_of(place), kind_of(kind), words.parse()) else {
            continue;
        };
        let (phrase, declares) = (folded_phrase(phrase), Declares::named(row[3]));
        let key = if place == Place::End { phrase.last() } else { phrase.first() };
        if let Some(key) = key.cloned() {
            cues.entry(key).or_default().push(Cue { phrase, place, words, kind, declares });
        }
    }
    cues
});

/// A phrase of the table as lines are folded.
fn folded_phrase(phrase: &str) -> Vec<String> {
    let text = Text::cut(phrase);
    (0..text.tokens.len()).map(|at| fold(text.token(at))).collect()
}

fn place_of(word: &str) -> Option<Place> {
    Some(match word {
        "start" => Place::Start,
        "end" => Place::End,
        "whole" => Place::Whole,
        "any" => Place::Anywhere,
        "inside" => Place::Inside,
        "edge" => Place::Edge,
        "link" => Place::Link,
        "head" => Place::Head,
        _ => return None,
    })
}

fn kind_of(word: &str) -> Option<DebrisKind> {
    Some(match word {
        "furniture" => DebrisKind::Furniture,
        "newsletter" => DebrisKind::Newsletter,
        "caption" => DebrisKind::Caption,
        "credit" => DebrisKind::CreditLine,
        "bio" => DebrisKind::Bio,
        "note" => DebrisKind::Note,
        note if Declares::named(note).is_some() => DebrisKind::Note,
        _ => return None,
    })
}

/// Marks the lines whose words say that they are no part of the report.
pub(super) fn mark(text: &Text<'_>, lines: &[Line<'_>], marked: &mut [Option<DebrisKind>]) {
    let mut follow = 0;
    for (number, (line, mark)) in lines.iter().zip(marked).enumerate() {
        if mark.is_some() {
            continue;
        }
        let words: Vec<&str> = line.tokens.clone().map(|at| text.token(at)).collect();
        let edge = number < HEAD || number + FOOT >= lines.len();
        *mark = kind(&line.folded, &words, line.count, edge);
        if mark.is_none() && line.count == 0 {
            // *___*, *\* \* \**, *###*
            *mark = Some(DebrisKind::Note);
        }
        if mark.is_none() && (number >= HEAD && is_shouted(line) || is_buttons(line)) {
            *mark = Some(DebrisKind::Furniture);
        }
        if mark.is_none() && number >= HEAD && links::is_glued(line) {
            *mark = Some(DebrisKind::Furniture);
        }
        if mark.is_none() && links::is_credited(line) {
            *mark = Some(DebrisKind::Caption);
        }
        if mark.is_none() && is_stamp(line) {
            *mark = Some(DebrisKind::CreditLine);
        }
        if heads_links(line, *mark) {
            follow = LINKS;
        } else if follow > 0 && mark.is_none() {
            // What stands under *Most read* until the report goes on.
            let link = !line.closed && line.count <= LINK_WORDS && line.count > 1;
            *mark = link.then_some(DebrisKind::Furniture);
            follow = if link { follow - 1 } else { 0 };
        }
    }
}

/// *NORTH BANK STAYS DRY, BUT SOUTH BANK COUNTS THE COST*: a link to another report, in capitals.
fn is_shouted(line: &Line<'_>) -> bool {
    let letters = |pick: fn(char) -> bool| line.words.chars().filter(|letter| pick(*letter)).count();
    !line.closed
        && line.count >= SHOUTED
        && letters(char::is_uppercase) > 20
        && letters(char::is_lowercase) == 0
        && !line.words.contains(['"', '“', '”'])
}

fn heads_links(line: &Line<'_>, mark: Option<DebrisKind>) -> bool {
    let listed = line.folded.last().is_some_and(|last| last == ":")
        && matches!(line.folded.first().map(String::as_str), Some("read" | "see" | "more" | "also"));
    mark == Some(DebrisKind::Furniture)
        && line.folded.len() <= 4
        && (listed
            || matches!(
                line.folded.first().map(String::as_str),
                Some(
                    "related"
                        | "recommended"
                        | "most"
                        | "trending"
                        | "top"
                        | "you"
                        | "latest"
                        | "editor's"
                        | "editor"
                )
            ))
}

/// Sentences of longer paragraphs that ask to subscribe, lead elsewhere or name helpers, at the head or the end
/// of their paragraph.
pub(super) fn sentences(text: &Text<'_>, lines: &[Line<'_>], marked: &[Option<DebrisKind>]) -> Vec<Debris> {
    let mut found = Vec::new();
    for (line, _) in lines.iter().zip(marked).filter(|(_, mark)| mark.is_none()) {
        let first = text.sentences.partition_point(|sentence| sentence.span.start < line.span.start);
        let last = text.sentences.partition_point(|sentence| sentence.span.end <= line.span.end);
        if last < first + 2 {
            continue;
        }
        for sentence in text.sentences.get(first..last).unwrap_or(&[]) {
            let words: Vec<&str> = sentence.tokens.clone().map(|at| text.token(at)).collect();
            let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
            if let Some(kind) = kind(&folded, &words, folded.len(), false)
                && !matches!(kind, DebrisKind::Caption | DebrisKind::Bio)
            {
                found.push(Debris { span: sentence.span, kind });
            }
        }
    }
    found
}

fn kind(folded: &[String], words: &[&str], count: usize, edge: bool) -> Option<DebrisKind> {
    let quoted = folded.iter().any(|word| matches!(word.as_str(), "\"" | "“" | "”" | "‘"));
    let lead = lead(folded);
    let mut end = folded.len();
    while end > lead && matches!(folded[end - 1].as_str(), "." | ")" | "]" | "*" | "_" | "»" | ">" | ":") {
        end -= 1;
    }
    let begins = |cue: &Cue, at: usize| begins(&cue.phrase, &folded[at..]).is_some();
    let at_end =
        folded.get(end.wrapping_sub(1)).and_then(|word| CUES.get(word.as_str())).into_iter().flatten().find(
            |cue| {
                cue.place == Place::End
                    && (!quoted || cue.kind == DebrisKind::Caption)
                    && cue.words >= count
                    && cue.phrase.len() <= end
                    && cue.phrase.iter().rev().zip(folded[..end].iter().rev()).all(|(cue, word)| cue == word)
                    && (credit_at_end(cue, folded, words, end)
                        || cue.kind == DebrisKind::Furniture
                            && end == folded.len()
                            && words[end - cue.phrase.len()].starts_with(char::is_uppercase))
            },
        );
    if let Some(cue) = at_end {
        return Some(cue.kind);
    }
    (lead..folded.len())
        .find_map(|at| {
            CUES.get(folded[at].as_str())?.iter().find(|cue| {
                let fits = match cue.place {
                    Place::Start => at == lead && count <= cue.words && !quoted_before(folded, at),
                    Place::Link => at == lead && count <= cue.words && end == folded.len(),
                    Place::Whole => at == lead && end.saturating_sub(lead) <= cue.phrase.len(),
                    Place::Anywhere => !quoted && count <= cue.words,
                    Place::Edge => edge && count <= cue.words && !quoted_before(folded, at),
                    Place::Inside => {
                        count <= cue.words
                            && (!quoted || at + CREDIT_WORDS >= folded.len())
                            && at > lead
                            && matches!(
                                folded[at - 1].as_str(),
                                "." | "(" | "|" | "/" | "[" | "!" | "?" | ";" | "”" | "\""
                            )
                            && words[at].starts_with(char::is_uppercase)
                    }
                    Place::End | Place::Head => false,
                };
                fits && begins(cue, at)
            })
        })
        .map(|cue| cue.kind)
}

/// How many marks stand before the words: bullets, stars, arrows.
fn lead(folded: &[String]) -> usize {
    let lead = folded
        .iter()
        .take_while(|word| {
            matches!(word.as_str(), "*" | "-" | "–" | "—" | "•" | "|" | ">" | "»" | "#" | "_" | "[")
        })
        .count();
    let numbered = folded.get(lead.wrapping_sub(1)).is_some_and(|word| word == "#");
    if folded.get(lead).is_none() || numbered { 0 } else { lead }
}

/// What words declare by their beginning, and how many of them that takes; of several phrases the longest says it.
pub(super) fn declares(folded: &[String]) -> Option<(Declares, usize)> {
    let count = folded.iter().filter(|word| word.starts_with(char::is_alphanumeric)).count();
    [0, lead(folded)]
        .into_iter()
        .filter_map(|at| CUES.get(folded.get(at)?.as_str()).map(|cues| (at, cues)))
        .flat_map(|(at, cues)| cues.iter().map(move |cue| (at, cue)))
        .filter(|(_, cue)| matches!(cue.place, Place::Start | Place::Head | Place::Whole))
        .filter(|(_, cue)| cue.place == Place::Whole || cue.words >= count)
        .filter_map(|(at, cue)| Some((cue.declares?, at + begins(&cue.phrase, folded.get(at..)?)?)))
        .max_by_key(|(declares, taken)| (*taken, std::cmp::Reverse(*declares)))
}

/// How many words a phrase takes at their beginning, in which a gap stands for a few; `None` when they do not begin with it.
fn begins(phrase: &[String], words: &[String]) -> Option<usize> {
    let Some((first, rest)) = phrase.split_first() else { return Some(0) };
    if first == GAP {
        let mut skipped = 0..=GAP_WORDS.min(words.len());
        return skipped.find_map(|skipped| Some(skipped + begins(rest, &words[skipped..])?));
    }
    let (word, words) = words.split_first()?;
    if word == first { Some(1 + begins(rest, words)?) } else { None }
}

/// *Share Tweet Email*: nothing but the names of buttons.
fn is_buttons(line: &Line<'_>) -> bool {
    line.count > 0
        && line
            .folded
            .iter()
            .filter(|word| word.starts_with(char::is_alphanumeric))
            .all(|word| is_word(word, "button"))
        && line.folded.iter().any(|word| word.starts_with(char::is_alphabetic))
}

/// *Wednesday 5 May 2031 16.20 BST*: nothing but a day and a time.
fn is_stamp(line: &Line<'_>) -> bool {
    let mut words = line.folded.iter().filter(|word| word.starts_with(char::is_alphanumeric));
    line.count > 2
        && line.folded.iter().any(|word| word == super::lines::NUMBER)
        && words.all(|word| word == super::lines::NUMBER || is_word(word, "stamp"))
}

/// Whether a folded word is one of those of which whole lines of this role are made.
pub(super) fn is_word(word: &str, role: &str) -> bool {
    WORDS.has(word, role)
}

fn quoted_before(folded: &[String], at: usize) -> bool {
    at > 0 && matches!(folded[at - 1].as_str(), "\"" | "“" | "‘")
}

/// A credit at the end is one when a bracket, slash, bar or full stop parts it from the words before, or when the
/// line is little else. *The firm bought Getty Images* is a sentence.
fn credit_at_end(cue: &Cue, folded: &[String], words: &[&str], end: usize) -> bool {
    let slash = cue.phrase.first().is_some_and(|first| matches!(first.as_str(), "/" | "("));
    let start = end - cue.phrase.len();
    let parted = start == 0
        || folded[..start].iter().rev().take(8).any(|word| matches!(word.as_str(), "(" | "/" | "|" | "©"))
        || matches!(folded[start - 1].as_str(), "." | "-" | "—" | "–" | ":" | ")")
        || names_between(&words[..start]);
    let capital =
        words.get(start).is_some_and(|word| !word.starts_with(char::is_lowercase) || *word == "via");
    // A full stop after the credit without a bracket ends a sentence that speaks of it.
    let sentence = folded.get(end).is_some_and(|word| word == ".")
        && !folded[start.saturating_sub(8)..start].iter().any(|word| word == "(");
    (slash || (parted && capital)) && !sentence
}

/// Whether nothing but the name of a photographer stands between the last full stop and the credit.
fn names_between(before: &[&str]) -> bool {
    let names = before.iter().rev().take_while(|word| word.starts_with(char::is_uppercase)).count();
    (1..=PHOTOGRAPHER_WORDS).contains(&names)
        && before.iter().rev().nth(names).is_some_and(|word| matches!(*word, "." | ")" | "!" | "?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("cues.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(place_of(row[1]).is_some() && kind_of(row[3]).is_some(), "{row:?}");
            assert!(row[2].parse::<usize>().is_ok() && seen.insert((row[0], row[1])), "{row:?}");
            assert!(!folded_phrase(row[0]).is_empty(), "{row:?}");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("line_words.tsv")) {
            assert!(row.len() == 2 && ["button", "stamp"].contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
