//! Two articles, two outlets or two stretches of time, side by side.

use super::{bounded, date};
use crate::cite::Cite;
use crate::entries::{EventEntry, FactEntry, PositionEntry, QuotationEntry, RevisionEntry};
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Question};
use desk::compare::{Compared, Comparison, Sentence, Shared};
use desk::{Cited, Citing, DeskError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{ArticleKey, Library, StoryId};

/// Compares two articles.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CompareArticles {
    /// The one, by its number.
    a: i64,
    /// The other.
    b: i64,
    /// So many entries of each kind at most: 20 unless given, 100 at most.
    limit: Option<usize>,
}

/// Compares two outlets in one story.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CompareOutlets {
    /// The story, by its number.
    story: i64,
    /// The one outlet, by its name.
    a: String,
    /// The other.
    b: String,
    /// So many entries of each kind at most: 20 unless given, 100 at most.
    limit: Option<usize>,
}

/// Compares what was reported up to a day with what was reported after it.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CompareMoments {
    /// The story, by its number.
    story: i64,
    /// The last day of the one side: YYYY-MM-DD.
    day: String,
    /// The last day of the other side; left out, up to the last report.
    until: Option<String>,
    /// So many entries of each kind at most: 20 unless given, 100 at most.
    limit: Option<usize>,
}

/// Two sides compared.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ComparedAnswer {
    /// Of two versions of one page: what the later one changed. Nothing else is given of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<RevisionEntry>,
    /// Of any other two: what they have to do with each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Sides>,
}

/// What two sides have to do with each other.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Sides {
    /// What the one side is called.
    untrusted_a: Outside,
    /// Its articles, by their numbers.
    articles_a: Vec<i64>,
    /// What the other is called.
    untrusted_b: Outside,
    /// Its articles.
    articles_b: Vec<i64>,
    /// Sentences that both have word for word: one of each side.
    word_for_word: Vec<[Cite; 2]>,
    /// What both have.
    both: SharedEntries,
    /// What a has and b does not.
    in_a_not_in_b: SharedEntries,
    /// What b has and a does not.
    in_b_not_in_a: SharedEntries,
    /// How many entries were left out, as there are more than were asked for.
    left_out: usize,
}

/// Entries of the account.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SharedEntries {
    /// What happened, is planned or asked for.
    events: Vec<EventEntry>,
    /// What was said.
    quotations: Vec<QuotationEntry>,
    /// What is stated.
    facts: Vec<FactEntry>,
    /// What parties want.
    positions: Vec<PositionEntry>,
    /// Sentences with nothing like them in any other report.
    sentences: Vec<Cite>,
}

/// Makes entries, each of a kind up to a number.
struct Making<'a> {
    citing: Citing<'a>,
    most: usize,
    left_out: usize,
}

impl Making<'_> {
    fn some<T, E>(&mut self, list: &[T], entry: impl Fn(&Self, &T) -> Option<E>) -> Vec<E> {
        self.left_out += list.len().saturating_sub(self.most);
        list.iter().take(self.most).filter_map(|one| entry(self, one)).collect()
    }

    fn sentence(&self, sentence: &Sentence) -> Option<Cite> {
        let report = self.citing.report(&sentence.article)?;
        Some(Cite::from(&Cited {
            article: sentence.article.clone(),
            key: Some(self.citing.key(&sentence.article)?),
            outlet: report.outlet.clone(),
            published: report.published.clone(),
            sentence: sentence.number,
            start: sentence.start,
            end: sentence.end,
            exact: sentence.exact.clone(),
        }))
    }

    fn shared(&mut self, shared: &Shared) -> SharedEntries {
        SharedEntries {
            events: self.some(&shared.events, |making, one| EventEntry::of(&making.citing, one)),
            quotations: self.some(&shared.quotes, |making, one| QuotationEntry::of(&making.citing, one)),
            facts: self.some(&shared.facts, |making, one| FactEntry::of(&making.citing, one)),
            positions: self.some(&shared.positions, |making, one| PositionEntry::of(&making.citing, one)),
            sentences: self.some(&shared.sentences, Making::sentence),
        }
    }

    fn sides(mut self, compared: &Compared) -> Sides {
        let keys =
            |making: &Self, ids: &[String]| ids.iter().filter_map(|id| making.citing.key(id)).collect();
        Sides {
            untrusted_a: Outside::name(&compared.a),
            articles_a: keys(&self, &compared.articles_a),
            untrusted_b: Outside::name(&compared.b),
            articles_b: keys(&self, &compared.articles_b),
            word_for_word: self.some(&compared.word_for_word, |making, same| {
                Some([making.sentence(&same.a)?, making.sentence(&same.b)?])
            }),
            both: self.shared(&compared.both),
            in_a_not_in_b: self.shared(&compared.only_a),
            in_b_not_in_a: self.shared(&compared.only_b),
            left_out: self.left_out,
        }
    }
}

fn sides(library: &Library, compared: &Compared, limit: Option<usize>) -> Answered<ComparedAnswer> {
    let making = Making { citing: compared.citing(library), most: bounded(limit), left_out: 0 };
    let sides = making.sides(compared);
    let says = format!(
        "{} and {} compared: {} sentences word for word in both.",
        desk::count(sides.articles_a.len(), "report", "reports"),
        desk::count(sides.articles_b.len(), "report", "reports"),
        compared.word_for_word.len(),
    );
    Answered { says, answer: ComparedAnswer { revision: None, compared: Some(sides) } }
}

impl Question for CompareArticles {
    const NAME: &'static str = "compare_articles";
    const TITLE: &'static str = "Compare two articles";
    const ABOUT: &'static str = "Compares two articles: what both have, what one alone has, which sentences stand in both word for \
                                 word. Of two versions of one page it says what the later one changed, and whether a note says so.";
    type Answer = ComparedAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<ComparedAnswer>, DeskError> {
        shelf.ask(|library| {
            let (a, b) = (library.id(ArticleKey(self.a))?, library.id(ArticleKey(self.b))?);
            match desk::compare(library, &shelf.teller(), &a, &b)? {
                Comparison::Reports(compared) => Ok(sides(library, &compared, self.limit)),
                Comparison::Versions(versions) => {
                    let revision = RevisionEntry::of(&versions.citing(library), &versions.revision);
                    let answer = ComparedAnswer { revision: Some(revision), compared: None };
                    Ok(Answered { says: "They are two versions of one page.".to_owned(), answer })
                }
            }
        })
    }
}

impl Question for CompareOutlets {
    const NAME: &'static str = "compare_outlets";
    const TITLE: &'static str = "Compare two outlets";
    const ABOUT: &'static str = "Compares what two outlets have of one story: what both have, and what the one has and the other does \
                                 not. get_account with the part reports names the outlets.";
    type Answer = ComparedAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<ComparedAnswer>, DeskError> {
        shelf.ask(|library| {
            let compared =
                desk::compare::outlets(library, &shelf.teller(), StoryId(self.story), &self.a, &self.b)?;
            Ok(sides(library, &compared, self.limit))
        })
    }
}

impl Question for CompareMoments {
    const NAME: &'static str = "compare_moments";
    const TITLE: &'static str = "Compare two moments";
    const ABOUT: &'static str =
        "Compares what the reports of a story said up to the end of a day with what those after it said.";
    type Answer = ComparedAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<ComparedAnswer>, DeskError> {
        let day = date("day", &self.day)?;
        let until = self.until.as_deref().map(|until| date("until", until)).transpose()?;
        shelf.ask(|library| {
            let compared = desk::compare::moments(library, &shelf.teller(), StoryId(self.story), day, until)?;
            Ok(sides(library, &compared, self.limit))
        })
    }
}
