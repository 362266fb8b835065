//! A bar for work that takes a while.

use crate::console::Console;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::{Duration, Instant};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How far some work has come; shown on standard error, when that is a terminal and the work is long.
#[derive(Debug)]
pub(crate) struct Progress<'c> {
    console: &'c Console,
    what: &'static str,
    total: Option<usize>,
    done: usize,
    begun: Instant,
    bar: Option<ProgressBar>,
}

impl<'c> Progress<'c> {
    /// Work called `what`, on `total` things where that is known.
    pub(crate) fn new(console: &'c Console, what: &'static str, total: Option<usize>) -> Self {
        Self { console, what, total, done: 0, begun: Instant::now(), bar: None }
    }

    /// So many more are done.
    pub(crate) fn add(&mut self, count: usize) {
        self.done += count;
        if self.bar.is_none()
            && self.begun.elapsed() > PATIENCE
            && let Some(bars) = self.console.bars()
        {
            let template = if self.total.is_some() {
                "{msg} {wide_bar} {human_pos}/{human_len} {eta}"
            } else {
                "{msg} {human_pos} {spinner} {per_sec}"
            };
            let bar = bars
                .add(self.total.map_or_else(ProgressBar::no_length, |total| ProgressBar::new(total as u64)));
            bar.set_style(
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar.set_message(self.what);
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done as u64);
        }
    }
}

impl desk::Progress for Progress<'_> {
    fn add(&mut self, count: usize) {
        Self::add(self, count);
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        tracing::info!("{}: {} in {:.1?}", self.what, self.done, self.begun.elapsed());
    }
}
