//! Standard error: what people are told while data goes to standard output.

use crate::failure::Failure;
use crate::interrupt;
use crate::progress::Progress;
use crate::shown::plain;
use anstyle::{AnsiColor, Style};
use desk::Listener;
use indicatif::MultiProgress;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use tracing_subscriber::filter::LevelFilter;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Says things on standard error, between the progress bars.
#[derive(Debug, Clone)]
pub(crate) struct Console {
    quiet: bool,
    bars: Option<MultiProgress>,
}

impl Console {
    /// With `quiet`, only failures are said; `verbose` 1 and 2 also say what is done.
    pub(crate) fn new(quiet: bool, verbose: u8) -> Self {
        let level = match verbose {
            0 => LevelFilter::OFF,
            1 => LevelFilter::INFO,
            _ => LevelFilter::DEBUG,
        };
        if level != LevelFilter::OFF {
            let colour = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
            let log = tracing_subscriber::fmt()
                .with_max_level(level)
                .with_writer(io::stderr)
                .with_ansi(colour)
                .with_target(false)
                .without_time();
            // Fails only where another log was set up before, and there is none.
            let _ = log.try_init();
        }
        // A log and a bar would write over each other.
        let bars = (!quiet && verbose == 0 && io::stderr().is_terminal()).then(MultiProgress::new);
        Self { quiet, bars }
    }

    /// Where progress bars are drawn; `None` when nobody would see them.
    pub(crate) fn bars(&self) -> Option<&MultiProgress> {
        self.bars.as_ref()
    }

    /// Something worth knowing.
    pub(crate) fn note(&self, words: impl fmt::Display) {
        if !self.quiet {
            self.say(NOTE, "note", &words);
        }
    }

    /// Something that was left out or assumed.
    pub(crate) fn warning(&self, words: impl fmt::Display) {
        if !self.quiet {
            self.say(WARNING, "warning", &words);
        }
    }

    /// Something that was asked for and could not be done.
    pub(crate) fn error(&self, words: impl fmt::Display) {
        self.say(ERROR, "error", &words);
    }

    /// Why nothing could be done, and what to do about it.
    pub(crate) fn failure(&self, failure: &Failure) {
        if let Failure::Said { message, hint } = failure {
            self.error(message);
            if let Some(hint) = hint {
                self.say(NOTE, "hint", hint);
            }
        }
    }

    /// Makes a fault of the program itself readable.
    pub(crate) fn report_faults(&self) {
        let console = self.clone();
        std::panic::set_hook(Box::new(move |fault| {
            if gather::is_in_library() {
                return;
            }
            console.error(format!("a fault in parallax itself: {fault}"));
            console.say(NOTE, "hint", &"please report it, with the input if you can share it");
        }));
    }

    fn say(&self, style: Style, kind: &str, words: &dyn fmt::Display) {
        let words = plain(&words.to_string());
        // Standard error that cannot be written leaves nobody to tell.
        let write = || drop(writeln!(anstream::stderr().lock(), "{style}{kind}:{style:#} {words}"));
        match &self.bars {
            Some(bars) => bars.suspend(write),
            None => write(),
        }
    }
}

impl Listener for Console {
    fn note(&self, words: &str) {
        Self::note(self, words);
    }

    fn warning(&self, words: &str) {
        Self::warning(self, words);
    }

    fn error(&self, words: &str) {
        Self::error(self, words);
    }

    fn begin(&self, what: &'static str, total: Option<usize>) -> Box<dyn desk::Progress + '_> {
        Box::new(Progress::new(self, what, total))
    }

    fn is_asked_to_stop(&self) -> bool {
        interrupt::is_asked()
    }
}
