//! The store reads what the database says went wrong, so it asks for it in English.

use e2e::database;
use store::pooler::Answers;
use store::{Bootstrap, Load, Store};

/// Refuses a new user, in a connection whose messages are not in `C`.
const LISTEN: &str = "create function listen() returns trigger language plpgsql as $$
    begin
        if current_setting('lc_messages') <> 'C' then raise check_violation; end if;
        return new;
    end $$;
    create trigger listen before insert on users for each row execute function listen()";

/// Whether an account can be made, in a connection of this user.
async fn is_english(url: &str) -> bool {
    let store = Store::connect(url, Load::on(1), Answers::Postgres)
        .await
        .unwrap();
    let account = Bootstrap {
        username: None,
        key: None,
    };
    store.bootstrap(account).await.is_ok()
}

#[tokio::test]
async fn messages_are_asked_for_in_english_by_whom_postgres_lets() {
    let url = database::fresh().await;
    let client = database::connect(&url).await;
    let name = database::text(&url, "select current_database()::text").await;
    // The only other one that every machine has.
    let prepare = format!(
        "alter database {name} set lc_messages to 'POSIX'; create role plain_{name} login;
         grant all on all tables in schema public to plain_{name};
         grant all on all sequences in schema public to plain_{name}; {LISTEN}"
    );
    client.batch_execute(&prepare).await.unwrap();
    let user = format!("postgres://{}@", postgres::DATABASE);
    assert!(url.starts_with(&user), "{url}");
    let plain = url.replacen(&user, &format!("postgres://plain_{name}@"), 1);
    assert!(!is_english(&plain).await, "the test listens");
    assert!(is_english(&url).await);
}
