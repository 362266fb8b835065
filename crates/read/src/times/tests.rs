use super::*;
use proptest::prelude::*;

/// The words and values of all times of a text that appeared on `published`; nothing for an empty one.
fn found(source: &str, published: &str) -> Vec<(String, String)> {
    let text = Text::cut(source);
    times(&text, published.parse().ok())
        .into_iter()
        .map(|time| (text.words(time.span).to_owned(), time.value))
        .collect()
}

/// Checks sentences with their only times.
fn check(published: &str, sentences: &[(&str, &[(&str, &str)])]) {
    for (sentence, expected) in sentences {
        let found = found(sentence, published);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(words, value)| (words.as_str(), value.as_str())).collect();
        assert_eq!(found, *expected, "{sentence}");
    }
}

// 2033-06-15 is a Wednesday.
const DAY: &str = "2033-06-15";

#[test]
fn weekdays_follow_the_tense() {
    check(
        DAY,
        &[
            ("The tribunal ruled on Monday.", &[("Monday", "2033-06-13")]),
            ("The tribunal will rule on Monday.", &[("Monday", "2033-06-20")]),
            ("The ferry sank on Wednesday.", &[("Wednesday", "2033-06-15")]),
            (
                "The coach said on Tuesday that Okoro would start on Saturday.",
                &[("Tuesday", "2033-06-14"), ("Saturday", "2033-06-18")],
            ),
            ("Sunday’s blast killed two.", &[("Sunday", "2033-06-12")]),
            ("If Thursday's vote fails, the coalition is finished.", &[("Thursday", "2033-06-16")]),
            ("The two boards meet on Friday.", &[("Friday", "2033-06-17")]),
            ("She resigned last Friday.", &[("last Friday", "2033-06-10")]),
            ("The museum reopens next Tuesday.", &[("next Tuesday", "2033-06-21")]),
            ("The final is this Saturday.", &[("this Saturday", "2033-06-18")]),
            ("Rain fell late Monday night.", &[("late Monday night", "2033-06-13TNI")]),
            ("The law is expected to pass by Friday.", &[("Friday", "2033-06-17")]),
            (
                "It shuts every Monday and on Sundays.",
                &[("every Monday", "XXXX-WXX-1"), ("Sundays", "XXXX-WXX-7")],
            ),
        ],
    );
}

#[test]
fn dates_are_read_in_every_order() {
    check(
        DAY,
        &[
            ("Born on April 21, 1999, he left.", &[("April 21, 1999", "1999-04-21")]),
            ("He left on 21 April 1999.", &[("21 April 1999", "1999-04-21")]),
            ("He left on the 3rd of May.", &[("3rd of May", "2033-05-03")]),
            ("The vote is set for Tuesday, July 5.", &[("Tuesday, July 5", "2033-07-05")]),
            ("They met on Sept. 9, 2030.", &[("Sept. 9, 2030", "2030-09-09")]),
            ("The fund was opened on 2031-05-02.", &[("2031-05-02", "2031-05-02")]),
            ("The fund was opened on 21/04/2031 and not 03/04/2031.", &[("21/04/2031", "2031-04-21")]),
            ("It closed in February 2022.", &[("February 2022", "2022-02")]),
            ("February's storm broke the pier.", &[("February", "2033-02")]),
            ("The levy takes effect in January.", &[("January", "2034-01")]),
            ("Nothing has moved since 2014.", &[("2014", "2014")]),
            ("They met on December 20.", &[("December 20", "2032-12-20")]),
            ("The trial will begin on January 9.", &[("January 9", "2034-01-09")]),
            ("Prices doubled in the 1990s.", &[("the 1990s", "199")]),
            ("It dates from the 19th century.", &[("the 19th century", "18")]),
            ("Sales fell in the third quarter of 2032.", &[("the third quarter of 2032", "2032-Q3")]),
            ("It was dry in the summer of 2031.", &[("the summer of 2031", "2031-SU")]),
            ("The shop was shut on Christmas Day.", &[("Christmas Day", "2032-12-25")]),
            ("They marched on Good Friday.", &[("Good Friday", "2033-04-15")]),
        ],
    );
}

#[test]
fn what_is_counted_from_the_day_of_the_report() {
    check(
        DAY,
        &[
            ("It rained yesterday.", &[("yesterday", "2033-06-14")]),
            ("Voting ends tomorrow morning.", &[("tomorrow morning", "2033-06-16TMO")]),
            ("She spoke last night.", &[("last night", "2033-06-14TNI")]),
            ("The premier flew out last week.", &[("last week", "2033-W23")]),
            ("Two men were held over the weekend.", &[("the weekend", "2033-W23-WE")]),
            ("They will talk again at the weekend.", &[("the weekend", "2033-W24-WE")]),
            ("Prices rose earlier this month.", &[("earlier this month", "2033-06")]),
            ("A ruling is due early next year.", &[("early next year", "2034")]),
            ("The mill shut two weeks ago.", &[("two weeks ago", "2033-W22")]),
            ("The mill shut three years ago.", &[("three years ago", "2030")]),
            ("The mill shut a decade ago.", &[("a decade ago", "202")]),
            ("Exports fell in June last year.", &[("June last year", "2032-06")]),
            ("The queen died last summer.", &[("last summer", "2032-SU")]),
            ("Work must end before the end of the year.", &[("the end of the year", "2033")]),
        ],
    );
}

#[test]
fn times_lean_on_those_told_before() {
    check(
        DAY,
        &[
            (
                "The verdict is expected on Tuesday or Wednesday.",
                &[("Tuesday", "2033-06-21"), ("Wednesday", "2033-06-22")],
            ),
            (
                "In the third quarter sales were 4 million, up from 3 million a year earlier.",
                &[("the third quarter", "2032-Q3"), ("a year earlier", "2031-Q3")],
            ),
            ("The visit comes after Monday’s attack.", &[("Monday", "2033-06-13")]),
        ],
    );
}

#[test]
fn what_is_counted_from_a_time_told_before() {
    check(
        DAY,
        &[
            (
                "In 2019 he moved north and two years later back.",
                &[("2019", "2019"), ("two years later", "2021")],
            ),
            (
                "They met on June 2 and again the following day.",
                &[("June 2", "2033-06-02"), ("the following day", "2033-06-03")],
            ),
            (
                "The bridge opened in May 2001 and shut in October.",
                &[("May 2001", "2001-05"), ("October", "2001-10")],
            ),
            (
                "The mill opened in May 2001 and will shut in October.",
                &[("May 2001", "2001-05"), ("October", "2033-10")],
            ),
            (
                "The ferry left on Friday. At noon it sank.",
                &[("Friday", "2033-06-10"), ("noon", "2033-06-10T12:00")],
            ),
            (
                "It lost 3 percent in 2030 and gained the year after.",
                &[("2030", "2030"), ("the year after", "2031")],
            ),
            ("Sales fell 4 percent from the previous month.", &[("the previous month", "2033-05")]),
            ("The previous month was better.", &[("The previous month", "XXXX-XX")]),
            ("A few days later she left.", &[("A few days", "PXD")]),
        ],
    );
}

#[test]
fn quarters_and_years_of_business() {
    check(
        DAY,
        &[
            (
                "In the first quarter the third-quarter loss was cut.",
                &[("the first quarter", "2033-Q1"), ("third-quarter", "2032-Q3")],
            ),
            (
                "It earned 4 million in the first quarter. A year earlier, it lost 2 million.",
                &[("the first quarter", "2033-Q1"), ("A year earlier", "2032-Q1")],
            ),
            (
                "It earned 4 million in the first quarter, against 3 million in the same period last year.",
                &[("the first quarter", "2033-Q1"), ("the same period last year", "2032-Q1")],
            ),
            (
                "Sales fell in May from the same month a year ago.",
                &[("May", "2033-05"), ("the same month a year ago", "2032-05")],
            ),
            (
                "It earned 4 million in the first quarter, up on the year-ago period.",
                &[("the first quarter", "2033-Q1"), ("the year-ago period", "2032-Q1")],
            ),
            ("It shrank in the final quarter of 2031.", &[("the final quarter of 2031", "2031-Q4")]),
            ("Sales rose in the latest quarter.", &[("the latest quarter", "2033-Q1")]),
            ("It wants a deal by year-end.", &[("year-end", "2033")]),
            ("In 2030 it lost 3 million for the full year.", &[("2030", "2030"), ("the full year", "2030")]),
            ("The mill shut a year ago.", &[("a year ago", "2032")]),
        ],
    );
}

#[test]
fn years_and_decades_as_they_are_written_and_said() {
    check(
        DAY,
        &[
            ("In a 2003 interview he spoke of it.", &[("2003", "2003")]),
            ("It burned in January nineteen ninety-seven.", &[("January nineteen ninety-seven", "1997-01")]),
            ("It burned in 1859 and was not built again.", &[("1859", "1859")]),
            ("The cars of the 70s and 80s were loud.", &[("the 70s", "197"), ("80s", "198")]),
            ("The 1930’s were hard.", &[("The 1930’s", "193")]),
            ("She lost a brother on 9/11.", &[("9/11", "2001-09-11")]),
            ("They met in a 2000 seat hall.", &[]),
        ],
    );
}

#[test]
fn lengths_frequencies_and_references() {
    check(
        DAY,
        &[
            ("They argued for five hours.", &[("five hours", "PT5H")]),
            (
                "The 24-hour walkout cost several weeks of work.",
                &[("24-hour", "PT24H"), ("several weeks", "PXW")],
            ),
            ("It took nearly half an hour.", &[("nearly half an hour", "PT30M")]),
            ("Rents rose over the past two years.", &[("the past two years", "P2Y")]),
            ("The clinic opens twice a week.", &[("twice a week", "P1W")]),
            ("Trains run daily.", &[("daily", "P1D")]),
            ("They pay $30 a month.", &[]),
            ("He is 41 years old.", &[]),
            (
                "It is now clear what was done in the past.",
                &[("now", "PRESENT_REF"), ("the past", "PAST_REF")],
            ),
            ("In recent weeks they met.", &[("recent weeks", "PAST_REF")]),
            ("He left three days later.", &[("three days later", "XXXX-XX-XX")]),
            ("He left the following year.", &[("the following year", "XXXX")]),
            ("They held a three hour meeting.", &[("three hour", "PT3H")]),
            ("The decades-long quarrel is over.", &[("decades-long", "PXDE")]),
            ("The next 12 to 18 months are hard.", &[("The next 12 to 18 months", "PXM")]),
            ("It will take two years or so.", &[("two years or so", "P2Y")]),
            ("It cost the town 4 million over four years.", &[("four years", "P4Y")]),
            ("It went on for over four years.", &[("over four years", "P4Y")]),
            ("The offer came a day after the vote.", &[("a day", "P1D")]),
            ("It will soon be over.", &[("soon", "FUTURE_REF")]),
            ("She will one day be free.", &[("one day", "FUTURE_REF")]),
            ("It happened soon after, as soon as he left.", &[]),
        ],
    );
}

#[test]
fn moments_take_the_day_beside_them() {
    check(
        DAY,
        &[
            (
                "The siren sounded at 3 p.m. on Monday.",
                &[("3 p.m.", "2033-06-13T15:00"), ("Monday", "2033-06-13")],
            ),
            (
                "The siren sounded on Monday at 14:30.",
                &[("Monday", "2033-06-13"), ("14:30", "2033-06-13T14:30")],
            ),
            ("The siren sounded at noon.", &[("noon", "XXXX-XX-XXT12:00")]),
            (
                "The siren sounded at 1430 GMT (10:30 a.m. EDT) on Monday.",
                &[
                    ("1430 GMT", "2033-06-13T14:30Z"),
                    ("10:30 a.m. EDT", "2033-06-13T10:30"),
                    ("Monday", "2033-06-13"),
                ],
            ),
            ("The siren sounded on the night of May 3.", &[("the night of May 3", "2033-05-03TNI")]),
            ("Trading ended at 9:30.", &[("9:30", "XXXX-XX-XXT09:30")]),
        ],
    );
}

#[test]
fn words_that_only_look_like_times_are_left() {
    for sentence in [
        "They may march on the ministry.",
        "Theresa May spoke to the Sunday Times.",
        "April Hale read the Daily Courier.",
        "It was her second win.",
        "Some 2000 people and 1950 cows were moved.",
        "The bill came to $2020.",
        "Bloody Sunday was remembered.",
        "He was named in USA Today.",
        "The March of the Mothers was loud.",
        "She spoke on “This Week” and Meet the Press.",
        "Three-quarters of them left.",
    ] {
        assert_eq!(found(sentence, DAY), [], "{sentence}");
    }
}

#[test]
fn a_report_without_a_day_keeps_its_unknowns() {
    check(
        "",
        &[
            ("The board met on Friday.", &[("Friday", "XXXX-WXX-5")]),
            ("The board met on Monday night.", &[("Monday night", "XXXX-WXX-1TNI")]),
            ("The board met over the weekend.", &[("the weekend", "XXXX-WXX-WE")]),
            ("The board met on April 21.", &[("April 21", "XXXX-04-21")]),
            ("The board met in February.", &[("February", "XXXX-02")]),
            ("The board met last week.", &[("last week", "XXXX-WXX")]),
            ("The board met last month.", &[("last month", "XXXX-XX")]),
            ("The board met yesterday.", &[("yesterday", "XXXX-XX-XX")]),
            ("The board met on 4 May 2030.", &[("4 May 2030", "2030-05-04")]),
        ],
    );
    let text = Text::cut("The board met on Friday.");
    let times = times(&text, None);
    assert_eq!(times[0].days, None);
    assert!(times[0].reason.contains("which Friday"), "{}", times[0].reason);
}

#[test]
fn a_report_of_which_only_the_month_or_year_is_known_gives_what_it_can() {
    check(
        "2033",
        &[
            ("The board met last year.", &[("last year", "2032")]),
            ("The board met on Friday.", &[("Friday", "XXXX-WXX-5")]),
            ("The board met last month.", &[("last month", "XXXX-XX")]),
        ],
    );
    check("2033-06", &[("The board met last month.", &[("last month", "2033-05")])]);
}

#[test]
fn days_and_reasons_are_told() {
    let text =
        Text::cut("The board will meet on Friday, after it quarrelled last week for two days in 2031.");
    let times = times(&text, DAY.parse().ok());
    let days: Vec<String> = times
        .iter()
        .map(|time| time.days.map_or(String::new(), |(first, last)| format!("{first} {last}")))
        .collect();
    assert_eq!(days, ["2033-06-17 2033-06-17", "2033-06-06 2033-06-12", "", "2031-01-01 2031-12-31"]);
    assert_eq!(
        times[0].reason,
        "“Friday” looks ahead from the report’s day, Wednesday 2033-06-15: the Friday after"
    );
    assert_eq!(times[3].reason, "written out in full");
    assert_eq!(times[2].kind, TimeType::Duration);
}

#[test]
fn dates_that_are_none_do_no_harm() {
    for sentence in [
        "On February 30, 2031 and May 32 they met in 99999, on 0000-00-00 and 31/02/2031.",
        "On February 29 they met 99999999999 years ago, 100000 centuries ago.",
        "Last century, 9999 decades ago, in 9999 and 1000.",
    ] {
        for published in ["9999-12-31", "0001-01-01", "2033", "9999", ""] {
            let text = Text::cut(sentence);
            for time in times(&text, published.parse().ok()) {
                assert!(time.days.is_none_or(|(first, last)| first <= last));
            }
        }
    }
    assert!(found("They met on May 32.", DAY).iter().all(|(words, _)| !words.contains("32")));
}

proptest! {
    #[test]
    fn every_span_is_in_the_text_and_in_order(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "Monday", "May", "6", "31", "last", "next", "the", "week", "ago", "two", "years", "early", "'s", "’",
                "of", "2031", "-", ",", "end", "3", "p.m.", "“", "é", "\n", ".", "said", "will", "half", "a", "an",
                "hour", "quarter", "third", "past", "Sept.", "Christmas", "99999", "nineteen", "ninety", "GMT", "/",
            ]),
            0..40,
        ),
        glue in prop::sample::select(vec![" ", "", "-"]),
        published in prop::sample::select(vec!["", "2033", "2033-06", "2033-06-15", "0001-01-01", "9999-12-31T23:59"]),
    ) {
        let source = words.join(glue);
        let text = Text::cut(&source);
        let mut end = 0;
        for time in times(&text, published.parse().ok()) {
            prop_assert!(time.span.start >= end && !time.span.is_empty());
            prop_assert!(time.span.of(&source).is_some());
            prop_assert!(!time.value.is_empty() && !time.reason.is_empty());
            end = time.span.end;
        }
    }
}
