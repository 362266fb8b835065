//! Patterns such as `saved/**/*.html`, where the shell did not expand them.

use glob::MatchOptions;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// `*` and `?` do not match the mark between folders, as in a shell.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// A pattern, and what it met so far.
pub(crate) struct Pattern {
    given: PathBuf,
    whole: glob::Pattern,
    /// The patterns of the folders on the way, the outermost first; the last is the whole.
    steps: Vec<glob::Pattern>,
    /// The folder in which everything stands that can match.
    root: PathBuf,
    /// Whether it goes into folders at any depth.
    is_deep: bool,
    is_matched: bool,
    /// The folders that were gone through, under their real names: links may lead in circles.
    entered: HashSet<PathBuf>,
}

impl Pattern {
    /// The pattern that this path is, if it is one.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let given = path.to_str()?;
        let special = given.find(['*', '?', '['])?;
        let root = given.get(..special)?.rfind('/').map_or("", |end| given.get(..=end).unwrap_or_default());
        let root = if root.is_empty() { "./" } else { root };
        // The walk names what it finds with the root before it.
        let whole = if given.starts_with(root) { given.to_owned() } else { format!("{root}{given}") };
        let ends = whole.match_indices('/').map(|(at, _)| at).filter(|at| *at >= root.len());
        let steps = ends.chain([whole.len()]).filter_map(|end| glob::Pattern::new(whole.get(..end)?).ok());
        Some(Self {
            given: path.to_owned(),
            whole: glob::Pattern::new(&whole).ok()?,
            steps: steps.collect(),
            root: root.into(),
            is_deep: given.contains("**"),
            is_matched: false,
            entered: HashSet::new(),
        })
    }

    /// Where to look.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether this may match, or something in it, should it be a folder.
    pub(crate) fn leads_to(&self, path: &Path) -> bool {
        self.is_deep
            || self.is_in_match(path)
            || self.steps.iter().any(|step| step.matches_path_with(path, OPTIONS))
    }

    /// Whether the path matches, or stands in a folder that does. A pattern that goes into all folders itself means
    /// only what it matches there.
    fn is_in_match(&self, path: &Path) -> bool {
        let is_match = |path: &Path| self.whole.matches_path_with(path, OPTIONS);
        is_match(path) || !self.is_deep && path.ancestors().skip(1).any(is_match)
    }

    /// Whether this file is meant.
    pub(crate) fn matches(&mut self, path: &Path) -> bool {
        let is_match = self.is_in_match(path);
        self.is_matched |= is_match;
        is_match
    }

    /// Whether this folder is to be gone through, which it is once.
    pub(crate) fn enters(&mut self, path: &Path) -> bool {
        self.is_matched |= self.is_in_match(path);
        self.entered.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    }

    /// The pattern, when nothing matched it.
    pub(crate) fn unmatched(self) -> Option<PathBuf> {
        (!self.is_matched).then_some(self.given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_leads_only_where_it_can_match() {
        let leads =
            |pattern: &str, path: &str| Pattern::of(Path::new(pattern)).unwrap().leads_to(Path::new(path));
        assert!(leads("s/*/a.html", "s/x") && leads("s/*/a.html", "s/x/a.html"));
        assert!(!leads("s/x*/a.html", "s/y") && !leads("s/*/a.html", "s/x/b.html"));
        assert!(leads("s/*", "s/x/y/z.html"), "a folder that matches is read whole");
        assert!(leads("*.html", "./a.html") && !leads("*.html", "./a.txt"));
        assert!(leads("s/**/*.html", "s/x/y"));
        assert!(!Pattern::of(Path::new("s/**/*.html")).unwrap().matches(Path::new("s/x/y.txt")));
        assert_eq!(Pattern::of(Path::new("/a/b/c*/d")).unwrap().root(), Path::new("/a/b/"));
        assert!(Pattern::of(Path::new("a.html")).is_none() && Pattern::of(Path::new("a[")).is_none());
    }
}
