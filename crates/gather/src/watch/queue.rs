//! What is to be asked next: whatever is due first, of each host one thing at a time, and what comes first there before the
//! rest: a feed waits for no page, or its items would be gone by the time that all pages were had.

use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Things to be asked for, each under a key of its own and at a host.
#[derive(Debug)]
pub(super) struct Queue<T> {
    hosts: HashMap<String, Host<T>>,
    /// When each host that is free has something to be asked for.
    ready: BTreeSet<(Timestamp, String)>,
    /// Where the thing of each key waits.
    places: HashMap<String, (String, Place)>,
    /// The keys of what is being asked for just now.
    asked: HashSet<String>,
    count: u64,
}

/// When something is due, its number in order of arrival, and whether it comes first.
#[derive(Debug, Clone, Copy)]
struct Place {
    due: Timestamp,
    number: u64,
    is_first: bool,
}

#[derive(Debug)]
struct Host<T> {
    /// What comes first, and the rest.
    waiting: [BTreeMap<(Timestamp, u64), (String, T)>; 2],
    is_busy: bool,
    free: Timestamp,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self {
            hosts: HashMap::new(),
            ready: BTreeSet::new(),
            places: HashMap::new(),
            asked: HashSet::new(),
            count: 0,
        }
    }
}

impl<T> Host<T> {
    /// When it is to be asked next.
    fn ready(&self) -> Option<Timestamp> {
        let due = self.due()?;
        (!self.is_busy).then(|| self.free.max(due))
    }

    /// When something is due, whether or not the host may be asked then.
    fn due(&self) -> Option<Timestamp> {
        self.waiting.iter().filter_map(|waiting| waiting.keys().next()).map(|(due, _)| *due).min()
    }

    fn kind(&mut self, is_first: bool) -> &mut BTreeMap<(Timestamp, u64), (String, T)> {
        &mut self.waiting[usize::from(!is_first)]
    }

    /// What is due at `now`, what comes first before the rest.
    fn take(&mut self, now: Timestamp) -> Option<(String, T)> {
        let due =
            self.waiting.iter_mut().find(|waiting| waiting.keys().next().is_some_and(|(due, _)| *due <= now));
        due?.pop_first().map(|(_, waiting)| waiting)
    }
}

impl<T> Queue<T> {
    /// Has a thing asked for at a host when it is due, instead of what waited under its key; `is_first` before what is not. What is
    /// being asked for just now is not asked for again.
    pub(super) fn put(&mut self, key: &str, host: &str, due: Timestamp, is_first: bool, thing: T) {
        if self.asked.contains(key) {
            return;
        }
        self.remove(key);
        self.count += 1;
        let place = Place { due, number: self.count, is_first };
        self.change(host, |host| host.kind(is_first).insert((due, place.number), (key.to_owned(), thing)));
        self.places.insert(key.to_owned(), (host.to_owned(), place));
    }

    /// Forgets what waits under a key.
    pub(super) fn remove(&mut self, key: &str) {
        if let Some((host, place)) = self.places.remove(key) {
            self.change(&host, |host| host.kind(place.is_first).remove(&(place.due, place.number)));
        }
    }

    /// Forgets what waits under other keys than these.
    pub(super) fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
        let others: Vec<String> = self.places.keys().filter(|key| !is_kept(key)).cloned().collect();
        for key in others {
            self.remove(&key);
        }
    }

    /// The thing that is to be asked for at `now`; its host is busy until [`Queue::done`].
    pub(super) fn next(&mut self, now: Timestamp) -> Option<T> {
        let host = match self.ready.first() {
            Some((ready, host)) if *ready <= now => host.clone(),
            _ => return None,
        };
        let (key, thing) = self.change(&host, |host| {
            let taken = host.take(now);
            host.is_busy = taken.is_some();
            taken
        })?;
        self.places.remove(&key);
        self.asked.insert(key);
        Some(thing)
    }

    /// Whether something is due at `now` that may be asked for by `soon`.
    pub(super) fn is_due(&self, now: Timestamp, soon: Timestamp) -> bool {
        let ready = self.ready.iter().take_while(|(ready, _)| *ready <= soon);
        ready.filter_map(|(_, host)| self.hosts.get(host)?.due()).any(|due| due <= now)
    }

    /// Says that what was asked for under a key is answered, and from when on its host may be asked for more.
    pub(super) fn done(&mut self, key: &str, host: &str, free: Timestamp) {
        self.asked.remove(key);
        self.change(host, |host| {
            host.is_busy = false;
            host.free = host.free.max(free);
        });
    }

    /// Leaves a host alone until a moment.
    pub(super) fn hold(&mut self, host: &str, until: Timestamp) {
        self.change(host, |host| host.free = host.free.max(until));
    }

    /// When something is to be asked for next.
    pub(super) fn next_ready(&self) -> Option<Timestamp> {
        self.ready.first().map(|(ready, _)| *ready)
    }

    fn change<R>(&mut self, name: &str, change: impl FnOnce(&mut Host<T>) -> R) -> R {
        let host = self.hosts.entry(name.to_owned()).or_insert_with(|| Host {
            waiting: [BTreeMap::new(), BTreeMap::new()],
            is_busy: false,
            free: Timestamp::MIN,
        });
        if let Some(ready) = host.ready() {
            self.ready.remove(&(ready, name.to_owned()));
        }
        let result = change(host);
        if let Some(ready) = host.ready() {
            self.ready.insert((ready, name.to_owned()));
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn each_host_is_asked_one_thing_at_a_time_in_order() {
        let mut queue = Queue::default();
        for (key, host, due) in [("a1", "a", 5), ("a2", "a", 1), ("b1", "b", 3), ("a2", "a", 2)] {
            queue.put(key, host, at(due), false, key);
        }
        assert_eq!((queue.next_ready(), queue.next(at(1))), (Some(at(2)), None));
        assert_eq!((queue.next(at(9)), queue.next(at(9)), queue.next(at(9))), (Some("a2"), Some("b1"), None));
        queue.put("a2", "a", at(0), false, "a2");
        queue.done("a2", "a", at(20));
        assert_eq!((queue.next(at(9)), queue.next_ready()), (None, Some(at(20))));
        queue.hold("a", at(30));
        queue.done("b1", "b", at(10));
        assert_eq!((queue.next(at(29)), queue.next(at(30))), (None, Some("a1")));
        queue.done("a1", "a", at(30));
        queue.put("c", "c", at(1), false, "c");
        queue.remove("c");
        queue.put("d1", "d", at(1), false, "d1");
        queue.put("d2", "d", at(3), true, "d2");
        queue.put("d3", "d", at(1), false, "d3");
        queue.retain(|key| key != "d3");
        assert!(queue.is_due(at(1), at(2)) && !queue.is_due(at(0), at(9)));
        assert_eq!(queue.next(at(4)), Some("d2"), "a feed waits for no page");
        queue.done("d2", "d", at(4));
        assert_eq!(queue.next(at(4)), Some("d1"));
        queue.done("d1", "d", at(4));
        assert_eq!((queue.next(at(99)), queue.next_ready()), (None, None));
    }
}
