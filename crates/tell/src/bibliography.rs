//! The reports of an account as a bibliography.

use crate::account::{Account, Article};
use crate::safe;
use article::{Digest, PartialDate};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// So many letters of an outlet's name stand in a key, and so many digits of what tells two reports of one outlet and year apart.
const NAME: usize = 24;
const DIGITS: usize = 6;

/// The reports as `BibLaTeX`, in the order of the account: an `@online` entry each, with headline, outlet, day and address as far as they
/// are known.
///
/// A key is made of outlet, year and the id of the article, so that a report has the same key in every account it is in. What a
/// report says is escaped: it can close no field and call no command.
pub fn bibtex(account: &Account) -> String {
    let mut out = String::new();
    for (key, article) in keyed(account) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}@online{{{key}", if out.is_empty() { "" } else { "\n" });
        let mut field = |name: &str, value: &str| {
            let _ = write!(out, ",\n  {name} = {{{value}}}");
        };
        // A second pair of braces keeps capitals as they are.
        field("title", &format!("{{{}}}", latex(&headline(article))));
        if let Some(outlet) = &article.outlet {
            field("organization", &format!("{{{}}}", latex(&safe::one_line(outlet))));
        }
        if let Some(date) = published(article) {
            let parts = (0..)
                .zip(date)
                .map(|(at, part)| format!("{part:0width$}", width = if at == 0 { 4 } else { 2 }));
            field("date", &parts.collect::<Vec<_>>().join("-"));
        }
        if let Some(address) = article.url.as_deref().and_then(safe::link) {
            field("url", &verbatim(address));
        }
        out.push_str(",\n}\n");
    }
    out
}

/// The reports as CSL-JSON, in the order of the account: an array of items of type `article-newspaper`, or `webpage` where no outlet is
/// known, issued as precisely as it is known. The ids are the keys of [`bibtex`].
pub fn csl(account: &Account) -> String {
    let items: Vec<Item> = keyed(account).into_iter().map(|(key, article)| item(key, article)).collect();
    // Nothing in these types can fail to be written.
    serde_json::to_string_pretty(&items).unwrap_or_default() + "\n"
}

/// An item of CSL-JSON.
#[derive(Serialize)]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

#[derive(Serialize)]
struct Issued {
    /// Year, month and day, as far as they are known.
    #[serde(rename = "date-parts")]
    parts: [Vec<i16>; 1],
}

fn item(id: String, article: &Article) -> Item {
    Item {
        id,
        kind: if article.outlet.is_some() { "article-newspaper" } else { "webpage" },
        title: headline(article),
        outlet: article.outlet.as_deref().map(safe::one_line),
        issued: published(article).map(|date| Issued { parts: [date] }),
        url: article.url.as_deref().and_then(safe::link).map(str::to_owned),
        language: article.language.clone(),
    }
}

/// The reports, each with its key.
fn keyed(account: &Account) -> Vec<(String, &Article)> {
    let mut taken = BTreeSet::new();
    let key = |article: &Article| {
        let outlet = article.outlet.as_deref().unwrap_or_default();
        let letters = outlet.chars().filter(char::is_ascii_alphanumeric).take(NAME);
        let name: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
        let name = if name.is_empty() { "report" } else { &name };
        let year = published(article).and_then(|date| date.first().copied());
        let year = year.map_or_else(|| "nd".to_owned(), |year| year.to_string());
        let digest = Digest::of(article.id.as_bytes()).to_string();
        // Longer only for two that would have one key.
        let keys = (DIGITS..=digest.len()).filter_map(|digits| digest.get(..digits));
        let mut keys = keys.map(|digits| format!("{name}{year}-{digits}"));
        let found = keys.find(|key| !taken.contains(key));
        let key = found.unwrap_or_else(|| format!("{name}{year}-{digest}-{}", article.number));
        taken.insert(key.clone());
        key
    };
    let articles = account.articles.iter();
    articles.map(key).zip(&account.articles).collect()
}

fn headline(article: &Article) -> String {
    let title = article.title.as_deref().map(safe::one_line).unwrap_or_default();
    // A title in brackets is one that was supplied.
    if title.is_empty() { format!("[{}]", safe::one_line(&article.id)) } else { title }
}

/// Year, month and day of publication, as far as they are known.
fn published(article: &Article) -> Option<Vec<i16>> {
    let day = |day: Date| vec![day.year(), day.month().into(), day.day().into()];
    Some(match article.published.as_deref()?.parse().ok()? {
        PartialDate::Year(year) => vec![year],
        PartialDate::Month(year, month) => vec![year, month.into()],
        PartialDate::Day(date) => day(date),
        PartialDate::Moment(moment, _) => day(moment.date()),
    })
}

/// Text as `LaTeX` that says just that text, with no brace but in pairs.
fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '%' | '#' | '_' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

/// An address as a verbatim field has it: braces and backslashes would end it, and are encoded.
fn verbatim(address: &str) -> String {
    address.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}
