mod clients;
mod execute;
mod keys;
mod night;
mod other_runs;
mod published;
