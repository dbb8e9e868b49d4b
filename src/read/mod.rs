//! A file becomes a [`Source`]. A format a file.

mod text;

/// What was read of a file: the normalised text. All spans point into it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// NFC, `\n` line ends, no byte order mark; tabs, form feeds and blanks as they were.
    pub text: String,
    /// True where bytes could not be decoded and stand as U+FFFD.
    pub replaced: bool,
}

/// Why a file could not be read. [`Error::code`] and [`Error::arguments`] choose the message in
/// `grammars/diagnostics.toml`; `Display` gives the English one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No byte, or nothing but blanks.
    Empty,
    /// Bytes of a known format that is not read: its name, as `PDF`.
    Unsupported(&'static str),
    /// Bytes that are no text in any encoding tried.
    NotText,
    /// More bytes than [`LIMIT`].
    TooLarge(u64),
}

/// The largest input, in bytes: 1 GiB. Spans are 32 bits wide.
pub const LIMIT: u64 = 1 << 30;

impl Error {
    /// The code of the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "input-empty",
            Self::Unsupported(_) => "input-unsupported",
            Self::NotText => "input-not-text",
            Self::TooLarge(_) => "input-too-large",
        }
    }

    /// What the message's `{1}` stands for; its `{0}` is the name of the input, which only the caller knows.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::Empty | Self::NotText => Vec::new(),
            Self::Unsupported(name) => vec![(*name).to_owned()],
            Self::TooLarge(bytes) => vec![bytes.to_string()],
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let arguments: Vec<String> = std::iter::once("input".to_owned()).chain(self.arguments()).collect();
        f.write_str(&crate::words::message(self.code(), &arguments, crate::words::Language::English))
    }
}

impl std::error::Error for Error {}

/// Reads the bytes of a file, of whatever format.
///
/// # Errors
/// See [`Error`].
pub fn source(bytes: &[u8]) -> Result<Source, Error> {
    if bytes.len() as u64 > LIMIT {
        return Err(Error::TooLarge(bytes.len() as u64));
    }
    text::source(bytes)
}
