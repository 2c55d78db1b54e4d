//! Discovers cases: finds those that stand behind identities, and makes the ones that are new.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer, SmallInt, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::identity::Identity;
use domain::number::CaseNumber;
use domain::text::Text as ScreenedText;
use uuid::Uuid;

use crate::account::Principal;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::statement::statement;

/// What kind of name an identity is, as `case_keys` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// File, scopes and name of an automated test.
    AutomatedTest,
    /// A title without a case.
    UnlinkedTitle,
}

impl KeyKind {
    const fn code(self) -> i16 {
        match self {
            Self::AutomatedTest => 1,
            Self::UnlinkedTitle => 2,
        }
    }
}

statement! {
    /// By the primary key of `case_keys`, once for each key.
    FindDiscovered { project: Integer = i32, kind: SmallInt = i16, keys: Array<SqlUuid> = Vec<Uuid> }
    "select w.key, k.case_no
     from unnest($3::uuid[]) as w (key)
     cross join lateral (
         select k.case_no from case_keys k
         where k.project_id = $1 and k.kind = $2 and k.key = w.key::text limit 1
     ) k"
}

statement! {
    /// The counter is taken first: whoever discovers the same cases waits there, and finds them afterwards.
    Discover {
        organization: Integer = i32,
        project: Integer = i32,
        kind: SmallInt = i16,
        user: Integer = i32,
        keys: Array<SqlUuid> = Vec<Uuid>,
        titles: Array<Text> = Vec<String>,
    }
    "with missing as (
         select key, title, place::integer from unnest($5::uuid[], $6::text[]) with ordinality as m (key, title, place)
     ), numbered as (
         insert into organization_counters (organization_id, kind, last) values ($1, 3, cardinality($5::uuid[]))
         on conflict (organization_id, kind) do update set last = organization_counters.last + excluded.last
         returning last - cardinality($5::uuid[]) as before
     ), named as (
         insert into case_keys (project_id, kind, key, case_no)
         select $2, $3, missing.key::text, numbered.before + missing.place from numbered, missing
         on conflict (project_id, kind, key) do nothing
         returning key, case_no
     ), made as (
         insert into test_cases (project_id, number, opaque, title, automation, catalogued, created_by)
         select $2, named.case_no, gen_random_uuid(), missing.title, 'automated', false, $4
         from named join missing on missing.key::text = named.key
         returning number, opaque
     ), listed as (
         insert into directory (organization_id, opaque, kind, project_id, number)
         select $1, opaque, 3, $2, number from made
     )
     select key::uuid, case_no from named"
}

#[derive(diesel::QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = SqlUuid)]
    key: Uuid,
    #[diesel(sql_type = Integer)]
    case_no: i32,
}

/// The cases behind identities, each with the title that it gets if it is new.
pub(crate) async fn discover(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    project: &Located<Project>,
    kind: KeyKind,
    wanted: &BTreeMap<Identity, ScreenedText>,
) -> Result<BTreeMap<Identity, CaseNumber>, StoreError> {
    let find = |keys| FindDiscovered {
        project: project.project_id,
        kind: kind.code(),
        keys,
    };
    let keys: Vec<Uuid> = wanted.keys().map(|it| it.uuid()).collect();
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut known: Vec<KeyRow> = find(keys).load(connection).await?;
    let missing = missing(wanted, &known);
    if !missing.is_empty() {
        let (keys, titles): (Vec<Uuid>, Vec<String>) = missing.into_iter().unzip();
        let statement = Discover {
            organization: who.organization,
            project: project.project_id,
            kind: kind.code(),
            user: who.user.get(),
            keys: keys.clone(),
            titles,
        };
        let made: Vec<KeyRow> = statement.load(connection).await?;
        if made.len() < keys.len() {
            // Somebody else made some of them just before.
            known.extend::<Vec<KeyRow>>(find(keys).load(connection).await?);
        } else {
            known.extend(made);
        }
    }
    let known: BTreeMap<Uuid, i32> = known.into_iter().map(|it| (it.key, it.case_no)).collect();
    let number = |identity: &Identity| {
        let number = known.get(&identity.uuid()).copied();
        let number = number.and_then(CaseNumber::new);
        let number = number.ok_or_else(|| StoreError::corrupt("a discovered case is not there"));
        number.map(|number| (*identity, number))
    };
    wanted.keys().map(number).collect()
}

fn missing(wanted: &BTreeMap<Identity, ScreenedText>, known: &[KeyRow]) -> Vec<(Uuid, String)> {
    let known: std::collections::BTreeSet<Uuid> = known.iter().map(|it| it.key).collect();
    wanted
        .iter()
        .map(|(identity, title)| (identity.uuid(), title.as_str().to_owned()))
        .filter(|(key, _)| !known.contains(key))
        .collect()
}
