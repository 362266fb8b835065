//! What is counted of each block of a page, to tell the article from what stands around it.

use super::blocks::{Block, Blocks, Element};
use super::sums::{Sums, Within};
use super::telling::Telling;

/// The names of what [`features`] counts, in its order.
pub const NAMES: &[&str] = &[
    "words",
    "letters",
    "linked",
    "stressed",
    "ends",
    "commas",
    "capitals",
    "digits",
    "word length",
    "begins low",
    "copyright",
    "separators",
    "lines",
    "question",
    "p",
    "li",
    "h1",
    "h2 h3",
    "h4 h5 h6",
    "figcaption",
    "blockquote",
    "cell",
    "div",
    "in article",
    "in main",
    "in aside",
    "in nav",
    "in header",
    "in footer",
    "in form",
    "in figure",
    "in table",
    "in list",
    "in quote",
    "in dialog",
    "in body",
    "hidden",
    "depth",
    "place",
    "words before",
    "words after",
    "blocks",
    "after title",
    "far from title",
    "titled",
    "prev words",
    "prev linked",
    "prev sentence",
    "prev near",
    "next words",
    "next linked",
    "next sentence",
    "next near",
    "prev2 words",
    "prev2 linked",
    "prev2 sentence",
    "next2 words",
    "next2 linked",
    "next2 sentence",
    "prev heading",
    "next heading",
    "sentences around",
    "parent words",
    "parent linked",
    "parent blocks",
    "parent share",
    "grand words",
    "grand linked",
    "grand blocks",
    "grand share",
    "in top",
    "top share",
    "over top",
    "under top",
    "top linked",
    "article share",
    "articles",
    "repeats",
    "alike",
    "alike words",
    "alike linked",
    "alike share",
    "names",
    "parent names",
    "grand names",
    "names near",
    "names all",
    "least name",
    "most name",
    "least name near",
    "most name near",
    "least name nearish",
    "word mean",
    "least word",
    "most word",
    "first word",
    "words sum",
];

/// Counts, for each block of a page, what [`NAMES`] names. `title` is the headline, where one is known; `telling` has what
/// the names of elements and the words of blocks are worth.
pub fn features(page: &Blocks, title: Option<&str>, telling: &Telling) -> Vec<Vec<f32>> {
    let sums = Sums::of(page, title);
    let names: Vec<Names> = page.elements.iter().map(|element| Names::of(element, telling)).collect();
    (0..page.blocks.len())
        .map(|at| {
            let mut row = sums.row(at);
            names_around(page, &page.blocks[at], &names, &mut row);
            words_of(&page.blocks[at], telling, &mut row);
            row
        })
        .collect()
}

/// What the names of an element are worth.
struct Names {
    sum: f32,
    least: f32,
    most: f32,
}

impl Names {
    fn of(element: &Element, telling: &Telling) -> Self {
        let mut names = Self { sum: 0.0, least: 0.0, most: 0.0 };
        for (at, worth) in telling.names(element).enumerate() {
            names.sum += worth;
            names.least = if at == 0 { worth } else { names.least.min(worth) };
            names.most = if at == 0 { worth } else { names.most.max(worth) };
        }
        names
    }
}

fn names_around(page: &Blocks, block: &Block, names: &[Names], row: &mut Vec<f32>) {
    let mut around = Vec::new();
    let mut next = Some(block.element);
    while let Some(at) = next {
        around.push(&names[at]);
        next = page.elements[at].parent;
    }
    let sum = |most: usize| around.iter().take(most).map(|names| names.sum).sum::<f32>();
    let least = |most: usize| around.iter().take(most).map(|names| names.least).fold(f32::MAX, f32::min);
    let greatest = |most: usize| around.iter().take(most).map(|names| names.most).fold(f32::MIN, f32::max);
    let at = |level: usize| around.get(level).map_or(0.0, |names| names.sum);
    let all = around.len();
    row.extend([
        at(0),
        at(1),
        at(2),
        sum(3),
        sum(all),
        least(all),
        greatest(all),
        least(3),
        greatest(3),
        least(6),
    ]);
}

fn words_of(block: &Block, telling: &Telling, row: &mut Vec<f32>) {
    let worths: Vec<f32> = telling.words(block).collect();
    let sum: f32 = worths.iter().sum();
    let Some(first) = worths.first() else { return row.extend([0.0; 5]) };
    row.extend([
        sum / worths.len() as f32,
        worths.iter().copied().fold(f32::MAX, f32::min),
        worths.iter().copied().fold(f32::MIN, f32::max),
        *first,
        sum,
    ]);
}

impl Sums<'_> {
    /// What is counted of a block, without what its words and names are worth.
    fn row(&self, at: usize) -> Vec<f32> {
        let page = self.page;
        let block = &page.blocks[at];
        let own = &self.own[at];
        let letters = block.letters.max(1) as f32;
        let last =
            block.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).chars().last().unwrap_or(' ');
        let count = |is: fn(char) -> bool| block.text.chars().filter(|c| is(*c)).count() as f32;
        let capitals =
            block.text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() as f32;
        let mut row = vec![
            log(own.words),
            log(block.letters),
            own.linked,
            block.stressed as f32 / letters,
            f32::from(u8::from(matches!(last, '.' | '!' | '?' | '…' | ':' | '。'))),
            log(block.text.matches([',', '，', '、']).count()),
            capitals / own.words.max(1) as f32,
            count(char::is_numeric) / letters,
            letters / own.words.max(1) as f32,
            flag(block.text.starts_with(char::is_lowercase)),
            flag(block.text.contains('©')),
            flag(block.text.contains(['|', '·', '•', '›', '»'])),
            block.text.matches('\n').count() as f32,
            flag(last == '?'),
        ];
        let name = page.elements[block.element].name.as_str();
        for names in [
            &["p"][..],
            &["li"],
            &["h1"],
            &["h2", "h3"],
            &["h4", "h5", "h6"],
            &["figcaption", "caption"],
            &["blockquote"],
            &["td", "th", "dt", "dd"],
            &["div", "section", "article", "main"],
        ] {
            row.push(flag(names.contains(&name)));
        }
        let around: Vec<&Element> = page.around(block).collect();
        for names in [
            &["article"][..],
            &["main"],
            &["aside"],
            &["nav"],
            &["header"],
            &["footer"],
            &["form", "fieldset", "button"],
            &["figure"],
            &["table"],
            &["ul", "ol", "dl"],
            &["blockquote"],
            &["dialog"],
        ] {
            row.push(flag(around.iter().any(|element| names.contains(&element.name.as_str()))));
        }
        row.push(flag(around.iter().any(|element| {
            element.tokens.iter().any(|token| token == "articlebody")
                || (element.tokens.iter().any(|token| {
                    token == "article" || token == "story" || token == "entry" || token == "post"
                }) && element
                    .tokens
                    .iter()
                    .any(|token| token == "body" || token == "content" || token == "text"))
        })));
        row.push(flag(around.iter().any(|element| element.is_hidden)));
        row.push(around.len() as f32);
        let total = page.blocks.len();
        row.push(at as f32 / total as f32);
        row.push(log(self.before[at]));
        row.push(log(self.words - self.before[at] - own.words));
        row.push(log(total));
        let from_title = self.title_at.map(|title| at as f32 - title as f32);
        row.push(from_title.map_or(0.0, f32::signum));
        row.push(from_title.map_or(-1.0, |far| far.abs().ln_1p()));
        row.push(flag(self.titled[at]));
        for beside in [at.checked_sub(1), Some(at + 1)] {
            self.beside(beside, &mut row);
            row.push(beside.filter(|beside| *beside < total).map_or(-1.0, |beside| self.apart(at, beside)));
        }
        for beside in [at.checked_sub(2), Some(at + 2)] {
            self.beside(beside, &mut row);
        }
        let heading =
            |at: Option<usize>| flag(at.and_then(|at| self.own.get(at)).is_some_and(|own| own.is_heading));
        row.push(heading(at.checked_sub(1)));
        row.push(heading(Some(at + 1)));
        let from = at.saturating_sub(5);
        let near = &self.own[from..(at + 6).min(total)];
        row.push(near.iter().filter(|own| own.is_prose).count() as f32 / near.len() as f32);
        let parent = Some(block.element);
        let grand = page.elements[block.element].parent;
        for element in [parent, grand] {
            let none = Within::default();
            let within = element.map_or(&none, |at| &self.within[at]);
            row.push(log(within.prose));
            row.push(within.linked as f32 / within.letters.max(1) as f32);
            row.push(log(within.blocks));
            row.push(within.prose as f32 / self.prose.max(1) as f32);
        }
        match self.top {
            Some(top) => {
                let (from, to) = page.elements[top].blocks;
                let is_in = (from..to).contains(&at);
                row.push(flag(is_in));
                row.push(self.within[top].prose as f32 / self.prose.max(1) as f32);
                // So many steps up from the top element to the first that holds the block too, and down from there.
                let mut up = 0;
                let mut shared = top;
                while !(page.elements[shared].blocks.0..page.elements[shared].blocks.1).contains(&at) {
                    up += 1;
                    match page.elements[shared].parent {
                        Some(parent) => shared = parent,
                        None => break,
                    }
                }
                row.push(up as f32);
                row.push(self.depth[block.element].saturating_sub(self.depth[shared]) as f32);
                row.push(self.within[top].linked as f32 / self.within[top].letters.max(1) as f32);
            }
            None => row.extend([0.0; 5]),
        }
        let article = {
            let mut next = Some(block.element);
            let mut found = None;
            while let Some(at) = next {
                if page.elements[at].name == "article" {
                    found = Some(at);
                }
                next = page.elements[at].parent;
            }
            found
        };
        row.push(article.map_or(-1.0, |at| self.within[at].prose as f32 / self.prose.max(1) as f32));
        row.push(log(self.articles));
        row.push(log(self.repeats.get(block.text.as_str()).copied().unwrap_or(1)));
        let alike = self.alike.get(&self.paths[at]).copied().unwrap_or_default();
        row.push(log(alike[0]));
        row.push(alike[1] as f32 / alike[0].max(1) as f32);
        row.push(alike[3] as f32 / alike[2].max(1) as f32);
        row.push(alike[4] as f32 / self.prose.max(1) as f32);
        row
    }

    fn beside(&self, at: Option<usize>, row: &mut Vec<f32>) {
        match at.and_then(|at| self.own.get(at)) {
            Some(own) => row.extend([log(own.words), own.linked, flag(own.is_prose)]),
            None => row.extend([-1.0, -1.0, -1.0]),
        }
    }

    /// How many elements begin or end between two blocks.
    fn apart(&self, a: usize, b: usize) -> f32 {
        let (mut a, mut b) = (self.page.blocks[a].element, self.page.blocks[b].element);
        let mut steps = 0.0;
        while a != b {
            steps += 1.0;
            let deeper = if self.depth[a] >= self.depth[b] { &mut a } else { &mut b };
            match self.page.elements[*deeper].parent {
                Some(parent) => *deeper = parent,
                None => break,
            }
        }
        steps
    }
}

fn log(count: usize) -> f32 {
    (count as f32).ln_1p()
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
