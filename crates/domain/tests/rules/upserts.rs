//! Upserts: a change is a new result, a repeat is none.

use std::collections::BTreeMap;

use domain::draft::Draft;
use domain::outcome::{Environment, Field};
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::status::Status::{Failed, Passed, Skipped, Untested};
use domain::submission::{Effect, Item};
use time::Duration;

use crate::world::{NOW, UPSERT, World, counts, finish, result, row, text, with_steps};

fn noted(note: Patch<&str>) -> Draft {
    Draft {
        note: note.map(text),
        ..Draft::of(Passed)
    }
}

#[test]
fn an_unchanged_repeat_is_no_result() {
    let mut world = World::with_rows([row(1, 0)]);
    assert_eq!(
        (world.state(), world.counts()),
        (RunState::New, counts([Untested]))
    );
    for effect in [Effect::First, Effect::Unchanged] {
        let receipt = world.one(UPSERT, result(row(1, 0), Draft::of(Passed)));
        assert_eq!(receipt.effect, effect);
    }
    let receipt = world.one(UPSERT, result(row(1, 0), Draft::of(Failed)));
    assert_eq!(receipt.effect, Effect::Changed);
    assert_eq!(world.places(), [(2, row(1, 0)), (1, row(1, 0))]);
    assert_eq!(
        (world.state(), world.counts()),
        (RunState::InProgress, counts([Failed]))
    );
}

#[test]
fn a_field_is_kept_cleared_or_set() {
    for (patch, note, effect) in [
        (Patch::Keep, Some("old"), Effect::Unchanged),
        (Patch::Set("old"), Some("old"), Effect::Unchanged),
        (Patch::Set("new"), Some("new"), Effect::Changed),
        (Patch::Clear, None, Effect::Changed),
    ] {
        let mut world = World::with_rows([]);
        world.one(UPSERT, result(row(1, 0), noted(Patch::Set("old"))));
        let receipt = world.one(UPSERT, result(row(1, 0), noted(patch)));
        assert_eq!(receipt.recorded.outcome.note, note.map(text));
        assert_eq!(receipt.effect, effect);
    }
}

#[test]
fn lists_are_merged_by_name() {
    let fields = |pairs: &[(&str, &str)]| {
        let field = |(name, value): &(&str, &str)| Field {
            name: text(name),
            value: text(value),
        };
        pairs.iter().map(field).collect::<Vec<_>>()
    };
    let mut world = World::with_rows([]);
    for (given, device) in [
        (vec![("a", "1"), ("b", "1")], "phone"),
        (vec![("a", "2")], "pad"),
    ] {
        let draft = Draft {
            fields: Patch::Set(fields(&given)),
            environment: Environment {
                device: Some(text(device)),
                ..Environment::default()
            }
            .into(),
            metadata: BTreeMap::from([(text(given[0].1), vec![text("x")])]),
            ..Draft::of(Passed)
        };
        world.one(UPSERT, result(row(1, 0), draft));
    }
    let shown = &world.0.results(crate::world::run())[0].1.outcome;
    assert_eq!(shown.fields, fields(&[("b", "1"), ("a", "2")]));
    assert_eq!(shown.environment.device, Some(text("pad")));
    assert_eq!(shown.metadata.len(), 2);
}

#[test]
fn the_last_of_two_items_of_one_row_wins_and_both_are_accepted() {
    let items = || -> Vec<Item> {
        let statuses = [(1, Failed), (2, Skipped), (1, Passed)];
        let items = statuses.map(|(case, status)| result(row(case, 0), Draft::of(status)));
        items.to_vec()
    };
    let mut world = World::with_rows([]);
    for effect in [Effect::First, Effect::Unchanged] {
        let receipts = world.record(UPSERT, items());
        let statuses = receipts.iter().flatten().map(|receipt| {
            assert_eq!(receipt.effect, effect);
            receipt.recorded.outcome.status.status
        });
        assert_eq!(statuses.collect::<Vec<_>>(), [Passed, Skipped, Passed]);
        assert_eq!(world.places(), [(2, row(2, 0)), (1, row(1, 0))]);
        assert_eq!(world.counts(), counts([Passed, Skipped]));
    }
}

#[test]
fn a_time_counts_only_where_one_is_said() {
    let at = |seconds| Draft {
        executed_at: Patch::Set(NOW + Duration::seconds(seconds)),
        ..Draft::of(Passed)
    };
    let silent = || Draft::of(Passed);
    for (drafts, effect) in [
        (vec![at(5)], Effect::Unchanged),
        (vec![silent()], Effect::Unchanged),
        (vec![at(5), silent()], Effect::Unchanged),
        (vec![at(6), at(5)], Effect::Unchanged),
        (vec![at(6)], Effect::Changed),
        (vec![silent(), at(6), silent()], Effect::Changed),
    ] {
        let mut world = World::with_rows([]);
        world.one(UPSERT, result(row(1, 0), at(5)));
        let items = drafts.into_iter().map(|it| result(row(1, 0), it));
        for receipt in world.record(UPSERT, items.collect()) {
            assert_eq!(receipt.unwrap().effect, effect);
        }
    }
}

#[test]
fn steps_always_tell_something_and_are_not_carried_over() {
    let mut world = World::with_rows([]);
    for steps in [1, 1] {
        world.one(UPSERT, result(row(1, 0), with_steps(Passed, steps)));
    }
    assert_eq!(world.places(), [(4, row(1, 0)), (2, row(1, 0))]);
    let receipt = world.one(UPSERT, result(row(1, 0), noted(Patch::Set("new"))));
    assert_eq!(receipt.recorded.outcome.steps, []);
}

#[test]
fn an_attempt_ends_beside_upserts_by_its_own_rule() {
    let mut world = World::with_rows([]);
    world.start(1, row(1, 0));
    for effects in [[Effect::First, Effect::First], [Effect::Unchanged; 2]] {
        let items = vec![
            finish(1, 0, Draft::of(Passed)),
            result(row(2, 0), Draft::of(Passed)),
        ];
        let receipts = world.record(UPSERT, items);
        let seen = receipts.into_iter().map(|it| it.unwrap().effect);
        assert_eq!(seen.collect::<Vec<_>>(), effects);
    }
    assert_eq!(world.counts(), counts([Passed, Passed]));
}
