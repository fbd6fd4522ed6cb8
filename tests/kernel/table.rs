//! The table against a map from every id ever given out.

use std::collections::BTreeMap;

use proptest::prelude::*;

use polanyi_core::kernel::codec::{DecodeError, Source, State};
use polanyi_core::kernel::table::{Id, Table, TableView};

use super::cases;
use super::oracle::saved;

#[derive(Clone, Copy, Debug)]
enum Call {
    Insert,
    Remove { id: usize },
    Write { id: usize },
    Clear,
    SaveAndRestore,
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        30 => Just(Call::Insert),
        20 => any::<usize>().prop_map(|id| Call::Remove { id }),
        10 => any::<usize>().prop_map(|id| Call::Write { id }),
        1 => Just(Call::Clear),
        3 => Just(Call::SaveAndRestore),
    ]
}

#[derive(Default)]
struct Pair {
    table: Table<u32, 6>,
    map: BTreeMap<Id<u32>, u32>,
    given_out: Vec<Id<u32>>,
}

impl Pair {
    fn call(&mut self, call: Call, value: u32) {
        let view: &mut TableView<u32> = &mut self.table;
        let id = |n: usize| self.given_out.get(n % self.given_out.len().max(1)).copied();
        match call {
            Call::Insert => match view.insert(value) {
                Ok(id) => {
                    assert!(!self.given_out.contains(&id), "{id:?} was given out before");
                    self.given_out.push(id);
                    self.map.insert(id, value);
                }
                Err(back) => assert_eq!((back, self.map.len()), (value, 6)),
            },
            Call::Remove { id: n } => {
                if let Some(id) = id(n) {
                    assert_eq!(view.remove(id), self.map.remove(&id));
                }
            }
            Call::Write { id: n } => {
                if let Some(id) = id(n) {
                    let (found, expected) = (view.get_mut(id), self.map.get_mut(&id));
                    assert_eq!(found, expected);
                    if let (Some(found), Some(expected)) = (found, expected) {
                        (*found, *expected) = (value, value);
                    }
                }
            }
            Call::Clear => {
                view.clear();
                self.map.clear();
            }
            Call::SaveAndRestore => self.save_and_restore(),
        }
        self.compare();
    }

    fn save_and_restore(&mut self) {
        let bytes = saved(&self.table);
        let mut copy: Table<u32, 6> = Table::new();
        copy.insert(0).unwrap();
        copy.load(&mut Source::new(&bytes)).unwrap();
        assert_eq!(saved(&copy), bytes);
        self.table = copy;
    }

    fn compare(&self) {
        assert_eq!(usize::from(self.table.len()), self.map.len());
        assert_eq!(self.table.is_empty(), self.map.is_empty());
        for id in &self.given_out {
            assert_eq!(self.table.get(*id), self.map.get(id));
            assert_eq!(self.table.contains(*id), self.map.contains_key(id));
        }
        // Ids sort by slot, so the map has the order that the table promises.
        let expected: Vec<_> = self.map.iter().map(|(id, value)| (*id, value)).collect();
        assert_eq!(self.table.iter().collect::<Vec<_>>(), expected);
        for (n, pair) in (0..=6).zip(expected.iter().map(Some).chain([None])) {
            assert_eq!(self.table.nth_occupied(n).as_ref(), pair);
        }
        for (id, _) in expected {
            assert_eq!(self.table.id_at(id.slot()), Some(id));
        }
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_table_agrees_with_a_map(calls in prop::collection::vec(call(), 1..150)) {
        let mut pair = Pair::default();
        for (call, value) in calls.into_iter().zip(0..) {
            pair.call(call, value);
        }
    }

    /// A table restored from anything at all gives out no id twice and takes no more than it can.
    #[test]
    fn a_table_made_of_noise_is_refused_or_sound(mut flips in prop::collection::vec((any::<usize>(), any::<u8>()), 1..4)) {
        let mut table: Table<u8, 5> = Table::new();
        let ids = [1, 2, 3, 4].map(|n| table.insert(n).unwrap());
        table.remove(ids[1]);
        table.remove(ids[3]);
        let mut bytes = saved(&table);
        for (place, value) in flips.drain(..) {
            let place = place % bytes.len();
            bytes[place] = value;
        }
        if table.load(&mut Source::new(&bytes)).is_ok() {
            let mut ids: Vec<_> = table.ids().collect();
            assert_eq!(ids.len(), usize::from(table.len()));
            while let Ok(id) = table.insert(9) {
                assert!(!ids.contains(&id));
                ids.push(id);
            }
            assert!(ids.len() <= 5);
            assert_eq!(table.iter().count(), ids.len());
        }
    }
}

/// Slots as saved: count, head, then generation, 0, next.
fn free_slots(count: u32, head: u16, slots: &[(u16, u16)]) -> Result<(), DecodeError> {
    let mut bytes = count.to_le_bytes().to_vec();
    bytes.extend(head.to_le_bytes());
    for (generation, next) in slots {
        bytes.extend(generation.to_le_bytes());
        bytes.push(0);
        bytes.extend(next.to_le_bytes());
    }
    Table::<u8, 3>::new().load(&mut Source::new(&bytes))
}

#[test]
fn a_free_list_that_is_no_list_is_refused() {
    assert_eq!(free_slots(2, 2, &[(1, 0), (1, 1)]), Ok(()));
    assert_eq!(
        free_slots(2, 2, &[(0, 0), (1, 0)]),
        Ok(()),
        "a retired slot is not on the list"
    );
    for (why, head, slots) in [
        ("a slot is missing", 1, [(1, 0), (1, 0)]),
        ("a cycle", 1, [(1, 2), (1, 1)]),
        ("a slot on itself", 1, [(1, 1), (1, 0)]),
        ("beyond the table", 9, [(1, 0), (1, 1)]),
        ("no head", 0, [(1, 0), (1, 1)]),
        ("a retired slot on the list", 1, [(1, 2), (0, 0)]),
        ("a retired slot with a successor", 1, [(1, 0), (0, 1)]),
    ] {
        assert!(free_slots(2, head, &slots).is_err(), "{why}");
    }
    let crowded = free_slots(4, 0, &[(1, 0); 4]);
    assert!(
        matches!(
            crowded,
            Err(DecodeError::TooMany {
                count: 4,
                capacity: 3,
                ..
            })
        ),
        "{crowded:?}"
    );
}
