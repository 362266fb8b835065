//! Whom to call, and the calls to be made.

use crate::{NOW, add, library, outlet_article};
use store::{ArticleKey, Delivery, Hook, Library};

fn hook() -> Hook {
    Hook {
        id: 0,
        url: "https://desk.example/hook".to_owned(),
        secret: "s".to_owned(),
        story: None,
        search: Some("{}".to_owned()),
        maker: Some("Ada".to_owned()),
        made: NOW.to_owned(),
        after: ArticleKey(0),
        stopped: None,
    }
}

fn delivery(hook: i64, id: &str, due: &str) -> Delivery {
    Delivery {
        id: id.to_owned(),
        hook,
        made: NOW.to_owned(),
        body: "{}".to_owned(),
        tries: 0,
        due: Some(due.to_owned()),
        last: None,
        done: None,
    }
}

fn due(library: &Library) -> Vec<String> {
    library.deliveries_due("2031-05-07T00:00:00Z", 10).unwrap().into_iter().map(|one| one.id).collect()
}

#[test]
fn who_is_to_be_called_is_told_of_what_comes_later() {
    let (_folder, mut library) = library();
    let old = add(&mut library, outlet_article("a", "Gale", "2031-05-01", "Rain fell."));
    let id = library.put_hook(&hook()).unwrap();
    let stored = library.hooks().unwrap().remove(0);
    assert_eq!(stored, Hook { id, after: old, ..hook() });
    let new = add(&mut library, outlet_article("b", "Gale", "2031-05-01", "Snow fell."));
    assert_eq!(library.added_after(stored.after, 10).unwrap(), [new]);
    library.put_deliveries(&[], &[(id, new)]).unwrap();
    library.put_deliveries(&[], &[(id, old)]).unwrap();
    assert_eq!(library.hooks().unwrap()[0].after, new, "it never goes back");
}

#[test]
fn a_call_is_put_once_and_tried_until_it_arrives() {
    let (_folder, mut library) = library();
    let id = library.put_hook(&hook()).unwrap();
    library
        .put_deliveries(&[delivery(id, "b", "2031-05-06T08:00:00Z"), delivery(id, "a", NOW)], &[])
        .unwrap();
    assert_eq!(due(&library), ["a", "b"]);
    let again = Some("2031-05-08T00:00:00Z".to_owned());
    let failed = Delivery { tries: 1, due: again, last: Some("503".to_owned()), ..delivery(id, "a", NOW) };
    library.put_try(&failed).unwrap();
    library.put_deliveries(&[delivery(id, "a", NOW)], &[]).unwrap();
    assert_eq!(due(&library), ["b"], "put again, it stays as it is");
    assert_eq!(library.deliveries_of(id, 10).unwrap()[0], failed);
    library.stop_hook(id, "it is gone").unwrap();
    assert_eq!(due(&library), Vec::<String>::new());
    assert_eq!(library.hooks().unwrap()[0].stopped.as_deref(), Some("it is gone"));
    assert!(library.remove_hook(id).unwrap() && !library.remove_hook(id).unwrap());
    assert_eq!(library.deliveries_of(id, 10).unwrap(), []);
}
