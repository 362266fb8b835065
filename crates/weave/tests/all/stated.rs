//! What several reports state, and what they make people say, on invented reports.

use article::{Article, Outlet};
use read::Reading;
use weave::{Owners, Standing, Story};

fn report(id: &str, outlet: &str, day: &str, text: &str) -> Reading {
    let mut article = Article::new(id, text);
    article.outlet = Some(Outlet(outlet.to_owned()));
    article.published = day.parse().ok();
    read::read(article)
}

fn story(readings: &[Reading]) -> Story {
    let families: Vec<usize> = (0..readings.len()).collect();
    weave::story(&readings.iter().collect::<Vec<_>>(), &families, &Owners::built_in(), &[])
}
