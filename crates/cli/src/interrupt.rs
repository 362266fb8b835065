//! Ctrl-C as a question that work asks between two transactions.

use crate::console::Console;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on, Ctrl-C lets the step at hand end and then stops; a second one stops at once, which loses
/// nothing either: a transaction that was not finished never happened.
pub(crate) fn listen(console: &Console) {
    let console = console.clone();
    let listening = ctrlc::set_handler(move || {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        console.note("stopping as soon as this step is done; Ctrl-C again stops at once");
    });
    if let Err(error) = listening {
        tracing::warn!("Ctrl-C will stop at once: {error}");
    }
}

/// Whether the user asked to stop.
pub(crate) fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
