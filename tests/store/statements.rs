//! How many statements a call costs: as many, however much it is about, and one time for all that arrive together.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::draft::Draft;
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::spelling::Reference;
use domain::status::Status;
use domain::text::Text;
use e2e::{KEY, Shop, TestApp, UPSERT};
use futures::future::join_all;
use store::catalogue::RowSelection;
use store::locate::{Page, Run, RunFilter};
use store::pooler::Answers;
use store::record::Incoming;
use store::seal::{Announced, NewSeal, Sealing};
use store::{Load, Located, Store};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::tcp::ReadHalf;
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream, UnixStream};

/// A way to the database that counts what is asked of it.
struct Counter {
    store: Store,
    statements: Arc<AtomicUsize>,
}

impl Counter {
    async fn before(app: &TestApp) -> Self {
        let config: tokio_postgres::Config = app.database_url.parse().unwrap();
        let tokio_postgres::config::Host::Unix(folder) = &config.get_hosts()[0] else {
            panic!("the tests' Postgres listens on a Unix socket");
        };
        let socket = folder.join(format!(".s.PGSQL.{}", config.get_ports()[0]));
        let (user, database) = (config.get_user().unwrap_or("postgres"), config.get_dbname());
        let database = database.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let statements = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&statements);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass_on(client, socket.clone(), Arc::clone(&counted)));
            }
        });
        let url = format!("postgres://{user}@{address}/{database}?sslmode=disable");
        let store = Store::connect(&url, Load::on(1), Answers::Postgres)
            .await
            .unwrap();
        Self { store, statements }
    }

    /// Statements since the last time, those that begin and end transactions among them.
    fn taken(&self) -> usize {
        self.statements.swap(0, Ordering::SeqCst)
    }

    async fn record(&self, shop: &Shop, run: &Located<Run>, results: usize, note: &str) {
        let item = |place: usize| {
            let draft = Draft {
                note: Patch::Set(Text::new(format!("{note} {place}")).unwrap()),
                ..Draft::of(Status::Failed)
            };
            shop.item(place, draft)
        };
        let incoming = Incoming {
            run,
            policy: UPSERT,
            items: (0..results).map(item).collect(),
        };
        let recorded = self.store.record(&shop.who, vec![incoming]).await;
        assert_eq!(recorded.unwrap().len(), 1);
    }
}

/// Both directions end with the connection.
async fn pass_on(mut client: TcpStream, socket: PathBuf, count: Arc<AtomicUsize>) {
    let server = UnixStream::connect(socket).await.unwrap();
    let (mut answers, server) = server.into_split();
    let (asked, mut client) = client.split();
    tokio::select! {
        _ = pass_on_counted(asked, server, &count) => {}
        _ = copy(&mut answers, &mut client) => {}
    }
}

/// Passes the messages of a client on, and counts those that have a statement executed: `Query` and `Execute`.
async fn pass_on_counted(
    mut asked: ReadHalf<'_>,
    mut server: OwnedWriteHalf,
    count: &AtomicUsize,
) -> std::io::Result<Infallible> {
    // The first message has no type.
    let mut kind = None;
    loop {
        let length = asked.read_u32().await?;
        let mut body = vec![0; usize::try_from(length).unwrap() - 4];
        asked.read_exact(&mut body).await?;
        if matches!(kind, Some(b'Q' | b'E')) {
            count.fetch_add(1, Ordering::SeqCst);
        }
        if let Some(kind) = kind {
            server.write_u8(kind).await?;
        }
        server.write_u32(length).await?;
        server.write_all(&body).await?;
        kind = Some(asked.read_u8().await?);
    }
}

#[tokio::test]
async fn a_submission_costs_the_same_however_many_results_it_has() {
    let app = TestApp::start().await;
    let shop = app
        .seed("Shop", &["One", "Two", "Three", "Four", "Five"])
        .await;
    let run = app.run(&shop, "Run").await;
    let counter = Counter::before(&app).await;
    counter.taken();
    counter.record(&shop, &run, 5, "first").await;
    // Begin, lock, ask for the version, find the cases, look up, write, commit.
    assert_eq!(
        counter.taken(),
        7,
        "what the names lead to is not known yet"
    );
    let mut costs = Vec::new();
    for (results, note) in [(1, "a"), (5, "b"), (99, "c"), (100, "d"), (400, "e")] {
        counter.record(&shop, &run, results, note).await;
        costs.push(counter.taken());
    }
    // Begin, lock, look up, write, commit.
    assert_eq!(costs, [5; 5]);
    counter.record(&shop, &run, 400, "e").await;
    assert_eq!(counter.taken(), 4, "what repeats is not written");
}

#[tokio::test]
async fn a_sealed_run_costs_one_statement_more_and_no_list_costs_any() {
    let app = TestApp::start().await;
    let shop = app
        .seed("Shop", &["One", "Two", "Three", "Four", "Five"])
        .await;
    let counter = Counter::before(&app).await;
    let other = app.run(&shop, "Other").await;
    counter.record(&shop, &other, 5, "names").await;
    let mut list_costs = Vec::new();
    for _ in 0..3 {
        let run = app.run(&shop, "Run").await;
        let rows = shop.cases.iter().map(|it| RowSelection::Case(it.number));
        let seal = NewSeal {
            announced: Announced::Rows(rows.collect()),
            deadline: None,
        };
        let sealed = app.store.seal_run(&shop.who, &run, seal).await;
        assert!(matches!(sealed.unwrap(), Sealing::Sealed(run) if run.is_short_or_late()));
        for (results, note) in [(1, "a"), (5, "b"), (400, "c")] {
            counter.taken();
            counter.record(&shop, &run, results, note).await;
            assert_eq!(counter.taken(), 6, "{results} results");
        }
        let page = Page { skip: 0, take: 9 };
        let filter = RunFilter {
            states_if_short_or_late: Some(vec![RunState::InProgress]),
            ..RunFilter::default()
        };
        let listed = counter.store.list_runs(&shop.who, None, filter, page).await;
        let listed = listed.unwrap();
        assert!(listed.entries.iter().all(|run| !run.is_short_or_late()));
        list_costs.push(counter.taken());
    }
    assert_eq!(list_costs, [2; 3]);
}

#[tokio::test]
async fn what_arrives_together_costs_what_two_cost() {
    let app = TestApp::start().await;
    let shop = app
        .seed("Shop", &["One", "Two", "Three", "Four", "Five"])
        .await;
    let (run, other) = (app.run(&shop, "Run").await, app.run(&shop, "Other").await);
    let counter = Counter::before(&app).await;
    counter.record(&shop, &run, 5, "names").await;
    counter.taken();

    let notes: Vec<String> = (0..64).map(|number| number.to_string()).collect();
    let runs = [&run, &other].into_iter().cycle();
    let writes = runs
        .zip(&notes)
        .map(|(run, note)| counter.record(&shop, run, 1, note));
    let _: Vec<()> = join_all(writes).await;
    // The second one has many results of one case, of which only the last is shown: that costs nothing more.
    assert_eq!(counter.taken(), 5 + 5);

    let digest = store::account::key_digest(KEY);
    let keys = (0..64).map(|_| counter.store.authenticate(None, digest));
    assert!(
        join_all(keys)
            .await
            .iter()
            .all(|it| matches!(it, Ok(Some(_))))
    );
    assert_eq!(counter.taken(), 2);

    let references = [run.number.get(), other.number.get()].map(Reference::Number);
    let references = references.into_iter().cycle().take(64);
    let runs = references.map(|it| counter.store.locate_run(&shop.who, it));
    assert!(
        join_all(runs)
            .await
            .iter()
            .all(|it| matches!(it, Ok(Some(_))))
    );
    assert_eq!(counter.taken(), 2);
}
