//! One id for each report of a run.
//!
//! What is kept of a report is its id's digest and where it was: some 60 bytes, never its text.

use crate::draft::Name;
use crate::problem::{ProblemKind, cut};
use crate::{Origin, Problem};
use article::Digest;
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path};

/// The ids given so far.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: HashMap<u128, First>,
    /// Texts under one id beyond the first, so that a third copy is not taken for a third version.
    versions: HashSet<(u128, Digest)>,
    files: Vec<String>,
}

/// The report that has an id.
#[derive(Debug)]
struct First {
    /// Index into `files`.
    file: usize,
    member: Option<String>,
    record: Option<usize>,
    text: Digest,
    url: Option<Digest>,
    /// How many reports asked for this id.
    times: usize,
}

/// What decides about an id.
#[derive(Debug)]
pub(crate) struct Asker<'d> {
    pub(crate) name: &'d Name,
    pub(crate) path: &'d Path,
    pub(crate) origin: &'d Origin,
    pub(crate) text: &'d str,
    pub(crate) url: Option<&'d str>,
}

fn key(id: &str) -> u128 {
    xxhash_rust::xxh3::xxh3_128(id.as_bytes())
}

impl Ids {
    /// An id that no other report has. Only an id that came with its record can be refused: it is the user's
    /// to correct.
    pub(crate) fn give(&mut self, asker: &Asker<'_>) -> Result<String, Problem> {
        match asker.name {
            Name::Given(id) => self.given(id, asker),
            Name::Address(address) => Ok(self.numbered(address, asker)),
            Name::File => Ok(self.by_file(None, asker)),
            Name::Place => Ok(self.by_file(asker.origin.record, asker)),
        }
    }

    fn given(&mut self, id: &str, asker: &Asker<'_>) -> Result<String, Problem> {
        let text = Digest::of(asker.text.as_bytes());
        let url = asker.url.map(|url| Digest::of(url.as_bytes()));
        let Some(first) = self.taken.get(&key(id)) else {
            self.take(id, asker);
            return Ok(id.to_owned());
        };
        // A later version of the same page: both are kept.
        let is_later = url.is_some() && url == first.url && text != first.text;
        if is_later && self.versions.insert((key(id), text)) {
            return Ok(self.numbered(id, asker));
        }
        let path = self.files.get(first.file).cloned().unwrap_or_default();
        let first = Origin { path, member: first.member.clone(), record: first.record }.to_string();
        Err(ProblemKind::DuplicateId { id: cut(id), first }.at(asker.origin))
    }

    /// `base`, or `base#2`, `base#3` and so on.
    fn numbered(&mut self, base: &str, asker: &Asker<'_>) -> String {
        let mut id = base.to_owned();
        while let Some(first) = self.taken.get_mut(&key(&id)) {
            // The count is kept with the base, so that the thousandth repeat does not try all before it.
            first.times += 1;
            let next = first.times;
            id = if id == base { format!("{base}#{next}") } else { format!("{id}#{next}") };
        }
        self.take(&id, asker);
        id
    }

    /// The file's name, or with as many of its folders as set it apart.
    fn by_file(&mut self, record: Option<usize>, asker: &Asker<'_>) -> String {
        let place = |name: &str| record.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
        let to_file = asker
            .path
            .components()
            .filter_map(|part| match part {
                Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
                Component::ParentDir => Some("..".to_owned()),
                Component::CurDir | Component::RootDir | Component::Prefix(_) => None,
            })
            .collect();
        let parts = asker.origin.steps(to_file);
        for begin in (0..parts.len()).rev() {
            let id = place(&parts.get(begin..).unwrap_or_default().join("/"));
            if !self.taken.contains_key(&key(&id)) {
                self.take(&id, asker);
                return id;
            }
        }
        let whole = if parts.is_empty() { asker.origin.path.clone() } else { parts.join("/") };
        self.numbered(&place(&whole), asker)
    }

    fn take(&mut self, id: &str, asker: &Asker<'_>) {
        if self.files.last() != Some(&asker.origin.path) {
            self.files.push(asker.origin.path.clone());
        }
        let first = First {
            file: self.files.len().saturating_sub(1),
            member: asker.origin.member.clone(),
            record: asker.origin.record,
            text: Digest::of(asker.text.as_bytes()),
            url: asker.url.map(|url| Digest::of(url.as_bytes())),
            times: 1,
        };
        self.taken.insert(key(id), first);
    }
}

#[cfg(test)]
mod tests {
    use super::{Asker, Ids};
    use crate::Origin;
    use crate::draft::Name;
    use std::path::Path;

    fn ask(ids: &mut Ids, name: &Name, path: &str, text: &str, url: Option<&str>) -> Result<String, String> {
        let origin = Origin::of_path(path.to_owned());
        let asker = Asker { name, path: Path::new(path), origin: &origin, text, url };
        ids.give(&asker).map_err(|problem| problem.to_string())
    }

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        let mut ids = Ids::default();
        let mut file = |path: &str| ask(&mut ids, &Name::File, path, path, None).unwrap();
        assert_eq!(file("x/mon/a.txt"), "a.txt");
        assert_eq!(file("x/tue/a.txt"), "tue/a.txt");
        assert_eq!(file("y/tue/a.txt"), "y/tue/a.txt");
        assert_eq!(file("/y/tue/a.txt"), "y/tue/a.txt#2");
    }

    #[test]
    fn an_address_seen_again_is_numbered() {
        let mut ids = Ids::default();
        let name = Name::Address("https://a.example/".into());
        let mut page = || ask(&mut ids, &name, "a.warc", "Rain.", None).unwrap();
        assert_eq!(
            [page(), page(), page()],
            ["https://a.example/", "https://a.example/#2", "https://a.example/#3"]
        );
    }

    #[test]
    fn an_id_given_twice_is_refused_unless_it_is_a_later_version() {
        let mut ids = Ids::default();
        let (name, url) = (Name::Given("r1".into()), Some("https://a.example/1"));
        let mut line = |text: &str, url: Option<&str>| ask(&mut ids, &name, "a.jsonl", text, url);
        assert_eq!(line("One.", url), Ok("r1".into()));
        assert_eq!(line("Two.", url), Ok("r1#2".into()));
        assert!(line("One.", url).unwrap_err().contains("the id \"r1\" of a.jsonl"));
        assert!(line("Two.", url).is_err(), "a copy of the later version is no third version");
        assert!(line("Three.", None).is_err());
        assert_eq!(line("Four.", url), Ok("r1#3".into()));
    }
}
