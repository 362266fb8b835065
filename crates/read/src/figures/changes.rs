//! Whether a figure is a rise or a fall, or what one came to.
//!
//! The words for it stand beside the figure (*rose 3 percent*, *a 3 percent rise*, *down to 14*), before the figure it
//! started from (*from 14 to 21*), or further off, where the tree of the sentence leads to them.

use super::{
    change_words::{Kind, Link, Role, is, roles},
    reader::Reader,
    units,
    words::{low, touches_next},
};
use crate::{
    Change, Figure,
    tag::labels::{Relation, Upos},
};
use std::ops::Range;

/// The most words between a verb and its figure: *rose **by another** 3 percent*.
const PASSED: usize = 4;
/// How far *, up from 14* may stand from the figure that it is said of.
const LATER: usize = 10;
/// The most words of a noun that the figure describes: *a 3 percent **average pay rise***.
const NOUN: usize = 3;

impl Reader<'_, '_> {
    /// Tells for each figure of the sentence whether it is a rise or a fall.
    pub(super) fn mark_changes(&self, figures: &mut [Figure]) {
        for at in 0..figures.len() {
            let (before, rest) = figures.split_at_mut(at);
            let Some((figure, after)) = rest.split_first_mut() else { break };
            if figure.ordinal {
                continue;
            }
            let tokens = self.text.tokens_in(figure.span);
            let kind = self.kind(figure);
            figure.change = self
                .before(&tokens, &kind, before.last())
                .or_else(|| self.after(&tokens, &kind, figure))
                .or_else(|| self.by_tree(&tokens, &kind))
                .or_else(|| self.later(&tokens, &kind, after.first()));
        }
    }

    fn kind(&self, figure: &Figure) -> Kind {
        let measures = figure.unit.as_deref().and_then(units::measures);
        let last = figure.counts.map(|counts| self.text.tokens_in(counts).end - 1);
        let counted = measures.is_none() && last.is_some_and(|last| is(&low(self.text, last), Role::Counted));
        Kind {
            measures,
            open: measures.is_none() && (counted || last.is_none()),
            counted,
            fraction: measures.is_none() && figure.value > 0.0 && figure.value < 1.0,
        }
    }

    /// The first token of the figure with what makes it approximate or stronger, and how it hangs on what is before;
    /// `None` for the start of a change.
    fn lead(&self, first: usize) -> Option<(usize, Link)> {
        let start = self.sentence.tokens.start;
        let mut lead = self.approximate_start(first);
        for _ in 0..PASSED {
            let Some(word) = lead.checked_sub(1).filter(|at| *at >= start).map(|at| low(self.text, at))
            else {
                break;
            };
            match word.as_str() {
                "by" => return Some((lead - 1, Link::By)),
                "to" => return Some((lead - 1, Link::To)),
                "of" => return Some((lead - 1, Link::Of)),
                "from" => return None,
                _ if is(&word, Role::Passed) || is_adverb(&word) => lead = self.approximate_start(lead - 1),
                _ => break,
            }
        }
        Some((lead, Link::Bare))
    }

    /// *rose 3 percent*, *a rise of 3 percent*, *down to 14*, *fell by 200 to 1,400*, *up from 14 to 21*.
    fn before(&self, tokens: &Range<usize>, kind: &Kind, last: Option<&Figure>) -> Option<Change> {
        let (lead, link) = self.lead(tokens.start)?;
        if let Some(last) = last.filter(|_| link == Link::To) {
            let earlier = self.text.tokens_in(last.span);
            // One word may stand between: *from 14 points to 21*.
            if earlier.end <= lead && lead <= earlier.end + 1 {
                let from = earlier.start.checked_sub(1).filter(|from| low(self.text, *from) == "from");
                return last.change.or_else(|| self.word_before(from?, Link::To, kind));
            }
        }
        self.word_before(lead, link, kind)
    }

    /// What the word before token `at` says of a figure that hangs on it.
    fn word_before(&self, at: usize, link: Link, kind: &Kind) -> Option<Change> {
        let start = self.sentence.tokens.start;
        let here = (start..at).rev().take(PASSED).find(|here| {
            let word = low(self.text, *here);
            !(is_adverb(&word) || (link != Link::Bare && is(&word, Role::Passed)))
        })?;
        let word = low(self.text, here);
        let (_, change) = roles(&word).iter().find(|(role, _)| kind.fits(*role, link))?;
        // *make up 20 percent*
        let blocked =
            is(&word, Role::Particle) && here > start && is(&low(self.text, here - 1), Role::Blocks);
        change.filter(|_| !blocked)
    }

    /// *a 3 percent pay rise*, *3 percent higher*, *a 200-point drop*.
    fn after(&self, tokens: &Range<usize>, kind: &Kind, figure: &Figure) -> Option<Change> {
        let (text, end) = (self.text, self.sentence.tokens.end);
        let hung = text.token(tokens.end) == "-" && touches_next(text, tokens.end);
        let counts = figure.counts.map(|counts| text.tokens_in(counts)).filter(|_| kind.counted);
        let next = counts.map_or(tokens.end, |counts| counts.end.max(tokens.end));
        let measured = kind.counted || kind.measures.is_some_and(|measures| measures != "time");
        if !measured {
            return None;
        }
        let word = if next < end { low(text, next) } else { return None };
        let closed = next + 1 >= end || low(text, next + 1) != "to";
        if let Some((_, change)) =
            roles(&word).iter().find(|(role, _)| *role == Role::After && closed && !kind.is("length"))
        {
            return *change;
        }
        if kind.measures.is_none() && !hung {
            return None;
        }
        let first = if hung { tokens.end + 1 } else { tokens.end };
        let lead = self.approximate_start(tokens.start);
        let determined =
            lead > self.sentence.tokens.start && super::words::is(&low(text, lead - 1), "determiner");
        let last = first..end.min(first + NOUN + usize::from(hung));
        let last = last.clone().take_while(|at| self.may_describe(*at));
        for at in last {
            let word = low(text, at);
            let found = roles(&word).iter().find(|(role, _)| match role {
                Role::Noun => !(kind.is("length") && is(&word, Role::Bodily)),
                Role::Balance => kind.part(),
                _ => false,
            });
            if let Some((_, change)) = found {
                return change.filter(|_| determined || self.is_one_noun(first..at + 1));
            }
        }
        None
    }

    fn may_describe(&self, at: usize) -> bool {
        text_is_lower(self.text.token(at)) && !super::words::is(&low(self.text, at), "stop")
            || is(&low(self.text, at), Role::Noun)
    }

    /// Whether no verb stands in a range: *40 percent fear cuts* is no cut of 40 percent.
    fn is_one_noun(&self, mut range: Range<usize>) -> bool {
        range.all(|at| self.text.word(at).is_none_or(|word| word.upos != Upos::Verb))
    }

    /// *raised its forecast for the year to 3 percent*: the verb or noun that the tree gives as the figure's head.
    fn by_tree(&self, tokens: &Range<usize>, kind: &Kind) -> Option<Change> {
        let (lead, link) = self.lead(tokens.start)?;
        let mut at = tokens.end.checked_sub(1)?;
        for _ in 0..PASSED {
            let word = self.text.word(at)?;
            let head = word.head?;
            let inside = tokens.contains(&head)
                || (head > at && matches!(word.relation, Relation::Nummod | Relation::Compound | Relation::Amod))
                // *an increase in the wage of 4 percent*
                || (link == Link::Of
                    && word.relation == Relation::Nmod
                    && roles(&low(self.text, head)).is_empty()
                    && self.text.word(head).is_some_and(|whole| whole.relation == Relation::Nmod));
            if inside {
                at = head;
                continue;
            }
            let object = match link {
                Link::Bare => {
                    let adposition = lead
                        .checked_sub(1)
                        .and_then(|before| self.text.word(before))
                        .is_some_and(|before| before.upos == Upos::Adp);
                    !adposition && matches!(word.relation, Relation::Obj | Relation::OblUnmarked)
                }
                _ => matches!(word.relation, Relation::Obl | Relation::Nmod | Relation::OblUnmarked),
            };
            if !object || head >= lead {
                return None;
            }
            let governor = low(self.text, head);
            let verb = self.text.word(head)?.upos == Upos::Verb;
            return roles(&governor)
                .iter()
                .find(|(role, _)| {
                    let noun = matches!(role, Role::Noun | Role::Balance);
                    noun != verb && *role != Role::Particle && kind.fits(*role, link)
                })
                .and_then(|(_, change)| *change);
        }
        None
    }

    /// *23 ships, up from six*; *at $14, down 3 percent*.
    fn later(&self, tokens: &Range<usize>, kind: &Kind, next: Option<&Figure>) -> Option<Change> {
        if kind.is("time") {
            return None;
        }
        let next = next.map(|next| self.text.tokens_in(next.span).start);
        let end = next.unwrap_or(self.sentence.tokens.end).min(tokens.end + LATER);
        (tokens.end..end).find_map(|at| {
            let set_off = matches!(self.text.token(at), "," | "(" | "—" | "–") && at + 1 < end;
            let (_, change) =
                roles(&low(self.text, at + 1)).iter().find(|(role, _)| *role == Role::Particle && set_off)?;
            let goes_on = (at + 2..at + 2 + PASSED)
                .find(|at| !is_adverb(&low(self.text, *at)) && !is(&low(self.text, *at), Role::Passed))?;
            let from = low(self.text, goes_on) == "from";
            let measured = next.is_some_and(|next| goes_on >= self.approximate_start(next));
            change.filter(|_| from || measured)
        })
    }
}

fn text_is_lower(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

fn is_adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly")
}

#[cfg(test)]
mod tests {
    use crate::{Change, figures::figures, text::Text};

    /// The figures with what they are, `+` and `-` for a rise and a fall.
    fn found(text: &Text<'_>) -> String {
        let marked: Vec<String> = figures(text, &[])
            .iter()
            .map(|figure| {
                let mark = match figure.change {
                    Some(Change::Up) => "+",
                    Some(Change::Down) => "-",
                    None => "",
                };
                format!("{mark}{}", figure.value)
            })
            .collect();
        marked.join(" ")
    }

    #[test]
    fn rises_and_falls_are_told_from_the_words_beside_them() {
        let mut wrong = Vec::new();
        for (source, expected) in [
            ("Fares rose 3 percent in Orvik.", "+3"),
            ("Fares rose sharply by another 3 percent.", "+3"),
            ("They want a 3 percent rise.", "+3"),
            ("They want a 3 percent average pay rise.", "+3"),
            ("They won a pay rise of about 8 percent.", "+8"),
            ("The queue was up from 14 to 21 ships.", "14 +21"),
            ("Traffic was down 12%.", "-12"),
            ("The staff fell by 200 to 1,400.", "-200 -1400"),
            ("The fee rose $1.20 to $71.35.", "+1.2 +71.35"),
            ("The yard cut 300 jobs.", "-300"),
            ("It saw growth of 2 percent.", "+2"),
            ("The toll doubled to 40.", "+40"),
            ("The party lost 5 points.", "-5"),
            ("The harbour fund raised the fee to $14.", "+14"),
            ("There were 23 ships, up from six on Monday.", "+23 6"),
            ("The share closed at $14, down 3 percent.", "-14 -3"),
            ("Output was 3 percent higher.", "+3"),
            ("It was a 200-point drop.", "-200"),
            ("The tide table fell from 9 metres to 7 metres.", "9 -7"),
            ("Tolls jumped between 3 and 5 percent.", "+3"),
            ("The board is to reduce the crew by half of its 40 members.", "-0.5 40"),
            ("It raised its forecast for the coming year to 3 percent from 2 percent.", "+3 2"),
            ("It raised its pay offer from 3 percent to 4.5 percent.", "3 +4.5"),
            ("They seek an increase in the hourly wage of 4 percent.", "+4"),
        ] {
            let told = found(&Text::analysed(source));
            if told != expected {
                wrong.push(format!("{source} {told}"));
            }
        }
        assert_eq!(wrong, [] as [String; 0]);
    }

    #[test]
    fn other_figures_are_no_change() {
        for source in [
            "Women make up 20 percent of the crew.",
            "The fund raised $3 million.",
            "She fell 12 metres from the crane.",
            "The pilots dropped 12 bombs.",
            "The yard made a loss of $3 million.",
            "Prices rose in 14 towns.",
            "The rise took 14 days.",
            "Up to 14 percent of boats leak.",
            "The bill was raised by 14 senators.",
            "They cut 300 trees.",
            "A 10-year decline ended.",
            "The war killed 40 people.",
            "She is to meet 14 envoys.",
        ] {
            let text = Text::analysed(source);
            assert!(figures(&text, &[]).iter().all(|figure| figure.change.is_none()), "{source}");
        }
    }

    #[test]
    fn a_stored_figure_without_it_is_read() {
        let stored = r#"{"span":{"start":0,"end":1},"value":3.0,"upper":null,"unit":null,"counts":null,"approximate":false,"ordinal":false}"#;
        let figure: crate::Figure = serde_json::from_str(stored).unwrap();
        assert_eq!(figure.change, None);
        let up = serde_json::to_string(&Change::Up).unwrap();
        assert_eq!(up, "\"up\"");
    }
}
