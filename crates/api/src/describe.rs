//! What a route takes and answers, said beside the route. The OpenAPI documents are built from it.
//!
//! What holds for every route (keys, what the path names, the limits of a body, a database that is away) is
//! added by [`crate::openapi`]; a route says only what is its own.

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::route::Route;

/// The shape of a wire type, made when a document is built.
pub(crate) type Shape = fn(&mut SchemaGenerator) -> Schema;

/// What a route takes and answers.
#[derive(Clone, Default)]
pub(crate) struct Description {
    /// A few words in the imperative: `List projects`. Unique in a dialect.
    pub(crate) summary: &'static str,
    /// What a reader has to know besides; may be empty.
    pub(crate) notes: &'static str,
    /// Parts of the path that are no id in any of its forms.
    pub(crate) path: Vec<Query>,
    pub(crate) query: Vec<Query>,
    /// One for each content type that the body may have.
    pub(crate) bodies: Vec<Body>,
    pub(crate) body_is_optional: bool,
    /// Whether the body is read whatever its content type says.
    pub(crate) any_content_type: bool,
    pub(crate) answers: Vec<Answer>,
    /// Statuses of refusals that are the route's own.
    pub(crate) refusals: Vec<u16>,
}

/// A parameter: after the question mark, or a part of the path.
#[derive(Clone)]
pub(crate) struct Query {
    pub(crate) name: &'static str,
    pub(crate) words: &'static str,
    pub(crate) shape: Shape,
    /// An example of one that must not be left out.
    pub(crate) needed: Option<&'static str>,
}

/// A body that a client sends.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) content_type: &'static str,
    pub(crate) shape: Shape,
    /// JSON that a client may send.
    pub(crate) example: Option<&'static str>,
}

/// A good answer.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) words: &'static str,
    /// Content type and shape; `None` has no body.
    pub(crate) content: Option<(&'static str, Shape)>,
    /// JSON that the server may answer.
    pub(crate) example: Option<&'static str>,
}

/// The content of a file, which no schema describes.
pub(crate) type Bytes = serde_json::Value;

/// A file in a form, as OpenAPI 3.1 spells it: pages that show a document offer to choose one.
#[derive(Debug, JsonSchema)]
#[schemars(inline, extend("contentMediaType" = "application/octet-stream"))]
pub(crate) struct File(#[expect(dead_code, reason = "only its schema is used")] String);

const JSON: &str = "application/json";

/// The shape of a type.
pub(crate) fn shape<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

impl Route {
    /// A few words in the imperative; the operation's id is made of them.
    pub(crate) fn summary(mut self, words: &'static str) -> Self {
        self.description.summary = words;
        self
    }

    /// What a reader has to know besides.
    pub(crate) fn notes(mut self, words: &'static str) -> Self {
        self.description.notes = words;
        self
    }

    /// A part of the path that takes more, or less, than any form of an id.
    pub(crate) fn path<T: JsonSchema>(mut self, name: &'static str, words: &'static str) -> Self {
        self.description.path.push(Query {
            name,
            words,
            shape: shape::<T>,
            needed: None,
        });
        self
    }

    /// A parameter after the question mark, of this type; it may always be left out.
    pub(crate) fn query<T: JsonSchema>(mut self, name: &'static str, words: &'static str) -> Self {
        self.description.query.push(Query {
            name,
            words,
            shape: shape::<T>,
            needed: None,
        });
        self
    }

    /// A parameter after the question mark that must be there, and an example of it.
    pub(crate) fn needs<T: JsonSchema>(
        mut self,
        name: &'static str,
        words: &'static str,
        example: &'static str,
    ) -> Self {
        self.description.query.push(Query {
            name,
            words,
            shape: shape::<T>,
            needed: Some(example),
        });
        self
    }

    /// The JSON body.
    pub(crate) fn body<T: JsonSchema>(self) -> Self {
        self.body_as::<T>(JSON)
    }

    /// A body of another content type; beside others, the client has the choice.
    pub(crate) fn body_as<T: JsonSchema>(mut self, content_type: &'static str) -> Self {
        self.description.bodies.push(Body {
            content_type,
            shape: shape::<T>,
            example: None,
        });
        self
    }

    /// The body may be left out.
    pub(crate) const fn optional(mut self) -> Self {
        self.description.body_is_optional = true;
        self
    }

    /// The body is read whatever its content type says.
    pub(crate) const fn of_any_type(mut self) -> Self {
        self.description.any_content_type = true;
        self
    }

    /// An example of the body named last.
    pub(crate) fn sends(mut self, json: &'static str) -> Self {
        if let Some(body) = self.description.bodies.last_mut() {
            body.example = Some(json);
        }
        self
    }

    /// A good answer in JSON.
    pub(crate) fn answer<T: JsonSchema>(self, status: u16, words: &'static str) -> Self {
        self.answer_as::<T>(status, JSON, words)
    }

    /// A good answer of another content type.
    pub(crate) fn answer_as<T: JsonSchema>(
        mut self,
        status: u16,
        content_type: &'static str,
        words: &'static str,
    ) -> Self {
        self.description.answers.push(Answer {
            status,
            words,
            content: Some((content_type, shape::<T>)),
            example: None,
        });
        self
    }

    /// A good answer without a body.
    pub(crate) fn empty(mut self, status: u16, words: &'static str) -> Self {
        self.description.answers.push(Answer {
            status,
            words,
            content: None,
            example: None,
        });
        self
    }

    /// An example of the answer named last.
    pub(crate) fn shows(mut self, json: &'static str) -> Self {
        if let Some(answer) = self.description.answers.last_mut() {
            answer.example = Some(json);
        }
        self
    }

    /// Refusals that are the route's own: 409, 422, or 400 for what is wrong with its query.
    pub(crate) fn refuses<const N: usize>(mut self, statuses: [u16; N]) -> Self {
        self.description.refusals.extend(statuses);
        self
    }
}

/// The words of an optional field, for `#[schemars(extend("enum" = …))]`: null is the same as leaving it out.
pub(crate) fn or_null(words: impl IntoIterator<Item = &'static str>) -> Vec<Option<&'static str>> {
    words.into_iter().map(Some).chain([None]).collect()
}

/// A pattern of these words, each in any case of letters.
pub(crate) fn any_case(words: impl IntoIterator<Item = &'static str>) -> String {
    let letter = |it: char| {
        if it.is_ascii_alphabetic() {
            format!("[{}{}]", it.to_ascii_uppercase(), it.to_ascii_lowercase())
        } else {
            it.to_string()
        }
    };
    let words = words.into_iter();
    let words: Vec<String> = words
        .map(|word| word.chars().map(letter).collect())
        .collect();
    format!("({})", words.join("|"))
}

/// A character that is no white space, as [`char::is_whitespace`] has it and so [`domain::text::Text::required`].
/// Spelled out, as readers of a pattern do not agree on `\S`: U+0085 is text to ECMAScript, U+FEFF is not, and
/// U+001C is none to Python.
macro_rules! visible {
    () => {
        r"[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
    };
}

/// The pattern of a text that must hold something besides white space.
pub(crate) const NOT_BLANK: &str = visible!();

/// The same, or nothing at all.
pub(crate) const EMPTY_OR_NOT_BLANK: &str = concat!("^$|", visible!());

/// The pattern of a text that neither begins nor ends with white space; a line may break within it.
pub(crate) const TRIMMED: &str = concat!("^", visible!(), r"([\s\S]*", visible!(), ")?$");

/// A JSON file below `tests/`, where the tests that send it find it too.
macro_rules! example {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/", $path))
    };
}
pub(crate) use example;

#[test]
fn a_pattern_takes_words_in_any_case() {
    assert_eq!(
        any_case(["new_run", "No"]),
        "([Nn][Ee][Ww]_[Rr][Uu][Nn]|[Nn][Oo])"
    );
}

/// The class is made anew from what Rust calls white space.
#[test]
fn what_a_pattern_calls_blank_is_what_the_server_does() {
    let name = |it: char| match it {
        '\t' => r"\t".to_owned(),
        '\r' => r"\r".to_owned(),
        ' ' => " ".to_owned(),
        other => format!("\\u{:04x}", u32::from(other)),
    };
    let mut ranges: Vec<(char, char)> = Vec::new();
    for it in ('\0'..=char::MAX).filter(|it| it.is_whitespace()) {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(it) => *last = it,
            Some(_) | None => ranges.push((it, it)),
        }
    }
    let ranges: String = ranges
        .into_iter()
        .map(|(first, last)| match u32::from(last) - u32::from(first) {
            0 => name(first),
            1 => name(first) + &name(last),
            _ => format!("{}-{}", name(first), name(last)),
        })
        .collect();
    assert_eq!(NOT_BLANK, format!("[^{ranges}]"));
}
