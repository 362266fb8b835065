//! The reading itself: one report, or one problem, at a time.

use crate::archive::Limits;
use crate::dates;
use crate::draft::{Draft, Drafts, Known};
use crate::folder::Folder;
use crate::ids::{Asker, Ids};
use crate::json_lines::JsonLines;
use crate::kind::Kind;
use crate::open::{Opener, Source};
use crate::walk::{Found, FoundFile, Walk, origin};
use crate::web::{Address, Clock, Polite, Visit};
use crate::{Origin, Problem, ProblemKind, Report, Sources};
use article::{Article, ArticleId, Outlet, PartialDate};
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The reports of some [`Sources`], in an order that is the same in every run: sources as they were given, the
/// files of a folder by name, records as they stand in their file.
///
/// A report whose date could not be read, for one, comes with a [`Problem`] behind it.
pub struct Reports {
    walk: Walk,
    open: Option<Open>,
    waiting: VecDeque<Result<Report, Problem>>,
    ids: Ids,
    published: Vec<Override>,
    input: Option<Box<dyn Read + Send>>,
    opener: Opener,
    polite: Arc<Polite>,
    /// How much of the folder being read came to something, be it a failure.
    in_folder: usize,
    is_done: bool,
}

/// The source being read.
struct Open {
    drafts: Drafts,
    path: PathBuf,
    folder: Arc<Folder>,
}

/// A day of publication that the user knows.
struct Override {
    matching: String,
    date: PartialDate,
    is_used: bool,
}

impl Reports {
    pub(crate) fn new(sources: Sources) -> Self {
        let unused = |(matching, date)| Override { matching, date, is_used: false };
        Self {
            walk: Walk::new(sources.paths),
            open: None,
            waiting: VecDeque::new(),
            ids: Ids::default(),
            published: sources.published.into_iter().map(unused).collect(),
            input: Some(sources.input),
            opener: Opener::new(Limits::new(sources.limit)),
            // One for all addresses: two may be of one host.
            polite: Arc::new(Polite::new(sources.fetcher, Clock::default())),
            in_folder: 0,
            is_done: false,
        }
    }

    /// Goes on by one step; puts what it finds into `waiting`.
    fn step(&mut self) {
        if let Some(open) = &mut self.open {
            match open.drafts.next() {
                Some(found) => {
                    self.in_folder += 1;
                    let (path, folder) = (open.path.clone(), Arc::clone(&open.folder));
                    match found {
                        Ok(draft) => self.finish(draft, &path, &folder),
                        Err(problem) => self.waiting.push_back(Err(problem)),
                    }
                }
                None => self.open = None,
            }
            return;
        }
        match self.walk.next() {
            Some(Found::File(file)) => match self.open_file(&file) {
                Ok(drafts) => self.open = Some(Open { drafts, path: file.path, folder: file.folder }),
                Err(reason) => {
                    self.in_folder += usize::from(!matches!(reason, ProblemKind::Skipped(_)));
                    self.waiting.push_back(Err(reason.at(origin(&file.path))));
                }
            },
            Some(Found::Address(given)) => match Address::parse(&given) {
                Ok(address) => {
                    let drafts = Box::new(Visit::to(address, Arc::clone(&self.polite)));
                    self.open = Some(Open { drafts, path: given.into(), folder: Arc::default() });
                }
                Err(error) => {
                    self.waiting.push_back(Err(ProblemKind::Address(error).at(given.escape_debug())));
                }
            },
            Some(Found::StandardInput) => {
                if let Some(input) = self.input.take() {
                    let drafts = Box::new(JsonLines::new(
                        BufReader::new(input),
                        Origin::of_path("-".to_owned()),
                        self.opener.limits.report,
                    ));
                    self.open = Some(Open { drafts, path: "-".into(), folder: Arc::default() });
                }
            }
            Some(Found::FolderStart) => self.in_folder = 0,
            Some(Found::FolderEnd(path)) => {
                if self.in_folder == 0 {
                    self.waiting.push_back(Err(ProblemKind::NothingReadable.at(origin(&path))));
                }
            }
            Some(Found::Problem(problem)) => {
                let is_nothing = matches!(
                    problem.reason,
                    ProblemKind::Skipped(_) | ProblemKind::NoSuchFile { .. } | ProblemKind::FolderFile { .. }
                );
                self.in_folder += usize::from(!is_nothing);
                self.waiting.push_back(Err(problem));
            }
            None => {
                self.is_done = true;
                for unmatched in self.published.iter().filter(|known| !known.is_used) {
                    let place = format!("--published {}", unmatched.matching.escape_debug());
                    self.waiting.push_back(Err(ProblemKind::UnmatchedOverride.at(place)));
                }
            }
        }
    }

    fn open_file(&self, file: &FoundFile) -> Result<Drafts, ProblemKind> {
        let source = if file.metadata.is_file() {
            Source::File(file.path.clone())
        } else {
            // A pipe is read once.
            let reader = File::open(&file.path).map_err(|error| ProblemKind::from_io(&error))?;
            Source::Stream(Box::new(reader), None)
        };
        self.opener.open(Kind::of_name(&file.path), source, origin(&file.path), file.is_named)
    }

    /// Makes a report of a draft: adds what its folder and the user know, settles the dates and the id.
    fn finish(&mut self, draft: Draft, path: &Path, folder: &Folder) {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let said = folder.known(&file);
        let name =
            draft.origin.member.as_deref().map_or(&*file, |name| name.rsplit('/').next().unwrap_or(name));
        // A description of a file that is one report is about that report, and somebody wrote it on purpose. Of
        // a file with many reports it cannot know more than each says of itself.
        let is_one = draft.origin.record.is_none() && draft.origin.member.is_none();
        let known = if is_one { said.or(draft.known) } else { draft.known.or(said) };
        let asker = Asker {
            name: &draft.name,
            path,
            origin: &draft.origin,
            text: &draft.text,
            url: known.url.as_deref(),
        };
        let id = match self.ids.give(&asker) {
            Ok(id) => id,
            Err(problem) => return self.waiting.push_back(Err(problem)),
        };
        let overridden = self.overridden(&draft.origin, path, name, &id);
        let draft = Draft { known, ..draft };
        let (mut report, problems) = settled(draft, id, overridden.is_none());
        report.article.published = overridden.or(report.article.published);
        self.waiting.push_back(Ok(report));
        self.waiting.extend(problems.into_iter().map(Err));
    }

    /// The day the user gave for this report.
    fn overridden(&mut self, origin: &Origin, path: &Path, name: &str, id: &str) -> Option<PartialDate> {
        let mut day = None;
        let shown = Origin { record: None, ..origin.clone() }.to_string();
        for known in &mut self.published {
            let matching = known.matching.as_str();
            let is_file = matching == origin.path || Path::new(matching) == path;
            if is_file || matching == shown || matching == name || matching == id {
                known.is_used = true;
                day = Some(known.date);
            }
        }
        day
    }
}

/// The report that a draft is, under an id, and what of it could not be understood. Its day of publication is read where it
/// `is_dated` by itself.
pub(crate) fn settled(draft: Draft, id: String, is_dated: bool) -> (Report, Vec<Problem>) {
    let mut problems = draft.problems;
    let mut date = |key: &'static str, given: Option<String>| {
        let read = dates::parse(&given?);
        read.map_err(|error| problems.push(ProblemKind::NoDate { key, error }.at(&draft.origin))).ok()
    };
    let Known { title, outlet, url, published, modified, byline, language, particulars } = draft.known;
    let published = date("published", published.filter(|_| is_dated));
    let modified = date("modified", modified);
    let (id, outlet, text) = (ArticleId(id), outlet.map(Outlet), draft.text);
    let article =
        Article { id, title, outlet, url, published, modified, byline, language, particulars, text };
    (Report { article, raw: draft.raw, origin: draft.origin, notes: draft.notes }, problems)
}

impl Iterator for Reports {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.waiting.pop_front() {
                return Some(found);
            }
            if self.is_done {
                return None;
            }
            self.step();
        }
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Reports").field("waiting", &self.waiting.len()).finish_non_exhaustive()
    }
}
