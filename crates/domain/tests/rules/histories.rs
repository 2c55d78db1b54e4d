//! What holds for every history of starts, ends, appends and upserts.

use std::collections::BTreeMap;

use domain::ledger::Ledger;
use domain::outcome::Outcome;
use domain::submission::{Answer, Effect, Repeat};
use proptest::prelude::*;

use crate::script::{Call, Event, Said, ledger, number, submissions};
use crate::strategies::{call, calls, history, plain_upsert, shuffled_upsert};
use crate::world::{NOW, row};

fn after(history: &[Event]) -> Ledger {
    let mut ledger = ledger();
    for event in history {
        event.happen(&mut ledger);
    }
    ledger
}

fn answer(ledger: &mut Ledger, call: &Call) -> Answer {
    ledger.record(vec![call.submission()], NOW).remove(0)
}

/// What every row that may be there shows, places and times of recording aside.
fn shown(ledger: &Ledger, run: i32) -> BTreeMap<(i32, i32), Option<Outcome>> {
    let rows = (1..=2).flat_map(|case| (0..=2).map(move |configuration| (case, configuration)));
    rows.map(|(case, configuration)| {
        let recorded = ledger.shown(number(run), row(case, configuration));
        ((case, configuration), recorded.map(|it| it.outcome.clone()))
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_ledger_is_sound_after_every_event(history in history()) {
        let mut ledger = ledger();
        for event in &history {
            event.happen(&mut ledger);
            prop_assert_eq!(ledger.defects(), Vec::<String>::new(), "after {:?}", event);
        }
    }

    #[test]
    fn what_is_accepted_is_there_and_what_is_refused_is_not(history in history(), call in call()) {
        let before = after(&history);
        let mut ledger = before.clone();
        let receipts = match answer(&mut ledger, &call) {
            Answer::Recorded(receipts) => receipts,
            Answer::Refused { .. } => Vec::new(),
        };
        if receipts.iter().all(Result::is_err) {
            prop_assert_eq!(&ledger, &before);
        }
        let results = ledger.results(number(call.run));
        for (place, receipt) in receipts.iter().enumerate() {
            let Ok(receipt) = receipt else { continue };
            // A later end of the same attempt may have rewritten what this item recorded or found.
            let may_be_rewritten = match &call.items[place] {
                Said::Finish(attempt, ..) => call.items[place + 1..]
                    .iter()
                    .any(|later| matches!(later, Said::Finish(other, ..) if other == attempt)),
                _ => receipt.effect == Effect::Unchanged,
            };
            let there = results.contains(&(receipt.key, &receipt.recorded));
            prop_assert!(there || may_be_rewritten, "item {}", place);
        }
    }

    #[test]
    fn gathering_submissions_changes_nothing(history in history(), calls in calls()) {
        let mut together = after(&history);
        let mut apart = together.clone();
        let answers = together.record(submissions(&calls), NOW);
        for (call, answered) in calls.iter().zip(answers) {
            prop_assert_eq!(answer(&mut apart, call), answered);
        }
        prop_assert_eq!(together, apart);
    }

    #[test]
    fn an_upsert_sent_again_changes_nothing(history in history(), call in plain_upsert()) {
        let mut ledger = after(&history);
        let first = answer(&mut ledger, &call);
        let once = ledger.clone();
        let again = answer(&mut ledger, &call);
        prop_assert_eq!(ledger, once);
        match (first, again) {
            (Answer::Recorded(first), Answer::Recorded(again)) => {
                for (first, again) in first.into_iter().zip(again) {
                    let effect = again.as_ref().map(|it| it.effect);
                    prop_assert!(matches!(effect, Ok(Effect::Unchanged) | Err(_)));
                    prop_assert_eq!(first.map(|it| it.recorded), again.map(|it| it.recorded));
                }
            }
            (first, again) => prop_assert_eq!(first, again),
        }
    }

    #[test]
    fn an_end_sent_again_changes_nothing(history in history(), mut call in call()) {
        call.items.retain(|it| matches!(it, Said::Finish(..)));
        call.items.truncate(1);
        let mut ledger = after(&history);
        answer(&mut ledger, &call);
        let once = ledger.clone();
        let again = answer(&mut ledger, &call);
        prop_assert_eq!(ledger, once);
        if let Answer::Recorded(receipts) = again {
            prop_assert!(receipts.iter().flatten().all(|it| it.effect == Effect::Unchanged));
        }
    }

    #[test]
    fn the_order_of_distinct_rows_does_not_matter(history in history(), calls in shuffled_upsert()) {
        let (one, other) = calls;
        let mut in_order = after(&history);
        let mut shuffled = in_order.clone();
        answer(&mut in_order, &one);
        answer(&mut shuffled, &other);
        let run = one.run;
        prop_assert_eq!(shown(&in_order, run), shown(&shuffled, run));
        prop_assert_eq!(in_order.counts(number(run)), shuffled.counts(number(run)));
        prop_assert_eq!(in_order.state(number(run)), shuffled.state(number(run)));
    }

    #[test]
    fn every_append_is_a_result(history in history(), mut call in call()) {
        call.policy.repeat = Repeat::Append;
        call.items.retain(|it| !matches!(it, Said::Finish(..)));
        let mut ledger = after(&history);
        let before = ledger.results(number(call.run)).len();
        let Answer::Recorded(receipts) = answer(&mut ledger, &call) else {
            return Ok(());
        };
        let accepted = receipts.iter().flatten().count();
        prop_assert_eq!(ledger.results(number(call.run)).len(), before + accepted);
    }
}
