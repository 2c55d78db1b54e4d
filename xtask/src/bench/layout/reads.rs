//! Measured reads, each of a run or case picked anew.

use std::time::Instant;

use anyhow::{Result, ensure};
use tokio_postgres::Statement;

use super::random::Random;
use super::scale::{CASES, FIRST_PLANNED_RUN, Scale};
use super::subject::{PROJECT, Subject};

const READS: i32 = 40;
const PAGE: i32 = 30;

/// The reads of one round; two of one round and metric ask for the same things.
pub(super) struct Reads<'a> {
    pub(super) subject: &'a Subject,
    pub(super) scale: Scale,
    pub(super) random: Random,
}

impl Reads<'_> {
    /// Pages of a run by `seq`, the newest first.
    pub(super) async fn seq_page(&mut self, page: i32) -> Result<f64> {
        // The populated runs hold every case once and one in fifty twice.
        let top = CASES + CASES / 50 - (page - 1) * PAGE;
        let runs = self.scale.runs;
        self.measure(&self.subject.statements.seq_page, PAGE, |random| {
            [random.up_to(runs), top]
        })
        .await
    }

    pub(super) async fn case_page(&mut self, page: i32) -> Result<f64> {
        let (runs, offset) = (self.scale.runs, (page - 1) * PAGE);
        self.measure(&self.subject.statements.case_page, PAGE, |random| {
            [random.up_to(runs), offset]
        })
        .await
    }

    pub(super) async fn planned_page(&mut self, page: i32) -> Result<f64> {
        let (runs, offset) = (self.scale.planned_runs, (page - 1) * PAGE);
        self.measure(&self.subject.statements.planned_page, PAGE, |random| {
            [FIRST_PLANNED_RUN - 1 + random.up_to(runs), offset]
        })
        .await
    }

    /// The newest thirty results of a case, or as many as there are runs.
    pub(super) async fn history(&mut self) -> Result<f64> {
        let expected = PAGE.min(self.scale.runs);
        let started = Instant::now();
        for _ in 0..READS {
            let case_no = self.random.up_to(CASES);
            let rows = self
                .subject
                .client
                .query(&self.subject.statements.history, &[&PROJECT, &case_no])
                .await?;
            self.check(rows.len(), expected)?;
        }
        Ok(per_read(started))
    }

    pub(super) async fn counters(&mut self) -> Result<f64> {
        let started = Instant::now();
        for _ in 0..READS {
            let run = self.random.up_to(self.scale.runs);
            let rows = self
                .subject
                .client
                .query(&self.subject.statements.counters, &[&PROJECT, &run])
                .await?;
            self.check(rows.len(), 1)?;
        }
        Ok(per_read(started))
    }

    async fn measure(
        &mut self,
        statement: &Statement,
        expected: i32,
        pick: impl Fn(&mut Random) -> [i32; 2],
    ) -> Result<f64> {
        let started = Instant::now();
        for _ in 0..READS {
            let [run, position] = pick(&mut self.random);
            let rows = self
                .subject
                .client
                .query(statement, &[&PROJECT, &run, &position])
                .await?;
            self.check(rows.len(), expected)?;
        }
        Ok(per_read(started))
    }

    /// A layout that answers less would look fast.
    fn check(&self, rows: usize, expected: i32) -> Result<()> {
        ensure!(
            rows >= usize::try_from(expected)?,
            "{} answered {rows} rows, expected {expected}",
            self.subject.layout.name
        );
        Ok(())
    }
}

fn per_read(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1e3 / f64::from(READS)
}
