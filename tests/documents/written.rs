//! What is generated from the route table alone.

use std::fmt::Write as _;

use super::keep;

#[test]
fn each_dialect_has_its_openapi_document_in_the_repository() {
    let documents: Vec<(String, String)> = api::dialects()
        .into_iter()
        .map(|dialect| {
            let document = api::openapi(dialect).unwrap();
            (
                format!("docs/openapi/{dialect}.json"),
                format!("{document:#}\n"),
            )
        })
        .collect();
    keep(
        documents
            .iter()
            .map(|(name, text)| (name.as_str(), text.clone())),
    );
}

#[test]
fn all_routes_are_listed() {
    let mut text = String::from(
        "# Routes\n\n\
         Every route of every dialect, from the one table. Written and checked by `cargo test -p e2e documents`; \
         the scope is what the key needs.\n",
    );
    for dialect in api::dialects() {
        write!(
            text,
            "\n## {dialect}\n\n| method | path | scope | |\n|---|---|---|---|\n"
        )
        .unwrap();
        for route in api::routes() {
            if route.dialect == dialect {
                writeln!(
                    text,
                    "| {} | `{}` | {} | {} |",
                    route.method, route.path, route.access, route.summary
                )
                .unwrap();
            }
        }
    }
    keep([("docs/routes.md", text)]);
}
