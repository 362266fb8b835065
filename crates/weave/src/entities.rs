//! Which names have which Wikidata id, as the user says.

use crate::{
    Person,
    rows::{RowError, numbered},
    vocabulary::fold,
};
use read::EntityKind;
use std::collections::{BTreeMap, BTreeSet};

/// Names with their Wikidata ids, from a table of the user. There is none that comes with the program.
///
/// ```
/// use weave::Entities;
/// let entities = Entities::of("Ada Lund\tQ1234\tperson\nTarn Group\tQ99\n").unwrap();
/// assert!(entities.undecided().is_empty());
/// assert!(Entities::of("Ada Lund, Q1234").unwrap_err().to_string().starts_with("line 1"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    of: BTreeMap<String, Vec<Row>>,
    undecided: Vec<Undecided>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    line: usize,
    name: String,
    id: String,
    kind: Option<EntityKind>,
}

/// A name that two rows give different ids, and no kinds that tell them apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The name, as the first of the rows writes it.
    pub name: String,
    /// The two rows, by their lines, from 1.
    pub lines: (usize, usize),
}

impl Entities {
    /// Reads a table.
    ///
    /// A row is a full name, a Wikidata id and, if wanted, what is named (`person`, `organisation`, `place`, `group`,
    /// `other`); all parted by tabs. Lines that are empty or begin with `#` are passed over.
    ///
    /// # Errors
    ///
    /// When a line is no such row.
    pub fn of(rows: &str) -> Result<Self, RowError> {
        let mut of: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for (line, row) in numbered(rows) {
            let fault = |what: String| RowError { line, what };
            let (name, id, kind) = match row.as_slice() {
                [name, id] => (*name, *id, ""),
                [name, id, kind] => (*name, *id, *kind),
                [_] => {
                    return Err(fault("an id is missing: write the name, a tab, its Wikidata id".to_owned()));
                }
                _ => {
                    let columns = row.len();
                    return Err(fault(format!(
                        "{columns} columns: write the name, its Wikidata id and, if you want, its kind, parted by tabs"
                    )));
                }
            };
            let key = fold(name.trim());
            if key.is_empty() {
                return Err(fault("the name is empty".to_owned()));
            }
            if !is_id(id) {
                return Err(fault(format!("{id:?} is no Wikidata id: it is a Q and a number, such as Q42")));
            }
            let kind = match kind {
                "" => None,
                kind => Some(kind_called(kind).ok_or_else(|| {
                    fault(format!(
                        "{kind:?} is no kind: write person, organisation, place, group or other, or leave it out"
                    ))
                })?),
            };
            of.entry(key).or_default().push(Row {
                line,
                name: name.trim().to_owned(),
                id: id.to_owned(),
                kind,
            });
        }
        let undecided = of.values().filter_map(|rows| undecided(rows)).collect::<Vec<_>>();
        let mut entities = Self { of, undecided };
        entities.undecided.sort_by_key(|undecided| undecided.lines);
        Ok(entities)
    }

    /// The names that two rows give different ids with no kinds that tell them apart: neither is taken.
    pub fn undecided(&self) -> &[Undecided] {
        &self.undecided
    }

    /// Gives each of the people the id that the table has for one of its full names.
    ///
    /// A surname alone is no full name, and neither is a role. Who has names of two ids gets none.
    pub fn mark(&self, people: &mut [Person]) {
        if self.of.is_empty() {
            return;
        }
        for person in people.iter_mut().filter(|person| person.named) {
            let single = !person.name.contains(' ');
            let full = |form: &&String| {
                form.chars().any(char::is_uppercase)
                    && (person.kind != EntityKind::Person || single || form.contains(' '))
            };
            let ids: BTreeSet<&str> = std::iter::once(&person.name)
                .chain(&person.aliases)
                .filter(full)
                .filter_map(|form| self.id(form, person.kind))
                .collect();
            let mut ids = ids.into_iter();
            let only = ids.next().filter(|_| ids.next().is_none()).map(str::to_owned);
            person.wikidata = only;
        }
    }

    /// The one id of a name for what is of this kind.
    fn id(&self, name: &str, kind: EntityKind) -> Option<&str> {
        let folded = fold(name);
        let rows =
            self.of.get(&folded).or_else(|| self.of.get(folded.strip_prefix("the ").unwrap_or(&folded)))?;
        let mut ids: BTreeSet<&str> =
            rows.iter().filter(|row| row.kind == Some(kind)).map(|row| row.id.as_str()).collect();
        if ids.is_empty() {
            // A row that says no kind is taken when no other row has the name.
            let all: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
            let open = rows.iter().any(|row| row.kind.is_none());
            ids = if open && all.len() == 1 { all } else { BTreeSet::new() };
        }
        let first = ids.pop_first()?;
        ids.is_empty().then_some(first)
    }
}

/// The first two rows of one name with different ids that kinds do not tell apart.
fn undecided(rows: &[Row]) -> Option<Undecided> {
    rows.iter().enumerate().find_map(|(at, later)| {
        let apart = |row: &Row| row.kind.is_some() && later.kind.is_some() && row.kind != later.kind;
        let first = rows[..at].iter().find(|row| row.id != later.id && !apart(row))?;
        Some(Undecided { name: first.name.clone(), lines: (first.line, later.line) })
    })
}

/// Whether words are an item of Wikidata: `Q` and a number.
fn is_id(words: &str) -> bool {
    words.strip_prefix('Q').is_some_and(|number| {
        !number.is_empty() && !number.starts_with('0') && number.bytes().all(|digit| digit.is_ascii_digit())
    })
}

fn kind_called(word: &str) -> Option<EntityKind> {
    match word {
        "person" => Some(EntityKind::Person),
        "organisation" | "organization" => Some(EntityKind::Organisation),
        "place" => Some(EntityKind::Place),
        "group" => Some(EntityKind::Group),
        "other" => Some(EntityKind::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, kind: EntityKind, aliases: &[&str]) -> Person {
        Person {
            name: name.to_owned(),
            kind,
            named: true,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            roles: Vec::new(),
            party: None,
            wikidata: None,
            evidence: Vec::new(),
            reasons: Vec::new(),
        }
    }

    fn id(rows: &str, person: Person) -> Option<String> {
        let mut people = [person];
        Entities::of(rows).expect("a table").mark(&mut people);
        people[0].wikidata.clone()
    }

    #[test]
    fn an_id_goes_by_full_names() {
        let lund = || person("Ada Lund", EntityKind::Person, &["Lund", "A. Lund", "the mayor"]);
        assert_eq!(id("# mine\n\nada lund\tQ12\r\n", lund()).as_deref(), Some("Q12"));
        assert_eq!(id("A. Lund\tQ12\tperson\n", lund()).as_deref(), Some("Q12"));
        // A surname is no full name, and a role is no name.
        assert_eq!(id("Lund\tQ12\n", lund()), None);
        assert_eq!(id("the mayor\tQ12\n", lund()), None);
        let tarn = person("Tarn Group", EntityKind::Organisation, &["Tarn"]);
        assert_eq!(id("Tarn\tQ7\n", tarn.clone()).as_deref(), Some("Q7"));
        assert_eq!(id("The Tarn Group\tQ7\n", tarn), None);
        let guild = person("The Mill Guild", EntityKind::Organisation, &[]);
        assert_eq!(id("Mill Guild\tQ8\n", guild.clone()).as_deref(), Some("Q8"));
        assert_eq!(id("Mill Guild\tQ8\tperson\n", guild), None);
    }

    #[test]
    fn of_two_ids_the_kind_decides_or_neither_is_taken() {
        let tarn = |kind| person("Tarn", kind, &[]);
        let told = "Tarn\tQ1\tplace\nTarn\tQ2\torganisation\n";
        assert_eq!(id(told, tarn(EntityKind::Place)).as_deref(), Some("Q1"));
        assert_eq!(id(told, tarn(EntityKind::Organisation)).as_deref(), Some("Q2"));
        assert_eq!(id(told, tarn(EntityKind::Person)), None);
        assert!(Entities::of(told).expect("a table").undecided().is_empty());
        let open = "Tarn\tQ1\nOther\tQ5\ntarn\tQ2\n";
        assert_eq!(id(open, tarn(EntityKind::Place)), None);
        let undecided = Entities::of(open).expect("a table").undecided().to_vec();
        assert_eq!(undecided, [Undecided { name: "Tarn".to_owned(), lines: (1, 3) }]);
        let half = "Tarn\tQ1\tplace\nTarn\tQ2\n";
        assert_eq!(id(half, tarn(EntityKind::Place)).as_deref(), Some("Q1"));
        assert_eq!(id(half, tarn(EntityKind::Organisation)), None);
        assert_eq!(Entities::of(half).expect("a table").undecided().len(), 1);
        // The same id twice is no question, and names of two ids are no answer.
        assert!(Entities::of("Tarn\tQ1\nTarn\tQ1\tplace\n").expect("a table").undecided().is_empty());
        let both = person("Tarn Group", EntityKind::Organisation, &["Tarn Holding"]);
        assert_eq!(id("Tarn Group\tQ1\nTarn Holding\tQ2\n", both), None);
    }

    #[test]
    fn a_bad_row_is_named_by_its_line() {
        for (rows, line, words) in [
            ("Tarn\tQ1\nEbb", 2, "an id is missing"),
            ("#\nTarn\tP31", 2, "no Wikidata id"),
            ("Tarn\tQ0", 1, "no Wikidata id"),
            ("Tarn\t", 1, "no Wikidata id"),
            ("\tQ1", 1, "the name is empty"),
            ("Tarn\tQ1\tcompany", 1, "no kind"),
            ("Tarn\tQ1\tplace\td", 1, "4 columns"),
        ] {
            let error = Entities::of(rows).unwrap_err();
            assert_eq!(error.line, line, "{rows:?}");
            assert!(error.what.contains(words), "{error}");
        }
    }
}
