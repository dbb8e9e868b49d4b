//! A process of this program that reads one document after another for another process of it. What a document does to it
//! (a fault, an endless loop, all memory) costs that document only: the process is ended, and the next document gets a
//! new one.

use super::{Outcome, Said};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// What a document may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long: from its beginning, or from the last of its pages that was recognised. `None` for as long as it likes.
    pub time: Option<Duration>,
    /// How many bytes of address space a worker and the programs that it runs may have, each; 0 for any. On Windows and
    /// macOS the worker's heap alone.
    pub memory: u64,
}

/// The documents after which a worker is replaced: memory that its allocator lost to fragments is given back.
const MOST_SERVED: usize = 10_000;
/// For so long its standard error is waited for when it has ended: where its programs cannot be ended with it, they may
/// hold it open.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// So many of the last bytes of what a worker complains of are kept.
const MOST_COMPLAINTS: usize = 16 << 10;

/// A worker, started when it is first asked.
pub struct Worker {
    arguments: Vec<OsString>,
    limits: Limits,
    running: Option<Running>,
}

struct Running {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<(Said, Vec<u8>)>,
    /// What it says to standard error, when that is at its end.
    complaints: Option<Receiver<Vec<u8>>>,
    served: usize,
}

/// What a worker made of a document.
pub struct Answer {
    /// What became of it.
    pub outcome: Outcome,
    /// The output; empty where the worker ended.
    pub output: Vec<u8>,
}

impl Worker {
    /// A worker that runs this program with `arguments`, which make it answer lines of JSON on standard input.
    pub fn new(arguments: Vec<OsString>, limits: Limits) -> Self {
        Self { arguments, limits, running: None }
    }

    /// What a worker makes of a document: a [`super::Record`] as one line of JSON, without its line end. `name` is asked
    /// for where it ends before it answers.
    pub fn ask(&mut self, record: &[u8], name: impl FnOnce() -> String) -> Answer {
        let ending = match self.answer(record) {
            Ok(answer) => return answer,
            Err(ending) => ending,
        };
        let name = name();
        let outcome = match ending {
            Ending::Slow(limit) => failed("time-limit", &[&name, &limit.as_secs().to_string()]),
            Ending::OutOfMemory => failed("memory-limit", &[&name, &(self.limits.memory >> 20).to_string()]),
            Ending::Ended => failed("internal-fault", &[&name]),
            Ending::NotStarted(error) => failed("worker-not-started", &[&name, &error.to_string()]),
        };
        Answer { outcome, output: Vec::new() }
    }

    fn answer(&mut self, record: &[u8]) -> Result<Answer, Ending> {
        if self.running.as_ref().is_some_and(|running| running.served >= MOST_SERVED) {
            self.running = None;
        }
        let mut running = match self.running.take() {
            Some(running) => running,
            None => Running::start(&self.arguments).map_err(Ending::NotStarted)?,
        };
        // Whatever ends early leaves no worker behind: it is ended when `running` goes.
        if running.questions.write_all(record).and_then(|()| running.questions.write_all(b"\n")).is_err() {
            return Err(running.ending());
        }
        loop {
            let said = match self.limits.time {
                Some(limit) => running.answers.recv_timeout(limit),
                None => running.answers.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match said {
                Ok((Said::Page(..), _)) => {}
                Ok((Said::Done(outcome, _), output)) => {
                    running.served += 1;
                    self.running = Some(running);
                    return Ok(Answer { outcome, output });
                }
                Err(RecvTimeoutError::Timeout) => return Err(Ending::Slow(self.limits.time.unwrap_or_default())),
                Err(RecvTimeoutError::Disconnected) => return Err(running.ending()),
            }
        }
    }
}

fn failed(code: &str, arguments: &[&str]) -> Outcome {
    Outcome::Failed {
        code: code.to_owned(),
        arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
    }
}

/// How a worker ended before it answered.
enum Ending {
    Slow(Duration),
    OutOfMemory,
    Ended,
    NotStarted(std::io::Error),
}

impl Running {
    fn start(arguments: &[OsString]) -> std::io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own, so that the programs that it runs are ended with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let (Some(questions), Some(out), Some(err)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        };
        let (send, answers) = channel();
        std::thread::spawn(move || {
            let mut out = BufReader::new(out);
            while let Some(said) = next(&mut out) {
                if send.send(said).is_err() {
                    return;
                }
            }
        });
        let (say, complaints) = channel();
        std::thread::spawn(move || {
            // What comes last says why it ended; what is older goes.
            let (mut err, mut kept) = (BufReader::new(err), Vec::new());
            while (&mut err).take(MOST_COMPLAINTS as u64).read_until(b'\n', &mut kept).is_ok_and(|bytes| bytes > 0) {
                if kept.len() > 2 * MOST_COMPLAINTS {
                    kept.drain(..kept.len() - MOST_COMPLAINTS);
                }
            }
            let _ = say.send(kept);
        });
        Ok(Self { child, questions, answers, complaints: Some(complaints), served: 0 })
    }

    /// Why it ended, as far as it says so itself.
    fn ending(mut self) -> Ending {
        self.end();
        let complaints = self.complaints.take().and_then(|said| said.recv_timeout(LAST_WORDS).ok()).unwrap_or_default();
        // What Rust's runtime says before it aborts.
        if memchr::memmem::find(&complaints, b"memory allocation of").is_some() {
            Ending::OutOfMemory
        } else {
            Ending::Ended
        }
    }

    /// Ends it, with the programs that it runs; on Unix nobody else holds its standard error then.
    fn end(&mut self) {
        #[cfg(unix)]
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Once it has been waited for, another process may have its number.
        if self.complaints.is_some() {
            self.end();
        }
    }
}

/// The next line of a worker, with the output behind it.
fn next(out: &mut impl BufRead) -> Option<(Said, Vec<u8>)> {
    let mut line = Vec::new();
    out.read_until(b'\n', &mut line).ok().filter(|bytes| *bytes > 0)?;
    let said: Said = serde_json::from_slice(&line).ok()?;
    let size = if let Said::Done(_, size) = said { size } else { 0 };
    let mut output = Vec::new();
    out.take(size as u64).read_to_end(&mut output).ok().filter(|read| *read == size)?;
    Some((said, output))
}

/// Holds this process and those that it starts to a number of bytes of address space each; 0 for any. False where the system
/// has no such limit; macOS has one and does not keep it.
pub fn hold_memory(bytes: u64) -> bool {
    if bytes == 0 {
        return true;
    }
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let maximum = getrlimit(Resource::As).maximum;
        let current = Some(maximum.map_or(bytes, |maximum| maximum.min(bytes)));
        setrlimit(Resource::As, Rlimit { current, maximum }).is_ok()
    }
    #[cfg(not(unix))]
    false
}
