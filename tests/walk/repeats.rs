//! Every write, sent again under the same `Idempotency-Key`.

use e2e::{Client, KEY, Reply, TestApp, database};

use super::requests::Body;
use super::{Names, Request, answer, shown, world};
use api::RouteInfo;

/// An expression for the rows of all tables.
const ROWS: &str = "
    select string_agg(
        format('(select coalesce(string_agg(t::text, '';'' order by t::text), '''') from %I t)', table_name),
        ' || ' order by table_name
    )
    from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'";

/// Everything that is stored.
async fn stored(app: &TestApp) -> String {
    let rows = database::text(&app.database_url, ROWS).await;
    database::text(&app.database_url, &format!("select md5({rows})")).await
}

const MARK: &str = "idempotent-replayed";

fn writes() -> impl Iterator<Item = RouteInfo> {
    api::routes().into_iter().filter(|it| it.method != "GET")
}

/// A client whose requests are all called this.
fn calling(app: &TestApp, route: &RouteInfo, key: &str, called: &str) -> Client {
    super::client(app, route, key).header("Idempotency-Key", called)
}

fn is_good(reply: &Reply) -> bool {
    (200..300).contains(&reply.status())
}

/// The same request, with something else in its body.
fn changed(request: &Request) -> Request {
    let mut bytes = request.body.bytes.clone();
    // A space at the end is no other JSON, but it is another body.
    bytes.push(b' ');
    Request {
        method: request.method.clone(),
        path: request.path.clone(),
        body: Body {
            content_type: request.body.content_type,
            bytes,
        },
    }
}

#[tokio::test]
async fn every_write_is_carried_out_once_and_answered_alike() {
    let app = TestApp::start().await;
    let ours = app.bearer();
    let organization = world::organization(&ours).await;
    for route in writes() {
        let what = shown(&route);
        let names = world::project(&ours, &organization).await;
        let request = Request::to(&route, &names);
        let client = calling(&app, &route, KEY, "this-one");

        let first = request.send(&client).await;
        assert!(is_good(&first), "{what}: {}", first.text());
        assert_eq!(first.header(MARK), None, "{what}");
        let before = stored(&app).await;

        let second = request.send(&client).await;
        assert_eq!(answer(&second), answer(&first), "{what}");
        assert_eq!(second.bytes(), first.bytes(), "{what}");
        assert_eq!(second.header(MARK), Some("true"), "{what}");

        let other = changed(&request).send(&client).await;
        assert_eq!(other.status(), 422, "{what}: {}", other.text());
        let words = ["message", "error"].map(|word| other.json()[word].to_string());
        assert!(
            words.concat().contains("Idempotency-Key"),
            "{what}: {words:?}"
        );

        assert_eq!(
            stored(&app).await,
            before,
            "{what} has changed something again"
        );
    }
    assert_eq!(violations(&app).await, 0);
}

async fn violations(app: &TestApp) -> u64 {
    let findings = app.store.check().await.unwrap();
    findings.iter().map(|it| it.violations).sum()
}

#[tokio::test]
async fn a_refused_write_leaves_nothing_and_is_judged_again() {
    let app = TestApp::start().await;
    let ours = app.bearer();
    let organization = world::organization(&ours).await;
    let names = world::project(&ours, &organization).await;
    let nothing = names.of_nothing();
    let before = stored(&app).await;
    let mut refused = 0;
    for route in writes().filter(|it| it.path.contains('{')) {
        let what = shown(&route);
        let (wrong, right) = (
            Request::to(&route, &nothing),
            Request::with(&route, &names, &nothing),
        );
        if wrong.path == right.path || route.path == "/api/verdict/plans/{plan}" {
            continue;
        }
        let client = calling(&app, &route, KEY, "this-one");
        let first = wrong.send(&client).await;
        assert_eq!(first.status(), 404, "{what}: {}", first.text());
        // A body that is read only once the path was found is as good as another.
        let second = changed(&wrong).send(&client).await;
        assert_eq!(answer(&second), answer(&first), "{what}");
        assert_eq!(second.header(MARK), None, "{what}");
        refused += 1;
    }
    assert!(refused > 20, "{refused}");
    assert_eq!(stored(&app).await, before);
}

#[tokio::test]
async fn another_key_and_another_path_make_another_request() {
    let app = TestApp::start().await;
    let ours = app.bearer();
    let organization = world::organization(&ours).await;
    let other_key = app.new_key(&store::Scope::ALL, None).await.key;
    for route in writes().filter(|it| it.path.contains('{')) {
        let what = shown(&route);
        let [one, two, three]: [Names; 3] = [
            world::project(&ours, &organization).await,
            world::project(&ours, &organization).await,
            world::project(&ours, &organization).await,
        ];
        let client = calling(&app, &route, KEY, "this-one");
        for (names, client) in [
            (&one, &client),
            (&two, &client),
            (&three, &calling(&app, &route, &other_key, "this-one")),
        ] {
            let request = Request::to(&route, names);
            if names != &one && request.path == Request::to(&route, &one).path {
                // It is the organization's, and there is only one.
                continue;
            }
            let reply = request.send(client).await;
            assert_eq!(reply.header(MARK), None, "{what}");
            assert!(
                is_good(&reply),
                "{what}: {} {}",
                reply.status(),
                reply.text()
            );
        }
    }
}
