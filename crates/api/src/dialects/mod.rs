//! The dialects: one folder each. A new one adds its folder and its lines here.

mod applitools;
mod browserstack;
mod native;
mod qahub;
mod reporting;
mod testably;

use actix_web::HttpResponse;
use actix_web::http::header::HeaderMap;

use crate::credential::Place;
use crate::cross_origin::CrossOrigin;
use crate::describe::{self, Shape};
use crate::failure::Failure;
use crate::rate::{Allowance, Counted, RateLimits};
use crate::route::Route;
use crate::says::Says;

/// One vendor's wire API, or our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dialect {
    Browserstack,
    Reporting,
    Testably,
    Applitools,
    Qahub,
    Native,
}

impl Dialect {
    pub(crate) const ALL: [Self; 6] = [
        Self::Browserstack,
        Self::Reporting,
        Self::Testably,
        Self::Applitools,
        Self::Qahub,
        Self::Native,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Browserstack => "browserstack",
            Self::Reporting => "reporting",
            Self::Testably => "testably",
            Self::Applitools => "applitools",
            Self::Qahub => "qahub",
            Self::Native => "native",
        }
    }

    /// Its vendor's name for it.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Browserstack => "BrowserStack Test Management v2",
            Self::Reporting => "BrowserStack Test Reporting & Analytics",
            Self::Testably => "Testably",
            Self::Applitools => "Applitools Autonomous",
            Self::Qahub => "QAHub",
            Self::Native => "Verdict",
        }
    }

    /// Its part of the route table.
    pub(crate) fn routes(self) -> Vec<Route> {
        match self {
            Self::Browserstack => browserstack::routes::routes(),
            Self::Reporting => reporting::routes::routes(),
            Self::Testably => testably::routes::routes(),
            Self::Applitools => applitools::routes::routes(),
            Self::Qahub => qahub::routes::routes(),
            Self::Native => native::routes::routes(),
        }
    }

    /// A failure in its own envelope.
    pub(crate) fn answer(self, failure: &Failure) -> HttpResponse {
        match self {
            Self::Browserstack => browserstack::error::answer(failure),
            Self::Reporting => reporting::error::answer(failure),
            Self::Testably => testably::error::answer(failure),
            Self::Applitools => applitools::error::answer(failure),
            Self::Qahub => qahub::error::answer(failure),
            Self::Native => native::error::answer(failure),
        }
    }

    /// The shape of its envelope.
    pub(crate) const fn envelope(self) -> Shape {
        match self {
            Self::Browserstack => describe::shape::<browserstack::error::Envelope>,
            Self::Reporting => describe::shape::<reporting::error::Envelope>,
            Self::Testably => describe::shape::<testably::error::Envelope>,
            Self::Applitools => describe::shape::<applitools::error::Envelope>,
            Self::Qahub => describe::shape::<qahub::error::Envelope>,
            Self::Native => describe::shape::<native::error::Envelope>,
        }
    }

    /// The limit that the operator has set.
    pub(crate) const fn rate_limit(self, limits: &RateLimits) -> u32 {
        match self {
            Self::Browserstack => limits.browserstack,
            Self::Reporting => limits.reporting,
            Self::Testably => limits.testably,
            Self::Applitools => limits.applitools,
            Self::Qahub => limits.qahub,
            Self::Native => limits.native,
        }
    }

    /// Whose requests count together. Browserstack's documents say "per group", reporting's API page per user,
    /// testably's per token; the others' say nothing.
    pub(crate) const fn counted(self) -> Counted {
        match self {
            Self::Browserstack => Counted::Organization,
            Self::Reporting => Counted::User,
            Self::Testably | Self::Applitools | Self::Qahub | Self::Native => Counted::Key,
        }
    }

    /// Tells a client what it has left, where the vendor does. Only where the operator has set a limit.
    pub(crate) fn tell_allowance(self, headers: &mut HeaderMap, left: Allowance) {
        match self {
            Self::Testably => testably::error::tell_allowance(headers, left),
            Self::Browserstack
            | Self::Reporting
            | Self::Applitools
            | Self::Qahub
            | Self::Native => {}
        }
    }

    /// What it tells browsers on pages of other sites; nothing if they are not to call it.
    pub(crate) const fn cross_origin(self) -> Option<&'static CrossOrigin> {
        match self {
            Self::Testably => Some(&testably::origins::ORIGINS),
            Self::Browserstack
            | Self::Reporting
            | Self::Applitools
            | Self::Qahub
            | Self::Native => None,
        }
    }

    /// What it says of results.
    pub(crate) const fn says(self) -> Says {
        match self {
            Self::Browserstack => browserstack::says::SAYS,
            Self::Reporting => reporting::says::SAYS,
            Self::Testably => testably::says::SAYS,
            Self::Applitools => applitools::says::SAYS,
            Self::Qahub => qahub::says::SAYS,
            Self::Native => native::says::SAYS,
        }
    }

    /// Whose a path is that two dialects share: clients of one send a user with the key.
    pub(crate) const fn of_shared_path(place: Place) -> Self {
        match place {
            Place::UserAndKey => Self::Browserstack,
            Place::KeyOnly => Self::Qahub,
        }
    }

    /// Whose prefix an unknown path has; nobody's gives `None`.
    pub(crate) fn of_path(path: &str, place: Place) -> Option<Self> {
        const PREFIXES: [(&str, Dialect); 10] = [
            ("/api/v2", Dialect::Browserstack),
            ("/ext/v1", Dialect::Reporting),
            ("/upload", Dialect::Reporting),
            ("/v1", Dialect::Testably),
            ("/functions/v1", Dialect::Testably),
            ("/api/result", Dialect::Applitools),
            ("/api/plan", Dialect::Applitools),
            ("/api/test", Dialect::Applitools),
            ("/api/verdict", Dialect::Native),
            ("/preflight", Dialect::Applitools),
        ];
        let under = |prefix: &str| {
            path.strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if under("/api/v1") {
            return Some(Self::of_shared_path(place));
        }
        PREFIXES
            .into_iter()
            .find(|(prefix, _)| under(prefix))
            .map(|(_, dialect)| dialect)
    }
}
