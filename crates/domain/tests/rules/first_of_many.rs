//! Updates of one ticket or one error, on results that have several.

use domain::draft::{Draft, FailuresDraft, IssuesDraft};
use domain::outcome::{Failure, IssueLink};
use domain::patch::Patch;
use domain::status::Status::Failed;
use domain::submission::Effect;

use crate::world::{UPSERT, World, result, row, text};

fn link(key: &str) -> IssueLink {
    IssueLink {
        key: Some(text(key)),
        ..IssueLink::default()
    }
}

fn failure(message: &str) -> Failure {
    Failure {
        message: Some(text(message)),
        trace: None,
    }
}

/// Records two links and two failures, then the update, then the update again.
fn updated(key: &Patch<&str>, message: &Patch<&str>) -> (Vec<IssueLink>, Vec<Failure>) {
    let mut world = World::with_rows([]);
    let several = Draft {
        issues: IssuesDraft::Whole(Patch::Set(vec![link("A"), link("B")])),
        failures: FailuresDraft::Whole(Patch::Set(vec![failure("a"), failure("b")])),
        ..Draft::of(Failed)
    };
    world.one(UPSERT, result(row(1, 0), several));
    let update = Draft {
        issues: IssuesDraft::First {
            key: key.clone().map(text),
            url: Patch::Keep,
        },
        failures: FailuresDraft::First {
            message: message.clone().map(text),
            trace: Patch::Keep,
        },
        ..Draft::of(Failed)
    };
    let first = world.one(UPSERT, result(row(1, 0), update.clone()));
    let again = world.one(UPSERT, result(row(1, 0), update));
    assert_eq!(again.effect, Effect::Unchanged);
    assert_eq!(again.recorded, first.recorded);
    let outcome = again.recorded.outcome.clone();
    (outcome.issues, outcome.failures)
}

#[test]
fn a_new_first_one_leaves_the_others() {
    let (issues, failures) = updated(&Patch::Set("C"), &Patch::Set("c"));
    assert_eq!(issues, [link("C"), link("B")]);
    assert_eq!(failures, [failure("c"), failure("b")]);
}

#[test]
fn nothing_said_keeps_all() {
    let (issues, failures) = updated(&Patch::Keep, &Patch::Keep);
    assert_eq!(issues, [link("A"), link("B")]);
    assert_eq!(failures, [failure("a"), failure("b")]);
}

#[test]
fn a_cleared_first_one_does_not_let_the_next_one_up() {
    let (issues, failures) = updated(&Patch::Clear, &Patch::Clear);
    assert_eq!((issues, failures), (vec![], vec![]));
}
