//! Steps that take several rooms, as the command line and the Python wheel both compose them.
//!
//! Nothing here prints or writes an output. A [`Problem`] leaves it to the caller how the input is called.

mod drafting;
mod model;
mod office;
mod own;

pub use drafting::{Base, base, plan_of, plan_text, refusal, report, task_entries};
pub use model::{check_width, file, form, format_of, is_model, model, problem_of};
pub use own::{Refused, status, vocabulary};

use crate::read;
use crate::words::{Language, message};

/// What went wrong: a code of `grammars/diagnostics.toml`, and what its message's `{1}`, `{2}` … stand for; its `{0}`
/// is the name of the input, which only the caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The code.
    pub code: &'static str,
    /// The message's arguments behind the name.
    pub arguments: Vec<String>,
}

impl Problem {
    /// A problem with its arguments.
    pub fn new(code: &'static str, arguments: &[&str]) -> Self {
        Self { code, arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect() }
    }

    /// All that the message's `{0}`, `{1}` … stand for.
    pub fn arguments(self, name: &str) -> Vec<String> {
        std::iter::once(name.to_owned()).chain(self.arguments).collect()
    }
}

impl From<read::Error> for Problem {
    fn from(error: read::Error) -> Self {
        Self { code: error.code(), arguments: error.arguments() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&message(self.code, &self.clone().arguments("input"), Language::English))
    }
}

impl std::error::Error for Problem {}
