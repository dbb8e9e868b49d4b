//! The `vanban` program; its commands are in `cli`.

fn main() {}
