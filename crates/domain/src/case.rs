//! A case's place in a run, and its steps.

use std::collections::{BTreeMap, VecDeque};

use crate::number::{CaseNumber, ConfigurationNumber, StepNumber};
use crate::text::Text;

/// Which row of a run: a case under a configuration. Unique in the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// The case.
    pub case: CaseNumber,
    /// The configuration it was executed under, if the run tells them apart.
    pub configuration: Option<ConfigurationNumber>,
}

impl RowKey {
    /// The row without a configuration, which comes before every other row of the case.
    #[must_use]
    pub const fn first_of(case: CaseNumber) -> Self {
        Self {
            case,
            configuration: None,
        }
    }
}

/// One step of a case as the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStep {
    /// The permanent id.
    pub id: StepNumber,
    /// The place in the case, from 1; changes when steps are reordered.
    pub position: i32,
    /// What to do.
    pub action: Text,
    /// What should happen.
    pub expected: Text,
}

/// How a result names the configuration of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigurationChoice {
    /// The dialect has none, or the client left it out.
    Unspecified,
    /// The row of exactly this configuration, or of none.
    Exactly(Option<ConfigurationNumber>),
    /// The client named one that the organization does not have.
    Unknown,
}

/// Which ids the steps of a case keep when `after` takes the place of `before`; `None` for a step that is new.
///
/// A step with the same texts keeps its id, wherever it is moved; of equal ones the one at the same place comes
/// first. A step whose texts are new is the one before at its place, edited, if that is not kept elsewhere.
#[must_use]
pub fn kept_steps(before: &[CaseStep], after: &[(&Text, &Text)]) -> Vec<Option<StepNumber>> {
    let mut known: Vec<Option<&CaseStep>> = before.iter().map(Some).collect();
    let mut kept: Vec<Option<StepNumber>> = vec![None; after.len()];
    let same = |step: &CaseStep, texts: &(&Text, &Text)| (&step.action, &step.expected) == *texts;
    for ((kept, known), texts) in kept.iter_mut().zip(&mut known).zip(after) {
        *kept = known.take_if(|step| same(step, texts)).map(|step| step.id);
    }
    let mut moved: BTreeMap<(&Text, &Text), VecDeque<usize>> = BTreeMap::new();
    for (place, step) in known.iter().enumerate() {
        if let Some(step) = step {
            let places = moved.entry((&step.action, &step.expected)).or_default();
            places.push_back(place);
        }
    }
    for (kept, texts) in kept
        .iter_mut()
        .zip(after)
        .filter(|(kept, _)| kept.is_none())
    {
        let place = moved.get_mut(texts).and_then(VecDeque::pop_front);
        let step = place.and_then(|place| known.get_mut(place)?.take());
        *kept = step.map(|step| step.id);
    }
    for (kept, known) in kept.iter_mut().zip(known) {
        *kept = kept.or(known.map(|step| step.id));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Text {
        Text::new(raw).unwrap()
    }

    /// Steps are written as one letter each; what is kept is a letter's place before, from 1.
    fn kept(before: &str, after: &str) -> Vec<Option<i32>> {
        let step = |(position, letter): (i32, char)| CaseStep {
            id: StepNumber::new(position).unwrap(),
            position,
            action: text(&letter.to_string()),
            expected: text(""),
        };
        let before: Vec<CaseStep> = (1..).zip(before.chars()).map(step).collect();
        let after: Vec<(Text, Text)> = after
            .chars()
            .map(|letter| (text(&letter.to_string()), text("")))
            .collect();
        let after: Vec<(&Text, &Text)> = after.iter().map(|(a, b)| (a, b)).collect();
        let kept = kept_steps(&before, &after);
        kept.into_iter().map(|id| id.map(StepNumber::get)).collect()
    }

    #[test]
    fn a_step_keeps_its_id_when_it_is_moved_or_edited() {
        for (before, after, expected) in [
            ("", "ab", vec![None, None]),
            ("ab", "", vec![]),
            ("abc", "abc", vec![Some(1), Some(2), Some(3)]),
            ("abc", "cab", vec![Some(3), Some(1), Some(2)]),
            ("abc", "axc", vec![Some(1), Some(2), Some(3)]),
            ("abc", "ac", vec![Some(1), Some(3)]),
            ("abc", "xabc", vec![None, Some(1), Some(2), Some(3)]),
            ("aa", "aaa", vec![Some(1), Some(2), None]),
            ("ab", "bb", vec![Some(1), Some(2)]),
        ] {
            assert_eq!(kept(before, after), expected, "{before} to {after}");
        }
    }
}
