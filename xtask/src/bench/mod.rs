//! Measurements that decisions lean on, kept so that they can be repeated.

mod batch;
mod connect;
mod http;
mod layout;
mod release;
mod samples;

pub(crate) use connect::connect;

/// `cargo xtask bench [what]`; without a word, `http`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    bench: Option<Bench>,
    #[command(flatten)]
    http: http::Args,
}

#[derive(Debug, clap::Subcommand)]
enum Bench {
    /// Measures bulk uploads over HTTP against the same writes in raw SQL.
    Http(http::Args),
    /// Compares ways to lay results out in tables.
    Layout(layout::Args),
    /// What a server is measured against that does nothing; the measurement starts it.
    #[command(name = http::idle::NAME, hide = true)]
    IdleServer(http::idle::Args),
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if release::is_needed() {
        return release::run_again();
    }
    match &args.bench {
        None => http::run(&args.http),
        Some(Bench::Http(args)) => http::run(args),
        Some(Bench::Layout(args)) => layout::run(args),
        Some(Bench::IdleServer(args)) => http::idle::run(args),
    }
}
