//! What the commands that read documents share: one input read, faults of the program held off, formats and detail by
//! their names.

use super::inputs::Input;
use super::{Setup, Stop, files, guard};
use crate::errors::{Code, Error};
use crate::model::{Parsed, Provenance};
use crate::read;
use crate::write::Format;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Detail {
    None,
    Fields,
    All,
}

impl From<Detail> for Provenance {
    fn from(detail: Detail) -> Self {
        match detail {
            Detail::None => Self::None,
            Detail::Fields => Self::Fields,
            Detail::All => Self::All,
        }
    }
}

/// Takes one of these formats, by its key.
pub(crate) fn named(formats: impl Iterator<Item = Format>) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(formats.map(Format::key)).try_map(|key| Format::by_key(&key).ok_or("no format"))
}

/// Reads and parses one input.
pub(crate) fn read(input: &Input, setup: &Setup) -> Result<Parsed, Stop> {
    let bytes = files::bytes(input)?;
    guarded(input, move || {
        let source = read::source_with(&bytes, &setup.reading(input))?;
        drop(bytes);
        Ok(crate::parse::document(source, &setup.words))
    })
}

/// Runs what may meet a fault of the program's own: it costs only this input.
pub(crate) fn guarded<T>(input: &Input, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Stop> {
    unharmed(input, work)?.map_err(|error| Stop::about(&input.name(), error))
}

/// The same, whatever the work gives.
pub(crate) fn unharmed<T>(input: &Input, work: impl FnOnce() -> T) -> Result<T, Stop> {
    let _reading = guard::reading(input.name());
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Stop::failed(Code::InternalFault, &[&input.name()]))
}
