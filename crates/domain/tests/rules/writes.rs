//! What every plan promises to the storage that carries it out.

use std::collections::BTreeSet;

use domain::plan::{RunPlan, plan};
use proptest::prelude::*;

use crate::script::{ledger, number, submissions};
use crate::strategies::{calls, history};
use crate::world::NOW;

fn is_strictly_sorted<T: Ord>(keys: &[T]) -> bool {
    keys.windows(2).all(|pair| pair[0] < pair[1])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn writes_are_unique_sorted_and_into_free_places(history in history(), calls in calls()) {
        let mut ledger = ledger();
        for event in &history {
            event.happen(&mut ledger);
        }
        let submissions = submissions(&calls);
        let facts = ledger.facts(&submissions);
        let plan = plan(facts.clone(), submissions, NOW);
        for (run, writes) in &plan.runs {
            let RunPlan { current, past, dropped, unplanned, .. } = writes;
            prop_assert!(is_strictly_sorted(dropped));
            prop_assert!(is_strictly_sorted(unplanned));
            let past_keys: Vec<_> = past.iter().map(|(key, it)| (*key, it.seq)).collect();
            prop_assert!(is_strictly_sorted(&past_keys));

            let stored: BTreeSet<_> = ledger.results(*run).iter().map(|(_, it)| it.seq).collect();
            prop_assert!(dropped.iter().all(|it| stored.contains(it)), "dropped was never there");
            let shown = current.values().filter_map(|it| it.result.as_ref());
            let written: Vec<_> = past.iter().map(|(_, it)| it).chain(shown).collect();
            let places: BTreeSet<_> = written.iter().map(|it| it.seq).collect();
            prop_assert_eq!(places.len(), written.len(), "a place is written twice");
            for place in places {
                prop_assert!(!stored.contains(&place) || dropped.contains(&place), "{:?}", place);
            }
            for (key, write) in current {
                prop_assert_eq!(write.before, ledger.shown(*run, *key).map(|it| it.seq));
                let still = write.before.filter(|it| !dropped.contains(it));
                prop_assert!(write.result.is_some() || still.is_none(), "a result is hidden");
            }
            let first_free = facts.runs[run].next_seq;
            prop_assert!(writes.next_seq >= first_free);
        }
        let named: BTreeSet<_> = calls.iter().map(|it| number(it.run)).collect();
        prop_assert!(plan.runs.keys().all(|run| named.contains(run)));
        prop_assert_eq!(plan.answers.len(), calls.len());
    }
}
