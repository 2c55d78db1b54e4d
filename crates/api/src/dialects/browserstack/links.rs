//! Links as the vendor has them: absolute ones to its web interface, relative ones to its API.

use domain::number::{CaseNumber, ProjectNumber, ResultNumber, RunNumber};

use super::wire::Urls;

/// Makes the absolute links; holds what each begins with.
#[derive(Clone, Copy)]
pub(super) struct Links<'a>(pub(super) &'a str);

impl Links<'_> {
    fn to(self, path: &str) -> Urls {
        Urls {
            itself: format!("{}/projects/{path}", self.0),
        }
    }

    pub(super) fn project(self, project: ProjectNumber) -> Urls {
        self.to(&project.to_string())
    }

    pub(super) fn folder(self, project: ProjectNumber, folder: i32) -> Urls {
        self.to(&format!("{project}/folder/{folder}/test-cases"))
    }

    pub(super) fn case(
        self,
        project: ProjectNumber,
        folder: Option<i32>,
        case: CaseNumber,
    ) -> Urls {
        self.to(&match folder {
            Some(folder) => format!("{project}/folder/{folder}/test-cases/{case}"),
            None => format!("{project}/test-cases/{case}"),
        })
    }

    pub(super) fn run(self, project: ProjectNumber, run: RunNumber) -> Urls {
        self.to(&format!("{project}/test-runs/TR-{run}"))
    }

    pub(super) fn row(self, project: ProjectNumber, run: RunNumber, case: CaseNumber) -> Urls {
        self.to(&format!("{project}/test-runs/TR-{run}/{case}"))
    }

    pub(super) fn result(
        self,
        project: ProjectNumber,
        run: RunNumber,
        case: CaseNumber,
        result: ResultNumber,
    ) -> Urls {
        let result = result.get();
        self.to(&format!("{project}/test-runs/TR-{run}/{case}/{result}"))
    }
}

/// The path of a run.
pub(super) fn run_path(project: ProjectNumber, run: RunNumber) -> String {
    format!("/api/v2/projects/PR-{project}/test-runs/TR-{run}")
}

/// The path of a folder.
pub(super) fn folder_path(project: ProjectNumber, folder: i32) -> String {
    format!("/api/v2/projects/PR-{project}/folders/{folder}")
}
