//! A run that has used up its places.

use std::collections::BTreeMap;

use domain::draft::Draft;
use domain::number::Seq;
use domain::plan::{Facts, Plan, RunFacts, plan};
use domain::run_state::RunState;
use domain::status::Status::Passed;
use domain::submission::{Answer, Item, Policy, Refusal, Repeat, Submission};

use crate::world::{APPEND, NOW, author, result, row, run, with_steps};

/// Plans one submission for a run that has `free` places left.
fn with_free_places(free: i32, repeat: Repeat, items: Vec<Item>) -> Plan {
    let facts = RunFacts {
        state: RunState::InProgress,
        next_seq: Seq::MAX.get() + 1 - free,
        rows: BTreeMap::new(),
        attempts: BTreeMap::new(),
    };
    let submission = Submission {
        run: run(),
        policy: Policy { repeat, ..APPEND },
        author: author(),
        items,
    };
    let facts = Facts {
        runs: BTreeMap::from([(run(), facts)]),
        steps: BTreeMap::new(),
    };
    plan(facts, vec![submission], NOW)
}

#[test]
fn the_last_place_can_be_used_and_no_further_one() {
    for repeat in [Repeat::Append, Repeat::Upsert] {
        for (free, steps) in [(4, 2), (2, 0)] {
            let items = || {
                let one = result(row(1, 0), Draft::of(Passed));
                vec![one, result(row(2, 0), with_steps(Passed, steps))]
            };
            let plan = with_free_places(free, repeat, items());
            let written = plan.runs.get(&run()).unwrap();
            let last = written.current.get(&row(2, 0)).unwrap().result.clone();
            assert_eq!(last.unwrap().seq, Seq::MAX);
            assert_eq!(written.next_seq, Seq::MAX.get() + 1);

            let plan = with_free_places(free - 1, repeat, items());
            let refused = Answer::Refused {
                reason: Refusal::RunFull,
                items: Vec::new(),
            };
            assert_eq!(plan.answers, [refused]);
            assert!(plan.runs.is_empty());
        }
    }
}
