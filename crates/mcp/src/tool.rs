//! What a tool is: a question as a type, and how it is answered.

use crate::answer::{NOTICE_FIELD, answered, refused};
use crate::shelf::Shelf;
use desk::DeskError;
use rmcp::model::{CallToolResult, JsonObject, Tool, ToolAnnotations};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A question that a client may ask. Its fields are the arguments of the tool; their documentation, and that of the fields of the
/// answer, is what the client reads.
pub(crate) trait Question: DeserializeOwned + JsonSchema {
    /// The name of the tool.
    const NAME: &'static str;
    /// Its name for people.
    const TITLE: &'static str;
    /// What it is for, and when to use another.
    const ABOUT: &'static str;
    /// Whether it changes the library, and if so, whether what was there is lost.
    const CHANGES: Changes = Changes::Nothing;
    /// The answer.
    type Answer: Serialize + JsonSchema;

    /// Answers it. It blocks.
    fn answer(self, shelf: &Shelf, asking: &Asking) -> Result<Answered<Self::Answer>, DeskError>;
}

/// What a tool changes in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changes {
    /// Nothing.
    Nothing,
    /// It adds to it; what it adds can be taken back.
    Adds,
}

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    /// The name under which corrections are kept.
    pub(crate) signs: String,
}

/// An answer, with one or two sentences of ours about it.
pub(crate) struct Answered<T> {
    pub(crate) says: String,
    pub(crate) answer: T,
}

/// A tool as the server keeps it.
pub(crate) struct Entry {
    pub(crate) tool: Tool,
    pub(crate) changes: Changes,
    arguments: Vec<String>,
    call: fn(&Shelf, &Asking, JsonObject) -> Result<CallToolResult, DeskError>,
}

impl Entry {
    /// The tool of a question.
    pub(crate) fn of<Q: Question>() -> Self {
        let mut input = schema::<Q>();
        input.insert("additionalProperties".to_owned(), Value::Bool(false));
        let arguments = input.get("properties").and_then(Value::as_object);
        let arguments = arguments.map(|arguments| arguments.keys().cloned().collect()).unwrap_or_default();
        let mut output = schema::<Q::Answer>();
        noticed(&mut output);
        let reads = Q::CHANGES == Changes::Nothing;
        let annotations = ToolAnnotations::with_title(Q::TITLE)
            .read_only(reads)
            .destructive(false)
            .idempotent(reads)
            .open_world(false);
        let tool = Tool::new_with_raw(Q::NAME, Some(Q::ABOUT.into()), Arc::new(input))
            .with_title(Q::TITLE)
            .with_raw_output_schema(Arc::new(output))
            .with_annotations(annotations);
        Self { tool, changes: Q::CHANGES, arguments, call: call::<Q> }
    }

    /// Answers a call; what could not be done is an answer too, so that the client can ask better.
    pub(crate) fn call(&self, shelf: &Shelf, asking: &Asking, arguments: JsonObject) -> CallToolResult {
        if let Some(unknown) = arguments.keys().find(|name| !self.arguments.contains(name)) {
            let error = DeskError::new(format!("{} takes no argument {unknown:?}", self.tool.name));
            return refused(&error.hint(format!("it takes {}", self.arguments.join(", "))));
        }
        (self.call)(shelf, asking, arguments).unwrap_or_else(|error| refused(&error))
    }
}

fn call<Q: Question>(
    shelf: &Shelf,
    asking: &Asking,
    arguments: JsonObject,
) -> Result<CallToolResult, DeskError> {
    let question: Q = serde_json::from_value(Value::Object(arguments))
        .map_err(|error| DeskError::new(format!("the arguments of {} are wrong: {error}", Q::NAME)))?;
    let Answered { says, answer } = question.answer(shelf, asking)?;
    match serde_json::to_value(answer) {
        Ok(Value::Object(answer)) => Ok(answered(&says, answer)),
        _ => Err(DeskError::new("the answer could not be written down")),
    }
}

/// The schema of a type, with all that it needs inside, without a title of ours.
fn schema<T: JsonSchema>() -> JsonObject {
    // Formats of numbers such as `uint` are schemars' own: validators warn of each.
    let unformatted = RecursiveTransform(|schema: &mut Schema| {
        schema.remove("format");
    });
    let settings = SchemaSettings::draft2020_12().with_transform(unformatted);
    let schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    let mut schema = match schema.to_value() {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    schema.remove("title");
    schema.entry("type").or_insert_with(|| json!("object"));
    schema.entry("properties").or_insert_with(|| json!({}));
    schema
}

/// Adds what is said with every answer.
fn noticed(schema: &mut JsonObject) {
    let notice = json!({ "type": "string", "description": "How to take text from outside." });
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(NOTICE_FIELD.to_owned(), notice);
    }
    if let Some(required) = schema.entry("required").or_insert_with(|| json!([])).as_array_mut() {
        required.push(Value::from(NOTICE_FIELD));
    }
}
