//! The operations of an OpenAPI document, as tests call them.

use e2e::{Client, Form, TestApp, example};
use jsonschema::Validator;
use serde_json::Value;

use super::worlds::World;

/// One operation of a document.
pub(crate) struct Operation<'a> {
    pub(crate) document: &'a Value,
    pub(crate) method: String,
    pub(crate) path: &'a str,
    pub(crate) about: &'a Value,
}

pub(crate) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, about)| Operation {
            document,
            method: method.to_uppercase(),
            path,
            about,
        })
    });
    // Described ones: the route table has a test of its own for the others.
    all.filter(|it| it.about["summary"] != "").collect()
}

impl Operation<'_> {
    /// A client with its key where the operation says that it may be.
    pub(crate) fn client(&self, app: &TestApp) -> Client {
        let places = self.about["security"][0].as_object().unwrap();
        match places.keys().next().unwrap().as_str() {
            "basic" => app.basic(),
            "bearer" => app.bearer(),
            "token" => app.api_token(),
            "query" => app.query_key(),
            other => panic!("{other} is no place of a key"),
        }
    }

    /// The names of what varies in its path.
    pub(crate) fn path_parameters(&self) -> Vec<&str> {
        let parts = self.path.split('/');
        parts
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect()
    }

    /// The names of what may stand behind the question mark.
    pub(crate) fn query_parameters(&self) -> Vec<&str> {
        let all = self.about["parameters"].as_array().into_iter().flatten();
        all.filter(|it| it["in"] == "query")
            .filter_map(|it| it["name"].as_str())
            .collect()
    }

    /// The query with the parameters that must be there, as their examples have them.
    pub(crate) fn query(&self, world: &World<'_>) -> String {
        let parameters = self.about["parameters"].as_array().into_iter().flatten();
        let needed = parameters.filter(|it| it["in"] == "query" && it["required"] == true);
        let pairs: Vec<String> = needed
            .map(|it| {
                let value = example(&it["example"].to_string(), &world.names());
                let (name, value) = (it["name"].as_str().unwrap(), value.as_str().unwrap());
                format!("{name}={value}")
            })
            .collect();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }

    /// Its documented bodies in this world, each with its content type.
    pub(crate) fn bodies(&self, world: &World<'_>) -> Vec<(String, Vec<u8>)> {
        let contents = self.about["requestBody"]["content"].as_object();
        let contents = contents.into_iter().flatten();
        contents
            .map(|(kind, media)| match &media["example"] {
                Value::Null => panic!("{}: no example of {kind}", self.path),
                form if kind == "multipart/form-data" => {
                    (Form::CONTENT_TYPE.to_owned(), form_of(form).finish())
                }
                Value::String(text) => (kind.clone(), text.clone().into_bytes()),
                value => {
                    let named = example(&value.to_string(), &world.names());
                    (kind.clone(), named.to_string().into_bytes())
                }
            })
            .collect()
    }
}

/// A form as its example says it: lists are files, texts are fields.
fn form_of(example: &Value) -> Form {
    let fields = example.as_object().unwrap().iter();
    fields.fold(Form::default(), |form, (name, value)| match value {
        Value::Array(files) => files.iter().fold(form, |form, file| {
            form.file(name, "log.txt", file.as_str().unwrap().as_bytes())
        }),
        field => form.field(name, field.as_str().unwrap()),
    })
}

/// A schema on its own, with the components that it may refer to.
pub(crate) fn validator(document: &Value, schema: &Value) -> Validator {
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&whole).unwrap()
}

/// What of a value does not fit.
pub(crate) fn errors(validator: &Validator, value: &Value) -> Vec<String> {
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}
