//! Who hears of work while it is done: a terminal, or those who look at a page.

/// Hears what is worth knowing while work is done, and says when it is to stop.
///
/// Words may hold what came from outside: whoever shows them makes them safe to show.
pub trait Listener: Sync {
    /// Something worth knowing.
    fn note(&self, words: &str);
    /// Something that was left out or assumed.
    fn warning(&self, words: &str);
    /// Something that was asked for and could not be done.
    fn error(&self, words: &str);
    /// Work called `what` begins, on `total` things where that is known.
    fn begin(&self, what: &'static str, total: Option<usize>) -> Box<dyn Progress + '_>;
    /// Whether the work is to stop as soon as the step at hand is done.
    fn is_asked_to_stop(&self) -> bool;
}

/// How far some work has come; the work is over when it is dropped.
pub trait Progress {
    /// So many more are done.
    fn add(&mut self, count: usize);
}

/// Progress of work that nobody watches.
pub struct Unseen;

impl Progress for Unseen {
    fn add(&mut self, _: usize) {}
}
