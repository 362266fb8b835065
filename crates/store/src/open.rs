//! Opens a library: makes it, brings it up to date, and touches nothing that is not one.

use crate::error::{Failure, Inner, StoreError};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// The format of the library that this release writes: the number of its last migration.
pub const FORMAT: u32 = 5;

/// `PRLX`: how a library is told from another program's database.
const APPLICATION: u32 = u32::from_be_bytes(*b"PRLX");

/// How long to wait for another process that is writing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// What stands at a path before `SQLite` has seen it.
#[derive(Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    Library,
}

/// Looks at the first bytes of the file, so that a foreign file is never opened for writing.
fn look(path: &Path) -> Result<Before, StoreError> {
    let foreign = |why: &str| StoreError::NotALibrary { path: path.to_owned(), why: why.to_owned() };
    let unreadable =
        |error: io::Error| StoreError::Unreadable { path: path.to_owned(), why: format!("{error}") };
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Before::Nothing),
        Err(error) => return Err(unreadable(error)),
        Ok(found) if found.is_dir() => return Err(foreign("it is a folder")),
        Ok(found) if !found.is_file() => return Err(foreign("it is no plain file")),
        Ok(_) => {}
    }
    let mut header = Vec::with_capacity(100);
    File::open(path).and_then(|file| file.take(100).read_to_end(&mut header)).map_err(unreadable)?;
    if header.is_empty() {
        return Ok(Before::Nothing);
    }
    let number = |at: usize| -> Option<u32> {
        header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes)
    };
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(foreign("it is no SQLite database"));
    }
    let (Some(format), Some(application)) = (number(60), number(68)) else {
        return Err(StoreError::Corrupt {
            path: path.to_owned(),
            what: "its header is cut short".to_owned(),
        });
    };
    if application != APPLICATION {
        return Err(foreign("it is the database of another program"));
    }
    refuse_newer(path, format)?;
    Ok(Before::Library)
}

fn refuse_newer(path: &Path, format: u32) -> Result<(), StoreError> {
    if format > FORMAT {
        return Err(StoreError::Newer { path: path.to_owned(), format, reads: FORMAT });
    }
    Ok(())
}

/// How a library is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// For writing; it is made when there is none.
    Make,
    /// For writing; it must be there.
    Write,
    /// For reading only.
    Read,
}

/// Opens the library at `path`.
pub(crate) fn open(path: &Path, way: Way) -> Result<Connection, StoreError> {
    let before = look(path)?;
    if before == Before::Nothing && way != Way::Make {
        return Err(StoreError::Missing { path: path.to_owned() });
    }
    if way == Way::Read {
        return read_only(path).map_err(|failure| failure.at(path));
    }
    may_be_written(path)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match prepare(path) {
            Ok(conn) => return Ok(conn),
            // Two processes that make one library at once: the later one finds it made.
            Err(failure) if failure.is_busy() && Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(failure) => return Err(failure.at(path)),
        }
    }
}

/// Says in words what `SQLite` would only call "unable to open".
fn may_be_written(path: &Path) -> Result<(), StoreError> {
    let unwritable = |why: String| StoreError::Unwritable { path: path.to_owned(), why };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(unwritable(format!("the folder {} does not exist: make it first", folder.display())));
        }
        Err(error) => return Err(unwritable(format!("{}: {error}", folder.display()))),
        Ok(found) if !found.is_dir() => {
            return Err(unwritable(format!("{} is no folder", folder.display())));
        }
        Ok(_) => {}
    }
    if path.exists() {
        File::options()
            .write(true)
            .open(path)
            .map_err(|error| unwritable(format!("{error}; change its permissions, or name another file")))?;
    }
    Ok(())
}

fn prepare(path: &Path) -> Inner<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    settle(&conn, WRITER)?;
    if format(&conn)? == 0 {
        // Before the first migration, in a transaction of its own: a library whose making was interrupted is
        // known for one. It is made without a write-ahead log, so that the header is in the file itself.
        conn.pragma_update(None, "application_id", APPLICATION)?;
    }
    refuse_newer(path, format(&conn)?)?;
    if format(&conn)? < FORMAT {
        migrate(&mut conn)?;
    }
    conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "normal")?;
    conn.pragma_update_and_check(None, "journal_size_limit", 64 << 20, |_| Ok(()))?;
    // In pages. What one article is looked up by lies on some sixty of them; folding the log in rarely writes
    // each page once for many articles.
    conn.pragma_update_and_check(None, "wal_autocheckpoint", 8000, |_| Ok(()))?;
    Ok(conn)
}

fn migrate(conn: &mut Connection) -> Inner<()> {
    // Grouped, as otherwise a migration and the record of it are two transactions: a library whose making was
    // interrupted between them could not be opened again.
    let result = embedded::migrations::runner().set_grouped(true).run(conn);
    match result {
        Ok(_) => Ok(()),
        // Another process may have done it in the meantime.
        Err(_) if format(conn)? == FORMAT => Ok(()),
        Err(error) => {
            // What follows the first line is the whole migration.
            let said = error.to_string().lines().next().unwrap_or_default().to_owned();
            match error.kind() {
                refinery::error::Kind::Connection(_, source) => match sqlite_error(source.as_ref()) {
                    Some(code) => Err(Failure::Sql(rusqlite::Error::SqliteFailure(code, Some(said)))),
                    None => Err(Failure::Damaged(format!("it cannot be brought up to date: {said}"))),
                },
                _ => Err(Failure::Damaged(format!("it cannot be brought up to date: {said}"))),
            }
        }
    }
}

/// The code that `SQLite` gave, from within the error of a migration.
fn sqlite_error(source: &(dyn std::error::Error + 'static)) -> Option<rusqlite::ffi::Error> {
    source.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error).copied()
}

/// The format of an opened database.
fn format(conn: &Connection) -> Inner<u32> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// How many pages a connection keeps, by their size.
#[derive(Debug, Clone, Copy)]
struct Kibibytes(i64);

/// One that writes.
const WRITER: Kibibytes = Kibibytes(32_768);

/// One that reads: a server has many of them, and the system keeps the pages of the file for all.
const READER: Kibibytes = Kibibytes(8192);

/// Settings of every connection.
fn settle(conn: &Connection, cache: Kibibytes) -> Inner<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(96);
    // The file may come from anybody: its schema gets no say, and the search index cannot be written past FTS5.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // A plan that depended on the values asked for would be made anew for each of them.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "cache_size", -cache.0)?;
    Ok(())
}

fn read_only(path: &Path) -> Inner<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    let conn = match settle(&conn, READER).and_then(|()| format(&conn)) {
        Ok(_) => conn,
        // On a medium that cannot be written, the files beside a write-ahead log cannot be made. Without a log
        // there is nothing that the file itself does not say.
        Err(Failure::Sql(error)) if cannot_make_files(&error) && !has_log(path) => {
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            let conn = Connection::open_with_flags(immutable(path), flags)?;
            settle(&conn, READER)?;
            conn
        }
        Err(failure) => return Err(failure),
    };
    let found = format(&conn)?;
    refuse_newer(path, found)?;
    if found < FORMAT {
        return Err(StoreError::Older { path: path.to_owned(), format: found, writes: FORMAT }.into());
    }
    Ok(conn)
}

fn cannot_make_files(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode;
    matches!(crate::error::code(error), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// The file of the write-ahead log of a library.
pub(crate) fn log_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

fn has_log(path: &Path) -> bool {
    std::fs::metadata(log_path(path)).is_ok_and(|found| found.len() > 0)
}

/// The URI that opens a file as one that nobody changes.
fn immutable(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte));
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_the_number_of_the_last_migration() {
        let runner = embedded::migrations::runner();
        let last = runner.get_migrations().iter().map(refinery::Migration::version).max();
        assert_eq!(last, i32::try_from(FORMAT).ok());
        for migration in runner.get_migrations() {
            let says = format!("PRAGMA user_version = {};", migration.version());
            assert!(migration.sql().unwrap().contains(&says), "V{} lacks `{says}`", migration.version());
        }
    }

    #[test]
    fn a_library_on_a_medium_that_cannot_be_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ä library? #1.db");
        drop(open(&path, Way::Make).unwrap());
        let uri = immutable(&path);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let conn = Connection::open_with_flags(uri, flags).unwrap();
        assert_eq!(format(&conn).unwrap(), FORMAT);
        assert!(conn.execute("INSERT INTO needs_weaving VALUES (1)", []).is_err());
    }

    #[test]
    fn migrations_are_done_all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "application_id", APPLICATION).unwrap();
        // A migration makes a table of this name, and fails.
        conn.execute_batch("CREATE TABLE new_posting (one INTEGER)").unwrap();
        let error = open(&path, Way::Write).unwrap_err().to_string();
        assert!(error.contains("brought up to date") && !error.contains("CREATE"), "{error}");
        assert_eq!(format(&conn).unwrap(), 0, "a part of the migrations stayed");
        conn.execute_batch("DROP TABLE new_posting").unwrap();
        drop(conn);
        assert_eq!(format(&open(&path, Way::Write).unwrap()).unwrap(), FORMAT);
    }

    #[test]
    fn a_making_that_was_interrupted_is_taken_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "application_id", APPLICATION).unwrap();
        drop(conn);
        let conn = open(&path, Way::Write).unwrap();
        assert_eq!(format(&conn).unwrap(), FORMAT);
    }
}
