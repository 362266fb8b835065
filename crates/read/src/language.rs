//! In which language an article is.

use crate::Language;
use article::Article;

/// Shorter texts than this, in letters, are too short to tell.
const ENOUGH_LETTERS: usize = 40;

/// Identifies the language of an article: as it was given, else by its letters.
///
/// English is read. A text too short or too mixed to tell is read as English, as nothing speaks against it,
/// unless it is not written in Latin letters.
pub(crate) fn language(article: &Article) -> Language {
    if let Some(given) = &article.language {
        let primary = given.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        return Language { tag: Some(given.clone()), read: matches!(primary.as_str(), "en" | "eng") };
    }
    // A few thousand characters tell as much as all of them.
    let sample: String = article.text.chars().take(4000).collect();
    let letters = sample.chars().filter(|character| character.is_alphabetic()).count();
    match whatlang::detect(&sample) {
        Some(found) if found.lang() == whatlang::Lang::Eng => {
            Language { tag: Some("en".to_owned()), read: true }
        }
        Some(found)
            if letters >= ENOUGH_LETTERS
                && (found.is_reliable() || found.script() != whatlang::Script::Latin) =>
        {
            Language { tag: Some(bcp_47(found.lang())), read: false }
        }
        Some(found) => Language { tag: None, read: found.script() == whatlang::Script::Latin },
        None => Language { tag: None, read: letters < ENOUGH_LETTERS },
    }
}

/// The two-letter tag where BCP 47 has one; it prefers that to the three letters of ISO 639-3.
fn bcp_47(language: whatlang::Lang) -> String {
    use whatlang::Lang;
    match language {
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Ukr => "uk",
        Lang::Rus => "ru",
        Lang::Pol => "pl",
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Tur => "tr",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Hin => "hi",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Ell => "el",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Cat => "ca",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Mkd => "mk",
        Lang::Ben => "bn",
        Lang::Urd => "ur",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Epo => "eo",
        other => return other.code().to_owned(),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_read_and_others_are_named() {
        let of = |text: &str| language(&Article::new("a", text));
        assert!(of("The harbor talks resumed on Monday after a week of silence between the two sides.").read);
        for (tag, source) in [
            (
                "de",
                "Die Gespräche über den Hafen wurden am Montag nach einer Woche des Schweigens wieder aufgenommen.",
            ),
            (
                "fr",
                "Les discussions sur le port ont repris lundi après une semaine de silence entre les deux parties.",
            ),
            (
                "es",
                "Las conversaciones sobre el puerto se reanudaron el lunes tras una semana de silencio entre las partes.",
            ),
            (
                "uk",
                "Переговори про порт відновилися в понеділок після тижня мовчання між обома сторонами, повідомила мерія.",
            ),
            (
                "ru",
                "Переговоры о порте возобновились в понедельник после недели молчания между сторонами, сообщила мэрия.",
            ),
            (
                "ar",
                "استؤنفت المحادثات بشأن الميناء يوم الاثنين بعد أسبوع من الصمت بين الطرفين بحسب رئيسة البلدية.",
            ),
            (
                "zh",
                "港口谈判在双方沉默一周之后于星期一恢复，码头工人工会表示愿意讨论工资问题，但拒绝讨论自动化，市长办公室说。",
            ),
        ] {
            let found = of(source);
            assert_eq!((found.tag.as_deref(), found.read), (Some(tag), false), "{source}");
        }
        assert!(of("Strike off").read);
    }

    #[test]
    fn a_language_that_was_given_is_believed() {
        let mut article = Article::new("a", "The talks resumed.");
        article.language = Some("fr".into());
        assert!(!language(&article).read);
    }
}
