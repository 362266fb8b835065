//! How fast articles are placed in a library that grows, and how large it becomes.
//!
//! The articles of `stream` come one by one in order of time, each is stored and placed alone, and the stories near
//! those of a day are put right at its end, as `parallax add` does day by day. When the stream ends, articles made
//! from it follow ([`made`]). They are read beside the placing, on another thread.
//!
//! Past forty thousand only the last thousand before a size are placed so. Those before them are stored and indexed
//! in the same way, but get the places that the articles had of which they were made, as placing them all takes hours.

mod made;

use crate::{peers::Peer, speed::peak_memory};
use anyhow::{Context as _, Result};
use article::{Article, ArticleId};
use jiff::civil::Date;
use made::Stream;
use read::Reading;
use std::{
    collections::{BTreeMap, HashMap, VecDeque, hash_map::Entry},
    fmt::Write as _,
    fs,
    io::Write as _,
    path::Path,
    sync::mpsc::sync_channel,
    time::Instant,
};
use store::{ArticleKey, AsOf, Grouped, Grouping, Library, Neighbours, NewArticle, Signed, StoryId};
use weave::Seat;

/// How long placing takes is the mean over so many articles before a size is reached.
const WINDOW: usize = 1000;

/// The sizes at which it is told how the library does, beside the last one.
const SIZES: [usize; 5] = [10_000, 37_000, 100_000, 300_000, 1_000_000];

/// So many articles are placed one by one before only the last before a size are.
const ONE_BY_ONE: usize = 40_000;

/// So many of the first articles with a day are placed beside peers.
const BESIDE: [usize; 3] = [250, 500, 1000];

/// Places `count` articles one by one in a library in a temporary folder, and the first of them beside peers.
///
/// # Errors
///
/// When the stream cannot be read, the library cannot be written or a peer fails.
pub(crate) fn measure(data: &Path, count: usize, peers: &[Peer]) -> Result<String> {
    let stream = Stream::open(data)?;
    let beside = beside(&stream, peers)?;
    let folder = tempfile::tempdir()?;
    let mut run = Run::new(Library::open(folder.path().join("library.db"))?, stream.first_day())?;
    let mut out =
        format!("{} articles of the stream in memory: {} MB.\n\n", stream.len(), peak_memory().unwrap_or(0));
    out += "| articles | placing one, ms | of the processor, ms | putting a day right, ms an article | stories | library, MB | peak memory, MB |\n|--:|--:|--:|--:|--:|--:|--:|\n";
    let begun = Instant::now();
    let (to, from) = sync_channel(2);
    let kept = folder.path().join("heads.db");
    std::thread::scope(|scope| -> Result<()> {
        let stream = &stream;
        let reader = scope.spawn(move || stream.read(count, &kept, &to));
        for portion in from {
            let next =
                SIZES.into_iter().chain([count]).filter(|size| *size > run.placed).min().unwrap_or(count);
            if run.placed >= ONE_BY_ONE && run.placed + portion.len() + WINDOW < next {
                run.fill(portion)?;
                continue;
            }
            run.add(portion, |run, placed| {
                if SIZES.contains(&placed) || placed == count {
                    let line = run.line(placed)?;
                    // It takes hours: what is known is said at once.
                    std::io::stderr().write_all(line.as_bytes())?;
                    out += &line;
                }
                Ok(())
            })?;
        }
        reader.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))
    })?;
    let took = begun.elapsed();
    writeln!(
        out,
        "\n{count} articles in {:.0} s, {:.0} a second, reading and storing included; storing and placing {} one by one {:.0} a second.",
        took.as_secs_f64(),
        count as f64 / took.as_secs_f64(),
        run.busy.1,
        run.busy.1 as f64 / run.busy.0,
    )?;
    out += &beside;
    Ok(out)
}

/// Fills a library with `count` articles: the first `placed` of the stream, each placed alone, then ones made of them, which get
/// their places. Gives `more` further made ones, which it does not have.
///
/// # Errors
///
/// When the stream cannot be read or the library cannot be written.
pub(crate) fn filled(
    data: &Path,
    library: &Path,
    placed: usize,
    count: usize,
    more: usize,
) -> Result<Vec<Article>> {
    let stream = Stream::open(data)?.first(placed);
    let mut run = Run::new(Library::open(library)?, stream.first_day())?;
    let kept = tempfile::tempdir()?;
    let (to, from) = sync_channel(2);
    let mut further = Vec::with_capacity(more);
    std::thread::scope(|scope| -> Result<()> {
        let (stream, kept) = (&stream, kept.path().join("heads.db"));
        let reader = scope.spawn(move || stream.read(count + more, &kept, &to));
        for mut portion in from {
            let rest = portion.split_off(portion.len().min(count - run.placed));
            further.extend(rest.into_iter().map(|reading| reading.article));
            if run.placed < stream.len() {
                run.add(portion, |_, _| Ok(()))?;
            } else {
                run.fill(portion)?;
            }
        }
        run.put_filled()?;
        reader.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))
    })?;
    run.settle()?;
    Ok(further)
}

/// The time for the first articles, ours and that of peers; empty without peers.
fn beside(stream: &Stream, peers: &[Peer]) -> Result<String> {
    if peers.is_empty() {
        return Ok(String::new());
    }
    let articles = stream.first_dated(BESIDE[BESIDE.len() - 1]);
    let (mut placing, mut whole) = (Vec::new(), Vec::new());
    for count in BESIDE {
        let begun = Instant::now();
        let readings: Vec<Reading> =
            articles.iter().take(count).map(|article| read::read(article.clone())).collect();
        let read = begun.elapsed();
        let folder = tempfile::tempdir()?;
        let mut run = Run::new(Library::open(folder.path().join("library.db"))?, stream.first_day())?;
        let begun = Instant::now();
        run.add(readings, |_, _| Ok(()))?;
        run.settle()?;
        placing.push(begun.elapsed());
        whole.push(read + begun.elapsed());
    }
    let ours = [
        ("Parallax: storing, placing, putting days right, one thread", placing),
        ("Parallax, with reading the text", whole),
    ];
    Ok(format!("\n{}", crate::peers::by_count(peers, &articles, &BESIDE, &ours)?))
}

/// What is stored of an article.
fn new_article(article: &Article) -> NewArticle<'_> {
    NewArticle {
        article: article.clone(),
        origin: article.id.0.clone(),
        raw: article.text.as_bytes(),
        media: "text/plain".to_owned(),
        charset: None,
        extractor: "bench".to_owned(),
        added: "2031-05-06T07:08:09Z".to_owned(),
    }
}

/// A library on its way.
struct Run {
    library: Library,
    day: Date,
    placed: usize,
    /// How long the last articles took to be placed, in seconds: by the clock, and on the processor.
    placing: VecDeque<(f64, f64)>,
    /// Seconds of putting days right, and of how many articles.
    settling: (f64, usize),
    /// Seconds of storing and placing one by one, and of how many articles.
    busy: (f64, usize),
    /// Articles of the open day that get their places without being placed.
    waiting: Vec<(Signed, Original)>,
    /// The stories of made articles by those of their originals, and an article of each family.
    stories: HashMap<(usize, StoryId), StoryId>,
    families: HashMap<(usize, ArticleKey), ArticleKey>,
}

/// What an article was made of: the number of the copy, and the place of the article in the stream.
type Original = (usize, Seat<ArticleKey, StoryId>);

impl Run {
    fn new(mut library: Library, day: Date) -> Result<Self> {
        library.begin_day(day)?;
        Ok(Self {
            library,
            day,
            placed: 0,
            placing: VecDeque::new(),
            settling: (0.0, 0),
            busy: (0.0, 0),
            waiting: Vec::new(),
            stories: HashMap::new(),
            families: HashMap::new(),
        })
    }

    /// Stores readings, and places each alone; what came on a day is settled when the next one begins.
    fn add(
        &mut self,
        readings: Vec<Reading>,
        mut told: impl FnMut(&Self, usize) -> Result<()>,
    ) -> Result<()> {
        self.put_filled()?;
        let begun = Instant::now();
        for (key, signature) in self.store(readings)? {
            if let Some(day) = signature.day().filter(|day| *day > self.day) {
                self.settle()?;
                self.begin_day(day)?;
            }
            let (clock, processor) = (Instant::now(), on_processor());
            self.library.put_signatures(&[Signed::of(key, &signature, self.day)?])?;
            self.place(&[key], AsOf::Now)?;
            if self.placing.len() == WINDOW {
                self.placing.pop_front();
            }
            self.placing.push_back((clock.elapsed().as_secs_f64(), on_processor() - processor));
            self.placed += 1;
            self.busy.1 += 1;
            told(self, self.placed)?;
        }
        self.busy.0 += begun.elapsed().as_secs_f64();
        Ok(())
    }

    /// Stores readings of made articles, each placed as the article was of which it was made.
    fn fill(&mut self, readings: Vec<Reading>) -> Result<()> {
        for (key, signature) in self.store(readings)? {
            if let Some(day) = signature.day().filter(|day| *day > self.day) {
                self.put_filled()?;
                self.settle()?;
                self.begin_day(day)?;
            }
            let original = self.original(&signature)?.context("an article that was not made")?;
            self.waiting.push((Signed::of(key, &signature, self.day)?, original));
            self.placed += 1;
        }
        Ok(())
    }

    /// Stores readings, and gives the signature of each.
    fn store(&mut self, readings: Vec<Reading>) -> Result<Vec<(ArticleKey, weave::Signature)>> {
        let new: Vec<NewArticle<'_>> = readings.iter().map(|reading| new_article(&reading.article)).collect();
        let keys: Vec<ArticleKey> = self.library.add(&new)?.into_iter().map(|added| added.key).collect();
        let signatures: Vec<weave::Signature> = readings.iter().map(weave::signature).collect();
        self.library.put_readings(keys.iter().copied().zip(readings).collect())?;
        Ok(keys.into_iter().zip(signatures).collect())
    }

    fn original(&self, signature: &weave::Signature) -> Result<Option<Original>> {
        let Some((id, copy)) = signature.id.0.rsplit_once('-') else { return Ok(None) };
        let Some(key) = self.library.find(&ArticleId(id.to_owned()))? else { return Ok(None) };
        Ok(self.library.place_of(key, AsOf::Now)?.zip(copy.parse().ok()).map(|(seat, copy)| (copy, seat)))
    }

    /// Gives those that wait their places.
    fn put_filled(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let (signed, originals): (Vec<Signed>, Vec<Original>) =
            std::mem::take(&mut self.waiting).into_iter().unzip();
        self.library.put_signatures(&signed)?;
        let mut grouping = Grouping { settled: true, at: self.day.to_string(), ..Grouping::default() };
        let mut numbers: BTreeMap<(usize, StoryId), usize> = BTreeMap::new();
        let mut families: BTreeMap<(usize, ArticleKey), usize> = BTreeMap::new();
        for (signed, (copy, seat)) in signed.iter().zip(&originals) {
            let next = numbers.len();
            let story = *numbers.entry((*copy, seat.story)).or_insert(next);
            let next = families.len();
            let family = *families.entry((*copy, seat.family)).or_insert(next);
            let grouped = |key, had_place| Grouped { key, story, family, why: Vec::new(), had_place };
            grouping.placed.push(grouped(signed.key, false));
            match self.families.entry((*copy, seat.family)) {
                Entry::Occupied(first) => grouping.placed.push(grouped(*first.get(), true)),
                Entry::Vacant(none) => {
                    none.insert(signed.key);
                }
            }
        }
        let held =
            |(original, number): (&(usize, StoryId), &usize)| Some((*self.stories.get(original)?, *number));
        grouping.whole = numbers.iter().filter_map(held).collect();
        let put = self.library.put_grouping(&grouping)?;
        self.stories.extend(
            numbers.into_iter().filter_map(|(original, number)| Some((original, *put.get(&number)?))),
        );
        Ok(())
    }

    /// How the library does, as a line of the table.
    fn line(&self, placed: usize) -> Result<String> {
        let counts = self.library.counts()?;
        let mean = |times: &mut dyn Iterator<Item = f64>| {
            times.sum::<f64>() * 1000.0 / self.placing.len().max(1) as f64
        };
        Ok(format!(
            "| {placed} | {:.2} | {:.2} | {:.2} | {} | {:.0} | {} |\n",
            mean(&mut self.placing.iter().map(|(clock, _)| *clock)),
            mean(&mut self.placing.iter().map(|(_, processor)| *processor)),
            self.settling.0 * 1000.0 / self.settling.1.max(1) as f64,
            counts.stories,
            counts.file_bytes as f64 / 1e6,
            peak_memory().unwrap_or(0)
        ))
    }

    fn begin_day(&mut self, day: Date) -> Result<()> {
        self.library.begin_day(day)?;
        self.day = day;
        Ok(())
    }

    /// Puts right what came since the day began, where anything was placed one by one.
    fn settle(&mut self) -> Result<()> {
        if !self.library.needs_weaving()? {
            return Ok(());
        }
        let begun = Instant::now();
        let arrivals = self.library.arrivals()?;
        self.place(&arrivals, AsOf::DayBegin)?;
        self.settling.0 += begun.elapsed().as_secs_f64();
        self.settling.1 += arrivals.len();
        Ok(())
    }

    fn place(&mut self, keys: &[ArticleKey], as_of: AsOf) -> Result<()> {
        let settled = as_of == AsOf::DayBegin;
        let placing = weave::place(&Neighbours::of(&self.library, as_of), keys, settled, &[])?;
        self.library.put_grouping(&Grouping::of(placing, settled, self.day.to_string()))?;
        Ok(())
    }
}

/// Seconds that this thread has run, where the system tells: what other programs take is not in it.
fn on_processor() -> f64 {
    let said = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    said.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
