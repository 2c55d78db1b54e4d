mod attachments;
mod plans;
mod results;
mod statuses;
mod whole;
