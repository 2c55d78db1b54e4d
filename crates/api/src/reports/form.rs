//! A form that uploads reports: short texts, and files that are small enough to be read as a whole.

use std::collections::BTreeMap;

use futures::TryStreamExt;

use crate::body;
use crate::call::Call;
use crate::failure::Failure;

/// What a form said.
#[derive(Debug, Default)]
pub(crate) struct Form {
    texts: BTreeMap<String, String>,
    /// In the order in which they were sent.
    pub(crate) files: Vec<File>,
}

/// A file of a form.
#[derive(Debug)]
pub(crate) struct File {
    /// As the client calls it.
    pub(crate) name: Option<String>,
    pub(crate) content: Vec<u8>,
}

impl Form {
    /// Takes the text of a field. An empty one says nothing: a variable of the CI job was not set.
    pub(crate) fn take(&mut self, field: &str) -> Option<String> {
        self.texts.remove(field).filter(|it| !it.is_empty())
    }
}

/// Reads the form in the request's body: the files under `file`, and the first text under each of `texts`. Other
/// parts are passed over, as unknown keys of an object are.
pub(crate) async fn receive(call: &mut Call, file: &str, texts: &[&str]) -> Result<Form, Failure> {
    let limit = call.app.max_body_bytes;
    let mut parts = call.form(limit)?;
    let mut form = Form::default();
    let broken = |error| body::broken_form(&error, limit);
    while let Some(mut part) = parts.try_next().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        let is_file = field == file;
        let is_kept = is_file || texts.contains(&field.as_str());
        let mut content = Vec::new();
        while let Some(piece) = part.try_next().await.map_err(broken)? {
            if is_kept {
                call.hold(piece.len())?;
                content.extend_from_slice(&piece);
            }
        }
        if is_file {
            let named = part.content_disposition();
            let name = named.and_then(|it| it.get_filename()).map(str::to_owned);
            form.files.push(File { name, content });
        } else if is_kept {
            let problem = |_| Failure::Invalid(format!("{field} is not UTF-8"));
            let text = String::from_utf8(content).map_err(problem)?;
            form.texts.entry(field).or_insert(text);
        }
    }
    Ok(form)
}
