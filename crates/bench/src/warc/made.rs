//! A made archive: pages in the shape of news pages, of words of our own, the same for the same number.

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// So many paragraphs an article has, at least and at most.
const PARAGRAPHS: (u64, u64) = (7, 16);

/// So many other reports are listed beside it.
const LISTED: u64 = 24;

const SUBJECTS: &[&str] = &[
    "The harbour office",
    "Mayor Ada Lund",
    "The river board",
    "A spokeswoman for the mill",
    "The dockworkers' union",
    "The county council",
    "Engineer Kit Orr",
    "The owner of the ferry line",
    "The shippers' league",
    "A senior official",
];
const VERBS: &[&str] = &[
    "said on Monday that",
    "told reporters that",
    "wrote in a statement that",
    "denied in the evening that",
    "expects by the end of the week that",
    "had warned before the vote that",
    "reported once more that",
];
const CLAUSES: &[&str] = &[
    "the crossing would stay shut until the swell goes down",
    "two trawlers would be kept at the wreck",
    "the fee for each barge would rise by a third",
    "no decision had been taken on the second dam",
    "the talks would go on behind closed doors in the old customs house",
    "the budget of the port had been cut twice",
    "the families from the valley could go home before the winter",
    "the inquiry would hear forty more witnesses",
];
const ENDS: &[&str] = &[
    "as the rain went on for a third day",
    "after a vote of nine to four",
    "although the ministry had asked for more time",
    "which nobody on the waterfront had expected",
    "and that the costs would be shared",
    "while ships waited in the roads",
];
const WORDS: &[&str] = &[
    "Harbour", "Ferry", "Council", "Bridge", "Strike", "Budget", "Valley", "Inquiry", "Storm", "Mill",
    "Talks", "Vote", "River", "Union", "Market", "School",
];

/// A page, and what of it is the article.
pub(super) struct Page {
    /// Its address.
    pub(super) url: String,
    /// What a server sends.
    pub(super) html: String,
    /// The paragraphs of the article.
    pub(super) paragraphs: Vec<String>,
}

impl Page {
    /// The page of this number.
    pub(super) fn of(number: usize) -> Self {
        let mut random = Random(number as u64 + 1);
        let title = headline(&mut random, number);
        let paragraphs: Vec<String> =
            (0..random.between(PARAGRAPHS)).map(|_| paragraph(&mut random)).collect();
        let paragraphs: Vec<String> = paragraphs
            .into_iter()
            .enumerate()
            .map(|(at, words)| format!("{words} It is item {} of {number} on the agenda.", at + 1))
            .collect();
        let url = format!("https://news{}.example/2031/{}/report-{number}", number % 40, number % 12 + 1);
        let html = html(&mut random, number, &title, &url, &paragraphs);
        Self { url, html, paragraphs }
    }
}

/// Writes an archive of the first `count` pages, each record a gzip member of its own, as crawlers do; gives how many bytes it has
/// unpacked.
///
/// # Errors
///
/// When it cannot be written.
pub(super) fn write(mut out: impl Write, count: usize) -> Result<u64> {
    let mut unpacked = 0;
    let info = "software: parallax bench\r\nformat: WARC File Format 1.1\r\n";
    unpacked += member(&mut out, "warcinfo", "", "application/warc-fields", info)?;
    for number in 0..count {
        let page = Page::of(number);
        let path = page.url.split_once(".example").map_or("/", |(_, path)| path);
        let request = format!("GET {path} HTTP/1.1\r\nHost: news{}.example\r\n\r\n", number % 40);
        let response = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{}",
            page.html.len(),
            page.html
        );
        unpacked += member(&mut out, "request", &page.url, "application/http; msgtype=request", &request)?;
        unpacked += member(&mut out, "response", &page.url, "application/http; msgtype=response", &response)?;
    }
    out.flush()?;
    Ok(unpacked)
}

fn member(out: &mut impl Write, kind: &str, url: &str, media: &str, block: &str) -> io::Result<u64> {
    let target = if url.is_empty() { String::new() } else { format!("WARC-Target-URI: {url}\r\n") };
    let digest = article::Digest::of(format!("{kind} {url}").as_bytes());
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2031-04-01T06:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{:012x}>\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        digest.0 >> 16,
        block.len()
    );
    let mut packed = GzEncoder::new(&mut *out, Compression::default());
    packed.write_all(head.as_bytes())?;
    packed.write_all(block.as_bytes())?;
    packed.write_all(b"\r\n\r\n")?;
    packed.finish()?;
    Ok((head.len() + block.len() + 4) as u64)
}

fn headline(random: &mut Random, number: usize) -> String {
    format!(
        "{} and {} in the news of day {number}",
        random.one_of(WORDS),
        random.one_of(WORDS).to_lowercase()
    )
}

fn paragraph(random: &mut Random) -> String {
    let mut words = String::new();
    for _ in 0..random.between((2, 4)) {
        let (subject, verb) = (random.one_of(SUBJECTS), random.one_of(VERBS));
        let (clause, end) = (random.one_of(CLAUSES), random.one_of(ENDS));
        // Writing to a string cannot fail.
        let _ = write!(words, "{subject} {verb} {clause}, {end}. ");
    }
    words.truncate(words.trim_end().len());
    words
}

fn html(random: &mut Random, number: usize, title: &str, url: &str, paragraphs: &[String]) -> String {
    let day = format!("2031-{:02}-{:02}T08:00:00Z", number % 12 + 1, number % 28 + 1);
    let author = ["Nia Roe", "Al Finn", "Joss Hale", "Ola Brandt"][number % 4];
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} | News {}</title>\n\
         <link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:type\" content=\"article\">\n\
         <meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:site_name\" content=\"News {0}\">\n\
         <meta property=\"article:published_time\" content=\"{day}\">\n<meta name=\"author\" content=\"{author}\">\n\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
         \"headline\":\"{title}\",\"datePublished\":\"{day}\",\"author\":{{\"@type\":\"Person\",\"name\":\"{author}\"}}}}</script>\n\
         <style>.card{{margin:1em;padding:.5em}}.lead{{font-weight:600}}</style>\n\
         <script>window.page={{\"id\":{number},\"ads\":true}};(function(){{var q=window.queue=[];q.push(\"view\")}})();</script>\n\
         </head>\n<body class=\"article\">\n<header><a class=\"logo\" href=\"/\">News {0}</a>\n<nav><ul>\n",
        number % 40
    );
    for word in WORDS {
        let _ = writeln!(page, "<li class=\"item\"><a href=\"/{}\">{word}</a></li>", word.to_lowercase());
    }
    let _ = write!(
        page,
        "</ul></nav></header>\n<main>\n<article>\n<h1>{title}</h1>\n<p class=\"byline\">By <a rel=\"author\" href=\"/staff\">{author}</a></p>\n\
         <time datetime=\"{day}\">{day}</time>\n<figure><img src=\"/pictures/{number}.jpg\" alt=\"\"><figcaption>The quay at dusk. Photo: News archive</figcaption></figure>\n\
         <div class=\"body\">\n"
    );
    for (at, words) in paragraphs.iter().enumerate() {
        let _ = writeln!(page, "<p>{words}</p>");
        if at == 3 {
            page.push_str("<aside class=\"card\"><h4>Sign up for our newsletter</h4><p>All the news of the day in your inbox.</p></aside>\n");
        }
    }
    page.push_str("</div>\n</article>\n<section class=\"related\"><h3>Most read</h3>\n");
    for at in 0..LISTED {
        let other = headline(random, number + at as usize + 1);
        let _ = writeln!(
            page,
            "<div class=\"card\"><a href=\"/report-{at}\"><img src=\"/t/{at}.jpg\" alt=\"\"><span class=\"lead\">{other}</span></a></div>"
        );
    }
    page.push_str(
        "</section>\n</main>\n<footer><p>© 2031 News. All rights reserved.</p><ul><li><a href=\"/privacy\">Privacy</a></li>\
         <li><a href=\"/contact\">Contact</a></li></ul></footer>\n</body>\n</html>\n",
    );
    page
}

/// Numbers that look random: `SplitMix64` of Steele, Lea and Flood (OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// At least the one and at most the other.
    fn between(&mut self, (least, most): (u64, u64)) -> u64 {
        least + self.next() % (most - least + 1)
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[(self.next() % words.len() as u64) as usize]
    }
}
