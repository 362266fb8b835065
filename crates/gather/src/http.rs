//! The HTTP response inside an archive record: headers off, body unwrapped.

use crate::problem::cut;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// A response, its body as the page was before it was packed for the journey.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The whole `Content-Type`.
    pub(crate) content_type: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// Takes a response apart. `limit` is the most bytes the body may have when unpacked.
pub(crate) fn parse(block: &[u8], limit: u64) -> Result<Response, String> {
    let (head, body) = split_head(block).ok_or("its HTTP headers have no end")?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines
        .next()
        .filter(|line| line.starts_with("HTTP/"))
        .and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .ok_or("it does not begin with an HTTP status line")?;
    let (mut content_type, mut encoding, mut chunked) = (None, String::new(), false);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => content_type = Some(value.to_owned()),
            "content-encoding" => encoding = value.to_ascii_lowercase(),
            "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
            _ => {}
        }
    }
    // Some archives keep the header and store the body without its chunks.
    let joined = if chunked { join_chunks(body) } else { None };
    let body = unpack(joined.as_deref().unwrap_or(body), &encoding, limit)?;
    Ok(Response { status, content_type, body })
}

/// Headers and body, parted at the first blank line.
fn split_head(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut from = 0;
    loop {
        let at = from + block.get(from..)?.iter().position(|byte| *byte == b'\n')?;
        let after = block.get(at + 1..)?;
        if let Some(body) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) {
            return Some((block.get(..at)?, body));
        }
        from = at + 1;
    }
}

fn join_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at_checked(end + 1)?;
        let size = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let (chunk, after) = after.split_at_checked(size)?;
        body.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n"))?;
    }
}

fn unpack(body: &[u8], encoding: &str, limit: u64) -> Result<Vec<u8>, String> {
    let unpacked: Box<dyn Read + '_> = match encoding.trim() {
        "" | "identity" => return Ok(body.to_vec()),
        // As with chunks: the header may have outlived what it speaks of.
        "gzip" | "x-gzip" if !body.starts_with(b"\x1F\x8B") => return Ok(body.to_vec()),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body)),
        // The standard means zlib, and some servers send the bare stream.
        "deflate" if is_zlib(body) => Box::new(ZlibDecoder::new(body)),
        "deflate" => Box::new(DeflateDecoder::new(body)),
        other => {
            return Err(format!("its body is packed as {:?}; only gzip and deflate are read", cut(other)));
        }
    };
    let mut bytes = Vec::new();
    match unpacked.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(read) if read as u64 > limit => Err(format!("its body unpacks to more than {limit} bytes")),
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!("its body could not be unpacked: {error}")),
    }
}

/// Whether bytes begin as zlib does: its method, and a checksum over two bytes.
fn is_zlib(body: &[u8]) -> bool {
    let [first, second, ..] = body else { return false };
    first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31)
}

/// The media type without its parameters, and the charset among them: `text/html; charset=koi8-r`.
pub(crate) fn media_type(content_type: &str) -> (String, Option<String>) {
    let mut parts = content_type.split(';');
    let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned());
    (media, charset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chunks_are_joined() {
        let block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n4\r\nRain\r\n3;x=y\r\n is\r\n0\r\n\r\n";
        let response = parse(block, 100).unwrap();
        assert_eq!((response.status, response.body.as_slice()), (200, &b"Rain is"[..]));
    }

    #[test]
    fn a_body_stored_without_its_chunks_is_taken_as_it_is() {
        let block = b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Encoding: gzip\n\nRain is";
        assert_eq!(parse(block, 100).unwrap().body, b"Rain is");
    }

    #[test]
    fn both_kinds_of_deflate_are_unpacked() {
        use flate2::Compression;
        use flate2::read::{DeflateEncoder, ZlibEncoder};
        let (mut bare, mut zlib) = (Vec::new(), Vec::new());
        DeflateEncoder::new(&b"Rain."[..], Compression::best()).read_to_end(&mut bare).unwrap();
        ZlibEncoder::new(&b"Rain."[..], Compression::best()).read_to_end(&mut zlib).unwrap();
        for body in [bare, zlib] {
            let mut block = b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n".to_vec();
            block.extend(body);
            assert_eq!(parse(&block, 100).unwrap().body, b"Rain.");
        }
    }

    #[test]
    fn a_small_body_that_unpacks_to_a_huge_one_is_refused() {
        let mut packed = Vec::new();
        let zeros = std::io::repeat(b'a').take(1 << 20);
        flate2::read::GzEncoder::new(zeros, flate2::Compression::best()).read_to_end(&mut packed).unwrap();
        let mut block = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
        block.extend(packed);
        assert!(parse(&block, 1000).unwrap_err().contains("more than 1000 bytes"));
    }

    #[test]
    fn charsets_are_found_in_content_types() {
        let (media, charset) = media_type("Text/HTML; x=y; Charset=\"koi8-r\"");
        assert_eq!((media.as_str(), charset.as_deref()), ("text/html", Some("koi8-r")));
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_apart_or_refused(
            tail: Vec<u8>,
            head in "(HTTP/1.1 200 OK\r\n)?(Content-Encoding: (gzip|deflate|br)\r\n)?(Transfer-Encoding: chunked\r\n)?(\r\n)?[0-9a-f]{0,20}(\r\n)?"
        ) {
            let mut block = head.into_bytes();
            block.extend(tail);
            let _ = parse(&block, 1000);
        }
    }
}
