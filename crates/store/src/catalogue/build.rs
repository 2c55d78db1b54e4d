//! What is done to a run only because it is a build.

use diesel::sql_types::{Array, Bool, Integer, SmallInt, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::run_state::RunState;
use domain::text::Text as ScreenedText;
use time::OffsetDateTime;

use crate::account::NumberRow;
use crate::error::{Deleted, StoreError};
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// The most labels that a run gets by being given more and more of them: every list of runs carries them.
pub const MAX_TAGS: i32 = 1000;

statement! {
    /// The first time of the end stays, unless it lies before the beginning: clocks of workers differ, and
    /// a wrong one must not have the last word.
    FinishBuild {
        project: Integer = i32,
        run: Integer = i32,
        finished_at: Timestamptz = OffsetDateTime,
        open: Array<SmallInt> = Vec<i16>,
        done: SmallInt = i16,
    }
    "update runs set
         state = case when state = any($4) then $5 else state end,
         finished_at = case
             when finished_at >= coalesce(started_at, created_at) then finished_at
             else $3
         end,
         updated_at = now()
     where project_id = $1 and number = $2 and deleted_at is null
     returning number"
}

statement! {
    /// No row if the run is gone, or would have too many labels.
    AddTags {
        project: Integer = i32,
        run: Integer = i32,
        tags: Array<Text> = Vec<String>,
        most: Integer = i32,
        is_activity: Bool = bool,
    }
    "update runs set
         tags = tags || array(
             select tag from unnest($3::text[]) with ordinality as given (tag, place)
             where not tag = any(tags) group by tag order by min(place)
         ),
         updated_at = case when $5 then now() else updated_at end
     where project_id = $1 and number = $2 and deleted_at is null
         and cardinality(tags) + (
             select count(distinct tag) from unnest($3::text[]) as given (tag) where not tag = any(tags)
         ) <= $4
     returning number"
}

impl Store {
    /// Declares a build complete, whatever has become of it since it was located; one that is complete
    /// already keeps its state.
    pub async fn finish_build(
        &self,
        run: &Located<Run>,
        finished_at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let open = RunState::ALL.into_iter().filter(|it| !it.is_over());
        let statement = FinishBuild {
            project: run.project_id,
            run: run.number.get(),
            finished_at,
            open: open.map(RunState::code).collect(),
            done: RunState::Done.code(),
        };
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn()])
            .await?;
        let rows: Vec<NumberRow> = connection.load_alone(statement).await?;
        if rows.is_empty() {
            return Err(StoreError::Deleted(Deleted::Run));
        }
        Ok(())
    }

    /// Adds labels to a run, each once; false if it would have more than [`MAX_TAGS`], or is gone. This is
    /// no activity in it: a build that was given up stays so.
    pub async fn add_tags(
        &self,
        run: &Located<Run>,
        tags: Vec<ScreenedText>,
    ) -> Result<bool, StoreError> {
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn()])
            .await?;
        let statement = AddTags {
            project: run.project_id,
            run: run.number.get(),
            tags: plain(tags),
            most: MAX_TAGS,
            is_activity: false,
        };
        let rows: Vec<NumberRow> = connection.load_alone(statement).await?;
        Ok(!rows.is_empty())
    }
}

/// A shard joins its build: it is active, and has the shard's labels too where there is room.
pub(super) async fn join(
    connection: &mut AsyncPgConnection,
    project: i32,
    run: i32,
    tags: Vec<ScreenedText>,
) -> Result<(), StoreError> {
    for (tags, most) in [(plain(tags), MAX_TAGS), (Vec::new(), i32::MAX)] {
        let statement = AddTags {
            project,
            run,
            tags,
            most,
            is_activity: true,
        };
        let rows: Vec<NumberRow> = statement.load(connection).await?;
        if !rows.is_empty() {
            break;
        }
    }
    Ok(())
}

fn plain(tags: Vec<ScreenedText>) -> Vec<String> {
    tags.into_iter().map(ScreenedText::into_string).collect()
}
