//! The closed list of what can go wrong with a request. Each dialect answers all of it.

use domain::submission::Refusal;
use store::{Deleted, Scope, StoreError};

/// Why a request was not carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No route has this path.
    NoRoute,
    /// The path has routes, but none for this method; these are the ones it has.
    WrongMethod(Vec<String>),
    /// No key, or none that is good.
    Unauthenticated(KeyProblem),
    /// The key is good and may not do this.
    Forbidden(Lack),
    /// What the path or the body names is not there.
    NotFound(Noun),
    /// The body is larger than this many bytes.
    TooLarge(usize),
    /// The body does not come, or hardly.
    TooSlow,
    /// The body is of a type the route does not take.
    UnsupportedType,
    /// A file in the body was not taken.
    File(FileDefect),
    /// The request could not be understood, or breaks a rule of its vendor; the text says where and why.
    Invalid(String),
    /// The body is well-formed and does not have the required shape; the text says where and why.
    Malformed(String),
    /// The request contradicts what is there.
    Conflict(String),
    /// The results were refused.
    Refused(Refusal),
    /// The account has sent more requests than it may; the next is welcome in so many seconds.
    TooManyRequests(u32),
    /// The database is away; come back in a moment.
    Unavailable,
    /// More is asked than can be done; come back in a moment.
    Overloaded,
    /// Another request was sent with this `Idempotency-Key`.
    KeyTaken,
    /// A bug of ours; what happened is in the log.
    Internal,
}

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileDefect {
    /// The body is no form with files.
    NoForm,
    /// The file of this name is larger than this many bytes.
    TooLarge(String, u64),
    /// The file of this name is of a type that is not taken, by its name or by what is in it.
    Type(String),
}

impl FileDefect {
    const fn status(&self) -> u16 {
        match self {
            Self::TooLarge(..) => 413,
            Self::NoForm | Self::Type(_) => 415,
        }
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(..) => "too_large",
            Self::NoForm | Self::Type(_) => "unsupported_media_type",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::NoForm => "Send the files as multipart/form-data".to_owned(),
            Self::TooLarge(name, limit) => format!("{name} is larger than {limit} bytes"),
            Self::Type(name) => format!(
                "{name} is none of PNG, JPG, GIF, WebP, SVG, PDF, TXT, JSON, ZIP, MP4 and WebM, by its name and \
                 its content"
            ),
        }
    }
}

/// What is wrong with the key, for the vendors that tell; most answer both alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyProblem {
    /// There is none, or not in a form that is one.
    Missing,
    /// Nobody has it, or not any more.
    Refused,
}

/// What a good key lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    /// This scope: none implies another.
    Scope(Scope),
    /// The whole organization. It is bound to a project, and what it was used for belongs to none.
    Organization,
}

/// What was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    Project,
    Folder,
    Case,
    Run,
    Result,
    Attempt,
    Attachment,
    Hook,
    Plan,
    Status,
    Configuration,
    CustomField,
    Seal,
}

impl Noun {
    /// The noun as the vendors' messages have it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Project => "Project",
            Self::Folder => "Folder",
            Self::Case => "Test case",
            Self::Run => "Run",
            Self::Result => "Result",
            Self::Attempt => "Test run",
            Self::Attachment => "Attachment",
            Self::Hook => "Hook run",
            Self::Plan => "Plan",
            Self::Status => "Status",
            Self::Configuration => "Configuration",
            Self::CustomField => "Custom field",
            Self::Seal => "Seal",
        }
    }
}

/// How long a client is asked to wait while the database is away or busy, in seconds.
const OUTAGE_S: u32 = 1;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let chain = chain(&error);
        if error.is_conflict() {
            tracing::warn!(error = chain, "a request stood in another one's way");
            return Self::Overloaded;
        }
        match error {
            StoreError::Unavailable(_) | StoreError::Pooled(_) => {
                tracing::warn!(error = chain, "the database is not available");
                Self::Unavailable
            }
            StoreError::Overloaded => Self::Overloaded,
            StoreError::Refused(_) => {
                tracing::warn!(error = chain, "the database refused a value");
                Self::Invalid("a value cannot be stored".to_owned())
            }
            StoreError::Deleted(Deleted::Project) => Self::NotFound(Noun::Project),
            StoreError::Deleted(Deleted::Run) => Self::NotFound(Noun::Run),
            StoreError::Files(_)
            | StoreError::Corrupt(_)
            | StoreError::Newer { .. }
            | StoreError::Migration(_)
            | StoreError::Internal(_) => {
                tracing::error!(error = chain, "a request failed");
                Self::Internal
            }
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

impl Failure {
    /// The status that HTTP has for it; dialects that say otherwise have their own.
    pub(crate) const fn status(&self) -> u16 {
        match self {
            Self::NoRoute | Self::NotFound(_) => 404,
            Self::WrongMethod(_) => 405,
            Self::Unauthenticated(_) => 401,
            Self::Forbidden(_) => 403,
            Self::TooLarge(_) => 413,
            Self::TooSlow => 408,
            Self::UnsupportedType => 415,
            Self::File(defect) => defect.status(),
            Self::Invalid(_) | Self::Malformed(_) | Self::Refused(_) => 400,
            Self::Conflict(_) => 409,
            Self::TooManyRequests(_) => 429,
            Self::KeyTaken => 422,
            Self::Unavailable | Self::Overloaded => 503,
            Self::Internal => 500,
        }
    }

    /// The seconds after which to try again, where that is known.
    pub(crate) const fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::TooManyRequests(seconds) => Some(*seconds),
            Self::Unavailable | Self::Overloaded => Some(OUTAGE_S),
            Self::NoRoute
            | Self::WrongMethod(_)
            | Self::Unauthenticated(_)
            | Self::Forbidden(_)
            | Self::NotFound(_)
            | Self::TooLarge(_)
            | Self::TooSlow
            | Self::File(_)
            | Self::UnsupportedType
            | Self::Invalid(_)
            | Self::Malformed(_)
            | Self::Conflict(_)
            | Self::Refused(_)
            | Self::KeyTaken
            | Self::Internal => None,
        }
    }

    /// A word for programs, where an envelope has a place for one.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::NoRoute | Self::NotFound(_) => "not_found",
            Self::WrongMethod(_) => "method_not_allowed",
            Self::Unauthenticated(_) => "unauthorized",
            Self::Forbidden(_) => "forbidden",
            Self::TooLarge(_) => "too_large",
            Self::TooSlow => "request_timeout",
            Self::UnsupportedType => "unsupported_media_type",
            Self::File(defect) => defect.code(),
            Self::Invalid(_) | Self::Malformed(_) | Self::Refused(_) => "invalid_request",
            Self::Conflict(_) => "conflict",
            Self::TooManyRequests(_) => "too_many_requests",
            Self::Unavailable => "unavailable",
            Self::Overloaded => "overloaded",
            Self::KeyTaken => "idempotency_key_taken",
            Self::Internal => "internal_error",
        }
    }

    /// What to tell the client, in plain words.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::NoRoute => "No such endpoint".to_owned(),
            Self::WrongMethod(allowed) => {
                format!("Method not allowed. Use {}.", allowed.join(" or "))
            }
            Self::Unauthenticated(_) => "Invalid or missing credentials".to_owned(),
            Self::Forbidden(Lack::Scope(scope)) => {
                format!("This key lacks the scope {}", scope.name())
            }
            Self::Forbidden(Lack::Organization) => {
                "This key is bound to a project and may not do that".to_owned()
            }
            Self::NotFound(noun) => format!("{} not found", noun.words()),
            Self::TooLarge(limit) => format!("The request body is larger than {limit} bytes"),
            Self::TooSlow => "The request body did not arrive in time".to_owned(),
            Self::UnsupportedType => "Send the request body as application/json".to_owned(),
            Self::File(defect) => defect.message(),
            Self::Invalid(problem) | Self::Malformed(problem) | Self::Conflict(problem) => {
                problem.clone()
            }
            Self::Refused(refusal) => sentence(&refusal.to_string()),
            Self::TooManyRequests(seconds) => {
                format!("Too Many Requests. Try again in {seconds} seconds.")
            }
            Self::Unavailable => "The database is not available; try again in a moment".to_owned(),
            Self::Overloaded => "The server is busy; try again in a moment".to_owned(),
            Self::KeyTaken => {
                "This Idempotency-Key was sent before, with another request".to_owned()
            }
            Self::Internal => "Internal server error".to_owned(),
        }
    }
}

/// A message of the domain, with a capital letter.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
