//! An office's own Word form: its fields listed, filled in place, and made from a finished decision.
//!
//! A field is a content control with a tag, or a mark in the text: `{{so_ky_hieu}}`, `{{kinh_phi | so}}`,
//! `{{#nhiem_vu}} … {{/nhiem_vu}}` around what is repeated for each task, `{{?kinh_phi}} … {{/kinh_phi}}` around what
//! stands only where there is a value, `{{^kinh_phi}} …` where there is none. Names and filters are data:
//! `grammars/template.toml`. A form is filled as a whole or not at all, and what is no field stays byte for byte.
//!
//! `parts` opens the form, `lines` finds the text of its paragraphs across runs, `marks` reads the marks,
//! `structure` finds what each loop takes; `data` looks names up, `answers` says what
//! stands in their place or why nothing does, `fill` makes the edits. `make` goes the other
//! way: what is read of a finished decision becomes marks in it.

mod answers;
mod content;
mod controls;
mod data;
mod fields;
mod fill;
mod filters;
mod issues;
mod lines;
mod make;
mod maker;
mod marks;
mod names;
mod parts;
mod places;
mod rows;
mod settle;
mod structure;

pub use controls::ControlKind;
pub use data::Data;
pub use fields::{Field, FieldKind, fields};
pub use fill::{Filling, fill};
pub use issues::Issue;
pub use make::{Made, make};
pub use maker::Marked;
pub use places::{Place, Room};
