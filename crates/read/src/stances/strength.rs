//! How strongly a stance is put.

use super::{holder::Holders, said::Said};
use crate::{
    Hedge,
    events::syntax::{Group, Syntax, Tag},
};
use article::Span;

/// The strength of a stance whose cue says `own` and stands in `group`.
pub(super) fn strength(
    syntax: &Syntax<'_>,
    said: &Said<'_>,
    group: Option<&Group>,
    holders: &Holders,
    cue: Span,
    own: Hedge,
) -> Hedge {
    let attribution = said.around(syntax.sentence, cue);
    if attribution.is_some_and(|attribution| denies(syntax.text, attribution)) {
        return Hedge::Denied;
    }
    let modal = group.and_then(|group| group.modal).map(|modal| syntax.lower(modal));
    if matches!(modal, Some("may" | "might" | "could" | "can" | "couldn't" | "mightn't"))
        || holders.hedge == Some(Hedge::Possible)
    {
        return Hedge::Possible;
    }
    let at = syntax.words_in(cue).start;
    if own == Hedge::Possible {
        return own;
    }
    if conditional(syntax, at) {
        return Hedge::Conditional;
    }
    let hearsay = syntax.words.iter().enumerate().any(|(word, _)| {
        matches!(syntax.lower(word), "reportedly" | "allegedly" | "apparently" | "purportedly")
            && syntax.clause(word) == syntax.clause(at)
    });
    let anonymous = attribution
        .and_then(|attribution| attribution.source.as_ref())
        .is_some_and(|source| source.anonymous);
    if hearsay || anonymous || holders.hedge == Some(Hedge::Reported) {
        return Hedge::Reported;
    }
    let refusal = group.is_some_and(|group| group.negated);
    let future = !refusal
        && modal.is_some_and(|modal| {
            matches!(modal, "will" | "would" | "shall" | "won't" | "wouldn't") || modal.ends_with("'ll")
        });
    if own == Hedge::Stated && (future || holders.hedge == Some(Hedge::Planned)) {
        return Hedge::Planned;
    }
    own
}

/// Whether an attribution says that its content is not so: *denied*, *disputed*. What is rejected or ruled out is not
/// denied to be somebody’s stance.
pub(crate) fn denies(text: &crate::text::Text<'_>, attribution: &crate::Attribution) -> bool {
    attribution.hedge == Hedge::Denied
        && attribution.cue.iter().any(|cue| {
            let words = text.words(*cue).to_lowercase();
            ["den", "disput", "refut", "rebut"]
                .iter()
                .any(|stem| words.split(' ').any(|word| word.starts_with(stem)))
        })
}

/// Whether the sentence ties what word `at` says to an *if*: it begins with one, or one follows.
fn conditional(syntax: &Syntax<'_>, at: usize) -> bool {
    let first = (0..syntax.len())
        .find(|word| !matches!(syntax.tag(*word), Tag::Quote | Tag::Stop | Tag::Conjunction));
    let leading = first.is_some_and(|first| {
        matches!(syntax.lower(first), "if" | "unless") && syntax.clause(first) != syntax.clause(at)
    });
    leading
        || (at..syntax.len()).take_while(|word| !matches!(syntax.lower(*word), ";" | "." | "”")).any(|word| {
            syntax.tag(word) == Tag::Subordinator && matches!(syntax.lower(word), "if" | "unless")
        }) && !(at..syntax.len()).any(|word| syntax.reads(word, &["as", "if"]))
}
