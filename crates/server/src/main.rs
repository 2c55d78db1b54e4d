//! The entry of the program `verdict`; everything is in the library.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use server::cli::Cli;

/// Gives memory back to the system when connections are closed, and does not grow when as many come again. The one of
/// the C library grew by a third in six rounds of four thousand connections and gave nothing back.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match server::run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

/// Prints the error with its causes; usually one line, and each further line says whose it is too.
#[expect(
    clippy::print_stderr,
    reason = "the operator reads it, whatever the log is set to"
)]
fn complain(error: &anyhow::Error) {
    for line in told(error).lines() {
        eprintln!("verdict: {line}");
    }
}

/// The error and its causes in one text. A cause that the text before already holds is not said again.
fn told(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |told, cause| {
        let cause = cause.to_string();
        match told {
            told if told.is_empty() => cause,
            told if told.contains(&cause) => told,
            told => format!("{told}: {cause}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let error = anyhow!("disk full")
            .context("cannot write a: disk full")
            .context("no start");
        assert_eq!(told(&error), "no start: cannot write a: disk full");
    }
}
