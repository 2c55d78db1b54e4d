//! No key, keys that are not good any more, and keys that may too little.

use api::RouteInfo;
use e2e::{Client, Reply, TestApp};
use store::Scope;

use super::{Request, answer, client, shown, world};

/// A refusal is JSON, an object, and says something; which keys it has is the dialect's.
fn refused(reply: &Reply, status: u16, what: &str) {
    assert_eq!(reply.status(), status, "{what}: {}", reply.text());
    let body = reply.json();
    let words = ["message", "error", "errors"].iter();
    let says = words
        .filter_map(|word| body.get(word))
        .any(|said| !said.is_null());
    assert!(says, "{what}: {body}");
}

/// A client for each place where a key can be sent.
fn places(app: &TestApp, key: &str) -> [(&'static str, Client); 4] {
    [
        ("Basic", app.basic_with(key)),
        ("Bearer", app.with_key(key)),
        ("API-TOKEN", app.api_token_with(key)),
        ("apiKey", app.query_key_with(key)),
    ]
}

/// Whether a key in this place brings a request to this route: a path of two dialects goes by that.
fn belongs(route: &RouteInfo, place: &str) -> bool {
    let is_other = |it: &RouteInfo| it.path == route.path && it.dialect != route.dialect;
    let with_user = ["Basic", "API-TOKEN"].contains(&place);
    !api::routes().iter().any(is_other) || with_user == (route.dialect == "browserstack")
}

#[tokio::test]
async fn a_key_that_is_none_and_one_that_was_one_are_refused_alike_on_every_route() {
    let app = TestApp::start().await;
    let ours = app.bearer();
    let names = world::project(&ours, &world::organization(&ours).await).await;
    let revoked = app.new_key(&Scope::ALL, None).await;
    assert!(app.store.revoke_key(revoked.id).await.unwrap());
    let expired = app.new_key(&Scope::ALL, None).await;
    app.sql(&format!(
        "update access_keys set expires_at = now() where id = {}",
        expired.id
    ))
    .await;
    for route in api::routes() {
        let what = shown(&route);
        let request = Request::to(&route, &names);
        for (state, key) in [
            ("wrong", "not-a-key"),
            ("revoked", &revoked.key),
            ("expired", &expired.key),
        ] {
            let places = places(&app, key).into_iter();
            for (place, client) in places.filter(|(place, _)| belongs(&route, place)) {
                let reply = request.send(&client).await;
                refused(&reply, 401, &format!("{what}, {state}, {place}"));
            }
        }
        let of_key = async |key: &str| {
            let client = client(&app, &route, key);
            answer(&request.send(&client).await)
        };
        let unknown = of_key("not-a-key").await;
        for key in [&revoked.key, &expired.key] {
            assert_eq!(
                of_key(key).await,
                unknown,
                "{what}: whether a key was one is nobody's business"
            );
        }
        if belongs(&route, "none") {
            refused(&request.send(&app.anonymous()).await, 401, &what);
        }
    }
}

#[tokio::test]
async fn a_key_is_refused_from_the_moment_it_is_revoked_or_ends() {
    let app = TestApp::start().await;
    for end in ["revoked_at", "expires_at"] {
        let key = app.new_key(&Scope::ALL, None).await;
        let status = async || app.with_key(&key.key).get("/api/v1/me").await.status();
        assert_eq!(status().await, 200);
        app.sql(&format!(
            "update access_keys set {end} = now() where id = {}",
            key.id
        ))
        .await;
        assert_eq!(status().await, 401, "{end}");
    }
}

#[tokio::test]
async fn no_scope_implies_another_on_any_route() {
    let app = TestApp::start().await;
    let ours = app.bearer();
    let names = world::project(&ours, &world::organization(&ours).await).await;
    let nothing = names.of_nothing();
    for scope in Scope::ALL {
        let others: Vec<_> = Scope::ALL.into_iter().filter(|it| *it != scope).collect();
        let without = app.limited_key(&others).await;
        let with = app.limited_key(&[scope]).await;
        for route in api::routes()
            .into_iter()
            .filter(|it| it.access == scope.name())
        {
            let what = shown(&route);
            let reply = Request::to(&route, &names)
                .send(&client(&app, &route, &without))
                .await;
            refused(&reply, 403, &what);
            // What is not there, so that nothing is changed for the routes that come after.
            let reply = Request::to(&route, &nothing)
                .send(&client(&app, &route, &with))
                .await;
            assert!(
                ![401, 403].contains(&reply.status()),
                "{what}: {}",
                reply.text()
            );
        }
    }
}

#[test]
fn each_route_asks_for_the_scope_that_its_method_means() {
    for route in api::routes() {
        let what = shown(&route);
        let expected: &[&str] = match (route.method.as_str(), route.dialect) {
            ("POST", "applitools") => &["execute"],
            // A run's own token may stand in for the scope to read; a key may always ask whose it is.
            ("GET", "applitools" | "qahub") => &["read", "any"],
            ("GET", "native") => &["read", "admin"],
            (_, "native") => &["write", "admin"],
            ("GET", _) => &["read"],
            (_, _) => &["write"],
        };
        assert!(
            expected.contains(&route.access.as_str()),
            "{what}: {}",
            route.access
        );
    }
}

/// Ends of paths whose things belong to the organization.
const OF_ORGANIZATION: [&str; 4] = [
    "/projects",
    "/configurations",
    "/custom-fields",
    "/statuses",
];

#[tokio::test]
async fn a_bound_key_may_not_change_what_belongs_to_the_organization() {
    let app = TestApp::start().await;
    let ours = app.bearer();
    let organization = world::organization(&ours).await;
    let names = world::project(&ours, &organization).await;
    let number = names.id("project").trim_start_matches("PR-").parse();
    let bound = app.bound_key(number.unwrap()).await;
    for route in api::routes() {
        let makes_one = OF_ORGANIZATION.iter().any(|end| route.path.ends_with(end));
        if makes_one && route.method != "GET" {
            assert!(route.organization, "{}", shown(&route));
        }
        if route.organization {
            let before = counts(&ours).await;
            let request = Request::to(&route, &names);
            let reply = request.send(&client(&app, &route, &bound)).await;
            refused(&reply, 403, &shown(&route));
            assert_eq!(counts(&ours).await, before, "{}", shown(&route));
        }
    }
}

/// What there is of the organization, as its own key sees it.
async fn counts(client: &Client) -> Vec<String> {
    let mut counts = Vec::new();
    for route in api::routes() {
        if route.method == "GET" && !route.path.contains('{') {
            counts.push(client.get(route.path).await.text().to_owned());
        }
    }
    counts
}
