//! Help, manual pages and completions.

use crate::run::Folder;

const COMMANDS: [&str; 19] = [
    "brief",
    "read",
    "group",
    "extract",
    "add",
    "stories",
    "tell",
    "show",
    "search",
    "compare",
    "correct",
    "reread",
    "verify",
    "export",
    "remove",
    "doctor",
    "schema",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_with_examples() {
    let folder = Folder::new();
    let help = folder.run(&["--help"]);
    help.ended(0, &[]);
    for command in COMMANDS {
        assert!(help.out.contains(&format!("  {command} ")), "{command} is not listed: {}", help.out);
        let ran = folder.run(&[command, "--help"]);
        ran.ended(0, &[]);
        assert!(
            ran.out.contains("Example") && ran.out.contains(&format!("parallax {command}")),
            "{}",
            ran.out
        );
    }
    assert!(folder.run(&["--version"]).ended(0, &[]).out.starts_with("parallax "));
    folder.run(&[]).ended(2, &["Usage"]);
    folder.run(&["breif"]).ended(2, &["brief"]);
}

#[test]
fn completions_and_manual_pages_are_printed() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.run(&["completions", shell]);
        assert!(ran.ended(0, &[]).out.contains("parallax"), "{shell}");
    }
    assert!(folder.run(&["man"]).ended(0, &[]).out.contains(".TH"));
    folder.run(&["man", "--into", "pages"]).ended(0, &["pages"]);
    for command in COMMANDS {
        assert!(folder.path(&format!("pages/parallax-{command}.1")).is_file(), "{command}");
    }
}
