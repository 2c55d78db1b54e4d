#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod access;
mod app;
mod body;
mod call;
mod credential;
mod dialects;
mod dispatch;
mod failure;
mod fields;
mod health;
mod page;
mod route;
mod sent;
mod serve;
mod times;

pub use app::App;
pub use route::{RouteInfo, routes};
pub use serve::serve;
