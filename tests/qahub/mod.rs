mod attachments;
mod identity;
mod published;
mod refusals;
mod runs;
mod shop;
mod updates;
