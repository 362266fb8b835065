//! The program as it is asked from a shell.

use std::process::Command;

#[test]
fn data_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for what in ["read", "weave", "pages", "serve"] {
        let missing = folder.path().join("nowhere");
        let run = Command::new(env!("CARGO_BIN_EXE_bench")).arg(what).arg("--data").arg(&missing).output();
        let run = run.expect("it runs");
        let said =
            format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(said.contains("nowhere") || said.contains("missing"), "{what}: {said}");
    }
}
