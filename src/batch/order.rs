//! Work in parallel, results in order, in bounded memory.

use std::collections::BTreeMap;
use std::iter::Fuse;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Most results that wait for an earlier one.
const MOST_WAITING: u64 = 1024;
/// Most bytes of results that wait for an earlier one.
const MOST_BYTES: usize = 64 << 20;

/// How far the work has come.
#[derive(Default)]
struct Progress {
    /// Inputs handed out.
    taken: u64,
    /// Results given to the sink.
    given: u64,
    /// Bytes of the results that wait.
    waiting: usize,
    stopped: bool,
}

/// What the threads of one run share.
struct Shared<I> {
    inputs: Mutex<Fuse<I>>,
    progress: Mutex<Progress>,
    /// Told when a result was given, or none is wanted any more.
    room: Condvar,
}

impl<I: Iterator> Shared<I> {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next input with its number, once it is not too far ahead; `None` where there is none or the work was stopped.
    fn next(&self) -> Option<(u64, I::Item)> {
        // Both are taken under one lock, so that numbers follow the order of the inputs.
        let mut inputs = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.progress();
        while !state.stopped && is_far_ahead(&state) {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped {
            return None;
        }
        let number = state.taken;
        state.taken += 1;
        drop(state);
        inputs.next().map(|input| (number, input))
    }
}

/// Does `work` on each input in `jobs` threads and gives the results to `sink` in the order of the inputs. `worker` makes
/// what a thread works with. `work` returns a result and the bytes that it holds: whoever is far ahead of a slow neighbour
/// waits, so that no more than some 64 MB of results are held. Ends early where the sink breaks.
pub fn ordered<I, O, W>(
    inputs: impl Iterator<Item = I> + Send,
    jobs: usize,
    worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, I) -> (O, usize) + Sync,
    sink: impl FnMut(O) -> ControlFlow<()>,
) where
    I: Send,
    O: Send,
{
    let shared =
        Shared { inputs: Mutex::new(inputs.fuse()), progress: Mutex::new(Progress::default()), room: Condvar::new() };
    let (results, arrived) = channel();
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            let (results, shared, worker, work) = (results.clone(), &shared, &worker, &work);
            scope.spawn(move || {
                let mut tools = worker();
                while let Some((number, input)) = shared.next() {
                    if results.send((number, work(&mut tools, input))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results);
        give(arrived, &shared, sink);
    });
}

/// Gives the results to the sink in the order of their numbers, until it breaks.
fn give<I: Iterator, O>(
    arrived: Receiver<(u64, (O, usize))>,
    shared: &Shared<I>,
    mut sink: impl FnMut(O) -> ControlFlow<()>,
) {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, (result, size)) in arrived {
        shared.progress().waiting += size;
        early.insert(number, (result, size));
        while let Some((result, size)) = early.remove(&next) {
            next += 1;
            let go_on = sink(result);
            let mut state = shared.progress();
            state.given = next;
            state.waiting -= size;
            state.stopped = go_on.is_break();
            shared.room.notify_all();
            if go_on.is_break() {
                return;
            }
        }
    }
}

/// True where the next input would be too far ahead of the result that is waited for. That one's own thread is past
/// here, so that the wait always ends.
fn is_far_ahead(state: &Progress) -> bool {
    state.taken > state.given && (state.taken - state.given >= MOST_WAITING || state.waiting > MOST_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn results_come_in_the_order_of_the_inputs_each_once() {
        let mut given = Vec::new();
        let work = |state: &mut u64, input: u64| {
            *state += 1;
            // The first are the slowest.
            std::thread::sleep(std::time::Duration::from_micros(200_u64.saturating_sub(input)));
            (input * 2, 8)
        };
        ordered(
            0..3000_u64,
            4,
            || 0_u64,
            work,
            |result| {
                given.push(result);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(given, (0..3000).map(|input| input * 2).collect::<Vec<u64>>());
    }

    #[test]
    fn nobody_runs_far_ahead_of_a_slow_input() {
        let (furthest, slow_done) = (AtomicU64::new(0), AtomicU64::new(0));
        let work = |_: &mut (), input: u64| {
            if input == 0 {
                // Until the others can go no further.
                while furthest.load(Ordering::SeqCst) < MOST_WAITING - 1 {
                    std::thread::yield_now();
                }
                std::thread::sleep(std::time::Duration::from_millis(50));
                slow_done.store(1, Ordering::SeqCst);
            } else if slow_done.load(Ordering::SeqCst) == 0 {
                assert!(input <= MOST_WAITING, "{input}");
                furthest.fetch_max(input, Ordering::SeqCst);
            }
            (input, 0)
        };
        let mut count = 0;
        ordered(
            0..5000_u64,
            3,
            || (),
            work,
            |_| {
                count += 1;
                ControlFlow::Continue(())
            },
        );
        assert_eq!(count, 5000);
    }

    #[test]
    fn a_sink_that_breaks_ends_the_work() {
        let mut given = Vec::new();
        ordered(
            0_u64..,
            2,
            || (),
            |(), input| (input, 0),
            |result| {
                given.push(result);
                if result == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(given, (0..=10).collect::<Vec<u64>>());
    }
}
