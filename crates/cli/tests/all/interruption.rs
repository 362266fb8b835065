//! A run that is stopped, politely or not, loses nothing and doubles nothing.

use crate::made;
use crate::run::{Folder, Ran, sample};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A folder with so many made reports in JSON lines.
fn made_reports(count: usize) -> Folder {
    let folder = Folder::new();
    let readings = folder.run(&["read", sample().to_str().expect("a path in Unicode")]).ended(0, &[]).json();
    let articles: Vec<Value> = readings.iter().map(|reading| reading["article"].clone()).collect();
    folder.write("made.jsonl", made::reports(&articles, count).as_bytes());
    folder
}

/// `parallax add`, started.
fn start(folder: &Folder) -> Child {
    let mut command = folder.command(&["add", "made.jsonl"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// Bytes of the library and its log.
fn size(folder: &Folder) -> u64 {
    ["parallax.db", "parallax.db-wal"]
        .iter()
        .filter_map(|name| fs::metadata(folder.path(name)).ok())
        .map(|found| found.len())
        .sum()
}

/// Waits until the library has grown, or the program has ended.
fn wait_for_growth(folder: &Folder, child: &mut Child, from: u64) {
    let begun = Instant::now();
    while size(folder) <= from && child.try_wait().expect("the program").is_none() {
        assert!(begun.elapsed() < Duration::from_mins(2), "nothing is written");
        sleep(Duration::from_millis(5));
    }
}

/// That the library holds all of so many reports, once.
#[track_caller]
fn is_whole(folder: &Folder, count: usize) {
    let exported = folder.run(&["export", "--format", "jsonl"]);
    exported.ended(0, &[]);
    let of = |table| rows(&exported.out, table).count();
    for table in ["article", "reading", "signature", "member"] {
        assert_eq!(of(table), count, "{table}");
    }
    let id = |row: &str| serde_json::from_str::<Value>(row).expect("a row")["id"].to_string();
    let ids: BTreeSet<String> = rows(&exported.out, "article").map(id).collect();
    assert_eq!((ids.len(), of("unread"), of("needs_weaving")), (count, 0, 0));
    folder.run(&["verify"]).ended(0, &[]);
    let doctor = folder.run(&["doctor", "--format", "json"]).ended(0, &[]).json();
    assert!(doctor.iter().all(|finding| finding["concern"] == "note"), "{doctor:#?}");
}

/// The rows of one table of an export, as they are written.
fn rows<'e>(exported: &'e str, table: &str) -> impl Iterator<Item = &'e str> {
    let begin = format!("{{\"table\":\"{table}\",");
    exported.lines().filter(move |line| line.starts_with(&begin))
}

/// The rows with each story numbered by the order in which it is met. A story keeps the number under which it was first seen,
/// and which one that was depends on how many reports had come by then; which reports it has does not.
fn numbered_alike<'e>(rows: impl Iterator<Item = &'e str>) -> Vec<Value> {
    let mut numbers: Vec<Value> = Vec::new();
    rows.map(|row| {
        let mut row: Value = serde_json::from_str(row).expect("a row is JSON");
        if let Some(story) = row.get_mut("story") {
            let known = numbers.iter().position(|number| number == story);
            let number = known.unwrap_or(numbers.len());
            numbers.extend(known.is_none().then(|| story.clone()));
            *story = number.into();
        }
        // When it came is told, and is not the same twice.
        row.as_object_mut().and_then(|row| row.remove("added"));
        row
    })
    .collect()
}

/// How many reports; `PARALLAX_TEST_ARTICLES` asks for more than the usual few hundred.
fn how_many() -> usize {
    std::env::var("PARALLAX_TEST_ARTICLES").ok().and_then(|number| number.parse().ok()).unwrap_or(300)
}

#[test]
fn killed_three_times_and_resumed() {
    let count = how_many();
    let folder = made_reports(count);
    for kill in 0..3 {
        let before = size(&folder);
        let mut child = start(&folder);
        wait_for_growth(&folder, &mut child, before);
        sleep(Duration::from_millis(40 * kill));
        child.kill().expect("the program is killed");
        child.wait().expect("the program ends");
    }
    let added = folder.run(&["add", "made.jsonl", "--format", "json"]).ended(0, &[]).json().remove(0);
    assert_eq!(added["articles"], count);
    is_whole(&folder, count);
    // What was killed and resumed is what was added in one go.
    let whole = made_reports(count);
    whole.run(&["add", "made.jsonl"]).ended(0, &[]);
    let tables = |folder: &Folder| {
        let exported = folder.run(&["export", "--format", "jsonl"]).out;
        let kept = ["article", "reading", "member", "attributed"];
        kept.map(|table| numbered_alike(rows(&exported, table)))
    };
    for (resumed, whole) in tables(&folder).iter().zip(tables(&whole)) {
        let differ = resumed.iter().zip(&whole).find(|(a, b)| a != b);
        assert_eq!(
            (resumed.len(), differ),
            (whole.len(), None),
            "the resumed library differs from one made in one go"
        );
    }
    let again = folder.run(&["add", "made.jsonl", "--format", "json"]).ended(0, &[]).json().remove(0);
    assert_eq!(
        (&again["added"], &again["versions"], &again["already"]),
        (&0.into(), &0.into(), &count.into())
    );
}

#[test]
fn a_correction_that_is_killed_is_there_or_not_and_can_be_made_again() {
    let count = 40;
    let folder = made_reports(count);
    folder.run(&["add", "made.jsonl"]).ended(0, &[]);
    let id =
        folder.run(&["search", "--limit", "1", "--format", "json"]).ended(0, &[]).json()[0]["id"].clone();
    let id = id.as_str().expect("an id");
    for kill in 0..12 {
        let outlet = format!("Outlet {kill}");
        let mut command = folder.command(&["correct", "outlet", id, &outlet]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        sleep(Duration::from_millis(15 * kill));
        // It may have ended already: that is one of the moments.
        let _ = child.kill();
        child.wait().expect("the program ends");
        folder.run(&["verify"]).ended(0, &[]);
        // What was kept holds, and what was left undone is finished by whatever comes next.
        folder.run(&["correct", "outlet", id, &outlet]).ended(0, &[]);
        is_whole(&folder, count);
        let shown = folder.run(&["search", "--outlet", &outlet, "--format", "json"]).ended(0, &[]).json();
        assert_eq!(shown.iter().map(|found| &found["id"]).collect::<Vec<_>>(), [id]);
    }
}

#[cfg(unix)]
#[test]
fn control_c_ends_the_step_and_says_how_to_go_on() {
    let count = 300;
    let folder = made_reports(count);
    let mut child = start(&folder);
    wait_for_growth(&folder, &mut child, 0);
    // Until the first reports are in, nothing would be left undone.
    while folder.run(&["search", "--limit", "1"]).out.is_empty() {
        assert!(child.try_wait().expect("the program").is_none(), "it ended before it was stopped");
    }
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(stopped.expect("kill").success());
    let ran = Ran::of(&child.wait_with_output().expect("the program ends"));
    ran.ended(130, &["stopped; ", " in the library; run the same command again to go on"]);
    let doctor = folder.run(&["doctor"]);
    assert!(!doctor.ended(0, &[]).out.contains("WRONG"));
    folder.run(&["stories"]).ended(0, &["parallax add, without a path, finishes it"]);
    // Without a path, what the library has is read and grouped; with it, the rest is added.
    folder.run(&["add"]).ended(0, &[]);
    folder.run(&["verify"]).ended(0, &[]);
    folder.run(&["add", "made.jsonl"]).ended(0, &[]);
    is_whole(&folder, count);
}

#[cfg(unix)]
#[test]
fn control_c_while_reading_again() {
    let folder = made_reports(300);
    folder.run(&["add", "made.jsonl"]).ended(0, &[]);
    let mut command = folder.command(&["reread"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    sleep(Duration::from_millis(200));
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(stopped.expect("kill").success());
    let ran = Ran::of(&child.wait_with_output().expect("the program ends"));
    assert!(matches!(ran.code, Some(0 | 130)), "{ran:?}");
    folder.run(&["reread"]).ended(0, &[]);
    is_whole(&folder, 300);
}

/// Ten thousand reports in one go, with what it took:
/// `cargo test --release -p cli -- --ignored --nocapture ten_thousand`.
#[test]
#[ignore = "takes minutes; for measuring"]
fn ten_thousand_reports() {
    let count =
        std::env::var("PARALLAX_TEST_ARTICLES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let folder = made_reports(count);
    let begun = Instant::now();
    let child = start(&folder);
    let id = child.id();
    // What it says is caught while it runs: a full pipe would hold it up.
    let ended = std::thread::spawn(move || child.wait_with_output());
    let mut peak = 0;
    while !ended.is_finished() {
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now: u64 = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
        peak = peak.max(now);
        sleep(Duration::from_millis(50));
    }
    let took = begun.elapsed();
    let ran = Ran::of(&ended.join().expect("the waiting thread").expect("the program"));
    ran.ended(0, &[]);
    let begun = Instant::now();
    let verified = folder.run(&["verify"]);
    verified.ended(0, &[]);
    println!(
        "{count} reports: added in {took:.1?}, peak memory {} MiB, library {} MiB, verified in {:.1?}\n{}{}",
        peak / 1024,
        size(&folder) >> 20,
        begun.elapsed(),
        ran.out,
        verified.out
    );
    is_whole(&folder, count);
}
