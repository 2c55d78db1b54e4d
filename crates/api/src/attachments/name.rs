//! Names of files, as they are shown. No path is ever made from one.

use domain::text::Text;

/// The most characters of a name.
const CHARS: usize = 255;

/// The last part of what may be a path on the client's machine, without what a reader cannot see; `None` if
/// nothing is left.
pub(super) fn shown(sent: &str) -> Option<Text> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter(|it| !is_hidden(*it)).collect();
    let visible = visible.trim_matches(|it: char| it.is_whitespace() || it == '.');
    Text::required(shortened(visible), CHARS).ok()
}

/// Control characters, and those that turn the direction of what follows: with one of them `gpj.exe` reads as
/// `exe.jpg`.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        )
}

/// Cut in front of the extension, which says what the file is.
fn shortened(name: &str) -> String {
    let surplus = name.chars().count().saturating_sub(CHARS);
    if surplus == 0 {
        return name.to_owned();
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let kept = stem.chars().count().saturating_sub(surplus);
    let stem: String = stem.chars().take(kept).collect();
    format!("{stem}.{extension}").chars().take(CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_without_path_and_hidden_characters() {
        for (sent, expected) in [
            ("screenshot.png", Some("screenshot.png")),
            ("../../etc/passwd.txt", Some("passwd.txt")),
            ("C:\\Users\\ann\\shot.png", Some("shot.png")),
            ("naïve 試験.png", Some("naïve 試験.png")),
            ("a\r\nb\0c.txt", Some("abc.txt")),
            ("photo\u{202E}gpj.png", Some("photogpj.png")),
            (" ..hidden.txt. ", Some("hidden.txt")),
            ("..", None),
            ("dir/", None),
            ("", None),
        ] {
            assert_eq!(shown(sent).as_ref().map(Text::as_str), expected, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = shown(&format!("{}.png", "é".repeat(300))).unwrap();
        assert_eq!(name.as_str().chars().count(), CHARS);
        assert!(name.as_str().ends_with("é.png"));
        let name = shown(&format!("a.{}", "x".repeat(300))).unwrap();
        assert_eq!(name.as_str().chars().count(), CHARS);
    }
}
