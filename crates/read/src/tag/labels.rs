//! The labels that the network gives, by their names in Universal Dependencies and the Penn Treebank.

/// An enum whose values are the labels of a tag set, in the order of the network's outputs.
macro_rules! tag_set {
    ($(#[$about:meta])* $set:ident { $($(#[$what:meta])* $label:ident = $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $set { $($(#[$what])* $label,)* }

        impl $set {
            /// All labels, in the order of the network's outputs.
            pub const ALL: &[Self] = &[$(Self::$label,)*];

            /// Its name in the tag set.
            pub fn name(self) -> &'static str {
                match self { $(Self::$label => $name,)* }
            }

            /// The label with this name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$label),)* _ => None }
            }
        }
    };
}

tag_set! {
    /// A universal part of speech (Universal Dependencies 2).
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

tag_set! {
    /// A Penn Treebank tag, as English treebanks of Universal Dependencies use them; rare ones are `Other`.
    Penn {
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Md = "MD",
        Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP",
        PrpPossessive = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", To = "TO", Uh = "UH", Vb = "VB",
        Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP",
        WpPossessive = "WP$", Wrb = "WRB", Other = "XX",
    }
}

tag_set! {
    /// A dependency relation of Universal Dependencies 2, with the subtypes that English treebanks use.
    Relation {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjPass = "csubj:pass", Dep = "dep", Det = "det",
        DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl",
        Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark",
        Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked",
        Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj",
        Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan",
        Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root",
        Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Relation {
    /// The relation without its subtype: `nsubj` of `nsubj:pass`.
    pub fn universal(self) -> &'static str {
        let name = self.name();
        name.split_once(':').map_or(name, |(universal, _)| universal)
    }

    /// Whether it ties a subject to its predicate.
    pub fn is_subject(self) -> bool {
        matches!(self.universal(), "nsubj" | "csubj")
    }
}

tag_set! {
    /// Where a word stands in a name and what the name is of: begin, inside, last, unit (one word), outside.
    NameTag {
        Outside = "O",
        BeginPerson = "B-PER", InsidePerson = "I-PER", LastPerson = "L-PER", UnitPerson = "U-PER",
        BeginOrganisation = "B-ORG", InsideOrganisation = "I-ORG", LastOrganisation = "L-ORG",
        UnitOrganisation = "U-ORG",
        BeginPlace = "B-LOC", InsidePlace = "I-LOC", LastPlace = "L-LOC", UnitPlace = "U-LOC",
    }
}

impl NameTag {
    /// Whether a word so tagged may stand right before one tagged `next`.
    pub(crate) fn may_precede(self, next: Self) -> bool {
        let (mine, kind) = self.parts();
        let (theirs, other) = next.parts();
        match mine {
            'B' | 'I' => matches!(theirs, 'I' | 'L') && kind == other,
            _ => matches!(theirs, 'O' | 'B' | 'U'),
        }
    }

    /// Whether a sentence may begin with a word so tagged.
    pub fn may_begin(self) -> bool {
        matches!(self.parts().0, 'O' | 'B' | 'U')
    }

    /// Whether a sentence may end with a word so tagged.
    pub fn may_end(self) -> bool {
        matches!(self.parts().0, 'O' | 'L' | 'U')
    }

    /// What the name is of, in three letters: `PER`, `ORG`, `LOC`; empty outside.
    pub fn kind(self) -> &'static str {
        self.parts().1
    }

    /// Its place, `B I L U O`, and the three letters of its kind.
    fn parts(self) -> (char, &'static str) {
        let name = self.name();
        (name.chars().next().unwrap_or('O'), name.get(2..).unwrap_or(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_their_names_are_one_to_one() {
        for label in Relation::ALL {
            assert_eq!(Relation::named(label.name()), Some(*label));
        }
        assert_eq!(Relation::NsubjPass.universal(), "nsubj");
        assert_eq!(Upos::named("NOPE"), None);
    }

    #[test]
    fn names_are_well_formed() {
        assert!(NameTag::BeginPerson.may_precede(NameTag::LastPerson));
        assert!(!NameTag::BeginPerson.may_precede(NameTag::LastPlace));
        assert!(!NameTag::BeginPerson.may_precede(NameTag::Outside));
        assert!(NameTag::UnitPlace.may_precede(NameTag::BeginPlace));
        assert!(!NameTag::InsidePlace.may_begin() && !NameTag::BeginPlace.may_end());
    }
}
