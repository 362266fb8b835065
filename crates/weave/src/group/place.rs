//! Placing articles among many that have their place, of which only those near are looked at.

use super::{
    Known, Placed, Signature,
    candidates::{REACH, best},
    copies::CONTAINED,
    grouped,
    keys::{outlet_key, terms},
    likeness::likeness,
    own::contained,
};
use article::{ArticleId, Correction};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// An article is compared with the stories of so many articles that are most like it.
const STORIES: usize = 8;

/// Of a story that stays together so many articles, spread evenly, stand for all.
const SAMPLE: usize = 24;

/// A story of more articles than this is not taken apart again: what arrives is placed in it or beside it.
const LARGE: usize = 200;

/// So many articles of an outlet, those nearest in time, show what it prints under everything.
const WITNESSES: usize = 8;

/// Articles that have their place, as some index keeps them. What it answers must not depend on anything but the
/// articles in it.
pub trait Shelf {
    /// Names an article.
    type Article: Copy + Ord;
    /// Names a story.
    type Story: Copy + Ord;
    /// Why it cannot answer.
    type Error;

    /// What places an article, also one that has no place yet.
    ///
    /// # Errors
    ///
    /// When the index cannot answer, here and below.
    fn signature(&self, article: Self::Article) -> Result<Rc<Signature>, Self::Error>;

    /// The articles with a place and a key of [`keys`](super::keys) that are nearest in time to an article: at
    /// most `reach` before and `reach` after it, each with the weight of the key in it.
    ///
    /// # Errors
    ///
    /// As above.
    fn holders(
        &self,
        key: u64,
        beside: Self::Article,
        reach: usize,
    ) -> Result<Vec<(Self::Article, u16)>, Self::Error>;

    /// Where an article has its place; `None` for one that has none yet.
    ///
    /// # Errors
    ///
    /// As above.
    fn place(&self, article: Self::Article) -> Result<Option<Seat<Self::Article, Self::Story>>, Self::Error>;

    /// The articles of a story, in order of time.
    ///
    /// # Errors
    ///
    /// As above.
    fn members(&self, story: Self::Story) -> Result<Vec<Self::Article>, Self::Error>;

    /// The article with an id; `None` when there is none.
    ///
    /// # Errors
    ///
    /// As above.
    fn find(&self, id: &ArticleId) -> Result<Option<Self::Article>, Self::Error>;
}

/// The place of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<A, S> {
    /// Its story.
    pub story: S,
    /// One article of its family, the same for all of the family.
    pub family: A,
}

/// An article that is looked at, with what is settled of its place.
struct LookedAt<A, S> {
    article: A,
    family: Option<A>,
    stays_in: Option<S>,
}

/// Where articles belong that were looked at together. The numbers of stories and families hold within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing<A, S> {
    /// Those that were to be placed.
    pub arrived: Vec<(A, Placed)>,
    /// Those beside them that had a place before.
    pub beside: Vec<(A, Placed)>,
    /// Stories that stay together, also those of their articles that were not looked at, and their new numbers.
    pub whole: Vec<(S, usize)>,
}

/// Places articles among those that have their place.
///
/// Without `repair` every story stays together, and an article is placed in bounded time whatever the number of
/// articles on the shelf: it joins a story, begins one, or shows two stories to be one. With `repair` the stories
/// near are formed again from their articles, so that what the arrived ones show to be wrong is put right; only
/// stories of more than 200 articles stay together. The result is the same whatever the order of `arrived`.
/// Corrections that join or part stories always hold.
///
/// # Errors
///
/// When the shelf cannot answer.
pub fn place<S: Shelf>(
    shelf: &S,
    arrived: &[S::Article],
    repair: bool,
    corrections: &[Correction],
) -> Result<Placing<S::Article, S::Story>, S::Error> {
    let arrived: BTreeSet<S::Article> = arrived.iter().copied().collect();
    let mut near = Near { shelf, arrived: &arrived, hits: BTreeMap::new() };
    for article in &arrived {
        near.look_around(*article)?;
    }
    near.follow(corrections)?;
    let mut articles: Vec<LookedAt<S::Article, S::Story>> =
        arrived.iter().map(|article| LookedAt { article: *article, family: None, stays_in: None }).collect();
    let mut whole = BTreeSet::new();
    for (story, hits) in &near.hits {
        let members = shelf.members(*story)?;
        let stays = !repair || members.len() > LARGE;
        let most = if repair { LARGE } else { SAMPLE };
        let mut chosen: BTreeSet<S::Article> =
            members.iter().step_by(members.len().div_ceil(most).max(1)).copied().collect();
        chosen.extend(hits);
        for member in chosen.difference(&arrived) {
            let family = shelf.place(*member)?.map(|seat| seat.family);
            articles.push(LookedAt { article: *member, family, stays_in: stays.then_some(*story) });
        }
        if stays {
            whole.insert(*story);
        }
    }
    let signatures =
        articles.iter().map(|one| shelf.signature(one.article)).collect::<Result<Vec<_>, _>>()?;
    let seen: Vec<S::Article> = articles.iter().map(|one| one.article).collect();
    let witnesses = witnesses(shelf, &seen, &signatures)?;
    let stories: BTreeMap<S::Story, usize> = whole.iter().copied().zip(0..).collect();
    let mut families: BTreeMap<S::Article, usize> = BTreeMap::new();
    let known: Vec<Known<'_>> = articles
        .iter()
        .zip(&signatures)
        .map(|(one, signature)| {
            let count = families.len();
            Known {
                signature,
                family: one.family.map(|family| *families.entry(family).or_insert(count)),
                held: one.stays_in.and_then(|story| stories.get(&story).copied()),
            }
        })
        .collect();
    let witnesses: Vec<&Signature> = witnesses.iter().map(Rc::as_ref).collect();
    let mut placed: Vec<(S::Article, Placed)> =
        seen.into_iter().zip(grouped(&known, &witnesses, corrections)).collect();
    let numbers: BTreeMap<S::Story, usize> = articles
        .iter()
        .zip(&placed)
        .filter_map(|(one, (_, place))| Some((one.stays_in?, place.story)))
        .collect();
    let beside = placed.split_off(arrived.len());
    Ok(Placing { arrived: placed, beside, whole: numbers.into_iter().collect() })
}

/// The stories near the articles that arrived, each with those of its articles that must be looked at.
struct Near<'n, S: Shelf> {
    shelf: &'n S,
    arrived: &'n BTreeSet<S::Article>,
    hits: BTreeMap<S::Story, BTreeSet<S::Article>>,
}

impl<S: Shelf> Near<'_, S> {
    /// Notes the stories of the articles that an article is alike enough with, and its own if it has one.
    fn look_around(&mut self, article: S::Article) -> Result<(), S::Error> {
        if let Some(seat) = self.shelf.place(article)? {
            self.hits.entry(seat.story).or_default();
        }
        let signature = self.shelf.signature(article)?;
        let mut shared: BTreeMap<S::Article, u32> = BTreeMap::new();
        for (key, weight) in terms(&signature) {
            for (other, theirs) in self.shelf.holders(key, article, REACH)? {
                *shared.entry(other).or_insert(0) += u32::from(weight) * u32::from(theirs);
            }
        }
        let mut like: Vec<(f32, S::Article, bool)> = Vec::new();
        for other in best(&shared).into_iter().filter(|other| !self.arrived.contains(other)) {
            let theirs = self.shelf.signature(other)?;
            let copy = contained(&signature.shingles, &theirs.shingles) >= CONTAINED;
            let likeness = likeness(&signature, &theirs);
            // Two groups join only when two of their articles would.
            if copy || likeness >= 0.0 {
                like.push((likeness, other, copy));
            }
        }
        like.sort_by(|a, b| b.2.cmp(&a.2).then(b.0.total_cmp(&a.0)).then(a.1.cmp(&b.1)));
        let mut stories = BTreeSet::new();
        for (_, other, copy) in like {
            let Some(Seat { story, .. }) = self.shelf.place(other)? else { continue };
            let first = stories.insert(story);
            if stories.len() > STORIES {
                break;
            }
            let hits = self.hits.entry(story).or_default();
            // A text of which it may be a copy, and the article of the story that it is most like.
            if copy || first {
                hits.insert(other);
            }
        }
        Ok(())
    }

    /// Notes the stories that corrections tie to those noted.
    fn follow(&mut self, corrections: &[Correction]) -> Result<(), S::Error> {
        for correction in corrections {
            let (Correction::JoinStories { a, b } | Correction::PartStories { a, b }) = correction else {
                continue;
            };
            let (Some(a), Some(b)) = (self.shelf.find(a)?, self.shelf.find(b)?) else { continue };
            for (one, other) in [(a, b), (b, a)] {
                let here = self.shelf.place(one)?.map(|seat| seat.story);
                let looked_at =
                    self.arrived.contains(&one) || here.is_some_and(|story| self.hits.contains_key(&story));
                if !looked_at {
                    continue;
                }
                if let Some(story) = here.filter(|_| !self.arrived.contains(&one)) {
                    self.hits.entry(story).or_default().insert(one);
                }
                if let Some(seat) = self.shelf.place(other)?.filter(|_| !self.arrived.contains(&other)) {
                    self.hits.entry(seat.story).or_default().insert(other);
                }
            }
        }
        Ok(())
    }
}

/// Articles of the outlets of these, nearest in time to them.
fn witnesses<S: Shelf>(
    shelf: &S,
    articles: &[S::Article],
    signatures: &[Rc<Signature>],
) -> Result<Vec<Rc<Signature>>, S::Error> {
    let mut looked_up = BTreeSet::new();
    let mut witnesses: BTreeSet<S::Article> = BTreeSet::new();
    let mut in_order: Vec<(&S::Article, &Rc<Signature>)> = articles.iter().zip(signatures).collect();
    // Not in the order of arrival, as the first of an outlet says which of its articles are nearest.
    in_order.sort_by(|a, b| a.1.key().cmp(&b.1.key()));
    for (article, signature) in in_order {
        if let Some(key) = outlet_key(signature).filter(|key| looked_up.insert(*key)) {
            witnesses.extend(shelf.holders(key, *article, WITNESSES)?.into_iter().map(|(other, _)| other));
        }
    }
    let here: BTreeSet<S::Article> = articles.iter().copied().collect();
    witnesses.difference(&here).map(|article| shelf.signature(*article)).collect()
}
