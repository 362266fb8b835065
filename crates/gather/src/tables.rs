//! Tables of words beside the code: a row a line, parted by tabs; a line that begins with `#` is a note.

/// The first cell of each row and what follows it, which is empty where a row has one cell.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap_or((line, "")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn notes_and_empty_lines_are_no_rows() {
        let rows: Vec<(&str, &str)> = super::rows("# A note.\na\tb\tc\n\nd\n").collect();
        assert_eq!(rows, [("a", "b\tc"), ("d", "")]);
    }
}
