//! Reports made from the sample: each copy of the ten has names, a subject, words and days of its own.
//!
//! A copy is one story. Names are replaced consistently (two spellings of one name stay two spellings), the
//! subject and many words are others, and all dates move by the same number of weeks, so that weekdays stay
//! right. The same number always gives the same copy.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Stories are spread over so many weeks.
const WEEKS: u64 = 400;

/// JSON lines of `count` reports made from these articles (the `article` of each of their readings).
pub(crate) fn reports(articles: &[Value], count: usize) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let (copy, article) = (number / articles.len(), &articles[number % articles.len()]);
        let made = Copy::new(copy as u64).article(article);
        writeln!(lines, "{made}").expect("a string takes all");
    }
    lines
}

/// A sequence of numbers that look like chance and are not (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// What one copy puts in place of what.
struct Copy {
    number: u64,
    words: BTreeMap<String, String>,
    weeks: i64,
}

impl Copy {
    fn new(number: u64) -> Self {
        let mut numbers = Numbers(number);
        let mut words = BTreeMap::new();
        let subjects: Vec<Vec<&str>> = rows(include_str!("subjects.tsv"));
        let subject = &subjects[numbers.below(subjects.len())];
        words.extend(pairs(&subjects[0], subject));
        for row in rows(include_str!("synonyms.tsv")) {
            words.insert(row[0].to_owned(), numbers.one_of(&row).to_owned());
        }
        let mut stems: BTreeMap<&str, String> = BTreeMap::new();
        for row in rows(include_str!("names.tsv")) {
            let mut kind = row[1].split(':');
            let made = match (kind.next(), kind.next(), kind.next()) {
                (Some("given"), ..) => name(&mut numbers, 2, &["a", "in", "o", "el", "is", "en"]),
                (Some("surname"), Some(stem), Some(ending)) => {
                    let stem = stems.entry(stem).or_insert_with(|| name(&mut numbers, 3, &["a", "o", "e"]));
                    format!("{stem}{ending}")
                }
                (Some("surname"), ..) => {
                    name(&mut numbers, 3, &["er", "ov", "lund", "ard", "ing", "ai", "ek"])
                }
                _ => name(&mut numbers, 3, &["ford", "haven", "wick", "burg", "stead", "mouth", "field"]),
            };
            words.insert(row[0].to_owned(), made);
        }
        Self { number, words, weeks: (number % WEEKS).cast_signed() }
    }

    fn article(&self, article: &Value) -> Value {
        let text = |field: &str| article[field].as_str().map(|text| self.text(text));
        let id = article["id"].as_str().unwrap_or_default();
        let number = self.number;
        // Of one address there are two versions; it stays one address.
        let url = article["url"].as_str().map(|url| {
            let path: String = url.chars().filter(char::is_ascii_alphanumeric).collect();
            format!("https://made.example/{number}/{path}")
        });
        let published = article["published"].as_str().map(|published| {
            let day: Date = published[..10].parse().expect("a day");
            self.shifted(day).to_string()
        });
        json!({
            "id": format!("{number:05}-{id}"),
            "title": text("title"),
            "outlet": text("outlet"),
            "url": url,
            "published": published,
            "text": text("text"),
        })
    }

    fn shifted(&self, day: Date) -> Date {
        day.saturating_add((self.weeks * 7).days())
    }

    /// The text with its words and dates replaced, everything between them as it was.
    fn text(&self, text: &str) -> String {
        let mut made = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if let Some((day, tail)) = dated(word, after) {
                let day = self.shifted(day);
                write!(made, "{} {}", month(day), day.day()).expect("a string takes all");
                rest = tail;
                continue;
            }
            made.push_str(&self.word(word));
            let next = after.find(char::is_alphabetic).unwrap_or(after.len());
            made.push_str(&after[..next]);
            rest = &after[next..];
        }
        made
    }

    fn word(&self, word: &str) -> String {
        if let Some(other) = self.words.get(word) {
            return other.clone();
        }
        let lower = word.to_lowercase();
        let by_case = |(known, other): (&String, &String)| {
            (known.to_lowercase() == lower).then(|| match word.chars().nth(1) {
                Some(second) if second.is_uppercase() => other.to_uppercase(),
                _ if word.starts_with(char::is_uppercase) => capital(other),
                _ => other.clone(),
            })
        };
        self.words.get_key_value(&lower).and_then(by_case).unwrap_or_else(|| {
            // A name in capitals, as in a dateline.
            self.words.get_key_value(&capital(&lower)).and_then(by_case).unwrap_or_else(|| word.to_owned())
        })
    }
}

fn month(day: Date) -> &'static str {
    MONTHS[usize::try_from(day.month() - 1).expect("a month")]
}

/// A day such as `April 28` at the beginning of what is left, and what follows it.
fn dated<'t>(word: &str, after: &'t str) -> Option<(Date, &'t str)> {
    let month = MONTHS.iter().position(|month| *month == word)? + 1;
    let digits = after.strip_prefix(' ')?;
    let end = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
    let day: i8 = digits[..end].parse().ok()?;
    Some((date(2031, month as i8, day), &digits[end..]))
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn name(numbers: &mut Numbers, syllables: usize, endings: &[&str]) -> String {
    const ONSETS: [&str; 18] =
        ["b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z"];
    const RHYMES: [&str; 12] = ["a", "e", "i", "o", "u", "an", "el", "or", "ur", "em", "ist", "ald"];
    let mut made = String::new();
    for _ in 1..syllables {
        made += numbers.one_of(&ONSETS);
        made += numbers.one_of(&RHYMES);
    }
    made += numbers.one_of(&ONSETS);
    made += numbers.one_of(endings);
    capital(&made)
}

fn rows(table: &'static str) -> Vec<Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').collect()).collect()
}

fn pairs(from: &[&str], to: &[&str]) -> Vec<(String, String)> {
    from.iter().zip(to).map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
}

#[test]
fn tables_are_well_formed() {
    let subjects = rows(include_str!("subjects.tsv"));
    assert!(subjects.iter().all(|row| row.len() == subjects[0].len()), "{subjects:?}");
    for row in rows(include_str!("synonyms.tsv")) {
        assert!(row.len() > 2 && row.iter().all(|word| !word.is_empty()), "{row:?}");
    }
    let names = rows(include_str!("names.tsv"));
    let mut words: Vec<&str> = names.iter().map(|row| row[0]).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), names.len(), "a name stands twice");
}

#[test]
fn copies_are_stories_of_their_own() {
    let article = json!({
        "id": "a", "title": "SALTMERE waits", "outlet": "Calder Wire", "url": "https://c.example/a",
        "published": "2031-04-28",
        "text": "SALTMERE, April 28 — Dravash, or Dravach, may strike on May 6, the union said.",
    });
    let made: Vec<Value> = (0..50).map(|number| Copy::new(number).article(&article)).collect();
    let mut texts: Vec<&str> = made.iter().filter_map(|made| made["text"].as_str()).collect();
    assert!(texts.iter().all(|text| !text.contains("Drav") && !text.contains("SALTMERE")), "{texts:?}");
    assert!(texts.iter().all(|text| text.contains("sh, or ") && text.contains(" may ")), "{texts:?}");
    // One week on, April 28 is May 5.
    assert_eq!(made[1]["published"], "2031-05-05");
    assert!(texts[1].contains(", May 5 —") && texts[1].contains("on May 13"), "{}", texts[1]);
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), 50);
    assert_eq!(Copy::new(7).article(&article), Copy::new(7).article(&article));
}
