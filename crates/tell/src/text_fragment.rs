//! The address of words on a page.

use crate::safe::link;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Of long passages so many first and last words are enough: less is likely to have been changed.
const ENDS: usize = 5;

/// What stays as it is in a text directive, whose own marks `-`, `,` and `&` are encoded.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// The address of a page with words on it as a text fragment: a browser goes there and marks them. `None` for an address that may not
/// be linked to ([`link`]). See <https://wicg.github.io/scroll-to-text-fragment/>.
pub fn text_fragment(url: &str, exact: &str) -> Option<String> {
    let url = link(url)?;
    let words: Vec<&str> = exact.split_whitespace().collect();
    let encoded = |words: &[&str]| utf8_percent_encode(&words.join(" "), &PLAIN).to_string();
    let fragment = if words.len() <= ENDS * 2 {
        encoded(&words)
    } else {
        let (first, last) = (words.get(..ENDS)?, words.get(words.len() - ENDS..)?);
        format!("{},{}", encoded(first), encoded(last))
    };
    let (page, anchor) = url.split_once('#').map_or((url, ""), |(page, anchor)| (page, anchor));
    let anchor = anchor.split(":~:").next().unwrap_or_default();
    Some(format!("{page}#{anchor}:~:text={fragment}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fragment_names_the_ends_of_long_passages() {
        let to = |words: &str| text_fragment("https://tide.example/a?b=c#top", words).unwrap();
        assert_eq!(
            to("the re-opened gate, he said"),
            "https://tide.example/a?b=c#top:~:text=the%20re%2Dopened%20gate%2C%20he%20said"
        );
        let long = "one two three four five six seven eight nine ten eleven";
        assert!(
            to(long).ends_with(":~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven")
        );
        assert_eq!(text_fragment("javascript:alert(1)", "x"), None);
    }
}
