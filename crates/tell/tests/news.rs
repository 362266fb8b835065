//! What of an account is new to a reader.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod story;

use std::collections::BTreeSet;
use tell::{Account, News, NewsKind, Options, Standing, account};

fn whole() -> Account {
    account(&story::story(), &story::readings(), &Options::default())
}

fn news(account: &Account, articles: &[&str]) -> News {
    News::of(account, &articles.iter().map(|id| (*id).to_owned()).collect())
}

#[test]
fn evidence_says_which_reports_it_repeats() {
    let account = whole();
    let repeats = |article: &str, words: &str| {
        let of = account.evidence.iter().find(|one| one.article == article && one.exact == words);
        of.unwrap_or_else(|| panic!("{words}")).repeats.clone()
    };
    assert_eq!(repeats("gazette-1", "About 4,000 vehicles cross the bridge every day."), ["tarn-1"]);
    assert!(repeats("tarn-1", "About 4,000 vehicles cross the bridge every day.").is_empty());
    let json = serde_json::to_string(&account).unwrap();
    assert_eq!(
        json.matches("\"repeats\"").count(),
        account.evidence.iter().filter(|e| !e.repeats.is_empty()).count()
    );
}

#[test]
fn what_is_new_is_what_an_account_since_then_keeps() {
    let whole = whole();
    for day in ["2031-03-04", "2031-03-05", "2031-03-06", "2031-03-07", "2031-03-08"] {
        let options = Options { since: Some(day.parse().unwrap()), ..Options::default() };
        let since = account(&story::story(), &story::readings(), &options);
        let articles: BTreeSet<String> =
            since.story.since.as_ref().unwrap().articles.iter().cloned().collect();
        assert_eq!(Some(tell::since(&whole, day.parse().unwrap())), since.story.since);
        let news = News::of(&whole, &articles);
        let words = |account: &Account, id: &tell::EvidenceId| {
            account
                .evidence
                .iter()
                .find(|one| one.id == *id)
                .map(|one| (one.article.clone(), one.start))
                .unwrap()
        };
        let kept: Vec<_> = since.events.iter().map(|event| words(&since, &event.what)).collect();
        let new: Vec<_> = news.events.iter().map(|at| words(&whole, &whole.events[*at].what)).collect();
        assert_eq!(new, kept, "{day}");
        let kept: Vec<_> = since.facts.iter().map(|fact| words(&since, &fact.statement)).collect();
        let new: Vec<_> = news.facts.iter().map(|at| words(&whole, &whole.facts[*at].statement)).collect();
        assert_eq!(new, kept, "{day}");
        let kept: Vec<_> = since.timeline.iter().map(|told| told.day.clone()).collect();
        let new: Vec<_> = news.timeline.iter().map(|at| whole.timeline[*at].day.clone()).collect();
        assert_eq!(new, kept, "{day}");
        let kept: Vec<_> =
            since.quotes.iter().map(|quote| words(&since, &quote.renderings[0].context)).collect();
        let new: Vec<_> =
            news.quotes.iter().map(|at| words(&whole, &whole.quotes[*at].renderings[0].context)).collect();
        assert_eq!(new, kept, "{day}");
        let kept: Vec<_> = since.positions.iter().map(|one| (one.party.clone(), one.issue.clone())).collect();
        let new: Vec<_> = news
            .positions
            .iter()
            .map(|at| (whole.positions[*at].party.clone(), whole.positions[*at].issue.clone()))
            .collect();
        assert_eq!(new, kept, "{day}");
        assert_eq!(news.revisions.len(), since.revisions.len(), "{day}");
        let left = &since.left_out.by_since;
        assert_eq!(news.only_in.len() + left.only_in, whole.only_in.len(), "{day}");
        assert_eq!(news.counts.differing + left.differing, 2, "{day}");
        assert_eq!(news.counts.all() + left.all(), {
            let lists = [whole.events.len(), whole.timeline.len(), whole.quotes.len(), whole.facts.len()];
            lists.iter().sum::<usize>() + whole.positions.len() + whole.only_in.len() + whole.revisions.len()
        });
    }
}

#[test]
fn a_sentence_that_only_repeats_is_not_new() {
    let account = whole();
    // All that it says besides, of what the account has, is in other sentences.
    let of_copy = news(&account, &["gazette-1"]);
    assert_eq!(of_copy.articles, [1]);
    let fact = account.facts.iter().position(|fact| fact.figure.is_some()).unwrap();
    assert!(!of_copy.facts.contains(&fact), "{of_copy:?}");
    // When the reader knows neither, both are new.
    assert!(news(&account, &["gazette-1", "tarn-1"]).facts.contains(&fact));
    assert!(news(&account, &[]).is_empty());
    assert!(news(&account, &["nobody's"]).is_empty());
    assert_eq!(news(&account, &[]).line(&account), None);
}

#[test]
fn the_one_line_is_the_most_telling() {
    let account = whole();
    let line = |articles: &[&str]| news(&account, articles).line(&account).unwrap();
    let moved = line(&["tarn-2", "tarn-2b", "umber-walk"]);
    assert_eq!((moved.kind, moved.label.as_str()), (NewsKind::Moved, "moved: rejects → accepts"));
    assert_eq!(moved.about.as_deref(), Some("Tarn County, toll"));
    assert!(moved.words.starts_with("The county council voted"), "{moved:?}");
    assert_eq!((moved.article.as_str(), moved.sentence), ("tarn-2b", 1));
    // What a copy of known words says moves nothing: the vote stood in the version before.
    let figure = line(&["tarn-2b"]);
    assert_eq!((figure.kind, figure.label.as_str()), (NewsKind::Disputed, "superseded"));
    assert!(figure.words.contains("12 million crowns"), "{figure:?}");
    let disputed = line(&["lantern-1"]);
    assert_eq!((disputed.kind, disputed.label.as_str()), (NewsKind::Disputed, "disputed"));
    assert_eq!(disputed.about.as_deref(), Some("vehicles"));
    assert!(disputed.words.contains("5,200 vehicles"), "{disputed:?}");
    let denied = line(&["umber-walk"]);
    assert_eq!((denied.kind, denied.label.as_str()), (NewsKind::Disputed, "later denied"));
    for articles in [vec!["gazette-1"], vec!["tarn-1"], vec!["tarn-2"]] {
        let line = line(&articles);
        assert!(articles.contains(&line.article.as_str()), "{line:?}");
        let evidence = account.evidence.iter().find(|one| one.id == line.evidence).unwrap();
        assert_eq!((&evidence.article, evidence.sentence), (&line.article, line.sentence));
    }
}

/// Takes something out of an account.
type Forget = fn(&mut Account);

#[test]
fn less_telling_entries_are_told_when_there_is_no_other() {
    let mut account = whole();
    // What tells most is taken away, one thing after the other.
    let steps: [(Forget, NewsKind, &str); 8] = [
        (|all| all.positions.clear(), NewsKind::Disputed, "superseded"),
        (
            |all| {
                all.facts.retain(|fact| fact.denied_by.is_empty() && fact.standing == Standing::Agreed);
            },
            NewsKind::Agreed,
            "agreed",
        ),
        (|all| all.facts.clear(), NewsKind::Event, "planned → happened"),
        (|all| all.events.retain(|event| event.kind == "protest"), NewsKind::Event, "cancelled"),
        (|all| all.events.clear(), NewsKind::Quotation, "said"),
        (|all| all.quotes.clear(), NewsKind::Alone, "What one report alone has"),
        (|all| all.only_in.clear(), NewsKind::Other, "What later versions changed"),
        (|all| all.revisions.clear(), NewsKind::Other, "Day by day"),
    ];
    for (forget, kind, label) in steps {
        forget(&mut account);
        let line = news(&account, &["tarn-2", "tarn-2b", "umber-walk"]).line(&account).unwrap();
        assert_eq!((line.kind, line.label.as_str()), (kind, label));
    }
}
