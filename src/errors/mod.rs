//! What is said to people: the messages of `grammars/`, and the one error of the whole crate, which names one of them.

mod code;
mod messages;

pub use code::Code;
pub use messages::{Language, message};

use std::fmt;

/// What went wrong, where, and with which values. `Display` gives the message in English.
///
/// ```
/// use vanban::{Code, words::Language};
/// let error = vanban::parse(b"GIF89a").unwrap_err();
/// assert_eq!(error.code, Code::InputUnsupported);
/// assert_eq!(error.arguments, ["GIF".into()]);
/// assert!(error.named("scan.gif").message(Language::English).starts_with("scan.gif: "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What it is.
    pub code: Code,
    /// The values of its message, as the code's documentation lists them.
    pub arguments: Vec<Argument>,
    /// Where it is, as far as it is known.
    pub place: Place,
    /// The number of the operating system's error, where it is one.
    pub os: Option<i32>,
}

/// A value of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Words.
    Text(String),
    /// A count.
    Number(u64),
}

/// Where something went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// What the caller calls the file, or what was typed; the message's `{0}`.
    pub name: Option<String>,
    /// The line of the file, from 1.
    pub line: Option<usize>,
    /// The key in the data, as a path: `document.body[2].label`.
    pub key: Option<String>,
}

impl Code {
    /// An error with a first argument; [`Error::with`] adds others.
    pub fn with(self, argument: impl Into<Argument>) -> Error {
        Error::from(self).with(argument)
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self { code, arguments: Vec::new(), place: Place::default(), os: None }
    }
}

impl Error {
    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, argument: impl Into<Argument>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// The same with what the operating system says as one more argument.
    #[must_use]
    pub fn because(self, error: &std::io::Error) -> Self {
        Self { os: error.raw_os_error(), ..self.with(error.to_string()) }
    }

    /// The same of a file that is called so, unless it has a name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.place.name.get_or_insert_with(|| name.into());
        self
    }

    /// The same at a line and a key, where they are known.
    #[must_use]
    pub(crate) fn at(mut self, line: Option<usize>, key: Option<String>) -> Self {
        (self.place.line, self.place.key) = (line, key);
        self
    }

    /// All that the message's `{0}`, `{1}` … stand for: the name, then the arguments.
    pub fn values(&self) -> Vec<String> {
        let name = self.place.name.clone().unwrap_or_else(|| "input".to_owned());
        std::iter::once(name).chain(self.arguments.iter().map(Argument::to_string)).collect()
    }

    /// The message, with the remedy.
    pub fn message(&self, language: Language) -> String {
        message(self.code.key(), &self.values(), language)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_message_in_both_languages() {
        let mut keys = std::collections::HashSet::new();
        for code in Code::ALL {
            assert!(keys.insert(code.key()), "{}: the key of two codes", code.key());
            let error = Error::from(*code).named("a.txt");
            for language in [Language::Vietnamese, Language::English] {
                assert_ne!(error.message(language), code.key(), "{}: no message", code.key());
            }
            assert_ne!(error.message(Language::Vietnamese), error.message(Language::English));
        }
    }

    #[test]
    fn a_name_that_is_known_stays() {
        let error = Code::InputTooLarge.with(3u64).with("2").named("a.txt").named("b.txt");
        assert_eq!(error.values(), ["a.txt", "3", "2"]);
    }
}
