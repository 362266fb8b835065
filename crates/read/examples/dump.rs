use read::text::Text;
fn main() {
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).unwrap();
        let text = Text::analysed(&source);
        println!("# {path}");
        for (at, token) in text.tokens.iter().enumerate() {
            let w = text.word(at).unwrap();
            let s = text.sentences.partition_point(|s| s.tokens.end <= at);
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                at,
                token.span.start,
                token.span.end,
                text.token(at),
                w.upos.name(),
                w.penn.name(),
                w.head.map_or(-1, |h| h as i64),
                w.relation.name(),
                s
            );
        }
    }
}
