//! Who stands on whom.

use crate::told::{FERRY, owned_by, place, report, story};
use article::Particulars;
use weave::{EdgeKind, Node, Story};

/// A report of its own on the ferry.
const OWN: &str = "Ines Vollard still has the wheelhouse key in her coat. The captain of the Aurelia sat for three hours with two investigators in a back room of the harbour office on Friday evening.\n\n\
    Nobody in the café across the street would say a word against her. Fishing families have asked for a light on that reef since the winter of 2019.";

fn edges<'s>(story: &'s Story, from: &str, kind: EdgeKind) -> Vec<&'s weave::Edge> {
    let from = place(story, from);
    story.lineage.edges.iter().filter(|edge| edge.from == from && edge.kind == kind).collect()
}

#[test]
fn an_agencys_paragraph_in_an_own_report_is_a_tie_and_no_family() {
    let paragraph = FERRY.split("\n\n").nth(1).expect("a second paragraph");
    let wire = report("wire", "Calder Wire", FERRY).on("2031-05-02");
    let own = report("own", "Marsh Courier", format!("{OWN}\n\n{paragraph}")).on("2031-05-03");
    let story = story(&[own, wire]);
    assert_eq!(story.families.len(), 2);
    let [edge] = edges(&story, "own", EdgeKind::Shares)[..] else { panic!("{:#?}", story.lineage) };
    assert_eq!(edge.to, Node::Report(place(&story, "wire")));
    assert_eq!(edge.evidence.len(), 4);
    assert!(edge.evidence.iter().all(|evidence| paragraph.contains(evidence.exact())));
}

#[test]
fn reports_that_share_quotations_alone_are_tied_by_them() {
    let said = "“We searched the water off the reef for nine hours and we will not stop before all are found,” Captain Ines Vollard said.";
    let a = report("a", "Calder Wire", format!("{FERRY}\n\n{said}")).on("2031-05-02");
    let b = report("b", "Marsh Courier", format!("{OWN}\n\n{said}")).on("2031-05-03");
    let story = story(&[a, b]);
    let [edge] = edges(&story, "b", EdgeKind::SharesQuotations)[..] else { panic!("{:#?}", story.lineage) };
    assert_eq!(edge.to, Node::Report(place(&story, "a")));
    assert!(edges(&story, "b", EdgeKind::Shares).is_empty());
}

#[test]
fn independent_reports_are_not_tied() {
    let story = story(&[report("a", "Calder Wire", FERRY), report("b", "Marsh Courier", OWN)]);
    assert_eq!(story.lineage.edges, []);
    assert_eq!(story.lineage.outlets.len(), 2);
}

#[test]
fn copies_stand_on_their_origin_and_versions_on_the_first() {
    let page = "https://marshcourier.example/ferry";
    let wire = report("wire", "Calder Wire", FERRY).on("2031-05-01").family(1);
    let copy = report("copy", "Estuary Post", format!("{FERRY}\n\nCalder Wire")).on("2031-05-02").family(1);
    let first = report("first", "Marsh Courier", OWN).on("2031-05-02").at(page).family(2);
    let later = report("later", "Marsh Courier", OWN).on("2031-05-03").at(page).family(2);
    let story = story(&[copy, wire, later, first]);
    let to = |from, kind| edges(&story, from, kind).iter().map(|edge| edge.to).collect::<Vec<_>>();
    assert_eq!(to("copy", EdgeKind::Copies), [Node::Report(place(&story, "wire"))]);
    assert_eq!(to("copy", EdgeKind::Credits), [Node::Report(place(&story, "wire"))]);
    assert_eq!(to("later", EdgeKind::VersionOf), [Node::Report(place(&story, "first"))]);
}

#[test]
fn an_outlet_that_is_only_cited_is_there_with_its_owner() {
    let text = format!("{OWN} The line had been warned twice, according to the Daily Lantern.");
    let story =
        owned_by("Daily Lantern\tQuay Media\tquaymedia.example", &[report("a", "Marsh Courier", text)]);
    let [edge] = edges(&story, "a", EdgeKind::Cites)[..] else { panic!("{:#?}", story.lineage) };
    assert_eq!(edge.evidence[0].exact(), "according to the Daily Lantern");
    let Node::Outlet(outlet) = edge.to else { panic!("{edge:?}") };
    let outlet = &story.lineage.outlets[outlet];
    assert_eq!((outlet.name.as_str(), outlet.articles.len()), ("Daily Lantern", 0));
    assert_eq!(outlet.owned.as_ref().map(|owned| owned.owner.as_str()), Some("Quay Media"));
}

#[test]
fn an_address_in_the_text_links_to_the_report_or_its_outlet() {
    let text = |url: &str| format!("{OWN} The first report is at {url}.");
    let wire = || report("wire", "Calder Wire", FERRY).at("https://www.calderwire.example/ferry/");
    let to = |url: &str| {
        let story = story(&[wire(), report("own", "Marsh Courier", text(url))]);
        edges(&story, "own", EdgeKind::Links).iter().map(|edge| edge.to).collect::<Vec<_>>()
    };
    let page = to("https://calderwire.example/ferry?from=home");
    assert!(matches!(page[..], [Node::Report(_)]), "{page:?}");
    let home = to("http://calderwire.example");
    assert!(matches!(home[..], [Node::Outlet(_)]), "{home:?}");
    assert_eq!(to("https://elsewhere.example/ferry"), []);
}

#[test]
fn what_a_page_names_as_its_source_ties_it_to_the_report() {
    let wire = report("wire", "Calder Wire", FERRY).at("https://calderwire.example/ferry?from=feed");
    let named = || vec!["https://www.calderwire.example/ferry/".to_owned()];
    let derived = Particulars { based_on: named(), ..Particulars::default() };
    let refers = Particulars { cites: named(), ..Particulars::default() };
    let story = story(&[
        wire,
        report("derived", "Marsh Courier", OWN).saying(derived),
        report("refers", "Estuary Post", "Rain fell on the harbour all Sunday night.").saying(refers),
    ]);
    for (from, kind) in [("derived", EdgeKind::BasedOn), ("refers", EdgeKind::Links)] {
        let [edge] = edges(&story, from, kind)[..] else { panic!("{:#?}", story.lineage) };
        assert_eq!((edge.to, edge.evidence.len()), (Node::Report(place(&story, "wire")), 0));
    }
}
