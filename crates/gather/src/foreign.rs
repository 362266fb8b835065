//! Calls into libraries that may panic on a file made to harm, or on an honest one that nobody thought of.

use crate::problem::cut;
use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// How many such calls this thread is in.
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// What `work` gives, or what the library said when it panicked. What `work` changes may then be half done.
pub(crate) fn call<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    CALLS.set(CALLS.get() + 1);
    let done = catch_unwind(AssertUnwindSafe(work));
    CALLS.set(CALLS.get().saturating_sub(1));
    done.map_err(|said| words(said.as_ref()))
}

/// What was said in a panic.
pub(crate) fn words(said: &(dyn Any + Send)) -> String {
    let words =
        said.downcast_ref::<String>().map(String::as_str).or_else(|| said.downcast_ref::<&str>().copied());
    format!("the program that reads it failed ({})", cut(words.unwrap_or("it panicked")))
}

/// Whether this thread is in a library whose panics become a [`crate::Problem`]. A panic hook that reports faults
/// has nothing to report then.
pub fn is_in_library() -> bool {
    CALLS.get() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_words() {
        assert_eq!(call(|| 7), Ok(7));
        assert!(!is_in_library());
        let said = call(|| {
            assert!(is_in_library());
            panic!("no {} here", "glyph")
        });
        assert_eq!(said, Err::<(), _>("the program that reads it failed (no glyph here)".to_owned()));
        assert!(!is_in_library());
    }
}
