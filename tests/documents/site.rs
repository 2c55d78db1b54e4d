//! The documents and their page, as a browser gets them.

use e2e::TestApp;

#[tokio::test]
async fn each_document_and_its_page_need_no_key() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for dialect in api::dialects() {
        let reply = client.get(&format!("/openapi/{dialect}.json")).await;
        assert_eq!(reply.expect(200), &api::openapi(dialect).unwrap());
        assert_eq!(reply.header("content-type"), Some("application/json"));
        let page = client.get(&format!("/openapi/{dialect}")).await;
        assert_eq!(
            (page.status(), page.header("content-type")),
            (200, Some("text/html; charset=utf-8"))
        );
        assert!(page.text().contains(dialect));
    }
    assert_eq!(client.get("/openapi").await.status(), 200);
}

/// Behind a proxy the server may be at a path, so the place is relative.
#[tokio::test]
async fn the_address_alone_leads_to_the_documents() {
    let app = TestApp::start().await;
    let reply = app.anonymous().get("/").await;
    assert_eq!(reply.expect(302)["openapi"], "openapi");
    assert_eq!(reply.header("location"), Some("openapi"));
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere() {
    let app = TestApp::start().await;
    let page = app.anonymous().get("/openapi").await;
    for elsewhere in ["http://", "https://", "//cdn", "src=", "@import", "<link"] {
        assert!(!page.text().contains(elsewhere), "{elsewhere}");
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"),
        "{policy}"
    );
}

#[tokio::test]
async fn what_is_no_dialect_and_no_reading_is_refused_in_json() {
    let app = TestApp::start().await;
    for path in ["/openapi/nobody", "/openapi/nobody.json"] {
        assert_eq!(
            app.anonymous().get(path).await.expect(404)["error"],
            "No such dialect"
        );
    }
    let reply = app.anonymous().delete("/openapi/qahub.json").await;
    let _ = reply.expect(405);
    assert_eq!(reply.header("allow"), Some("GET, HEAD"));
}
