//! The sets of articles, each article read once for all tasks.

use anyhow::Result;
use article::Article;
use corpora::stories::Labelled;
use read::Reading;
use std::{
    cell::RefCell,
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
};
use weave::Signature;

/// The folder of the stream, whose articles belong to no story.
pub(crate) const STREAM: &str = "stream";

/// An article that was read.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The article.
    pub(crate) article: Article,
    /// The story it belongs to, with the name of its set before it; none for an article of the stream.
    pub(crate) story: Option<String>,
    /// What places it.
    pub(crate) signature: Signature,
}

impl Entry {
    /// What shows it.
    pub(crate) fn headline(&self) -> String {
        headline(&self.article)
    }
}

/// The title of an article, else its first line; at most 70 characters.
pub(crate) fn headline(article: &Article) -> String {
    let line = article.title.as_deref().or_else(|| article.text.trim().lines().next());
    line.unwrap_or_default().chars().take(70).collect()
}

/// The sets, with what was read of them so far.
#[derive(Debug)]
pub(crate) struct Shelf {
    data: PathBuf,
    read: RefCell<HashMap<(String, String), Rc<Entry>>>,
}

impl Shelf {
    /// The sets under a folder; nothing is read yet.
    pub(crate) fn new(data: &Path) -> Self {
        Self { data: data.to_owned(), read: RefCell::default() }
    }

    /// Where a file of the stories' sets is.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.data.join("stories").join(file)
    }

    /// The articles of a set that are `wanted`, in the order of its file, read.
    ///
    /// # Errors
    ///
    /// When the set cannot be read.
    pub(crate) fn entries(
        &self,
        set: &str,
        mut wanted: impl FnMut(&Article) -> bool,
    ) -> Result<Vec<Rc<Entry>>> {
        let labelled = if set == STREAM {
            corpora::stories::of_stream(&self.data, wanted)?
        } else {
            let mut all = corpora::stories::articles(&self.path(set).join("docs.jsonl"))?;
            all.retain(|one| wanted(&one.article));
            all
        };
        let mut read = self.read.borrow_mut();
        let key = |article: &Article| (set.to_owned(), article.id.0.clone());
        let missing: Vec<&Labelled> =
            labelled.iter().filter(|one| !read.contains_key(&key(&one.article))).collect();
        let articles: Vec<&Article> = missing.iter().map(|one| &one.article).collect();
        for (one, signature) in missing.iter().zip(signatures(&articles)) {
            let story = (!one.story.is_empty()).then(|| format!("{set}/{}", one.story));
            let entry = Rc::new(Entry { article: one.article.clone(), story, signature });
            read.insert(key(&one.article), entry);
        }
        Ok(labelled.iter().filter_map(|one| read.get(&key(&one.article)).cloned()).collect())
    }
}

/// The signatures of articles, in their order; read on all cores.
pub(crate) fn signatures(articles: &[&Article]) -> Vec<Signature> {
    each_read(articles, |reading| weave::signature(&reading))
}

/// What is made of the reading of each article, in their order; read on all cores.
pub(crate) fn each_read<T: Send>(articles: &[&Article], make: impl Fn(Reading) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let make = &make;
    let mut made: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    let own = articles.iter().enumerate().skip(thread).step_by(threads);
                    own.map(|(at, article)| (at, make(read::read((*article).clone())))).collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
            .collect()
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}
