//! The parts of a mail, as the bytes that were sent.

use crate::{ProblemKind, foreign};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// What `reader` makes of the mail in these bytes. The parser is other people's and mails are anybody's: what makes
/// it panic must cost one mail and not the run.
pub(super) fn take_apart<T>(bytes: &[u8], reader: impl FnOnce(&Message<'_>) -> T) -> Result<T, ProblemKind> {
    let taken = foreign::call(|| MessageParser::default().parse(bytes).map(|found| reader(&found)));
    match taken {
        Ok(Some(taken)) => Ok(taken),
        Ok(None) => Err(ProblemKind::Unreadable { what: "it has no headers of a mail".to_owned() }),
        Err(what) => Err(ProblemKind::Unreadable { what }),
    }
}

/// The bytes of a part without what they were wrapped in for the journey; their charset is still the sender's.
pub(super) fn bytes(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    let sent = message.raw_message().get(start..end);
    let unwrapped = match (part.encoding, sent) {
        _ if matches!(part.body, PartType::Message(_)) => None,
        (Encoding::Base64, Some(sent)) => base64_decode(sent),
        (Encoding::QuotedPrintable, Some(sent)) => quoted_printable_decode(sent),
        (Encoding::None, sent) => sent.map(<[u8]>::to_vec),
        (_, None) => None,
    };
    unwrapped.unwrap_or_else(|| part.contents().to_vec())
}

/// The charset that the sender declared.
pub(super) fn charset<'p>(part: &'p MessagePart<'_>) -> Option<&'p str> {
    part.content_type()?.attribute("charset")
}

/// Whether the outermost parts come to their end, where the mail has parts.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let boundary = take_apart(bytes, |message| {
        let media = message.content_type()?;
        media.attribute("boundary").map(|boundary| format!("--{boundary}--"))
    });
    let Ok(Some(boundary)) = boundary else { return true };
    bytes.windows(boundary.len()).rev().any(|window| window == boundary.as_bytes())
}

/// What is told of a mail that is not whole.
pub(super) fn cut_off() -> ProblemKind {
    ProblemKind::CutOff { what: "it ends before its last part does: save it again".to_owned() }
}
