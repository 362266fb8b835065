//! Reports that share one text: what they are to each other, which is the origin, what each copy made of it.

mod copied;
mod family;
mod origin;
mod passages;

pub use family::{Copied, Family, Headlines, Relation};
pub(crate) use origin::author;
pub(crate) use passages::Passages;

use crate::dossier::Dossier;
use std::collections::BTreeMap;

/// The family of each report of a story, and what the families are.
#[derive(Debug)]
pub(crate) struct Families {
    /// The family of each report, by number.
    pub(crate) of: Vec<usize>,
    /// What the reports of each family are to each other.
    pub(crate) relation: Vec<Relation>,
}

impl Families {
    /// Numbers families by their first report. `given` has the number of each report's family as grouping found it; a
    /// report without one stands alone. `superseded_by` has the later version of each report's page.
    pub(crate) fn of(given: &[Option<usize>], superseded_by: &[Option<usize>]) -> Self {
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut of = Vec::with_capacity(superseded_by.len());
        for at in 0..superseded_by.len() {
            let next = members.len();
            let family = given.get(at).copied().flatten();
            let family = family.map_or(next, |family| *known.entry(family).or_insert(next));
            if family == next {
                members.push(Vec::new());
            }
            members[family].push(at);
            of.push(family);
        }
        let relation = members.iter().map(|members| relation(members, superseded_by)).collect();
        Self { of, relation }
    }

    /// The reports of a family, in the order of the story.
    pub(crate) fn members(&self, family: usize) -> Vec<usize> {
        (0..self.of.len()).filter(|at| self.of[*at] == family).collect()
    }
}

/// Versions replace each other, all but the last; all else that shares a text are copies.
fn relation(members: &[usize], superseded_by: &[Option<usize>]) -> Relation {
    let replaced = |at: &&usize| superseded_by[**at].is_some_and(|by| members.contains(&by));
    match members.len() {
        0 | 1 => Relation::Single,
        all if members.iter().filter(replaced).count() + 1 == all => Relation::Version,
        _ => Relation::Syndicated,
    }
}

/// The families of a story as it shows them.
pub(crate) fn families(dossier: &Dossier<'_>) -> Vec<Family> {
    let relations = dossier.families.relation.iter().enumerate();
    relations
        .map(|(family, relation)| {
            let articles = dossier.families.members(family);
            let origin = origin::origin(dossier, *relation, &articles);
            let copies: Vec<crate::Copied> = articles
                .iter()
                .filter(|at| **at != origin.article)
                .map(|at| copied::copied(dossier, origin.article, *at))
                .collect();
            let mut reasons = copied::reasons(dossier, *relation, origin.article, &copies);
            reasons.extend(origin.reasons);
            Family {
                articles,
                origin: origin.article,
                relation: *relation,
                credited: origin.credited,
                reasons,
                copies,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::superseded;
    use article::{Article, Outlet};
    use read::Reading;

    fn relation_of(reports: &[(&str, Option<&str>)]) -> Relation {
        let readings: Vec<Reading> = reports
            .iter()
            .enumerate()
            .map(|(at, (outlet, url))| {
                let mut article = Article::new(at.to_string(), "Rain fell on the quay.");
                article.outlet = (!outlet.is_empty()).then(|| Outlet((*outlet).to_owned()));
                article.url = url.map(str::to_owned);
                read::read(article)
            })
            .collect();
        let given = vec![Some(7); readings.len()];
        Families::of(&given, &superseded(&readings.iter().collect::<Vec<_>>(), &[])).relation[0]
    }

    #[test]
    fn versions_have_one_address_and_one_outlet() {
        let page = Some("https://tide.example/1");
        assert_eq!(relation_of(&[("Tide", page)]), Relation::Single);
        assert_eq!(relation_of(&[("Tide", page), ("The Tide", page)]), Relation::Version);
        assert_eq!(relation_of(&[("Tide", page), ("", page)]), Relation::Version);
        assert_eq!(relation_of(&[("Tide", page), ("Ebb", page)]), Relation::Syndicated);
        assert_eq!(relation_of(&[("Tide", page), ("Tide", None)]), Relation::Syndicated);
    }

    #[test]
    fn families_are_numbered_by_their_first_report() {
        let families = Families::of(&[Some(9), None, Some(3), Some(9)], &[None; 4]);
        assert_eq!(families.of, [0, 1, 2, 0]);
        assert_eq!(families.members(0), [0, 3]);
        assert_eq!(families.relation, [Relation::Syndicated, Relation::Single, Relation::Single]);
    }
}
