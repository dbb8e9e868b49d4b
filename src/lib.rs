//! vanban (front page to come)
pub mod layout;
pub mod model;
pub mod read;
pub mod words;
