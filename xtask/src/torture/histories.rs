//! Random histories against the store and against the ledger in memory.

use anyhow::Result;

use crate::cargo;

/// Tries so many of each kind: call by call, and calls at the same time; what came of it. One that fails is made as short
/// as it can be and printed as a list of what was done.
pub(super) fn try_out(histories: u32, seed: u64) -> Result<String> {
    if histories == 0 {
        return Ok("histories         none tried".to_owned());
    }
    let test = [
        "test",
        "--quiet",
        "--package",
        "e2e",
        "--test",
        "e2e",
        "store::oracle",
    ];
    let mut command = cargo::command(&test)?;
    command
        .env("PROPTEST_CASES", histories.to_string())
        .env("PROPTEST_RNG_SEED", seed.to_string());
    cargo::run(&mut command)?;
    Ok(format!(
        "histories         {histories} call by call and {histories} with calls at the same time, as the ledger has them"
    ))
}
