mod published;
mod refusals;
mod results;
mod shop;
mod updates;
