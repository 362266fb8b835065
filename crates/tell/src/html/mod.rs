//! The account as a page: one file that asks nothing of the network.

mod page;
mod sources;

use crate::view::Shown;
pub(crate) use page::{Page, Within};
use read::Reading;

/// The look of the page.
const STYLE: &str =
    concat!(include_str!("../../templates/fragments.css"), include_str!("../../templates/account.css"));
/// What the page does beyond what a plain page can: it shows a source beside the account.
const SCRIPT: &str = include_str!("../../templates/account.js");

/// The page may load nothing, send nothing and run only its own script. The digests are those of [`STYLE`] and
/// [`SCRIPT`]; a test recomputes them.
const POLICY: &str = concat!(
    "default-src 'none'; ",
    "style-src 'sha256-dtRXT0y1OutxhWrsRsUzOCLfg3dpkYQaOtOx5P9MbTw='; ",
    "script-src 'sha256-KlWv56dI0ooboX9y2BwWQXX/GvMBbWX05Vc3EGc7qLo='; ",
    "base-uri 'none'; form-action 'none'"
);

/// An account, or [`Shown`] with its brief first, as one self-contained HTML page, with the texts of its reports at the end.
///
/// Everything that comes from a report is escaped and can neither load, link nor run anything. Without
/// scripts, each reference leads to its sentence in the source; with them, the source opens beside the account.
pub fn html<'a>(shown: impl Into<Shown<'a>>, readings: &[Reading]) -> String {
    Page::new(shown.into(), readings).written()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::STANDARD};
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_names_the_style_and_script_as_they_are() {
        for asset in [STYLE, SCRIPT] {
            let digest = STANDARD.encode(Sha256::digest(asset.as_bytes()));
            assert!(POLICY.contains(&format!("'sha256-{digest}'")), "expected sha256-{digest}");
        }
    }
}
