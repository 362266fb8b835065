//! Whether words name an outlet, and which.

use crate::{
    text::{Text, TokenKind},
    words::{Roles, table},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

/// The most tokens that the name of an outlet has.
const NAME_TOKENS: usize = 8;
/// The most words that may describe an outlet before its name: *the German public broadcaster*.
const DESCRIPTION: usize = 5;

/// What it takes for the words of the table to name their outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    Determiner,
    NoPersonOfThatName,
    InnerPlace,
    FullNameBefore,
}

#[derive(Debug)]
struct Row {
    rest: Vec<String>,
    plain: &'static str,
    takes: Takes,
}

static TABLE: LazyLock<HashMap<String, Vec<Row>>> = LazyLock::new(|| {
    let mut by_first: HashMap<String, Vec<Row>> = HashMap::new();
    for row in table(include_str!("outlets.tsv")) {
        let [surface, plain, takes] = row[..] else { continue };
        let takes = match takes {
            "the" => Takes::Determiner,
            "name" => Takes::NoPersonOfThatName,
            "word" => Takes::InnerPlace,
            "seen" => Takes::FullNameBefore,
            _ => Takes::Nothing,
        };
        let text = Text::cut(surface);
        let mut words = (0..text.tokens.len()).map(|at| straight(text.token(at)));
        let Some(first) = words.next() else { continue };
        by_first.entry(first).or_default().push(Row { rest: words.collect(), plain, takes });
    }
    for rows in by_first.values_mut() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.rest.len()));
    }
    by_first
});

static ROLES: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("outlet_words.tsv")));

/// How the adjectives of countries end.
static NATIONALITIES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    table(include_str!("outlet_words.tsv"))
        .filter_map(|row| match row[..] {
            [suffix, "nationality"] => suffix.strip_prefix('-'),
            _ => None,
        })
        .collect()
});

pub(super) fn has_role(word: &str, role: &str) -> bool {
    ROLES.has(word, role)
}

fn straight(word: &str) -> String {
    word.replace('’', "'")
}

/// Whether a word begins with a capital.
pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the" | "The" | "THE" | "a" | "A" | "an" | "An" | "this" | "This" | "that" | "s" | "’s" | "'s"
    )
}

/// A day or month, which may follow a name without belonging to it: *told Reuters Friday*.
pub(super) fn is_calendar(word: &str) -> bool {
    super::cited::BETWEEN.has(word, "time") && is_capital(word)
}

/// An outlet named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The tokens of its name, without article.
    pub(super) name: Range<usize>,
    /// The token after the name and what the outlet is called: *the Rudaw news agency*.
    pub(super) after: usize,
    /// Its plain name.
    pub(super) plain: String,
}

/// What is known of outlets while a text is read.
#[derive(Debug)]
pub(super) struct Outlets {
    /// Words that stand for an outlet named before, with its plain name.
    short: BTreeMap<String, String>,
    introduced: HashSet<String>,
    /// Words that are surnames in this text.
    surnames: HashSet<String>,
}

impl Outlets {
    /// Nothing introduced yet; the surnames of the text are gathered.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let mut surnames = HashSet::new();
        for at in 1..text.tokens.len() {
            let (before, word) = (text.token(at - 1), text.token(at));
            let touching = text.tokens[at - 1].span.end + 1 == text.tokens[at].span.start;
            if touching
                && is_capital(word)
                && is_capital(before)
                && before.len() > 2
                && !is_determiner(before)
            {
                surnames.insert(word.to_owned());
            }
        }
        Self { short: BTreeMap::new(), introduced: HashSet::new(), surnames }
    }

    /// Lets the parts of a full name stand for it from here on.
    pub(super) fn introduce(&mut self, plain: &str) {
        self.introduced.insert(plain.to_owned());
        let text = Text::cut(plain);
        let words: Vec<&str> = (0..text.tokens.len()).map(|at| text.token(at)).collect();
        if words.len() < 2 {
            return;
        }
        for word in words.into_iter().filter(|word| is_capital(word) && !has_role(word, "generic")) {
            self.short.insert(word.to_owned(), plain.to_owned());
        }
    }

    /// The outlet whose name, with or without an article, begins at token `at`.
    pub(super) fn at(&self, text: &Text<'_>, at: usize) -> Option<Named> {
        let article = matches!(text.token(at), "the" | "The" | "THE" | "a" | "an");
        let first = if article { at + 1 } else { at };
        let mut named = self.known(text, first, article).or_else(|| by_shape(text, first, article));
        if named.is_none() && at > 0 {
            named = by_description(text, at);
        }
        let mut named = named.or_else(|| before_description(text, first))?;
        // *CNN affiliate WTOR*: the affiliate is meant.
        if text.token(named.after) == "affiliate" && is_capital(text.token(named.after + 1)) {
            let first = named.after + 1;
            let end = run_end(text, first).min(first + 4);
            named = Named { name: first..end, after: end, plain: plain(text, first..end) };
        }
        if text.token(named.after) == "news" && has_role(text.token(named.after + 1), "agency") {
            named.after += 2;
        } else if has_role(text.token(named.after), "newspaper") {
            named.after += 1;
        }
        Some(named)
    }

    /// An outlet of the table, or one named in full before.
    fn known(&self, text: &Text<'_>, first: usize, article: bool) -> Option<Named> {
        let word = text.token(first);
        let next = text.token(first + 1);
        let ends = !is_capital(next) || is_calendar(next);
        let determined = article || (first > 0 && is_determiner(text.token(first - 1)));
        if determined
            && ends
            && let Some(plain) = self.short.get(word)
        {
            return Some(Named { name: first..first + 1, after: first + 1, plain: plain.clone() });
        }
        let rows = TABLE.get(&straight(word))?;
        let row = rows.iter().find(|row| {
            row.rest
                .iter()
                .enumerate()
                .all(|(offset, word)| straight(text.token(first + 1 + offset)) == *word)
        })?;
        let end = first + 1 + row.rest.len();
        let next = text.token(end);
        let alone = row.rest.is_empty() && word.chars().any(char::is_lowercase);
        let goes_on = alone && is_capital(next) && !is_calendar(next) && text.tokens.get(end).is_some();
        let head = begins_sentence(text, first);
        let holds = match row.takes {
            Takes::Nothing => true,
            Takes::Determiner => determined && next != "of",
            Takes::NoPersonOfThatName => !self.surnames.contains(word),
            Takes::InnerPlace => !head,
            Takes::FullNameBefore => self.introduced.contains(row.plain),
        };
        (holds && !goes_on && row.plain != "-").then(|| Named {
            name: first..end,
            after: end,
            plain: row.plain.to_owned(),
        })
    }
}

fn begins_sentence(text: &Text<'_>, at: usize) -> bool {
    let sentence = text.tokens.get(at).and_then(|token| text.sentence_at(token.span.start));
    sentence
        .and_then(|sentence| text.sentences.get(sentence))
        .is_some_and(|sentence| sentence.tokens.start == at)
}

/// The end of the run of capitalised words at `first`, and of those in it that outlet names may hold.
fn run_end(text: &Text<'_>, first: usize) -> usize {
    let mut end = first;
    while end < first + NAME_TOKENS {
        let word = text.token(end);
        let before = text.token(end.wrapping_sub(1));
        let joins = is_capital(text.token(end + 1))
            && match word {
                // *Times of Orle*, but *Ann Bell of Tide News*
                "of" => has_role(before, "strong") || has_role(before, "weak"),
                "and" | "&" | "-" | "for" | "de" | "la" => true,
                _ => false,
            };
        if !(is_capital(word) || (joins && end > first)) {
            break;
        }
        end += 1;
    }
    end
}

/// *WTOR*: the call sign of a station.
fn is_call_sign(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['W', 'K']) && word.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// An outlet by the words of its name: *the Estuary Post*, *Radio Tolme*.
fn by_shape(text: &Text<'_>, first: usize, article: bool) -> Option<Named> {
    if has_role(text.token(first), "function") || is_calendar(text.token(first)) {
        return None;
    }
    if is_call_sign(text.token(first)) {
        let end =
            if text.token(first + 1) == "-" && text.token(first + 2) == "TV" { first + 3 } else { first + 1 };
        return Some(Named { name: first..end, after: end, plain: plain(text, first..end) });
    }
    let run = first..run_end(text, first);
    let whole = |range: &Range<usize>| range.clone().all(|at| !has_role(text.token(at), "not"));
    let last =
        run.clone().rev().find(|at| has_role(text.token(*at), "strong") || has_role(text.token(*at), "weak"));
    // *Radio Tolme*, *Daily Lantern*
    let opened = run.len() > 1 && has_role(text.token(first), "first");
    let mut end = match last {
        Some(last) if last > first => last + 1,
        _ if opened => {
            let mut end = run.end.min(first + 3);
            while end > first + 1 && is_calendar(text.token(end - 1)) {
                end -= 1;
            }
            end
        }
        Some(last) => last + 1,
        None => return None,
    };
    // *Kyodo News Agency*, *Tide Broadcasting Corporation*, *Marsh News Network*.
    if has_role(text.token(end), "company") && end < run.end {
        end += 1;
    }
    let name = first..end;
    let strong = opened || name.clone().any(|at| has_role(text.token(at), "strong"));
    let alone = name.len() == 1;
    let goes_on = end < run.end && !is_calendar(text.token(end));
    let article_needed = alone || !strong;
    let spoils = (article_needed && !article) || goes_on || !whole(&name) || text.token(end) == "of";
    // *the Press* alone is the press.
    let bare = alone && !has_role(text.token(first), "alone");
    let known_none = TABLE.get(text.token(first)).is_some_and(|rows| {
        rows.iter().any(|row| {
            row.plain == "-"
                && row.rest.iter().enumerate().all(|(offset, word)| text.token(first + 1 + offset) == word)
        })
    });
    (!spoils && !bare && !known_none).then(|| Named {
        name: name.clone(),
        after: name.end,
        plain: plain(text, name),
    })
}

/// An outlet by what it is called before its name: *the German newspaper Bild*.
fn by_description(text: &Text<'_>, at: usize) -> Option<Named> {
    let called = (at..at + DESCRIPTION).find(|at| {
        // *public radio station WTOR*: the last of the words that say what it is.
        has_role(text.token(*at), "newspaper") && !has_role(text.token(*at + 1), "newspaper")
            || (has_role(text.token(*at), "agency")
                && matches!(text.token(at.saturating_sub(1)), "news" | "wire"))
    })?;
    if (at..called).any(|at| {
        text.tokens.get(at).is_none_or(|token| token.kind != TokenKind::Word && text.words(token.span) != "-")
    }) {
        return None;
    }
    let first = called + 1;
    let mut end = run_end(text, first).min(first + 4);
    while end > first && is_calendar(text.token(end - 1)) {
        end -= 1;
    }
    let after = text.token(end);
    let closed = text.tokens.get(end).is_none_or(|token| token.kind != TokenKind::Word)
        || has_role(after, "goes-on")
        || is_calendar(after);
    (end > first && closed).then(|| Named { name: first..end, after: end, plain: plain(text, first..end) })
}

/// An outlet by what it is called after its name: *Rudaw news agency*.
fn before_description(text: &Text<'_>, first: usize) -> Option<Named> {
    let end = run_end(text, first);
    let called = has_role(text.token(end), "agency")
        || text.token(end) == "newspaper"
        || text.token(end) == "magazine"
        || (text.token(end) == "news"
            && (has_role(text.token(end + 1), "agency") || has_role(text.token(end + 1), "newspaper")));
    let last = text.token(end.saturating_sub(1));
    // *Turkish newspaper*: the adjective of a country names nothing.
    let nationality = end == first + 1 && NATIONALITIES.iter().any(|suffix| last.ends_with(suffix));
    (end > first && called && text.token(end) != "service" && !nationality).then(|| Named {
        name: first..end,
        after: end,
        plain: plain(text, first..end),
    })
}

fn plain(text: &Text<'_>, name: Range<usize>) -> String {
    let words = text.span_of(name).map_or("", |span| text.words(span));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("outlets.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(["sure", "the", "name", "word", "seen"].contains(&row[2]), "{row:?}");
            assert!(!row[1].is_empty() && seen.insert(row[0]), "{row:?}");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("outlet_words.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            let roles = [
                "strong",
                "weak",
                "first",
                "not",
                "generic",
                "newspaper",
                "agency",
                "function",
                "role",
                "link",
                "company",
                "alone",
                "goes-on",
                "nationality",
            ];
            assert!(roles.contains(&row[1]) && seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
