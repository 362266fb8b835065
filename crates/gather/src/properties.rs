//! What a document's own properties say about it, and whether to believe them.
//!
//! Programs fill them with names of templates, of users and with the day on which a file was made from another. So
//! they count only where the text itself says the same; a day that it does not name is told in a note.

use crate::draft::Known;
use crate::{Note, dates};
use article::PartialDate;
use jiff::civil::Date;

/// The properties, word for word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Properties {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    /// When the file was made, in a form that [`dates::parse`] reads.
    pub(crate) made: Option<String>,
    pub(crate) language: Option<String>,
}

/// How much of the beginning of a text tells what it is, in bytes, and how much of its end.
const HEAD: usize = 3000;
const FOOT: usize = 500;

impl Properties {
    /// What of this the text bears out.
    pub(crate) fn believed(self, text: &str) -> (Known, Vec<Note>) {
        let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
        let foot = text.get(text.floor_char_boundary(text.len().saturating_sub(FOOT))..).unwrap_or_default();
        let key_of_head = key(head);
        let stands_there = |words: &String| {
            let key = key(words);
            key.chars().count() >= 5 && key_of_head.contains(&key)
        };
        let line = |words: String| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let made = self.made.as_deref().and_then(|made| dates::parse(made).ok());
        let day = made.and_then(|made| match made {
            PartialDate::Day(day) => Some(day),
            PartialDate::Moment(moment, _) => Some(moment.date()),
            _ => None,
        });
        let is_named = day.is_some_and(|day| names_day(head, day) || names_day(foot, day));
        let known = Known {
            title: self.title.map(line).filter(stands_there),
            byline: self.author.map(line).filter(stands_there),
            // The hour is that of the file; the day is what the text bears out.
            published: day.filter(|_| is_named).map(|day| day.to_string()),
            language: self.language,
            ..Known::default()
        };
        let note = day.filter(|_| !is_named).map(|day| Note::Made { at: day.to_string() });
        (known, note.into_iter().collect())
    }
}

/// Whether a text names this day: `30 April 2031`, `April 30th, 2031`, `Apr. 30, 2031`, `2031-04-30`, `30.04.2031`.
fn names_day(text: &str, day: Date) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (long, short) =
        (day.strftime("%B").to_string().to_lowercase(), day.strftime("%b").to_string().to_lowercase());
    let number = |word: &str| {
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        digits.parse::<i16>().ok()
    };
    let is_month = |word: &str| word == long || word == short || number(word) == Some(i16::from(day.month()));
    words.windows(3).any(|three| {
        let [one, two, three] = three else { return false };
        let is_day = |word: &str| number(word) == Some(i16::from(day.day()));
        let is_year = |word: &str| number(word) == Some(day.year());
        is_year(three) && (is_day(one) && is_month(two) || is_month(one) && is_day(two))
            || is_year(one) && is_month(two) && is_day(three)
    })
}

/// Letters and digits only, in lower case.
fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(title: &str, author: &str, made: &str) -> Properties {
        let word = |word: &str| Some(word.to_owned());
        Properties { title: word(title), author: word(author), made: word(made), language: None }
    }

    #[test]
    fn what_the_text_says_too_is_believed() {
        let text = "The  Tide\n\nGate shut – again\n\nBy Ada Roe, 30 April 2031\n\nThe gate is shut.";
        let (known, notes) = some("Gate shut - again", "Ada Roe", "2031-04-30T09:00:00").believed(text);
        assert_eq!(known.title.as_deref(), Some("Gate shut - again"));
        assert_eq!(known.byline.as_deref(), Some("Ada Roe"));
        assert_eq!(known.published.as_deref(), Some("2031-04-30"));
        assert_eq!(notes, []);
        let (known, notes) = some("template_final2", "User", "2031-05-02").believed(text);
        assert_eq!(known, Known::default());
        assert_eq!(notes, [Note::Made { at: "2031-05-02".into() }]);
        let (known, notes) = some("", "", "long ago").believed("");
        assert_eq!((known, notes), (Known::default(), vec![]));
    }

    #[test]
    fn days_are_named_in_many_forms() {
        let day = jiff::civil::date(2031, 4, 5);
        for text in
            ["5 April 2031", "On April 5th, 2031 it", "Apr. 5, 2031", "2031-04-05", "05.04.2031", "4/5/2031"]
        {
            assert!(names_day(text, day), "{text}");
        }
        for text in ["6 April 2031", "April 2031", "5 April 2030", "15 April 2031", "5 and 4 2031 things", ""]
        {
            assert!(!names_day(text, day), "{text}");
        }
    }
}
