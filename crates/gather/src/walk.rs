//! From the paths that were given to the files to read, in an order that is always the same.

use crate::folder::Folder;
use crate::kind::Kind;
use crate::pattern::Pattern;
use crate::saved;
use crate::{Origin, Problem, ProblemKind};
use std::collections::{HashSet, VecDeque};
use std::ffi::OsString;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What comes next.
pub(crate) enum Found {
    File(FoundFile),
    /// An address on the web.
    Address(String),
    StandardInput,
    /// A folder that was given begins.
    FolderStart,
    /// A folder that was given has come to its end.
    FolderEnd(PathBuf),
    Problem(Problem),
}

/// A file to read.
pub(crate) struct FoundFile {
    pub(crate) path: PathBuf,
    pub(crate) metadata: Metadata,
    /// Whether it was given by name and not found in a folder.
    pub(crate) is_named: bool,
    /// What its folder says about its files.
    pub(crate) folder: Arc<Folder>,
}

/// Goes through the paths. Keeps the names of one folder at each depth, and a digest of each path seen.
pub(crate) struct Walk {
    given: std::vec::IntoIter<PathBuf>,
    levels: Vec<Level>,
    /// Digests of the real paths of what was read.
    seen: HashSet<u128>,
    seen_input: bool,
    /// The folder of the file that was named last: files named one by one are often of one folder.
    beside: Option<(PathBuf, Arc<Folder>)>,
    /// Folders whose description is broken and was told of.
    broken: HashSet<PathBuf>,
    waiting: VecDeque<Found>,
    /// The pattern that was given last, while the folders in which it may match are gone through.
    pattern: Option<Pattern>,
    /// How many folders in the one that was given were saved along with pages, and passed over.
    of_pages: usize,
}

struct Level {
    path: PathBuf,
    names: std::vec::IntoIter<OsString>,
    folder: Arc<Folder>,
}

/// The path as it is shown.
pub(crate) fn origin(path: &Path) -> Origin {
    Origin::of_path(path.to_string_lossy().into_owned())
}

/// Whether words begin as an address does, be it of the web or not.
fn is_address(given: &str) -> bool {
    given.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
    })
}

impl Walk {
    pub(crate) fn new(paths: Vec<PathBuf>) -> Self {
        Self {
            given: paths.into_iter(),
            levels: Vec::new(),
            seen: HashSet::new(),
            seen_input: false,
            beside: None,
            broken: HashSet::new(),
            waiting: VecDeque::new(),
            pattern: None,
            of_pages: 0,
        }
    }

    /// Whether this file or folder was not there before, under whatever name.
    fn is_new(&mut self, path: &Path) -> bool {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.seen.insert(xxhash_rust::xxh3::xxh3_128(real.as_os_str().as_encoded_bytes()))
    }

    fn named(&mut self, path: PathBuf) -> Found {
        if path.as_os_str() == "-" {
            if std::mem::replace(&mut self.seen_input, true) {
                return Found::Problem(ProblemKind::GivenTwice.at(origin(&path)));
            }
            return Found::StandardInput;
        }
        // A file of such a name would be given as ./https:/…
        if let Some(address) = path.to_str().filter(|path| is_address(path)) {
            return Found::Address(address.to_owned());
        }
        let metadata = match std::fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) => return Found::Problem(ProblemKind::from_io(&error).at(origin(&path))),
        };
        if !self.is_new(&path) {
            return Found::Problem(ProblemKind::GivenTwice.at(origin(&path)));
        }
        if metadata.is_dir() {
            self.waiting.push_back(Found::FolderStart);
            let end = Found::FolderEnd(path.clone());
            if let Some(problem) = self.enter(path) {
                return Found::Problem(problem);
            }
            return self.next_in_folder().unwrap_or(end);
        }
        let folder = self.folder_beside(&path);
        Found::File(FoundFile { path, metadata, is_named: true, folder })
    }

    /// Begins to look for what matches, where this is a pattern and no path. Whether it is one.
    fn begin_pattern(&mut self, path: &Path) -> bool {
        if std::fs::symlink_metadata(path).is_ok() || path.to_str().is_some_and(is_address) {
            return false;
        }
        let Some(pattern) = Pattern::of(path) else { return false };
        let is_begun = self.enter(pattern.root().to_owned()).is_none();
        self.pattern = is_begun.then_some(pattern);
        is_begun
    }

    fn folder_beside(&mut self, path: &Path) -> Arc<Folder> {
        let parent = path.parent().unwrap_or(Path::new("")).to_owned();
        if let Some((_, folder)) = self.beside.as_ref().filter(|(known, _)| *known == parent) {
            return Arc::clone(folder);
        }
        let folder = self.open_folder(&parent);
        self.beside = Some((parent, Arc::clone(&folder)));
        folder
    }

    /// Reads the description of a folder; tells once when it is broken.
    fn open_folder(&mut self, path: &Path) -> Arc<Folder> {
        Arc::new(Folder::open(path).unwrap_or_else(|problem| {
            if self.broken.insert(path.to_owned()) {
                self.waiting.push_back(Found::Problem(problem));
            }
            Folder::default()
        }))
    }

    /// Begins a folder: its names are sorted, so that the order is not the file system's.
    fn enter(&mut self, path: PathBuf) -> Option<Problem> {
        let fail = |error: &std::io::Error| ProblemKind::from_io(error).at(origin(&path));
        let mut names = Vec::new();
        for entry in match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) => return Some(fail(&error)),
        } {
            match entry {
                Ok(entry) => names.push(entry.file_name()),
                Err(error) => return Some(fail(&error)),
            }
        }
        names.sort_unstable();
        let folder = self.open_folder(&path);
        let shown: Vec<String> = names.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        let before = names.len();
        names.retain(|name| !saved::is_part_of_page(&name.to_string_lossy(), |page| is_among(&shown, page)));
        self.of_pages += before - names.len();
        self.waiting.extend(folder.strays(&shown).into_iter().map(Found::Problem));
        self.levels.push(Level { path, names: names.into_iter(), folder });
        None
    }

    fn next_in_folder(&mut self) -> Option<Found> {
        loop {
            let level = self.levels.last_mut()?;
            let Some(name) = level.names.next() else {
                let ended = self.levels.pop()?;
                if self.levels.is_empty()
                    && let Some(pattern) = self.pattern.take()
                {
                    self.of_pages = 0;
                    let nothing = pattern.unmatched()?;
                    return Some(Found::Problem(ProblemKind::Missing.at(origin(&nothing))));
                }
                if self.levels.is_empty() {
                    self.tell_of_pages(&ended.path);
                    return Some(Found::FolderEnd(ended.path));
                }
                continue;
            };
            if is_ignored(&name) {
                continue;
            }
            let (path, folder) = (level.path.join(&name), Arc::clone(&level.folder));
            if self.pattern.as_ref().is_some_and(|pattern| !pattern.leads_to(&path)) {
                continue;
            }
            let metadata = match std::fs::metadata(&path) {
                Ok(metadata) => metadata,
                Err(error) => return Some(Found::Problem(ProblemKind::from_io(&error).at(origin(&path)))),
            };
            if let Some(pattern) = &mut self.pattern {
                // A file may match two patterns, and a folder be gone through for each: that is no mistake.
                let is_new = if metadata.is_dir() {
                    pattern.enters(&path)
                } else {
                    pattern.matches(&path) && self.is_new(&path)
                };
                match (is_new, metadata.is_dir()) {
                    (false, _) => continue,
                    (true, false) => return Some(found(path, metadata, folder)),
                    (true, true) => match self.enter(path) {
                        Some(problem) => return Some(Found::Problem(problem)),
                        None => continue,
                    },
                }
            }
            if metadata.is_dir() {
                let entered = if self.is_new(&path) {
                    self.enter(path)
                } else {
                    Some(ProblemKind::GivenTwice.at(origin(&path)))
                };
                match entered {
                    Some(problem) => return Some(Found::Problem(problem)),
                    None => continue,
                }
            }
            if !self.is_new(&path) {
                return Some(Found::Problem(ProblemKind::GivenTwice.at(origin(&path))));
            }
            return Some(found(path, metadata, folder));
        }
    }

    /// Says how much was passed over that belongs to pages.
    fn tell_of_pages(&mut self, folder: &Path) {
        let count = std::mem::take(&mut self.of_pages);
        if count > 0 {
            let what = format!("{count} folders that were saved along with pages");
            self.waiting.push_back(Found::Problem(ProblemKind::Skipped(what).at(origin(folder))));
        }
    }
}

/// A file of a folder, or why it is left out.
fn found(path: PathBuf, metadata: Metadata, folder: Arc<Folder>) -> Found {
    let skipped = match Kind::of_name(&path) {
        _ if !metadata.is_file() => Some("it is no regular file"),
        Kind::NoReport(reason) => Some(reason),
        _ => None,
    };
    match skipped {
        Some(reason) => Found::Problem(ProblemKind::Skipped(reason.to_owned()).at(origin(&path))),
        None => Found::File(FoundFile { path, metadata, is_named: false, folder }),
    }
}

/// Whether `name` is one of these, which are in order.
fn is_among(names: &[String], name: &str) -> bool {
    names.binary_search_by(|other| other.as_str().cmp(name)).is_ok()
}

/// What nobody means when they give a folder.
pub(crate) fn is_ignored(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    name.starts_with('.')
        || name.starts_with("readme")
        || name.starts_with("license")
        || [".json", ".toml"].iter().any(|extension| name.ends_with(extension))
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.waiting.pop_front() {
                return Some(found);
            }
            let found = if let Some(found) = self.next_in_folder() {
                found
            } else {
                let path = self.given.next()?;
                if self.begin_pattern(&path) {
                    continue;
                }
                self.named(path)
            };
            // What was learnt on the way to it is told before it.
            self.waiting.push_back(found);
        }
    }
}
