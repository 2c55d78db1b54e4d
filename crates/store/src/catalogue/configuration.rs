//! Configurations: where tests are executed.

use diesel::sql_types::{Array, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::identity::Identity;
use domain::number::ConfigurationNumber;
use domain::outcome::Environment;
use domain::text::Text as ScreenedText;
use uuid::Uuid;

use crate::account::Principal;
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// A configuration to be found or made: the same name and environment are the same configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConfiguration {
    /// Its name.
    pub name: ScreenedText,
    /// What it stands for.
    pub environment: Environment,
}

/// A configuration.
#[derive(Clone, Debug, diesel::QueryableByName)]
pub struct Configuration {
    /// Its number, unique in the organization.
    #[diesel(sql_type = Integer)]
    pub number: i32,
    /// Its name.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// The device.
    #[diesel(sql_type = Nullable<Text>)]
    pub device: Option<String>,
    /// The operating system.
    #[diesel(sql_type = Nullable<Text>)]
    pub os: Option<String>,
    /// The operating system's version.
    #[diesel(sql_type = Nullable<Text>)]
    pub os_version: Option<String>,
    /// The browser.
    #[diesel(sql_type = Nullable<Text>)]
    pub browser: Option<String>,
    /// The browser's version.
    #[diesel(sql_type = Nullable<Text>)]
    pub browser_version: Option<String>,
    /// The size of the window.
    #[diesel(sql_type = Nullable<Text>)]
    pub viewport: Option<String>,
}

impl NewConfiguration {
    /// The configuration that an environment without a name is.
    #[must_use]
    pub fn unnamed(environment: Environment) -> Option<Self> {
        let parts = [
            &environment.device,
            &environment.os,
            &environment.os_version,
            &environment.browser,
            &environment.browser_version,
            &environment.viewport,
        ];
        let words: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(ScreenedText::as_str)
            .collect();
        let name = ScreenedText::new(words.join(" ")).ok()?;
        (!environment.is_empty()).then_some(Self { name, environment })
    }

    fn fingerprint(&self) -> Uuid {
        Identity::configuration(self.name.as_str(), &self.environment).uuid()
    }
}

statement! {
    /// Finds or makes configurations; concurrent callers end up with the same ones.
    EnsureConfigurations {
        organization: Integer = i32,
        fingerprints: Array<SqlUuid> = Vec<Uuid>,
        names: Array<Text> = Vec<String>,
        devices: Array<Nullable<Text>> = Vec<Option<String>>,
        os: Array<Nullable<Text>> = Vec<Option<String>>,
        os_versions: Array<Nullable<Text>> = Vec<Option<String>>,
        browsers: Array<Nullable<Text>> = Vec<Option<String>>,
        browser_versions: Array<Nullable<Text>> = Vec<Option<String>>,
        viewports: Array<Nullable<Text>> = Vec<Option<String>>,
    }
    include_str!("configuration_ensure.sql")
}

statement! {
    FindConfigurations { organization: Integer = i32, fingerprints: Array<SqlUuid> = Vec<Uuid> }
    "select w.place::integer as place, c.number
     from unnest($2::uuid[]) with ordinality as w (fingerprint, place)
     join configurations c on c.organization_id = $1 and c.fingerprint = w.fingerprint
     order by w.place"
}

statement! {
    ConfigurationsByNumber { organization: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "select number, name, device, os, os_version, browser, browser_version, viewport
     from configurations where organization_id = $1 and number = any($2) order by number"
}

statement! {
    AllConfigurations { organization: Integer = i32 }
    "select number, name, device, os, os_version, browser, browser_version, viewport
     from configurations where organization_id = $1 order by number desc"
}

#[derive(diesel::QueryableByName)]
struct FoundRow {
    #[diesel(sql_type = Integer)]
    place: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
}

impl Store {
    /// Finds or makes configurations; answers in the order asked.
    pub async fn ensure_configurations(
        &self,
        who: &Principal,
        wanted: &[NewConfiguration],
    ) -> Result<Vec<ConfigurationNumber>, StoreError> {
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        connection
            .transaction(async |connection| ensure(connection, who.organization, wanted).await)
            .await
    }

    /// The configurations with these numbers, by number; unknown ones are left out.
    pub async fn find_configurations(
        &self,
        who: &Principal,
        numbers: Vec<i32>,
    ) -> Result<Vec<Configuration>, StoreError> {
        let mut connection = self.connection().await?;
        let organization = who.organization;
        Ok(ConfigurationsByNumber {
            organization,
            numbers,
        }
        .load(&mut connection)
        .await?)
    }

    /// Every configuration of the organization, newest first.
    pub async fn list_configurations(
        &self,
        who: &Principal,
    ) -> Result<Vec<Configuration>, StoreError> {
        let mut connection = self.connection().await?;
        Ok(AllConfigurations {
            organization: who.organization,
        }
        .load(&mut connection)
        .await?)
    }
}

/// Finds or makes the configuration of an environment; 0 for one that says nothing.
pub(crate) async fn ensure_environment(
    connection: &mut AsyncPgConnection,
    organization: i32,
    environment: &Environment,
) -> Result<i32, StoreError> {
    let wanted = NewConfiguration::unnamed(environment.clone());
    let wanted: Vec<NewConfiguration> = wanted.into_iter().collect();
    let made = ensure(connection, organization, &wanted).await?;
    Ok(made.into_iter().next().map_or(0, ConfigurationNumber::get))
}

pub(crate) async fn ensure(
    connection: &mut AsyncPgConnection,
    organization: i32,
    wanted: &[NewConfiguration],
) -> Result<Vec<ConfigurationNumber>, StoreError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let fingerprints: Vec<Uuid> = wanted.iter().map(NewConfiguration::fingerprint).collect();
    let find = || FindConfigurations {
        organization,
        fingerprints: fingerprints.clone(),
    };
    let mut found: Vec<FoundRow> = find().load(connection).await?;
    if found.len() < wanted.len() {
        make(organization, wanted, &fingerprints)
            .execute(connection)
            .await?;
        found = find().load(connection).await?;
    }
    found.sort_by_key(|row| row.place);
    let numbers = found
        .into_iter()
        .map(|row| ConfigurationNumber::new(row.number));
    numbers
        .collect::<Option<_>>()
        .ok_or_else(|| StoreError::corrupt("configurations.number below 1"))
}

fn make(
    organization: i32,
    wanted: &[NewConfiguration],
    fingerprints: &[Uuid],
) -> EnsureConfigurations {
    // The same configuration twice in one statement would be the same key twice.
    let mut unique: Vec<(&Uuid, &NewConfiguration)> = fingerprints.iter().zip(wanted).collect();
    unique.sort_by_key(|(fingerprint, _)| **fingerprint);
    unique.dedup_by_key(|(fingerprint, _)| **fingerprint);
    let column = |pick: fn(&Environment) -> &Option<ScreenedText>| -> Vec<Option<String>> {
        let texts = unique.iter().map(|(_, it)| pick(&it.environment).as_ref());
        texts
            .map(|text| text.map(|it| it.as_str().to_owned()))
            .collect()
    };
    EnsureConfigurations {
        organization,
        fingerprints: unique
            .iter()
            .map(|(fingerprint, _)| **fingerprint)
            .collect(),
        names: unique
            .iter()
            .map(|(_, it)| it.name.as_str().to_owned())
            .collect(),
        devices: column(|it| &it.device),
        os: column(|it| &it.os),
        os_versions: column(|it| &it.os_version),
        browsers: column(|it| &it.browser),
        browser_versions: column(|it| &it.browser_version),
        viewports: column(|it| &it.viewport),
    }
}
