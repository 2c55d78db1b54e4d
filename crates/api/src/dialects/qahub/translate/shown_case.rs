//! Test cases, as they are shown.

use domain::outcome::IssueLink;
use domain::spelling::{self, Kind};
use domain::text::Text;
use store::catalogue::{Bdd, CaseDetail};

use super::super::wire::{Case as WireCase, Ticket};
use super::super::words::{AUTOMATION, PRIORITY, STATE};
use crate::times;

pub(crate) fn case(detail: CaseDetail) -> WireCase {
    let CaseDetail {
        number,
        opaque,
        project: _,
        project_opaque,
        folder: _,
        title,
        description: _,
        preconditions: _,
        expected_result: _,
        priority,
        case_type: _,
        state: stored_state,
        automation: stored_automation,
        template: _,
        layer,
        is_e2e,
        owner: _,
        tags,
        issues,
        fields: _,
        bdd,
        creator: _,
        created_by: _,
        updated_by: _,
        created_at,
        updated_at,
        steps,
    } = detail;
    WireCase {
        id: spelling::cuid(opaque),
        code: spelling::code(Kind::Case, number.get()),
        title,
        bdd_content: content(bdd, &steps),
        status: state(&stored_state),
        priority: PRIORITY.to_wire(&priority).map_or(priority, str::to_owned),
        layer,
        is_e2e,
        automation_status: automation(&stored_automation),
        tags,
        tickets: issues.into_iter().filter_map(ticket).collect(),
        project_id: spelling::cuid(project_opaque),
        created_at: times::millis(created_at),
        updated_at: times::millis(updated_at),
    }
}

/// What is neither a draft nor out of use is ready.
pub(super) fn state(stored: &str) -> &'static str {
    STATE.to_wire(stored).unwrap_or("READY")
}

pub(super) fn automation(stored: &str) -> String {
    AUTOMATION.to_wire(stored).unwrap_or(stored).to_owned()
}

/// The vendor has one text. A case that is written in parts, or in steps, reads as Gherkin would have it.
fn content(bdd: Bdd, steps: &[(i32, String, String)]) -> String {
    let Bdd {
        feature,
        background,
        scenario,
        content,
    } = bdd;
    if let Some(content) = content {
        return content.into_string();
    }
    let parts: Vec<String> = [feature, background, scenario]
        .into_iter()
        .flatten()
        .map(Text::into_string)
        .collect();
    if !parts.is_empty() {
        return parts.join("\n\n");
    }
    let lines = steps.iter().flat_map(|(_, action, expected)| {
        let action = (!action.is_empty()).then(|| format!("* {action}"));
        let expected = (!expected.is_empty()).then(|| format!("Then {expected}"));
        action.into_iter().chain(expected)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A link without a key has nothing to show.
fn ticket(link: IssueLink) -> Option<Ticket> {
    let IssueLink {
        key,
        url: _,
        tracker,
        host: _,
    } = link;
    Some(Ticket {
        key: key?.into_string(),
        source: tracker.map_or_else(|| "JIRA".to_owned(), |it| it.as_str().to_uppercase()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Option<Text> {
        Text::new(raw).ok()
    }

    #[test]
    fn a_case_written_otherwise_reads_as_gherkin() {
        let step = |action: &str, expected: &str| (1, action.to_owned(), expected.to_owned());
        let steps = [
            step("Open the shop", "It is open"),
            step("", "It stays"),
            step("Leave", ""),
        ];
        let parts = Bdd {
            feature: text("Feature: Shop"),
            background: None,
            scenario: text("Scenario: Open"),
            content: None,
        };
        let whole = Bdd {
            content: text("Given a shop"),
            ..parts.clone()
        };
        assert_eq!(content(whole, &steps), "Given a shop");
        assert_eq!(content(parts, &steps), "Feature: Shop\n\nScenario: Open");
        assert_eq!(
            content(Bdd::default(), &steps),
            "* Open the shop\nThen It is open\nThen It stays\n* Leave"
        );
        assert_eq!(content(Bdd::default(), &[]), "");
    }
}
