//! One broken rule, at one place.

use std::fmt;

use anyhow::bail;

/// What a rule found. Rules return these instead of printing, so that a test can look at them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    /// A path from the workspace root, with `:line` where one is known; or a crate's name.
    pub(crate) place: String,
    /// What is wrong and, where it is not plain, what to do.
    pub(crate) what: String,
}

impl Problem {
    pub(crate) fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }

    pub(crate) fn at_line(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self::new(format!("{path}:{line}"), what)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Prints the problems, sorted, and fails when there are any.
pub(crate) fn report(mut problems: Vec<Problem>) -> anyhow::Result<()> {
    problems.sort();
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        1 => bail!("1 problem"),
        count => bail!("{count} problems"),
    }
}
