//! How fast the pages of a web archive are gathered, how much memory that takes, and what is lost.
//!
//! The archive is made here, page by page, straight into a file: see [`made`]. Ours reads it on one thread, as `parallax add` does
//! before reading starts. A peer reads a smaller archive of the first pages, which ours then reads as well, in the same run.

mod made;

use crate::{peers::Peer, speed::peak_memory};
use anyhow::{Context as _, Result};
use gather::Sources;
use made::Page;
use std::{
    fmt::Write as _,
    fs::File,
    io::BufWriter,
    path::Path,
    time::{Duration, Instant},
};

/// What was gathered of an archive.
struct Gathered {
    took: Duration,
    /// Pages of which there is no report, or one without a paragraph of the article.
    lost: usize,
    /// Reports with more than the article: so many more bytes than a tenth of it.
    more: usize,
}

/// Makes an archive of `pages` pages in a temporary folder and gathers it, then one of the first `beside` pages beside peers; a
/// Markdown page.
///
/// # Errors
///
/// When an archive cannot be written or read, or a peer fails.
pub(crate) fn measure(pages: usize, beside: usize, peers: &[Peer]) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("made.warc.gz");
    let unpacked = made::write(BufWriter::new(File::create(&path)?), pages)?;
    let packed = path.metadata()?.len();
    // The first use opens the model.
    let warm = folder.path().join("warm.warc.gz");
    made::write(BufWriter::new(File::create(&warm)?), 1)?;
    let _ = gather(&warm, 1);
    let before = peak_memory();
    let whole = gather(&path, pages);
    let rate = |took: Duration, pages: usize| pages as f64 / took.as_secs_f64();
    let mut out = String::new();
    writeln!(
        out,
        "{pages} made pages, {} MB unpacked, {} MB in gzip members.\n",
        unpacked / 1_000_000,
        packed / 1_000_000
    )?;
    writeln!(out, "| what | figure | to reach |\n|---|--:|--:|")?;
    writeln!(out, "| pages a second, one thread | {:.0} | |", rate(whole.took, pages))?;
    if let (Some(before), Some(peak)) = (before, peak_memory()) {
        writeln!(out, "| peak memory, MB; making the archive before took {before} | {peak} | 200 |")?;
    }
    writeln!(out, "| pages lost, or without a paragraph of their article | {} | 0 |", whole.lost)?;
    writeln!(out, "| pages with more than a tenth beside their article | {} | 0 |", whole.more)?;
    if peers.is_empty() {
        return Ok(out);
    }
    let part = folder.path().join("part.warc.gz");
    made::write(BufWriter::new(File::create(&part)?), beside)?;
    let ours = gather(&part, beside).took;
    writeln!(out, "\nThe first {beside} pages, one after the other, starting up not counted.\n")?;
    writeln!(out, "| program | pages a second | pages found | ours, as a multiple |\n|---|--:|--:|--:|")?;
    writeln!(out, "| Parallax, one thread | {:.0} | {beside} | 1 |", rate(ours, beside))?;
    for peer in peers {
        let (said, took) = peer.answers(&format!("{}\n", part.to_str().context("a path in Unicode")?))?;
        let found = said.lines().filter(|line| !line.trim().is_empty()).count();
        let multiple = took.as_secs_f64() / ours.as_secs_f64();
        writeln!(out, "| {} | {:.0} | {found} | {multiple:.1} |", peer.name(), rate(took, beside))?;
    }
    Ok(out)
}

/// Gathers an archive of the first `pages` pages; what is found is held against them, outside the time.
fn gather(path: &Path, pages: usize) -> Gathered {
    let mut reports = Sources::new(&[path.to_owned()]).into_iter();
    let mut gathered = Gathered { took: Duration::ZERO, lost: 0, more: 0 };
    let mut number = 0;
    loop {
        let start = Instant::now();
        let next = reports.next();
        gathered.took += start.elapsed();
        let Some(next) = next else { break };
        let Ok(report) = next else { continue };
        // Reports come in the order of the records: a page that is passed over has none.
        let url = report.article.url.unwrap_or_default();
        while number < pages {
            let page = Page::of(number);
            number += 1;
            if page.url != url {
                gathered.lost += 1;
                continue;
            }
            let text = &report.article.text;
            let whole = page.paragraphs.iter().all(|words| text.contains(words.as_str()));
            let length: usize = page.paragraphs.iter().map(String::len).sum();
            gathered.lost += usize::from(!whole);
            gathered.more += usize::from(text.len() > length + length / 10);
            break;
        }
    }
    gathered.lost += pages - number;
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_made_page_is_gathered_whole_beside_a_peer() {
        let peer = Peer::parse("counter=cat").unwrap();
        let page = measure(30, 7, &[peer]).unwrap();
        assert!(page.starts_with("30 made pages, 0 MB unpacked"), "{page}");
        assert!(page.contains("without a paragraph of their article | 0 |"), "{page}");
        // It prints the line that it is given: the path of the archive.
        assert!(page.contains("| counter | ") && page.contains(" | 1 | "), "{page}");
    }

    #[test]
    fn an_archive_is_the_same_for_the_same_number_and_what_is_missing_is_lost() {
        let (mut one, mut two) = (Vec::new(), Vec::new());
        assert_eq!(made::write(&mut one, 5).unwrap(), made::write(&mut two, 5).unwrap());
        assert_eq!(one, two);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made.warc.gz");
        std::fs::write(&path, one).unwrap();
        assert_eq!(gather(&path, 5).lost, 0);
        assert_eq!(gather(&path, 9).lost, 4);
    }
}
