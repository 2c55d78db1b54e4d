//! `x-request-id` is on every answer.

use e2e::TestApp;

#[tokio::test]
async fn every_answer_has_an_id_the_client_s_where_it_sends_one() {
    let app = TestApp::start().await;
    for (method, path, status) in [
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/nobodys", 404),
        ("GET", "/api/v2/nothing", 404),
        ("PATCH", "/api/v2/projects", 405),
        ("GET", "/api/v2/projects/", 200),
        ("POST", "/api/v2/projects", 400),
    ] {
        let send = async |client: e2e::Client| {
            let reply = client.raw(method, path, None, Vec::new()).await;
            assert_eq!(reply.status(), status, "{method} {path}: {}", reply.text());
            reply.header("x-request-id").map(str::to_owned)
        };
        let made = [send(app.bearer()).await, send(app.bearer()).await];
        assert!(made.iter().flatten().all(|id| id.len() == 32), "{made:?}");
        assert_ne!(made[0], made[1]);
        let naming = app.bearer().header("X-Request-Id", "ci/42");
        assert_eq!(send(naming).await.as_deref(), Some("ci/42"));
        let insane = app.bearer().header("X-Request-Id", "a b\tc");
        assert_eq!(send(insane).await.unwrap().len(), 32);
    }
}
