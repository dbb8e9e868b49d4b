//! Bounds of what this process reads itself: a document that takes too long ends the command, with its name said. Memory is
//! held by the system. Runs over folders have workers for this, of which one alone is ended.

use super::{FAILED, say};
use crate::words::{Language, message};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often it is looked whether something takes too long.
const EVERY: Duration = Duration::from_millis(50);

/// What is being read.
struct Watched {
    limit: Option<Duration>,
    language: Language,
    next: u64,
    documents: BTreeMap<u64, (Instant, String)>,
}

static WATCHED: Mutex<Watched> =
    Mutex::new(Watched { limit: None, language: Language::Vietnamese, next: 0, documents: BTreeMap::new() });

fn watched() -> MutexGuard<'static, Watched> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on no document may take longer.
pub(super) fn begin(limit: Duration, language: Language) {
    {
        let mut watched = watched();
        let runs = watched.limit.is_some();
        (watched.limit, watched.language) = (Some(limit), language);
        if runs {
            return;
        }
    }
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(EVERY);
            look();
        }
    });
}

/// Ends the program where a document takes too long.
fn look() {
    let watched = watched();
    let Some(limit) = watched.limit else { return };
    let late = watched.documents.values().find(|(since, _)| since.elapsed() > limit);
    if let Some((_, name)) = late {
        say(&message("time-limit-command", &[name.clone(), limit.as_secs().to_string()], watched.language));
        std::process::exit(i32::from(FAILED));
    }
}

/// A page has been recognised: whoever waits for it knows that it goes on.
pub(super) fn goes_on() {
    watched().documents.values_mut().for_each(|(since, _)| *since = Instant::now());
}

/// A document that is being read, until this is dropped.
pub(super) struct Reading(u64);

/// Watches a document.
pub(super) fn reading(name: String) -> Reading {
    let mut watched = watched();
    watched.next += 1;
    let own = watched.next;
    watched.documents.insert(own, (Instant::now(), name));
    Reading(own)
}

impl Drop for Reading {
    fn drop(&mut self) {
        watched().documents.remove(&self.0);
    }
}
