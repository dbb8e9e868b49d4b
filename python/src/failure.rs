//! What goes wrong becomes an exception of the package's own.

use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use vanban::words::Language;
use vanban::{Code, Error};

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
    error: Error,
}

impl Failure {
    /// The first value is the name in the message.
    pub(crate) fn new(kind: Kind, code: Code, values: &[&str]) -> Self {
        let error = values.iter().skip(1).fold(Error::from(code), |error, value| error.with(*value));
        let error = values.first().map_or(error.clone(), |name| error.named(*name));
        Self { kind, error }
    }

    /// What went wrong with the input of this name. What the code says of its kind goes before what the step would say.
    pub(crate) fn about(kind: Kind, name: &str, error: Error) -> Self {
        let kind = match error.code.key().split('-').next() {
            Some("input" | "pdf" | "tesseract" | "ocr") => Kind::Read,
            Some("draft" | "plan") => Kind::Draft,
            Some("office") => Kind::Output,
            Some("form") => Kind::Setting,
            _ => kind,
        };
        Self { kind, error: error.named(name) }
    }

    /// A file of the office's own that was not taken.
    pub(crate) fn refused(error: Error) -> Self {
        Self { kind: Kind::Setting, error }
    }

    /// A file that cannot be read, with what the operating system said.
    pub(crate) fn of_file(kind: Kind, code: Code, name: &str, error: &std::io::Error) -> Self {
        Self { kind, error: Error::from(code).because(error).named(name) }
    }

    /// The exception; its message is in `language`.
    pub(crate) fn raised(self, py: Python<'_>, language: Language) -> PyErr {
        let made = py
            .import("vanban._errors")
            .and_then(|module| module.getattr(self.kind.class()))
            .and_then(|class| class.call1((self.error.code.key(), self.error.values(), tag(language))));
        match made {
            Ok(value) => {
                let error = PyErr::from_value(value);
                // As Python has it: FileNotFoundError, PermissionError.
                error.set_cause(py, self.error.os.map(|number| PyErr::from(std::io::Error::from_raw_os_error(number))));
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
        Err(_) => Failure::new(Kind::Internal, Code::InternalFault, &[name]),
    };
    Err(failed.raised(py, language))
}
