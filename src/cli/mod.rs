//! The command line: a command a file. Composes the other rooms; owns all printing and all paths.

mod archive;
mod check;
mod doctor;
mod draft;
mod facts;
mod files;
#[cfg(feature = "index")]
mod find;
mod folder;
#[cfg(feature = "index")]
mod found;
mod guard;
mod help;
#[cfg(feature = "index")]
mod index;
mod inputs;
mod list;
mod missing;
mod new;
mod parse;
mod pipe;
mod reading;
mod render;
mod report;
mod resources;
mod schema;
mod sheets;
mod show;
mod template;
mod usage;
mod worker;

use crate::errors::{Code, Error};
use crate::read;
use crate::steps;
use crate::words::{Language, Vocabulary, day, message};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use files::Taken;
use indicatif::{ProgressBar, ProgressStyle};
use inputs::Input;
use jiff::{Span, civil::Date};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Everything was read.
const FINE: u8 = 0;
/// Some input could not be read, or some output not be written.
const FAILED: u8 = 1;
/// Wrong usage.
const USAGE: u8 = 2;
/// All was read, and `check` found errors.
const FOUND: u8 = 3;

#[derive(Parser)]
#[command(name = "vanban", version)]
struct Arguments {
    #[arg(long, global = true, value_enum, default_value = "vi")]
    lang: Lang,
    #[arg(long, global = true, value_name = "FILE.toml")]
    words: Vec<PathBuf>,
    #[arg(long, global = true, value_enum, default_value = "auto")]
    ocr: Ocr,
    #[arg(long, global = true, value_enum, default_value = if cfg!(feature = "ocr") { "own" } else { "tesseract" })]
    engine: Engine,
    #[arg(long, global = true, value_name = "FOLDER")]
    keep_ocr: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NAME=NUMBER")]
    limit: Vec<String>,
    #[command(subcommand)]
    command: Command,
}

impl Arguments {
    /// The arguments that hold for all commands, as they would be typed.
    fn for_others(&self) -> Vec<OsString> {
        let name = |value: Option<clap::builder::PossibleValue>| {
            value.map_or_else(OsString::new, |value| value.get_name().into())
        };
        let mut typed: Vec<OsString> = vec![
            "--lang".into(),
            name(self.lang.to_possible_value()),
            "--ocr".into(),
            name(self.ocr.to_possible_value()),
            "--engine".into(),
            name(self.engine.to_possible_value()),
        ];
        let mut add = |option: &str, value: OsString| typed.extend([option.into(), value]);
        self.words.iter().for_each(|file| add("--words", file.into()));
        self.keep_ocr.iter().for_each(|folder| add("--keep-ocr", folder.into()));
        self.limit.iter().for_each(|limit| add("--limit", limit.into()));
        typed
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    Vi,
    En,
}

/// How a command says what it found.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

/// Whether pages are recognised anew.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ocr {
    Auto,
    Always,
    Never,
}

/// What recognises pages.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Tesseract,
    Own,
}

impl From<Engine> for read::Engine {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::Tesseract => Self::Tesseract,
            Engine::Own => Self::Own,
        }
    }
}

impl From<Ocr> for read::Ocr {
    fn from(ocr: Ocr) -> Self {
        match ocr {
            Ocr::Auto => Self::Auto,
            Ocr::Always => Self::Always,
            Ocr::Never => Self::Never,
        }
    }
}

/// What every command that reads needs: the words, and how pages are read.
pub(crate) struct Setup {
    pub words: Vocabulary,
    ocr: read::Ocr,
    engine: read::Engine,
    keep_ocr: Option<PathBuf>,
    /// How much is read of a file, and how long another program may take.
    pub(crate) limits: read::Limits,
    /// Word lists of the office's own: inputs, too.
    word_lists: Vec<PathBuf>,
    language: Language,
    /// Holds the heap to a number of bytes, where the system does not hold the process.
    hold_heap: fn(u64),
    /// The arguments that hold for all commands, for the processes of this program that it starts.
    own_arguments: Vec<OsString>,
}

impl Setup {
    /// The places of all inputs: no output may be one of them.
    pub(crate) fn taken(&self, inputs: &[Input]) -> Taken {
        let mut taken = Taken::default();
        self.word_lists.iter().for_each(|file| taken.add(file));
        for input in inputs {
            if let Input::File { path, .. } = input {
                taken.add(path);
            }
        }
        taken
    }

    /// How an input is read. What the engine writes is kept under the input's name.
    pub(crate) fn reading(&self, input: &Input) -> read::Options {
        let name = match input {
            Input::Standard => PathBuf::from("stdin"),
            Input::File { below, .. } => below.with_extension(""),
        };
        let keep_ocr = self.keep_ocr.as_ref().map(|folder| folder.join(name));
        read::Options {
            ocr: self.ocr,
            engine: self.engine,
            keep_ocr,
            limits: self.limits,
            format: None,
            progress: self.progress(input),
        }
    }

    /// Which version of the program reads, and with which words of the office's own.
    pub(crate) fn reader(&self) -> Result<String, Stop> {
        let version = env!("CARGO_PKG_VERSION");
        if self.word_lists.is_empty() {
            return Ok(version.to_owned());
        }
        let mut hash = Sha256::new();
        for file in &self.word_lists {
            let shown = file.display().to_string();
            let bytes = std::fs::read(file)
                .map_err(|error| Stop::usage(Code::WordsUnreadable, &[&shown, &error.to_string()]))?;
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(&bytes);
        }
        Ok(format!("{version} {}", &hexadecimal(&hash.finalize())[..16]))
    }

    /// Says on a terminal which page has been recognised: a scan takes seconds a page.
    fn progress(&self, input: &Input) -> Option<read::Progress> {
        if !std::io::stderr().is_terminal() {
            return Some(Arc::new(|_, _| guard::goes_on()));
        }
        let (name, language) = (input.name(), self.language);
        Some(Arc::new(move |done: usize, all: usize| {
            guard::goes_on();
            let line = message("ocr-progress", &[name.clone(), done.to_string(), all.to_string()], language);
            let mut out = std::io::stderr().lock();
            let _ = write!(out, "\r{line}{}", if done == all { "\n" } else { "" });
            let _ = out.flush();
        }))
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vietnamese,
            Lang::En => Self::English,
        }
    }
}

#[derive(Subcommand)]
enum Command {
    Parse(parse::Arguments),
    Pipe(pipe::Arguments),
    #[command(hide = true)]
    Worker(worker::Arguments),
    Show(show::Arguments),
    Tasks(sheets::Arguments),
    Register(sheets::Arguments),
    #[cfg(feature = "index")]
    Index(index::Arguments),
    #[cfg(feature = "index")]
    Find(find::Arguments),
    Render(render::Arguments),
    Check(check::Arguments),
    Draft(draft::Arguments),
    Facts(facts::Arguments),
    New(new::Arguments),
    #[command(subcommand)]
    Template(template::Command),
    Doctor,
    Schema,
    Completions {
        shell: clap_complete::Shell,
    },
}

/// An error that ends the program, and its exit status.
pub(crate) struct Stop {
    pub(crate) error: Error,
    pub(crate) status: u8,
}

impl Stop {
    /// Wrong usage. The first value is the name in the message, or what was typed.
    pub(crate) fn usage(code: Code, values: &[&str]) -> Self {
        let mut error = Error::from(code);
        let mut values = values.iter();
        error.place.name = values.next().map(|name| (*name).to_owned());
        error.arguments = values.map(|value| (*value).into()).collect();
        Self::of_usage(error)
    }

    /// An input or output that failed.
    pub(crate) fn failed(code: Code, values: &[&str]) -> Self {
        Self { status: FAILED, ..Self::usage(code, values) }
    }

    /// What was typed, or a file of the office's own, was not taken.
    pub(crate) fn of_usage(error: Error) -> Self {
        Self { error, status: USAGE }
    }

    /// What failed with an input of this name.
    pub(crate) fn about(name: &str, error: Error) -> Self {
        Self { error: error.named(name), status: FAILED }
    }
}

/// Runs the program with its arguments, the first of which is its name. Returns the exit status: 0 fine,
/// 1 some input could not be read, 2 wrong usage, 3 `check` found errors. `hold_heap` holds the program's heap to a number of bytes; a worker calls it,
/// for systems where `batch::hold_memory` does nothing.
pub fn run(arguments: impl IntoIterator<Item = OsString>, hold_heap: fn(u64)) -> ExitCode {
    let arguments = usage::without_help(arguments.into_iter().collect());
    let language = help::language(&arguments);
    let command = help::localised(Arguments::command(), language);
    let matches = command.try_get_matches_from(&arguments);
    if let Some(said) = matches.as_ref().ok().and_then(|matches| usage::without_effect(matches, language)) {
        say(&said);
        return ExitCode::from(USAGE);
    }
    let parsed = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(parsed) => parsed,
        Err(error) => {
            match usage::said(&error, language) {
                Some(said) => say(&said),
                None => {
                    let _ = error.print();
                }
            }
            return ExitCode::from(if error.use_stderr() { USAGE } else { FINE });
        }
    };
    let language = Language::from(parsed.lang);
    match command_of(parsed, language, hold_heap) {
        Ok(status) => ExitCode::from(status),
        Err(stop) => {
            say(&stop.error.message(language));
            ExitCode::from(stop.status)
        }
    }
}

fn command_of(parsed: Arguments, language: Language, hold_heap: fn(u64)) -> Result<u8, Stop> {
    let own_arguments = parsed.for_others();
    let setup = Setup {
        words: steps::vocabulary(&parsed.words).map_err(Stop::of_usage)?,
        ocr: parsed.ocr.into(),
        engine: parsed.engine.into(),
        keep_ocr: parsed.keep_ocr,
        limits: limits(&parsed.limit)?,
        word_lists: parsed.words,
        language,
        hold_heap,
        own_arguments,
    };
    if let Some(folder) = &setup.keep_ocr {
        files::make_folder(folder, language).map_err(|stop| Stop { status: USAGE, ..stop })?;
    }
    match parsed.command {
        Command::Parse(arguments) => parse::run(&arguments, &setup, language),
        Command::Pipe(arguments) => pipe::run(&arguments, &setup, language),
        Command::Worker(arguments) => worker::run(&arguments, &setup, language, hold_heap),
        Command::Show(arguments) => show::run(&arguments, &setup, language),
        Command::Tasks(arguments) => sheets::run_tasks(&arguments, &setup, language),
        Command::Register(arguments) => sheets::run_register(&arguments, &setup, language),
        #[cfg(feature = "index")]
        Command::Index(arguments) => index::run(&arguments, &setup, language),
        #[cfg(feature = "index")]
        Command::Find(arguments) => find::run(&arguments, &setup, language),
        Command::Render(arguments) => render::run(&arguments, &setup),
        Command::Check(arguments) => check::run(&arguments, &setup, language),
        Command::New(arguments) => new::run(&arguments, &setup, language),
        Command::Draft(arguments) => draft::run(&arguments, &setup, language),
        Command::Facts(arguments) => facts::run(&arguments, language),
        Command::Template(command) => template::run(&command, &setup, language),
        Command::Doctor => doctor::run_doctor(language),
        Command::Schema => schema::run(),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "vanban", &mut script);
            print(&String::from_utf8_lossy(&script))?;
            Ok(FINE)
        }
    }
}

/// The limits that the arguments set, each above the ones before it.
fn limits(assignments: &[String]) -> Result<read::Limits, Stop> {
    let mut limits = read::Limits::default();
    for own in assignments {
        limits.set(own).map_err(|wrong| {
            let listed =
                |limits: read::Limits| limits.named().map(|(name, value)| format!("{name}={value}")).join(", ");
            Stop::usage(Code::LimitWrong, &[wrong, &listed(read::Limits::default()), &listed(read::Limits::MOST)])
        })?;
    }
    Ok(limits)
}

/// A day that is one: acts are compared with it as text.
fn iso_day(typed: &str) -> Result<String, String> {
    day(typed).map(|_| typed.to_owned()).ok_or_else(|| "YYYY-MM-DD".to_owned())
}

/// Today in Việt Nam (UTC+7), ISO 8601.
fn today() -> String {
    const DAY: u64 = 24 * 60 * 60;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i32::try_from((now + 7 * 60 * 60) / DAY).unwrap_or(0);
    let epoch = Date::constant(1970, 1, 1);
    epoch.checked_add(Span::new().days(days)).unwrap_or(epoch).to_string()
}

/// An ISO date as it is read: day first in Vietnamese.
fn shown_day(iso: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => iso.split('-').rev().collect::<Vec<_>>().join("/"),
        Language::English => iso.to_owned(),
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The progress of a run over a number of files, on a terminal: files a second, and how long it will take.
pub(crate) fn progress_bar(files: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {per_sec} {eta}");
    ProgressBar::new(files as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Prints to standard output.
///
/// # Errors
/// As [`printed`].
pub(crate) fn print(text: &str) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// What came of printing: a closed pipe ends it quietly, whoever reads has enough.
///
/// # Errors
/// Where what is printed goes to a disk that is full, or the like: half an output must not look like a whole one.
pub(crate) fn printed(result: std::io::Result<()>) -> Result<(), Stop> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Stop::failed(Code::OutputUnwritable, &["-", &error.to_string()]))
        }
        _ => Ok(()),
    }
}

/// Prints a line to standard error; what it has of a document's own words cannot steer the terminal.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{}", visible(text));
}

/// A text for a terminal: characters that would steer it, or turn the order of others around, become U+FFFD.
pub(crate) fn visible(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect()
}
