//! `cargo xtask layers`: what may know what (ARCHITECTURE.md). Reads the workspace and changes nothing.

mod dialects;
mod edges;
mod libraries;
mod manifests;
mod mentions;
mod rest_patterns;
mod tokens;

use anyhow::Context;
use cargo_metadata::{Metadata, MetadataCommand};

use crate::problem::{Problem, report};
use crate::{cargo, sources};

pub(crate) fn run() -> anyhow::Result<()> {
    let root = cargo::root()?;
    let metadata = MetadataCommand::new()
        .current_dir(&root)
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    let sources = sources::read(&root)?;

    let dependencies = dependencies(&metadata);
    let mut problems: Vec<Problem> = Vec::new();
    problems.extend(edges::problems(&dependencies));
    problems.extend(libraries::problems(&dependencies));
    problems.extend(manifests::problems(&sources));
    problems.extend(mentions::problems(&sources));
    problems.extend(dialects::problems(&sources));
    problems.extend(rest_patterns::problems(&sources));
    report(problems)
}

/// One line of a member's manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Dependency {
    from: String,
    to: String,
    /// Only tests see it.
    for_tests: bool,
    /// `to` is a member of this workspace too.
    is_member: bool,
}

fn dependencies(metadata: &Metadata) -> Vec<Dependency> {
    let members = metadata.workspace_packages();
    let mut dependencies = Vec::new();
    for package in &members {
        for dependency in &package.dependencies {
            dependencies.push(Dependency {
                from: package.name.to_string(),
                to: dependency.name.clone(),
                for_tests: dependency.kind == cargo_metadata::DependencyKind::Development,
                is_member: members.iter().any(|member| *member.name == dependency.name),
            });
        }
    }
    dependencies
}
