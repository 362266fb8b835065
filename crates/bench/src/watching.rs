//! An hour of `parallax watch` among made outlets that misbehave, measured at their servers.

use anyhow::{Context as _, Result, ensure};
use gather::watch::{Condition, Feed};
use gather::web::Clock;
use jiff::Timestamp;
use rehearsal::{Asked, Manner, Plan, World};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};
use store::Library;

/// How long it is watched, by the world's clock.
const HOUR: Duration = Duration::from_hours(1);
/// How many hosts are asked at once, as `parallax watch` has it by itself.
const CONNECTIONS: usize = 16;
/// The pause that each host is left, by the world's clock.
const PAUSE: Duration = Duration::from_secs(1);

/// Watches `feeds` feeds for an hour that passes `rate` times as fast, killed so often, and says what came of it.
///
/// # Errors
///
/// When the program is not there, or the made outlets cannot be opened.
pub(crate) fn measure(feeds: usize, rate: u32, kills: u32) -> Result<String> {
    let parallax = crate::serving::server::program()?;
    let folder = tempfile::tempdir()?;
    let library = folder.path().join("library.db");
    let since = Timestamp::now();
    let clock = Clock::faster(since, rate);
    let plan = Plan { feeds, hosts: feeds.div_ceil(10), first: 2, more: 3, over: Duration::from_mins(35) };
    let world = World::open(plan, clock)?;
    let list = folder.path().join("feeds.opml");
    fs::write(&list, world.opml()?)?;
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&parallax);
        command.args(arguments).arg("--library").arg(&library).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let path = list.to_str().context("a folder of odd name")?;
    ensure!(run(&["feeds", "import", path]).status()?.success(), "the list was not imported");
    let mut killed = Vec::new();
    let begun = Instant::now();
    for part in 1..=kills + 1 {
        let mut command = run(&["watch", "--quiet", "--clock", &format!("{since}*{rate}")]);
        for host in world.hosts() {
            command.arg("--allow-host").arg(host);
        }
        let mut watching = command.spawn()?;
        let until = clock.real(HOUR) * part / (kills + 1);
        while begun.elapsed() < until {
            sleep(Duration::from_millis(50));
            ensure!(watching.try_wait()?.is_none(), "parallax watch ended by itself");
        }
        watching.kill()?;
        watching.wait()?;
        killed.push(Instant::now());
    }
    let asked = world.asked();
    let published = world.published();
    // What was killed last is taken up, without asking anybody.
    ensure!(run(&["add"]).status()?.success(), "what was killed could not be taken up");
    let is_clean = run(&["verify"]).status()?.success();
    let mut out = format!(
        "{feeds} feeds on {} hosts, an hour at {rate} times its speed, {kills} kills; pause {} ms by the machine.\n\n",
        plan.hosts,
        clock.real(PAUSE).as_millis()
    );
    had(&mut out, &Library::open_read_only(&library)?, &published, &world)?;
    polite(&mut out, &asked, &world, clock, &killed);
    states(&mut out, &library, &world)?;
    writeln!(out, "- `parallax verify`: {}", if is_clean { "clean" } else { "NOT clean" })?;
    Ok(out)
}

/// Whether all is there that was published, once.
fn had(out: &mut String, library: &Library, published: &[String], world: &World) -> Result<()> {
    let mut versions: HashMap<String, usize> = HashMap::new();
    for key in library.keys() {
        let article = library.article(key?)?;
        *versions.entry(article.article.url.unwrap_or_default()).or_default() += 1;
    }
    let missed: Vec<&String> = published.iter().filter(|address| !versions.contains_key(*address)).collect();
    let edited: BTreeSet<String> = world
        .sites
        .iter()
        .filter(|site| site.manner == Manner::Edited)
        .map(|site| site.feed.to_string().replace("feed.xml", "p0"))
        .collect();
    let doubled =
        versions.iter().filter(|(address, versions)| **versions > 1 && !edited.contains(*address)).count();
    let renewed = edited.iter().filter(|address| versions.get(*address) == Some(&2)).count();
    let open = edited.iter().filter(|address| versions.contains_key(*address)).count();
    writeln!(out, "- pages published: {}; in the library: {}", published.len(), versions.len())?;
    writeln!(
        out,
        "- missed: {}{}",
        missed.len(),
        missed.first().map(|first| format!(" ({first})")).unwrap_or_default()
    )?;
    writeln!(out, "- doubled: {doubled}")?;
    writeln!(out, "- changed pages had in both versions: {renewed} of {open}")?;
    Ok(())
}

/// What the servers saw.
fn polite(out: &mut String, asked: &[Asked], world: &World, clock: Clock, killed: &[Instant]) {
    let mut by_host: BTreeMap<&str, Vec<&Asked>> = BTreeMap::new();
    for asked in asked {
        by_host.entry(asked.host.as_str()).or_default().push(asked);
    }
    let pause = clock.real(PAUSE);
    let mut gaps: Vec<Duration> = Vec::new();
    let mut held = Vec::new();
    for asked in by_host.values() {
        gaps.extend(asked.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at)));
        for (place, one) in asked.iter().enumerate() {
            let until = one.retry_after.unwrap_or(Timestamp::MIN);
            for later in asked.iter().skip(place + 1).filter(|later| later.moment < until) {
                let since = killed.iter().filter(|killed| **killed > one.at && **killed < later.at);
                let soon = later.moment.duration_since(one.moment).as_secs();
                let killed = since.map(|killed| killed.duration_since(one.at).as_millis());
                held.push(format!(
                    "{} {soon} s after {}, killed after ms {:?}",
                    later.path,
                    one.path,
                    killed.collect::<Vec<_>>()
                ));
            }
        }
    }
    gaps.sort();
    let short = gaps.iter().filter(|gap| **gap < pause).count();
    let least = gaps.first().copied().unwrap_or_default();
    let _ = writeln!(
        out,
        "- asked: {} times; pauses shorter than agreed: {short}, the shortest {} ms",
        asked.len(),
        least.as_millis()
    );
    let first = held.first().map(|first| format!(" ({first})")).unwrap_or_default();
    let _ = writeln!(out, "- asked although told to come back later: {}{first}", held.len());
    let mut forbidden = 0;
    let (mut gone, mut moved) = (0, 0);
    for (number, site) in world.sites.iter().enumerate() {
        let asked = by_host.get(site.host.as_str()).map_or(&[][..], Vec::as_slice);
        let path = format!("/f{number}/");
        let of_site: Vec<&&Asked> = asked.iter().filter(|asked| asked.path.starts_with(&path)).collect();
        if site.manner == Manner::Forbidden || site.closed.is_some() {
            forbidden += of_site.len();
        }
        let feed: Vec<&&Asked> =
            of_site.iter().copied().filter(|asked| asked.path.ends_with("/feed.xml")).collect();
        let after = |status: u16| feed.iter().skip_while(|asked| asked.status != status).skip(1).count();
        gone += after(410);
        moved += if site.manner == Manner::Moves { after(301) } else { 0 };
    }
    let _ = writeln!(out, "- asked for what robots.txt or a reservation forbids: {forbidden}");
    let _ = writeln!(
        out,
        "- asked again after 410: {gone}; asked at the old place after it moved for good: {moved}"
    );
    let _ =
        writeln!(out, "- hosts asked at once, at most: {} of {CONNECTIONS}", at_once(asked, world, killed));
}

/// Manners whose servers learn late, or never, that whoever asked has hung up.
const UNENDING: [Manner; 5] = [Manner::Drip, Manner::Vast, Manner::Endless, Manner::Bomb, Manner::Silent];

/// How many calls were open at once, at most, of those that their servers end.
fn at_once(asked: &[Asked], world: &World, killed: &[Instant]) -> usize {
    let is_ended = |asked: &&Asked| {
        let feed =
            asked.path.strip_prefix("/f").and_then(|path| path.split_once('/')?.0.parse::<usize>().ok());
        let site = feed.and_then(|feed| world.sites.get(feed));
        site.is_none_or(|site| !UNENDING.contains(&site.manner))
    };
    let mut changes: Vec<(Instant, i32)> = Vec::new();
    for asked in asked.iter().filter(is_ended) {
        let Some(answered) = asked.answered else { continue };
        let end =
            killed.iter().find(|killed| **killed > asked.at).map_or(answered, |killed| answered.min(*killed));
        changes.extend([(asked.at, 1), (end, -1)]);
    }
    changes.sort();
    let (mut open, mut most) = (0, 0);
    for (_, change) in changes {
        open += change;
        most = most.max(open);
    }
    usize::try_from(most).unwrap_or(0)
}

/// How the feeds were found to be.
fn states(out: &mut String, library: &Path, world: &World) -> Result<()> {
    let feeds = Library::open_read_only(library)?.feeds()?;
    let mut wrong: BTreeMap<(Manner, Condition), usize> = BTreeMap::new();
    let mut counts: BTreeMap<Condition, usize> = BTreeMap::new();
    for site in &world.sites {
        let is_it = |feed: &&Feed| feed.moved_from.as_ref().unwrap_or(&feed.address) == &site.feed;
        let feed = feeds.iter().find(is_it).with_context(|| format!("{} is lost", site.feed))?;
        *counts.entry(feed.condition).or_default() += 1;
        let expected: &[Condition] = match site.closed {
            Some(true) => &[Condition::Broken],
            Some(false) => &[Condition::Blocked],
            None => site.manner.conditions(),
        };
        if !expected.contains(&feed.condition) {
            *wrong.entry((site.manner, feed.condition)).or_default() += 1;
        }
    }
    let counts: Vec<String> =
        counts.iter().map(|(condition, count)| format!("{count} {condition}")).collect();
    writeln!(out, "- feeds: {}", counts.join(", "))?;
    let wrong: Vec<String> =
        wrong.iter().map(|((manner, found), count)| format!("{count} {manner:?} {found}")).collect();
    let shown = if wrong.is_empty() { "none".to_owned() } else { wrong.join(", ") };
    writeln!(out, "- feeds found in another state than theirs: {shown}")?;
    Ok(())
}
