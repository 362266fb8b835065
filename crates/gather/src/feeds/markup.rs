//! XML as a row of steps, without recursion and without expanding entities: for the small forms that feeds come with.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A step through XML. Names are without their prefix, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// An element begins.
    Begin(Element),
    /// The element that began last ends.
    End(String),
    /// Text, entities resolved.
    Text(String),
}

/// An element's name and its attributes, their names as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, whatever the case of its name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Goes through XML; ends at the first place that is none, saying why.
pub(super) struct Steps<'x> {
    reader: Reader<&'x [u8]>,
    end: Option<String>,
    is_done: bool,
}

/// The steps through XML.
pub(super) fn steps(xml: &str) -> Steps<'_> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    Steps { reader, end: None, is_done: false }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_lowercase()
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut given = start.attributes();
    let attributes = given.with_checks(false).filter_map(Result::ok).map(|attribute| {
        let value = quick_xml::escape::unescape(&attribute.value).map(std::borrow::Cow::into_owned);
        let value = value.unwrap_or_else(|_| attribute.value.clone().into_owned());
        (attribute.key.as_ref().to_owned(), value)
    });
    Element { name: local(start.name().as_ref()), attributes: attributes.collect() }
}

impl Iterator for Steps<'_> {
    type Item = Result<Step, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.end.take() {
            return Some(Ok(Step::End(name)));
        }
        while !self.is_done {
            let step = match self.reader.read_event() {
                Ok(Event::Start(start)) => Step::Begin(element(&start)),
                Ok(Event::Empty(start)) => {
                    let element = element(&start);
                    self.end = Some(element.name.clone());
                    Step::Begin(element)
                }
                Ok(Event::End(end)) => Step::End(local(end.name().as_ref())),
                Ok(Event::Text(text)) => Step::Text(text.to_string()),
                Ok(Event::CData(text)) => Step::Text(text.to_string()),
                Ok(Event::GeneralRef(name)) => {
                    let letter = name.resolve_char_ref().ok().flatten().map(String::from);
                    let known = || quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                    Step::Text(letter.or_else(known).unwrap_or_default())
                }
                Ok(Event::Eof) => {
                    self.is_done = true;
                    break;
                }
                Ok(_) => continue,
                Err(error) => {
                    self.is_done = true;
                    return Some(Err(crate::problem::cut(&error.to_string())));
                }
            };
            return Some(Ok(step));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_a_row_of_steps() {
        let xml = "<?xml version='1.0'?><A:b c='1 &amp; 2' D='x'>n&#105;ne<![CDATA[ <lives>]]><e/></a:b>";
        let found: Vec<Step> = steps(xml).map(Result::unwrap).collect();
        let Step::Begin(begun) = &found[0] else { panic!("{found:?}") };
        assert_eq!((begun.name.as_str(), begun.get("c"), begun.get("d")), ("b", Some("1 & 2"), Some("x")));
        let text: String = found
            .iter()
            .filter_map(|step| if let Step::Text(text) = step { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!(text, "nine <lives>");
        assert_eq!(found.last(), Some(&Step::End("b".to_owned())));
        assert!(steps("<a").any(|step| step.is_err()));
        assert_eq!(steps("").count(), 0);
    }
}
