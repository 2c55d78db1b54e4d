#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod access;
mod anything;
mod app;
mod attachments;
mod body;
mod call;
mod credential;
mod cross_origin;
mod describe;
mod dialects;
mod dispatch;
mod extent;
mod failure;
mod fields;
mod health;
mod integer;
mod once;
mod openapi;
mod page;
mod paths;
mod rate;
mod reading;
mod reports;
mod room;
mod route;
mod says;
mod sent;
mod serve;
mod slashes;
mod times;
mod trace;
mod unread;

pub use app::App;
pub use openapi::{dialects, openapi};
pub use rate::RateLimits;
pub use route::{RouteInfo, routes};
pub use says::{Part, Says, says};
pub use serve::{rustls, serve};
