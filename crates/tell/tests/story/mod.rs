//! A small invented story: a bridge over a river, its closing and who pays for it, in six reports.

use article::{Article, Evidence, Outlet, Span};
use jiff::civil::date;
use read::{
    AttributionKind, CitationKind, DebrisKind, EntityKind, EventStatus, Hedge, Reading, StanceKind,
    debris::Declares,
};
use weave::{
    Bounds, Cite, Copied, Declared, Edge, EdgeKind, Event, EventPlace, Extent, Fact, Family, FigureFact,
    FigureValue, Headlines, Held, Independence, Lineage, Node, OnlyIn, OutletNode, Owned, Participant, Party,
    Person, Position, Quote, Reason, Relation, Rendering, Repeat, Report, RevisedPage, RevisedPart, Revision,
    RevisionChange, RevisionNote, Side, Standing, Story, StoryDay, Title, When,
};

/// The texts: id, outlet, day, title, address, text.
const REPORTS: [(&str, &str, &str, &str, &str, &str); 6] = [
    (
        "tarn-1",
        "Tarn Valley Press",
        "2031-03-03",
        "Engineers shut the Ferry Bridge after cracks are found",
        "https://tarnvalley.example/ferry-bridge",
        "HOLMBY (Tarn Valley Press) — Engineers closed the Ferry Bridge in Holmby on Monday after divers found cracks in two of its piers.\n\n\
        “I would not let my own children walk across it,” said Greta Ostrand, the county's chief engineer. “Not today, and not this month.”\n\n\
        About 4,000 vehicles cross the bridge every day. The Haulage League demands that the county pay for the detour. The county rejects a toll.\n\n\
        The county council is to meet on Thursday, when Mayor Idris Kell and Ostrand are expected to speak.",
    ),
    (
        "gazette-1",
        "Holmby Gazette",
        "2031-03-04",
        "Bridge shut",
        "https://holmbygazette.example/bridge",
        "Engineers closed the Ferry Bridge in Holmby on Monday after divers found cracks in two of its piers.\n\n\
        “I would not let my own children walk across it,” said Greta Ostrand, the county's chief engineer.\n\n\
        READ MORE: Five walks for a wet Sunday\n\n\
        About 4,000 vehicles cross the bridge every day.\n\n\
        Tarn Valley Press",
    ),
    (
        "lantern-1",
        "The Lantern",
        "2031-03-05",
        "Who pays when the bridge is gone?",
        "https://lantern.example/who-pays",
        "The Ferry Bridge, which carries 5,200 vehicles a day by the hauliers' own count, will stay shut until autumn, according to Radio Umber.\n\n\
        “I would not let my children walk across it,” the county's engineer told Radio Umber.\n\n\
        One county official, who asked not to be named, said a toll “is being looked at, quietly.”\n\n\
        Idris Kell, the mayor of Holmby, may ask the state for 12 million crowns.",
    ),
    (
        "tarn-2",
        "Tarn Valley Press",
        "2031-03-06",
        "County agrees to a toll on the new bridge",
        "https://tarnvalley.example/toll",
        "The county council voted on Thursday to accept a toll on a new bridge, by nine votes to four.\n\n\
        Idris Kell, the mayor, asked the state for 14 million crowns. “We are a small town with a large river,” he told the council.\n\n\
        The Haulage League called any toll “a line we will not cross.”",
    ),
    (
        "tarn-2b",
        "Tarn Valley Press",
        "2031-03-07",
        "CORRECTED: County agrees to a toll on the new bridge",
        "https://tarnvalley.example/toll",
        "The county council voted on Thursday to accept a toll on a new bridge, by nine votes to four.\n\n\
        Idris Kell, the mayor, asked the state for 12 million crowns. “We are a small town with a large river,” he told the council.\n\n\
        The Haulage League called any toll “a line we will not cross.”",
    ),
    (
        "umber-walk",
        "",
        "",
        "",
        "",
        "A protest walk along the river, called for last Sunday, was cancelled because of the rain. \
        Greta Ostrand did not attend the council after all; she was ill.",
    ),
];

/// The articles.
pub(crate) fn articles() -> Vec<Article> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    REPORTS
        .iter()
        .map(|(id, outlet, published, title, url, text)| Article {
            outlet: given(outlet).map(Outlet),
            published: published.parse().ok(),
            title: given(title),
            url: given(url),
            ..Article::new(*id, *text)
        })
        .collect()
}

/// Their readings.
pub(crate) fn readings() -> Vec<Reading> {
    articles().into_iter().map(read::read).collect()
}

/// The words `exact` where they first stand in the report at `index`.
pub(crate) fn find(index: usize, exact: &str) -> Evidence {
    let article = &articles()[index];
    let start = article.text.find(exact).unwrap_or_else(|| panic!("{exact:?} is not in {}", article.id));
    Evidence::find(article, Span::new(start, start + exact.len())).expect("the words stand there")
}

fn at_most(at_most: usize, reasons: &[&str], unknown: &[&str]) -> Independence {
    Independence {
        at_most,
        reports: at_most,
        reasons: reasons.iter().map(|text| reason(text, Vec::new())).collect(),
        unknown: unknown.iter().map(|word| (*word).to_owned()).collect(),
    }
}

fn person(
    name: &str,
    kind: EntityKind,
    roles: &[&str],
    party: Option<&str>,
    evidence: Vec<Evidence>,
) -> Person {
    Person {
        name: name.into(),
        kind,
        named: true,
        aliases: Vec::new(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        party: party.map(str::to_owned),
        wikidata: None,
        evidence,
        reasons: Vec::new(),
    }
}

fn held(article: usize, stance: StanceKind, holder: &str, object: &str, sentence: &str) -> Held {
    Held {
        stance,
        hedge: Hedge::Stated,
        red_line: false,
        holder: find(article, holder),
        object: find(article, object),
        sentence: find(article, sentence),
        article,
        since: articles()[article].published,
    }
}

fn rendering(article: usize, kind: AttributionKind, pieces: &[&str], context: &str) -> Rendering {
    Rendering {
        article,
        kind,
        pieces: pieces.iter().map(|piece| find(article, piece)).collect(),
        context: find(article, context),
        cue: None,
        venue: None,
        via: None,
        cut: false,
        changed: false,
    }
}

fn fact(
    standing: Standing,
    independent: usize,
    statement: Evidence,
    support: Vec<(Hedge, Evidence)>,
) -> Fact {
    Fact {
        statement,
        standing,
        independence: at_most(independent, &[], &[]),
        support,
        conflicts: Vec::new(),
        confirmed_by: Vec::new(),
        denied_by: Vec::new(),
        figure: None,
        reasons: Vec::new(),
    }
}

fn figure(article: usize, words: &str, value: f64, unit: Option<&str>) -> FigureValue {
    FigureValue {
        article,
        value,
        unit: unit.map(str::to_owned),
        as_of: articles()[article].published.and_then(article::PartialDate::day),
        evidence: find(article, words),
        source: None,
    }
}

const CLOSED: &str =
    "Engineers closed the Ferry Bridge in Holmby on Monday after divers found cracks in two of its piers.";
const VOTED: &str =
    "The county council voted on Thursday to accept a toll on a new bridge, by nine votes to four.";
const MEETS: &str =
    "The county council is to meet on Thursday, when Mayor Idris Kell and Ostrand are expected to speak.";
const ABSENT: &str = "Greta Ostrand did not attend the council after all; she was ill.";
const WALK: &str =
    "A protest walk along the river, called for last Sunday, was cancelled because of the rain.";

/// The story.
pub(crate) fn story() -> Story {
    Story {
        title: Title { text: REPORTS[0].3.into(), article: 0, evidence: None },
        articles: reports(),
        left_out: Vec::new(),
        families: families(),
        lineage: lineage(),
        independence: at_most(
            4,
            &["2 prints the text of 1", "5 replaces 4"],
            &["whether report 6 is by an outlet that has another report here"],
        ),
        people: people(),
        parties: vec![
            Party { name: "Tarn County".into(), people: vec![0, 1] },
            Party { name: "Haulage League".into(), people: vec![2] },
        ],
        events: events(),
        timeline: timeline(),
        quotes: quotes(),
        facts: facts(),
        positions: positions(),
        repeats: vec![repeat(1, "About 4,000 vehicles cross the bridge every day.", 0), repeat(4, VOTED, 3)],
        revisions: vec![RevisedPage { versions: vec![3, 4], revisions: vec![revision()] }],
        only_in: vec![
            OnlyIn { article: 5, evidence: find(5, WALK) },
            OnlyIn {
                article: 2,
                evidence: find(
                    2,
                    "One county official, who asked not to be named, said a toll “is being looked at, quietly.”",
                ),
            },
        ],
    }
}

/// A sentence that stands in an earlier report in the same words.
fn repeat(report: usize, sentence: &str, earlier: usize) -> Repeat {
    Repeat { sentence: find(report, sentence), of: vec![find(earlier, sentence)] }
}

/// What the correction of the report on the toll changed.
fn revision() -> Revision {
    const BEFORE: &str = "Idris Kell, the mayor, asked the state for 14 million crowns.";
    const AFTER: &str = "Idris Kell, the mayor, asked the state for 12 million crowns.";
    let side = |article: usize, words: &str, sentence: &str| {
        Some(Side {
            text: words.to_owned(),
            of: Some("crowns".to_owned()),
            stance: None,
            words: Some(find(article, words)),
            sentence: Some(find(article, sentence)),
        })
    };
    Revision {
        before: 3,
        after: 4,
        extent: Extent::Edited,
        kept: 3,
        notes: vec![RevisionNote {
            declares: Declares::Correction,
            text: REPORTS[4].3.to_owned(),
            evidence: None,
            about: Vec::new(),
        }],
        changes: vec![RevisionChange {
            part: RevisedPart::Figure,
            before: side(3, "14 million crowns", BEFORE),
            after: side(4, "12 million crowns", AFTER),
            declared: Some(Declared::Unclear),
        }],
        retouched: Vec::new(),
        reworded: vec![(find(3, BEFORE), find(4, AFTER))],
        added: Vec::new(),
        withdrawn: Vec::new(),
    }
}

fn reports() -> Vec<Report> {
    let family = [0, 0, 1, 2, 2, 3];
    let mut reports: Vec<Report> = articles()
        .into_iter()
        .zip(family)
        .map(|(article, family)| Report {
            id: article.id,
            title: article.title,
            outlet: article.outlet.map(|outlet| outlet.0),
            url: article.url,
            published: article.published,
            modified: article.modified,
            bounds: None,
            family,
            superseded_by: None,
            cites: Vec::new(),
            debris: Vec::new(),
        })
        .collect();
    reports[1].cites = vec![Cite {
        outlet: "Tarn Valley Press".into(),
        kind: CitationKind::Credit,
        report: Some(0),
        evidence: find(1, "Tarn Valley Press"),
    }];
    reports[1].debris = vec![(DebrisKind::Furniture, find(1, "READ MORE: Five walks for a wet Sunday"))];
    reports[2].cites = vec![
        Cite {
            outlet: "Radio Umber".into(),
            kind: CitationKind::Reported,
            report: None,
            evidence: find(2, "according to Radio Umber"),
        },
        Cite {
            outlet: "Radio Umber".into(),
            kind: CitationKind::Told,
            report: None,
            evidence: find(2, "told Radio Umber"),
        },
    ];
    reports[3].superseded_by = Some(4);
    reports[5].bounds = Some(Bounds {
        earliest: Some(date(2031, 3, 6)),
        latest: None,
        reason: "it looks back on the council of 6 March".into(),
    });
    reports
}

fn reason(text: &str, evidence: Vec<Evidence>) -> Reason {
    Reason { text: text.to_owned(), evidence }
}

fn families() -> Vec<Family> {
    let family = |articles: &[usize], relation, reasons: Vec<Reason>, copies: Vec<Copied>| Family {
        articles: articles.to_vec(),
        origin: articles[0],
        relation,
        credited: None,
        reasons,
        copies,
    };
    let title = |article: usize| Title { text: REPORTS[article].3.to_owned(), article, evidence: None };
    let copied = |article: usize, origin: usize| Copied {
        article,
        sentences: 6,
        kept: 3,
        same: Vec::new(),
        reworded: Vec::new(),
        cut: Vec::new(),
        added: Vec::new(),
        headlines: Some(Headlines { origin: title(origin), copy: title(article) }),
    };
    let gazette = Copied {
        same: vec![(find(0, CLOSED), find(1, CLOSED))],
        cut: vec![
            find(0, "“Not today, and not this month.”"),
            find(
                0,
                "The Haulage League demands that the county pay for the detour. The county rejects a toll.",
            ),
        ],
        ..copied(1, 0)
    };
    let corrected = Copied {
        reworded: vec![(
            find(3, "the state for 14 million crowns."),
            find(4, "the state for 12 million crowns."),
        )],
        ..copied(4, 3)
    };
    vec![
        family(
            &[0, 1],
            Relation::Syndicated,
            vec![reason(
                "gazette-1 credits Tarn Valley Press; so tarn-1 is taken for the origin",
                vec![find(1, "Tarn Valley Press")],
            )],
            vec![gazette],
        ),
        family(&[2], Relation::Single, Vec::new(), Vec::new()),
        family(
            &[3, 4],
            Relation::Version,
            vec![reason("same address; report 5 calls itself corrected", Vec::new())],
            vec![corrected],
        ),
        family(&[5], Relation::Single, Vec::new(), Vec::new()),
    ]
}

fn lineage() -> Lineage {
    let owned = || Some(Owned { owner: "Tarn Media".into(), source: Some("tarnmedia.example".into()) });
    let outlet = |name: &str, owned: Option<Owned>, articles: &[usize]| OutletNode {
        name: name.into(),
        owned,
        articles: articles.to_vec(),
    };
    let edge = |from, kind, to, evidence: &[Evidence]| Edge { from, to, kind, evidence: evidence.to_vec() };
    Lineage {
        outlets: vec![
            outlet("Tarn Valley Press", owned(), &[0, 3, 4]),
            outlet("Holmby Gazette", owned(), &[1]),
            outlet("The Lantern", None, &[2]),
            outlet("Radio Umber", None, &[]),
        ],
        edges: vec![
            edge(1, EdgeKind::Copies, Node::Report(0), &[find(0, CLOSED), find(1, CLOSED)]),
            edge(1, EdgeKind::Credits, Node::Report(0), &[find(1, "Tarn Valley Press")]),
            edge(2, EdgeKind::Told, Node::Outlet(3), &[find(2, "told Radio Umber")]),
            edge(2, EdgeKind::Cites, Node::Outlet(3), &[find(2, "according to Radio Umber")]),
            edge(4, EdgeKind::VersionOf, Node::Report(3), &[]),
            edge(5, EdgeKind::Shares, Node::Report(4), &[find(5, WALK)]),
        ],
    }
}

fn people() -> Vec<Person> {
    let mut kell = person(
        "Idris Kell",
        EntityKind::Person,
        &["mayor of Holmby"],
        Some("Tarn County"),
        vec![find(0, "Mayor Idris Kell"), find(2, "Idris Kell"), find(4, "Idris Kell")],
    );
    kell.aliases = vec!["Mayor Idris Kell".into()];
    kell.reasons = vec!["one name, one office".into()];
    vec![
        person(
            "Greta Ostrand",
            EntityKind::Person,
            &["the county's chief engineer"],
            Some("Tarn County"),
            vec![find(0, "Greta Ostrand"), find(1, "Greta Ostrand"), find(5, "Greta Ostrand")],
        ),
        kell,
        person(
            "Haulage League",
            EntityKind::Organisation,
            &[],
            Some("Haulage League"),
            vec![find(0, "Haulage League"), find(4, "Haulage League")],
        ),
        person("Holmby", EntityKind::Place, &[], None, vec![find(0, "Holmby")]),
    ]
}

fn timeline() -> Vec<StoryDay> {
    vec![
        StoryDay {
            day: date(2031, 3, 3),
            telling: find(0, CLOSED),
            mentions: vec![find(0, CLOSED), find(1, CLOSED)],
            independence: at_most(1, &["tarn-1 and gazette-1 share one text and count once"], &[]),
        },
        StoryDay {
            day: date(2031, 3, 6),
            telling: find(4, VOTED),
            mentions: vec![find(0, MEETS), find(3, VOTED), find(4, VOTED)],
            independence: at_most(2, &[], &["whether any of the outlets have one owner"]),
        },
    ]
}

fn events() -> Vec<Event> {
    let event = |kind: &str, telling: Evidence, when: When, status| Event {
        kind: kind.into(),
        participants: Vec::new(),
        place: None,
        when,
        status,
        statuses: vec![(status, telling.clone())],
        mentions: vec![telling.clone()],
        telling,
        independence: at_most(1, &[], &[]),
        reasons: Vec::new(),
    };
    let on = |value: &str, day, said: Evidence, reason: &str| When {
        value: Some(value.into()),
        days: Some((day, day)),
        said: vec![(said, reason.into())],
        reason: reason.into(),
    };
    let closing = Event {
        place: Some(EventPlace { name: "Holmby".into(), evidence: find(0, "Holmby") }),
        mentions: vec![find(0, CLOSED), find(1, CLOSED)],
        ..event(
            "closing",
            find(0, CLOSED),
            on("2031-03-03", date(2031, 3, 3), find(0, "Monday"), "the day of report 1 is a Monday"),
            EventStatus::Happened,
        )
    };
    let vote = Event {
        participants: vec![
            Participant { person: 1, evidence: vec![find(0, MEETS)], not_in: vec![], absent: vec![] },
            Participant {
                person: 0,
                evidence: vec![find(0, MEETS)],
                not_in: vec![4],
                absent: vec![find(5, ABSENT)],
            },
        ],
        statuses: vec![(EventStatus::Planned, find(0, MEETS)), (EventStatus::Happened, find(4, VOTED))],
        mentions: vec![find(0, MEETS), find(3, VOTED), find(4, VOTED)],
        ..event(
            "vote",
            find(4, VOTED),
            on("2031-03-06", date(2031, 3, 6), find(4, "Thursday"), "the Thursday before report 5"),
            EventStatus::Happened,
        )
    };
    let walk = event(
        "protest",
        find(5, WALK),
        When {
            value: Some("XXXX-WXX-7".into()),
            days: None,
            said: vec![(find(5, "last Sunday"), "the report carries no date".into())],
            reason: "no report says which Sunday".into(),
        },
        EventStatus::Cancelled,
    );
    let request = event(
        "request",
        find(2, "Idris Kell, the mayor of Holmby, may ask the state for 12 million crowns."),
        When { value: None, days: None, said: vec![], reason: "no report says when".into() },
        EventStatus::Possible,
    );
    vec![closing, vote, walk, request]
}

fn quotes() -> Vec<Quote> {
    let children =
        "“I would not let my own children walk across it,” said Greta Ostrand, the county's chief engineer.";
    let quote = |speaker, renderings, independent| Quote {
        speaker,
        source: None,
        anonymous: false,
        renderings,
        independence: at_most(independent, &[], &[]),
    };
    vec![
        quote(
            Some(0),
            vec![
                rendering(
                    0,
                    AttributionKind::Direct,
                    &["I would not let my own children walk across it,", "Not today, and not this month."],
                    &format!("{children} “Not today, and not this month.”"),
                ),
                Rendering {
                    cut: true,
                    ..rendering(
                        1,
                        AttributionKind::Direct,
                        &["I would not let my own children walk across it,"],
                        children,
                    )
                },
                Rendering {
                    cut: true,
                    changed: true,
                    via: Some(find(2, "Radio Umber")),
                    ..rendering(
                        2,
                        AttributionKind::Direct,
                        &["I would not let my children walk across it,"],
                        "“I would not let my children walk across it,” the county's engineer told Radio Umber.",
                    )
                },
            ],
            2,
        ),
        Quote {
            source: Some(find(2, "One county official")),
            anonymous: true,
            ..quote(
                None,
                vec![rendering(
                    2,
                    AttributionKind::Mixed,
                    &["is being looked at, quietly."],
                    "One county official, who asked not to be named, said a toll “is being looked at, quietly.”",
                )],
                1,
            )
        },
        quote(
            Some(1),
            vec![
                Rendering {
                    venue: Some(find(4, "the council.")),
                    ..rendering(
                        4,
                        AttributionKind::Direct,
                        &["We are a small town with a large river,"],
                        "“We are a small town with a large river,” he told the council.",
                    )
                },
                rendering(
                    3,
                    AttributionKind::Direct,
                    &["We are a small town with a large river,"],
                    "“We are a small town with a large river,” he told the council.",
                ),
            ],
            1,
        ),
    ]
}

fn facts() -> Vec<Fact> {
    let traffic = "About 4,000 vehicles cross the bridge every day.";
    let count = "The Ferry Bridge, which carries 5,200 vehicles a day by the hauliers' own count, will stay shut until autumn, according to Radio Umber.";
    let may_ask = "Idris Kell, the mayor of Holmby, may ask the state for 12 million crowns.";
    let asked = "Idris Kell, the mayor, asked the state for 12 million crowns.";
    let mistaken = "Idris Kell, the mayor, asked the state for 14 million crowns.";
    let demand = "The Haulage League demands that the county pay for the detour.";
    vec![
        fact(
            Standing::Agreed,
            2,
            find(4, asked),
            vec![(Hedge::Possible, find(2, may_ask)), (Hedge::Stated, find(4, asked))],
        ),
        Fact {
            conflicts: vec![find(2, count)],
            figure: Some(FigureFact {
                counts: "vehicles".into(),
                values: vec![
                    figure(0, "About 4,000", 4000.0, None),
                    FigureValue {
                        source: Some(find(2, "the hauliers' own count")),
                        ..figure(2, "5,200", 5200.0, None)
                    },
                ],
            }),
            ..fact(
                Standing::Disputed,
                2,
                find(0, traffic),
                vec![(Hedge::Stated, find(0, traffic)), (Hedge::Stated, find(1, traffic))],
            )
        },
        Fact {
            figure: Some(FigureFact {
                counts: "crowns".into(),
                values: vec![
                    figure(3, "14 million crowns", 14e6, Some("crowns")),
                    figure(4, "12 million crowns", 12e6, Some("crowns")),
                ],
            }),
            ..fact(Standing::Superseded, 1, find(3, mistaken), vec![(Hedge::Stated, find(3, mistaken))])
        },
        Fact {
            denied_by: vec![find(5, ABSENT)],
            ..fact(Standing::Single, 1, find(0, MEETS), vec![(Hedge::Planned, find(0, MEETS))])
        },
        fact(
            Standing::Single,
            1,
            find(0, CLOSED),
            vec![(Hedge::Stated, find(0, CLOSED)), (Hedge::Stated, find(1, CLOSED))],
        ),
        fact(Standing::Single, 1, find(0, demand), vec![(Hedge::Stated, find(0, demand))]),
    ]
}

fn positions() -> Vec<Position> {
    let demand = "The Haulage League demands that the county pay for the detour.";
    let line = "The Haulage League called any toll “a line we will not cross.”";
    vec![
        Position {
            party: "Tarn County".into(),
            issue: "toll".into(),
            held: vec![
                held(0, StanceKind::Rejects, "The county", "a toll", "The county rejects a toll."),
                held(4, StanceKind::Accepts, "The county council", "a toll", VOTED),
            ],
            changes: vec![(0, 1)],
        },
        Position {
            party: "Haulage League".into(),
            issue: "detour".into(),
            held: vec![held(0, StanceKind::Demands, "The Haulage League", "the detour", demand)],
            changes: vec![],
        },
        Position {
            party: "Haulage League".into(),
            issue: "toll".into(),
            held: vec![Held {
                red_line: true,
                ..held(4, StanceKind::RulesOut, "The Haulage League", "any toll", line)
            }],
            changes: vec![],
        },
    ]
}
