//! When two spellings can be one name.

use crate::spelling::levelled;

/// Whether the surnames of two names, given as folded words, can be one: equal but for spelling, or, in long
/// names that begin alike, but for one letter.
pub(super) fn same_surname(a: &[String], b: &[String]) -> bool {
    let (Some(a), Some(b)) = (a.last(), b.last()) else { return false };
    if a == b {
        return true;
    }
    let (x, y) = (levelled(a), levelled(b));
    let long = x.chars().count().min(y.chars().count()) >= 5;
    x == y || (long && x.chars().next() == y.chars().next() && is_within_one(&x, &y))
}

/// Whether the given names of two names can be one person's: equal but for spelling, or an initial of the other.
pub(super) fn given_names_agree(a: &[String], b: &[String]) -> bool {
    let (Some(a), Some(b)) = (a.first(), b.first()) else { return false };
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || levelled(a) == levelled(b) || initial(a, b) || initial(b, a)
}

/// Whether one insertion, deletion or exchange of a letter makes the two equal.
fn is_within_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let common = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let skip = usize::from(long.len() == short.len());
    short[(common + skip).min(short.len())..] == long[(common + 1).min(long.len())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        name.to_lowercase().split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in [
            ("Oleh Marchenskyy", "Oleg Marchensky"),
            ("Yusuf Qaddar", "Yusuf Kaddar"),
            ("Ilse Brandt", "Ilse Brant"),
            ("Petra Novotny", "Petra Novotný"),
        ] {
            let fold = |name: &str| words(&name.replace('ý', "y"));
            assert!(same_surname(&fold(a), &fold(b)), "{a} {b}");
        }
        assert!(given_names_agree(&words("Yusuf Kaddar"), &words("Yussuf Kaddar")));
        assert!(given_names_agree(&words("Y Kaddar"), &words("Yusuf Kaddar")));
    }

    #[test]
    fn different_names_stay_apart() {
        assert!(!same_surname(&words("Anna Lund"), &words("Anna Land")));
        assert!(!same_surname(&words("Karl Weber"), &words("Karl Zeber")));
        assert!(!given_names_agree(&words("Dena Holt"), &words("Piet Holt")));
        assert!(!is_within_one("hansen", "hassan"));
    }
}
