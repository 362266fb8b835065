//! Names as transliterations and hands write them differently, brought to one spelling.

/// Letter groups that transliterations and hands write in more than one way, each with the one that stands
/// for all. Longer ones first.
const SPELLINGS: &[(&str, &str)] = &[
    ("iyy", "i"),
    ("skyy", "ski"),
    ("skiy", "ski"),
    ("yy", "i"),
    ("iy", "i"),
    ("ij", "i"),
    ("yi", "i"),
    ("ii", "i"),
    ("ie", "i"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("ph", "f"),
    ("ck", "k"),
    ("kh", "h"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "ai"),
    ("y", "i"),
    ("w", "v"),
    ("c", "k"),
    ("q", "k"),
];

/// A name with its spelling levelled: one letter for doubled ones, one writing for those that vary.
pub(crate) fn levelled(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    'next: while let Some(first) = rest.chars().next() {
        for (written, level) in SPELLINGS {
            if let Some(after) = rest.strip_prefix(written) {
                push_levelled(&mut out, level);
                rest = after;
                continue 'next;
            }
        }
        push_levelled(&mut out, &rest[..first.len_utf8()]);
        rest = &rest[first.len_utf8()..];
    }
    out
}

fn push_levelled(out: &mut String, letters: &str) {
    for letter in letters.chars() {
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_become_one() {
        assert_eq!(levelled("dravackyy"), levelled("dravacky"));
        assert_eq!(levelled("khoury"), levelled("houri"));
        assert_ne!(levelled("dravacky"), levelled("dravany"));
    }
}
