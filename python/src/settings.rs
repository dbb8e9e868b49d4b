//! How documents are read: words of the office's own, recognition, limits, the language of messages.

use crate::failure::{Failure, Kind, detached};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use vanban::Code;
use vanban::internals::steps;
use vanban::read::{Engine, Format, Limits, Ocr, Options};
use vanban::words::{Language, Vocabulary};

/// Word lists of an office's own (TOML files, as those of `grammars/words`), read once for many documents; of two
/// files the last goes first.
///
/// >>> import vanban
/// >>> import pathlib
/// >>> lists = pathlib.Path("office.toml")
/// >>> own = '{ key = "phieu-giao", name = "Phiếu giao việc", symbol = "PG", use = "document" }'
/// >>> _ = lists.write_text(f"kinds = [{own}]", encoding="utf-8")
/// >>> text = vanban.sample().decode().replace("QUYẾT ĐỊNH", "PHIẾU GIAO VIỆC", 1)
/// >>> vanban.parse_text(text, words=vanban.Words(lists)).document["kind"]
/// 'phieu-giao'
#[pyclass(frozen, module = "vanban")]
pub(crate) struct Words {
    vocabulary: Arc<Vocabulary>,
}

#[pymethods]
impl Words {
    #[new]
    #[pyo3(signature = (*lists, language="vi"))]
    fn new(py: Python<'_>, lists: Vec<PathBuf>, language: &str) -> PyResult<Self> {
        let language = self::language(language)?;
        let vocabulary = detached(py, "words", language, || steps::vocabulary(&lists).map_err(Failure::refused))?;
        Ok(Self { vocabulary: Arc::new(vocabulary) })
    }
}

/// How documents are read, put together once for many.
#[pyclass(frozen, module = "vanban")]
#[derive(Clone)]
pub(crate) struct Settings {
    words: Option<Arc<Vocabulary>>,
    ocr: Ocr,
    format: Option<Format>,
    keep_ocr: Option<PathBuf>,
    pub(crate) limits: Limits,
    pub(crate) language: Language,
}

#[pymethods]
impl Settings {
    #[new]
    #[pyo3(signature = (*, words=None, ocr="auto", format=None, keep_ocr=None, limits=Vec::new(), language="vi"))]
    fn new(
        py: Python<'_>,
        words: Option<Bound<'_, Words>>,
        ocr: &str,
        format: Option<&str>,
        keep_ocr: Option<PathBuf>,
        limits: Vec<String>,
        language: &str,
    ) -> PyResult<Self> {
        let language = self::language(language)?;
        let ocr = match ocr {
            "auto" => Ocr::Auto,
            "always" => Ocr::Always,
            "never" => Ocr::Never,
            _ => return Err(PyValueError::new_err(format!("ocr is \"auto\", \"always\" or \"never\", not {ocr:?}"))),
        };
        let format = format.map(text_format).transpose()?;
        let limits = self::limits(&limits).map_err(|failure| failure.raised(py, language))?;
        let words = words.map(|words| words.get().vocabulary.clone());
        Ok(Self { words, ocr, format, keep_ocr, limits, language })
    }
}

/// What bytes are called that have no name.
const UNNAMED: &str = "<bytes>";

impl Settings {
    pub(crate) fn words(&self) -> &Vocabulary {
        self.words.as_deref().unwrap_or_else(|| Vocabulary::builtin())
    }

    /// How an input is read. What an engine writes is kept under its name, all of its path, so that two files of one name
    /// do not meet; what has no name, under one made of its bytes.
    pub(crate) fn reading(&self, name: &str, bytes: &[u8]) -> Options {
        let place = || -> PathBuf {
            if name == UNNAMED {
                let mut hasher = DefaultHasher::new();
                hasher.write(bytes);
                return format!("bytes-{:016x}", hasher.finish()).into();
            }
            let below = Path::new(name).components().filter(|part| matches!(part, Component::Normal(_)));
            below.collect::<PathBuf>().with_extension("")
        };
        let keep_ocr = self.keep_ocr.as_ref().map(|folder| folder.join(place()));
        Options {
            ocr: self.ocr,
            engine: Engine::default(),
            keep_ocr,
            limits: self.limits,
            format: self.format,
            progress: None,
        }
    }
}

pub(crate) fn language(tag: &str) -> PyResult<Language> {
    match tag {
        "vi" => Ok(Language::Vietnamese),
        "en" => Ok(Language::English),
        _ => Err(PyValueError::new_err(format!("language is \"vi\" or \"en\", not {tag:?}"))),
    }
}

fn text_format(name: &str) -> PyResult<Format> {
    let texts = || Format::ALL.iter().copied().filter(|format| format.is_text());
    texts().find(|format| format.key() == name).ok_or_else(|| {
        let known: Vec<String> = texts().map(|format| format!("{:?}", format.key())).collect();
        let known = known.join(", ");
        PyValueError::new_err(format!(
            "format is one of {known}, not {name:?}; all other formats are told by the bytes"
        ))
    })
}

fn limits(assignments: &[String]) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    for own in assignments {
        limits.set(own).map_err(|wrong| {
            let listed = |limits: Limits| limits.named().map(|(name, value)| format!("{name}={value}")).join(", ");
            let arguments = [wrong, &listed(Limits::default()), &listed(Limits::MOST)];
            Failure::new(Kind::Setting, Code::LimitWrong, &arguments)
        })?;
    }
    Ok(limits)
}
