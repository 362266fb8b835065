//! Any bytes under any name of a format give reports or problems: no panic, no escape from the folder they are in, and the
//! same twice.
//!
//! The first byte of the input chooses the name; the rest is the file. Under the last name it is a list of feeds, which is as
//! rich when it was written and read again.

#![no_main]

use gather::Sources;
use libfuzzer_sys::fuzz_target;
use std::sync::Once;

const NAMES: [&str; 13] = [
    "a.zip",
    "a.wacz",
    "a.tar",
    "a.tgz",
    "a.eml",
    "a.mhtml",
    "a.docx",
    "a.pdf",
    "a.warc",
    "a.warc.gz",
    "a.html",
    "a",
    LIST,
];

const LIST: &str = "a.opml";

/// libFuzzer ends at each panic, also at one of a library that becomes a problem.
static HOOK: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    HOOK.call_once(|| {
        let ends = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |fault| {
            if !gather::is_in_library() {
                ends(fault);
            }
        }));
    });
    let Some((name, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    if name == LIST {
        let Ok(list) = gather::opml::read(bytes) else { return };
        let written = gather::opml::write(&list.feeds).expect("a list in memory is written");
        let again = gather::opml::read(written.as_bytes()).expect("what was written is a list");
        assert_eq!((list.feeds.len(), 0), (again.feeds.len(), again.left_out.len()));
        return;
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file can be written");
    let run = || {
        let found = Sources::new(std::slice::from_ref(&path)).largest_report(1 << 20).into_iter();
        found.map(|found| found.map_err(|problem| problem.to_string())).collect::<Vec<_>>()
    };
    let found = run();
    assert!(!found.is_empty(), "there is an answer");
    for report in found.iter().flatten() {
        assert!(!report.article.text.trim().is_empty(), "a report has words");
    }
    assert_eq!(found, run(), "the same twice");
    let left = std::fs::read_dir(folder.path()).expect("the folder is there").count();
    assert_eq!(left, 1, "nothing is unpacked");
});
