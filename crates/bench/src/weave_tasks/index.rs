//! An index in memory, for measuring how articles are placed on arrival.

use article::ArticleId;
use jiff::civil::Date;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    convert::Infallible,
    rc::Rc,
};
use weave::{Placing, Seat, Shelf, Signature};

/// Articles in the order of their arrival, and the place of each that has one.
#[derive(Debug)]
pub(crate) struct Index {
    articles: Vec<Rc<Signature>>,
    /// The day of each; those without a day are of one, later than all others.
    days: Vec<Date>,
    numbers: HashMap<ArticleId, usize>,
    holders: RefCell<HashMap<u64, BTreeMap<(Date, usize), u16>>>,
    places: RefCell<Vec<Option<(usize, usize)>>>,
    members: RefCell<BTreeMap<usize, BTreeSet<(Date, usize)>>>,
    next: RefCell<usize>,
}

impl Index {
    /// An index of articles of which none has a place yet.
    pub(crate) fn new(arriving: &[&Signature]) -> Self {
        let days = arriving.iter().map(|signature| signature.day().unwrap_or(Date::MAX)).collect();
        Self {
            articles: arriving.iter().map(|signature| Rc::new((*signature).clone())).collect(),
            days,
            numbers: arriving.iter().enumerate().map(|(at, signature)| (signature.id.clone(), at)).collect(),
            holders: RefCell::default(),
            places: RefCell::new(vec![None; arriving.len()]),
            members: RefCell::default(),
            next: RefCell::default(),
        }
    }

    /// The day of an article.
    pub(crate) fn day(&self, article: usize) -> Date {
        self.days[article]
    }

    /// Notes where articles were placed, those beside them included.
    pub(crate) fn put(&self, placing: &Placing<usize, usize>) {
        let mut places = self.places.borrow_mut();
        let mut members = self.members.borrow_mut();
        let mut names: HashMap<usize, usize> = HashMap::new();
        // A story that stays together keeps its name, and the smallest of several names is that of all.
        for (story, number) in &placing.whole {
            names.entry(*number).and_modify(|name| *name = *story.min(name)).or_insert(*story);
        }
        for (story, number) in &placing.whole {
            let name = names[number];
            if name != *story {
                let moved = members.remove(story).unwrap_or_default();
                for (_, article) in &moved {
                    if let Some(place) = &mut places[*article] {
                        place.0 = name;
                    }
                }
                members.entry(name).or_default().extend(moved);
            }
        }
        let mut families: HashMap<usize, usize> = HashMap::new();
        for (article, place) in placing.beside.iter().chain(&placing.arrived) {
            let known = places[*article].map(|(_, family)| family);
            let family = families.entry(place.family).or_insert_with(|| known.unwrap_or(*article));
            *family = known.unwrap_or(*family).min(*family);
        }
        for (article, place) in placing.beside.iter().chain(&placing.arrived) {
            let name = *names.entry(place.story).or_insert_with(|| {
                *self.next.borrow_mut() += 1;
                *self.next.borrow()
            });
            let at = (self.days[*article], *article);
            match places[*article].replace((name, families[&place.family])) {
                None => {
                    let mut holders = self.holders.borrow_mut();
                    for (key, weight) in weave::keys(&self.articles[*article]) {
                        holders.entry(key).or_default().insert(at, weight);
                    }
                }
                Some((before, _)) => {
                    members.get_mut(&before).map(|members| members.remove(&at));
                }
            }
            members.entry(name).or_default().insert(at);
        }
    }

    /// The story of each article; all must have been placed.
    pub(crate) fn stories(&self) -> Vec<usize> {
        self.places.borrow().iter().map(|place| place.map_or(0, |(story, _)| story)).collect()
    }
}

impl Shelf for Index {
    type Article = usize;
    type Story = usize;
    type Error = Infallible;

    fn signature(&self, article: usize) -> Result<Rc<Signature>, Infallible> {
        Ok(Rc::clone(&self.articles[article]))
    }

    fn holders(&self, key: u64, beside: usize, reach: usize) -> Result<Vec<(usize, u16)>, Infallible> {
        let holders = self.holders.borrow();
        let Some(list) = holders.get(&key) else { return Ok(Vec::new()) };
        let at = (self.days[beside], beside);
        let before = list.range(..at).rev().take(reach);
        let after = list.range(at..).filter(|(holder, _)| **holder != at).take(reach);
        Ok(before.chain(after).map(|((_, article), weight)| (*article, *weight)).collect())
    }

    fn place(&self, article: usize) -> Result<Option<Seat<usize, usize>>, Infallible> {
        Ok(self.places.borrow()[article].map(|(story, family)| Seat { story, family }))
    }

    fn members(&self, story: usize) -> Result<Vec<usize>, Infallible> {
        let members = self.members.borrow();
        Ok(members.get(&story).map(|members| members.iter().map(|(_, at)| *at).collect()).unwrap_or_default())
    }

    fn find(&self, id: &ArticleId) -> Result<Option<usize>, Infallible> {
        Ok(self.numbers.get(id).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::{Article, Correction};

    const REPORTS: [(&str, &str, &str); 5] = [
        (
            "sinks",
            "2031-05-02",
            "The ferry Aurelia sank off Port Maren on Friday after it struck a reef. The coast guard of Port Maren rescued all 41 passengers of the Aurelia. Captain Ines Vollard was questioned.",
        ),
        (
            "safe",
            "2031-05-02",
            "All 41 passengers of the sunken ferry Aurelia are safe, the coast guard said in Port Maren. Captain Ines Vollard told investigators that the reef was not on her chart.",
        ),
        (
            "budget",
            "2031-05-02",
            "Lawmakers in Dunmore approved a budget with higher spending on schools. The finance chair, Oren Pask, said teachers in Dunmore would see raises.",
        ),
        (
            "logbook",
            "2031-05-04",
            "Divers found the logbook of the ferry Aurelia off Port Maren. Captain Ines Vollard of the Aurelia had noted fog and no reef before the ferry sank.",
        ),
        (
            "raises",
            "2031-05-04",
            "Teachers in Dunmore will see their raises in autumn. Oren Pask, the finance chair in Dunmore, said the budget for schools was safe.",
        ),
    ];

    /// The stories, each as the ids of its articles, when each day's articles come in this order and are settled.
    fn settled(days: &[&[usize]], corrections: &[Correction]) -> BTreeSet<BTreeSet<String>> {
        let signatures: Vec<Signature> = days
            .iter()
            .flat_map(|day| *day)
            .map(|number| {
                let (id, day, text) = REPORTS[*number];
                let mut article = Article::new(id, text);
                article.published = Some(day.parse().unwrap());
                weave::signature(&read::read(article))
            })
            .collect();
        let index = Index::new(&signatures.iter().collect::<Vec<_>>());
        let mut first = 0;
        for day in days {
            let arrived: Vec<usize> = (first..first + day.len()).collect();
            let Ok(placing) = weave::place(&index, &arrived, true, corrections);
            index.put(&placing);
            first += day.len();
        }
        let mut stories: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (story, signature) in index.stories().into_iter().zip(&signatures) {
            stories.entry(story).or_default().insert(signature.id.0.clone());
        }
        stories.into_values().collect()
    }

    #[test]
    fn the_order_within_a_day_changes_nothing() {
        let forward = settled(&[&[0, 1, 2], &[3, 4]], &[]);
        assert_eq!(forward.len(), 2, "{forward:?}");
        assert_eq!(settled(&[&[2, 0, 1], &[4, 3]], &[]), forward);
        assert_eq!(settled(&[&[1, 2, 0], &[3, 4]], &[]), forward);
    }

    #[test]
    fn what_a_person_said_holds_as_days_go_by() {
        let part = [Correction::PartStories { a: "sinks".into(), b: "safe".into() }];
        let parted = settled(&[&[0, 1, 2], &[3, 4]], &part);
        let with = |id: &str| parted.iter().find(|story| story.contains(id)).unwrap();
        assert_ne!(with("sinks"), with("safe"));
        let join = [Correction::JoinStories { a: "sinks".into(), b: "raises".into() }];
        let joined = settled(&[&[0, 1, 2], &[3, 4]], &join);
        assert!(joined.iter().any(|story| story.contains("sinks") && story.contains("raises")), "{joined:?}");
    }
}
