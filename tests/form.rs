//! Forms with files, as `curl -F` sends them.

const BOUNDARY: &str = "------------------------7d2f1b0c9e8a4d35";

/// A form that is being filled in.
#[derive(Clone, Debug, Default)]
pub struct Form {
    body: Vec<u8>,
}

impl Form {
    /// What a form's `Content-Type` says.
    pub const CONTENT_TYPE: &str =
        "multipart/form-data; boundary=------------------------7d2f1b0c9e8a4d35";

    /// The form with one more file in this field.
    #[must_use]
    pub fn file(self, field: &str, name: &str, content: &[u8]) -> Self {
        self.part(&format!("name=\"{field}\"; filename=\"{name}\""), content)
    }

    /// The form with one more field that is no file.
    #[must_use]
    pub fn field(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    fn part(mut self, disposition: &str, content: &[u8]) -> Self {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        self.body.extend(head.into_bytes());
        self.body.extend(content);
        self.body.extend(b"\r\n");
        self
    }

    /// The whole form.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        self.body
    }
}
