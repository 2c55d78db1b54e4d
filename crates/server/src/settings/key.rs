//! One setting as the operator knows it: its names, its meaning and its default.

/// A built-in default, as it stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initial {
    /// A text; empty where the setting is off until it is set.
    Text(&'static str),
    /// A whole number.
    Number(u32),
    /// On or off.
    Switch(bool),
}

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name in a file, such as `http.bind`.
    pub path: &'static str,
    /// What it means; the lines of its documentation.
    pub about: &'static [&'static str],
    /// Its value where nothing sets it.
    pub initial: Initial,
    /// A second variable that sets it, for the sake of scripts that know it by that name.
    pub second_variable: Option<&'static str>,
}

impl Key {
    /// The variable that sets it: `VERDICT__HTTP__BIND` for `http.bind`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("VERDICT__{}", self.path.to_uppercase().replace('.', "__"))
    }

    /// All its names in one phrase, for messages.
    #[must_use]
    pub fn names(&self) -> String {
        let variable = self.variable();
        match self.second_variable {
            Some(second) => format!("{} ({variable} or {second})", self.path),
            None => format!("{} ({variable})", self.path),
        }
    }
}

/// Declares a section of the settings once: the struct, its keys with their documentation, and its reader.
macro_rules! section {
    (
        $(#[doc = $section_about:literal])+
        pub struct $section:ident {
            $(
                $(#[doc = $about:literal])+
                $path:literal $(or $second:literal)? =>
                    $field:ident: $kind:ty = $initial:ident($value:literal),
            )+
        }
    ) => {
        $(#[doc = $section_about])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $section {
            $(
                $(#[doc = $about])+
                pub $field: $kind,
            )+
        }

        impl $section {
            /// The section's keys, in the order of its fields.
            pub(super) const KEYS: &'static [$crate::settings::key::Key] = &[
                $(
                    $crate::settings::key::Key {
                        path: $path,
                        about: &[$($about),+],
                        initial: $crate::settings::key::Initial::$initial($value),
                        second_variable: $crate::settings::key::section!(@second $($second)?),
                    },
                )+
            ];

            /// `None` when a value is wrong; every field is read all the same, so that all are reported.
            pub(super) fn read(reader: &mut $crate::settings::reader::Reader) -> Option<Self> {
                $(let $field = reader.value($path);)+
                Some(Self { $($field: $field?),+ })
            }
        }
    };
    (@second $second:literal) => { Some($second) };
    (@second) => { None };
}

pub(super) use section;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_follows_from_the_path() {
        let key = |path| Key {
            path,
            about: &[],
            initial: Initial::Text(""),
            second_variable: None,
        };
        assert_eq!(key("data_dir").variable(), "VERDICT__DATA_DIR");
        assert_eq!(
            key("http.max_body_bytes").names(),
            "http.max_body_bytes (VERDICT__HTTP__MAX_BODY_BYTES)"
        );
    }
}
