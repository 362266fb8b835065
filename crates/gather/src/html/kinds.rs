//! What a page is that holds no article of its own: a door before one, a stream of updates, pictures, a front page.

use super::blocks::Block;
use super::metadata::Meta;
use crate::tables::rows;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

/// What a page is, when it is no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Other {
    /// Its text is for those who are signed in.
    Login,
    /// It asks to agree to cookies first.
    Consent,
    /// It is a row of short updates, each of another time.
    LiveBlog,
    /// It shows a film.
    Video,
    /// It shows pictures.
    Gallery,
    /// It leads to many articles.
    Front,
}

impl fmt::Display for Other {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Login => {
                "asks to be signed in or to subscribe; save the page as you see it and give the file"
            }
            Self::Consent => "asks to agree to cookies first; save the page as you see it and give the file",
            Self::LiveBlog => "is a live blog, many updates of other times and no one article",
            Self::Video => "is the page of a film, without a text of its own",
            Self::Gallery => "is a gallery of pictures, without a text of its own",
            Self::Front => "is a front page that leads to articles; give the address of one, or follow the site: parallax feeds add",
        })
    }
}

/// A text of fewer words beside a film or pictures is their caption.
const LITTLE: usize = 120;

/// A text of fewer words before a door is no more than the headline says; a longer one is kept, and said to be a part.
const TEASER: usize = 40;

/// A door says so at least so often in so few words: an article about cookies is longer.
const SAID: usize = 3;
const DOOR: usize = 300;

static WALLS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("walls.tsv")).collect());

/// What is known of a page beside its text.
pub(super) struct Known<'p> {
    /// The types of schema.org that its JSON-LD has, without their addresses.
    pub(super) types: &'p BTreeSet<String>,
    /// Whether it says that its article is not open to everybody.
    pub(super) is_closed: bool,
    /// What its meta tags say.
    pub(super) meta: &'p Meta,
    /// Its address.
    pub(super) url: Option<&'p str>,
    /// How many lines it has that are headlines of other pages.
    pub(super) teasers: usize,
}

/// Whether a block is the headline of another page: a link of so many words.
pub(super) fn is_teaser(block: &Block) -> bool {
    const WORDS: usize = 4;
    block.linked * 5 >= block.letters * 4 && block.text.split_whitespace().count() >= WORDS
}

/// A front page leads to so many others at least.
const TEASERS: usize = 8;

/// What a page is, when it is no article: `text` is what was taken for one, empty when nothing was, and `shown` all that the page
/// shows.
pub(super) fn other(known: &Known<'_>, text: &str, shown: &str) -> Option<Other> {
    let has = |name: &str| known.types.contains(name);
    let is_article = known.types.iter().any(|name| name.ends_with("Article") || name == "BlogPosting");
    let kind = known.meta.get("og:type").unwrap_or_default().to_lowercase();
    let words = text.split_whitespace().count();
    if has("LiveBlogPosting") {
        return Some(Other::LiveBlog);
    }
    if words < TEASER
        && (known.is_closed || says("login", shown) >= SAID || words == 0 && says("login", shown) > 0)
    {
        return Some(Other::Login);
    }
    if words < DOOR && !is_article && says("consent", if words == 0 { shown } else { text }) >= SAID {
        return Some(Other::Consent);
    }
    if words < LITTLE && (kind.starts_with("video") || has("VideoObject") && !is_article) {
        return Some(Other::Video);
    }
    if words < LITTLE && (kind.contains("gallery") || has("ImageGallery") || has("MediaGallery")) {
        return Some(Other::Gallery);
    }
    let leads_on = known.teasers >= TEASERS && known.url.is_some_and(is_root);
    (leads_on && !is_article && kind != "article").then_some(Other::Front)
}

/// How many phrases of a kind of door a text has.
fn says(door: &str, text: &str) -> usize {
    let text = text.to_lowercase();
    WALLS.iter().filter(|(kind, phrase)| *kind == door && text.contains(phrase)).count()
}

/// Whether an address is that of a site as a whole.
fn is_root(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    matches!(path, "" | "index.html" | "index.htm" | "index.php" | "home" | "home/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn told(types: &[&str], head: &str, url: Option<&str>, text: &str, shown: &str) -> Option<Other> {
        let types = types.iter().map(|name| (*name).to_owned()).collect();
        let meta = Meta::of(&Document::from(format!("<head>{head}</head>")));
        other(&Known { types: &types, is_closed: false, meta: &meta, url, teasers: 9 }, text, shown)
    }

    #[test]
    fn pages_without_an_article_are_told_apart() {
        let long = "The gate of the old harbour was shut on Monday. ".repeat(40);
        let article = Some("https://tide.example/gate");
        assert_eq!(told(&["NewsArticle"], "", article, &long, &long), None);
        assert_eq!(told(&["LiveBlogPosting"], "", article, &long, &long), Some(Other::LiveBlog));
        assert_eq!(
            told(&[], "<meta property=og:type content=video.other>", article, "A film.", ""),
            Some(Other::Video)
        );
        assert_eq!(told(&["ImageGallery"], "", article, "The gate. Photo: A. Roe", ""), Some(Other::Gallery));
        assert_eq!(told(&[], "", Some("https://tide.example/"), &long, &long), Some(Other::Front));
        assert_eq!(told(&["NewsArticle"], "", Some("https://tide.example/?id=7"), &long, &long), None);
        let wall = "The gate was shut. Subscribe to continue. Already a subscriber? Log in to read more.";
        assert_eq!(told(&["NewsArticle"], "", article, "The gate was shut.", wall), Some(Other::Login));
        let cookies = "We use cookies. Accept all. Reject all. Our partners store and/or access information.";
        assert_eq!(told(&[], "", article, cookies, cookies), Some(Other::Consent));
    }

    #[test]
    fn an_article_about_doors_is_one() {
        let about = "Regulators fined the site because it uses cookies without consent and made readers accept all of them. ".repeat(20);
        assert_eq!(told(&["NewsArticle"], "", Some("https://tide.example/fine"), &about, &about), None);
        assert_eq!(told(&[], "", Some("https://tide.example/fine"), &about, &about), None);
    }
}
