//! Lists of projects and builds, page by page.

use std::collections::BTreeMap;

use domain::number::{RunNumber, UserNumber};
use domain::spelling::{self, Kind};
use serde::{Deserialize, Serialize};
use store::Located;
use store::locate::{Page, Project, Run};
use store::read::Build;
use time::OffsetDateTime;

use super::super::wire::{ListedBuild, ListedProject, Pagination, ProjectBuilds, Projects};
use super::cursor::{parse, spelled};
use super::shown_build::build_number;
use super::timeline::Timeline;
use crate::failure::Failure;
use crate::times;

/// The vendor's page size is unknown.
pub(crate) const PER_PAGE: u32 = 50;

/// Where a page of a list begins; opaque to clients.
#[derive(Serialize, Deserialize)]
struct Place {
    /// The project whose builds these are; none for the list of projects.
    project: Option<i32>,
    /// How many projects come before it, or the number of the build before it.
    after: u32,
}

/// The page of projects that `next_page` or, as an older client has it, `p` asks for.
pub(crate) fn projects_page(query: impl Fn(&str) -> Option<String>) -> Result<Page, Failure> {
    let place: Option<Place> = parse(query("next_page").as_deref(), |it: &Place| {
        it.project.is_none()
    })?;
    let skip = match (place, query("p").filter(|it| !it.is_empty())) {
        (Some(place), _) => place.after,
        (None, None) => 0,
        (None, Some(raw)) => {
            let page = raw.parse::<u32>().ok().filter(|it| *it >= 1);
            let page =
                page.ok_or_else(|| Failure::Invalid("p must be a positive integer".to_owned()))?;
            (page - 1).saturating_mul(PER_PAGE)
        }
    };
    Ok(Page {
        skip,
        take: PER_PAGE,
    })
}

/// The number of the build before the page that `next_page` asks for.
pub(crate) fn builds_before(raw: Option<&str>, project: i32) -> Result<Option<i32>, Failure> {
    let place: Option<Place> = parse(raw, |it: &Place| it.project == Some(project))?;
    Ok(place.and_then(|it| i32::try_from(it.after).ok()))
}

/// `projects` have `creators` in the same order; `root` begins every address.
pub(crate) fn projects(
    projects: &[Located<Project>],
    creators: &[UserNumber],
    total: u32,
    page: Page,
    root: &str,
) -> Projects {
    let after = page.skip.saturating_add(page.take);
    let next = Place {
        project: None,
        after,
    };
    Projects {
        projects: projects
            .iter()
            .zip(creators)
            .map(|(project, creator)| listed_project(project, *creator, root))
            .collect(),
        pagination: pagination(Some(&next).filter(|_| after < total)),
    }
}

fn listed_project(project: &Project, creator: UserNumber, root: &str) -> ListedProject {
    let id = project.number.get();
    ListedProject {
        id,
        name: project.name.clone(),
        // An organization sees nothing but its own, so there is one group.
        group_id: 1,
        created_by: creator.get(),
        created_at: times::millis_offset(project.created_at),
        updated_at: times::millis_offset(project.updated_at),
        observability_url: format!("{root}/projects/{id}/builds"),
    }
}

/// `runs` may hold one more than a page: then there is a next one.
pub(crate) fn builds(
    project: &Project,
    runs: &[Located<Run>],
    known: &BTreeMap<RunNumber, Build>,
    root: &str,
    now: OffsetDateTime,
) -> ProjectBuilds {
    let size = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let page = runs.get(..size).unwrap_or(runs);
    let last = page.last().filter(|_| page.len() < runs.len());
    let next = last.map(|run| Place {
        project: Some(project.number.get()),
        after: run.number.get().unsigned_abs(),
    });
    ProjectBuilds {
        id: project.number.get(),
        name: project.name.clone(),
        builds: page
            .iter()
            .map(|run| listed_build(run, known.get(&run.number), root, now))
            .collect(),
        pagination: pagination(next.as_ref()),
    }
}

fn listed_build(run: &Run, build: Option<&Build>, root: &str, now: OffsetDateTime) -> ListedBuild {
    let Timeline {
        status,
        stats,
        started_at,
        finished_at,
        duration,
    } = Timeline::of(run, now);
    let id = spelling::hashed(run.opaque);
    ListedBuild {
        name: run.name.clone(),
        status,
        duration,
        user: run.created_by.clone(),
        tags: run.tags.clone(),
        observability_url: format!("{root}/builds/{id}"),
        build_id: id,
        original_name: run.name.clone(),
        finished_at,
        started_at,
        status_stats: stats,
        build_number: build_number(run.number, build),
        is_archived: false,
        tcm_test_run_identifier: spelling::numbered(Kind::Run, run.number.get()),
    }
}

fn pagination(next: Option<&Place>) -> Pagination {
    let next_page = next.and_then(spelled);
    Pagination {
        has_next: next_page.is_some(),
        next_page,
    }
}
