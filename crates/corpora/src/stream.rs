//! The stream of news: articles as JSON, one a line, in a zstd file.

use anyhow::{Context, Result};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// The lines of `stream/allsides.jsonl.zst` under a folder of data sets.
///
/// # Errors
///
/// When the file cannot be opened or is not zstd.
pub fn lines(data: &Path) -> Result<impl BufRead + use<>> {
    let path = data.join("stream/allsides.jsonl.zst");
    let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    let decoder = ruzstd::decoding::StreamingDecoder::new(file)
        .map_err(|error| anyhow::anyhow!("{} is not zstd: {error}", path.display()))?;
    Ok(BufReader::new(decoder))
}
