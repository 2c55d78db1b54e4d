//! Whether what is in a file is of the type that its name says.

use super::kind::Kind;

/// How much of a file is looked at for what it begins with. An SVG may begin with a licence.
const HEAD: usize = 8 * 1024;

/// A look at a file that comes in pieces. It keeps no more than the file's head.
#[derive(Debug)]
pub(super) struct Inspection {
    kind: Kind,
    head: Vec<u8>,
    /// A text has no NUL, but for UTF-16 it must say that it is that.
    has_nul: bool,
}

impl Inspection {
    pub(super) const fn of(kind: Kind) -> Self {
        Self {
            kind,
            head: Vec::new(),
            has_nul: false,
        }
    }

    /// Looks at the next piece; false as soon as the file cannot be of its type any more.
    pub(super) fn goes_on(&mut self, piece: &[u8]) -> bool {
        let missing = HEAD.saturating_sub(self.head.len());
        let was_short = missing > 0;
        self.head.extend(piece.iter().take(missing));
        self.has_nul = self.has_nul || piece.contains(&0);
        if was_short && self.head.len() == HEAD {
            return self.is_good();
        }
        true
    }

    /// Whether all of it was of the type. Asked at the end, and once the head is whole.
    pub(super) fn is_good(&self) -> bool {
        let head = self.head.as_slice();
        match self.kind {
            Kind::Png => infer::image::is_png(head),
            Kind::Jpg => infer::image::is_jpeg(head),
            Kind::Gif => infer::image::is_gif(head),
            Kind::WebP => infer::image::is_webp(head),
            Kind::Pdf => infer::archive::is_pdf(head),
            Kind::Zip => infer::archive::is_zip(head),
            Kind::Mp4 => infer::video::is_mp4(head),
            Kind::WebM => infer::video::is_webm(head),
            Kind::Txt => self.is_text(),
            Kind::Json => self.is_text() && begins_as_json(head),
            Kind::Svg => self.is_text() && begins_as_svg(head),
        }
    }

    /// In any encoding: logs come in whatever their machine writes.
    fn is_text(&self) -> bool {
        let head = self.head.as_slice();
        let utf_16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
        (utf_16 || !self.has_nul) && !is_binary(head)
    }
}

/// Whether it begins as one of the types that are no text.
fn is_binary(head: &[u8]) -> bool {
    infer::image::is_png(head)
        || infer::image::is_jpeg(head)
        || infer::image::is_gif(head)
        || infer::image::is_webp(head)
        || infer::archive::is_zip(head)
        || infer::video::is_mp4(head)
        || infer::video::is_webm(head)
        || head.starts_with(b"%PDF-")
}

/// What a JSON value may begin with. A log that was cut off is worth keeping, so its end is not looked at.
fn begins_as_json(head: &[u8]) -> bool {
    let value = trim(head);
    match value.first() {
        Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9') => true,
        _ => [&b"true"[..], b"false", b"null"]
            .iter()
            .any(|word| value.starts_with(word)),
    }
}

/// An `svg` element after nothing but declarations, comments and a document type.
fn begins_as_svg(head: &[u8]) -> bool {
    let mut rest = trim(head);
    loop {
        let end: &[u8] = if rest.starts_with(b"<?") {
            b"?>"
        } else if rest.starts_with(b"<!--") {
            b"-->"
        } else if rest.starts_with(b"<!") {
            b">"
        } else {
            break;
        };
        let Some(at) = rest.windows(end.len()).position(|it| it == end) else {
            return false;
        };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii();
    }
    let name = rest
        .strip_prefix(b"<svg:svg")
        .or_else(|| rest.strip_prefix(b"<svg"));
    name.and_then(|after| after.first())
        .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

/// Without a UTF-8 byte order mark and white space.
fn trim(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of each type, as short as can be.
    fn sample(kind: Kind) -> Vec<u8> {
        let text: &[u8] = match kind {
            Kind::Png => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            Kind::Jpg => b"\xFF\xD8\xFF\xE0\0\x10JFIF\0",
            Kind::Gif => b"GIF89a\x01\0\x01\0",
            Kind::WebP => b"RIFF\x24\0\0\0WEBPVP8 ",
            Kind::Svg => b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            Kind::Pdf => b"%PDF-1.7\n",
            Kind::Txt => b"started at 12:00:01\n",
            Kind::Json => b"{\"ok\": true}",
            Kind::Zip => b"PK\x03\x04\x14\0",
            Kind::Mp4 => b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2",
            Kind::WebM => b"\x1A\x45\xDF\xA3\x01\0\0\0\0\0\0\x1F\x42\x86\x81\x01\x42\x82\x84webm",
        };
        let mut bytes = text.to_vec();
        if kind == Kind::WebM {
            bytes.resize(300, 0);
        }
        bytes
    }

    fn is_good(kind: Kind, bytes: &[u8]) -> bool {
        let mut inspection = Inspection::of(kind);
        // In pieces of any size.
        bytes.chunks(3).all(|piece| inspection.goes_on(piece)) && inspection.is_good()
    }

    #[test]
    fn a_file_is_of_its_own_type_and_of_no_other() {
        for said in Kind::ALL {
            for is in Kind::ALL {
                // JSON and SVG are texts, too.
                let expected =
                    said == is || (said == Kind::Txt && matches!(is, Kind::Json | Kind::Svg));
                assert_eq!(
                    is_good(said, &sample(is)),
                    expected,
                    "{is:?} said to be {said:?}"
                );
            }
        }
    }

    #[test]
    fn an_empty_file_is_a_text_and_nothing_else() {
        for kind in Kind::ALL {
            assert_eq!(is_good(kind, b""), kind == Kind::Txt, "{kind:?}");
        }
    }

    #[test]
    fn a_text_may_be_of_any_encoding_and_holds_no_nul() {
        let long = |tail: &[u8]| [&[b'a'; HEAD][..], tail].concat();
        for (text, expected) in [
            (&b"\xE9t\xE9 \x1B[31mred\x1B[0m"[..], true),
            (b"\xFF\xFEa\0b\0", true),
            (b"a\0b", false),
            (b"BMW and MZ are no magic", true),
            (&long(b"b"), true),
            (&long(b"\0"), false),
        ] {
            assert_eq!(is_good(Kind::Txt, text), expected);
        }
    }

    #[test]
    fn json_is_told_by_its_first_value() {
        for (text, expected) in [
            ("\u{FEFF} [1]", true),
            ("\"text\"", true),
            ("-1", true),
            ("null", true),
            ("{ cut off", true),
            ("<html>", false),
            ("nothing", false),
            ("   ", false),
        ] {
            assert_eq!(is_good(Kind::Json, text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn an_svg_may_have_a_prologue_and_must_be_the_first_element() {
        for (text, expected) in [
            (
                "<?xml version=\"1.0\"?>\n<!-- a <b> --><!DOCTYPE svg>\n<svg>",
                true,
            ),
            ("<svg:svg xmlns:svg=\"x\">", true),
            ("<svg/>", true),
            ("<svgx>", false),
            ("<html><svg></svg></html>", false),
            ("<!-- <svg>", false),
            ("<?xml", false),
            ("svg", false),
        ] {
            assert_eq!(is_good(Kind::Svg, text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_long_file_of_the_wrong_type_is_given_up_with_its_head() {
        let mut inspection = Inspection::of(Kind::Png);
        assert!(inspection.goes_on(&[b'x'; HEAD - 1]));
        assert!(!inspection.goes_on(b"x"));
    }
}
