mod attachments;
mod plans;
mod results;
mod whole;
