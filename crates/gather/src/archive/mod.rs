//! Archives: ZIP, WACZ, tar and packed tar.
//!
//! Nothing is unpacked to disk, and the names in an archive are words, never paths. The names are listed first and
//! the members read in their order, so that the same files give the same reports however they were packed.

mod limits;
mod member;
mod tar;
mod zip;

pub(crate) use limits::{Budget, Limits, Refused};
pub(crate) use zip::zip_part;

use crate::draft::{Draft, Drafts};
use crate::folder::{self, Folder};
use crate::kind::Kind;
use crate::open::{Opener, Source};
use crate::{Origin, Problem, ProblemKind};
use limits::DEEPEST;
use member::{At, Member};
use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

/// What stands in an archive.
#[derive(Default)]
struct Listing {
    members: Vec<Member>,
    /// What could not be listed, with the name of the member where it is about one.
    problems: Vec<(Option<String>, ProblemKind)>,
    /// Members that are no files.
    other: usize,
}

/// The reports of one archive.
pub(crate) struct Archive {
    source: Source,
    kind: Kind,
    place: Origin,
    opener: Opener,
    budget: Arc<Budget>,
    unpacker: tar::Unpacker,
    members: vec::IntoIter<Member>,
    problems: vec::IntoIter<Problem>,
    open: Option<Drafts>,
    /// The member that is open.
    current: String,
    /// What is said about the members of each folder.
    folders: HashMap<String, Folder>,
    /// Reports and problems that were told.
    told: usize,
    /// Members that hold no report.
    skipped: usize,
    is_done: bool,
}

fn too_many(limits: &Limits) -> ProblemKind {
    let what = format!("it has more than {} members; give it in parts", limits.members);
    ProblemKind::Unreadable { what }
}

impl Archive {
    /// Lists the archive at `source`. Fails when it is none, or stands too deep in others.
    pub(crate) fn open(
        kind: Kind,
        source: Source,
        place: Origin,
        opener: &Opener,
    ) -> Result<Self, ProblemKind> {
        if opener.depth > DEEPEST {
            let what = "it is an archive in an archive in an archive: unpack the outer ones first".to_owned();
            return Err(ProblemKind::Unreadable { what });
        }
        let source = seekable(source, opener.limits.report)?;
        let size = size(&source).map_err(|error| ProblemKind::from_io(&error))?;
        if size == 0 {
            return Err(ProblemKind::Empty);
        }
        let limits = &opener.limits;
        let budget = opener.budget.clone().unwrap_or_else(|| Budget::new(limits, size));
        let listing = match kind {
            Kind::Tar | Kind::TarGz => {
                let tape = if kind == Kind::Tar {
                    tar::Tape::plain(&source)
                } else {
                    tar::Tape::packed(&source, Arc::clone(&budget), limits.ratio)
                };
                tar::list(&mut tape.map_err(|error| ProblemKind::from_io(&error))?, limits)
            }
            _ => zip::list(&source, limits),
        }?;
        let Listing { members, mut problems, other } = listing;
        let mut members: Vec<Member> =
            members.into_iter().filter(|m| member::is_meant(&m.name, kind)).collect();
        let of_pages = member::leave_out_parts_of_pages(&mut members);
        members.retain(|member| {
            let refused = member::refuse(&member.name);
            problems.extend(refused.iter().map(|what| (None, ProblemKind::BadRecord { what: what.clone() })));
            refused.is_none()
        });
        let (members, replaced) = member::in_order(members);
        if replaced > 0 {
            let what = format!("{replaced} members have the name of a later one, which was read instead");
            problems.push((None, ProblemKind::Skipped(what)));
        }
        let problems: Vec<Problem> = problems
            .into_iter()
            .map(|(name, reason)| reason.at(name.map_or_else(|| place.clone(), |name| place.inside(&name))))
            .collect();
        // A pass over a packed tar is no further unpacking of new bytes.
        let unpacker = tar::Unpacker::new(Budget::new(limits, u64::MAX), limits.ratio);
        Ok(Self {
            source,
            kind,
            place,
            opener: opener.inside(Some(Arc::clone(&budget))),
            budget,
            unpacker,
            members: members.into_iter(),
            problems: problems.into_iter(),
            open: None,
            current: String::new(),
            folders: HashMap::new(),
            told: 0,
            skipped: other + of_pages,
            is_done: false,
        })
    }

    /// Opens the next member; nothing when it is none to read.
    fn open_member(&mut self, member: &Member) -> Result<Option<Drafts>, ProblemKind> {
        let kind = Kind::of_name(Path::new(&member.name));
        if member::is_description(&member.name) {
            return self.describe(member).map(|()| Some(Box::new(std::iter::empty()) as Drafts));
        }
        if let Kind::NoReport(_) = kind {
            return Ok(None);
        }
        if let At::Nowhere(reason) = &member.at {
            return Err(ProblemKind::BadRecord { what: (*reason).to_owned() });
        }
        if let Some(limit) = self.opener.most(kind).filter(|limit| member.size > *limit) {
            return Err(ProblemKind::TooLarge { size: format!("{} bytes", member.size), limit });
        }
        let reader = self.reader(member).map_err(|error| damaged(ProblemKind::from_io(&error)))?;
        let source = Source::Stream(reader, Some(member.size));
        match self.opener.open(kind, source, self.place.inside(&member.name), false) {
            Ok(drafts) => Ok(Some(drafts)),
            Err(ProblemKind::Skipped(_)) => Ok(None),
            Err(reason) => Err(damaged(reason)),
        }
    }

    /// Reads what a member says about those beside it.
    fn describe(&mut self, member: &Member) -> Result<(), ProblemKind> {
        let wrong = |what: &str| ProblemKind::FolderFile { line: 1, what: what.to_owned() };
        if member.size > folder::LARGEST || matches!(member.at, At::Nowhere(_)) {
            return Err(wrong(&format!(
                "it must be a file of at most {} bytes, not encrypted",
                folder::LARGEST
            )));
        }
        let reader = self.reader(member).map_err(|error| damaged(ProblemKind::from_io(&error)))?;
        let mut bytes = Vec::new();
        let read = reader.take(folder::LARGEST).read_to_end(&mut bytes);
        read.map_err(|error| damaged(ProblemKind::from_io(&error)))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not UTF-8: save it as UTF-8"))?;
        let described = Folder::parse(text, PathBuf::from(&member.name))?;
        self.folders.insert(member::folder_and_name(&member.name).0.to_owned(), described);
        Ok(())
    }

    /// Adds what is said about the member that is open. Of one that holds many reports it cannot know more than each
    /// says of itself.
    fn described(&self, draft: Draft) -> Draft {
        let (folder, name) = member::folder_and_name(&self.current);
        let Some(folder) = self.folders.get(folder) else { return draft };
        let said = folder.known(name);
        let is_one = draft.origin == self.place.inside(&self.current);
        let known = if is_one { said.or(draft.known) } else { draft.known.or(said) };
        Draft { known, ..draft }
    }

    fn reader(&mut self, member: &Member) -> io::Result<Box<dyn Read + Send>> {
        match member.at {
            At::Zip { header, packed, is_deflated, crc } => {
                let member = zip::Packed { header, size: packed, is_deflated, crc };
                zip::open(&self.source, &member, Arc::clone(&self.budget), self.opener.limits.ratio)
            }
            At::Tar { start } if self.kind == Kind::Tar => tar::open(&self.source, start, member.size),
            At::Tar { start } => {
                let opener = &self.opener;
                let coming = self.members.as_slice().iter().filter_map(|next| {
                    let At::Tar { start } = next.at else { return None };
                    let most = opener.most(Kind::of_name(Path::new(&next.name)));
                    most.is_none_or(|most| next.size <= most).then_some((start, next.size))
                });
                self.unpacker.open(&self.source, (start, member.size), coming)
            }
            At::Nowhere(_) => Ok(Box::new(io::empty())),
        }
    }

    /// The last thing told about an archive.
    fn finish(&mut self) -> Option<Problem> {
        self.is_done = true;
        if self.told == 0 {
            return Some(ProblemKind::NothingReadable.at(&self.place));
        }
        (self.skipped > 0).then(|| ProblemKind::RecordsSkipped { count: self.skipped }.at(&self.place))
    }
}

/// What a failure of reading means for a member: the disk is not to blame.
fn damaged(reason: ProblemKind) -> ProblemKind {
    match reason {
        ProblemKind::Io(what) => ProblemKind::Unreadable { what: format!("it is damaged: {what}") },
        other => other,
    }
}

/// The source as one that can be read from any place; a stream is read into memory up to `limit`.
fn seekable(source: Source, limit: u64) -> Result<Source, ProblemKind> {
    let Source::Stream(reader, _) = source else { return Ok(source) };
    let mut bytes = Vec::new();
    let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    if read.map_err(|error| ProblemKind::from_io(&error))? as u64 > limit {
        let what =
            format!("an archive that is no file of its own may have {limit} bytes: unpack what it stands in");
        return Err(ProblemKind::Unreadable { what });
    }
    Ok(Source::Memory(bytes.into()))
}

fn size(source: &Source) -> io::Result<u64> {
    source.seekable()?.seek(io::SeekFrom::End(0))
}

impl Iterator for Archive {
    type Item = Result<Draft, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(problem) = self.problems.next() {
                self.told += usize::from(problem.is_failure());
                return Some(Err(problem));
            }
            if let Some(drafts) = &mut self.open {
                match drafts.next() {
                    Some(found) => {
                        self.told += 1;
                        return Some(found.map(|draft| self.described(draft)));
                    }
                    None => self.open = None,
                }
            }
            if self.is_done {
                return None;
            }
            let Some(member) = self.members.next() else { return self.finish().map(Err) };
            match self.open_member(&member) {
                Ok(Some(drafts)) => {
                    self.open = Some(drafts);
                    self.current = member.name;
                }
                Ok(None) => self.skipped += 1,
                Err(reason) => {
                    self.told += 1;
                    return Some(Err(reason.at(self.place.inside(&member.name))));
                }
            }
        }
    }
}
