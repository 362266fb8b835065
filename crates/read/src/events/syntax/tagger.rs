//! Says what each word of a sentence is.

use super::{Syntax, Tag, Word};
use crate::{
    MentionKind,
    tag::{self, Penn, Relation, Upos},
    text::TokenKind,
    words::{VerbForm, is_participle, table},
};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

static FUNCTION: LazyLock<HashMap<&str, Tag>> = LazyLock::new(|| {
    table(include_str!("function.tsv")).filter_map(|row| Some((row[0], tag_named(row.get(1)?)?))).collect()
});

fn tag_named(name: &str) -> Option<Tag> {
    Some(match name {
        "determiner" => Tag::Determiner,
        "possessive" => Tag::Possessive,
        "pronoun" => Tag::Pronoun,
        "relative" => Tag::Relative,
        "that" => Tag::That,
        "preposition" => Tag::Preposition,
        "to" => Tag::To,
        "conjunction" => Tag::Conjunction,
        "subordinator" => Tag::Subordinator,
        "modal" => Tag::Modal,
        "negation" => Tag::Negation,
        "be" => Tag::Be,
        "have" => Tag::Have,
        "do" => Tag::Do,
        "adverb" => Tag::Adverb,
        "adjective" => Tag::Adjective,
        "number" => Tag::Number,
        "day" => Tag::Day,
        "timenoun" => Tag::TimeNoun,
        _ => return None,
    })
}

/// The word as tables write it: lower case, straight apostrophe.
pub(super) fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if matches!(letter, '’' | 'ʼ') { '\'' } else { letter })
        .collect()
}

/// The words of the sentence with their tags; clauses are not yet numbered.
pub(super) fn words(syntax: &Syntax<'_>, tokens: Range<usize>) -> Vec<Word> {
    let mut words: Vec<Word> = tokens
        .clone()
        .map(|at| Word { lower: lower(syntax.text.token(at)), tag: Tag::Stop, name: None, clause: 0 })
        .collect();
    for index in &syntax.mentions {
        let Some(mention) = syntax.names.mentions.get(*index) else { continue };
        if mention.kind != MentionKind::Name {
            continue;
        }
        for at in syntax.text.tokens_in(mention.span) {
            if let Some(word) = at.checked_sub(tokens.start).and_then(|at| words.get_mut(at)) {
                word.name = Some(*index);
            }
        }
    }
    let predicates = predicates(syntax, &tokens);
    for at in 0..words.len() {
        let tag = Tagger { syntax, words: &words, tokens: &tokens, predicates: &predicates }.tag(at);
        words[at].tag = tag;
    }
    words
}

pub(super) struct Tagger<'a> {
    pub(super) syntax: &'a Syntax<'a>,
    /// Tagged up to the word in question.
    pub(super) words: &'a [Word],
    pub(super) tokens: &'a Range<usize>,
    /// See [`predicates`].
    predicates: &'a [bool],
}

/// Which words have a subject of their own and neither a copula nor a determiner, so that they are verbs whatever
/// part of speech the network takes them for: `if the talks flop`.
fn predicates(syntax: &Syntax<'_>, tokens: &Range<usize>) -> Vec<bool> {
    let mut has_subject = vec![false; tokens.len()];
    let mut nominal = vec![false; tokens.len()];
    for at in tokens.clone() {
        let Some(word) = syntax.text.word(at) else { continue };
        let Some(head) = word.head.and_then(|head| head.checked_sub(tokens.start)) else { continue };
        let marks = match word.relation {
            Relation::Nsubj | Relation::NsubjPass => &mut has_subject,
            Relation::Cop | Relation::Det | Relation::NmodPoss | Relation::Amod | Relation::Nummod => {
                &mut nominal
            }
            _ => continue,
        };
        if let Some(mark) = marks.get_mut(head) {
            *mark = true;
        }
    }
    has_subject.iter().zip(nominal).map(|(subject, nominal)| *subject && !nominal).collect()
}

impl Tagger<'_> {
    pub(super) fn raw(&self, at: usize) -> &str {
        if at < self.words.len() { self.syntax.text.token(self.tokens.start + at) } else { "" }
    }

    pub(super) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// The tag before `at`, adverbs and opening quotation marks passed over.
    pub(super) fn before(&self, at: usize) -> Tag {
        (0..at)
            .rev()
            .map(|before| self.words[before].tag)
            .find(|tag| !matches!(tag, Tag::Adverb | Tag::Quote))
            .unwrap_or(Tag::Stop)
    }

    pub(super) fn touches(&self, at: usize) -> bool {
        let tokens = &self.syntax.text.tokens;
        at > 0
            && match (tokens.get(self.tokens.start + at - 1), tokens.get(self.tokens.start + at)) {
                (Some(left), Some(right)) => left.span.end == right.span.start,
                _ => false,
            }
    }

    /// Whether `at` is the first word, opening marks passed over.
    pub(super) fn begins(&self, at: usize) -> bool {
        (0..at).rev().all(|before| !self.raw(before).chars().any(char::is_alphanumeric))
            || at > 0 && matches!(self.raw(at - 1), "“" | "\"" | ":") && self.capital(at)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.raw(at).starts_with(char::is_uppercase)
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        let Some(token) = self.syntax.text.tokens.get(self.tokens.start + at) else { return Tag::Stop };
        match token.kind {
            TokenKind::Number => Tag::Number,
            TokenKind::Mark => self.mark(at),
            TokenKind::Clitic => {
                let before = if at > 0 { self.lower(at - 1) } else { "" };
                if matches!(before, "it" | "he" | "she" | "that" | "there" | "what" | "who" | "here") {
                    Tag::Be
                } else {
                    Tag::Clitic
                }
            }
            TokenKind::Word => self.word(at),
        }
    }

    pub(super) fn mark(&self, at: usize) -> Tag {
        match self.raw(at) {
            "," => Tag::Comma,
            "“" | "”" | "\"" | "‘" | "«" | "»" => Tag::Quote,
            "’" | "'" => {
                // `the dockers’ union`: a possessive, unless a single quotation mark is open.
                let open = self.words[..at].iter().any(|word| word.lower == "‘");
                let plural = at > 0 && self.lower(at - 1).ends_with('s') && self.touches(at);
                if plural && !open && self.raw(at + 1).chars().any(char::is_alphanumeric) {
                    Tag::Clitic
                } else {
                    Tag::Quote
                }
            }
            "-" | "‑" => Tag::Hyphen,
            // `Mr. Lund`: the mark of an abbreviation joins.
            "." if self.touches(at)
                && at + 1 < self.words.len()
                && self.raw(at + 1).starts_with(char::is_alphabetic)
                && self.words.get(at - 1).is_some_and(|word| word.tag == Tag::Name) =>
            {
                Tag::Hyphen
            }
            "%" | "$" | "£" | "€" | "¥" => Tag::Symbol,
            _ => Tag::Stop,
        }
    }

    pub(super) fn word(&self, at: usize) -> Tag {
        let lower = self.lower(at);
        let capital = self.capital(at);
        let begins = self.begins(at);
        if self.words[at].name.is_some() && (capital || !FUNCTION.contains_key(lower)) {
            return Tag::Name;
        }
        let function = FUNCTION.get(lower).copied();
        if lower == "may"
            && capital
            && (!begins || self.raw(at + 1).starts_with(|c: char| c.is_ascii_digit()))
        {
            return Tag::Day;
        }
        if function == Some(Tag::Day) {
            return if capital { Tag::Day } else { self.open_class(at) };
        }
        if capital && !begins && lower != "i" && !lower.starts_with("i'") {
            let shouting = lower.chars().count() > 3 && self.raw(at).chars().all(char::is_uppercase);
            if !shouting || function.is_none() {
                return Tag::Name;
            }
        }
        match function {
            Some(Tag::That) => self.that(at),
            Some(Tag::To) => self.to(at),
            Some(Tag::Determiner) if self.upos(at) == Some(Upos::Pron) => Tag::Pronoun,
            Some(Tag::Possessive) if lower == "her" && self.penn(at) == Some(Penn::Prp) => Tag::Pronoun,
            Some(tag) => tag,
            None => self.open_class(at),
        }
    }

    fn that(&self, at: usize) -> Tag {
        match (self.upos(at), self.penn(at)) {
            (Some(Upos::Det), _) => Tag::Determiner,
            (Some(Upos::Pron), Some(Penn::Dt)) => Tag::Pronoun,
            _ => Tag::That,
        }
    }

    fn to(&self, at: usize) -> Tag {
        if self.upos(at) == Some(Upos::Part) { Tag::To } else { Tag::Preposition }
    }

    fn open_class(&self, at: usize) -> Tag {
        let lower = self.lower(at);
        if let Some(stem) = lower.strip_suffix("n't") {
            return match stem {
                "do" | "does" | "did" => Tag::Do,
                "is" | "are" | "was" | "were" => Tag::Be,
                "has" | "have" | "had" => Tag::Have,
                _ => Tag::Modal,
            };
        }
        if self.before(at) == Tag::Hyphen && self.touches(at) {
            // `U.S.-brokered`, `24-hour`: inside a compound.
            return Tag::Noun;
        }
        match self.upos(at) {
            // `guarantees must hold`: what stands right before a modal is no finite verb.
            Some(Upos::Verb)
                if self.penn(at) == Some(Penn::Vbz)
                    && FUNCTION.get(self.lower(at + 1)) == Some(&Tag::Modal) =>
            {
                Tag::Noun
            }
            // `Friday's talks`: where both tags disagree, what has a plural or a name for its tag is a noun.
            Some(Upos::Verb)
                if matches!(self.penn(at), Some(Penn::Nn | Penn::Nns | Penn::Nnp | Penn::Nnps)) =>
            {
                Tag::Noun
            }
            // `its pay offer`: no plain verb stands right after a determiner.
            Some(Upos::Verb)
                if matches!(self.penn(at), Some(Penn::Vb | Penn::Vbp))
                    && at > 0
                    && matches!(self.words[at - 1].tag, Tag::Determiner | Tag::Possessive) =>
            {
                Tag::Noun
            }
            Some(Upos::Verb | Upos::Aux) => self.verb(at),
            Some(_) if self.is_finite_predicate(at) => self.verb(at),
            Some(Upos::Noun) if self.predicates.get(at) == Some(&true) => self.verb(at),
            Some(Upos::Adj) => Tag::Adjective,
            Some(Upos::Adv) => Tag::Adverb,
            Some(Upos::Num) => Tag::Number,
            Some(Upos::Adp) => Tag::Preposition,
            _ => Tag::Noun,
        }
    }

    /// A verb in its form; a participle before the noun that it describes is an adjective.
    fn verb(&self, at: usize) -> Tag {
        // `the dockers packed Customs Square`: a participle between a noun and a name is the noun's verb.
        let between = self.before(at).is_nominal() && self.capital(at + 1);
        let describes = self.network(at).is_some_and(|word| word.relation == Relation::Amod) && !between;
        let form = match self.penn(at) {
            Some(Penn::Vbg | Penn::Vbn) if describes => return Tag::Adjective,
            Some(Penn::Vbz) => VerbForm::ThirdPerson,
            Some(Penn::Vbg) => VerbForm::Ing,
            Some(Penn::Vbn) if is_participle(self.lower(at)) => VerbForm::Participle,
            Some(Penn::Vbd | Penn::Vbn) => VerbForm::Past,
            Some(Penn::Jj) if between && self.lower(at).ends_with("ed") => VerbForm::Past,
            _ => VerbForm::Base,
        };
        Tag::Verb(form)
    }

    /// Whether the Penn tag and the place in the sentence tell a finite verb where the part of speech wavers: `The
    /// guild calls for a ballot`.
    fn is_finite_predicate(&self, at: usize) -> bool {
        self.network(at).is_some_and(|word| {
            matches!(word.penn, Penn::Vbz | Penn::Vbd | Penn::Vbp)
                && matches!(
                    word.relation,
                    Relation::Root
                        | Relation::Ccomp
                        | Relation::Advcl
                        | Relation::AclRelcl
                        | Relation::Parataxis
                )
        })
    }

    fn network(&self, at: usize) -> Option<&tag::Word> {
        self.syntax.text.word(self.tokens.start + at)
    }

    fn upos(&self, at: usize) -> Option<Upos> {
        self.network(at).map(|word| word.upos)
    }

    fn penn(&self, at: usize) -> Option<Penn> {
        self.network(at).map(|word| word.penn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{names::Names, text::Text};
    use std::collections::HashSet;

    fn tags(source: &str) -> Vec<(String, Tag)> {
        let text = Text::analysed(source);
        let names = Names::default();
        let syntax = Syntax::of(&text, &names, 0).expect("a sentence");
        syntax.words.into_iter().map(|word| (word.lower, word.tag)).collect()
    }

    fn tag_of(source: &str, word: &str) -> Tag {
        tags(source).into_iter().find(|(lower, _)| lower == word).map(|(_, tag)| tag).expect("the word")
    }

    #[test]
    fn neighbours_tell_nouns_from_verbs() {
        assert!(tag_of("The guild demands a new ballot.", "demands").is_verb());
        assert_eq!(tag_of("The guild’s demands were heard.", "demands"), Tag::Noun);
        assert!(tag_of("Teachers plan to strike in June.", "strike").is_verb());
        assert_eq!(tag_of("A two-day strike began.", "strike"), Tag::Noun);
        assert_eq!(tag_of("They will accept revised terms.", "revised"), Tag::Adjective);
        assert_eq!(tag_of("A mining levy is due.", "mining"), Tag::Noun);
        assert!(tag_of("The guild calls for a ballot.", "calls").is_verb());
        assert_eq!(tag_of("Tarn Mills raised its pay offer from 2 percent to 3 percent.", "pay"), Tag::Noun);
        assert!(tag_of("Farmers and their children packed Market Hall with bells.", "packed").is_verb());
    }

    #[test]
    fn to_and_that_are_told_apart() {
        assert_eq!(tag_of("He agreed to accept it.", "to"), Tag::To);
        assert_eq!(tag_of("He went to the hall.", "to"), Tag::Preposition);
        assert_eq!(tag_of("That meeting ended badly.", "that"), Tag::Determiner);
        assert_eq!(tag_of("She said that it ended.", "that"), Tag::That);
    }

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("function.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(tag_named(row[1]).is_some(), "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
