//! The types of files that are taken.

/// A type of file. One that is not listed is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Png,
    Jpg,
    Gif,
    WebP,
    Svg,
    Pdf,
    Txt,
    Json,
    Zip,
    Mp4,
    WebM,
}

/// Extensions in lower case, with what they say.
const EXTENSIONS: [(&str, Kind); 12] = [
    ("png", Kind::Png),
    ("jpg", Kind::Jpg),
    ("jpeg", Kind::Jpg),
    ("gif", Kind::Gif),
    ("webp", Kind::WebP),
    ("svg", Kind::Svg),
    ("pdf", Kind::Pdf),
    ("txt", Kind::Txt),
    ("json", Kind::Json),
    ("zip", Kind::Zip),
    ("mp4", Kind::Mp4),
    ("webm", Kind::WebM),
];

impl Kind {
    #[cfg(test)]
    pub(super) const ALL: [Self; 11] = [
        Self::Png,
        Self::Jpg,
        Self::Gif,
        Self::WebP,
        Self::Svg,
        Self::Pdf,
        Self::Txt,
        Self::Json,
        Self::Zip,
        Self::Mp4,
        Self::WebM,
    ];

    /// What the extension of a file's name says.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let known = EXTENSIONS
            .iter()
            .find(|(known, _)| extension.eq_ignore_ascii_case(known));
        known.map(|(_, kind)| *kind)
    }

    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Svg => SVG,
            Self::Pdf => "application/pdf",
            Self::Txt => "text/plain",
            Self::Json => "application/json",
            Self::Zip => "application/zip",
            Self::Mp4 => "video/mp4",
            Self::WebM => "video/webm",
        }
    }
}

/// The one type that is a program in a browser's eyes.
pub(super) const SVG: &str = "image/svg+xml";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_type_by_its_last_extension() {
        for (name, expected) in [
            ("screenshot.png", Some("image/png")),
            ("Screen.Shot.PNG", Some("image/png")),
            ("photo.JPeG", Some("image/jpeg")),
            ("trace.zip", Some("application/zip")),
            ("run.png.exe", None),
            ("png", None),
            ("notes", None),
            ("page.html", None),
            ("", None),
        ] {
            assert_eq!(
                Kind::of_name(name).map(Kind::media_type),
                expected,
                "{name}"
            );
        }
    }

    #[test]
    fn every_type_has_an_extension() {
        for kind in Kind::ALL {
            assert!(
                EXTENSIONS.iter().any(|(_, known)| *known == kind),
                "{kind:?}"
            );
        }
    }
}
