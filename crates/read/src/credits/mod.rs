//! Wire credits, and the outlets that a report cites.
//!
//! An outlet is known by the table of outlets, by the shape of its name (*the Estuary Post*), by what it is called
//! (*the German newspaper Bild*), or because it was named in full before (*the Post*). A name alone cites nothing:
//! `cited` wants a cue beside it, `lines` the place of a credit.

mod bylines;
mod cited;
mod datelines;
mod followers;
mod foot;
mod lines;
mod outlets;
mod sources;

pub use bylines::bylines;
pub use datelines::datelines;

use crate::{Citation, text::Text};
use article::Span;

/// Finds the outlets that a report cites or credits, in the order of the text.
///
/// `own` is the outlet of the article, where it is known: its own copyright line credits nobody.
pub fn credits(text: &Text<'_>, own: Option<&str>) -> Vec<Citation> {
    let mut outlets = outlets::Outlets::of(text);
    let mut citations = lines::credited(text, &outlets, own);
    for credit in &citations {
        outlets.introduce(&credit.outlet);
    }
    citations.sort_by_key(|citation| citation.name);
    let others = sources::sources(text, &outlets);
    join(&mut citations, others);
    let others = cited::cited(text, &mut outlets);
    join(&mut citations, others);
    citations
}

/// Adds the citations whose names are not taken yet; all are in order.
fn join(citations: &mut Vec<Citation>, others: Vec<Citation>) {
    let names: Vec<Span> = citations.iter().map(|citation| citation.name).collect();
    citations.extend(others.into_iter().filter(|found| {
        let at = names.partition_point(|name| name.end <= found.name.start);
        names.get(at).is_none_or(|name| !name.overlaps(found.name))
    }));
    citations.sort_by_key(|citation| (citation.name, citation.span));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CitationKind::{self, Credit, Reported, Told, Venue};
    use proptest::prelude::*;

    fn found(source: &str) -> Vec<(String, String, CitationKind)> {
        let text = Text::cut(source);
        credits(&text, None)
            .into_iter()
            .map(|citation| (text.words(citation.span).to_owned(), citation.outlet, citation.kind))
            .collect()
    }

    fn one(source: &str, words: &str, outlet: &str, kind: CitationKind) {
        assert_eq!(found(source), [(words.to_owned(), outlet.to_owned(), kind)], "{source}");
    }

    #[test]
    fn who_was_told() {
        one("The envoy told CNN that he would go.", "told CNN", "CNN", Told);
        one("“It leaks,” she told the Marsh Courier.", "told the Marsh Courier", "Marsh Courier", Told);
        one("He told the Courier on Friday.", "told the Courier", "Courier", Told);
        one("She told Fox on Friday.", "told Fox", "Fox News", Told);
        one(
            "In an interview on Sunday with The Wall Street Journal he agreed.",
            "interview on Sunday with The Wall Street Journal",
            "Wall Street Journal",
            Told,
        );
        one(
            "He told the Norwegian daily Fjordposten on Monday.",
            "told the Norwegian daily Fjordposten",
            "Fjordposten",
            Told,
        );
        one("He told CNN’s Ann Bell so.", "told CNN", "CNN", Told);
    }

    #[test]
    fn who_reported() {
        one("Two died, according to Politico.", "according to Politico", "Politico", Reported);
        one("He lied, per Just the News.", "per Just the News", "Just the News", Reported);
        one("Talks failed, Sky News reports.", "Sky News reports", "Sky News", Reported);
        one(
            "He rejected a Daily Lantern report that he quit.",
            "a Daily Lantern report",
            "Daily Lantern",
            Reported,
        );
        one(
            "He denied a report in the Daily Lantern.",
            "report in the Daily Lantern",
            "Daily Lantern",
            Reported,
        );
        one("The deal was first reported by Axios.", "reported by Axios", "Axios", Reported);
        one(
            "Axios, which first reported the deal, named him.",
            "Axios, which first reported",
            "Axios",
            Reported,
        );
        one("Reuters, citing two officials, put it at ten.", "Reuters, citing", "Reuters", Reported);
        one("The Times has also reported a loss.", "The Times has also reported", "Times", Reported);
        one("As ABC News has reported, it fell.", "ABC News has reported", "ABC News", Reported);
        one("The rate rose, AP said.", "AP said", "Associated Press", Reported);
    }

    #[test]
    fn a_short_form_takes_the_full_name() {
        let all = found("She told the Daily Lantern it was over. The firm denied it, the Lantern reported.");
        assert_eq!(all[1].1, "Daily Lantern");
        let all = found("The plan was cut, Fox News reports. It may return, Fox noted.");
        assert_eq!(all[1].1, "Fox News");
    }

    #[test]
    fn where_it_was_said() {
        one("He said so in an interview on NBC News.", "interview on NBC News", "NBC News", Venue);
        one("She wrote in the Guardian that it failed.", "wrote in the Guardian", "Guardian", Venue);
        one("“No,” he said on CNN on Sunday.", "said on CNN", "CNN", Venue);
        one("He was blunt on CBS’ “Face the Nation” this week.", "on CBS", "CBS News", Venue);
    }

    #[test]
    fn beside_a_passage() {
        one("“It will hold.”\n\nAnn Bell, Tide News", "Tide News", "Tide News", Reported);
        one("Some say, “It will hold, and long.” Ann Bell, Tide News", "Tide News", "Tide News", Reported);
        one("The dam held.\n\nIt was full. [Tide News, 5/9/31]", "Tide News", "Tide News", Reported);
        one("The dam held.\n\nIt was full (Tide News, May 9), and dry.", "Tide News", "Tide News", Reported);
        one("The dam held.\n\nFrom Tide News:\n\nIt was full.", "Tide News", "Tide News", Reported);
        one("On CNN’s State of the Dam he was blunt.", "On CNN", "CNN", Venue);
        one("“It holds,” Orr said on “Dam Hour.”", "said on “Dam Hour", "Dam Hour", Venue);
        one("A Feb. 14 Tide News story had it first.", "Tide News story", "Tide News", Reported);
        one(
            "The latest Tide News tracking poll has her ahead.",
            "Tide News tracking poll",
            "Tide News",
            Reported,
        );
        one(
            "It bears out the findings of Tide News’s investigation.",
            "Tide News’s investigation",
            "Tide News",
            Reported,
        );
        one("The dam holds, reports the Tide News.", "reports the Tide News", "Tide News", Reported);
        one("Kit Orr of Tide News reported a loss.", "Tide News reported", "Tide News", Reported);
        let all = found("It led in a Tide News/Marsh Wire poll. A Harbour Gazette/Orrdata poll had it last.");
        let all: Vec<&str> = all.iter().map(|one| one.1.as_str()).collect();
        assert_eq!(all, ["Tide News", "Marsh Wire", "Harbour Gazette"]);
    }

    #[test]
    fn credits_of_wires() {
        one("TORVE, May 3 (Tide Wire) — The dam held.", "(Tide Wire)", "Tide Wire", Credit);
        one("OSLO (Reuters) - Rates rose on Monday.", "(Reuters)", "Reuters", Credit);
        one("The dam held on Monday.\n\n— Tide Wire", "— Tide Wire", "Tide Wire", Credit);
        one(
            "The dam held.\n\nReuters contributed to this report.",
            "Reuters contributed to this report",
            "Reuters",
            Credit,
        );
        one("The dam held.\n\n© 2031 AP", "© 2031 AP", "Associated Press", Credit);
        one(
            "By Ann Bell, Associated Press\n\nThe dam held on Monday.",
            "By Ann Bell, Associated Press",
            "Associated Press",
            Credit,
        );
        let all = found("The dam held.\n\nWith reporting by Reuters and AFP.");
        assert_eq!(
            all.iter().map(|one| one.1.as_str()).collect::<Vec<_>>(),
            ["Reuters", "Agence France-Presse"]
        );
    }

    #[test]
    fn no_outlets() {
        for source in [
            "She told reporters on the steps.",
            "Two died, according to police and the ministry.",
            "It is 14, according to the harbor master's log.",
            "She said on the radio program “Dawn Hour” that it was so.",
            "People reported loud bangs. Time revealed the truth.",
            "He told People Power leaders to wait.",
            "Donald Fox noted a drop. It fell again, Fox noted.",
            "Royal Mail reported a loss.",
            "She told the Senate and the Central Bank.",
            "Washington reported progress, and Moscow noted it.",
            "The Sun rose. He told the press that it would.",
            "According to the Strategic Defence Review, it is weak.",
            "The Ohio Republican noted a drop.",
            "Emily Post reported the theft.",
        ] {
            assert_eq!(found(source), [], "{source}");
        }
    }

    #[test]
    fn heads_and_origin() {
        let at = |source: &str| {
            let text = Text::cut(source);
            let words = |spans: Vec<Span>| {
                spans.into_iter().map(|span| text.words(span).to_owned()).collect::<Vec<_>>()
            };
            (words(datelines(&text)), words(bylines(&text)))
        };
        let same = |source: &str, datelines: &[&str], bylines: &[&str]| {
            let (places, authors) = at(source);
            assert_eq!((places, authors), (owned(datelines), owned(bylines)), "{source}");
        };
        same(
            "Dam holds\n\nBy Kit Orr\n\nTORVE, May 3 (Tide Wire) — The dam held on Sunday.",
            &["TORVE, May 3"],
            &["By Kit Orr"],
        );
        same(
            "The dam held on Sunday.\n\n(Reporting by Nia Roe; editing by Al Finn)",
            &[],
            &["Reporting by Nia Roe; editing by Al Finn"],
        );
        same(
            "By Nia Roe TORVE , May 3 -LRB- Reuters -RRB- - The dam held on Sunday.",
            &["TORVE , May 3"],
            &["By Nia Roe"],
        );
        same(
            "TORVE | Tue May 2, 2031 8:36 am BST\n\nThe dam held.",
            &["TORVE | Tue May 2, 2031 8:36 am BST"],
            &[],
        );
        same(
            "It held.\n\nCNN's Ada Lund and Oto Brand contributed to this report.",
            &[],
            &["Ada Lund and Oto Brand"],
        );
        same("It held.\n\nReuters contributed to this report.", &[], &[]);
        same("Torve (CNN) The dam held on Sunday.", &["Torve"], &[]);
        same(
            "It held.\n\n— With assistance by Nia Roe, and Al Finn",
            &[],
            &["With assistance by Nia Roe, and Al Finn"],
        );
        same("It held.\n\nAda Lund, Tide correspondent\n\nIt was full.", &[], &["Ada Lund"]);
        same("DAM HOLDS — BUT ONLY JUST\n\nThe dam held.", &[], &[]);
        same("By Monday the dam had held for a week, Nia Roe said.", &[], &[]);
        same("(CNN) — The dam held on Sunday, and the valley slept.", &[], &[]);
    }

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_copyright_line_of_the_own_outlet() {
        let text = Text::cut("The dam held.\n\n© 2031 The Estuary Post. All rights reserved.");
        assert_eq!(credits(&text, Some("Estuary Post")), []);
        assert_eq!(credits(&text, Some("Marsh Courier")).len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read(source in "([ -~\\n“”’é©—]|told |according to |the |Reuters |Post |by |News ){0,60}") {
            let text = Text::cut(&source);
            for citation in credits(&text, None) {
                prop_assert!(citation.span.of(&source).is_some());
                prop_assert!(citation.span.contains(citation.name));
            }
            let _ = (datelines(&text), bylines(&text));
        }
    }
}
