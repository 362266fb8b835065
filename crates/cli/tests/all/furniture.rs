//! What an outlet prints under every page is learnt from the pages, whatever its words are.

use crate::run::{Folder, Ran};

const APPEAL: &str = "The lamps of this newsroom burn late because neighbours along the shore keep them lit with a coin a week.";

/// Reports of one outlet, each of a matter of its own.
const REPORTS: [&str; 24] = [
    "The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its rail. Boats leave every half hour.",
    "Lawmakers in Dunmore approved a budget with higher spending on schools. Teachers will see their first raise in six years.",
    "A comet passed over the Orla desert on Thursday night. Astronomers at Brenn photographed its long green tail for an hour.",
    "Two bakers in Harrow were fined for selling bread by weights that were too light. The court heard eleven customers.",
    "The chess club of Saltmere won the northern cup for the third time. Its youngest player is a girl of nine.",
    "A fire burned down a sawmill near Tarn on Friday. Nobody was hurt, but forty people lost their work.",
    "Doctors at the Umber hospital removed a coin from the nose of an opera singer. She sang the same evening.",
    "The river Calder rose by two metres in a night and flooded the cellars of the old town. Pumps came from the army.",
    "A museum in Quill bought letters of the poet Edda Marr at an auction. The price was kept secret by both sides.",
    "Goalkeeper Tomas Reed left the Northbank Rovers for a club in Spain. He had stopped three penalties in the final.",
    "Beekeepers in the Lowlands report the poorest harvest of honey since the war. They blame a wet spring and mites.",
    "The mayor of Fennick resigned over a contract for street lamps. An inquiry begins in the council next month.",
    "A rare owl nested in the tower of Saint Brannoc. Bells stay silent there until the chicks have flown.",
    "Engineers closed the Marrow bridge after cracks were found in a girder. Lorries must drive through the hills.",
    "Police in Larkspur found nine stolen violins in a barn. One of them was made in Cremona in 1721.",
    "Oil prices fell on Tuesday as tankers returned to the strait. Traders in Vellin spoke of a calm week.",
    "The actor Ione Brask was given a prize for her part in a film about whales. She thanked her grandmother.",
    "A school in Pell banned telephones from its classrooms. Parents voted for it by two hundred to thirty.",
    "Archaeologists dug up a Roman kiln under a car park in Ostery. It still held six unbroken jars.",
    "The airline Corvid cancelled forty flights because of a strike by its crews. Talks resume on Sunday.",
    "Voters on the island of Sarn rejected a tunnel to the mainland. The ferry company had paid for posters.",
    "A bakery robot at the fair in Lund burned its first pancake before a crowd of ministers. Its makers laughed.",
    "Snow closed the pass of Gorm in the middle of May. Shepherds brought their flocks down by torchlight.",
    "The central bank of Ravia raised its rate to five per cent. Builders warned that fewer homes would be begun.",
];

fn page(report: &str, end: &str) -> String {
    let title: Vec<&str> = report.split(' ').take(6).collect();
    let paragraphs: Vec<String> =
        report.split_inclusive(". ").map(|one| format!("<p>{}</p>", one.trim())).collect();
    format!(
        "<html lang=en><head><meta property='og:site_name' content='The Tide'><title>{title}</title></head><body><article>\
         <h1>{title}</h1>{}<p>{end}</p></article></body></html>",
        paragraphs.concat(),
        title = title.join(" ")
    )
}

/// A library to which these pages were added, so many at a time.
fn library(at_once: usize, end: impl Fn(usize) -> String) -> Folder {
    let folder = Folder::new();
    let names: Vec<String> = (0..REPORTS.len()).map(|at| format!("{at:02}.html")).collect();
    for (at, name) in names.iter().enumerate() {
        folder.write(name, page(REPORTS[at], &end(at)).as_bytes());
    }
    for names in names.chunks(at_once) {
        let mut words = vec!["add"];
        words.extend(names.iter().map(String::as_str));
        folder.run(&words).ended(0, &[]);
    }
    folder
}

fn shown(folder: &Folder, id: &str) -> Ran {
    let ran = folder.run(&["show", id, "--width", "300"]);
    ran.ended(0, &[]);
    ran
}

#[test]
fn an_appeal_under_every_page_is_debris() {
    let folder = library(REPORTS.len(), |_| APPEAL.to_owned());
    for at in [0, 11, 23] {
        let ran = shown(&folder, &format!("{at:02}.html"));
        assert!(ran.out.contains(&format!("[debris] {APPEAL}")), "{ran:?}");
        assert_eq!(ran.out.matches("[debris]").count(), 1, "{ran:?}");
    }
    folder.run(&["verify"]).ended(0, &[]);
    // In portions it comes to the same, and an article that comes later has it marked at once.
    let portions = library(5, |_| APPEAL.to_owned());
    for at in [0, 11, 23] {
        let id = format!("{at:02}.html");
        // The numbers of stories are given as they come.
        let text = |folder| {
            shown(folder, &id)
                .out
                .lines()
                .filter(|line| !line.starts_with("story "))
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(text(&folder), text(&portions));
    }
}

#[test]
fn a_last_paragraph_of_its_own_is_none() {
    let folder = library(REPORTS.len(), |at| format!("{APPEAL} That was told of report number {at}."));
    assert!(!shown(&folder, "00.html").out.contains("[debris]"));
}
