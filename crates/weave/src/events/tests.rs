use crate::{Event, Owners, Story, coreference, story};
use article::Article;
use read::{EventStatus, Reading, read};

fn reading(id: &str, published: &str, text: &str) -> Reading {
    let mut article = Article::new(id, text);
    article.published = Some(published.parse().unwrap());
    read(article)
}

fn woven(reports: &[(&str, &str, &str)]) -> Story {
    let readings: Vec<Reading> = reports.iter().map(|(id, day, text)| reading(id, day, text)).collect();
    story(&readings.iter().collect::<Vec<_>>(), &[], &[], &Owners::default(), &[])
}

fn of_kind<'s>(story: &'s Story, kind: &str) -> Vec<&'s Event> {
    story.events.iter().filter(|event| event.kind == kind).collect()
}

#[test]
fn a_meeting_announced_held_and_recalled_months_later_is_one() {
    let story = woven(&[
        (
            "a",
            "2031-04-28",
            "President Ada Lund will meet Chancellor Oren Pask in Port Maren on May 2, her office said.",
        ),
        ("b", "2031-05-03", "President Ada Lund met Chancellor Oren Pask in Port Maren on May 2."),
        (
            "c",
            "2031-09-10",
            "President Ada Lund met Chancellor Oren Pask in Port Maren on May 2, 2031, and little has come of it, diplomats say.",
        ),
    ]);
    let meetings = of_kind(&story, "meeting");
    assert_eq!(meetings.len(), 1, "{meetings:#?}");
    assert_eq!(meetings[0].status, EventStatus::Happened);
    let statuses: Vec<EventStatus> = meetings[0].statuses.iter().map(|(status, _)| *status).collect();
    assert_eq!(statuses, [EventStatus::Planned, EventStatus::Happened, EventStatus::Happened]);
    assert!(meetings[0].independence.at_most >= 2, "{meetings:#?}");
}

#[test]
fn three_meetings_of_the_same_people_are_three() {
    let story = woven(&[
        ("a", "2031-02-04", "President Ada Lund met Chancellor Oren Pask in Port Maren on February 3."),
        ("b", "2031-05-03", "President Ada Lund met Chancellor Oren Pask in Port Maren on May 2."),
        ("c", "2031-09-10", "President Ada Lund met Chancellor Oren Pask in Port Maren on September 9."),
    ]);
    assert_eq!(of_kind(&story, "meeting").len(), 3, "{:#?}", story.events);
}

#[test]
fn a_meeting_that_is_called_off_stays_one_with_its_plan() {
    let story = woven(&[
        (
            "a",
            "2031-04-28",
            "President Ada Lund will meet Chancellor Oren Pask in Port Maren on May 2, her office said.",
        ),
        (
            "b",
            "2031-05-01",
            "President Ada Lund cancelled a meeting with Chancellor Oren Pask in Port Maren on May 2.",
        ),
    ]);
    let meetings = of_kind(&story, "meeting");
    assert_eq!(meetings.len(), 1, "{meetings:#?}");
    assert_eq!(meetings[0].status, EventStatus::Cancelled);
}

#[test]
fn what_befell_two_people_is_two_and_what_befell_one_is_one() {
    let story = woven(&[
        ("a", "2031-05-03", "Police arrested Ines Vollard in Port Maren over the sinking of the Aurelia."),
        ("b", "2031-05-03", "Ines Vollard, the captain of the Aurelia, was arrested in Dunmore."),
        ("c", "2031-05-09", "Police arrested Oren Pask in Port Maren over the sinking of the Aurelia."),
    ]);
    let arrests = of_kind(&story, "arrest");
    let told: Vec<&str> = arrests.iter().map(|arrest| arrest.telling.exact()).collect();
    assert_eq!(arrests.len(), 2, "{told:?}");
    assert!(arrests.iter().any(|arrest| arrest.reasons.iter().any(|reason| reason.contains("by one word"))));
}

#[test]
fn mentions_are_one_event_within_a_story_only() {
    let texts = [
        (
            "a",
            "The ferry Aurelia sank off Port Maren after striking a reef, and Captain Ines Vollard was arrested in Port Maren on May 2. Vollard said the reef was on no chart of the Aurelia.",
        ),
        (
            "b",
            "Captain Ines Vollard of the sunken ferry Aurelia was arrested in Port Maren on May 2 after the ferry struck a reef. Passengers of the Aurelia were taken to Port Maren.",
        ),
        (
            "c",
            "Lawmakers in Dunmore approved a budget with higher spending on schools. The finance chair, Oren Pask, was arrested in Dunmore on May 2 over gifts from builders.",
        ),
    ];
    let mut readings: Vec<Reading> = texts.iter().map(|(id, text)| reading(id, "2031-05-03", text)).collect();
    let arrest = |readings: &[Reading]| -> Vec<usize> {
        let found = coreference(&readings.iter().collect::<Vec<_>>(), &[]);
        let of = |(reading, numbers): (&Reading, &Vec<usize>)| {
            let at = reading.events.iter().position(|event| event.kind == "arrest").unwrap();
            numbers[at]
        };
        readings.iter().zip(&found).map(of).collect()
    };
    let forward = arrest(&readings);
    assert_eq!(forward[0], forward[1]);
    assert_ne!(forward[0], forward[2]);
    readings.reverse();
    let backward = arrest(&readings);
    assert_eq!(backward[1], backward[2]);
    assert_ne!(backward[0], backward[2]);
}

#[test]
fn what_is_still_called_a_plan_happened_when_its_day_has_passed_and_one_says_so() {
    let story = woven(&[
        ("a", "2031-05-03", "President Ada Lund met Chancellor Oren Pask in Port Maren on May 2."),
        (
            "b",
            "2031-05-04",
            "President Ada Lund is to meet Chancellor Oren Pask in Port Maren on May 2, 2031, the printed programme says.",
        ),
    ]);
    let meetings = of_kind(&story, "meeting");
    assert_eq!(meetings.len(), 1, "{meetings:#?}");
    assert_eq!(meetings[0].status, EventStatus::Happened);
}

#[test]
fn the_second_of_several_is_not_the_first() {
    let story = woven(&[
        ("a", "2031-05-03", "Ada Lund and Oren Pask held a first round of talks in Port Maren in May."),
        ("b", "2031-05-29", "Ada Lund and Oren Pask held a second round of talks in Port Maren in May."),
    ]);
    assert_eq!(of_kind(&story, "meeting").len(), 2, "{:#?}", story.events);
}

#[test]
fn what_happens_several_times_is_one_when_its_day_is_one() {
    let story = woven(&[
        ("a", "2031-05-01", "The dockers' walkout is set for May 5."),
        ("b", "2031-05-06", "The walkout on May 5 closed the port."),
        ("c", "2031-05-20", "The walkout on May 19 closed the port."),
    ]);
    let sizes: Vec<usize> = of_kind(&story, "strike").iter().map(|event| event.mentions.len()).collect();
    assert!(sizes.contains(&2) && !sizes.contains(&3), "{:#?}", story.events);
}

#[test]
fn the_second_of_several_is_one_before_and_after_it() {
    let story = woven(&[
        ("a", "2031-05-03", "The harbour board will hold a second hearing on May 29, its chair said."),
        (
            "b",
            "2031-05-30",
            "Ada Lund told the harbour board's second hearing in Port Maren that dues would rise.",
        ),
        (
            "c",
            "2031-05-04",
            "The harbour board held its first hearing on May 2. A second is planned for May 29.",
        ),
    ]);
    let hearings = of_kind(&story, "meeting");
    let second = hearings.iter().find(|event| event.mentions.len() == 3);
    assert!(second.is_some_and(|event| event.status == EventStatus::Happened), "{hearings:#?}");
}
