//! Records results into a run that is made for them: both or neither.

use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use domain::draft::Draft;
use domain::identity::Identity;
use domain::number::CaseNumber;
use domain::spelling::Reference;
use domain::submission::{Answer, Policy, Refusal};
use domain::text::Text;

use super::{ConfigurationName, Incoming, IncomingItem, KnownNames, Recorded, Sent, record};
use crate::account::Principal;
use crate::catalogue::discover::{KeyKind, discover};
use crate::catalogue::resolve::resolve_cases;
use crate::catalogue::{CaseName, NewProject, NewRun, find_or_create, make_run, reload_run};
use crate::error::StoreError;
use crate::locate::{Located, Project, Run};
use crate::pool::Store;

/// One result for a run that is yet to be made.
#[derive(Clone, Debug)]
pub enum NewRunItem {
    /// As for any run.
    Known(IncomingItem),
    /// A result that names no case but has a title: its case is found by that, or discovered.
    Unlinked {
        /// The title.
        title: Text,
        /// What the client said.
        draft: Box<Draft>,
    },
    /// A result of an automated test, whose case is found by its identity, or discovered.
    Automated {
        /// The title that a new case gets.
        title: Text,
        /// The identity.
        identity: Identity,
        /// What the client said.
        draft: Box<Draft>,
    },
}

/// The project that a run is made in.
#[derive(Clone, Debug)]
pub enum Home<'a> {
    /// This one.
    Located(&'a Located<Project>),
    /// The one of this name, which is made if there is none.
    Named(NewProject),
}

/// What came of results for a run that was to be made with them.
#[derive(Clone, Debug)]
pub struct RecordedRun {
    /// The run as it is then; `None` if its results were refused as a whole: then nothing was made.
    pub run: Option<Located<Run>>,
    /// What came of the results.
    pub recorded: Recorded,
}

impl Store {
    /// Makes a run, and its project where that is new, and records results into it: everything or nothing.
    ///
    /// `None` for a key that is bound to another project than the one named: it cannot make one.
    pub async fn record_new_run(
        &self,
        who: &Principal,
        home: Home<'_>,
        new: NewRun,
        policy: Policy,
        items: Vec<NewRunItem>,
    ) -> Result<Option<RecordedRun>, StoreError> {
        let named: Vec<(Option<Identity>, NewRunItem)> = identified(items);
        let mut connection = self
            .connection_in_turn(who.organization, [new.turn(who)])
            .await?;
        let made = connection
            .transaction(async |connection| {
                let Some(project) = find_home(connection, who, home).await? else {
                    return Ok(None);
                };
                let made = record_into(connection, who, &project, new, policy, named);
                made.await.map(Some)
            })
            .await;
        match made {
            Ok(made) => Ok(made),
            Err(Undone::Refused(recorded)) => Ok(Some(RecordedRun {
                run: None,
                recorded,
            })),
            Err(Undone::Failed(error)) => Err(error),
        }
    }

    /// Makes a run in the project of a name, which is made with it if there is none. A build whose identifier joins
    /// it to a running one is that one.
    ///
    /// `None` for a key that is bound to another project: it cannot make one.
    pub async fn create_run_in_named(
        &self,
        who: &Principal,
        project: NewProject,
        new: NewRun,
    ) -> Result<Option<Located<Run>>, StoreError> {
        let mut connection = self
            .connection_in_turn(who.organization, [new.turn(who)])
            .await?;
        connection
            .transaction(async |connection| {
                match find_or_create(connection, who, project).await? {
                    Some(project) => make_run(connection, who, &project, new).await.map(Some),
                    None => Ok(None),
                }
            })
            .await
    }
}

/// Why a transaction is taken back.
enum Undone {
    /// The results were refused as a whole.
    Refused(Recorded),
    Failed(StoreError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl From<diesel::result::Error> for Undone {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

async fn find_home(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    home: Home<'_>,
) -> Result<Option<Located<Project>>, StoreError> {
    match home {
        Home::Located(project) => Ok(Some(project.clone())),
        Home::Named(new) => find_or_create(connection, who, new).await,
    }
}

async fn record_into(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    project: &Located<Project>,
    new: NewRun,
    policy: Policy,
    named: Vec<(Option<Identity>, NewRunItem)>,
) -> Result<RecordedRun, Undone> {
    let (titles, tests) = (unlinked(&named), automated(&named));
    let run = make_run(connection, who, project, new).await?;
    let named = with_known_cases(connection, project, named).await?;
    let mut cases = discover(connection, who, project, KeyKind::UnlinkedTitle, &titles).await?;
    let found = discover(connection, who, project, KeyKind::AutomatedTest, &tests).await?;
    // Identities of different kinds are never the same.
    cases.extend(found);
    let items = named.into_iter().map(|(identity, item)| {
        let case = identity.and_then(|identity| cases.get(&identity));
        incoming(case.copied(), item)
    });
    let submission = Incoming {
        run: &run,
        policy,
        items: items.collect(),
    };
    let sent = [Sent::by(who, submission)];
    // What was just discovered is not committed: nobody is to know it.
    let unknown = KnownNames::none();
    let recorded = record(connection, &unknown, who.organization, &sent).await?;
    let recorded = recorded.into_iter().next();
    let recorded = recorded.ok_or_else(|| StoreError::corrupt("results without an answer"))?;
    match &recorded.answer {
        Answer::Recorded(_) => {
            let run = reload_run(connection, who, run.number.get()).await?;
            Ok(RecordedRun {
                run: Some(run),
                recorded,
            })
        }
        Answer::Refused { .. } => Err(Undone::Refused(recorded)),
    }
}

/// Refuses items that name a case which is not there yet: its number may be that of one discovered with them.
async fn with_known_cases(
    connection: &mut AsyncPgConnection,
    project: &Located<Project>,
    items: Vec<(Option<Identity>, NewRunItem)>,
) -> Result<Vec<(Option<Identity>, NewRunItem)>, StoreError> {
    let wanted = items.iter().flat_map(|(_, item)| names(item));
    let wanted: Vec<(i32, &CaseName)> = wanted.map(|name| (project.project_id, name)).collect();
    let known = resolve_cases(connection, project.organization, &wanted).await?;
    let mut known = known.into_iter();
    let checked = items.into_iter().map(|(identity, item)| {
        let named = names(&item).len();
        let found: Vec<_> = known.by_ref().take(named).collect();
        let all = found.iter().all(Option::is_some);
        let bad = NewRunItem::Known(IncomingItem::Bad(Refusal::UnknownCase));
        (identity, if all { item } else { bad })
    });
    Ok(checked.collect())
}

/// How an item names its case.
fn names(item: &NewRunItem) -> &[CaseName] {
    match item {
        NewRunItem::Known(IncomingItem::Row {
            case,
            configuration: _,
            draft: _,
        }) => case,
        NewRunItem::Known(IncomingItem::Finish { .. } | IncomingItem::Bad(_))
        | NewRunItem::Unlinked { .. }
        | NewRunItem::Automated { .. } => &[],
    }
}

/// The second item of one title is another case than the first, and the same as the second of any other run.
fn identified(items: Vec<NewRunItem>) -> Vec<(Option<Identity>, NewRunItem)> {
    let mut repetitions: BTreeMap<String, u32> = BTreeMap::new();
    let items = items.into_iter();
    items
        .map(|item| match &item {
            NewRunItem::Known(_) => (None, item),
            NewRunItem::Automated {
                title: _,
                identity,
                draft: _,
            } => (Some(*identity), item),
            NewRunItem::Unlinked { title, draft: _ } => {
                let seen = repetitions.entry(title.as_str().to_owned()).or_default();
                *seen = seen.saturating_add(1);
                (Some(Identity::unlinked(title.as_str(), *seen)), item)
            }
        })
        .collect()
}

/// The titles that are to be found, each by its identity.
fn unlinked(items: &[(Option<Identity>, NewRunItem)]) -> BTreeMap<Identity, Text> {
    let titles = items.iter().filter_map(|(identity, item)| match item {
        NewRunItem::Known(_) | NewRunItem::Automated { .. } => None,
        NewRunItem::Unlinked { title, draft: _ } => Some(((*identity)?, title.clone())),
    });
    titles.collect()
}

/// The automated tests that are to be found, and what each is called.
fn automated(items: &[(Option<Identity>, NewRunItem)]) -> BTreeMap<Identity, Text> {
    let tests = items.iter().filter_map(|(_, item)| match item {
        NewRunItem::Known(_) | NewRunItem::Unlinked { .. } => None,
        NewRunItem::Automated {
            title,
            identity,
            draft: _,
        } => Some((*identity, title.clone())),
    });
    tests.collect()
}

fn incoming(case: Option<CaseNumber>, item: NewRunItem) -> IncomingItem {
    match item {
        NewRunItem::Known(item) => item,
        NewRunItem::Unlinked { title: _, draft }
        | NewRunItem::Automated {
            title: _,
            identity: _,
            draft,
        } => IncomingItem::Row {
            case: case
                .map(|case| CaseName::Reference(Reference::Number(case.get())))
                .into_iter()
                .collect(),
            configuration: ConfigurationName::Unspecified,
            draft,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::status::Status;

    #[test]
    fn a_repeated_title_is_numbered() {
        let item = |title: &str| NewRunItem::Unlinked {
            title: Text::new(title).unwrap(),
            draft: Box::new(Draft::of(Status::Passed)),
        };
        let named = identified(vec![item("a"), item("b"), item("a")]);
        let identities: Vec<_> = named.into_iter().filter_map(|(it, _)| it).collect();
        let expected = [("a", 1), ("b", 1), ("a", 2)];
        assert_eq!(
            identities,
            expected.map(|(title, place)| Identity::unlinked(title, place))
        );
    }
}
