//! The tags and texts of simple XML, in order: what the annotation formats need and no more.

/// A piece of a marked-up text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'x> {
    /// An opening tag, with whether it closes itself.
    Open(Tag<'x>, bool),
    /// A closing tag, by its name.
    Close(&'x str),
    /// Text between tags, with its entities put back into characters.
    Text(String),
}

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'x> {
    /// Its name.
    pub name: &'x str,
    /// What stands after its name.
    rest: &'x str,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.rest;
        while let Some((key, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, left) = after.get(1..)?.split_once(quote)?;
            if key.trim() == name {
                return Some(characters(value));
            }
            rest = left;
        }
        None
    }
}

/// Takes a marked-up text apart. Declarations and comments are left out; a `<` that begins no tag is text.
pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        let Some(open) = rest.find('<') else {
            pieces.push(Piece::Text(characters(rest)));
            break;
        };
        if open > 0 {
            pieces.push(Piece::Text(characters(&rest[..open])));
            rest = &rest[open..];
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let tag = rest[1..].split_once('>').filter(|(inside, _)| {
            inside.starts_with(|first: char| first.is_alphabetic() || matches!(first, '/' | '?' | '!'))
        });
        let Some((inside, after)) = tag else {
            pieces.push(Piece::Text("<".to_owned()));
            rest = &rest[1..];
            continue;
        };
        rest = after;
        if inside.starts_with(['?', '!']) {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            pieces.push(Piece::Close(name.trim()));
            continue;
        }
        let alone = inside.ends_with('/');
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        pieces.push(Piece::Open(Tag { name, rest: attributes }, alone));
    }
    pieces
}

/// Puts the five entities of XML and its character references back into characters.
pub fn characters(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').and_then(|(name, left)| Some((character(name)?, left)));
        let (character, left) = entity.unwrap_or(('&', after));
        out.push(character);
        rest = left;
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_texts_come_apart() {
        let source = "<?xml?><!-- no --><a key='1' other=\"x &amp; y\">R&amp;D &#233; 3 < 4</a><b/>";
        let pieces = pieces(source);
        let Some(Piece::Open(tag, false)) = pieces.first() else { panic!("{pieces:?}") };
        assert_eq!((tag.name, tag.attribute("key").as_deref()), ("a", Some("1")));
        assert_eq!(tag.attribute("other").as_deref(), Some("x & y"));
        assert_eq!(tag.attribute("none"), None);
        let text: String = pieces
            .iter()
            .filter_map(|piece| if let Piece::Text(text) = piece { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!(text, "R&D é 3 < 4");
        assert!(matches!(pieces.last(), Some(Piece::Open(tag, true)) if tag.name == "b"));
    }
}
