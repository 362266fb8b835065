//! What is no part of the report: furniture, doubled headlines, stray lines, broken markup.
//!
//! Whole lines are known by a table of cues (`cues`), by standing twice (`doubled`) or by having nothing in
//! common with the rest (`stray`); inside a sentence only the broken piece itself is debris (`markup`).

mod bios;
mod cues;
mod declared;
mod doubled;
mod highlights;
mod inserts;
mod known;
mod lines;
mod links;
mod marks;
mod markup;
mod stray;

use crate::{Debris, DebrisKind, text::Text};
use article::Digest;
use lines::Line;
use std::collections::BTreeSet;

pub use declared::{Declares, declared};
pub use known::{Seen, is_furniture, lines};

/// How many words beside the names a line with a byline has at most: where the author works, the day.
const AFFILIATION: usize = 14;

/// Finds debris. `title` is the article's headline when it came apart from the text, and `furniture` has the digests
/// of [`lines`] that its outlet is known to print under whatever it reports.
///
/// ```
/// use read::{DebrisKind, debris::debris, text::Text};
/// let text = Text::cut("The dam held on Sunday.\n\nREAD MORE: Ten ways to dry a cellar\n");
/// let found = debris(&text, None, &Default::default());
/// assert_eq!(found[0].kind, DebrisKind::Furniture);
/// assert_eq!(text.words(found[0].span), "READ MORE: Ten ways to dry a cellar");
/// ```
pub fn debris(text: &Text<'_>, title: Option<&str>, furniture: &BTreeSet<Digest>) -> Vec<Debris> {
    let lines = lines::lines(text);
    let mut marked: Vec<Option<DebrisKind>> = vec![None; lines.len()];
    markup::code_lines(&lines, &mut marked);
    cues::mark(text, &lines, &mut marked);
    highlights::mark(&lines, &mut marked);
    bylines(text, &lines, &mut marked);
    doubled::mark(&lines, title, &mut marked);
    bios::mark(&lines, &mut marked);
    stray::mark(&lines, title, &mut marked);
    let mut found: Vec<Debris> = lines
        .iter()
        .zip(&marked)
        .filter_map(|(line, kind)| kind.map(|kind| Debris { span: line.span, kind }))
        .collect();
    let inner: Vec<Debris> = cues::sentences(text, &lines, &marked)
        .into_iter()
        .chain(known::furniture(text.source, furniture))
        .chain(doubled::sentences(text))
        .chain(inserts::inserts(text))
        .chain(marks::updates(text, &lines))
        .chain(marks::prices(text))
        .chain(markup::pieces(text.source).into_iter().map(|span| Debris { span, kind: DebrisKind::Markup }))
        .collect();
    found.sort_by_key(|debris| debris.span);
    let whole = found.len();
    for debris in inner {
        let at = found[..whole].partition_point(|line| line.span.end <= debris.span.start);
        if found[..whole].get(at).is_none_or(|line| !line.span.overlaps(debris.span)) {
            found.push(debris);
        }
    }
    found.sort_by_key(|debris| debris.span);
    found.dedup_by(|next, before| before.span.overlaps(next.span));
    found
}

/// Marks lines that are little else than who wrote the report.
fn bylines(text: &Text<'_>, lines: &[Line<'_>], marked: &mut [Option<DebrisKind>]) {
    for byline in crate::credits::bylines(text) {
        let at = lines.partition_point(|line| line.span.end <= byline.start);
        let (Some(line), Some(mark)) = (lines.get(at), marked.get_mut(at)) else { continue };
        let rest = line.count.saturating_sub(text.tokens_in(byline).len());
        if mark.is_none() && line.span.contains(byline) && rest <= AFFILIATION {
            *mark = Some(DebrisKind::CreditLine);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DebrisKind::{Bio, Caption, CreditLine, Doubled, Furniture, Markup, Newsletter, Note, Stray};
    use proptest::prelude::*;

    fn found(source: &str, title: Option<&str>) -> Vec<(String, DebrisKind)> {
        let text = Text::cut(source);
        debris(&text, title, &BTreeSet::new())
            .into_iter()
            .map(|one| (text.words(one.span).to_owned(), one.kind))
            .collect()
    }

    fn same(source: &str, expected: &[(&str, DebrisKind)]) {
        let expected: Vec<_> = expected.iter().map(|(words, kind)| ((*words).to_owned(), *kind)).collect();
        assert_eq!(found(source, None), expected, "{source}");
    }

    #[test]
    fn a_headline_given_twice() {
        let source =
            "Dam holds in spring flood\nDam holds in spring flood\nBy Kit Orr\n\nThe dam held on Sunday.";
        let text = Text::cut(source);
        let all = debris(&text, None, &BTreeSet::new());
        assert_eq!((all.len(), all[0].span.start, all[0].kind), (2, 26, Doubled));
        assert_eq!((text.words(all[1].span), all[1].kind), ("By Kit Orr", CreditLine));
        let titled = "Dam holds in spring flood\n\nThe dam held on Sunday, engineers said.";
        assert_eq!(found(titled, None), []);
        let copy = |words: &str| vec![(words.to_owned(), Doubled)];
        let own = "Dam holds in spring flood";
        assert_eq!(found(titled, Some(own)), copy(own));
        assert_eq!(found(titled, Some("Dam Holds in Spring Flood Again")), copy(own));
        assert_eq!(found(titled, Some("Dam breaks in spring flood")), copy(own));
        assert_eq!(found(titled, Some("Why the dam of Torve broke")), []);
        same("Dam holds in spring flood\n\nDam holds in spring after flood of the river\n\nIt held.", &[]);
    }

    #[test]
    fn cues_of_lines() {
        for (line, kind) in [
            ("READ MORE: Ten ways to dry a cellar", Furniture),
            ("Advertisement", Furniture),
            ("© 2031 Marsh Media. All rights reserved.", CreditLine),
            ("(Reporting by Nia Roe; editing by Al Finn)", CreditLine),
            ("Ann Bell in Torve contributed to this report.", CreditLine),
            ("Correction: An earlier version gave the wrong height.", Note),
            ("___", Note),
            ("Advertisement:", Furniture),
            ("12 comments", Furniture),
            ("Sign up for The Ebb, our free newsletter.", Newsletter),
            ("We use cookies to see how pages are read.", Newsletter),
            ("The dam at dusk. Photo: Marsh Courier archive", Caption),
            ("Engineers walk on the crest on Sunday. (AP Photo/Kit Orr)", Caption),
            ("FILE PHOTO: The dam before the flood.", Caption),
            ("Kit Orr is a columnist for the Marsh Courier. His book is out.", Bio),
        ] {
            same(
                &format!("The dam held on Sunday.\n\n{line}\n\nNo one was hurt, she said."),
                &[(line, kind)],
            );
        }
    }

    #[test]
    fn the_report_is_left_alone() {
        for line in [
            "Workers signed up for a second shift, and subscribed to the plan.",
            "The photo by the wall shows the crest, Orr said.",
            "“Read more books,” the mayor told the class.",
            "Related costs rose to $3 million, according to the ministry.",
            "◦ Next steps: the crest will be raised.",
            "Getty Images sued the firm in 2029 over the pictures.",
            "It cost A$3 and R&D; nobody minded the f**k-up.",
            "“We use cookies at every birthday,” the baker said.",
            "More than 40 people were moved.",
        ] {
            same(&format!("The dam held on Sunday.\n\n{line}\n\nNo one was hurt, she said."), &[]);
        }
    }

    #[test]
    fn broken_markup() {
        same("It is 60 text{ tonnes} a lift.", &[("text{", Markup), ("}", Markup)]);
        same(
            "It is $60 \\text{ km}$ away, or \\approx 6.",
            &[("\\text{", Markup), ("}", Markup), ("\\approx", Markup)],
        );
        same(
            "They said that&nbsp;the boats <b>left</b>.",
            &[("&nbsp;", Markup), ("<b>", Markup), ("</b>", Markup)],
        );
        same(
            "It **held** well {{ad}} on [embed]x[/embed].",
            &[("**", Markup), ("**", Markup), ("{{ad}}", Markup), ("[embed]", Markup), ("[/embed]", Markup)],
        );
        same("It held.\n\nhttps://tide.example/dam\n\nGood.", &[("https://tide.example/dam", Markup)]);
        same("It [the dam] held {so far} at 3 < 4 [sic].", &[]);
    }

    const REPORT: &str = "Dam holds\n\nThe dam above Torve held on Sunday after two days of rain, engineers said.\n\n\
        “The crest is dry,” said Nia Roe, who leads the river board.\n\nThe board moved forty families from the \
        valley as the water rose, and opened a school to them.\n\nRoe said the spillway would stay open until the \
        river fell below its banks.\n\nThe valley has flooded three times in ten years, and the board wants a second dam.";

    #[test]
    fn a_stray_line_at_the_end() {
        let stray = "Marden Wanderers have signed striker Joss Hale on a three-season contract.";
        same(&format!("{REPORT}\n\n{stray}\n"), &[(stray, Stray)]);
        let clip = "Footage Singer Ola Brandt has fallen ill";
        same(
            &format!("{REPORT}\n{clip}\nSinger Ola Brandt has fallen ill"),
            &[(clip, Stray), ("Singer Ola Brandt has fallen ill", Stray)],
        );
        same(&format!("{REPORT}\n\nNobody in Torve has slept since Friday."), &[]);
        same(&format!("{REPORT}\n\n“He deserves better,” Joss Hale told Marden council."), &[]);
        let helped = "Joss Hale contributed from Marden.";
        same(&format!("{REPORT}\n\n{helped}"), &[(helped, CreditLine)]);
        let link = "NORTH BANK STAYS DRY AS THE SOUTH COUNTS THE COST";
        same(&format!("{REPORT}\n\n{link}\n\nNobody has slept, Roe said."), &[(link, Furniture)]);
        let author = "Joss Hale is a professor of rivers at Marden College.";
        same(&format!("{REPORT}\n\n{author}"), &[(author, Bio)]);
        same(&format!("{REPORT}\n\nNia Roe is a professor of rivers at Marden College."), &[]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(source in "([ -~\\n“”’é©{}<>\\[\\]&;*]|text\\{|READ MORE: |&nbsp;|\\n\\n){0,80}") {
            let text = Text::cut(&source);
            let mut end = 0;
            for one in debris(&text, Some("A title"), &BTreeSet::new()) {
                prop_assert!(one.span.start >= end && one.span.of(&source).is_some() && !one.span.is_empty());
                end = one.span.end;
            }
        }
    }
}
