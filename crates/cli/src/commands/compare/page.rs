//! The comparison as text.

use crate::shown::one_line;
use desk::compare::{Compared, Sentence, Shared};
use desk::name_of;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use tell::EvidenceId;
use textwrap::WordSplitter;

/// The comparison being written.
pub(super) struct Page<'a> {
    compared: &'a Compared,
    evidence: BTreeMap<&'a EvidenceId, &'a tell::Evidence>,
    width: usize,
    out: String,
}

impl<'a> Page<'a> {
    /// For a text of this width.
    pub(super) fn new(compared: &'a Compared, width: usize) -> Self {
        let evidence = compared.evidence.iter().map(|evidence| (&evidence.id, evidence)).collect();
        Self { compared, evidence, width: width.max(40), out: String::new() }
    }

    /// The whole of it.
    pub(super) fn show(mut self) -> String {
        let compared = self.compared;
        self.wrap(&format!("A is {}, B is {}", compared.a, compared.b), "", "");
        if !compared.word_for_word.is_empty() {
            self.out.push_str("\nBoth have word for word\n\n");
            for same in &compared.word_for_word {
                self.sentence(&same.a, &format!("[A:{}][B:{}]", same.a.number, same.b.number));
            }
        }
        self.part("Both have", &compared.both);
        self.part(&format!("Only A has ({})", compared.a), &compared.only_a);
        self.part(&format!("Only B has ({})", compared.b), &compared.only_b);
        self.out
    }

    fn part(&mut self, heading: &str, shared: &Shared) {
        let _ = writeln!(self.out, "\n{}\n", one_line(heading));
        let before = self.out.len();
        for event in &shared.events {
            let who: Vec<&str> = event.who.iter().map(|one| one.name.as_str()).collect();
            let when = event.when.value.as_deref().unwrap_or("no day");
            let what = format!("{} ({}, {when}): {}", event.kind, name_of(&event.status), who.join(", "));
            self.line("event", &what, event.mentions.iter().chain([&event.what]));
        }
        for quote in &shared.quotes {
            let source = quote.source.as_ref().map(|id| self.exact(id).to_owned());
            let who = quote.name.clone().or(source).unwrap_or_else(|| "unknown speaker".to_owned());
            for rendering in &quote.renderings {
                let pieces: Vec<String> =
                    rendering.pieces.iter().map(|id| format!("“{}”", self.exact(id))).collect();
                self.line("quote", &format!("{who}: {}", pieces.join(" … ")), [&rendering.context]);
            }
        }
        for fact in &shared.facts {
            let support = fact.support.iter().map(|support| &support.evidence);
            let all = support.chain(&fact.conflicts).chain(&fact.confirmed_by).chain(&fact.denied_by);
            let what = format!("[{}] {}", name_of(&fact.standing), self.exact(&fact.statement));
            self.line("fact", &what, all.chain([&fact.statement]));
        }
        for position in &shared.positions {
            for held in &position.held {
                let what =
                    format!("{} {} {}", position.party, name_of(&held.stance), self.exact(&held.object));
                self.line("wants", &what, [&held.sentence]);
            }
        }
        for sentence in &shared.sentences {
            let side = if self.is_a(&sentence.article) { 'A' } else { 'B' };
            self.sentence(sentence, &format!("[{side}:{}]", sentence.number));
        }
        if self.out.len() == before {
            self.out.push_str("  nothing that was found\n");
        }
    }

    fn is_a(&self, article: &str) -> bool {
        self.compared.articles_a.iter().any(|own| own == article)
    }

    fn exact(&self, id: &EvidenceId) -> &'a str {
        self.evidence.get(id).map_or("", |evidence| evidence.exact.as_str())
    }

    fn line<'i>(&mut self, label: &str, words: &str, ids: impl IntoIterator<Item = &'i EvidenceId>) {
        let references: BTreeSet<(bool, usize)> = ids
            .into_iter()
            .filter_map(|id| self.evidence.get(id))
            .map(|evidence| (!self.is_a(&evidence.article), evidence.sentence))
            .collect();
        let mut shown = String::new();
        for (is_b, sentence) in references {
            let _ = write!(shown, "[{}:{sentence}]", if is_b { 'B' } else { 'A' });
        }
        self.wrap(&format!("{words} {shown}"), &format!("  {label:<6} "), "         ");
    }

    fn sentence(&mut self, sentence: &Sentence, reference: &str) {
        self.wrap(&format!("{} {reference}", sentence.exact), "  says   ", "         ");
    }

    fn wrap(&mut self, words: &str, first: &str, rest: &str) {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&one_line(words), options) {
            let _ = writeln!(self.out, "{}", line.trim_end());
        }
    }
}
