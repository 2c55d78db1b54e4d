//! What can be wrong with a key, on one route of each dialect: all routes read it in the same place.

use e2e::TestApp;

const PATHS: [&str; 6] = [
    "/api/v2/projects",
    "/ext/v1/builds/TR-1",
    "/v1/runs/TR-1/results",
    "/api/result/TR-1",
    "/api/v1/runs",
    "/api/verdict/results/1",
];

#[tokio::test]
async fn a_key_that_is_none_is_refused_in_the_dialects_words() {
    let app = TestApp::start().await;
    let long = "k".repeat(16_000);
    let (bearer, basic) = (format!("Bearer {long}"), format!("Basic {long}"));
    let headers = [
        ("Authorization", "Basic"),
        ("Authorization", "Basic "),
        ("Authorization", "Basic !!!!"),
        ("Authorization", "Basic /////w=="),
        ("Authorization", "Basic Og=="),
        ("Authorization", "Basic YW5uOgA="),
        ("Authorization", "Bearer"),
        ("Authorization", "Bearer  "),
        ("Authorization", "Bearer a b c"),
        ("Authorization", "Digest username=\"ann\""),
        ("Authorization", "Negotiate AAAA"),
        ("Authorization", &bearer),
        ("Authorization", &basic),
        ("API-TOKEN", ""),
        ("API-TOKEN", ":"),
        ("API-TOKEN", "ann"),
        ("API-TOKEN", "ann:"),
        ("API-TOKEN", &long),
    ];
    for path in PATHS {
        for (name, value) in headers {
            let reply = app.anonymous().header(name, value).get(path).await;
            let what = format!(
                "{path} {name}: {}",
                value.chars().take(40).collect::<String>()
            );
            assert_eq!(reply.status(), 401, "{what}: {}", reply.text());
            assert!(reply.json().is_object(), "{what}");
        }
        for query in [
            "apiKey=",
            "apiKey=%00",
            "apiKey=%ff",
            "apiKey=a&apiKey=b",
            "apikey=a",
        ] {
            let reply = app.anonymous().get(&format!("{path}?{query}")).await;
            assert_eq!(reply.status(), 401, "{path}?{query}: {}", reply.text());
            assert!(reply.json().is_object(), "{path}?{query}");
        }
    }
}
