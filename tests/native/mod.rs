mod attachments;
mod plans;
mod results;
mod seals;
mod statuses;
mod whole;
