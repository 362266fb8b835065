//! Events that a number alone names: *a second is planned for May 10*, *at the first she said nothing*.

use super::{
    participants::Cast,
    reader::Reader,
    setting, status,
    syntax::{NounPhrase, Tag},
};
use crate::{EventMention, EventStatus, words::ordinal};

impl Reader<'_> {
    /// Mentions whose only word is a number, with their clauses: another of what the sentences before tell of. What has
    /// no verb that sets or cancels it and no preposition before it is rather a person or a thing: *a second was hurt*.
    pub(super) fn by_number(&self) -> Vec<(EventMention, usize)> {
        let syntax = self.syntax;
        let Some(kind) = self.seen.counted(syntax.sentence) else { return Vec::new() };
        (1..syntax.len())
            .filter(|at| ordinal(syntax.lower(*at)).is_some() && matches!(syntax.lower(at - 1), "a" | "the"))
            .filter_map(|at| {
                let phrase = NounPhrase { words: at - 1..at + 1, head: at };
                let (status, own) = self.told(&phrase)?;
                let words = at..at + 1;
                let time = setting::time(syntax, self.times, &words, own, &[]);
                let mention = self.mention(kind, words, Cast::default(), None, time, status, None, false);
                Some((mention, syntax.clause(at)))
            })
            .collect()
    }

    /// What the sentence says of the number `phrase`, and the verb that says it.
    fn told(&self, phrase: &NounPhrase) -> Option<(EventStatus, Option<usize>)> {
        let syntax = self.syntax;
        let before = phrase.words.start.checked_sub(1);
        let preposition = before.map_or("", |before| syntax.lower(before));
        let next = phrase.words.end;
        if matches!(preposition, "at" | "during" | "after") {
            // `at the second meeting`, `after the first of May`: the number does not stand alone.
            let alone = matches!(syntax.tag(next), Tag::Comma | Tag::Pronoun | Tag::Stop)
                || syntax.tag(next) == Tag::Name
                || syntax.entity_at(next).is_some_and(|entity| super::participants::acts(syntax, entity));
            return alone.then_some((EventStatus::Happened, None));
        }
        let mut verb = next;
        while syntax.tag(verb) == Tag::Adverb || matches!(syntax.tag(verb), Tag::Modal | Tag::Be) {
            verb += 1;
        }
        // `is due`, `is off`: the copula carries what is said.
        let verb = if syntax.tag(verb).is_verb() { verb } else { verb.checked_sub(1)? };
        if verb < next || syntax.clause(verb) != syntax.clause(phrase.head) {
            return None;
        }
        let status = status::as_subject(syntax, verb, true);
        matches!(status, EventStatus::Planned | EventStatus::Cancelled).then_some((status, Some(verb)))
    }
}

#[cfg(test)]
mod tests {
    use crate::{EventStatus, read};
    use article::Article;

    fn numbered(words: &str) -> Vec<(String, EventStatus)> {
        let reading = read(Article::new("a", words));
        let at = words.find("econd").unwrap_or(0) - 1;
        let here = reading.events.iter().filter(|event| event.trigger.start == at);
        here.map(|event| (event.kind.clone(), event.status)).collect()
    }

    #[test]
    fn a_number_alone_is_another_of_what_was_told_of() {
        let planned = [("strike".to_owned(), EventStatus::Planned)];
        assert_eq!(
            numbered("The dockers’ union held a one-day strike on May 5. A second is planned for May 12."),
            planned
        );
        let held = [("meeting".to_owned(), EventStatus::Happened)];
        assert_eq!(
            numbered("Ada Lund met Oren Pask on May 5 and on May 9. At the second Oren Pask said nothing."),
            held
        );
        assert!(
            numbered("The dockers’ union held a one-day strike on May 5. A second was hurt by a crane.")
                .is_empty()
        );
        assert!(numbered("The mill opened in May. A second is planned for June.").is_empty());
    }
}
