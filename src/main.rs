//! The `vanban` program; its commands are in `cli`.

/// The heap, where the system holds no process to so much memory, as Windows and macOS: it refuses what is beyond.
#[cfg(not(target_os = "linux"))]
#[global_allocator]
static HEAP: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

#[cfg(not(target_os = "linux"))]
fn hold_heap(bytes: u64) {
    // What is over it already ends with the next thing that it needs.
    let least = HEAP.allocated() + 1;
    let _ = HEAP.set_limit(usize::try_from(bytes).unwrap_or(usize::MAX).max(least));
}

/// The system does.
#[cfg(target_os = "linux")]
fn hold_heap(_bytes: u64) {}

fn main() -> std::process::ExitCode {
    vanban::internals::cli::run(std::env::args_os(), hold_heap)
}
