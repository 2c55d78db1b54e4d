//! Measurements that decisions lean on, kept so that they can be repeated.

mod layout;
mod release;

/// `cargo xtask bench <what>`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Debug, clap::Subcommand)]
enum Bench {
    /// Compares ways to lay results out in tables.
    Layout(layout::Args),
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if release::is_needed() {
        return release::run_again();
    }
    match &args.bench {
        Bench::Layout(args) => layout::run(args),
    }
}
