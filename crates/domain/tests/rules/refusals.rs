//! What is refused, what else that refuses, and that it changes nothing.

use domain::case::{ConfigurationChoice, RowKey};
use domain::draft::Draft;
use domain::number::RunNumber;
use domain::run_state::RunState;
use domain::status::Status::{Passed, Untested};
use domain::submission::{
    Answer, BadItem, ClosedRun, Item, OutsideRun, Policy, Refusal, Repeat, Submission,
};

use crate::world::{APPEND, NOW, UPSERT, World, author, case, counts, finish, result, row, run};

const ALL_OR_NOTHING: Policy = Policy {
    bad_item: BadItem::RefuseAll,
    ..APPEND
};

fn good(case: i32) -> Item {
    result(row(case, 0), Draft::of(Passed))
}

fn unknown_case() -> Item {
    Item::Row {
        case: None,
        configuration: ConfigurationChoice::Unspecified,
        draft: Box::new(Draft::of(Passed)),
    }
}

#[test]
fn a_bad_item_is_refused_alone() {
    for repeat in [Repeat::Append, Repeat::Upsert] {
        let mut world = World::with_rows([]);
        let malformed = Refusal::Malformed("no".to_owned());
        let items = vec![
            Item::Bad(malformed.clone()),
            good(1),
            unknown_case(),
            result(row(2, 0), Draft::silent()),
            finish(1, 0, Draft::of(Passed)),
            good(3),
        ];
        let answers = world.record(Policy { repeat, ..APPEND }, items);
        let refusals: Vec<Option<Refusal>> = answers.into_iter().map(Result::err).collect();
        let expected = [
            Some(malformed),
            None,
            Some(Refusal::UnknownCase),
            Some(Refusal::StatusMissing),
            Some(Refusal::UnknownAttempt),
            None,
        ];
        assert_eq!(refusals, expected);
        assert_eq!(world.counts(), counts([Passed, Passed]));
    }
}

#[test]
fn a_bad_item_refuses_all_and_every_one_is_named() {
    for repeat in [Repeat::Append, Repeat::Upsert] {
        let mut world = World::with_rows([row(1, 0)]);
        let items = vec![
            good(1),
            unknown_case(),
            good(2),
            finish(1, 0, Draft::of(Passed)),
        ];
        let policy = Policy {
            repeat,
            ..ALL_OR_NOTHING
        };
        let answer = world.submit(policy, items);
        let expected = Answer::Refused {
            reason: Refusal::UnknownCase,
            items: vec![(1, Refusal::UnknownCase), (3, Refusal::UnknownAttempt)],
        };
        assert_eq!(answer, expected);
        assert_eq!(world.counts(), counts([Untested]));
        assert_eq!(world.state(), RunState::New);
    }
}

#[test]
fn a_closed_run_refuses_where_the_policy_says_so() {
    for (closed, accepted) in [(ClosedRun::Accept, true), (ClosedRun::Refuse, false)] {
        for state in RunState::ALL {
            let mut world = World::with_rows([]);
            world.0.set_state(run(), state);
            let answer = world.submit(Policy { closed, ..APPEND }, vec![good(1)]);
            if accepted || state != RunState::Closed {
                assert!(matches!(answer, Answer::Recorded(_)), "{state:?}");
                assert_eq!(world.state(), state.after_result());
            } else {
                assert_eq!(answer, whole(Refusal::RunClosed));
                assert_eq!(world.counts(), counts([]));
                assert_eq!(world.state(), state);
            }
        }
    }
}

#[test]
fn a_case_outside_the_run_is_added_or_refused() {
    for (outside, added) in [(OutsideRun::Add, true), (OutsideRun::Refuse, false)] {
        let mut world = World::with_rows([row(1, 0)]);
        let policy = Policy { outside, ..UPSERT };
        let answers = world.record(policy, vec![good(1), good(2)]);
        assert!(answers[0].is_ok());
        assert_eq!(
            answers[1].as_ref().err(),
            (!added).then_some(&Refusal::NotInRun)
        );
        assert_eq!(
            world.counts().total(),
            i32::try_from(answers.iter().flatten().count()).unwrap()
        );
    }
}

#[test]
fn an_end_may_add_a_row_even_where_results_may_not() {
    let mut world = World::with_rows([row(1, 1)]);
    world.start(1, row(1, 1));
    let policy = Policy {
        outside: OutsideRun::Refuse,
        ..APPEND
    };
    world.one(policy, finish(1, 2, Draft::of(Passed)));
    assert_eq!(world.shown(row(1, 2)), Some((1, Passed)));
}

#[test]
fn a_run_nobody_knows_is_refused() {
    let mut world = World::with_rows([]);
    let before = world.0.clone();
    let submission = Submission {
        run: RunNumber::new(2).unwrap(),
        policy: APPEND,
        author: author(),
        items: vec![good(1)],
    };
    let answers = world.0.record(vec![submission], NOW);
    assert_eq!(answers, [whole(Refusal::UnknownRun)]);
    assert_eq!(world.0, before);
}

#[test]
fn nothing_submitted_is_nothing_refused() {
    for policy in [APPEND, UPSERT, ALL_OR_NOTHING] {
        let mut world = World::with_rows([RowKey::first_of(case(1))]);
        let before = world.0.clone();
        assert_eq!(world.submit(policy, Vec::new()), Answer::Recorded(vec![]));
        assert_eq!(world.0, before);
    }
}

fn whole(reason: Refusal) -> Answer {
    Answer::Refused {
        reason,
        items: Vec::new(),
    }
}
