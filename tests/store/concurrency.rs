//! Writers that meet in one run wait for each other; none fails and nothing is lost.

use domain::draft::Draft;
use domain::spelling::Reference;
use domain::status::Status;
use domain::submission::Answer;
use e2e::{APPEND, Shop, TestApp};
use store::Located;
use store::catalogue::{NewProject, RowSelection, RowsChange};
use store::locate::{Page, Run};
use store::record::{Incoming, IncomingItem};
use store::seal::{Announced, NewSeal, Sealing};

const WRITERS: usize = 8;
const ROUNDS: usize = 10;
const TITLES: [&str; 6] = ["One", "Two", "Three", "Four", "Five", "Six"];

fn items(shop: &Shop, backwards: bool, status: Status) -> Vec<IncomingItem> {
    let items = (0..shop.cases.len()).map(|place| shop.item(place, Draft::of(status)));
    let mut items: Vec<IncomingItem> = items.collect();
    if backwards {
        items.reverse();
    }
    items
}

async fn append(app: &TestApp, shop: &Shop, run: &Located<Run>, backwards: bool) {
    let status = if backwards {
        Status::Failed
    } else {
        Status::Passed
    };
    let incoming = Incoming {
        run,
        policy: APPEND,
        items: items(shop, backwards, status),
    };
    let answers = app.store.record(&shop.who, vec![incoming]).await.unwrap();
    assert!(
        matches!(answers.as_slice(), [Answer::Recorded(_)]),
        "{answers:?}"
    );
}

#[tokio::test]
async fn opposite_orders_in_one_run_do_not_deadlock_and_every_append_is_kept() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Busy").await;
    let writer = |number: usize| {
        let (app, shop, run) = (&app, &shop, &run);
        async move {
            for round in 0..ROUNDS {
                append(app, shop, run, (number + round).is_multiple_of(2)).await;
            }
        }
    };

    futures::future::join_all((0..WRITERS).map(writer)).await;

    let now = app
        .store
        .locate_run(&shop.who, Reference::Opaque(run.opaque))
        .await
        .unwrap()
        .unwrap();
    let page = Page { skip: 0, take: 1 };
    let listed = app.store.results_of_run(&now, page).await.unwrap();
    let expected = WRITERS * ROUNDS * TITLES.len();
    assert_eq!(usize::try_from(listed.total).unwrap(), expected);
    let all = app.store.all_results_of_run(&now).await.unwrap();
    let places: Vec<i32> = all.iter().map(|it| it.recorded.seq.get()).collect();
    assert_eq!(
        places,
        (1..=i32::try_from(expected).unwrap()).collect::<Vec<_>>()
    );
    assert_eq!(now.counts.total(), i32::try_from(TITLES.len()).unwrap());
}

#[tokio::test]
async fn a_project_found_or_made_by_name_at_once_is_one_project() {
    let app = TestApp::start().await;
    let who = app.who().await;
    let new = || NewProject {
        name: domain::text::Text::new("Reported").unwrap(),
        description: None,
        prefix: None,
    };
    let calls = (0..WRITERS).map(|_| app.store.find_or_create_project(&who, new()));

    let made = futures::future::join_all(calls).await;

    let numbers: Vec<i32> = made
        .into_iter()
        .map(|it| it.unwrap().unwrap().number.get())
        .collect();
    assert!(
        numbers.iter().all(|number| *number == numbers[0]),
        "{numbers:?}"
    );
}

#[tokio::test]
async fn a_run_that_is_sealed_anew_while_it_is_written_misses_what_its_rows_say() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Busy").await;
    let rows = || shop.cases.iter().map(|it| RowSelection::Case(it.number));
    let write = async |number: usize| {
        for round in 0..ROUNDS {
            append(&app, &shop, &run, (number + round).is_multiple_of(2)).await;
        }
    };
    let seal = async |number: usize| {
        for round in 0..ROUNDS {
            let announced = if (number + round).is_multiple_of(2) {
                Announced::Rows(rows().collect())
            } else {
                Announced::Results(7)
            };
            let seal = NewSeal {
                announced,
                deadline: None,
            };
            let sealed = app.store.seal_run(&shop.who, &run, seal).await;
            assert!(matches!(sealed.unwrap(), Sealing::Sealed(run) if run.seal.is_some()));
        }
    };
    let change = async || {
        for _ in 0..ROUNDS {
            let some: Vec<RowSelection> = rows().take(2).collect();
            for (added, removed) in [(Vec::new(), some.clone()), (some, Vec::new())] {
                let change = RowsChange {
                    added,
                    removed,
                    keep_results: true,
                };
                app.store.change_rows(&run, change).await.unwrap();
            }
        }
    };
    futures::join!(write(0), write(1), seal(0), seal(1));
    // What is taken out takes no results in the meantime.
    futures::join!(seal(0), change());

    let findings = app.store.check().await.unwrap();
    assert!(findings.iter().all(|it| it.violations == 0), "{findings:?}");
}
