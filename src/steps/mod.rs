//! Steps that take several rooms, as the command line and the Python wheel both compose them.
//!
//! Nothing here prints or writes an output. An error leaves it to the caller how the input is called.

mod drafting;
mod model;
mod office;
mod own;

pub use drafting::{Base, base, plan_of, plan_text, refusal, report, task_entries};
pub use model::{check_width, file, form, format_of, is_model, model};
pub use own::{status, vocabulary};
