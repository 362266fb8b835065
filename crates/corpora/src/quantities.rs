//! Cases of one sentence each, in JSON: the specifications of Recognizers-Text for times, numbers and units, and
//! the tests of quantulum3.

use crate::timeml::Timex;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use std::{ops::Range, path::Path};

/// A sentence with the quantities in it.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// The sentence.
    pub text: String,
    /// The quantities in order.
    pub quantities: Vec<Quantity>,
}

/// A quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Where it stands, in bytes, where the set says so.
    pub span: Option<Range<usize>>,
    /// Its value.
    pub value: f64,
    /// Its unit as the set names it: `US dollar`, `Kilometer`; empty for a plain number.
    pub unit: String,
}

/// A sentence with its expressions of time, and the day from which it is read.
#[derive(Debug, Clone, Default)]
pub struct TimeCase {
    /// The sentence.
    pub text: String,
    /// The day.
    pub day: Option<String>,
    /// The expressions with all values that are right for each, the first of them in TIMEX3.
    pub times: Vec<(Timex, Vec<String>)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Specified {
    input: String,
    context: Option<Value>,
    #[serde(default)]
    results: Vec<Value>,
}

fn specified(path: &Path) -> Result<Vec<Specified>> {
    let text = crate::text(path)?;
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).with_context(|| format!("{} is not as expected", path.display()))
}

/// The place of a result, which is given in UTF-16 units, the last one included.
fn place(text: &str, result: &Value) -> Option<Range<usize>> {
    let unit = |key: &str| result[key].as_u64().and_then(|unit| usize::try_from(unit).ok());
    let (first, last) = (unit("Start")?, unit("End")?);
    let (mut at, mut span) = (0, None);
    for (byte, character) in text.char_indices() {
        if at == first {
            span = Some(byte..byte);
        }
        at += character.len_utf16();
        if let Some(span) = &mut span
            && at <= last + 1
        {
            span.end = byte + character.len_utf8();
        }
    }
    span.filter(|span| !span.is_empty())
}

/// The cases of a specification of numbers or units.
///
/// # Errors
///
/// When the file cannot be read or is not as expected.
pub fn recognizers(path: &Path) -> Result<Vec<Case>> {
    let cases = specified(path)?.into_iter().map(|case| {
        let quantities = case.results.iter().filter_map(|result| {
            let resolution = &result["Resolution"];
            let written = resolution["value"].as_str()?;
            let percent = written.ends_with('%');
            let value = written.trim_end_matches('%').parse().ok()?;
            let unit = if percent { "%" } else { resolution["unit"].as_str().unwrap_or("") };
            Some(Quantity { span: place(&case.input, result), value, unit: unit.to_owned() })
        });
        Case { quantities: quantities.collect(), text: case.input.clone() }
    });
    Ok(cases.collect())
}

/// The cases of a specification of times.
///
/// # Errors
///
/// When the file cannot be read or is not as expected.
pub fn recognizers_times(path: &Path) -> Result<Vec<TimeCase>> {
    let cases = specified(path)?.into_iter().map(|case| {
        let times = case.results.iter().filter_map(|result| {
            let kind = result["TypeName"].as_str()?.trim_start_matches("datetimeV2.").to_owned();
            let values = result["Resolution"]["values"].as_array()?;
            let right: Vec<String> = values
                .iter()
                .flat_map(|value| [value["timex"].as_str(), value["value"].as_str()])
                .flatten()
                .map(str::to_owned)
                .collect();
            let span = place(&case.input, result)?;
            let value = right.first().cloned().unwrap_or_default();
            Some((Timex { span, kind, value, end: None }, right))
        });
        let day = case.context.as_ref().and_then(|context| context["ReferenceDateTime"].as_str());
        let day = day.map(|day| day.split('T').next().unwrap_or(day).to_owned());
        TimeCase { times: times.collect(), day, text: case.input.clone() }
    });
    Ok(cases.collect())
}

#[derive(Deserialize)]
struct Asked {
    req: String,
    res: Vec<Answered>,
}

#[derive(Deserialize)]
struct Answered {
    value: f64,
    unit: Value,
    surface: Option<String>,
}

/// The cases of one file of quantulum3's tests.
///
/// # Errors
///
/// When the file cannot be read or is not as expected.
pub fn quantulum(path: &Path) -> Result<Vec<Case>> {
    let asked: Vec<Asked> = serde_json::from_str(&crate::text(path)?)
        .with_context(|| format!("{} is not as expected", path.display()))?;
    let cases = asked.into_iter().map(|case| {
        let mut at = 0;
        let quantities = case.res.iter().map(|answer| {
            let found = answer.surface.as_deref().and_then(|surface| {
                let start = at + case.req.get(at..)?.find(surface)?;
                Some(start..start + surface.len())
            });
            if let Some(span) = &found {
                at = span.end;
            }
            let unit = answer.unit.as_str().unwrap_or("").to_owned();
            let unit = if unit == "dimensionless" { String::new() } else { unit };
            Quantity { span: found, value: answer.value, unit }
        });
        Case { quantities: quantities.collect(), text: case.req.clone() }
    });
    Ok(cases.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<T>(name: &str, content: &str, read: impl Fn(&Path) -> Result<T>) -> T {
        let path = std::env::temp_dir().join(format!("corpora-{name}-{}.json", std::process::id()));
        std::fs::write(&path, content).unwrap();
        let found = read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        found
    }

    #[test]
    fn specifications_give_places_in_bytes() {
        let source = "\u{feff}[{\"Input\": \"é costs €5 now\", \"Results\": [{\"Text\": \"€5\", \"Start\": 8, \
            \"End\": 9, \"Resolution\": {\"value\": \"5\", \"unit\": \"Euro\"}}]}]";
        let cases = written("units", source, recognizers);
        let quantity = &cases[0].quantities[0];
        assert_eq!(quantity.span.clone().map(|span| &cases[0].text[span]), Some("€5"));
        assert_eq!((quantity.value, quantity.unit.as_str()), (5.0, "Euro"));
    }

    #[test]
    fn specifications_of_times_give_all_right_values() {
        let source = "[{\"Input\": \"on May 3\", \"Context\": {\"ReferenceDateTime\": \"2031-04-30T10:00:00\"}, \
            \"Results\": [{\"Start\": 3, \"End\": 7, \"TypeName\": \"datetimeV2.date\", \"Resolution\": \
            {\"values\": [{\"timex\": \"XXXX-05-03\", \"value\": \"2030-05-03\"}, \
            {\"timex\": \"XXXX-05-03\", \"value\": \"2031-05-03\"}]}}]}]";
        let cases = written("times", source, recognizers_times);
        let (timex, right) = &cases[0].times[0];
        assert_eq!(&cases[0].text[timex.span.clone()], "May 3");
        assert_eq!((timex.kind.as_str(), cases[0].day.as_deref()), ("date", Some("2031-04-30")));
        assert!(right.contains(&"2031-05-03".to_owned()) && right.contains(&"XXXX-05-03".to_owned()));
    }

    #[test]
    fn the_tests_of_quantulum_are_found_by_their_words() {
        let source = "[{\"req\": \"2 of 2 km\", \"res\": [{\"value\": 2, \"unit\": \"dimensionless\", \"surface\": \
            \"2\"}, {\"value\": 2, \"unit\": \"kilometre\", \"surface\": \"2 km\"}]}]";
        let cases = written("quantulum", source, quantulum);
        let spans: Vec<_> = cases[0].quantities.iter().map(|quantity| quantity.span.clone()).collect();
        assert_eq!(spans, [Some(0..1), Some(5..9)]);
        assert_eq!(cases[0].quantities[0].unit, "");
    }
}
