//! What the workers of a run may take.

use super::{Setup, guard};
use crate::batch::{Limits, hold_memory};
use std::time::Duration;

/// What workers may take.
#[derive(clap::Args)]
pub(crate) struct Resources {
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<usize>,
    #[command(flatten)]
    bounds: Bounds,
}

/// What the reading of one document may take.
#[derive(clap::Args)]
pub(crate) struct Bounds {
    #[arg(long, value_name = "SECONDS", default_value = "300")]
    time_limit: u64,
    #[arg(long, value_name = "MIB", default_value = "4096")]
    memory_limit: u64,
}

impl Bounds {
    fn memory(&self) -> u64 {
        self.memory_limit.saturating_mul(1 << 20)
    }

    fn time(&self) -> Option<Duration> {
        Some(self.time_limit).filter(|seconds| *seconds > 0).map(Duration::from_secs)
    }

    /// Holds this process to them, for commands that read in it.
    pub(crate) fn hold(&self, setup: &Setup) {
        hold_memory(self.memory());
        if self.memory() > 0 {
            (setup.hold_heap)(self.memory());
        }
        if let Some(limit) = self.time() {
            guard::begin(limit, setup.language);
        }
    }
}

/// How many cores this machine has.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

impl Resources {
    /// How many workers: as many as there are cores, if nothing is said.
    pub(crate) fn jobs(&self) -> usize {
        self.jobs.unwrap_or_else(cores).max(1)
    }

    /// The workers for a number of documents, and the threads of each: a few long scans share the cores among their pages.
    pub(crate) fn shared(&self, documents: usize) -> (usize, usize) {
        let jobs = self.jobs().min(documents.max(1));
        (jobs, (self.jobs() / jobs).max(1))
    }

    pub(crate) fn memory(&self) -> u64 {
        self.bounds.memory()
    }

    /// Holds this process to what one worker may take.
    pub(crate) fn hold(&self, setup: &Setup) {
        self.bounds.hold(setup);
    }

    pub(crate) fn limits(&self) -> Limits {
        Limits { time: self.bounds.time(), memory: self.memory() }
    }
}
