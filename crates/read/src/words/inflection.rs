//! How English words change: verbs by form, nouns by number.

use super::table;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// The form in which a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// *call*: the infinitive, the imperative, the present of all but the third person.
    Base,
    /// *calls*.
    ThirdPerson,
    /// *called*, as a finite past. Regular verbs have one word for this and the participle; it is given as this.
    Past,
    /// *known*, where it differs from the past.
    Participle,
    /// *calling*.
    Ing,
}

static IRREGULAR: LazyLock<HashMap<&str, (&str, &str)>> =
    LazyLock::new(|| table(include_str!("irregular.tsv")).map(|row| (row[0], (row[1], row[2]))).collect());

/// Regular verbs of more than one syllable that double their last letter all the same.
const DOUBLING: &[&str] = &[
    "admit", "commit", "compel", "confer", "control", "defer", "deter", "expel", "incur", "occur", "omit",
    "patrol", "permit", "prefer", "propel", "rebel", "rebut", "recur", "refer", "regret", "repel", "submit",
    "transfer",
];

/// Whether a word is the participle of an irregular verb and no past form of it: *known*, *taken*.
pub fn is_participle(word: &str) -> bool {
    static PARTICIPLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        IRREGULAR
            .values()
            .filter(|(past, participle)| past != participle)
            .map(|(_, participle)| *participle)
            .collect()
    });
    PARTICIPLES.contains(word)
}

/// The base form of an irregular verb from its past or participle: *steal* for *stole*; `None` for any other word, and for
/// one that is the form of two verbs.
///
/// ```
/// use read::words::verb_base;
/// assert_eq!(verb_base("stole"), Some("steal"));
/// assert_eq!(verb_base("walked"), None);
/// ```
pub fn verb_base(form: &str) -> Option<&'static str> {
    static BASES: LazyLock<HashMap<&str, Option<&'static str>>> = LazyLock::new(|| {
        let mut bases = HashMap::new();
        for (base, (past, participle)) in IRREGULAR.iter() {
            for form in past.split('/').chain(participle.split('/')) {
                let entry = bases.entry(form).or_insert(Some(*base));
                if *entry != Some(*base) {
                    *entry = None;
                }
            }
        }
        bases
    });
    BASES.get(form).copied().flatten()
}

/// Every form of an English verb, from its base form, in lower case.
///
/// ```
/// use read::words::{VerbForm, verb_forms};
/// let forms = verb_forms("deny");
/// assert!(forms.contains(&("denied".to_owned(), VerbForm::Past)));
/// assert!(verb_forms("withdraw").contains(&("withdrew".to_owned(), VerbForm::Past)));
/// ```
pub fn verb_forms(base: &str) -> Vec<(String, VerbForm)> {
    if base == "be" {
        return [
            ("be", VerbForm::Base),
            ("am", VerbForm::Base),
            ("are", VerbForm::Base),
            ("is", VerbForm::ThirdPerson),
            ("was", VerbForm::Past),
            ("were", VerbForm::Past),
            ("been", VerbForm::Participle),
            ("being", VerbForm::Ing),
        ]
        .map(|(form, kind)| (form.to_owned(), kind))
        .to_vec();
    }
    let mut forms = vec![(base.to_owned(), VerbForm::Base), (third_person(base), VerbForm::ThirdPerson)];
    if let Some((past, participle)) = IRREGULAR.get(base) {
        forms.extend(past.split('/').map(|form| (form.to_owned(), VerbForm::Past)));
        forms.extend(
            participle
                .split('/')
                .filter(|form| !past.split('/').any(|same| same == *form))
                .map(|form| (form.to_owned(), VerbForm::Participle)),
        );
    } else {
        forms.push((ending(base, "ed"), VerbForm::Past));
    }
    forms.push((ending(base, "ing"), VerbForm::Ing));
    if base.ends_with('l') && !doubles(base) && base.len() > 4 {
        // British spelling of `cancel`, `label`, `travel`.
        forms.push((format!("{base}led"), VerbForm::Past));
        forms.push((format!("{base}ling"), VerbForm::Ing));
    }
    forms
}

/// The plural of an English noun, regular.
///
/// ```
/// assert_eq!(read::words::plural("party"), "parties");
/// ```
pub fn plural(noun: &str) -> String {
    third_person(noun)
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn third_person(base: &str) -> String {
    match base {
        "have" => return "has".to_owned(),
        "do" => return "does".to_owned(),
        "go" => return "goes".to_owned(),
        _ => {}
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end)) {
        return format!("{base}es");
    }
    match consonant_y(base) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{base}s"),
    }
}

fn consonant_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    stem.bytes().last().filter(|before| !is_vowel(*before)).map(|_| stem)
}

fn doubles(base: &str) -> bool {
    let bytes = base.as_bytes();
    let [.., before, middle, last] = bytes else { return false };
    let closed =
        !is_vowel(*before) && is_vowel(*middle) && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y');
    let syllables = bytes.windows(2).filter(|pair| !is_vowel(pair[0]) && is_vowel(pair[1])).count()
        + usize::from(is_vowel(bytes[0]));
    closed && (syllables == 1 || DOUBLING.contains(&base))
}

fn ending(base: &str, suffix: &str) -> String {
    let past = suffix == "ed";
    if let Some(stem) = consonant_y(base).filter(|_| past) {
        return format!("{stem}ied");
    }
    if let Some(stem) = base.strip_suffix("ie").filter(|_| !past) {
        return format!("{stem}ying");
    }
    if let Some(stem) = base.strip_suffix('e')
        && (past || !(stem.ends_with('e') || stem.ends_with('o')))
    {
        return format!("{stem}{suffix}");
    }
    match base.chars().last() {
        Some(last) if doubles(base) => format!("{base}{last}{suffix}"),
        _ => format!("{base}{suffix}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_inflected() {
        for (base, expected) in [
            ("deny", ["deny", "denies", "denied", "denying"]),
            ("stop", ["stop", "stops", "stopped", "stopping"]),
            ("permit", ["permit", "permits", "permitted", "permitting"]),
            ("offer", ["offer", "offers", "offered", "offering"]),
            ("agree", ["agree", "agrees", "agreed", "agreeing"]),
            ("urge", ["urge", "urges", "urged", "urging"]),
            ("reach", ["reach", "reaches", "reached", "reaching"]),
            ("stay", ["stay", "stays", "stayed", "staying"]),
        ] {
            let forms: Vec<String> = verb_forms(base).into_iter().map(|(form, _)| form).collect();
            assert_eq!(forms, expected);
        }
        let cancel: Vec<String> = verb_forms("cancel").into_iter().map(|(form, _)| form).collect();
        assert!(cancel.contains(&"cancelled".to_owned()) && cancel.contains(&"canceled".to_owned()));
    }

    #[test]
    fn the_irregular_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("irregular.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
