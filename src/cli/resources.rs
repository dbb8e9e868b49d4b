//! What the workers of a run may take.

use crate::batch::Limits;
use std::time::Duration;

/// What workers may take.
#[derive(clap::Args)]
pub(crate) struct Resources {
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<usize>,
    #[arg(long, value_name = "SECONDS", default_value = "300")]
    time_limit: u64,
    #[arg(long, value_name = "MIB", default_value = "4096")]
    memory_limit: u64,
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

    /// How many workers for so many documents, and how many threads each: a few long scans share the cores among their pages.
    pub(crate) fn shared(&self, documents: usize) -> (usize, usize) {
        let jobs = self.jobs().min(documents.max(1));
        (jobs, (self.jobs() / jobs).max(1))
    }

    pub(crate) fn memory(&self) -> u64 {
        self.memory_limit.saturating_mul(1 << 20)
    }

    pub(crate) fn limits(&self) -> Limits {
        let time = Some(self.time_limit).filter(|seconds| *seconds > 0).map(Duration::from_secs);
        Limits { time, memory: self.memory() }
    }
}
