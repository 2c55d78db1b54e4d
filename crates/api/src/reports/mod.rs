//! Report files that test tools write, read as plain records. Knows no dialect: each makes of them what its
//! vendor does.

pub(crate) mod junit;
