//! Pages as browsers save them: `page.html`, and beside it a folder `page_files` with what the page shows.

use crate::tables::rows;
use std::sync::LazyLock;

/// What is added to the name of a page for the name of its folder.
static SUFFIXES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows(include_str!("saved_folders.tsv")).map(|(suffix, _)| suffix).collect());

/// Whether a folder of this name was saved with a page, of which `is_there` tells whether it stands beside it. The
/// frames and advertisements in such a folder are pages too, and no reports.
pub(crate) fn is_part_of_page(folder: &str, is_there: impl Fn(&str) -> bool) -> bool {
    SUFFIXES.iter().filter_map(|suffix| folder.strip_suffix(suffix)).any(|stem| {
        !stem.is_empty()
            && [".html", ".htm", ".xhtml"].iter().any(|ending| is_there(&format!("{stem}{ending}")))
    })
}

/// The same of a path with `/` between its parts: whether any of its folders is one.
pub(crate) fn stands_in_part(path: &str, is_there: impl Fn(&str) -> bool) -> bool {
    let ends_of_folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    ends_of_folders.into_iter().any(|folder| is_part_of_page(folder, &is_there))
}

/// Where browsers look for it themselves: before the page begins.
const HEAD: usize = 2048;

/// The address a page was saved from, as Internet Explorer, Chrome and `SingleFile` write it in a comment.
///
/// `<!-- saved from url=(0027)https://tide.example/gate -->`
pub(crate) fn saved_from(page: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(page.get(..page.len().min(HEAD))?);
    let (_, comment) = head.split_once("<!--")?;
    for comment in comment.split("<!--") {
        let inside = comment.split("-->").next()?.trim();
        if let Some(said) = inside.strip_prefix("saved from url=(") {
            let (_, address) = said.split_once(')')?;
            return web_address(address);
        }
        // SingleFile writes several lines.
        if inside.starts_with("Page saved with SingleFile") {
            let line = inside.lines().find_map(|line| line.trim().strip_prefix("url:"))?;
            return web_address(line);
        }
    }
    None
}

/// These words, where they are an address on the web and nothing else.
pub(crate) fn web_address(words: &str) -> Option<String> {
    let address = words.trim();
    let is_one = ["https://", "http://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    (is_one && !address.contains(char::is_whitespace)).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_makes_a_folder_part_of_its_page() {
        assert!(SUFFIXES.len() > 10);
        for suffix in SUFFIXES.iter() {
            assert!(is_part_of_page(&format!("page{suffix}"), |name| name == "page.html"), "{suffix}");
            assert!(!is_part_of_page(&format!("page{suffix}"), |name| name == "other.html"), "{suffix}");
        }
        assert!(!is_part_of_page("_files", |_| true) && !is_part_of_page("page", |_| true));
        assert!(stands_in_part("march/a_files/ads/frame.html", |name| name == "march/a.htm"));
        assert!(!stands_in_part("march/a_files", |_| true), "a file of that name is no folder");
    }

    #[test]
    fn the_address_stands_in_a_comment() {
        let page =
            b"<!DOCTYPE html>\n<!-- x --><!-- saved from url=(0027)https://tide.example/gate -->\n<html>";
        assert_eq!(saved_from(page).as_deref(), Some("https://tide.example/gate"));
        let page =
            b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://tide.example/gate \n saved date: x\n-->";
        assert_eq!(saved_from(page).as_deref(), Some("https://tide.example/gate"));
        for page in [
            &b""[..],
            b"<html>",
            b"<!-- saved from url=(0014)about:internet -->",
            b"<!-- saved from url=(0040)file:///home/x/page.html -->",
            b"<!-- saved from url=https://tide.example -->",
            b"<!-- saved from url=(1)https://a b -->",
            b"<!-- a",
        ] {
            assert_eq!(saved_from(page), None, "{}", String::from_utf8_lossy(page));
        }
    }
}
