//! Readers who ask a server without a pause.

use anyhow::{Result, ensure};
use std::{
    thread,
    time::{Duration, Instant},
};

/// What came of a question.
pub(super) struct Answered {
    /// The kind of page.
    pub(super) kind: &'static str,
    /// How long it took until all of it was there.
    pub(super) millis: f64,
    /// How large it was, unpacked.
    pub(super) bytes: usize,
    /// The status; 0 when none came.
    pub(super) status: u16,
    /// Whether it was said when to ask again.
    is_to_ask_again: bool,
}

impl Answered {
    /// Whether the reader was told to ask again: the story is being put together.
    pub(super) fn is_told_to_wait(&self) -> bool {
        self.status == 503 && self.is_to_ask_again
    }

    /// Whether it was no page, or none came.
    pub(super) fn is_error(&self) -> bool {
        !(200..300).contains(&self.status) && !self.is_told_to_wait()
    }
}

/// Has so many readers ask for so long, each for the pages that `pages` gives for its number: a kind and an address each.
///
/// # Errors
///
/// When nothing was answered.
pub(super) fn ask_for<P>(readers: usize, long: Duration, pages: &impl Fn(u64) -> P) -> Result<Vec<Answered>>
where
    P: Iterator<Item = (&'static str, String)> + Send,
{
    let answers: Vec<Answered> = thread::scope(|scope| {
        let asking: Vec<_> = (0..readers)
            .map(|reader| {
                let pages = pages(reader as u64 + 1);
                scope.spawn(move || one_asks(pages, long))
            })
            .collect();
        asking
            .into_iter()
            .flat_map(|one| one.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
            .collect()
    });
    ensure!(answers.iter().any(|one| !one.is_error()), "the server answers nothing");
    Ok(answers)
}

fn one_asks(pages: impl Iterator<Item = (&'static str, String)>, long: Duration) -> Vec<Answered> {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent: ureq::Agent = config.timeout_global(Some(Duration::from_mins(2))).build().into();
    let begun = Instant::now();
    let mut answers = Vec::new();
    for (kind, address) in pages {
        if begun.elapsed() >= long {
            break;
        }
        let asked = Instant::now();
        let answer = agent.get(&address).call().and_then(|mut answer| {
            let status = answer.status().as_u16();
            let is_to_ask_again = answer.headers().contains_key("retry-after");
            Ok((status, is_to_ask_again, answer.body_mut().with_config().limit(1 << 28).read_to_vec()?.len()))
        });
        let millis = asked.elapsed().as_secs_f64() * 1000.0;
        let (status, is_to_ask_again, bytes) = answer.unwrap_or((0, false, 0));
        answers.push(Answered { kind, millis, bytes, status, is_to_ask_again });
    }
    answers
}
