//! How a result names its steps, and what they make of its status.

use domain::draft::{Draft, StepRef};
use domain::number::StepNumber;
use domain::status::Status::{self, Blocked, Failed, Passed};
use domain::submission::{Refusal, Repeat};

use crate::world::{APPEND, World, case, result, row, step_draft, text};

/// Records steps of case 1, whose catalogue has steps 70 and 30, in this order.
fn recorded(
    status: Option<Status>,
    steps: Vec<(StepRef, Option<Status>)>,
) -> Result<domain::outcome::Outcome, Refusal> {
    let mut world = World::with_rows([]).steps(case(1), &[70, 30]);
    let steps = steps.into_iter().map(|(step, it)| step_draft(step, it));
    let draft = Draft {
        status: status.map(Into::into),
        steps: steps.collect(),
        ..Draft::silent()
    };
    let answer = world.record(APPEND, vec![result(row(1, 0), draft)]);
    let receipt = answer.into_iter().next().unwrap()?;
    Ok(receipt.recorded.outcome.clone())
}

fn id(number: i32) -> StepRef {
    StepRef::Id(StepNumber::new(number).unwrap())
}

#[test]
fn a_step_is_found_by_id_and_by_place() {
    for (by, position, number) in [
        (id(70), 1, 70),
        (id(30), 2, 30),
        (StepRef::Index(1), 1, 70),
        (StepRef::Index(2), 2, 30),
    ] {
        let outcome = recorded(None, vec![(by, Some(Passed))]).unwrap();
        let step = &outcome.steps[0];
        assert_eq!(
            (step.position, step.step),
            (position, StepNumber::new(number))
        );
        assert_eq!(step.text, Some(text(&format!("do {number}"))));
        assert_eq!(step.expected, Some(text(&format!("see {number}"))));
        assert_eq!(step.given_id, None);
    }
}

#[test]
fn a_step_the_case_does_not_have_is_refused() {
    for (by, named) in [
        (id(1), 1),
        (StepRef::Index(0), 0),
        (StepRef::Index(3), 3),
        (StepRef::Index(-1), -1),
    ] {
        let refused = recorded(Some(Passed), vec![(id(70), None), (by, None)]);
        assert_eq!(refused, Err(Refusal::UnknownStep(named)));
    }
}

#[test]
fn a_reported_step_needs_no_catalogue() {
    let reported = |name| StepRef::Reported(text(name));
    let steps = vec![(reported("a"), Some(Passed)), (reported("b"), None)];
    let outcome = recorded(None, steps).unwrap();
    let names: Vec<_> = outcome
        .steps
        .iter()
        .map(|it| {
            (
                it.position,
                it.given_id.as_ref().map(domain::text::Text::as_str),
            )
        })
        .collect();
    assert_eq!(names, [(1, Some("a")), (2, Some("b"))]);
    assert!(outcome.steps.iter().all(|it| it.step.is_none()));
}

#[test]
fn the_worst_step_decides_unless_a_status_is_said() {
    for (said, steps, status) in [
        (None, [Some(Passed), Some(Failed)], Ok(Failed)),
        (None, [Some(Blocked), None], Ok(Blocked)),
        (Some(Passed), [Some(Failed), Some(Failed)], Ok(Passed)),
        (None, [None, None], Err(Refusal::StatusMissing)),
    ] {
        let [one, two] = steps;
        let outcome = recorded(said, vec![(id(70), one), (StepRef::Index(2), two)]);
        assert_eq!(outcome.map(|it| it.status.status), status);
    }
    assert_eq!(recorded(None, vec![]), Err(Refusal::StatusMissing));
}

#[test]
fn steps_have_the_places_below_their_result() {
    let mut world = World::with_rows([]).steps(case(1), &[70, 30]);
    for (repeat, place) in [(Repeat::Append, 3), (Repeat::Upsert, 6)] {
        let draft = Draft {
            steps: vec![
                step_draft(id(30), Some(Passed)),
                step_draft(id(70), Some(Passed)),
            ],
            ..Draft::silent()
        };
        let policy = domain::submission::Policy { repeat, ..APPEND };
        let receipt = world.one(policy, result(row(1, 0), draft));
        assert_eq!(receipt.recorded.seq.get(), place);
    }
}
