//! What can be typed of the reports to get in.

use crate::console::Console;
use article::PartialDate;
use clap::Args;
use desk::Gathering;
use gather::Sources;
use gather::web::{Clock, Fetcher, Limits, Reach};
use std::path::PathBuf;

/// Days of publication that the user knows.
#[derive(Debug, Clone, Args)]
pub(crate) struct Published {
    /// The day on which a report appeared, when the report does not say it itself.
    ///
    /// FILE is the path as given, the file's name or the article's id; DATE is YYYY, YYYY-MM, YYYY-MM-DD or
    /// YYYY-MM-DDTHH:MM. Words like "Friday" then become dates. May be given several times.
    #[arg(long, value_name = "FILE=DATE", value_parser = file_and_date)]
    pub(crate) published: Vec<(String, PartialDate)>,
}

/// What may be fetched.
#[derive(Debug, Clone, Args)]
pub(crate) struct Fetching {
    /// A host to fetch from although its address is not of the public internet.
    ///
    /// The name or number as it stands in addresses: localhost, 10.0.0.7. Otherwise nothing is fetched from this machine or from
    /// a network behind it, also where an address leads there. May be given several times.
    #[arg(long, value_name = "HOST")]
    pub(crate) allow_host: Vec<String>,
}

impl Fetching {
    /// What fetches, with limits of time by this clock.
    pub(crate) fn fetcher(&self, clock: Clock) -> Fetcher {
        let reach = self.allow_host.iter().fold(Reach::default(), |reach, host| reach.with(host));
        Fetcher::new(Limits::default().by(clock), reach)
    }
}

fn file_and_date(given: &str) -> Result<(String, PartialDate), String> {
    let (file, date) = given
        .rsplit_once('=')
        .filter(|(file, _)| !file.is_empty())
        .ok_or("write FILE=DATE, for example report.txt=2031-04-28")?;
    Ok((file.to_owned(), date.parse().map_err(|error: article::DateError| error.to_string())?))
}

/// The reports that these paths lead to, in this order.
pub(crate) fn gather<'c>(
    paths: &[PathBuf],
    published: &Published,
    fetching: &Fetching,
    console: &'c Console,
) -> Gathering<'c> {
    let sources = Sources::new(paths)
        .published(published.published.clone())
        .fetcher(fetching.fetcher(Clock::default()));
    Gathering::new(sources.into_iter(), console)
}

#[cfg(test)]
mod tests {
    use super::file_and_date;

    #[test]
    fn a_file_and_its_date_are_told_apart() {
        let (file, date) = file_and_date("a=b.txt=2031-04").unwrap();
        assert_eq!((file.as_str(), date.to_string().as_str()), ("a=b.txt", "2031-04"));
        for wrong in ["a.txt", "=2031", "a.txt=Smarch", "a.txt="] {
            assert!(file_and_date(wrong).is_err(), "{wrong}");
        }
    }
}
