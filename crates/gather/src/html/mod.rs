//! The article of a web page: its text, and what the page says about it.
//!
//! A page is cut into blocks of text; trees that were grown on pages with known articles say how likely each block is of
//! the article, from its words, its links, its neighbours and the elements around it.

mod blocks;
mod bylines;
mod captions;
mod choosing;
mod dating;
mod features;
mod kinds;
mod linked_data;
mod marked_up;
mod metadata;
mod notes;
mod particulars;
mod sums;
mod tame;
mod telling;
mod written;

pub use blocks::{Block, Blocks, Element};
pub use choosing::{LAYOUT, chosen, shares_by};
pub use features::{NAMES, features};
pub use kinds::Other;
pub(crate) use metadata::tidy;
pub(crate) use particulars::is_reserved;
pub(crate) use tame::tame;
pub use telling::{Telling, words};

use crate::charset;
use crate::dates;
use crate::draft::Known;
use crate::foreign;
use crate::problem::cut;
use crate::{Note, ProblemKind};
use article::{PartialDate, Particulars};
use dom_query::Document;
use linked_data::Object;
use metadata::Meta;
use std::collections::BTreeSet;
use std::ops::Range;

/// What made text of a page; stored with it. The second number counts changes of this module.
pub(crate) const EXTRACTOR: &str = "parallax 3";

/// The largest page taken apart. Pages of news have a third of a megabyte; the time a parser needs grows faster
/// than the page.
pub(crate) const LARGEST: u64 = 8 << 20;

/// Less text than this is a notice or a menu, not a report. In bytes, which is about right for scripts that say
/// more with fewer characters.
const SHORTEST: usize = 50;

/// One article out of a page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Extracted {
    /// Its address: as given, else as the page says.
    pub url: Option<String>,
    /// Its headline, without the name of the site.
    pub title: Option<String>,
    /// Who signed it, as written.
    pub byline: Option<String>,
    /// When it was published, as the page says.
    pub published: Option<PartialDate>,
    /// When it was last changed, as the page says.
    pub modified: Option<PartialDate>,
    /// The site's or the publisher's name.
    pub outlet: Option<String>,
    /// BCP 47 tag of its language, as the page says.
    pub language: Option<String>,
    /// What else the page says of it: section, owner, captions and the like, each a key of the object of its own.
    #[serde(flatten)]
    pub particulars: Particulars,
    /// The text of the article, a blank line between paragraphs.
    pub text: String,
    /// The charset the page was decoded with.
    #[serde(skip)]
    pub charset: String,
    /// What should be told about how the page was read.
    #[serde(skip)]
    pub notes: Vec<Note>,
}

/// Takes the article out of one page.
///
/// `url` is the address it came from, where that is known, and `charset` what its sender declared (the
/// `charset` of an HTTP `Content-Type`). Fails when the bytes are no text, too many, or hold no article.
///
/// ```
/// let page = br#"<html lang="en"><head><title>Gate shut | The Tide</title></head><body><article>
///   <h1>Gate shut</h1>
///   <p>The gate of the old harbour was shut on Monday, the harbour master said, and nobody could say why.</p>
/// </article></body></html>"#;
/// let article = gather::extract(page, Some("https://tide.example/gate"), None).unwrap();
/// assert_eq!(article.title.as_deref(), Some("Gate shut"));
/// assert!(article.text.starts_with("The gate of the old harbour"));
/// ```
pub fn extract(html: &[u8], url: Option<&str>, charset: Option<&str>) -> Result<Extracted, ProblemKind> {
    let page = take_apart(html, url, charset)?;
    let date = |given: Option<String>| given.and_then(|date| date.parse().ok());
    Ok(Extracted {
        url: page.known.url,
        title: page.known.title,
        byline: page.known.byline,
        published: date(page.known.published),
        modified: date(page.known.modified),
        outlet: page.known.outlet,
        language: page.known.language,
        particulars: page.known.particulars,
        text: page.text,
        charset: page.charset.to_owned(),
        notes: page.notes,
    })
}

/// A page taken apart. Its dates are written as [`PartialDate`] writes them.
pub(crate) struct Page {
    pub(crate) known: Known,
    pub(crate) text: String,
    pub(crate) charset: &'static str,
    pub(crate) notes: Vec<Note>,
}

/// See [`extract`].
pub(crate) fn take_apart(html: &[u8], url: Option<&str>, charset: Option<&str>) -> Result<Page, ProblemKind> {
    if html.len() as u64 > LARGEST {
        return Err(ProblemKind::TooLarge { size: format!("{} bytes", html.len()), limit: LARGEST });
    }
    let decoded = charset::decode(html, charset, true)?;
    let mut notes = decoded.notes;
    let (tamed, elements) = tame(&decoded.text);
    if elements > 0 {
        notes.push(Note::Flattened { elements });
    }
    // The parser is other people's, and pages are anybody's: what makes it panic must cost one page and not the run.
    let taken = foreign::call(|| {
        let document = Document::from(tamed);
        let page = Blocks::of(&document);
        let meta = Meta::of(&document);
        let roots = linked_data::roots(&document);
        let marked_up = marked_up::roots(&document);
        let described: Described<'_> = [&roots, &marked_up].map(|roots| linked_data::article_of(roots));
        let mut known = metadata::read(&document, &page, &meta, said(described), url);
        let captions = captions::of(&page);
        let body = body(&page, known.title.as_deref(), &captions);
        let text = text(&page, &body);
        let around = around(&page, known.title.as_deref(), &body);
        known.particulars = Particulars {
            captions: captions::within(&page, &captions, &around),
            corrections: notes::of(&page, &around),
            ..Particulars::default()
        }
        .or(particulars::read(&document, &meta, described, &roots, url));
        let (types, is_closed) = linked_data::kinds(&roots);
        let teasers = page.blocks.iter().filter(|block| kinds::is_teaser(block)).count();
        let url = known.url.as_deref();
        let of_page = kinds::Known { types: &types, is_closed, meta: &meta, url, teasers };
        let shown: Vec<&str> = page.blocks.iter().map(|block| block.text.as_str()).collect();
        match kinds::other(&of_page, text.as_deref().unwrap_or_default(), &shown.join("\n")) {
            Some(other) => Err(ProblemKind::NotAnArticle(other)),
            None => text.ok_or(ProblemKind::NoArticle).map(|text| (known, text, is_closed)),
        }
    });
    let (mut known, text, is_closed) = taken.map_err(ProblemKind::Extractor)??;
    if is_closed {
        notes.push(Note::Closed);
    }
    for (key, slot) in [("published", &mut known.published), ("modified", &mut known.modified)] {
        if let Some(given) = slot.take() {
            match dates::parse(&given) {
                Ok(date) => *slot = Some(date.to_string()),
                Err(_) => notes.push(Note::DateUnread { key, given: cut(&given) }),
            }
        }
    }
    Ok(Page { known, text, charset: decoded.charset, notes })
}

/// The blocks of a page, and its headline.
///
/// # Errors
///
/// When the bytes are no text, or the parser fails.
pub fn blocks(html: &[u8]) -> Result<(Blocks, Option<String>), ProblemKind> {
    let decoded = charset::decode(html, None, true)?;
    let (tamed, _) = tame(&decoded.text);
    let document = Document::from(tamed);
    let page = Blocks::of(&document);
    let (roots, marked_up) = (linked_data::roots(&document), marked_up::roots(&document));
    let described: Described<'_> = [&roots, &marked_up].map(|roots| linked_data::article_of(roots));
    let title = metadata::read(&document, &page, &Meta::of(&document), said(described), None).title;
    Ok((page, title))
}

/// What describes the article: first in JSON-LD, then in the markup.
type Described<'v> = [Option<&'v Object>; 2];

/// What the descriptions of an article say, the first that does not keep silent. The day that the markup names is of any article
/// on the page, and has its turn among the dates.
fn said([linked, marked_up]: Described<'_>) -> Known {
    let known = |article: Option<&Object>| article.map(linked_data::known).unwrap_or_default();
    known(linked).or(Known { published: None, ..known(marked_up) })
}

/// The blocks of the article, by number, without the headline and what stands at pictures.
fn body(page: &Blocks, title: Option<&str>, captions: &[BTreeSet<usize>]) -> Vec<usize> {
    // The headline stands apart from the text.
    let title_key = title.map(metadata::key);
    let is_title = |at: usize| {
        let block = page.blocks.get(at);
        title_key
            .as_ref()
            .is_some_and(|title| block.is_some_and(|block| metadata::key(&block.text) == *title))
    };
    let is_caption = |at: usize| captions.iter().any(|caption| caption.contains(&at));
    chosen(&choosing::shares(page, title), page)
        .into_iter()
        .filter(|at| !is_title(*at) && !is_caption(*at))
        .collect()
}

/// The text of some blocks, a blank line between paragraphs; `None` when that is no article.
fn text(page: &Blocks, body: &[usize]) -> Option<String> {
    let blocks: Vec<&Block> = body.iter().filter_map(|at| page.blocks.get(*at)).collect();
    let text = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let (letters, linked) =
        blocks.iter().fold((0, 0), |sums, block| (sums.0 + block.letters, sums.1 + block.linked));
    // What is mostly links is a menu or a list of articles.
    (text.len() >= SHORTEST && linked * 2 <= letters).then_some(text)
}

/// So many blocks after the article stand notes to it.
const AFTER: usize = 6;

/// Where on a page its article and what belongs to it stands: from the headline on, with a few blocks that follow.
fn around(page: &Blocks, title: Option<&str>, body: &[usize]) -> Range<usize> {
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return 0..0 };
    let headline = metadata::headline(page, title).unwrap_or(*first);
    headline.min(*first)..(last + 1 + AFTER).min(page.blocks.len())
}
