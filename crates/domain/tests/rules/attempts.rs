//! Attempts that stay in their row: started, ended, ended again.

use domain::draft::Draft;
use domain::run_state::RunState;
use domain::status::Status::{Failed, InProgress, Passed, Untested};
use domain::submission::{Effect, Refusal};

use crate::world::{APPEND, World, counts, finish, result, row, with_steps};

#[test]
fn a_start_shows_in_progress_and_its_end_a_result() {
    for planned in [vec![], vec![row(1, 0)]] {
        let mut world = World::with_rows(planned);
        world.start(1, row(1, 0));
        assert_eq!(world.counts(), counts([InProgress]));
        assert_eq!(world.state(), RunState::InProgress);
        assert_eq!(world.shown(row(1, 0)), None);

        let receipt = world.one(APPEND, finish(1, 0, Draft::of(Passed)));
        assert_eq!(receipt.effect, Effect::First);
        assert_eq!(world.counts(), counts([Passed]));
        assert_eq!(world.state(), RunState::InProgress);
    }
}

#[test]
fn a_start_hides_nothing_that_the_row_shows() {
    let mut world = World::with_rows([]);
    world.one(APPEND, result(row(1, 0), Draft::of(Failed)));
    world.start(1, row(1, 0));
    assert_eq!(world.counts(), counts([Failed]));
    let receipt = world.one(APPEND, finish(1, 0, Draft::of(Passed)));
    assert_eq!(receipt.effect, Effect::Changed);
    assert_eq!(world.counts(), counts([Passed]));
}

#[test]
fn the_same_end_again_changes_nothing() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 0));
    let first = world.one(APPEND, finish(1, 0, with_steps(Passed, 2)));
    let again = world.one(APPEND, finish(1, 0, with_steps(Passed, 2)));
    assert_eq!(again.effect, Effect::Unchanged);
    assert_eq!(again.recorded, first.recorded);
    assert_eq!(world.places(), [(3, row(1, 0))]);
}

#[test]
fn another_end_keeps_its_place_if_its_steps_fit() {
    for (steps, place) in [(0, 3), (1, 3), (2, 3), (3, 7)] {
        let mut world = World::with_rows([row(9, 0)]);
        world.start(1, row(1, 0));
        world.one(APPEND, finish(1, 0, with_steps(Passed, 2)));
        let receipt = world.one(APPEND, finish(1, 0, with_steps(Failed, steps)));
        assert_eq!(receipt.effect, Effect::Changed);
        assert_eq!(world.places(), [(place, row(1, 0))]);
        assert_eq!(world.counts(), counts([Untested, Failed]));
    }
}

#[test]
fn a_superseded_end_is_rewritten_where_it_is() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 0));
    world.one(APPEND, finish(1, 0, Draft::of(Failed)));
    world.one(APPEND, result(row(1, 0), Draft::of(Passed)));
    world.one(APPEND, finish(1, 0, Draft::of(Untested)));
    assert_eq!(world.places(), [(2, row(1, 0)), (1, row(1, 0))]);
    assert_eq!(world.counts(), counts([Passed]));
}

#[test]
fn a_superseded_end_with_more_steps_is_the_newest_again() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 0));
    world.one(APPEND, finish(1, 0, Draft::of(Failed)));
    world.one(APPEND, result(row(1, 0), Draft::of(Passed)));
    world.one(APPEND, finish(1, 0, with_steps(Failed, 1)));
    assert_eq!(world.places(), [(4, row(1, 0)), (2, row(1, 0))]);
    assert_eq!(world.counts(), counts([Failed]));
}

#[test]
fn open_attempts_may_end_in_any_order() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 0));
    world.start(2, row(1, 0));
    world.one(APPEND, finish(2, 0, Draft::of(Failed)));
    assert_eq!(world.counts(), counts([Failed]));
    world.one(APPEND, finish(1, 0, Draft::of(Passed)));
    assert_eq!(world.shown(row(1, 0)), Some((2, Passed)));
    assert_eq!(world.counts(), counts([Passed]));
}

#[test]
fn one_submission_may_end_an_attempt_twice() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 0));
    let ends = vec![
        finish(1, 0, Draft::of(Failed)),
        result(row(1, 0), Draft::of(Untested)),
        finish(1, 0, Draft::of(Passed)),
    ];
    world.record(APPEND, ends);
    assert_eq!(world.places(), [(2, row(1, 0)), (1, row(1, 0))]);
    assert_eq!(world.counts(), counts([Untested]));
}

#[test]
fn an_attempt_that_never_started_does_not_end() {
    let mut world = World::with_rows([]);
    let refused = world.record(APPEND, vec![finish(1, 0, Draft::of(Passed))]);
    assert_eq!(refused, [Err(Refusal::UnknownAttempt)]);
    assert_eq!(world.counts(), counts([]));
}
