//! Archives made for the tests, the good and the bad.

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use std::io::Write;

/// A member of a ZIP that is to be made.
pub(crate) struct Zipped {
    pub(crate) name: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
    /// 0 for stored, 8 for deflated; others are only claimed.
    pub(crate) method: u16,
    pub(crate) flags: u16,
    /// The checksum that is written, where it is not the right one.
    pub(crate) crc: Option<u32>,
}

impl Zipped {
    pub(crate) fn new(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let (name, bytes) = (name.as_bytes().to_vec(), bytes.as_ref().to_vec());
        Self { name, bytes, method: 8, flags: 1 << 11, crc: None }
    }
}

/// A ZIP of these members, in this order.
pub(crate) fn zip(members: &[Zipped]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let mut crc = Crc::new();
        crc.update(&member.bytes);
        let packed = if member.method == 8 { deflated(&member.bytes) } else { member.bytes.clone() };
        let mut head = Vec::new();
        for number in [20, member.flags, member.method, 0, 0] {
            head.extend(number.to_le_bytes());
        }
        head.extend(member.crc.unwrap_or(crc.sum()).to_le_bytes());
        head.extend((packed.len() as u32).to_le_bytes());
        head.extend((member.bytes.len() as u32).to_le_bytes());
        head.extend((member.name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend((archive.len() as u32).to_le_bytes());
        directory.extend(&member.name);
        archive.extend(b"PK\x03\x04");
        archive.extend(&head);
        archive.extend(&member.name);
        archive.extend(&packed);
    }
    let (start, length) = (archive.len() as u32, directory.len() as u32);
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend((members.len() as u16).to_le_bytes());
    archive.extend((members.len() as u16).to_le_bytes());
    archive.extend(length.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A tar of these members, in this order. Names may be such that no honest program writes them.
pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        if name.len() < 100 && (name.contains("..") || name.starts_with('/')) {
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            builder.append(&header, *bytes).unwrap();
        } else {
            builder.append_data(&mut header, name, *bytes).unwrap();
        }
    }
    builder.into_inner().unwrap()
}
