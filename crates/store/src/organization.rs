//! The organization a key belongs to.

use diesel::sql_types::{Integer, Text};
use diesel_async::RunQueryDsl;
use domain::opaque::OpaqueId;
use uuid::Uuid;

use crate::account::Principal;
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// An organization, as its own members see it.
#[derive(Clone, Debug)]
pub struct Organization {
    /// Made from the internal id, which would tell how many organizations there are.
    pub opaque: OpaqueId,
    /// Its name.
    pub name: String,
}

/// The namespace of organizations' ids; any fixed value does.
const NAMESPACE: Uuid = Uuid::from_u128(0x2f0c_5f6e_93d1_4b7a_8e0d_61c4_7a95_b3e8);

statement! {
    FindOrganization { organization: Integer = i32 }
    "select name from organizations where id = $1"
}

#[derive(diesel::QueryableByName)]
struct OrganizationRow {
    #[diesel(sql_type = Text)]
    name: String,
}

impl Store {
    /// The organization of a key.
    pub async fn organization_of(&self, who: &Principal) -> Result<Organization, StoreError> {
        let organization = who.organization;
        let mut connection = self.connection().await?;
        let rows: Vec<OrganizationRow> = FindOrganization { organization }
            .load(&mut connection)
            .await?;
        let row = rows.into_iter().next();
        let id = Uuid::new_v5(&NAMESPACE, &organization.to_be_bytes());
        Ok(Organization {
            opaque: OpaqueId::from_uuid(id),
            name: row
                .ok_or_else(|| StoreError::corrupt("a key of no organization"))?
                .name,
        })
    }
}
