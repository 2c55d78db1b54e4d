//! The identity of a case that no catalogue names: found or made again from what its reporter says.

use uuid::Uuid;

use crate::outcome::Environment;
use crate::text::Text;

/// The key under which a discovered case is found again in its project.
///
/// A name-based UUID over the kind and its parts, each preceded by its length, so that no two
/// different lists of parts are hashed as the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity(Uuid);

/// Which facts make the identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKind {
    /// File, scopes and name of an automated test.
    AutomatedTest,
    /// A title without a case, and its number among the items of that title in one run.
    UnlinkedTitle,
    /// Name and environment of a configuration.
    Configuration,
}

/// The namespace of all identities; any fixed value does.
const NAMESPACE: Uuid = Uuid::from_u128(0x7e4d_1c7a_5b0f_4c3e_9a61_0f2b_86d3_51c4);

impl Identity {
    /// The identity of an automated test.
    #[must_use]
    pub fn automated(file: &str, scopes: &[String], name: &str) -> Self {
        let mut parts = vec![file, name];
        parts.extend(scopes.iter().map(String::as_str));
        Self::of(IdentityKind::AutomatedTest, &parts)
    }

    /// The identity of the `repetition`-th item (from 1) of one title in one run.
    #[must_use]
    pub fn unlinked(title: &str, repetition: u32) -> Self {
        Self::of(
            IdentityKind::UnlinkedTitle,
            &[title, &repetition.to_string()],
        )
    }

    /// The identity of a configuration: an absent part differs from an empty one.
    #[must_use]
    pub fn configuration(name: &str, environment: &Environment) -> Self {
        let Environment {
            device,
            os,
            os_version,
            browser,
            browser_version,
            viewport,
        } = environment;
        let fields = [device, os, os_version, browser, browser_version, viewport];
        let given = fields
            .map(|field| if field.is_some() { "+" } else { "-" })
            .concat();
        let mut parts = vec![name, &given];
        parts.extend(fields.into_iter().flatten().map(Text::as_str));
        Self::of(IdentityKind::Configuration, &parts)
    }

    fn of(kind: IdentityKind, parts: &[&str]) -> Self {
        let mut bytes = vec![match kind {
            IdentityKind::AutomatedTest => b'a',
            IdentityKind::UnlinkedTitle => b'u',
            IdentityKind::Configuration => b'c',
        }];
        for part in parts {
            // A fixed width: the identity must not depend on the machine's word.
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            bytes.extend(length.to_be_bytes());
            bytes.extend(part.as_bytes());
        }
        Self(Uuid::new_v5(&NAMESPACE, &bytes))
    }

    /// The identity as a UUID, as it is stored.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let scope = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let one = Identity::automated("a", &scope(&["bc"]), "d");
        for other in [
            Identity::automated("a", &scope(&["b", "c"]), "d"),
            Identity::automated("ab", &scope(&["c"]), "d"),
            Identity::automated("a", &scope(&["bc", ""]), "d"),
            Identity::unlinked("a", 1),
        ] {
            assert_ne!(one, other);
        }
        assert_eq!(one, Identity::automated("a", &scope(&["bc"]), "d"));
        assert_ne!(Identity::unlinked("a", 1), Identity::unlinked("a", 2));
    }

    #[test]
    fn stored_identities_never_change() {
        let scopes = ["Cart".to_owned()];
        for (identity, stored) in [
            (
                Identity::automated("cart.js", &scopes, "adds"),
                "d24d65c0-6af0-5221-aae2-ce06290be7af",
            ),
            (
                Identity::unlinked("Cart adds", 2),
                "1d471996-0886-5bd6-960c-75aaf7f39e85",
            ),
        ] {
            assert_eq!(identity.uuid().to_string(), stored);
        }
    }
}
