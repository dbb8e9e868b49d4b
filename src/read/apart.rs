//! Work of a library that may panic or run long on a hostile file: on a thread of its own, for so long and no longer.

use super::Limits;
use crate::errors::{Code, Error};
use std::sync::mpsc;

/// Deep structures need a deep stack, in bytes.
const STACK: usize = 64 << 20;

/// Runs work on a thread that has the library's name. A thread that takes too long is left behind: it ends when its work
/// does, and nobody waits for it.
///
/// # Errors
/// [`Code::ProgramSlow`] where it takes too long, [`Code::ProgramFailed`] where it panics.
pub(super) fn apart<T: Send + 'static>(
    library: &'static str,
    limits: &Limits,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let (send, receive) = mpsc::channel();
    let thread = std::thread::Builder::new().name(library.to_owned()).stack_size(STACK);
    let started = thread.spawn(move || {
        let _ = send.send(work());
    });
    started.map_err(|error| Code::ProgramFailed.with(library).because(&error))?;
    receive.recv_timeout(limits.time()).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => Code::ProgramSlow.with(library).with(limits.seconds),
        mpsc::RecvTimeoutError::Disconnected => Code::ProgramFailed.with(library),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_or_takes_too_long_is_an_error() {
        let limits = Limits { seconds: 1, ..Limits::default() };
        assert_eq!(apart("test", &limits, || 3), Ok(3));
        let slow = apart("test", &limits, || std::thread::sleep(std::time::Duration::from_secs(3)));
        assert_eq!(slow.map_err(|error| error.code), Err(Code::ProgramSlow));
        let panics = apart("test", &limits, move || assert!(limits.pages == 0));
        assert_eq!(panics.map_err(|error| error.code), Err(Code::ProgramFailed));
    }
}
