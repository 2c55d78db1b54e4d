//! Generators of scripts: few cases, configurations and words, so that they meet often.

use domain::patch::Patch;
use domain::run_state::RunState;
use domain::status::Status;
use domain::submission::{BadItem, ClosedRun, OutsideRun, Policy, Repeat};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::script::{Call, Event, Named, Said, Words};

pub(crate) fn history() -> impl Strategy<Value = Vec<Event>> {
    let start = (run(), 0..3_u8, 1..=2, 0..=1).prop_map(|(run, attempt, case, configuration)| {
        Event::Start {
            run,
            attempt,
            case,
            configuration,
        }
    });
    let state = (run(), select(&RunState::ALL[..]));
    let state = state.prop_map(|(run, state)| Event::State { run, state });
    let event = prop_oneof![
        4 => start,
        1 => state,
        8 => calls().prop_map(Event::Submit),
    ];
    vec(event, 0..12)
}

pub(crate) fn calls() -> impl Strategy<Value = Vec<Call>> {
    vec(call(), 1..4)
}

pub(crate) fn call() -> impl Strategy<Value = Call> {
    let items = vec(said(), 0..5);
    (run(), policy(), items).prop_map(|(run, policy, items)| Call { run, policy, items })
}

/// Repeated items of rows only, without steps; a case is named in one way only.
pub(crate) fn plain_upsert() -> impl Strategy<Value = Call> {
    let item = (case(), 0..=1, words(0..=0));
    let items = (any::<bool>(), vec(item, 0..6)).prop_map(|(named, items)| {
        let said = items.into_iter().map(|(case, configuration, words)| {
            let named = if named {
                Named::As(configuration)
            } else {
                Named::Not
            };
            Said::Result(case, named, words)
        });
        said.collect::<Vec<_>>()
    });
    (run(), policy(), items).prop_map(|(run, policy, items)| Call {
        run,
        policy: Policy {
            repeat: Repeat::Upsert,
            ..policy
        },
        items,
    })
}

/// Items of distinct rows, in two orders.
pub(crate) fn shuffled_upsert() -> impl Strategy<Value = (Call, Call)> {
    let rows: Vec<(i32, i32)> = (1..=2)
        .flat_map(|case| (0..=2).map(move |configuration| (case, configuration)))
        .collect();
    let rows = proptest::sample::subsequence(rows, 0..=6);
    let said = rows.prop_flat_map(|rows| {
        let said = rows.into_iter().map(|(case, configuration)| {
            words(0..=2).prop_map(move |it| Said::Result(case, Named::As(configuration), it))
        });
        said.collect::<Vec<_>>()
    });
    let two = said.prop_flat_map(|said| (Just(said.clone()), Just(said).prop_shuffle()));
    (run(), policy(), two).prop_map(|(run, policy, (one, other))| {
        let policy = Policy {
            repeat: Repeat::Upsert,
            ..policy
        };
        let call = |items| Call { run, policy, items };
        (call(one), call(other))
    })
}

pub(crate) fn said() -> impl Strategy<Value = Said> {
    let named = prop_oneof![
        4 => Just(Named::Not),
        8 => (0..=1).prop_map(Named::As),
        1 => Just(Named::Wrongly),
    ];
    prop_oneof![
        8 => (case(), named, words(0..=2)).prop_map(|(case, named, it)| Said::Result(case, named, it)),
        8 => (0..3_u8, 0..=1, words(0..=2)).prop_map(|(of, to, it)| Said::Finish(of, to, it)),
        1 => Just(Said::Malformed),
    ]
}

pub(crate) fn policy() -> impl Strategy<Value = Policy> {
    (
        select(vec![Repeat::Append, Repeat::Upsert]),
        prop_oneof![3 => Just(OutsideRun::Add), 1 => Just(OutsideRun::Refuse)],
        prop_oneof![3 => Just(BadItem::RefuseItem), 1 => Just(BadItem::RefuseAll)],
        select(vec![ClosedRun::Accept, ClosedRun::Refuse]),
    )
        .prop_map(|(repeat, outside, bad_item, closed)| Policy {
            repeat,
            outside,
            bad_item,
            closed,
        })
}

fn run() -> impl Strategy<Value = i32> {
    prop_oneof![4 => Just(1), 1 => Just(2)]
}

/// Now and then one that nobody knows.
fn case() -> impl Strategy<Value = i32> {
    prop_oneof![8 => 1..=2, 1 => Just(0)]
}

fn words(steps: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Words> {
    let status = prop_oneof![
        1 => Just(None),
        16 => select(vec![Status::Passed, Status::Failed]).prop_map(Some)
    ];
    let said = (patch(), patch(), patch(), patch());
    let field = proptest::option::of(0..4_u8);
    (status, steps, said, field, any::<bool>()).prop_map(
        |(status, steps, (note, second, ticket, error), field, lists)| Words {
            status,
            steps,
            note,
            second,
            field,
            ticket,
            error,
            lists,
        },
    )
}

fn patch() -> impl Strategy<Value = Patch<u8>> {
    prop_oneof![
        4 => Just(Patch::Keep),
        1 => Just(Patch::Clear),
        2 => (1..=2_u8).prop_map(Patch::Set),
    ]
}
