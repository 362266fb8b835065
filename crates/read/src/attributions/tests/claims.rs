//! Claims in the reporter's sentence: which words are cues, whose they are, and what they govern.

use super::*;

#[test]
fn words_in_the_reporters_sentence() {
    mixed(
        "Marsh called the ruling “a gift to polluters.”",
        "the ruling “a gift to polluters.”",
        "a gift to polluters",
        "Marsh",
        "called",
    );
    mixed(
        "The bank said in a statement that the talks were “frank and useful at times.”",
        "that the talks were “frank and useful at times.”",
        "frank and useful at times",
        "The bank",
        "said",
    );
    mixed(
        "As one engineer put it, the plan was a “house of cards” from the start.",
        "the plan was a “house of cards” from the start",
        "house of cards",
        "one engineer",
        "put it",
    );
    mixed(
        "The senator accused the bank of “looting its customers.”",
        "the bank of “looting its customers.”",
        "looting its customers",
        "The senator",
        "accused",
    );
    mixed(
        "Marsh called for “real change” at the club.",
        "“real change” at the club",
        "real change",
        "Marsh",
        "called for",
    );
}

#[test]
fn claims_without_quotation_marks() {
    indirect("Farmers say prices will fall.", &["prices will fall"], "Farmers", "say");
    indirect("Prices will fall, farmers say.", &["Prices will fall"], "farmers", "say");
    indirect("Prices, she said, will fall.", &["Prices", "will fall"], "she", "said");
    indirect(
        "Hale told lawmakers on Tuesday that the dam was sound.",
        &["that the dam was sound"],
        "Hale",
        "told",
    );
    indirect(
        "According to the coroner, the man drowned.",
        &["the man drowned"],
        "the coroner",
        "According to",
    );
    indirect(
        "The man drowned, according to the coroner.",
        &["The man drowned"],
        "the coroner",
        "according to",
    );
    indirect(
        "Dorn Rail, which says the line would cost 90 jobs, gave no answer.",
        &["the line would cost 90 jobs"],
        "Dorn Rail",
        "says",
    );
    indirect(
        "The ferry would run again, said Ola Berg, a spokesman for the line.",
        &["The ferry would run again"],
        "Ola Berg, a spokesman for the line",
        "said",
    );
    indirect(
        "The council urged the firm to reopen the path.",
        &["the firm to reopen the path"],
        "The council",
        "urged",
    );
}

#[test]
fn a_few_words_may_part_cue_and_clause() {
    indirect(
        "The court ruled 6-3 on Thursday that the ban was void.",
        &["that the ban was void"],
        "The court",
        "ruled",
    );
    indirect("Mr Reed, 52, who denies the charges, left the court.", &["the charges"], "Mr Reed", "denies");
}

#[test]
fn the_subject_is_not_the_name_nearest_to_the_verb() {
    indirect(
        "Jon Vale, head of the pilots' branch and no relation to Mayor Ida Vale, said members would vote.",
        &["members would vote"],
        "Jon Vale, head of the pilots' branch and no relation to Mayor Ida Vale",
        "said",
    );
    indirect(
        "Vale, who met Mayor Ida Roe in May, said members would vote.",
        &["members would vote"],
        "Vale",
        "said",
    );
}

#[test]
fn several_in_one_sentence() {
    let text = Text::analysed(
        "The ministry confirmed the deaths and warned that rivers were rising, adding that aid was near.",
    );
    let told = told(&text);
    let cues: Vec<_> = told.iter().map(|said| (said.4, said.1[0], said.3)).collect();
    assert_eq!(
        cues,
        [
            ("confirmed", "the deaths", Some("The ministry")),
            ("warned", "that rivers were rising", Some("The ministry")),
            ("adding", "that aid was near", Some("The ministry")),
        ]
    );
}

#[test]
fn refusals_to_speak_claim_nothing() {
    for source in [
        "The firm declined to comment.",
        "Hale has not confirmed the date.",
        "The report on the claims was filed with the plan.",
        "They called off the search.",
        "Clubs must report every payment.",
        "Nobody at the ministry said the dam was sound.",
        "One neighbor asked not to be named.",
    ] {
        assert_eq!(told(&Text::analysed(source)), [], "{source}");
    }
}

#[test]
fn how_strongly_it_is_put() {
    for (source, hedge) in [
        ("Hale said the dam was sound.", Hedge::Stated),
        ("Hale said the dam might burst.", Hedge::Possible),
        ("Hale said the dam will be rebuilt.", Hedge::Planned),
        ("Hale said the gates would open if it rained.", Hedge::Conditional),
        ("Hale denied that the dam had cracked.", Hedge::Denied),
        ("Hale urged the firm to reopen the dam.", Hedge::Requested),
        ("Hale hinted that the dam had cracked.", Hedge::Possible),
        ("The dam is said to be sound.", Hedge::Reported),
        ("The dam has reportedly cracked.", Hedge::Reported),
        ("Hale is expected to resign.", Hedge::Planned),
    ] {
        let text = Text::analysed(source);
        let hedges: Vec<_> = found(&text).attributions.iter().map(|said| said.hedge).collect();
        assert_eq!(hedges, [hedge], "{source}");
    }
}

#[test]
fn what_goes_with_the_cue_ends_the_content() {
    indirect("The firm confirmed the leak and closed the plant.", &["the leak"], "The firm", "confirmed");
    indirect("Okoro praised the crews, who had worked all night.", &["the crews"], "Okoro", "praised");
    indirect(
        "Hale said Mr. Okoro had asked Ms. Adair for help.",
        &["Mr. Okoro had asked Ms. Adair for help"],
        "Hale",
        "said",
    );
}

#[test]
fn adjectives_and_nouns_with_a_clause_are_cues() {
    indirect(
        "Farmers are afraid that prices will fall.",
        &["that prices will fall"],
        "Farmers",
        "are afraid",
    );
    indirect(
        "The court threw out the mayor's claim that the dam was sound.",
        &["that the dam was sound"],
        "the mayor's",
        "claim",
    );
    let text = Text::analysed("The plans to build a bridge grew old, and so did the claims.");
    assert_eq!(told(&text), []);
}

#[test]
fn what_a_thing_is_called_needs_no_marks() {
    indirect(
        "Hale called the ruling a gift to polluters.",
        &["the ruling a gift to polluters"],
        "Hale",
        "called",
    );
    indirect("Okoro described the bridge as a trap.", &["the bridge as a trap"], "Okoro", "described");
}

#[test]
fn what_opens_a_clause_belongs_to_it() {
    indirect("Hale said that the dam was sound.", &["that the dam was sound"], "Hale", "said");
    indirect("Hale asked whether the dam was sound.", &["whether the dam was sound"], "Hale", "asked");
    direct("Hale said that “the dam was sound.”", &["the dam was sound"], "Hale", "said");
    direct("Hale wrote: “The dam is sound.”", &["The dam is sound"], "Hale", "wrote:");
}

#[test]
fn numbers_and_contracted_verbs_say_something() {
    indirect("He’s said he owns the dam.", &["he owns the dam"], "He", "’s said");
    indirect(
        "Nearly nine out of 10 say they will move.",
        &["they will move"],
        "Nearly nine out of 10",
        "say",
    );
    indirect("The town was split; most said they were worried.", &["they were worried"], "most", "said");
}

#[test]
fn what_a_survey_shows_needs_no_that() {
    indirect("The latest poll shows Roe leading Vale.", &["Roe leading Vale"], "The latest poll", "shows");
    indirect(
        "Most voters have an unfavorable view of Roe, the poll found.",
        &["Most voters have an unfavorable view of Roe"],
        "the poll",
        "found",
    );
    assert_eq!(told(&Text::analysed("The guard found the keys.")), []);
}

#[test]
fn a_verb_after_a_quotation_need_not_be_listed() {
    direct("“I am honored,” an angry Hale retaliated.", &["I am honored"], "an angry Hale", "retaliated");
    direct(
        "“I would vote for them,” he joked with reporters after a meeting.",
        &["I would vote for them"],
        "he",
        "joked",
    );
}

#[test]
fn who_is_asked_is_no_source_of_the_question() {
    indirect(
        "Asked on Tuesday about Hale, Okoro said there was no leak.",
        &["there was no leak"],
        "Okoro",
        "said",
    );
}

#[test]
fn attitudes_are_cues() {
    indirect("Okoro is skeptical of the plan.", &["the plan"], "Okoro", "is skeptical of");
    indirect("Hale's criticism of the plan was sharp.", &["the plan"], "Hale's", "criticism of");
    indirect(
        "Okoro argued emphatically that it rained.",
        &["that it rained"],
        "Okoro",
        "argued emphatically",
    );
}
