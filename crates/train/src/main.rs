//! Makes the files in `models/` from public annotated data.
//!
//! `cargo run -r -p train -- all --data DIR` makes all of them again, the same to the bit. `DIR` is a folder
//! with the data sets that the cards beside the models name; it is no part of this project.

mod boosting;
mod document_frequencies;
mod pages;
mod pronouns;
mod tagger;
mod vectors;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use std::{io::Write as _, path::PathBuf};

/// Makes the files in models/ from public annotated data.
#[derive(Parser)]
struct Arguments {
    /// What to make.
    what: What,
    /// The folder with the data sets.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where to put the files.
    #[arg(long, value_name = "DIR", default_value = "models")]
    into: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Every file.
    All,
    /// How many articles of ten thousand have a stem.
    DocumentFrequencies,
    /// Parts of speech, dependencies and names.
    Tagger,
    /// Whom a pronoun of one person means.
    Pronouns,
    /// The same on four fifths of GAP development, measured on the other: for the card, nothing is written.
    PronounsFolds,
    /// Which blocks of a web page are its article.
    Pages,
}

/// Tells on standard error how far training is.
pub(crate) fn note(line: std::fmt::Arguments<'_>) {
    // Nobody may be listening, which is no reason to stop.
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    match arguments.what {
        What::All => {
            document_frequencies::make(&arguments.data, &arguments.into)?;
            tagger::make(&arguments.data, &arguments.into)?;
            pronouns::make(&arguments.data, &arguments.into)?;
            pages::make(&arguments.data, &arguments.into)
        }
        What::DocumentFrequencies => document_frequencies::make(&arguments.data, &arguments.into),
        What::Tagger => tagger::make(&arguments.data, &arguments.into),
        What::Pronouns => pronouns::make(&arguments.data, &arguments.into),
        What::Pages => pages::make(&arguments.data, &arguments.into),
        What::PronounsFolds => pronouns::folds(&arguments.data, &arguments.into),
    }
}
