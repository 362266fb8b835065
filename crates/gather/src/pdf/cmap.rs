//! Tables of a PDF from codes to letters (`CMap`): whether they are such as can be spread out in memory.
//!
//! The library spreads each range of codes; one of four bytes may name four thousand million of them.

/// The most codes that one table may name; all of Unicode has a seventh of a million letters.
const MOST_CODES: u64 = 1 << 20;

/// Whether a stream, unpacked, is a table that names more codes than any script has.
pub(super) fn is_too_large(content: &[u8]) -> bool {
    let mut codes = 0_u64;
    for section in ["bfrange", "cidrange", "notdefrange"] {
        let begin = format!("begin{section}");
        let end = format!("end{section}");
        let mut rest = content;
        while let Some(at) = find(rest, begin.as_bytes()) {
            rest = rest.get(at + begin.len()..).unwrap_or_default();
            let length = find(rest, end.as_bytes()).unwrap_or(rest.len());
            codes = codes.saturating_add(named(rest.get(..length).unwrap_or_default()));
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    codes > MOST_CODES
}

/// How many codes the ranges of a section name, at most: the first two of the numbers of each are its ends, and where
/// numbers are left out, any two that follow one another may be.
fn named(section: &[u8]) -> u64 {
    let mut numbers = section.split(|byte| *byte == b'<').skip(1).map(|number| {
        let digits: Vec<u8> = number.iter().copied().take_while(|byte| *byte != b'>').collect();
        let digits = String::from_utf8_lossy(&digits).split_whitespace().collect::<String>();
        (digits.len(), u64::from_str_radix(&digits, 16).unwrap_or(u64::MAX))
    });
    let (mut codes, mut before) = (0_u64, numbers.next());
    for next in numbers {
        // Both ends of a range have the same number of digits.
        if let Some((length, first)) = before
            && length == next.0
            && length <= 8
        {
            codes = codes.saturating_add(next.1.saturating_sub(first));
        }
        before = Some(next);
    }
    codes
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::is_too_large;

    #[test]
    fn tables_of_scripts_are_told_from_those_without_end() {
        for good in [
            "1 beginbfrange <0000> <FFFF> <0000> endbfrange",
            "2 beginbfrange <0041> <005A> <0041> <0061> <007A> [<0061> <0062>] endbfrange",
            "beginbfchar <0041> <0041> endbfchar",
            "1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange",
            "",
            "beginbfrange",
        ] {
            assert!(!is_too_large(good.as_bytes()), "{good}");
        }
        for bad in [
            "1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange",
            "1 begincidrange <000000> <F00000> 1 endcidrange",
            "beginbfrange <00000000> <FFFFFFFF> <0000>",
        ] {
            assert!(is_too_large(bad.as_bytes()), "{bad}");
        }
        let many = format!("100 beginbfrange {} endbfrange", "<0000> <FFFF> <20> ".repeat(100));
        assert!(is_too_large(many.as_bytes()));
    }
}
