//! Wire credits, and the outlets that a report cites.
//!
//! An outlet is known by the table of outlets, by the shape of its name (*the Estuary Post*), by what it is called
//! (*the German newspaper Bild*), or because it was named in full before (*the Post*). A name alone cites nothing:
//! `cited` wants a cue beside it, `lines` the place of a credit.

mod cited;
mod lines;
mod outlets;

pub use lines::{byline, dateline};

use crate::{Citation, text::Text};
use article::Span;

/// Finds the outlets that a report cites or credits, in the order of the text.
pub fn credits(text: &Text<'_>) -> Vec<Citation> {
    let mut outlets = outlets::Outlets::of(text);
    let mut citations: Vec<Citation> =
        lines::credited(text, &outlets).into_iter().map(|credit| credit.citation).collect();
    for credit in &citations {
        outlets.introduce(&credit.outlet);
    }
    citations.sort_by_key(|citation| citation.name);
    let names: Vec<Span> = citations.iter().map(|citation| citation.name).collect();
    citations.extend(cited::cited(text, &mut outlets).into_iter().filter(|found| {
        let at = names.partition_point(|name| name.end <= found.name.start);
        names.get(at).is_none_or(|name| !name.overlaps(found.name))
    }));
    citations.sort_by_key(|citation| (citation.name, citation.span));
    citations
}

/// The outlet that made the text, as far as the text says: named in the dateline, the byline, the line at the
/// foot or the copyright line. Outlets that only contributed are left out.
///
/// ```
/// use read::{credits, text::Text};
/// let text = Text::cut("ORLE, May 3 (Tide Wire) — The dam held on Sunday, engineers said.");
/// assert_eq!(credits::origin(&text).unwrap().outlet, "Tide Wire");
/// ```
pub fn origin(text: &Text<'_>) -> Option<Citation> {
    let outlets = outlets::Outlets::of(text);
    lines::credited(text, &outlets).into_iter().find(|credit| credit.whole).map(|credit| credit.citation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CitationKind::{self, Credit, Reported, Told, Venue};
    use proptest::prelude::*;

    fn found(source: &str) -> Vec<(String, String, CitationKind)> {
        let text = Text::cut(source);
        credits(&text)
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
        let source = "Dam holds\n\nBy Kit Orr\n\nTORVE, May 3 (Tide Wire) — The dam held.\n\nReuters contributed to this report.";
        let text = Text::cut(source);
        assert_eq!(dateline(&text).map(|span| text.words(span)), Some("TORVE, May 3 (Tide Wire)"));
        assert_eq!(byline(&text).map(|span| text.words(span)), Some("By Kit Orr"));
        assert_eq!(origin(&text).map(|credit| credit.outlet), Some("Tide Wire".to_owned()));
        let foot = Text::cut("The dam held on Sunday.\n\n(Reporting by Nia Roe; editing by Al Finn)");
        assert_eq!(
            byline(&foot).map(|span| foot.words(span)),
            Some("(Reporting by Nia Roe; editing by Al Finn)")
        );
        assert_eq!(origin(&foot), None);
        assert_eq!(dateline(&Text::cut("DAM HOLDS — BUT ONLY JUST\n\nThe dam held.")), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(source in "([ -~\\n“”’é©—]|told |according to |the |Reuters |Post |by |News ){0,60}") {
            let text = Text::cut(&source);
            for citation in credits(&text) {
                prop_assert!(citation.span.of(&source).is_some());
                prop_assert!(citation.span.contains(citation.name));
            }
            let _ = (origin(&text), dateline(&text), byline(&text));
        }
    }
}
