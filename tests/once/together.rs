//! The same request twice at once.

use std::time::{Duration, Instant};

use domain::text::Text;
use e2e::{Client, TestApp};
use futures::future::join_all;
use store::catalogue::RunChange;
use store::once::{Keep, KeptAnswer, Named, RequestName};
use store::{Load, StoreError};
use tokio_postgres::NoTls;

use super::{Bench, is_again};

/// Somebody else who holds the run, so that whoever writes into it waits.
struct Holder(tokio_postgres::Client);

impl Holder {
    async fn of(app: &TestApp) -> Self {
        let (client, connection) = tokio_postgres::connect(&app.database_url, NoTls)
            .await
            .unwrap();
        tokio::spawn(connection);
        client
            .batch_execute("begin; select from runs for update")
            .await
            .unwrap();
        Self(client)
    }

    async fn lets_go(self) {
        self.0.batch_execute("commit").await.unwrap();
    }
}

/// `waiting` requests wait in the database: one for the run, and one for it on another server.
async fn at_once(bench: &Bench, clients: [&Client; 2], waiting: usize) {
    let holder = Holder::of(&bench.app).await;
    let [one, other] = clients;
    let meanwhile = async {
        bench.app.until_waiting(waiting).await;
        holder.lets_go().await;
    };
    let (one, other, ()) = tokio::join!(
        bench.post_with(one, "one", "paid"),
        bench.post_with(other, "one", "paid"),
        meanwhile
    );
    assert_eq!((one.status(), other.status()), (200, 200), "{}", one.text());
    assert_eq!(one.text(), other.text());
    assert_ne!(is_again(&one), is_again(&other));
    assert_eq!(bench.results().await, 1);
}

#[tokio::test]
async fn on_one_server_the_second_waits_for_the_answer_of_the_first() {
    let bench = Bench::new().await;
    at_once(&bench, [&bench.app.basic(), &bench.app.basic()], 1).await;
}

#[tokio::test]
async fn on_two_servers_the_second_waits_for_the_answer_of_the_first() {
    let bench = Bench::new().await;
    let beside = bench.app.beside().await;
    at_once(&bench, [&bench.app.basic(), &beside.basic()], 2).await;
}

#[tokio::test]
async fn repeats_that_wait_keep_no_connection_from_others() {
    let bench = Bench::new().await;
    let holder = Holder::of(&bench.app).await;
    let repeats = join_all((0..50).map(|_| bench.post("one", "paid")));
    let meanwhile = async {
        bench.app.until_waiting(1).await;
        for name in ["another", "and-another"] {
            let client = bench.app.basic().header("Idempotency-Key", name);
            let project = serde_json::json!({"project": {"name": name}});
            let made = client.post("/api/v2/projects", &project).await;
            assert_eq!(made.status(), 200, "{}", made.text());
        }
        holder.lets_go().await;
    };
    let (repeats, ()) = tokio::join!(repeats, meanwhile);
    for reply in &repeats {
        assert_eq!(reply.status(), 200, "{}", reply.text());
        assert_eq!(reply.text(), repeats[0].text());
    }
    assert_eq!(repeats.iter().filter(|it| !is_again(it)).count(), 1);
    assert_eq!(bench.results().await, 1);
}

#[tokio::test]
async fn another_request_does_not_wait() {
    let bench = Bench::new().await;
    let holder = Holder::of(&bench.app).await;
    let client = bench.app.basic().header("Idempotency-Key", "one");
    let meanwhile = async {
        bench.app.until_waiting(1).await;
        let project = serde_json::json!({"project": {"name": "Another"}});
        let made = client.post("/api/v2/projects", &project).await;
        assert_eq!(made.status(), 200, "{}", made.text());
        holder.lets_go().await;
    };
    let (posted, ()) = tokio::join!(bench.post("one", "paid"), meanwhile);
    assert_eq!(posted.status(), 200, "{}", posted.text());
}

#[tokio::test]
async fn a_client_that_went_away_leaves_nothing_that_keeps_its_repeat_waiting() {
    let bench = Bench::new().await;
    let holder = Holder::of(&bench.app).await;
    tokio::select! {
        _ = bench.post("one", "paid") => panic!("the run is held"),
        () = bench.app.until_waiting(1) => {}
    }
    holder.lets_go().await;
    let reply = bench.post("one", "paid").await;
    assert_eq!(reply.status(), 200, "{}", reply.text());
    assert_eq!(bench.results().await, 1);
}

#[tokio::test]
async fn a_call_that_is_given_up_goes_on_holding_nothing() {
    let bench = Bench::new().await;
    let (app, shop) = (&bench.app, &bench.shop);
    let run = app.run(shop, "Weekly").await;
    let holder = Holder::of(app).await;
    let change = RunChange {
        name: Some(Text::new("Monthly").unwrap()),
        ..RunChange::default()
    };
    tokio::select! {
        _ = app.store.change_run(&shop.who, &run, change) => panic!("the run is held"),
        () = bench.app.until_waiting(1) => {}
    }
    holder.lets_go().await;

    // Another server asks: its pool cannot meet the connection that was left.
    let beside = app.beside().await;
    let change = RunChange {
        name: Some(Text::new("Yearly").unwrap()),
        ..RunChange::default()
    };
    let changed = beside.store.change_run(&shop.who, &run, change);
    let changed = tokio::time::timeout(Duration::from_secs(30), changed).await;
    changed.expect("nobody holds the run").unwrap();
}

#[tokio::test]
async fn a_repeat_does_not_wait_for_ever() {
    let app = TestApp::start().await;
    let who = app.who().await;
    let name = RequestName {
        method: "POST",
        path: "/",
        key: "one",
    };
    let begin = async |patience| {
        app.store
            .once(&who, name, Duration::from_millis(patience))
            .await
    };
    let Named::New(first) = begin(10_000).await.unwrap() else {
        panic!("nobody has sent it before");
    };
    assert!(matches!(begin(10).await, Err(StoreError::Overloaded)));
    first.give_up().await.unwrap();

    let Named::New(second) = begin(10_000).await.unwrap() else {
        panic!("it was given up");
    };
    let answer = KeptAnswer {
        sent: [7; 32],
        status: 201,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: vec![0, 255],
    };
    let keep = Keep {
        time: Duration::from_mins(1),
        bytes: 1,
    };
    second.keep(&answer, keep).await.unwrap();
    let Named::Before(kept) = begin(10_000).await.unwrap() else {
        panic!("it was kept");
    };
    assert_eq!(kept, answer);

    // One that is dropped is taken back, and what it holds is free, though nobody asks for its connection again.
    let other = RequestName { key: "two", ..name };
    let begin = async || app.store.once(&who, other, Duration::from_secs(10)).await;
    for _ in 0..8 {
        assert!(matches!(begin().await.unwrap(), Named::New(_)));
    }
}

#[tokio::test]
async fn all_that_a_repeat_waits_for_has_one_patience() {
    let app = TestApp::under(Load::on(1), |_| {}).await;
    let who = app.who().await;
    let name = RequestName {
        method: "POST",
        path: "/",
        key: "one",
    };
    let first = app.store.once(&who, name, Duration::from_secs(10)).await;
    // The only connection is held. Requests wait five seconds for one, where nothing else bounds it.
    let begun = Instant::now();
    let other = RequestName { key: "two", ..name };
    let second = app.store.once(&who, other, Duration::from_millis(10)).await;
    assert!(matches!(second, Err(StoreError::Overloaded)));
    assert!(begun.elapsed() < Duration::from_secs(4));
    drop(first);
}
