//! Where data goes: standard output, or a file that is whole or not there.

use crate::failure::Failure;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

/// Where data goes.
///
/// A file is written beside its place and put there by [`Output::finish`], so that neither a full disk nor an
/// interruption leaves half of it, or spoils the one before it.
#[derive(Debug)]
pub(crate) enum Output {
    /// Standard output.
    Screen(BufWriter<Stdout>),
    /// A plain file, and the place where it belongs.
    Beside { file: BufWriter<File>, at: PathBuf, place: PathBuf },
    /// Something that is no plain file, such as a pipe.
    Direct { file: BufWriter<File>, place: PathBuf },
}

impl Output {
    /// Opens `place`; standard output when there is none, or when it is `-`.
    pub(crate) fn open(place: Option<&Path>) -> Result<Self, Failure> {
        let Some(place) = place.filter(|place| *place != Path::new("-")) else {
            return Ok(Self::Screen(BufWriter::new(io::stdout())));
        };
        let failed = |error: io::Error| Failure::writing(place.display(), &error);
        match fs::metadata(place) {
            Ok(found) if found.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(found) if !found.is_file() => {
                let file = OpenOptions::new().write(true).open(place).map_err(failed)?;
                return Ok(Self::Direct { file: BufWriter::new(file), place: place.to_owned() });
            }
            // A file that may not be written stays as it is, though its folder would let it be replaced.
            Ok(_) => drop(OpenOptions::new().write(true).open(place).map_err(failed)?),
            Err(_) => {}
        }
        // A link keeps pointing where it points.
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let mut name = OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let at = place.with_file_name(name);
        let file = File::create(&at).map_err(|error| Failure::writing(place.display(), &error))?;
        Ok(Self::Beside { file: BufWriter::new(file), at, place })
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.write_all(text.as_bytes()).map_err(|error| self.failed(&error))
    }

    /// Writes a value as JSON on a line of its own.
    pub(crate) fn line(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        serde_json::to_writer(&mut *self, value)
            .map_err(io::Error::from)
            .and_then(|()| self.write_all(b"\n"))
            .map_err(|error| self.failed(&error))
    }

    /// Writes a value as indented JSON.
    pub(crate) fn pretty(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut *self, value)
            .map_err(io::Error::from)
            .and_then(|()| self.write_all(b"\n"))
            .map_err(|error| self.failed(&error))
    }

    /// Passes on what was written so far, to whoever reads along.
    pub(crate) fn pass_on(&mut self) -> Result<(), Failure> {
        self.flush().map_err(|error| self.failed(&error))
    }

    /// Sees to it that all is written, and puts a file in its place.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.flush().map_err(|error| self.failed(&error))?;
        if let Self::Beside { file, at, place } = &self {
            let put = file.get_ref().sync_all().and_then(|()| fs::rename(at, place));
            put.map_err(|error| self.failed(&error))?;
        }
        Ok(())
    }

    /// What a failure to write means; half a file is taken away.
    pub(crate) fn failed(&self, error: &io::Error) -> Failure {
        match self {
            Self::Screen(_) => Failure::writing("to standard output", error),
            Self::Direct { place, .. } => Failure::writing(place.display(), error),
            Self::Beside { at, place, .. } => {
                // It may be gone already.
                let _ = fs::remove_file(at);
                Failure::writing(place.display(), error)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Screen(out) => out.write(bytes),
            Self::Beside { file, .. } | Self::Direct { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(out) => out.flush(),
            Self::Beside { file, .. } | Self::Direct { file, .. } => file.flush(),
        }
    }
}
