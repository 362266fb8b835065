//! Sentences to train on, with whichever layers their source has.

use anyhow::Result;
use corpora::conllu;
use read::{
    tag::{Penn, Relation, Upos},
    text::Text,
};
use std::path::Path;

/// A sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// The tokens as written.
    pub(crate) forms: Vec<String>,
    /// Parts of speech and arcs, where the source has them.
    pub(crate) syntax: Option<Vec<Syntax>>,
    /// Outputs of the layer of names, where the source has them; `None` where a token is not judged.
    pub(crate) names: Option<Vec<Option<usize>>>,
}

/// The syntax of one token, as outputs of the network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Syntax {
    /// Output of the universal part of speech.
    pub(crate) upos: usize,
    /// Output of the Penn tag.
    pub(crate) penn: usize,
    /// The head within the sentence; `None` for the root.
    pub(crate) head: Option<usize>,
    /// Output of the relation.
    pub(crate) relation: usize,
}

/// A sentence as the treebank cuts it and, where that differs, as we do.
pub(crate) struct Cuts {
    /// As the treebank cuts it.
    pub(crate) gold: Sample,
    /// As we cut it.
    pub(crate) ours: Option<Sample>,
}

/// The training parts of EWT and of the genres of GUM whose text may be used.
pub(crate) fn treebanks(data: &Path) -> Result<Vec<Cuts>> {
    let mut documents = conllu::documents(&data.join("treebanks/ewt/en_ewt-ud-train.conllu"))?;
    documents.extend(conllu::folder(&data.join("gum/train"))?);
    Ok(documents.iter().flat_map(|document| &document.sentences).map(cuts).collect())
}

fn cuts(sentence: &conllu::Sentence) -> Cuts {
    let syntax: Vec<Syntax> = sentence.words.iter().map(syntax).collect();
    let gold = Sample {
        forms: sentence.words.iter().map(|word| word.form.clone()).collect(),
        syntax: Some(syntax.clone()),
        names: None,
    };
    let ours = recut(sentence, &syntax).filter(|ours| ours.forms != gold.forms);
    Cuts { gold, ours }
}

fn syntax(word: &conllu::Word) -> Syntax {
    let place = |found: Option<usize>, other: usize| found.unwrap_or(other);
    Syntax {
        upos: place(Upos::ALL.iter().position(|tag| tag.name() == word.upos), Upos::ALL.len() - 1),
        penn: place(Penn::ALL.iter().position(|tag| tag.name() == word.xpos), Penn::ALL.len() - 1),
        head: word.head,
        relation: relation(&word.relation),
    }
}

/// The output of a relation; of its universal part where we have no such subtype.
fn relation(name: &str) -> usize {
    let position = |name: &str| Relation::ALL.iter().position(|relation| relation.name() == name);
    let universal = name.split(':').next().unwrap_or(name);
    // A clausal subject of an outer predicate is rare enough to be its universal kind.
    position(name).or_else(|| position(universal)).or_else(|| position("dep")).unwrap_or(0)
}

/// The sentence in our tokens: a token that covers several words stands where the first of them stands that hangs
/// from outside; a later piece of a word hangs from its first by `goeswith`.
fn recut(sentence: &conllu::Sentence, syntax: &[Syntax]) -> Option<Sample> {
    let text = Text::cut(&sentence.text);
    if text.sentences.is_empty() {
        return None;
    }
    let token_of =
        |byte: usize| text.tokens.iter().position(|token| token.span.start <= byte && byte < token.span.end);
    let owners: Vec<usize> =
        sentence.words.iter().map(|word| token_of(word.span.start)).collect::<Option<_>>()?;
    let mut out = Vec::with_capacity(text.tokens.len());
    for (index, token) in text.tokens.iter().enumerate() {
        let mine: Vec<usize> = (0..owners.len()).filter(|word| owners[*word] == index).collect();
        let outward =
            mine.iter().copied().find(|word| syntax[*word].head.is_none_or(|head| owners[head] != index));
        out.push(if let Some(word) = outward {
            Syntax { head: syntax[word].head.map(|head| owners[head]), ..syntax[word] }
        } else {
            let whole = sentence.words.iter().position(|word| word.span.contains(&token.span.start))?;
            Syntax { head: Some(owners[whole]), relation: relation("goeswith"), ..syntax[whole] }
        });
    }
    let forms = (0..text.tokens.len()).map(|index| text.token(index).to_owned()).collect();
    Some(Sample { forms, syntax: Some(out), names: None })
}
