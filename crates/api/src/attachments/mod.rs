//! Files of results: taken from a form, one piece at a time, and given back as downloads.

mod content;
mod kind;
mod name;
mod receive;
mod send;

pub(crate) use receive::receive;
pub(crate) use send::send;
