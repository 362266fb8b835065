//! The list of the stories that were exported, with a link to each.

use crate::shown::one_line;
use desk::count;
use std::fmt::Write;
use store::StoryRow;

/// As a page.
pub(super) fn html(stories: &[StoryRow]) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Stories</title>\n<h1>Stories</h1>\n<ul>\n",
    );
    for story in stories {
        let _ = writeln!(
            out,
            "<li><a href=\"story-{}.html\">{}</a>, {}",
            story.id,
            escaped(&one_line(&story.title)),
            escaped(&about(story))
        );
    }
    out.push_str("</ul>\n</html>\n");
    out
}

/// As Markdown.
pub(super) fn markdown(stories: &[StoryRow]) -> String {
    let mut out = String::from("# Stories\n\n");
    for story in stories {
        let title: String = one_line(&story.title)
            .chars()
            .flat_map(|character| {
                let escape = (character.is_ascii_punctuation()).then_some('\\');
                escape.into_iter().chain([character])
            })
            .collect();
        let _ = writeln!(out, "- [{title}](story-{}.md), {}", story.id, about(story));
    }
    out
}

fn about(story: &StoryRow) -> String {
    let days = story.first_day.zip(story.last_day).map(|(first, last)| format!(", {first} to {last}"));
    format!("{}{}", count(story.articles, "report", "reports"), days.unwrap_or_default())
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::StoryId;

    #[test]
    fn a_title_adds_no_markup() {
        let story = StoryRow {
            id: StoryId(3),
            title: "<b>[x](y)</b> & \u{1b}[1m".into(),
            articles: 1,
            outlets: Vec::new(),
            first_day: None,
            last_day: None,
            moved: None,
        };
        let page = html(std::slice::from_ref(&story));
        assert!(page.contains("&lt;b&gt;[x](y)&lt;/b&gt; &amp;") && !page.contains("<b>"), "{page}");
        assert!(markdown(&[story]).contains(r"[\<b\>\[x\]\(y\)\<\/b\> \&"));
    }
}
