mod plans;
mod results;
mod whole;
