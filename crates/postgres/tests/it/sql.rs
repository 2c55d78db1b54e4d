//! A client for the tests.

use tokio_postgres::NoTls;

/// Runs statements on the database at `url` and gives the first column of the last row, if there is one.
pub(crate) fn run(url: &str, statements: &str) -> Result<Option<String>, tokio_postgres::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        let connection = tokio::spawn(connection);
        let answer = client.simple_query(statements).await;
        drop(client);
        connection.await.unwrap()?;
        Ok(answer?.into_iter().rev().find_map(|message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        }))
    })
}

/// As [`run`], for one value that must be there.
pub(crate) fn value(url: &str, query: &str) -> String {
    run(url, query).unwrap().unwrap()
}
