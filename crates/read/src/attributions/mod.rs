//! Quotations and claims: content, source, cue, and how strongly they are put.
//!
//! The way through: `marks` finds what stands between quotation marks; `scene` cuts the report into units
//! that no quotation crosses; in each unit `cues` finds the words that may tie content to a source, by a table in `lexicon`, `doers` and
//! `subjects` whose they are, `contents` what they govern, before them or `after` them; `nouns` finds what is said
//! by a noun; `claims` makes attributions of them;
//! `hearsay` adds what nobody is named for;
//! `doers`, `ends` and `nouns` walk the dependencies of an analysed text (`tree`) and find nothing in others;
//! `speakers` gives the quotations that no cue governs to who is speaking, or calls them terms.

mod after;
mod claims;
mod classes;
mod clauses;
mod contents;
mod cues;
mod doers;
mod ends;
mod hearsay;
mod hedges;
mod lexicon;
mod marks;
mod nouns;
mod phrases;
mod scene;
mod sources;
mod speakers;
mod subjects;
mod terms;
mod tree;
mod venues;

#[cfg(test)]
mod tests;

use crate::{Attribution, Citation, names::Names, text::Text};
use article::Span;
use scene::Scene;

/// What is attributed to whom, and the quoted words that nobody is quoted as saying.
#[derive(Debug, Default)]
pub struct Attributions {
    /// Quotations and claims, in the order of the text.
    pub attributions: Vec<Attribution>,
    /// Titles, names and scare quotes between quotation marks, without the marks.
    pub terms: Vec<Span>,
}

/// Finds quotations and claims in the sentences of the report.
///
/// ```
/// use read::{attributions::attributions, names::Names, text::Text};
/// let text = Text::cut("“We came to finish this,” Mayor Ada Lund said. Farmers fear that prices will fall.");
/// let found = attributions(&text, &Names::default(), &[]);
/// let content: Vec<_> = found.attributions.iter().map(|found| text.words(found.content[0])).collect();
/// assert_eq!(content, ["We came to finish this", "that prices will fall"]);
/// ```
pub fn attributions(text: &Text<'_>, names: &Names, citations: &[Citation]) -> Attributions {
    let scene = Scene::new(text, names, citations);
    let mut said = speakers::Said::new(&scene);
    for index in 0..scene.units.len() {
        said.read(&scene, index, claims::claims(&scene, &scene.units[index]));
    }
    said.finish(&scene)
}
