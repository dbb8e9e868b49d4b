//! What goes wrong becomes an exception of the package's own.

use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use vanban::internals::steps::{Problem, Refused};
use vanban::words::Language;

/// Which exception.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A document that cannot be read.
    Read,
    /// Data that is no model.
    Model,
    /// A wrong option, word list or table of facts.
    Setting,
    /// An output that cannot be made.
    Output,
    /// A draft that cannot be planned or made.
    Draft,
    /// A fault of the program's own.
    Internal,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Read => "ReadError",
            Self::Model => "ModelError",
            Self::Setting => "SettingError",
            Self::Output => "OutputError",
            Self::Draft => "DraftError",
            Self::Internal => "InternalError",
        }
    }
}

/// An exception before Python's lock is held again.
pub(crate) struct Failure {
    kind: Kind,
    code: &'static str,
    arguments: Vec<String>,
    /// What the operating system said.
    cause: Option<std::io::Error>,
}

impl Failure {
    pub(crate) fn new(kind: Kind, code: &'static str, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Self { kind, code, arguments, cause: None }
    }

    /// A problem with the input of this name. What the code says of its kind goes before what the step would say.
    pub(crate) fn about(kind: Kind, name: &str, problem: Problem) -> Self {
        let kind = match problem.code.split('-').next() {
            Some("input" | "poppler" | "tesseract" | "ocr") => Kind::Read,
            Some("draft" | "plan") => Kind::Draft,
            Some("office") => Kind::Output,
            Some("form") => Kind::Setting,
            _ => kind,
        };
        Self { kind, code: problem.code, arguments: problem.arguments(name), cause: None }
    }

    /// A file of the office's own that was not taken.
    pub(crate) fn refused(refused: Refused) -> Self {
        let code = refused.problem.code;
        let arguments = refused.problem.arguments(&refused.file.display().to_string());
        Self { kind: Kind::Setting, code, arguments, cause: refused.cause }
    }

    /// A file that cannot be read, with what the operating system said.
    pub(crate) fn of_file(kind: Kind, code: &'static str, name: &str, error: std::io::Error) -> Self {
        let failure = Self::new(kind, code, &[name, &error.to_string()]);
        Self { cause: Some(error), ..failure }
    }

    /// The exception; its message is in `language`.
    pub(crate) fn raised(self, py: Python<'_>, language: Language) -> PyErr {
        let made = py
            .import("vanban._errors")
            .and_then(|module| module.getattr(self.kind.class()))
            .and_then(|class| class.call1((self.code, self.arguments, tag(language))));
        match made {
            Ok(value) => {
                let error = PyErr::from_value(value);
                // As Python has it: FileNotFoundError, PermissionError.
                error.set_cause(py, self.cause.map(PyErr::from));
                error
            }
            Err(error) => error,
        }
    }
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Vietnamese => "vi",
        Language::English => "en",
    }
}

/// Runs work without Python's lock. A panic of the core is an error of this one input, called `name`.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    name: &str,
    language: Language,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> PyResult<T> {
    let done = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    let failed = match done {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(failure)) => failure,
        Err(_) => Failure::new(Kind::Internal, "internal-fault", &[name]),
    };
    Err(failed.raised(py, language))
}
