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
    /// Whether it was no page, or none came.
    pub(super) is_error: bool,
    /// The status; 0 when none came.
    pub(super) status: u16,
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
    ensure!(answers.iter().any(|one| !one.is_error), "the server answers nothing");
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
            let status = answer.status();
            Ok((status, answer.body_mut().with_config().limit(1 << 28).read_to_vec()?.len()))
        });
        answers.push(Answered {
            kind,
            millis: asked.elapsed().as_secs_f64() * 1000.0,
            bytes: answer.as_ref().map_or(0, |(_, bytes)| *bytes),
            status: answer.as_ref().map_or(0, |(status, _)| status.as_u16()),
            is_error: !answer.is_ok_and(|(status, _)| status.is_success()),
        });
    }
    answers
}
