//! How fast a story of 500 reports opens.
//!
//! The reports are made of paragraphs of the invented story that comes with the program: each has some of several of its reports, in
//! an order drawn by chance, so that many share passages and none is a copy.

use super::server::{Server, program};
use crate::score::split_mix;
use anyhow::{Context as _, Result, ensure};
use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// So many reports.
const REPORTS: usize = 500;

/// From so many outlets.
const OUTLETS: usize = 60;

/// So long it may take to be put together.
const PATIENCE: Duration = Duration::from_mins(10);

/// So often each page is opened.
const OPENED: usize = 5;

/// Makes such a story in a library in `folder`, and says how long it takes to open.
pub(super) fn measure(folder: &Path) -> Result<String> {
    let file = folder.join("large.jsonl");
    fs::write(&file, reports()?)?;
    let library = folder.join("large.db");
    let added = Command::new(program()?)
        .arg("--library")
        .arg(&library)
        .args(["--quiet", "add"])
        .arg(&file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    ensure!(added.success(), "the large story could not be made");
    let story = largest(&library)?;
    let server = Server::start(&library)?;
    let begun = Instant::now();
    let (mut status, _, _) = open(&server, story.0)?;
    while status == 503 && begun.elapsed() < PATIENCE {
        sleep(Duration::from_millis(500));
        status = open(&server, story.0)?.0;
    }
    let woven = begun.elapsed().as_secs_f64();
    ensure!(status == 200, "the large story is not shown: {status}");
    server.stop()?;
    // A server that has just started unpacks large accounts by itself; it has made no page yet.
    let (mut first, mut later, mut again, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..OPENED {
        let server = Server::start(&library)?;
        // One page of another kind, so that opening the library is not in it.
        ureq::get(format!("{}/feeds", server.address)).call()?;
        let (status, millis, size) = open(&server, story.0)?;
        ensure!(status == 200, "the large story is not shown: {status}");
        first.push(millis);
        bytes = size;
        again.push(open(&server, story.0)?.1);
        server.stop()?;
        let server = Server::start(&library)?;
        sleep(Duration::from_secs(2));
        later.push(open(&server, story.0)?.1);
        server.stop()?;
    }
    let mut out = format!(
        "\nA story of {} reports, the median of {OPENED}:\n\n| what | figure | to reach |\n|---|--:|--:|\n",
        story.1
    );
    let mut row = |what: &str, times: &mut [f64]| {
        writeln!(out, "| {what} | {:.0} | 100 |", super::percentile(times, 50))
    };
    row("opened in the moment that the server has started, ms", &mut first)?;
    row("opened two seconds later, the page not made yet, ms", &mut later)?;
    row("opened again, ms", &mut again)?;
    writeln!(out, "| the page, KB | {:.0} | 300 |", bytes as f64 / 1000.0)?;
    writeln!(out, "| put together the first time, in the background, s | {woven:.0} | – |")?;
    Ok(out)
}

/// The story with most reports.
fn largest(library: &Path) -> Result<(i64, usize)> {
    let library = store::Library::open_read_only(library)?;
    let stories = library.stories(&store::StoryFilter::default())?.stories;
    let largest = stories.iter().max_by_key(|story| story.articles).context("there is no story")?;
    Ok((largest.id.0, largest.articles))
}

/// Opens a story: the status, how long it took in milliseconds, and how many bytes it has.
fn open(server: &Server, story: i64) -> Result<(u16, f64, usize)> {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    let agent: ureq::Agent = config.build().into();
    let begun = Instant::now();
    let mut answer = agent.get(format!("{}/stories/{story}", server.address)).call()?;
    let bytes = answer.body_mut().with_config().limit(1 << 28).read_to_vec()?.len();
    Ok((answer.status().as_u16(), begun.elapsed().as_secs_f64() * 1000.0, bytes))
}

/// The reports as JSON lines.
fn reports() -> Result<String> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbor-talks");
    let mut paragraphs = Vec::new();
    for entry in fs::read_dir(&sample).with_context(|| sample.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            paragraphs.push((path.clone(), fs::read_to_string(path)?));
        }
    }
    // The order of a folder is nobody's.
    paragraphs.sort();
    let paragraphs: Vec<&str> = paragraphs
        .iter()
        .flat_map(|(_, text)| text.split("\n\n"))
        .map(str::trim)
        .filter(|paragraph| paragraph.len() > 80)
        .collect();
    let mut state = 500;
    let mut out = String::new();
    for number in 0..REPORTS {
        let mut chosen: Vec<&str> = Vec::new();
        while chosen.len() < 8 {
            let one = paragraphs[split_mix(&mut state) as usize % paragraphs.len()];
            if !chosen.contains(&one) {
                chosen.push(one);
            }
        }
        let (outlet, day) = (number % OUTLETS, number * 8 / REPORTS);
        let report = serde_json::json!({
            "id": format!("report-{number}"),
            "outlet": format!("Outlet {outlet}"),
            "title": format!("Saltmere port talks, part {number}"),
            "published": if day < 3 { format!("2031-04-{}", 28 + day) } else { format!("2031-05-0{}", day - 2) },
            "text": chosen.join("\n\n"),
        });
        writeln!(out, "{report}")?;
    }
    Ok(out)
}
