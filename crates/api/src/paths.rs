//! From a path to what is there, segment by segment.

use std::collections::BTreeMap;
use std::str::Split;

/// What lies at patterns of paths. As each path is found by its segments, it takes the same time however many there are.
pub(crate) struct Paths<T> {
    here: Option<T>,
    fixed: BTreeMap<&'static str, Self>,
    /// What any one segment leads to that is not empty.
    any: Option<Box<Self>>,
}

impl<T> Default for Paths<T> {
    fn default() -> Self {
        Self {
            here: None,
            fixed: BTreeMap::new(),
            any: None,
        }
    }
}

impl<T: Default> Paths<T> {
    /// The place of a pattern, in which `{name}` stands for a segment.
    pub(crate) fn at(&mut self, pattern: &'static str) -> &mut T {
        let place = pattern.split('/').fold(self, |place, segment| {
            if name(segment).is_some() {
                place.any.get_or_insert_default()
            } else {
                place.fixed.entry(segment).or_default()
            }
        });
        place.here.get_or_insert_default()
    }
}

impl<T> Paths<T> {
    /// What lies at a path. A segment that is written in a pattern goes before one that may be any.
    pub(crate) fn find(&self, path: &str) -> Option<&T> {
        self.find_segments(path.split('/'))
    }

    fn find_segments(&self, mut segments: Split<'_, char>) -> Option<&T> {
        let Some(segment) = segments.next() else {
            return self.here.as_ref();
        };
        let fixed = self.fixed.get(segment);
        let found = fixed.and_then(|place| place.find_segments(segments.clone()));
        found.or_else(|| {
            let any = self.any.as_ref().filter(|_| !segment.is_empty());
            any?.find_segments(segments)
        })
    }
}

/// The segment of a path where its pattern has `{name}`; empty if there is none.
pub(crate) fn part<'p>(pattern: &str, path: &'p str, wanted: &str) -> &'p str {
    let mut segments = pattern.split('/').zip(path.split('/'));
    let found = segments.find(|(segment, _)| name(segment) == Some(wanted));
    found.map(|(_, segment)| segment).unwrap_or_default()
}

fn name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_by_its_segments() {
        let patterns = [
            "/runs",
            "/runs/{run}",
            "/runs/search",
            "/runs/{run}/results",
            "/runs/search/{word}/all",
            "/{any}/last",
        ];
        let mut paths = Paths::default();
        for pattern in patterns {
            *paths.at(pattern) = pattern;
        }
        for (path, expected) in [
            ("/runs", Some("/runs")),
            ("/runs/7", Some("/runs/{run}")),
            ("/runs/search", Some("/runs/search")),
            ("/runs/search/results", Some("/runs/{run}/results")),
            ("/runs/search/x/all", Some("/runs/search/{word}/all")),
            ("/x/last", Some("/{any}/last")),
            ("/runs/last", Some("/runs/{run}")),
            ("/runs/", None),
            ("/runs//results", None),
            ("//last", None),
            ("/runs/7/results/", None),
            ("/runs/7/other", None),
            ("runs", None),
            ("/", None),
            ("", None),
            ("*", None),
        ] {
            assert_eq!(paths.find(path).copied(), expected, "{path}");
        }
    }

    #[test]
    fn a_part_is_where_its_name_stands() {
        let path = "/projects/PR-1/runs/a b";
        let pattern = "/projects/{project}/runs/{run}";
        assert_eq!(part(pattern, path, "project"), "PR-1");
        assert_eq!(part(pattern, path, "run"), "a b");
        assert_eq!(part(pattern, path, "runs"), "");
    }
}
