//! All that is measured at one size of the data.

use std::io::Write as _;
use std::time::Instant;

use anyhow::Result;

use super::catalogue::Layout;
use super::rounds::{self, Found};
use super::scale::{Scale, spell};
use super::subject::Subject;
use super::{populate, sizes};
use crate::bench::connect::connect;
use crate::bench::samples::Samples;

/// What was found at one size of the data.
pub(super) struct Measured {
    pub(super) scale: Scale,
    pub(super) layouts: Vec<&'static Layout>,
    found: Found,
    sizes: Vec<Sizes>,
}

/// Bytes per result of one layout.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    pub(super) plain: f64,
    pub(super) pre_populated: f64,
    pub(super) superseded: f64,
}

impl Measured {
    /// The samples of a metric, by its place in `METRICS`.
    pub(super) fn samples(&self, metric: usize, layout: &Layout) -> Option<&Samples> {
        self.found.get(metric)?.get(self.place(layout)?)
    }

    pub(super) fn sizes(&self, layout: &Layout) -> Option<Sizes> {
        self.sizes.get(self.place(layout)?).copied()
    }

    fn place(&self, layout: &Layout) -> Option<usize> {
        self.layouts
            .iter()
            .position(|measured| measured.name == layout.name)
    }
}

/// Fills the database, measures and empties it again.
pub(super) async fn at(
    scale: Scale,
    layouts: Vec<&'static Layout>,
    url: &str,
    rounds: i32,
) -> Result<Measured> {
    let started = Instant::now();
    let progress = |step: &str| {
        let seconds = started.elapsed().as_secs();
        writeln!(
            std::io::stderr(),
            "{} results, {seconds:3} s: {step}",
            spell(scale.results())
        )
    };
    progress("fill runs")?;
    create_cases(url).await?;
    let mut subjects = Vec::new();
    for layout in &layouts {
        subjects.push(Subject::create(url, layout).await?);
    }
    let (left, right) = subjects.split_at_mut(layouts.len() / 2);
    let (left, right) = tokio::try_join!(fill(left, scale), fill(right, scale))?;
    progress("measure")?;
    let found = rounds::measure(&mut subjects, scale, rounds).await?;
    progress("fill pre-populated runs")?;
    let mut sizes = Vec::new();
    for (mut subject, plain) in subjects.into_iter().zip(left.into_iter().chain(right)) {
        let [pre_populated, superseded] = sizes::pre_populated(&mut subject, scale).await?;
        sizes.push(Sizes {
            plain,
            pre_populated,
            superseded,
        });
        subject.drop_schema().await?;
    }
    progress("done")?;
    Ok(Measured {
        scale,
        layouts,
        found,
        sizes,
    })
}

async fn create_cases(url: &str) -> Result<()> {
    let client = connect(url).await?;
    // One by one: VACUUM runs in no transaction, and statements sent together share one.
    for statement in include_str!("sql/shared/cases.sql").split_inclusive(';') {
        client.batch_execute(statement).await?;
    }
    Ok(())
}

/// Populates layouts one after another and returns their bytes per result before anything was superseded.
async fn fill(subjects: &mut [Subject], scale: Scale) -> Result<Vec<f64>> {
    let mut sizes = Vec::new();
    for subject in subjects {
        populate::fill_runs(subject, scale).await?;
        sizes.push(sizes::bytes_per_result(subject, scale.results()).await?);
        populate::age(subject, scale).await?;
    }
    Ok(sizes)
}
