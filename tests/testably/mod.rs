mod browsers;
mod published;
mod refusals;
mod results;
mod sdk;
mod shop;
mod updates;
mod uploads;
