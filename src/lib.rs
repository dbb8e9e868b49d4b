//! vanban (front page to come)
pub mod layout;
pub mod model;
pub mod parse;
pub mod read;
pub mod words;
pub mod write;
