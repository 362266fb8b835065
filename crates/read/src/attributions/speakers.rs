//! Gives the quotations that no cue governs to who is speaking, or calls them terms.

use super::{
    Attributions,
    claims::{Claims, Direction},
    classes::Class,
    phrases::main_subject,
    scene::{Item, Scene, Unit},
    sources,
    subjects::{Side, Subject},
    terms,
};
use crate::{Attribution, AttributionKind, EntityKind, Hedge, MentionKind, Source};
use article::Span;

/// What has been attributed so far, from the start of the report.
pub(super) struct Said {
    attributions: Vec<Attribution>,
    terms: Vec<Span>,
    /// For each quotation, the attribution that holds it.
    holder: Vec<Option<usize>>,
    /// Who spoke last.
    last: Option<Last>,
    /// A cue whose content stands in the next unit.
    waiting: Option<Attribution>,
    /// For each entity, whether *he* and whether *she* stands for it.
    pronouns: Vec<(bool, bool)>,
    /// Quotations that go on in the next paragraph before anybody was named.
    open: Vec<usize>,
}

/// How many mentions back a name is looked for.
const RECENT: usize = 200;

struct Last {
    attribution: usize,
    unit: usize,
    paragraph: usize,
    /// Whether the unit ended in the quotation or in its cue.
    quoted: bool,
}

impl Said {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let mut pronouns = vec![(false, false); scene.names.entities.len()];
        for mention in scene.names.mentions.iter().filter(|mention| mention.kind == MentionKind::Pronoun) {
            let Some((he, she)) = pronouns.get_mut(mention.entity.0 as usize) else { continue };
            match scene.text.words(mention.span).to_lowercase().as_str() {
                "he" | "him" | "his" => *he = true,
                "she" | "her" | "hers" => *she = true,
                _ => {}
            }
        }
        Self {
            pronouns,
            attributions: Vec::new(),
            terms: Vec::new(),
            holder: vec![None; scene.quotes.len()],
            last: None,
            waiting: None,
            open: Vec::new(),
        }
    }

    /// Takes in the next unit with what its cues attribute.
    pub(super) fn read(&mut self, scene: &Scene<'_>, index: usize, claims: Claims) {
        let unit = &scene.units[index];
        if self.is_signature(scene, index) {
            return;
        }
        let first = self.attributions.len();
        for (mut attribution, quotes) in claims.attributions {
            let number = self.attributions.len();
            self.settle_pronoun(scene, index, &mut attribution);
            for quote in quotes {
                if let Some(holder) = self.holder.get_mut(quote) {
                    *holder = Some(number);
                }
            }
            self.attributions.push(attribution);
        }
        for quote in claims.terms {
            let quote_span = scene.quotes[quote].inner;
            self.terms.push(quote_span);
        }
        if self.attributions.len() == first
            && let Some((attribution, Direction::Before)) = &claims.loose
            && self.takes_back(scene, index, attribution)
        {
            return;
        }
        self.join_chains(scene, unit);
        self.leftover(scene, index, first);
        if sources::withholds_names(scene, unit) {
            self.withhold(index, first, scene);
        }
        if let Some(attribution) =
            (first..self.attributions.len()).rev().find(|number| self.attributions[*number].source.is_some())
        {
            let quoted = !self.attributions[attribution].quoted.is_empty();
            self.last = Some(Last { attribution, unit: index, paragraph: unit.paragraph, quoted });
        }
        self.waiting = match claims.loose {
            Some((attribution, Direction::After)) => Some(attribution),
            _ => None,
        };
    }

    /// A pronoun beside a quotation means who spoke just before, rather than somebody who was only spoken of:
    /// *Lund told the court that Brandt had agreed. “He did,” she said.*
    fn settle_pronoun(&self, scene: &Scene<'_>, index: usize, attribution: &mut Attribution) {
        let Some(source) = attribution.source.as_mut() else { return };
        let pronoun = source
            .spans
            .first()
            .is_some_and(|span| matches!(scene.text.words(*span).to_lowercase().as_str(), "he" | "she"));
        if !pronoun || attribution.quoted.is_empty() {
            return;
        }
        let Some(before) = self
            .last
            .as_ref()
            .filter(|last| last.unit + 1 == index)
            .and_then(|last| self.attributions.get(last.attribution))
        else {
            return;
        };
        let speaker = before.source.as_ref().and_then(|source| source.entity);
        let person = speaker
            .and_then(|speaker| scene.names.entities.get(speaker.0 as usize))
            .is_some_and(|entity| entity.kind == EntityKind::Person);
        let spoken_of = source.entity.is_none_or(|entity| {
            let start = attribution.content.first().map_or(0, |span| span.start);
            scene
                .names
                .mentions
                .iter()
                .take(scene.names.mentions.partition_point(|mention| mention.span.start < start))
                .rev()
                .take(RECENT)
                .find(|mention| mention.entity == entity && mention.kind != MentionKind::Pronoun)
                .is_some_and(|mention| before.content.iter().any(|content| content.contains(mention.span)))
        });
        let male =
            source.spans.first().is_some_and(|span| scene.text.words(*span).eq_ignore_ascii_case("he"));
        let opposed = speaker
            .and_then(|speaker| self.pronouns.get(speaker.0 as usize))
            .is_some_and(|(he, she)| if male { *she } else { *he });
        if person && spoken_of && !opposed {
            source.entity = speaker;
            source.anonymous = before.source.as_ref().is_some_and(|source| source.anonymous);
        }
    }

    /// Gives the quotation before to whom this unit, which is nothing but a dash and a name, says signed it.
    fn is_signature(&mut self, scene: &Scene<'_>, index: usize) -> bool {
        let unit = &scene.units[index];
        let before = index.checked_sub(1).and_then(|before| scene.units.get(before));
        let Some(Item::Quote(quote)) =
            before.filter(|before| before.paragraph == unit.paragraph).and_then(|before| before.items.last())
        else {
            return false;
        };
        let held = self.holder[*quote].and_then(|number| self.attributions.get_mut(number));
        match (held.filter(|held| held.cue.is_empty()), sources::signature(scene, unit, 0)) {
            (Some(held), Some(source)) => {
                held.source = Some(source);
                true
            }
            _ => false,
        }
    }

    /// `“Really?” Smith asked.`: the quotation was read as a sentence of its own before its cue came.
    fn takes_back(&mut self, scene: &Scene<'_>, index: usize, attribution: &Attribution) -> bool {
        let Some(before) = index.checked_sub(1).and_then(|before| scene.units.get(before)) else {
            return false;
        };
        if before.paragraph != scene.units[index].paragraph {
            return false;
        }
        let Some(Item::Quote(quote)) = before.items.last() else { return false };
        let Some(number) = self.holder[*quote] else { return false };
        let Some(held) = self.attributions.get_mut(number) else { return false };
        if !held.cue.is_empty() {
            return false;
        }
        held.source.clone_from(&attribution.source);
        held.cue.clone_from(&attribution.cue);
        held.venue = attribution.venue;
        held.via = attribution.via;
        held.hedge = attribution.hedge;
        self.last =
            Some(Last { attribution: number, unit: index, paragraph: before.paragraph, quoted: true });
        true
    }

    /// Joins quotations that run over several paragraphs with the piece that has a source.
    fn join_chains(&mut self, scene: &Scene<'_>, unit: &Unit) {
        for item in &unit.items {
            let Item::Quote(quote) = item else { continue };
            let this = &scene.quotes[*quote];
            if this.resumes
                && let Some(before) = quote.checked_sub(1)
            {
                match (self.holder[before], self.holder[*quote]) {
                    (Some(holder), None) => self.add(scene, holder, *quote),
                    (None, Some(holder)) => {
                        let open = std::mem::take(&mut self.open);
                        for earlier in open.into_iter().rev() {
                            self.add(scene, holder, earlier);
                        }
                    }
                    _ => {}
                }
            }
            if !this.resumes {
                self.open.clear();
            }
            if this.continues && self.holder[*quote].is_none() {
                self.open.push(*quote);
            }
        }
    }

    fn add(&mut self, scene: &Scene<'_>, holder: usize, quote: usize) {
        let Some(attribution) = self.attributions.get_mut(holder) else { return };
        let span = scene.quotes[quote].inner;
        attribution.content.push(span);
        attribution.quoted.push(span);
        attribution.content.sort_unstable();
        attribution.quoted.sort_unstable();
        self.holder[quote] = Some(holder);
    }

    /// The quotations of a unit that nothing holds yet.
    fn leftover(&mut self, scene: &Scene<'_>, index: usize, first: usize) {
        let unit = &scene.units[index];
        let only_quotes =
            unit.items.iter().all(|item| matches!(item, Item::Quote(_))) && !unit.items.is_empty();
        // A speaker named in the same paragraph goes on into the next.
        let going_on = self
            .last
            .as_ref()
            .is_some_and(|last| last.unit + 1 == index && last.paragraph == unit.paragraph && only_quotes);
        if going_on {
            self.open.clear();
        }
        let left: Vec<(usize, usize)> = unit
            .items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| match item {
                Item::Quote(quote)
                    if self.holder[*quote].is_none() && self.open.binary_search(quote).is_err() =>
                {
                    Some((at, *quote))
                }
                _ => None,
            })
            .collect();
        if left.is_empty() {
            return;
        }
        if only_quotes {
            let open = std::mem::take(&mut self.open);
            let left: Vec<(usize, usize)> = open.into_iter().map(|quote| (0, quote)).chain(left).collect();
            let spans: Vec<Span> = left.iter().map(|(_, quote)| scene.quotes[*quote].inner).collect();
            let attribution = match self.waiting.take() {
                Some(mut waiting) => {
                    waiting.content.clone_from(&spans);
                    waiting.quoted.clone_from(&spans);
                    waiting
                }
                None => direct(spans, self.speaker(scene, index)),
            };
            self.hold(&left, attribution);
            return;
        }
        for (at, quote) in left {
            let span = scene.quotes[quote].inner;
            if let Some(source) = sources::signature(scene, unit, at + 1) {
                self.hold(&[(at, quote)], direct(vec![span], Some(source)));
                continue;
            }
            let sentence = is_sentence(scene, unit, at);
            if let Some(holder) = self.goes_on(scene, unit, at, first) {
                self.add(scene, holder, quote);
                continue;
            }
            if !sentence && terms::is_loose_term(scene, unit, at) {
                self.terms.push(span);
            } else if sentence || !terms::is_name(scene, unit, at) {
                let speaker = if sentence && at == unit.start { self.speaker(scene, index) } else { None };
                self.hold(&[(at, quote)], direct(vec![span], speaker));
            }
        }
    }

    /// The attribution of this unit, from `first` on, that a further quotation goes on with: *“We ran,” she said in
    /// Lyon on Monday, “until it stopped.”*
    fn goes_on(&self, scene: &Scene<'_>, unit: &Unit, at: usize, first: usize) -> Option<usize> {
        let begin = scene.quote(unit, at)?.inner.start;
        let parted = at > unit.start
            && matches!(scene.class(unit, at - 1), Class::Comma | Class::Colon | Class::Stop | Class::Quote);
        let number = (first..self.attributions.len()).next_back()?;
        let last = &self.attributions[number];
        let before = last.content.last()?.end < begin && last.cue.iter().all(|cue| cue.end < begin);
        (parted && before && last.kind == AttributionKind::Direct && last.source.is_some()).then_some(number)
    }

    fn hold(&mut self, quotes: &[(usize, usize)], attribution: Attribution) {
        for (_, quote) in quotes {
            self.holder[*quote] = Some(self.attributions.len());
        }
        self.attributions.push(attribution);
    }

    /// Who speaks in a unit without a cue: who spoke last, when nothing came between; else the person whom
    /// the sentence before in the paragraph is about.
    fn speaker(&self, scene: &Scene<'_>, index: usize) -> Option<Source> {
        let unit = &scene.units[index];
        let before = index.checked_sub(1)?;
        if let Some(last) = &self.last
            && last.unit == before
            && (last.paragraph == unit.paragraph || last.quoted && last.paragraph + 2 >= unit.paragraph)
        {
            return self.attributions.get(last.attribution)?.source.clone();
        }
        let previous = scene.units.get(before).filter(|previous| previous.paragraph == unit.paragraph)?;
        let core = main_subject(scene, previous, previous.items.len())?;
        let source = sources::source(scene, previous, &Subject { core, apposition: None, side: Side::Left })?;
        let entity = scene.names.entities.get(source.entity?.0 as usize)?;
        (entity.kind == EntityKind::Person).then_some(source)
    }

    /// The sources of this unit, or of the one before when this has none, have withheld their names.
    fn withhold(&mut self, index: usize, first: usize, scene: &Scene<'_>) {
        let own = first < self.attributions.len();
        let earlier =
            self.last.as_ref().filter(|last| !own && last.unit + 1 == index).map(|last| last.attribution);
        let numbers = (first..self.attributions.len()).chain(earlier);
        for number in numbers {
            let Some(source) = self.attributions.get_mut(number).and_then(|said| said.source.as_mut()) else {
                continue;
            };
            let named = source
                .entity
                .and_then(|entity| scene.names.entities.get(entity.0 as usize))
                .is_some_and(|entity| entity.named && entity.kind == EntityKind::Person);
            if !named {
                source.anonymous = true;
            }
        }
    }

    /// Everything found, in the order of the text.
    pub(super) fn finish(mut self, scene: &Scene<'_>) -> Attributions {
        // A quotation over several paragraphs that nobody was ever named for.
        for quote in std::mem::take(&mut self.open) {
            let span = scene.quotes[quote].inner;
            self.attributions.push(direct(vec![span], None));
        }
        self.attributions.retain(|attribution| !attribution.content.is_empty());
        self.attributions.sort_by_key(|attribution| {
            (attribution.content.first().map_or(0, |span| span.start), attribution.cue.first().copied())
        });
        self.terms.sort_unstable();
        self.terms.dedup();
        Attributions { attributions: self.attributions, terms: self.terms }
    }
}

fn direct(spans: Vec<Span>, source: Option<Source>) -> Attribution {
    Attribution {
        kind: AttributionKind::Direct,
        content: spans.clone(),
        quoted: spans,
        source,
        cue: Vec::new(),
        hedge: Hedge::Stated,
        venue: None,
        via: None,
    }
}

/// Whether a quotation is a sentence of its own: it begins with a capital, has some words and ends in a mark.
fn is_sentence(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    let Some(quote) = scene.quote(unit, at) else { return false };
    let ended =
        matches!(scene.text.token(quote.tokens.end.saturating_sub(2)), "." | "!" | "?" | "," | "…" | "—");
    let begins =
        at == unit.start || matches!(scene.class(unit, at - 1), Class::Colon | Class::Comma | Class::Stop);
    let words = scene.text.words(quote.inner);
    words.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric())
        && terms::words(scene, unit, at) >= 4
        && begins
        && ended
        && !terms::is_title_case(words)
}
