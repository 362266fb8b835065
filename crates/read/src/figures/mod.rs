//! Numbers: value, unit, what they count, whether approximate, whether a rise or a fall.
//!
//! `numerals` reads the number, `units` its unit, `measure` puts the two together. `countable` decides whether that counts
//! anything, `joined` joins ranges and pairs, and `reader` makes figures of them. `counted` finds the words for what is
//! counted, `changes` those for a rise or a fall.

mod change_words;
mod changes;
mod countable;
mod counted;
mod fractions;
mod joined;
mod measure;
mod numerals;
mod reader;
mod units;
mod words;

use crate::{Figure, Time, text::Text};
use article::Span;
use reader::Reader;

/// Finds numbers in the sentences of the report, those that are part of a date or time left out.
///
/// ```
/// use read::{figures::figures, text::Text};
/// let text = Text::cut("About 2,400 people marched 12km on Sunday.");
/// let found = figures(&text, &[]);
/// assert_eq!((found[0].value, found[0].approximate), (2400.0, true));
/// assert_eq!(found[0].counts.map(|span| text.words(span)), Some("people"));
/// assert_eq!(found[1].unit.as_deref(), Some("km"));
/// ```
pub fn figures(text: &Text<'_>, times: &[Time]) -> Vec<Figure> {
    let mut times: Vec<Span> = times.iter().map(|time| time.span).collect();
    times.sort();
    let mut figures = Vec::new();
    for (_, sentence) in text.body() {
        Reader { text, times: &times, sentence }.read(&mut figures);
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Value, upper end, unit, what is counted; `~` after the span for an approximate one.
    fn found(source: &str) -> Vec<String> {
        let text = Text::cut(source);
        figures(&text, &[])
            .into_iter()
            .map(|figure| {
                let upper = figure.upper.map_or(String::new(), |upper| format!("..{upper}"));
                let mark = if figure.approximate {
                    "~"
                } else if figure.ordinal {
                    "th"
                } else {
                    ""
                };
                let unit = figure.unit.unwrap_or_default();
                let counts = figure.counts.map_or("", |span| text.words(span));
                format!("{mark}{}{upper} {unit} [{}] {counts}", figure.value, text.words(figure.span))
            })
            .collect()
    }

    #[test]
    fn counts_and_units() {
        for (source, expected) in [
            ("About 2,400 people joined.", "~2400  [2,400] people"),
            ("It has 38 automated cranes on the quay.", "38  [38] automated cranes"),
            ("Some 3,100 dockers and their families came.", "~3100  [3,100] dockers"),
            ("They hold the 1,300km frontline.", "1300 km [1,300km] frontline"),
            ("It seeks a raise of 8 percent this year.", "8 % [8 percent] raise"),
            ("It seeks an 8 percent raise this year.", "8 % [8 percent] raise"),
            ("It polled 41% of voters.", "41 % [41%] voters"),
            ("It has a range of more than 1,600 kilometers.", "~1600 km [1,600 kilometers] range"),
            ("It levies a fee of 40 cents a ton.", "40 cent [40 cents] fee"),
            ("The firm paid $2.5 million.", "2500000 USD [$2.5 million] "),
            ("The €4.5m deal closed.", "4500000 EUR [€4.5m] deal"),
            ("They were down for eleven nights.", "11  [eleven] nights"),
            ("It owes $3bn in damages.", "3000000000 USD [$3bn] damages"),
            ("Boats under 24 meters pay nothing.", "~24 m [24 meters] "),
            ("It lifts 60 tonnes of steel.", "60 t [60 tonnes] steel"),
            ("Twenty-three ships wait.", "23  [Twenty-three] ships"),
            ("A dozen officers came.", "12  [A dozen] officers"),
            ("It was their fifth meeting since May.", "th5  [fifth] meeting"),
            ("Hanne Villo, 41, works there.", "41 year [41] "),
            ("A 41-year-old man died.", "41 year [41-year-old] "),
            ("It has a five-year life.", "5 year [five-year] life"),
            ("It handles about a fifth of the container trade.", "~0.2  [a fifth] container trade"),
            ("Two-thirds of members agreed.", "0.6666666666666666  [Two-thirds] members"),
            ("Between 10 and 12 ships wait.", "10..12  [10 and 12] ships"),
            ("Some 5,000-6,000 people fled.", "~5000..6000  [5,000-6,000] people"),
            ("It cost $5 to 6 million.", "5000000..6000000 USD [$5 to 6 million] "),
            ("At least 12 were wounded and 4 wounded men died.", "~12  [12] "),
            ("It hit a 7.8 magnitude and killed two million people.", "7.8  [7.8] "),
            ("It lifts 60 text{ tonnes} at once.", "60 t [60 text{ tonnes] "),
            ("Half a million people left.", "500000  [Half a million] people"),
            ("It took two of the three top posts.", "2  [two] top posts"),
            ("The town lost 3 of its bridges.", "3  [3] bridges"),
            ("The blast killed three and hurt a dog.", "3  [three] "),
            ("A quarter of a million people left.", "250000  [A quarter of a million] people"),
            ("It sold 3 million and a half tickets.", "3500000  [3 million and a half] tickets"),
            ("They sold five and a half million tickets.", "5500000  [five and a half million] tickets"),
            ("Some 10 000 people fled.", "~10000  [10 000] people"),
            ("Some 1 234 567 people fled.", "~1234567  [1 234 567] people"),
            ("He is 6 feet 3 inches tall.", "6.25 ft [6 feet 3 inches] "),
            ("It costs 3 dollars and 50 cents.", "3.5 USD [3 dollars and 50 cents] "),
            ("It costs five pounds and 20 pence.", "5.2 GBP [five pounds and 20 pence] "),
            ("They want an 8- to 16-meter mirror.", "8..16 m [8- to 16-meter] mirror"),
            ("It pumps 40,000 barrels a day.", "40000 bbl/d [40,000 barrels a day] "),
            ("It rose to 38 degrees C at noon.", "38 °C [38 degrees C] "),
            ("It wants four billion more on top of the four billion.", "4000000000  [four billion] "),
            ("It pays $15.40/hour.", "15.4 USD [$15.40] "),
            ("It cost C$40 million.", "40000000 CAD [C$40 million] "),
            ("A wall 3 m high broke.", "3 m [3 m] "),
            ("It wants .5 percent more.", "0.5 % [.5 percent] "),
            (
                "It owes three quarters of a million crowns.",
                "750000 krone [three quarters of a million crowns] ",
            ),
            ("It cost 15 dollars 50.", "15.5 USD [15 dollars 50] "),
            ("It sold for 100 ₽ a kilo.", "100 RUB [100 ₽] "),
            ("It took 1/40 of the harbour.", "0.025  [1/40] harbour"),
            ("Sugar rose to 90 parts per million.", "90 ppm [90 parts per million] "),
        ] {
            assert_eq!(found(source).first().map(String::as_str), Some(expected), "{source}");
        }
    }

    #[test]
    fn two_figures() {
        assert_eq!(
            found("It raised its pay offer from 3 percent to 4.5 percent a year."),
            ["3 % [3 percent] pay offer", "4.5 % [4.5 percent] pay offer"]
        );
        assert_eq!(
            found("There were 23 ships, up from six on Monday."),
            ["23  [23] ships", "6  [six] ships"]
        );
        assert_eq!(found("The vote was nine to two."), ["9  [nine] ", "2  [two] "]);
    }

    #[test]
    fn numbers_that_count_nothing() {
        for source in [
            "It invoked Article 5 of the treaty.",
            "He feared World War 3.",
            "A Boeing 737 landed, and an F-16 took off.",
            "The G7 met in 2031.",
            "The strike is set for May 6.",
            "Call 555-123-4567 now.",
            "One senior official said no one knew.",
            "Hundreds of people came.",
            "It is open 24/7, from 8 a.m. to 5 p.m.",
            "It won by a 3-1 score on Aug. 14.",
            "The launch was at 0030 GMT, by a 2-to-1 vote.",
            "See page 12 or room 4.",
            "The first to come was the first lady.",
            "It was cut in two by all four, the Big Three said, for the three of them.",
            "It is the No. 2 brewer in town.",
            "The firm sold its 3G licence and its iOS 4 shop.",
        ] {
            assert_eq!(found(source), [] as [&str; 0], "{source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(source in "([ -~“”’é€£½–]|one |twenty-three |million |5,000-|\\$3 |half a |percent |of the ){0,60}") {
            let text = Text::cut(&source);
            let mut start = 0;
            for figure in figures(&text, &[]) {
                prop_assert!(figure.span.of(&source).is_some() && figure.span.start >= start);
                start = figure.span.start;
                prop_assert!(figure.counts.is_none_or(|span| span.of(&source).is_some()));
            }
        }
    }
}
