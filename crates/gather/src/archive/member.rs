//! The members of an archive: which are read, in which order, and which names are refused.

use crate::kind::Kind;
use crate::problem::cut;
use crate::saved;
use crate::walk::is_ignored;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::Path;

/// A member, before it is opened.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Its name as it stands in the archive, `/` between folders.
    pub(super) name: String,
    /// How many bytes it has when it is unpacked, as the archive says.
    pub(super) size: u64,
    /// Where it is.
    pub(super) at: At,
}

/// Where a member's bytes are.
#[derive(Debug, Clone)]
pub(super) enum At {
    /// In a ZIP: behind the local header that begins at this byte.
    Zip { header: u64, packed: u64, is_deflated: bool, crc: u32 },
    /// In a tar: from this byte on, of the unpacked archive.
    Tar { start: u64 },
    /// Nowhere that can be read, and why.
    Nowhere(&'static str),
}

/// The longest name of a member, in bytes. File systems allow 255 for each part.
const LONGEST: usize = 1024;

/// Why a name is no name of a file in a folder. Such a member is left out: nobody who made an archive of reports
/// has named one so.
pub(super) fn refuse(name: &str) -> Option<String> {
    let is_outside = name.starts_with('/')
        || name.split(['/', '\\']).any(|part| part == "..")
        || name.get(1..3).is_some_and(|drive| drive == ":\\" || drive == ":/");
    if name.len() > LONGEST {
        Some(format!("the name {:?} has more than {LONGEST} bytes", cut(name)))
    } else if is_outside {
        Some(format!("the name {:?} leads out of the archive", cut(name)))
    } else if name.contains('\0') {
        Some(format!("the name {:?} has a NUL character", cut(name)))
    } else {
        None
    }
}

/// Whether anybody means this member when they give an archive of this kind.
pub(super) fn is_meant(name: &str, archive: Kind) -> bool {
    let kind = Kind::of_name(Path::new(name));
    if archive == Kind::Wacz {
        return kind == Kind::Warc && name.starts_with("archive/");
    }
    if is_description(name) {
        return true;
    }
    let mut parts = name.split('/').peekable();
    while let Some(part) = parts.next() {
        let is_hidden = part.starts_with('.') && !matches!(part, "." | "..");
        // The folder in which macOS keeps what ZIP cannot.
        if is_hidden || part == "__MACOSX" || parts.peek().is_none() && is_ignored(OsStr::new(part)) {
            return false;
        }
    }
    true
}

/// Whether a member says of the others in its folder what they do not say themselves.
pub(super) fn is_description(name: &str) -> bool {
    name.rsplit('/').next() == Some(crate::folder::NAME)
}

/// The folder of a member, and its name there.
pub(super) fn folder_and_name(name: &str) -> (&str, &str) {
    name.rsplit_once('/').unwrap_or(("", name))
}

/// Takes out what browsers saved along with pages; how many members that were.
pub(super) fn leave_out_parts_of_pages(members: &mut Vec<Member>) -> usize {
    let names: HashSet<String> = members.iter().map(|member| member.name.clone()).collect();
    let before = members.len();
    members.retain(|member| !saved::stands_in_part(&member.name, |page| names.contains(page)));
    before - members.len()
}

/// In the order of their names, folder by folder, as the files of a folder are read; descriptions of folders come before
/// all. Of members of one name, the
/// last in the archive is the one that unpacking would leave; the others are taken out and counted.
pub(super) fn in_order(mut members: Vec<Member>) -> (Vec<Member>, usize) {
    members.sort_by(|one, other| one.name.split('/').cmp(other.name.split('/')));
    let before = members.len();
    members.reverse();
    members.dedup_by(|later, kept| later.name == kept.name);
    members.reverse();
    let replaced = before - members.len();
    members.sort_by_key(|member| !is_description(&member.name));
    (members, replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, size: u64) -> Member {
        Member { name: name.to_owned(), size, at: At::Tar { start: 0 } }
    }

    #[test]
    fn the_order_is_that_of_a_folder_and_the_last_of_a_name_counts() {
        let names = ["b.txt", "a.txt", "a/z.txt", "a.txt", "a-b/c.txt"];
        let members = names.iter().enumerate().map(|(size, name)| member(name, size as u64)).collect();
        let (members, replaced) = in_order(members);
        let order: Vec<_> = members.iter().map(|member| (member.name.as_str(), member.size)).collect();
        assert_eq!(order, [("a/z.txt", 2), ("a-b/c.txt", 4), ("a.txt", 3), ("b.txt", 0)]);
        assert_eq!(replaced, 1);
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        for name in ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:\\a.txt", "a\\..\\b.txt", "a\0.txt"] {
            assert!(refuse(name).is_some(), "{name}");
        }
        assert!(refuse(&"a".repeat(2000)).is_some());
        for name in ["a.txt", "a/b.txt", "a..b.txt", "..a/b.txt", "é/ü.txt"] {
            assert_eq!(refuse(name), None, "{name}");
        }
    }

    #[test]
    fn what_nobody_means_is_passed_over() {
        for name in ["__MACOSX/a.txt", ".git/a.txt", "a/.b.txt", "README.md", "x/datapackage.json"] {
            assert!(!is_meant(name, Kind::Zip), "{name}");
        }
        assert!(is_meant("./a.txt", Kind::Zip) && is_meant("readme/a.txt", Kind::Zip));
        assert!(is_meant("archive/a.warc.gz", Kind::Wacz));
        for name in ["pages/pages.jsonl", "a.warc.gz", "archive/a.txt"] {
            assert!(!is_meant(name, Kind::Wacz), "{name}");
        }
    }
}
