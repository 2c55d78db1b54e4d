//! Which row is meant when a client names a configuration, or none.

use domain::case::ConfigurationChoice::{self, Exactly, Unknown, Unspecified};
use domain::draft::Draft;
use domain::number::ConfigurationNumber;
use domain::status::Status::Passed;
use domain::submission::{Item, OutsideRun, Policy, Refusal};

use crate::world::{APPEND, UPSERT, World, case, row};

/// Rows of case 5 by configuration, the choice, and the row that is meant if cases may be added.
fn table() -> Vec<(Vec<i32>, ConfigurationChoice, Result<i32, Refusal>)> {
    let one = Exactly(ConfigurationNumber::new(1));
    vec![
        (vec![], Unspecified, Ok(0)),
        (vec![0], Unspecified, Ok(0)),
        (vec![1], Unspecified, Ok(1)),
        (vec![0, 1], Unspecified, Ok(0)),
        (vec![0, 1, 2], Unspecified, Ok(0)),
        (
            vec![1, 2],
            Unspecified,
            Err(Refusal::AmbiguousConfiguration),
        ),
        (vec![], one, Ok(1)),
        (vec![0], one, Ok(1)),
        (vec![1, 2], one, Ok(1)),
        (vec![1], Exactly(None), Ok(0)),
        (vec![], Unknown, Err(Refusal::UnknownConfiguration)),
        (vec![1], Unknown, Err(Refusal::UnknownConfiguration)),
    ]
}

#[test]
fn a_choice_means_one_row_or_is_refused() {
    for policy in [APPEND, UPSERT] {
        for outside in [OutsideRun::Add, OutsideRun::Refuse] {
            for (held, configuration, meant) in table() {
                let neighbours = [row(4, 1), row(6, 0)];
                let rows = held.iter().map(|number| row(5, *number));
                let mut world = World::with_rows(rows.chain(neighbours));
                let item = Item::Row {
                    case: Some(case(5)),
                    configuration,
                    draft: Box::new(Draft::of(Passed)),
                };
                let answer = world.record(Policy { outside, ..policy }, vec![item]);
                let answer = answer.into_iter().next().unwrap().map(|it| it.key);
                let expected = match meant {
                    Ok(number) if outside == OutsideRun::Refuse && !held.contains(&number) => {
                        Err(if held.is_empty() {
                            Refusal::NotInRun
                        } else {
                            Refusal::NotUnderConfiguration
                        })
                    }
                    meant => meant.map(|number| row(5, number)),
                };
                assert_eq!(answer, expected, "{held:?} {configuration:?} {outside:?}");
            }
        }
    }
}
