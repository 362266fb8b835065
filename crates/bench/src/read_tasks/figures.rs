//! Numbers with their units: within each sentence a figure of ours is matched with one of the set by its value,
//! then by its unit.

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Span;
use corpora::{
    cat,
    quantities::{self, Case},
};
use read::{
    Figure,
    text::{SentenceKind, Text},
    words::table,
};
use std::{collections::HashMap, path::Path, sync::LazyLock, time::Instant};

/// Units of the sets in lower case, and the units of ours that are the same.
static UNITS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    table(include_str!("units.tsv")).map(|row| (row[0], row[1].split(' ').collect())).collect()
});

/// Which of our figures a set would have.
type Keeps = fn(&str) -> bool;

const MONEY: &[&str] = &["cent", "penny", "franc", "krone", "lira", "peso", "dinar", "shilling"];
const TIME: &[&str] = &["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"];

fn is_money(unit: &str) -> bool {
    MONEY.contains(&unit)
        || (unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase() && unit != "GHz"))
}

/// Value F1, and value and unit F1.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let specs = data.join("times/recognizers-specs/Specs");
    let spec = |name: &str| quantities::recognizers(&specs.join(name));
    let tests = data.join("figures/quantulum3/quantulum3/_lang/en_US/tests");
    let mut all =
        vec![score("Recognizers, Number", &spec("Number/English/NumberModel.json")?, |_| true, false)];
    let with_units: [(&'static str, &str, Keeps); 5] = [
        ("Recognizers, Percent", "Number/English/PercentModel.json", |unit| unit == "%"),
        ("Recognizers, Currency", "NumberWithUnit/English/CurrencyModel.json", is_money),
        ("Recognizers, Dimension", "NumberWithUnit/English/DimensionModel.json", |unit| {
            !unit.is_empty()
                && !is_money(unit)
                && !TIME.contains(&unit)
                && unit != "%"
                && unit != "percentage point"
        }),
        ("Recognizers, Age", "NumberWithUnit/English/AgeModel.json", |unit| TIME.contains(&unit)),
        ("Recognizers, Temperature", "NumberWithUnit/English/TemperatureModel.json", |unit| {
            unit.starts_with('°') || unit == "K"
        }),
    ];
    for (set, file, keeps) in with_units {
        all.push(score(set, &spec(file)?, keeps, true));
    }
    all.push(score("quantulum3", &quantities::quantulum(&tests.join("quantities.json"))?, |_| true, true));
    all.push(news(data)?);
    Ok(all)
}

fn score(set: &'static str, cases: &[Case], keeps: Keeps, units: bool) -> Measured {
    let mut measured = Measured::new("figures", set);
    let mut value = Measure::new("value F1", Statistic::F1).beside(Beside {
        peer: Some((92.0, "CQE on news")),
        target: Some(92.0),
        ..Beside::default()
    });
    let mut both = Measure::new("value and unit F1", Statistic::F1).beside(Beside {
        peer: Some((85.6, "CQE on news")),
        target: Some(86.0),
        ..Beside::default()
    });
    for case in cases {
        let mut text = Text::cut(&case.text);
        // A case without a full stop would be a heading; each is a sentence of a report.
        for sentence in &mut text.sentences {
            sentence.kind = SentenceKind::Body;
        }
        measured.words += text.tokens.len();
        let start = Instant::now();
        let ours = read::figures::figures(&text, &[]);
        measured.took += start.elapsed();
        let ours = ends(&ours, keeps, case);
        let (values, unit_too, misses) = matched(&ours, case);
        let (found, gold) = (ours.len() as f64, case.quantities.len() as f64);
        value.add(&[values, found, gold]);
        both.add(&[unit_too, found, gold]);
        for miss in misses {
            if units || !miss.starts_with("unit") {
                measured.mistakes.add(miss, || {
                    let told: Vec<String> =
                        ours.iter().map(|(value, unit)| format!("{value} {unit}")).collect();
                    let due: Vec<String> = case
                        .quantities
                        .iter()
                        .map(|quantity| format!("{} {}", quantity.value, quantity.unit))
                        .collect();
                    format!("{} ours [{}] theirs [{}]", case.text, told.join("; "), due.join("; "))
                });
            }
        }
    }
    measured.measures = vec![value];
    if units {
        measured.measures.push(both);
    }
    measured
}

/// The values of our figures with their units: of a range both ends, or its middle where the set gives that.
fn ends(figures: &[Figure], keeps: Keeps, case: &Case) -> Vec<(f64, String)> {
    figures
        .iter()
        .flat_map(|figure| {
            let unit = figure.unit.clone().unwrap_or_default();
            let middle = figure.upper.map(|upper| f64::midpoint(figure.value, upper));
            let middle = middle.filter(|middle| {
                case.quantities.iter().any(|quantity| (quantity.value - middle).abs() < 1e-6)
            });
            let values = match middle {
                Some(middle) => [Some(middle), None],
                None => [Some(figure.value), figure.upper],
            };
            values.into_iter().flatten().map(move |value| (value, unit.clone()))
        })
        .filter(|(_, unit)| keeps(unit))
        .collect()
}

/// How many values are right, how many with their unit, and kinds of misses.
fn matched(ours: &[(f64, String)], case: &Case) -> (f64, f64, Vec<String>) {
    let mut left: Vec<&(f64, String)> = ours.iter().collect();
    let (mut values, mut units, mut misses) = (0, 0, Vec::new());
    for quantity in &case.quantities {
        let near = |value: f64| {
            (value - quantity.value).abs()
                <= 1e-9 * quantity.value.abs().max(1.0)
                    + 1e-3 * f64::from(u8::from(value.fract() != 0.0)) * quantity.value.abs().min(1.0)
        };
        let same = |unit: &str| {
            let theirs = quantity.unit.to_lowercase();
            match UNITS.get(theirs.as_str()) {
                Some(right) => right.contains(&unit),
                None => theirs == unit,
            }
        };
        let full = left.iter().position(|(value, unit)| near(*value) && same(unit));
        let at = full.or_else(|| left.iter().position(|(value, _)| near(*value)));
        match at {
            Some(at) => {
                let (_, unit) = left.remove(at);
                values += 1;
                units += usize::from(full.is_some());
                if full.is_none() {
                    misses.push(format!("unit {unit} for {}", quantity.unit));
                }
            }
            None => misses
                .push(format!("missed: {}", if quantity.unit.is_empty() { "plain" } else { &quantity.unit })),
        }
    }
    for (_, unit) in left {
        misses.push(format!("not in the set: {unit}"));
    }
    (f64::from(values), units as f64, misses)
}

/// The values that MEANTIME marks in news: where they stand and whether they are money, a share or a count.
fn news(data: &Path) -> Result<Measured> {
    let mut measured = Measured::new("figures", "MEANTIME apple, gm");
    let mut relaxed = Measure::new("relaxed F1", Statistic::F1);
    let mut kinds = Measure::new("kind F1", Statistic::F1);
    for topic in ["corpus_apple", "corpus_gm"] {
        for document in cat::folder(&data.join("meantime/intra-doc_annotation").join(topic))? {
            let day = document.times().day.and_then(|day| day.parse().ok());
            let mut text = Text::cut(&document.text);
            for sentence in &mut text.sentences {
                sentence.kind = SentenceKind::Body;
            }
            let times = read::times::times(&text, day);
            measured.words += text.tokens.len();
            let start = Instant::now();
            let figures = read::figures::figures(&text, &times);
            measured.took += start.elapsed();
            let ours: Vec<(Span, &str)> = figures
                .iter()
                .filter(|figure| !figure.ordinal && !times.iter().any(|time| time.span.overlaps(figure.span)))
                .map(|figure| {
                    let kind = match figure.unit.as_deref() {
                        Some("%" | "percentage point" | "basis point") => "PERCENT",
                        Some(unit) if is_money(unit) => "MONEY",
                        _ => "QUANTITY",
                    };
                    (figure.span, kind)
                })
                .collect();
            let gold: Vec<(Span, &str)> = document
                .markables
                .iter()
                .filter(|markable| markable.name == "VALUE")
                .map(|markable| (Span::new(markable.span.start, markable.span.end), markable.kind.as_str()))
                .collect();
            let mut taken = vec![false; gold.len()];
            let (mut matched, mut right) = (0, 0);
            for &(span, kind) in &ours {
                let free = |same: bool| {
                    gold.iter().enumerate().position(|(at, (other, _))| {
                        !taken[at] && if same { *other == span } else { other.overlaps(span) }
                    })
                };
                let at = free(true).or_else(|| free(false));
                match at {
                    Some(at) => {
                        taken[at] = true;
                        matched += 1;
                        right += usize::from(gold[at].1 == kind);
                        if gold[at].1 != kind {
                            measured.mistakes.add(format!("{kind} for {}", gold[at].1), || {
                                super::times::around(&document.text, span)
                            });
                        }
                    }
                    None => measured.mistakes.add(format!("not in the set: {kind}"), || {
                        super::times::around(&document.text, span)
                    }),
                }
            }
            for (at, (span, kind)) in gold.iter().enumerate() {
                if !taken[at] {
                    measured
                        .mistakes
                        .add(format!("missed: {kind}"), || super::times::around(&document.text, *span));
                }
            }
            let (found, due) = (ours.len() as f64, gold.len() as f64);
            relaxed.add(&[f64::from(matched), found, due]);
            kinds.add(&[right as f64, found, due]);
        }
    }
    measured.measures = vec![relaxed, kinds];
    Ok(measured)
}
