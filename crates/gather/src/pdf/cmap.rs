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

/// What stands in a section.
#[derive(Debug, PartialEq)]
enum Token {
    /// `<0041>`; what is too long for a number is the largest.
    Code(u64),
    /// A list of letters, a number or a word.
    Other,
}

/// How many codes the ranges of a section name. Each has two ends and what it begins with there.
fn named(section: &[u8]) -> u64 {
    let mut codes = 0_u64;
    for range in tokens(section).chunks(3) {
        if let [Token::Code(first), Token::Code(last), ..] = range {
            codes = codes.saturating_add(last.saturating_sub(*first));
        }
    }
    codes
}

fn tokens(mut rest: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_ascii_start();
        let Some(first) = rest.first() else { return tokens };
        let upto =
            |end: &[u8]| rest.iter().position(|byte| end.contains(byte)).map_or(rest.len(), |at| at + 1);
        let length = match first {
            b'%' => upto(b"\r\n"),
            b'<' => upto(b">"),
            b'[' => upto(b"]"),
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<[%".contains(byte);
                rest.iter().skip(1).position(ends).map_or(rest.len(), |at| at + 1)
            }
        };
        let (token, after) = rest.split_at(length.clamp(1, rest.len()));
        match first {
            b'%' => {}
            b'<' => {
                let digits: String = token
                    .iter()
                    .filter(|byte| byte.is_ascii_hexdigit())
                    .map(|byte| char::from(*byte))
                    .collect();
                tokens.push(Token::Code(u64::from_str_radix(&digits, 16).unwrap_or(u64::MAX)));
            }
            _ => tokens.push(Token::Other),
        }
        rest = after;
    }
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
            "2 beginbfrange <0001> <0002> <00660069> <0003> <0003> <D835DC00D835DC01D835> endbfrange",
            "1 beginbfrange <0041>% <FFFFFFFF>\n<005A> <0041> endbfrange",
        ] {
            assert!(!is_too_large(good.as_bytes()), "{good}");
        }
        for bad in [
            "1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange",
            "1 begincidrange <000000> <F00000> 1 endcidrange",
            "beginbfrange <00000000> <FFFFFFFF> <0000>",
            "beginbfrange <0000><FFFFFFFF> <0000> endbfrange",
            "beginbfrange <00>% <00>\n<FFFF FFFF> [<0000>] endbfrange",
        ] {
            assert!(is_too_large(bad.as_bytes()), "{bad}");
        }
        let many = format!("100 beginbfrange {} endbfrange", "<0000> <FFFF> <20> ".repeat(100));
        assert!(is_too_large(many.as_bytes()));
    }
}
