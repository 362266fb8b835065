use std::io::BufRead;
fn main() {
    let mut tot = 0;
    let mut m = 0;
    for l in std::io::stdin().lock().lines() {
        let l = l.unwrap();
        let mut it = l.split('\u{1}');
        let title = it.next().unwrap();
        let t = it.next().unwrap().replace('\u{2}', "\n");
        let x = read::text::Text::cut(&t);
        let d = read::debris::debris(&x, Some(title));
        tot += t.len();
        for d in d {
            m += d.span.len();
            println!("{:?}\t{}", d.kind, &t[d.span.start..d.span.end].replace('\n', "⏎"))
        }
    }
    eprintln!("{tot} {m} {:.2}", 100.0 * m as f64 / tot as f64);
}
