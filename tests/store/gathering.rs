//! Small submissions of a project that arrive together share a transaction, and nothing else.

use domain::case::RowKey;
use domain::draft::Draft;
use domain::patch::Patch;
use domain::spelling::Reference;
use domain::status::Status;
use domain::submission::{Answer, Policy, Refusal};
use domain::text::Text;
use e2e::{APPEND, Shop, TestApp, UPSERT};
use futures::future::join_all;
use store::locate::Run;
use store::pooler::Answers;
use store::read::ResultEntry;
use store::record::{Incoming, IncomingItem};
use store::{Load, Located, Principal, Store, StoreError};

const TITLES: [&str; 6] = ["One", "Two", "Three", "Four", "Five", "Six"];

/// A result with a note for the case at a place of the shop.
fn item(shop: &Shop, case: usize, note: &str) -> IncomingItem {
    let draft = Draft {
        note: Patch::Set(Text::new(note).unwrap()),
        ..Draft::of(Status::Passed)
    };
    shop.item(case, draft)
}

async fn send(
    store: &Store,
    who: &Principal,
    run: &Located<Run>,
    policy: Policy,
    items: Vec<IncomingItem>,
) -> Result<Answer, StoreError> {
    let incoming = Incoming { run, policy, items };
    let answers = store.record(who, vec![incoming]).await?;
    Ok(answers.into_iter().next().unwrap())
}

/// One result of each note, all at once: the first note is a flight of its own, the others share one.
async fn send_all(
    app: &TestApp,
    shop: &Shop,
    run: &Located<Run>,
    notes: &[&str],
) -> Vec<Result<Answer, StoreError>> {
    let sent = notes.iter().enumerate().map(|(place, note)| {
        let items = vec![item(shop, place % TITLES.len(), note)];
        send(&app.store, &shop.who, run, APPEND, items)
    });
    join_all(sent).await
}

fn is_recorded(answer: &Result<Answer, StoreError>) -> bool {
    matches!(answer, Ok(Answer::Recorded(items)) if items.iter().all(Result::is_ok))
}

/// The results of a run, in their order.
async fn results(app: &TestApp, run: &Located<Run>) -> Vec<ResultEntry> {
    let who = app.who().await;
    let now = app.store.locate_run(&who, Reference::Opaque(run.opaque));
    let now = now.await.unwrap().unwrap();
    app.store.all_results_of_run(&now).await.unwrap()
}

/// Their notes.
async fn notes(app: &TestApp, run: &Located<Run>) -> Vec<String> {
    let results = results(app, run).await.into_iter();
    let notes = results.filter_map(|it| it.recorded.outcome.note.clone());
    notes.map(|note| note.as_str().to_owned()).collect()
}

async fn transactions(app: &TestApp, run: &Located<Run>) -> i64 {
    let count = format!(
        "select count(distinct xmin::text)::text from result_details where run = {}",
        run.number
    );
    let count = e2e::database::text(&app.database_url, &count).await;
    count.parse().unwrap()
}

/// Lets something happen in the database whenever a result with such a note is stored.
async fn when_noted(app: &TestApp, note: &str, happens: &str) {
    app.sql(&format!(
        "create sequence times;
         create function happens() returns trigger language plpgsql as $$
         begin if new.note = '{note}' then {happens}; end if; return new; end $$;
         create trigger happens before insert on result_details for each row execute function happens()"
    ))
    .await;
}

#[tokio::test]
async fn what_arrives_together_is_committed_together_and_stays_apart() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let sent: Vec<String> = (0..60).map(|number| format!("note {number}")).collect();
    let sent: Vec<&str> = sent.iter().map(String::as_str).collect();

    let answers = send_all(&app, &shop, &run, &sent).await;

    assert!(answers.iter().all(is_recorded), "{answers:?}");
    // Every append is a result of its own, in the order of arrival.
    assert_eq!(notes(&app, &run).await, sent);
    assert_eq!(transactions(&app, &run).await, 2);
}

#[tokio::test]
async fn of_two_upserts_of_one_row_the_last_wins_and_a_repeat_is_none() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let sent = ["first", "one", "other", "other"];
    let answers = join_all(sent.map(|note| {
        send(
            &app.store,
            &shop.who,
            &run,
            UPSERT,
            vec![item(&shop, 0, note)],
        )
    }))
    .await;
    assert!(answers.iter().all(is_recorded), "{answers:?}");
    assert_eq!(notes(&app, &run).await, ["first", "one", "other"]);
    let key = RowKey {
        case: shop.cases[0].number,
        configuration: None,
    };
    let row = app.store.row_of_run(&run, key).await.unwrap().unwrap();
    let (shown, _) = row.shown.unwrap();
    assert_eq!(shown.outcome.note, Some(Text::new("other").unwrap()));
}

#[tokio::test]
async fn one_that_the_database_refuses_is_refused_alone() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    app.sql("alter table result_details add check (note <> 'poison')")
        .await;

    let answers = send_all(&app, &shop, &run, &["a", "b", "poison", "c"]).await;

    assert!(
        matches!(answers[2], Err(StoreError::Refused(_))),
        "{answers:?}"
    );
    for place in [0, 1, 3] {
        assert!(is_recorded(&answers[place]), "{answers:?}");
    }
    assert_eq!(notes(&app, &run).await, ["a", "b", "c"]);
}

#[tokio::test]
async fn one_whose_run_is_gone_is_refused_alone() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let (run, gone) = (app.run(&shop, "Run").await, app.run(&shop, "Gone").await);
    app.store.delete_run(&gone).await.unwrap();
    let runs = [&run, &run, &gone, &run];
    let answers = join_all(runs.map(|run| {
        send(
            &app.store,
            &shop.who,
            run,
            APPEND,
            vec![item(&shop, 0, "x")],
        )
    }))
    .await;
    let refused = Answer::Refused {
        reason: Refusal::UnknownRun,
        items: Vec::new(),
    };
    assert_eq!(*answers[2].as_ref().unwrap(), refused);
    assert_eq!(answers.iter().filter(|it| is_recorded(it)).count(), 3);
    assert_eq!(notes(&app, &run).await.len(), 3);
}

#[tokio::test]
async fn after_a_lost_connection_nothing_is_tried_again() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    // What a sequence counts is not rolled back.
    when_noted(
        &app,
        "cut",
        "perform nextval('times'), pg_terminate_backend(pg_backend_pid())",
    )
    .await;

    let answers = send_all(&app, &shop, &run, &["a", "b", "cut", "c"]).await;

    assert!(is_recorded(&answers[0]), "{answers:?}");
    for answer in &answers[1..] {
        assert!(
            matches!(answer, Err(StoreError::Unavailable(_))),
            "{answers:?}"
        );
    }
    assert_eq!(notes(&app, &run).await, ["a"]);
    let tried = "select last_value::text from times";
    assert_eq!(e2e::database::text(&app.database_url, tried).await, "1");
    // The next ones find a new connection.
    let answers = send_all(&app, &shop, &run, &["d", "e"]).await;
    assert!(answers.iter().all(is_recorded), "{answers:?}");
}

#[tokio::test]
async fn a_deadlock_is_tried_again_for_one_and_for_many() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let deadlock = "if nextval('times') % 2 = 1 then
         raise exception 'deadlock detected' using errcode = '40P01'; end if";
    when_noted(&app, "again", deadlock).await;
    let answers = send_all(&app, &shop, &run, &["a", "again", "b"]).await;
    assert!(answers.iter().all(is_recorded), "{answers:?}");
    let many = (0..150).map(|place| item(&shop, place % 6, if place == 7 { "again" } else { "m" }));
    let answer = send(&app.store, &shop.who, &run, APPEND, many.collect()).await;
    assert!(is_recorded(&answer), "{answer:?}");
    assert_eq!(notes(&app, &run).await.len(), 153);
}

#[tokio::test]
async fn every_submission_keeps_its_author() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let other = app.owner(&app.colleagues_key("bob").await).await;
    let answers = join_all([&shop.who, &shop.who, &other, &shop.who].map(|who| {
        send(
            &app.store,
            who,
            &run,
            APPEND,
            vec![item(&shop, 0, &who.username)],
        )
    }))
    .await;
    assert!(answers.iter().all(is_recorded), "{answers:?}");
    let results = results(&app, &run).await;
    let authors: Vec<_> = results
        .iter()
        .map(|it| it.recorded.outcome.author)
        .collect();
    let (ann, bob) = (shop.who.user, other.user);
    assert_eq!(authors, [ann, ann, bob, ann]);
    assert_ne!(ann, bob);
}

#[tokio::test]
async fn a_large_submission_does_not_wait_for_small_ones() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let (held, free) = (app.run(&shop, "Held").await, app.run(&shop, "Free").await);
    let holder = app.lock_run(&held).await;
    let small = send(
        &app.store,
        &shop.who,
        &held,
        APPEND,
        vec![item(&shop, 0, "s")],
    );
    let many = (0..100).map(|place| item(&shop, place % 6, "m")).collect();
    let large = send(&app.store, &shop.who, &free, APPEND, many);
    let mut small = std::pin::pin!(small);
    assert!(futures::poll!(small.as_mut()).is_pending());
    tokio::select! {
        answer = &mut small => panic!("the run was locked: {answer:?}"),
        answer = large => assert!(is_recorded(&answer), "{answer:?}"),
    }
    drop(holder);
    assert!(is_recorded(&small.await));
}

#[tokio::test]
async fn what_waits_is_bounded_and_who_is_one_too_many_changed_nothing() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let load = Load {
        waiting: 3,
        ..Load::on(2)
    };
    let store = Store::connect(&app.database_url, load, Answers::Postgres)
        .await
        .unwrap();
    let holder = app.lock_run(&run).await;
    // The first is on its way and waits for the run, three wait for it, and two are too many.
    let sent = ["a", "b", "c", "d", "e", "f"];
    let sent = sent.map(|note| send(&store, &shop.who, &run, APPEND, vec![item(&shop, 0, note)]));
    let mut sent = std::pin::pin!(join_all(sent));
    assert!(futures::poll!(sent.as_mut()).is_pending());
    drop(holder);
    let answers = sent.await;
    let is_refused = |it: &&Result<Answer, StoreError>| matches!(it, Err(StoreError::Overloaded));
    assert_eq!(answers.iter().filter(is_refused).count(), 2, "{answers:?}");
    assert!(answers[..4].iter().all(is_recorded), "{answers:?}");
    assert_eq!(notes(&app, &run).await, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn who_looks_something_up_together_sees_the_own_only() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let (run, other) = (app.run(&shop, "Run").await, app.run(&shop, "Other").await);
    let stranger = app.owner(&app.foreign_key("strangers").await).await;
    let references = [
        Reference::Number(run.number.get()),
        Reference::Opaque(run.opaque),
        Reference::Number(other.number.get()),
        Reference::Number(i32::MAX),
    ];
    let (store, who) = (&app.store, &shop.who);
    let ours = join_all(references.map(|it| store.locate_run(who, it)));
    let theirs = join_all(references.map(|it| store.locate_run(&stranger, it)));
    let (ours, theirs) = tokio::join!(ours, theirs);
    let name =
        |found: Result<Option<Located<Run>>, StoreError>| found.unwrap().map(|it| it.name.clone());
    let names: Vec<_> = ours.into_iter().map(name).collect();
    let expected = [Some("Run"), Some("Run"), Some("Other"), None];
    assert_eq!(names, expected.map(|it| it.map(str::to_owned)));
    assert!(theirs.into_iter().all(|it| name(it).is_none()));
}

#[tokio::test]
async fn a_key_that_is_revoked_opens_nothing_from_then_on() {
    let app = TestApp::start().await;
    let digest = store::account::key_digest(e2e::KEY);
    let ask = || join_all((0..8).map(|_| app.store.authenticate(Some("ann"), digest)));
    let unknown = app.store.authenticate(None, [7; 32]);
    let others = join_all((0..8).map(|_| app.store.authenticate(Some("bob"), digest)));
    let (found, unknown, others) = tokio::join!(ask(), unknown, others);
    assert!(found.into_iter().all(|it| it.unwrap().is_some()));
    assert!(unknown.unwrap().is_none());
    assert!(others.into_iter().all(|it| it.unwrap().is_none()));
    app.sql("update access_keys set revoked_at = now()").await;
    assert!(ask().await.into_iter().all(|it| it.unwrap().is_none()));
}
