//! Attempts whose end names another environment than their start, or than their end before.

use domain::draft::Draft;
use domain::status::Status::{Failed, InProgress, Passed, Skipped, Untested};

use crate::world::{APPEND, World, counts, finish, result, row, with_steps};

#[test]
fn a_row_that_only_a_start_made_goes_when_its_attempt_ends_elsewhere() {
    for (planned, left) in [(vec![], vec![]), (vec![row(1, 1)], vec![Untested])] {
        let mut world = World::with_rows(planned);
        world.start(1, row(1, 1));
        world.one(APPEND, finish(1, 2, Draft::of(Passed)));
        assert_eq!(world.places(), [(1, row(1, 2))]);
        assert_eq!(world.counts(), counts([Passed].into_iter().chain(left)));
    }
}

#[test]
fn the_row_goes_just_so_if_the_attempt_moves_on_a_later_end() {
    for (planned, left) in [(vec![], vec![]), (vec![row(1, 1)], vec![Untested])] {
        let mut world = World::with_rows(planned);
        world.start(1, row(1, 1));
        world.one(APPEND, finish(1, 1, Draft::of(Passed)));
        world.one(APPEND, finish(1, 2, Draft::of(Passed)));
        assert_eq!(world.places(), [(1, row(1, 2))]);
        assert_eq!(world.counts(), counts([Passed].into_iter().chain(left)));
    }
}

#[test]
fn the_row_stays_while_another_attempt_is_open_in_it() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 1));
    world.start(2, row(1, 1));
    world.one(APPEND, finish(1, 2, Draft::of(Passed)));
    assert_eq!(world.counts(), counts([Passed, InProgress]));
    world.one(APPEND, finish(2, 2, Draft::of(Failed)));
    assert_eq!(world.counts(), counts([Failed]));
}

#[test]
fn the_result_before_is_shown_again_when_the_shown_one_moves() {
    let mut world = World::with_rows([]);
    world.one(APPEND, result(row(1, 1), with_steps(Skipped, 1)));
    world.start(1, row(1, 1));
    world.one(APPEND, finish(1, 1, with_steps(Failed, 1)));
    world.one(APPEND, finish(1, 2, with_steps(Passed, 1)));
    assert_eq!(world.shown(row(1, 1)), Some((2, Skipped)));
    assert_eq!(world.shown(row(1, 2)), Some((4, Passed)));
    assert_eq!(world.counts(), counts([Skipped, Passed]));
}

#[test]
fn a_superseded_result_moves_without_a_trace() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 1));
    world.one(APPEND, finish(1, 1, Draft::of(Failed)));
    world.one(APPEND, result(row(1, 1), Draft::of(Skipped)));
    world.one(APPEND, finish(1, 2, Draft::of(Passed)));
    assert_eq!(world.places(), [(2, row(1, 1)), (1, row(1, 2))]);
    assert_eq!(world.counts(), counts([Skipped, Passed]));
}

#[test]
fn a_moved_result_is_not_shown_over_a_newer_one() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 1));
    world.one(APPEND, finish(1, 1, Draft::of(Failed)));
    world.one(APPEND, result(row(1, 2), Draft::of(Skipped)));
    world.one(APPEND, finish(1, 2, Draft::of(Passed)));
    assert_eq!(world.places(), [(2, row(1, 2)), (1, row(1, 2))]);
    assert_eq!(world.shown(row(1, 2)), Some((2, Skipped)));
    assert_eq!(world.counts(), counts([Skipped]));
}

#[test]
fn there_and_back_is_as_if_it_had_stayed() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 1));
    for configuration in [1, 2, 1] {
        world.one(APPEND, finish(1, configuration, Draft::of(Passed)));
    }
    assert_eq!(world.places(), [(1, row(1, 1))]);
    assert_eq!(world.counts(), counts([Passed]));
}
