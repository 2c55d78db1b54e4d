//! The one table of all routes.

use std::future::Future;
use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use futures::future::{FutureExt, LocalBoxFuture};

use crate::access::Access;
use crate::call::Call;
use crate::describe::Description;
use crate::dialects::Dialect;
use crate::failure::Failure;

type Handler = Rc<dyn Fn(Call) -> LocalBoxFuture<'static, Result<HttpResponse, Failure>>>;

/// One route: method, path, what the key needs, and what answers.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) method: Method,
    /// With `{name}` for each part that varies; without a slash at the end.
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    pub(crate) handler: Handler,
    pub(crate) description: Description,
}

impl Route {
    pub(crate) fn new<F, Answer>(
        method: Method,
        path: &'static str,
        access: Access,
        handler: F,
    ) -> Self
    where
        F: Fn(Call) -> Answer + 'static,
        Answer: Future<Output = Result<HttpResponse, Failure>> + 'static,
    {
        Self {
            method,
            path,
            access,
            handler: Rc::new(move |call| handler(call).boxed_local()),
            description: Description::default(),
        }
    }

    /// Whether it may change something.
    pub(crate) fn is_write(&self) -> bool {
        self.method != Method::GET
    }
}

/// A route as documents and tests see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// The dialect's name.
    pub dialect: &'static str,
    /// The method.
    pub method: String,
    /// The path's pattern.
    pub path: &'static str,
    /// What the key needs: a scope's name, or `any`.
    pub access: String,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// Whether it changes what belongs to the organization, which a key that is bound to a project may not.
    pub organization: bool,
}

/// Every route of every dialect.
#[must_use]
pub fn routes() -> Vec<RouteInfo> {
    Dialect::ALL
        .into_iter()
        .flat_map(|dialect| {
            dialect.routes().into_iter().map(move |route| RouteInfo {
                dialect: dialect.name(),
                method: route.method.to_string(),
                path: route.path,
                access: match route.access {
                    Access::Scope(scope) | Access::Organization(scope) => {
                        format!("{scope:?}").to_lowercase()
                    }
                    Access::AnyKey => "any".to_owned(),
                },
                summary: route.description.summary,
                organization: matches!(route.access, Access::Organization(_)),
            })
        })
        .collect()
}
