//! The account of a first start, and keys that the operator makes.

use domain::spelling::Reference;
use e2e::{TestApp, database};
use store::account::{KeyRefusal, NewKey, NewUser, UserRefusal, key_digest};
use store::pooler::Answers;
use store::{Bootstrap, FirstAccount, Load, Scope, Store};

const NONE: Bootstrap = Bootstrap {
    username: None,
    key: None,
};

fn given(username: &str, key: &str) -> Bootstrap {
    Bootstrap {
        username: Some(username.to_owned()),
        key: Some(key.to_owned()),
    }
}

async fn store() -> Store {
    Store::connect(&database::fresh().await, Load::on(4), Answers::Postgres)
        .await
        .unwrap()
}

async fn opens(store: &Store, username: &str, key: &str) -> Option<store::Principal> {
    let found = store.authenticate(Some(username), key_digest(key)).await;
    found.unwrap()
}

#[tokio::test]
async fn an_account_is_made_up_once_however_many_start() {
    let store = store().await;
    let starts = (0..4).map(|_| store.bootstrap(NONE));
    let made: Vec<_> = futures::future::join_all(starts).await;
    let made: Vec<_> = made.into_iter().filter_map(Result::unwrap).collect();
    let [
        FirstAccount {
            username,
            made_up_key: Some(key),
        },
    ] = made.as_slice()
    else {
        panic!("{made:?}")
    };
    assert!(key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let who = opens(&store, username, key).await.unwrap();
    assert!(Scope::ALL.into_iter().all(|scope| who.may(scope)));
    assert!(opens(&store, "other", key).await.is_none(), "another's key");
    assert!(store.bootstrap(NONE).await.unwrap().is_none());
}

#[tokio::test]
async fn a_given_account_is_made_sure_of_at_every_start() {
    let app = TestApp::start().await;
    let store = &app.store;
    let _ = app.seed("Shop", &["Login"]).await;
    let key = "a-key-that-was-given-0123456789";
    assert!(store.bootstrap(given("bot", key)).await.unwrap().is_none());
    assert!(opens(store, "bot", key).await.is_some());
    for harm in [
        "revoked_at = now()",
        "expires_at = now()",
        "scopes = 1",
        "project_id = (select id from projects)",
        "user_id = (select id from users where username = 'ann')",
    ] {
        app.sql(&format!(
            "update access_keys set {harm} where id = (select max(id) from access_keys)"
        ))
        .await;
        assert!(store.bootstrap(given("bot", key)).await.unwrap().is_none());
        let who = opens(store, "bot", key).await.unwrap();
        assert!(Scope::ALL.into_iter().all(|scope| who.may(scope)), "{harm}");
        assert!(!who.is_bound(), "{harm}");
    }
    let only_a_name = Bootstrap {
        username: Some("other".to_owned()),
        key: None,
    };
    assert!(store.bootstrap(only_a_name).await.unwrap().is_none());
    let users = store.list_users(None).await.unwrap().unwrap();
    assert!(
        users.iter().all(|user| user.username != "other"),
        "{users:?}"
    );
}

#[tokio::test]
async fn what_is_refused_is_not_made() {
    let app = TestApp::start().await;
    let store = &app.store;
    let new = |organization: &str, username: &str, project| NewKey {
        organization: organization.to_owned(),
        username: username.to_owned(),
        scopes: vec![Scope::Read],
        project,
        expires_at: None,
    };
    for (new, expected) in [
        (new("nobody", "ann", None), KeyRefusal::NoOrganization),
        (new("default", "eve", None), KeyRefusal::NoUser),
        (
            new("default", "ann", Some(Reference::Number(9))),
            KeyRefusal::NoProject,
        ),
    ] {
        assert_eq!(store.create_key(new).await.unwrap().unwrap_err(), expected);
    }
    assert_eq!(store.list_keys(None).await.unwrap().unwrap().len(), 1);
    assert_eq!(store.list_keys(Some("nobody")).await.unwrap(), None);

    let user = |organization: &str, username: &str| NewUser {
        organization: organization.to_owned(),
        username: username.to_owned(),
        email: "ann@example.org".to_owned(),
    };
    let unknown = store.create_user(user("nobody", "eve")).await.unwrap();
    assert_eq!(unknown, Err(UserRefusal::NoOrganization));
    let taken = store.create_user(user("default", "ann")).await.unwrap();
    assert_eq!(taken, Err(UserRefusal::NameTaken));
    assert_eq!(store.list_users(None).await.unwrap().unwrap().len(), 1);
}
