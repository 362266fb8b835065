//! The schemas of what programs are given.

use schemars::{Schema, schema_for};

/// The JSON Schema of an [`Account`](crate::Account).
pub fn account_schema() -> Schema {
    schema_for!(crate::Account)
}

/// The JSON Schema of a reading as [`read::wire::to_wire`] writes it.
pub fn reading_schema() -> Schema {
    schema_for!(read::wire::ReadingJson)
}
