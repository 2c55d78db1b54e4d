//! What names were found to lead to, for as long as the database says that it is still so.
//!
//! Most submissions name cases that others named just before. What a name led to is remembered together with the
//! version of the project's catalogue, which the database changes with whatever makes it lead elsewhere. It is used
//! only where a statement that began under the locks of the runs reads the same version, and together with what that
//! statement reads: so it is right with any number of servers, and no older than a look-up would be.
//!
//! A database that was restored, or taken over by a copy that lags behind, may come to the same version once more. Its
//! connections are new, and with each that is opened all is forgotten.
//!
//! Only what is committed may be remembered, or a number that was taken back and given again would lead to the case
//! that never was. So a store that holds a transaction remembers nothing.
//!
//! Not a cache crate: nothing expires, and all names of a flight are asked for under one lock.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::catalogue::{CaseName, NamedCase};

/// The version of a project's catalogue.
pub(super) type Version = i64;

/// What is remembered. Cheap to clone; all clones remember together.
#[derive(Clone)]
pub(crate) struct KnownNames(Option<Arc<Mutex<Generations>>>);

/// A name, in its project.
type Key = (i32, CaseName);

/// Names that were used lately are in `young`. Once that is full it becomes `old`, and what was not used since the time
/// before is forgotten.
#[derive(Default)]
struct Generations {
    /// How often all was forgotten.
    forgotten: u64,
    young: HashMap<Key, (Version, NamedCase)>,
    old: HashMap<Key, (Version, NamedCase)>,
}

/// Names in each of the two generations: about three megabytes together.
const MOST: usize = 16_384;

impl KnownNames {
    /// Remembers nothing yet.
    pub(crate) fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// Never remembers anything.
    pub(crate) const fn none() -> Self {
        Self(None)
    }

    /// Forgets all names, also those that somebody is about to remember.
    pub(crate) fn forget(&self) {
        if let Some(mut generations) = self.lock() {
            *generations = Generations {
                forgotten: generations.forgotten + 1,
                ..Generations::default()
            };
        }
    }

    /// How often all was forgotten until now; nothing if nothing is ever remembered.
    pub(super) fn forgotten(&self) -> Option<u64> {
        Some(self.lock()?.forgotten)
    }

    /// The cases that all these names led to, in their order, and at which version; nothing unless all are known, of
    /// the same.
    pub(super) fn all(
        &self,
        project: i32,
        names: &[&CaseName],
    ) -> Option<(Version, Vec<NamedCase>)> {
        let mut generations = self.lock()?;
        let mut cases = Vec::with_capacity(names.len());
        let mut version = None;
        for name in names {
            let (of, case) = generations.get((project, (*name).clone()))?;
            if *version.get_or_insert(of) != of {
                return None;
            }
            cases.push(case);
        }
        Some((version?, cases))
    }

    /// Remembers what names led to at a version, or later, unless all was forgotten since it had been so often.
    pub(super) fn keep(
        &self,
        forgotten: u64,
        (project, version): (i32, Version),
        names: &[&CaseName],
        cases: &[Option<NamedCase>],
    ) {
        let Some(mut generations) = self.lock() else {
            return;
        };
        if generations.forgotten != forgotten {
            return;
        }
        for (name, case) in names.iter().zip(cases) {
            if let Some(case) = case {
                generations.put((project, (*name).clone()), (version, *case));
            }
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, Generations>> {
        // Whoever panicked with it left whole entries.
        let generations = self.0.as_ref()?.lock();
        Some(generations.unwrap_or_else(PoisonError::into_inner))
    }
}

impl Generations {
    fn get(&mut self, name: Key) -> Option<(Version, NamedCase)> {
        if let Some(known) = self.young.get(&name) {
            return Some(*known);
        }
        let known = self.old.remove(&name)?;
        self.put(name, known);
        Some(known)
    }

    fn put(&mut self, name: Key, case: (Version, NamedCase)) {
        if self.young.len() >= MOST {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(name, case);
    }
}

#[cfg(test)]
mod tests {
    use domain::number::CaseNumber;
    use domain::opaque::OpaqueId;
    use domain::spelling::Reference;
    use uuid::Uuid;

    use super::{CaseName, KnownNames, MOST, NamedCase};

    fn name(number: i32) -> CaseName {
        CaseName::Reference(Reference::Number(number))
    }

    fn case(number: i32) -> NamedCase {
        NamedCase {
            number: CaseNumber::new(number).unwrap(),
            opaque: OpaqueId::from_uuid(Uuid::from_u128(1)),
            catalogued: true,
        }
    }

    #[test]
    fn names_are_known_all_of_one_version_or_not_at_all() {
        let names = KnownNames::new();
        let (one, two, three) = (name(1), name(2), name(3));
        names.keep(
            0,
            (7, 4),
            &[&one, &two, &three],
            &[Some(case(1)), Some(case(2)), None],
        );
        assert_eq!(
            names.all(7, &[&two, &one]),
            Some((4, vec![case(2), case(1)]))
        );
        assert_eq!(
            names.all(8, &[&one]),
            None,
            "it is a name of another project"
        );
        assert_eq!(names.all(7, &[&one, &three]), None, "it leads nowhere");
        names.keep(0, (7, 5), &[&two], &[Some(case(2))]);
        assert_eq!(
            names.all(7, &[&one, &two]),
            None,
            "they are of two versions"
        );
        assert_eq!(names.all(7, &[&two]), Some((5, vec![case(2)])));
    }

    #[test]
    fn what_is_used_stays_and_what_is_not_is_forgotten() {
        let names = KnownNames::new();
        let (used, unused) = (name(1), name(2));
        names.keep(
            0,
            (7, 0),
            &[&used, &unused],
            &[Some(case(1)), Some(case(2))],
        );
        let more = i32::try_from(2 * MOST).unwrap();
        for number in 3..=more {
            names.keep(0, (7, 0), &[&name(number)], &[Some(case(number))]);
            assert!(names.all(7, &[&used]).is_some());
        }
        assert_eq!(names.all(7, &[&unused]), None);
        let generations = names.lock().unwrap();
        assert!(generations.young.len() <= MOST && generations.old.len() <= MOST);
    }

    #[test]
    fn a_store_that_holds_a_transaction_remembers_nothing() {
        let names = KnownNames::none();
        names.keep(0, (7, 0), &[&name(1)], &[Some(case(1))]);
        assert_eq!(names.all(7, &[&name(1)]), None);
    }

    #[test]
    fn what_was_found_before_all_was_forgotten_is_not_remembered() {
        let names = KnownNames::new();
        names.keep(0, (7, 1), &[&name(1)], &[Some(case(1))]);
        names.forget();
        assert_eq!(names.all(7, &[&name(1)]), None);
        names.keep(0, (7, 1), &[&name(1)], &[Some(case(1))]);
        assert_eq!(names.all(7, &[&name(1)]), None);
        names.keep(1, (7, 1), &[&name(1)], &[Some(case(1))]);
        assert_eq!(names.all(7, &[&name(1)]), Some((1, vec![case(1)])));
    }
}
