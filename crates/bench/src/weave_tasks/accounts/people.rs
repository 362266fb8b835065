//! People across reports: in which each is named, and what each is.

use super::{Point, Woven, gold::GoldPerson};
use read::EntityKind;
use std::collections::BTreeSet;
use weave::Person;

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let named = Point::over("people, articles F1", stories, |woven, mistakes| {
        let gold: Vec<&GoldPerson> = persons(woven);
        let ours: Vec<&Person> = ours(woven);
        let all = |person: &Person| articles(woven, person).len();
        let mut right = 0;
        for (person, found) in matched(woven, &gold, &ours) {
            let theirs: BTreeSet<usize> =
                person.articles.iter().filter_map(|id| woven.invented.number(id)).collect();
            let own = found.map(|found| articles(woven, found)).unwrap_or_default();
            right += theirs.intersection(&own).count();
            if theirs != own {
                mistakes.add("another set of reports", || {
                    format!("{} {}: {own:?}, not {theirs:?}", woven.invented.name, person.name)
                });
            }
        }
        for person in &ours {
            let known = gold.iter().any(|gold| shared(gold, person) > 0);
            if !known {
                mistakes.add("nobody", || format!("{} {}", woven.invented.name, person.name));
            }
        }
        [
            right,
            ours.iter().map(|person| all(person)).sum(),
            gold.iter().map(|person| person.articles.len()).sum(),
        ]
    });
    let roles = Point::over("roles, F1", stories, |woven, mistakes| {
        let gold: Vec<&GoldPerson> = persons(woven);
        let ours: Vec<&Person> = ours(woven);
        let (mut right, mut told, mut all) = (0, 0, 0);
        for (person, found) in matched(woven, &gold, &ours) {
            let theirs: BTreeSet<String> = person.roles.iter().map(|role| plain(&role.role)).collect();
            all += theirs.len();
            let own: BTreeSet<String> =
                found.iter().flat_map(|found| &found.roles).map(|role| plain(role)).collect();
            told += own.len();
            let meets = |one: &String, others: &BTreeSet<String>| {
                others.iter().any(|other| other.contains(one.as_str()) || one.contains(other.as_str()))
            };
            let known = theirs.iter().filter(|role| meets(role, &own)).count();
            right += known.min(own.iter().filter(|role| meets(role, &theirs)).count());
            for role in theirs.iter().filter(|role| !meets(role, &own)) {
                mistakes.add("role missed", || format!("{} {}: {role}", woven.invented.name, person.name));
            }
            for role in own.iter().filter(|role| !meets(role, &theirs)) {
                mistakes.add("role too many", || format!("{} {}: {role}", woven.invented.name, person.name));
            }
        }
        [right, told, all]
    });
    vec![named, roles]
}

/// The persons of the gold, of whom it has all.
fn persons<'w>(woven: &'w Woven<'_>) -> Vec<&'w GoldPerson> {
    woven.invented.gold.people.iter().filter(|person| person.kind == "person").collect()
}

fn ours<'w>(woven: &'w Woven<'_>) -> Vec<&'w Person> {
    woven.story.people.iter().filter(|person| person.kind == EntityKind::Person && person.named).collect()
}

/// The reports that name a person, as we have it.
fn articles(woven: &Woven<'_>, person: &Person) -> BTreeSet<usize> {
    person.evidence.iter().filter_map(|piece| woven.invented.number(&piece.article().0)).collect()
}

/// Each person of the gold with ours that shares most of its forms and reports, each of ours once.
fn matched<'g, 'o>(
    woven: &Woven<'_>,
    gold: &[&'g GoldPerson],
    ours: &[&'o Person],
) -> Vec<(&'g GoldPerson, Option<&'o Person>)> {
    let mut pairs: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (g, person) in gold.iter().enumerate() {
        let theirs: BTreeSet<usize> =
            person.articles.iter().filter_map(|id| woven.invented.number(id)).collect();
        for (o, own) in ours.iter().enumerate() {
            let forms = shared(person, own);
            if forms > 0 {
                pairs.push((articles(woven, own).intersection(&theirs).count(), forms, g, o));
            }
        }
    }
    pairs.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut found: Vec<Option<usize>> = vec![None; gold.len()];
    let mut taken = BTreeSet::new();
    for (_, _, g, o) in pairs {
        if found[g].is_none() && taken.insert(o) {
            found[g] = Some(o);
        }
    }
    gold.iter().zip(found).map(|(person, found)| (*person, found.map(|o| ours[o]))).collect()
}

/// How many forms of a name two share.
fn shared(gold: &GoldPerson, own: &Person) -> usize {
    let forms: BTreeSet<String> = own.aliases.iter().chain([&own.name]).map(|form| plain(form)).collect();
    gold.forms.iter().chain([&gold.name]).filter(|form| forms.contains(&plain(form))).count()
}

fn plain(words: &str) -> String {
    let lower = words.to_lowercase();
    let lower = ["the ", "a ", "an ", "mr ", "ms ", "mrs ", "mr. ", "ms. "]
        .iter()
        .find_map(|start| lower.strip_prefix(start).map(str::to_owned))
        .unwrap_or(lower);
    lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
