//! Reports for the tests, and the story they make.

use article::{Article, Outlet, Particulars};
use read::Reading;
use weave::{Independence, Owners, PageVersion, Reason, Story};

/// A report on the ferry Aurelia, as an agency might send it.
pub(crate) const FERRY: &str = "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense morning fog.\n\n\
    The coast guard took all forty-one passengers to the lifeboat station before the hull went under at noon. Two trawlers stay at the wreck to keep other ships away from it.\n\n\
    A diving crew will look for the logbook once the swell goes down, the harbour office wrote. The owner of the line has cancelled every crossing until Sunday and will pay back all fares.";

/// A report with what is known about it.
pub(crate) struct Given {
    id: &'static str,
    outlet: &'static str,
    day: &'static str,
    title: &'static str,
    url: &'static str,
    byline: &'static str,
    particulars: Particulars,
    family: usize,
    text: String,
}

/// A report of an outlet, in a family of its own; an empty outlet is not known.
pub(crate) fn report(id: &'static str, outlet: &'static str, text: impl Into<String>) -> Given {
    // The digest of an id is as good a number as any, as long as no other report has it.
    let family = article::Digest::of(id.as_bytes()).0 as usize;
    Given {
        id,
        outlet,
        day: "",
        title: "",
        url: "",
        byline: "",
        particulars: Particulars::default(),
        family,
        text: text.into(),
    }
}

impl Given {
    pub(crate) fn on(self, day: &'static str) -> Self {
        Self { day, ..self }
    }

    pub(crate) fn at(self, url: &'static str) -> Self {
        Self { url, ..self }
    }

    pub(crate) fn titled(self, title: &'static str) -> Self {
        Self { title, ..self }
    }

    pub(crate) fn by(self, byline: &'static str) -> Self {
        Self { byline, ..self }
    }

    pub(crate) fn family(self, family: usize) -> Self {
        Self { family, ..self }
    }

    pub(crate) fn saying(self, particulars: Particulars) -> Self {
        Self { particulars, ..self }
    }

    fn article(&self) -> Article {
        let given = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        Article {
            outlet: given(self.outlet).map(Outlet),
            published: self.day.parse().ok(),
            title: given(self.title),
            url: given(self.url),
            byline: given(self.byline),
            particulars: self.particulars.clone(),
            ..Article::new(self.id, self.text.as_str())
        }
    }
}

/// The story of some reports, where `rows` says who owns which outlet.
pub(crate) fn owned_by(rows: &str, reports: &[Given]) -> Story {
    woven(rows, reports, &[])
}

/// The story of some reports that a library has as versions of pages.
pub(crate) fn kept(reports: &[Given], versions: &[Option<PageVersion>]) -> Story {
    woven("", reports, versions)
}

fn woven(rows: &str, reports: &[Given], versions: &[Option<PageVersion>]) -> Story {
    let readings: Vec<Reading> = reports.iter().map(|given| read::read(given.article())).collect();
    let families: Vec<usize> = reports.iter().map(|given| given.family).collect();
    let owners = Owners::built_in().with(rows).expect("rows of owners");
    let story = weave::story(&readings.iter().collect::<Vec<_>>(), &families, versions, &owners, &[]);
    for evidence in weave::evidence(&story) {
        let of = readings.iter().find(|reading| reading.article.id == *evidence.article());
        assert!(of.is_some_and(|reading| evidence.holds_in(&reading.article)), "{evidence:?}");
    }
    story
}

/// The story of some reports.
pub(crate) fn story(reports: &[Given]) -> Story {
    owned_by("", reports)
}

/// Where a report stands in the story.
pub(crate) fn place(story: &Story, id: &str) -> usize {
    story.articles.iter().position(|report| report.id.0 == id).expect("a report of the story")
}

/// How many sources the fact has of which some support holds these words.
pub(crate) fn sources<'s>(story: &'s Story, words: &str) -> &'s Independence {
    let has = |fact: &&weave::Fact| fact.support.iter().any(|(_, evidence)| evidence.exact().contains(words));
    let facts: Vec<&weave::Fact> = story.facts.iter().filter(has).collect();
    let most = facts.into_iter().max_by_key(|fact| fact.support.len());
    &most.unwrap_or_else(|| panic!("no fact says {words:?}")).independence
}

/// The reason that holds these words.
pub(crate) fn because<'r>(reasons: &'r [Reason], words: &str) -> &'r Reason {
    reasons
        .iter()
        .find(|reason| reason.text.contains(words))
        .unwrap_or_else(|| panic!("no reason says {words:?}: {reasons:#?}"))
}
