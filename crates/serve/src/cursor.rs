//! Where the next page of a list begins, as text that programs hand back unread.

use crate::problem::Problem;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use xxhash_rust::xxh3::xxh3_64;

/// Told in a cursor, so that one of another version is refused and not misread.
const VERSION: u8 = 1;

/// How many items a list had before the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) offset: usize,
}

impl Cursor {
    /// As text for an address.
    pub(crate) fn text(self) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend((self.offset as u64).to_be_bytes());
        bytes.extend(xxh3_64(&bytes).to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Of the text that was handed back; of none, the beginning.
    pub(crate) fn of(text: Option<&str>) -> Result<Self, Problem> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Self { offset: 0 }) };
        let refused =
            || Problem::unfit("the cursor is none that was given out").hint("begin at the first page");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())?;
        let (said, check) = bytes.split_at_checked(9).ok_or_else(refused)?;
        let (version, offset) = said.split_first().ok_or_else(refused)?;
        if *version != VERSION || check != xxh3_64(said).to_be_bytes() {
            return Err(refused());
        }
        let offset = u64::from_be_bytes(offset.try_into().map_err(|_| refused())?);
        Ok(Self { offset: usize::try_from(offset).map_err(|_| refused())? })
    }

    /// The cursor of the next page, when there is one.
    pub(crate) fn next(self, shown: usize, total: usize) -> Option<String> {
        let offset = self.offset + shown;
        (shown > 0 && offset < total).then(|| Self { offset }.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_back_is_what_was_given_out_or_refused() {
        let cursor = Cursor { offset: 250 };
        assert_eq!(Cursor::of(Some(&cursor.text())), Ok(cursor));
        assert_eq!(Cursor::of(None), Ok(Cursor { offset: 0 }));
        let mut broken = cursor.text();
        broken.replace_range(3..4, "_");
        for text in [broken.as_str(), "x", "AAAAAAAAAAAAAAAAAAAAAAA", "ä", "AQ=="] {
            assert_eq!(Cursor::of(Some(text)).unwrap_err().status, 422, "{text}");
        }
        assert_eq!(cursor.next(50, 300), None);
        assert_eq!(cursor.next(50, 301), Some(Cursor { offset: 300 }.text()));
    }
}
