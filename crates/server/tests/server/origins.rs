//! Makes places where settings come from.

use server::settings::Origins;
use tempfile::NamedTempFile;

/// Only these variables.
pub(crate) fn environment(variables: &[(&str, &str)]) -> Origins {
    Origins {
        environment: variables
            .iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        ..Origins::default()
    }
}

/// Only a file with this text, which must live as long as the origins are used.
pub(crate) fn file(text: &str) -> (NamedTempFile, Origins) {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let origins = Origins {
        file: Some(file.path().to_owned()),
        ..Origins::default()
    };
    (file, origins)
}
