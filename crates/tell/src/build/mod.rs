//! Makes an account of a story.

mod convert;
mod ids;
mod lineage;
mod revisions;
mod select;

use crate::account::{About, Account, Days};
use crate::news::Repeated;
use article::PartialDate;
use convert::Convert;
use ids::Ids;
pub(crate) use ids::sentence_number;
use read::Reading;
use revisions::Resting;
use std::collections::BTreeSet;
use weave::Story;

/// What to tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// A brief of so many lines in place of all that is known; see [`weave::brief`].
    pub length: Option<usize>,
    /// Tell only what reports published on this day or later add.
    pub since: Option<PartialDate>,
}

/// The account of `story`, of whose articles these are the readings.
///
/// It selects and arranges: no sentence in it is its own. Evidence whose words do not stand in the text of a
/// reading is left out, and with it whatever cannot stand without. The same story, readings and options give
/// the same account.
pub fn account(story: &Story, readings: &[Reading], options: &Options) -> Account {
    let select::Selected { story: selected, brief, left_out, since } =
        select::select(story, readings, options);
    let mut ids = Ids::new(readings, Repeated::of(&story.repeats));
    let mut put_together = || {
        let mut convert = Convert::new(&selected, readings, &mut ids);
        let events = convert.events();
        let (quotes, facts, positions) = (convert.quotes(), convert.facts(), convert.positions());
        let account = Account {
            story: About { since: since.clone(), ..about(&selected, &mut convert) },
            articles: convert.articles(),
            families: convert.families(),
            lineage: convert.lineage(),
            independence: convert.independence(&selected.independence),
            parties: convert.parties(),
            people: convert.people(),
            brief: convert.brief(&brief),
            timeline: convert.timeline(&events),
            events,
            revisions: convert.revisions(&Resting::on(&quotes, &facts, &positions)),
            quotes,
            facts,
            positions,
            only_in: convert.only_in(),
            left_out: left_out.clone(),
            evidence: Vec::new(),
        };
        // Harmless the second time: by then every number is the one it gets.
        ids.number();
        account
    };
    // The first time is for seeing which evidence there is: see `Ids`.
    drop(put_together());
    let mut account = put_together();
    account.evidence = ids.evidence();
    account
}

fn about(story: &Story, convert: &mut Convert<'_, '_>) -> About {
    let copies = story.left_out.iter().filter_map(|copy| copy.outlet.as_deref());
    let outlets: BTreeSet<&str> =
        story.articles.iter().filter_map(|report| report.outlet.as_deref()).chain(copies).collect();
    let published = || story.articles.iter().filter_map(|report| report.published);
    let first = published().map(PartialDate::first_day).min();
    let last = published().map(PartialDate::last_day).max();
    About {
        title: convert.title(&story.title),
        reports: story.articles.len() + story.left_out.len(),
        copies_left_out: story.left_out.len(),
        superseded: story.articles.iter().filter(|report| report.superseded_by.is_some()).count(),
        outlets: outlets.len(),
        undated: story.articles.iter().filter(|report| report.published.is_none()).count(),
        days: first.zip(last).map(|(first, last)| Days { first: first.to_string(), last: last.to_string() }),
        since: None,
    }
}
