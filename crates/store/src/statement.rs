//! Declares SQL statements that Diesel prepares once a connection and reuses.
//!
//! `diesel::sql_query` and anything with `do_update` are prepared anew on every call, which costs a
//! round trip and a parse; a `QueryFragment` with a static `QueryId` is not.

/// Declares a statement: its name, its parameters in order, its text with `$1`, `$2`, ….
///
/// Diesel writes a placeholder where a value is bound. The text has its own, some of them more than
/// once, so the values are bound inside a comment in front of it.
macro_rules! statement {
    ($(#[$doc:meta])* $name:ident { $($field:ident : $sql:ty = $rust:ty),* $(,)? } $text:expr) => {
        $(#[$doc])*
        #[derive(Debug, diesel::query_builder::QueryId)]
        pub(crate) struct $name {
            $(pub(crate) $field: $rust),*
        }

        impl diesel::query_builder::QueryFragment<diesel::pg::Pg> for $name {
            fn walk_ast<'b>(
                &'b self,
                mut out: diesel::query_builder::AstPass<'_, 'b, diesel::pg::Pg>,
            ) -> diesel::QueryResult<()> {
                out.push_sql("/* ");
                $(
                    out.push_bind_param::<$sql, _>(&self.$field)?;
                    out.push_sql(" ");
                )*
                out.push_sql("*/ ");
                out.push_sql($text);
                Ok(())
            }
        }

        impl diesel::query_builder::Query for $name {
            type SqlType = diesel::sql_types::Untyped;
        }

        impl<C> diesel::RunQueryDsl<C> for $name {}
    };
}

pub(crate) use statement;
