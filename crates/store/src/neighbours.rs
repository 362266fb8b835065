//! The articles of a library, as those to be placed meet them.

use crate::error::StoreError;
use crate::index::{AsOf, Signed};
use crate::library::{ArticleKey, Library, StoryId};
use crate::stories::{Grouped, Grouping};
use article::ArticleId;
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use weave::{Placed, Placing, Seat, Shelf, Signature};

impl Signed {
    /// What is kept of a signature; an article that nobody can date stands among those of `otherwise`.
    ///
    /// # Errors
    ///
    /// When it cannot be written down, which only a fault of ours can cause.
    pub fn of(key: ArticleKey, signature: &Signature, otherwise: Date) -> Result<Self, postcard::Error> {
        let day = signature.day().unwrap_or(otherwise);
        Ok(Self { key, bytes: signature.to_bytes()?, keys: weave::keys(signature), day })
    }
}

impl Grouping {
    /// Where articles were placed, at a moment in ISO 8601.
    pub fn of(placing: Placing<ArticleKey, StoryId>, settled: bool, at: String) -> Self {
        let grouped = |had_place: bool| {
            move |(key, place): (ArticleKey, Placed)| Grouped {
                key,
                story: place.story,
                family: place.family,
                why: place.why,
                had_place,
            }
        };
        let arrived = placing.arrived.into_iter().map(grouped(false));
        let placed = arrived.chain(placing.beside.into_iter().map(grouped(true))).collect();
        Self { placed, whole: placing.whole, settled, at }
    }
}

/// The articles of a library that have a place, as those to be placed meet them.
#[derive(Debug)]
pub struct Neighbours<'l> {
    library: &'l Library,
    as_of: AsOf,
    signatures: RefCell<HashMap<ArticleKey, Rc<Signature>>>,
}

impl<'l> Neighbours<'l> {
    /// Those of a library, as of a moment. What was looked up once is kept.
    pub fn of(library: &'l Library, as_of: AsOf) -> Self {
        Self { library, as_of, signatures: RefCell::default() }
    }
}

impl Shelf for Neighbours<'_> {
    type Article = ArticleKey;
    type Story = StoryId;
    type Error = StoreError;

    fn signature(&self, article: ArticleKey) -> Result<Rc<Signature>, StoreError> {
        if let Some(known) = self.signatures.borrow().get(&article) {
            return Ok(Rc::clone(known));
        }
        let kept = self.library.signature(article)?.and_then(|bytes| Signature::from_bytes(&bytes));
        let signature = Rc::new(match kept {
            Some(signature) => signature,
            // Made by a version with another form of signatures.
            None => weave::signature(&self.library.reading(article)?),
        });
        self.signatures.borrow_mut().insert(article, Rc::clone(&signature));
        Ok(signature)
    }

    fn holders(
        &self,
        key: u64,
        beside: ArticleKey,
        reach: usize,
    ) -> Result<Vec<(ArticleKey, u16)>, StoreError> {
        self.library.nearest(key, beside, reach, self.as_of)
    }

    fn place(&self, article: ArticleKey) -> Result<Option<Seat<ArticleKey, StoryId>>, StoreError> {
        self.library.place_of(article, self.as_of)
    }

    fn members(&self, story: StoryId) -> Result<Vec<ArticleKey>, StoreError> {
        self.library.members_of(story, self.as_of)
    }

    fn find(&self, id: &ArticleId) -> Result<Option<ArticleKey>, StoreError> {
        self.library.find(id)
    }
}
