//! The few words of our own, the same in every form of the account.

use crate::account::How;
use crate::account::Precision;
use read::{
    AttributionKind, CitationKind, DebrisKind, EntityKind, EventStatus, Hedge, StanceKind, debris::Declares,
};
use weave::{EdgeKind, Extent, Relation, RevisedPart, Standing};

/// What a section is called and the anchor by which it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) text: &'static str,
    pub(crate) anchor: &'static str,
}

pub(crate) const EVENTS: Heading = Heading { text: "What happened and when", anchor: "events" };
pub(crate) const BRIEF: Heading = Heading { text: "In brief", anchor: "brief" };
pub(crate) const TIMELINE: Heading = Heading { text: "Day by day", anchor: "timeline" };
pub(crate) const QUOTES: Heading = Heading { text: "Who said what", anchor: "quotes" };
pub(crate) const POSITIONS: Heading = Heading { text: "Positions", anchor: "positions" };
pub(crate) const AGREED: Heading = Heading { text: "What the reports agree on", anchor: "agreed" };
pub(crate) const DIFFER: Heading = Heading { text: "Where they differ", anchor: "differ" };
pub(crate) const ALONE: Heading = Heading { text: "What one report alone has", anchor: "alone" };
pub(crate) const REVISIONS: Heading = Heading { text: "What later versions changed", anchor: "revisions" };
pub(crate) const LINEAGE: Heading = Heading { text: "Who stands on whom", anchor: "lineage" };
pub(crate) const REPORTS: Heading = Heading { text: "The reports", anchor: "reports" };

pub(crate) const SPEAKER_UNKNOWN: &str = "speaker not known";
pub(crate) const SOURCE_UNNAMED: &str = "unnamed source";
pub(crate) const DAY_UNKNOWN: &str = "day not known";
pub(crate) const RED_LINE: &str = "red line";
pub(crate) const AS_UNDER: &str = "as under";
pub(crate) const CUT: &str = "shortened";
pub(crate) const CHANGED: &str = "worded differently";
pub(crate) const OUTLET_UNKNOWN: &str = "outlet not known";
pub(crate) const NOT_INDEPENDENT: &str = "in several reports that are not independent";
pub(crate) const ONE_SOURCE: &str = "in several reports that have it from one source";
pub(crate) const ONE_OWNER: &str = "one owner:";
pub(crate) const CUT_OUT: &str = "cut:";
pub(crate) const ADDED: &str = "added:";
pub(crate) const REWORDED: &str = "reworded:";
pub(crate) const WITHDRAWN: &str = "withdrawn:";
pub(crate) const AGAINST: &str = "against";
pub(crate) const LAST_CHANGED: &str = "last changed";
pub(crate) const NAMED: &str = "a note says so";
pub(crate) const UNCLEAR: &str = "whether the note means this cannot be told";
pub(crate) const SILENT: &str = "no note says so";
pub(crate) const HEADLINE: &str = "headline:";
pub(crate) const STRENGTHS: &str = "at different strengths";
pub(crate) const ATTENDANCE: &str = "who takes part";
pub(crate) const CONFIRMED: &str = "later confirmed";
pub(crate) const DENIED: &str = "later denied";
pub(crate) const ABSENT: &str = "did not take part";
pub(crate) const LISTED: &str = "listed";
pub(crate) const NOT_LISTED: &str = "not in the list of";
pub(crate) const NOT_READ: &str = "not in English: kept, but not read";
pub(crate) const NOTHING_FOUND: &str = "nothing that was found";
pub(crate) const NO_PART: &str = "no part of the report";
pub(crate) const NOBODYS_WORDS: &str = "nobody’s words";
pub(crate) const MOVED: &str = "moved";
pub(crate) const SAID: &str = "said";
pub(crate) const CONTRADICTED: &str = "contradicted";

pub(crate) const fn stance(kind: StanceKind) -> &'static str {
    match kind {
        StanceKind::Demands => "demands",
        StanceKind::CallsFor => "calls for",
        StanceKind::Offers => "offers",
        StanceKind::Accepts => "accepts",
        StanceKind::IsOpenTo => "is open to",
        StanceKind::Rejects => "rejects",
        StanceKind::RulesOut => "rules out",
        StanceKind::Conditions => "sets a condition",
        StanceKind::Threatens => "threatens",
        StanceKind::Supports => "supports",
        StanceKind::Opposes => "opposes",
    }
}

/// To which side a stance leans, for its colour: towards the issue, away from it, or neither.
pub(crate) const fn leaning(kind: StanceKind) -> &'static str {
    match kind {
        StanceKind::Accepts | StanceKind::IsOpenTo | StanceKind::Supports | StanceKind::Offers => "for",
        StanceKind::Rejects | StanceKind::RulesOut | StanceKind::Opposes | StanceKind::Threatens => "against",
        StanceKind::Demands | StanceKind::CallsFor | StanceKind::Conditions => "asks",
    }
}

pub(crate) const fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Happened => "happened",
        EventStatus::Ongoing => "under way",
        EventStatus::Planned => "planned",
        EventStatus::Requested => "requested",
        EventStatus::Possible => "possible",
        EventStatus::Cancelled => "cancelled",
        EventStatus::Denied => "denied",
        EventStatus::Unknown => "not said whether it happened",
    }
}

/// The status in one word, for the classes of a page.
pub(crate) const fn status_class(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Happened => "happened",
        EventStatus::Ongoing => "ongoing",
        EventStatus::Planned => "planned",
        EventStatus::Requested => "requested",
        EventStatus::Possible => "possible",
        EventStatus::Cancelled => "cancelled",
        EventStatus::Denied => "denied",
        EventStatus::Unknown => "unknown",
    }
}

/// A mark for the status that does not rest on colour.
pub(crate) const fn status_mark(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Happened => "●",
        EventStatus::Ongoing => "◐",
        EventStatus::Planned => "○",
        EventStatus::Requested | EventStatus::Possible => "◌",
        EventStatus::Cancelled | EventStatus::Denied => "✕",
        EventStatus::Unknown => "·",
    }
}

pub(crate) const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Agreed => "agreed",
        Standing::Single => "single",
        Standing::Disputed => "disputed",
        Standing::Superseded => "superseded",
    }
}

pub(crate) const fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Stated => "stated",
        Hedge::Reported => "hearsay",
        Hedge::Possible => "possible",
        Hedge::Planned => "planned",
        Hedge::Requested => "requested",
        Hedge::Denied => "denied",
        Hedge::Conditional => "on a condition",
    }
}

/// What an origin's relatives are.
pub(crate) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Single => "stands alone",
        Relation::Syndicated => "copies of one text",
        Relation::Version => "versions of one page",
    }
}

/// What the report does with the report or outlet it stands on.
pub(crate) const fn edge(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Copies => "has the text of",
        EdgeKind::VersionOf => "is another version of",
        EdgeKind::Credits => "credits",
        EdgeKind::Told => "has what was told to",
        EdgeKind::Cites => "cites",
        EdgeKind::NamesAsVenue => "names as the place of an interview or programme",
        EdgeKind::BasedOn => "is derived, as its page says, from",
        EdgeKind::Links => "links to",
        EdgeKind::Shares => "has sentences in the words of",
        EdgeKind::SharesQuotations => "quotes what was quoted before by",
    }
}

pub(crate) const fn debris(kind: DebrisKind) -> &'static str {
    match kind {
        DebrisKind::Doubled => "given twice",
        DebrisKind::Stray => "about something else",
        DebrisKind::Markup => "broken markup",
        DebrisKind::Caption => "caption",
        DebrisKind::Furniture => "page furniture",
        DebrisKind::Newsletter => "newsletter or cookie text",
        DebrisKind::CreditLine => "credits",
        DebrisKind::Bio => "about the author",
        DebrisKind::Note => "note of the desk",
        DebrisKind::Judged => "said so by a person",
    }
}

/// How much of a page is another.
pub(crate) const fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Same => "headline and text as before",
        Extent::Typographic => "only marks and spaces differ",
        Extent::Edited => "edited",
        Extent::Rewritten => "rewritten",
    }
}

/// What an outlet says about its own report.
pub(crate) const fn declares(declares: Declares) -> &'static str {
    match declares {
        Declares::Correction => "declared correction",
        Declares::Clarification => "declared clarification",
        Declares::EditorsNote => "editor's note",
        Declares::Update => "declared update",
    }
}

/// What of a report a later version changed.
pub(crate) const fn part(part: RevisedPart) -> &'static str {
    match part {
        RevisedPart::Headline => "headline",
        RevisedPart::Published => "day of publication",
        RevisedPart::Figure => "figure",
        RevisedPart::Quotation => "quotation",
        RevisedPart::Name => "name",
        RevisedPart::Time => "day in the text",
        RevisedPart::Stance => "stance",
    }
}

/// What happened to it.
pub(crate) const fn how(how: How) -> &'static str {
    match how {
        How::Changed => "changed",
        How::Added => "added",
        How::Withdrawn => "withdrawn",
    }
}

/// How much of what is said stands between quotation marks.
pub(crate) const fn attribution(kind: AttributionKind) -> &'static str {
    match kind {
        AttributionKind::Direct => "direct",
        AttributionKind::Mixed => "mixed",
        AttributionKind::Indirect => "indirect",
    }
}

/// What a name names.
pub(crate) const fn entity(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
        EntityKind::Other => "other",
    }
}

/// How a report cites an outlet.
pub(crate) const fn citation(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Told => "told",
        CitationKind::Reported => "reported",
        CitationKind::Credit => "credit",
        CitationKind::Venue => "venue",
    }
}

/// How a time that is less precise than a day is called; empty for a day.
pub(crate) const fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::PartOfDay | Precision::Day => "",
        Precision::Week => "that week",
        Precision::Month => "that month",
        Precision::Year => "that year",
        Precision::Range => "between these days",
        Precision::Relative | Precision::Unknown => DAY_UNKNOWN,
    }
}

/// `1 report`, `2 reports`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `3 more`, where a limit cuts a list.
pub(crate) fn more(number: usize) -> String {
    format!("{number} more")
}

/// What a picture leaves out: `and 3 more reports, listed below`; `None` when that is nothing.
pub(crate) fn not_drawn(number: usize, one: &str, many: &str) -> Option<String> {
    let what = if number == 1 { one } else { many };
    (number > 0).then(|| format!("and {number} more {what}, listed below"))
}

/// `at most 3 independent of each other`, as the number is an upper bound.
pub(crate) fn at_most(number: usize) -> String {
    format!("at most {number} independent")
}

/// Says that a section was cut; `None` when it was not.
pub(crate) fn left_out(by_length: usize, by_since: usize) -> Option<String> {
    let more = (by_length > 0).then(|| format!("{by_length} more not shown"));
    let older = (by_since > 0).then(|| format!("{by_since} older not shown"));
    let parts: Vec<String> = more.into_iter().chain(older).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Says that copies were counted and not looked at one by one; `None` when there are none.
pub(crate) fn copies_left_out(copies: usize) -> Option<String> {
    let reports = count(copies, "further report has", "further reports have");
    (copies > 0).then(|| {
        format!("{reports} word for word the text of some of these: counted here, and not told one by one.")
    })
}

/// An id in Wikidata, as it stands behind a name.
pub(crate) fn wikidata(id: &str) -> String {
    format!("Wikidata {id}")
}
