//! Makes bytes smaller, and the same again.

use crate::error::{Failure, Inner};
use std::io::Read;

/// Pages and readings shrink to a fifth; higher levels take much longer for a few per cent.
const LEVEL: i32 = 3;

/// `bytes`, packed.
pub(crate) fn pack(bytes: &[u8]) -> Inner<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(|error| Failure::Damaged(format!("packing failed: {error}")))
}

/// What was packed. Never more than `size` bytes are unpacked, whatever the packed bytes claim.
pub(crate) fn unpack(packed: &[u8], size: i64) -> Inner<Vec<u8>> {
    let bad = |why: String| Failure::Damaged(format!("packed bytes do not unpack: {why}"));
    let size = u64::try_from(size).map_err(|_| bad("their size is negative".to_owned()))?;
    let decoder = zstd::stream::read::Decoder::new(packed).map_err(|error| bad(error.to_string()))?;
    let mut bytes = Vec::new();
    decoder.take(size.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| bad(error.to_string()))?;
    if bytes.len() as u64 != size {
        return Err(bad(format!("{size} bytes were packed, {} came out", bytes.len())));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_goes_in_comes_out(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let packed = pack(&bytes).unwrap();
            let size = i64::try_from(bytes.len()).unwrap();
            prop_assert_eq!(unpack(&packed, size).unwrap(), bytes);
        }

        #[test]
        fn damaged_bytes_are_an_error_and_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), size in any::<i64>()) {
            let _ = unpack(&bytes, size);
        }
    }

    #[test]
    fn a_wrong_size_is_noticed() {
        let packed = pack(&[7; 5000]).unwrap();
        assert!(unpack(&packed, 4999).is_err());
        assert!(unpack(&packed, 5001).is_err());
        assert!(unpack(&packed, -1).is_err());
    }
}
