//! Wrong usage: what is said of arguments that were not understood, in the reader's language and with a remedy.

use crate::words::{Language, message};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Error};
use std::ffi::OsString;

/// The arguments, `help COMMAND` as `COMMAND --help`.
pub(super) fn without_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// What is said where an option that holds for all commands was typed with one for which it does nothing.
pub(super) fn without_effect(matches: &ArgMatches, language: Language) -> Option<String> {
    let (command, matches) = matches.subcommand()?;
    let step = matches.subcommand().map(|(step, _)| step);
    let used: &[&str] = match (command, step) {
        ("doctor" | "schema" | "completions" | "facts", _) | ("template", Some("fields")) => &[],
        ("new" | "find", _) | ("template", Some("fill")) => &["words"],
        ("render", _) => &["words", "limit"],
        _ => return None,
    };
    let typed = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let idle =
        ["words", "ocr", "engine", "keep_ocr", "limit"].into_iter().filter(|id| !used.contains(id)).find(typed)?;
    let names = [
        format!("--{}", idle.replace('_', "-")),
        [Some(command), step].into_iter().flatten().collect::<Vec<_>>().join(" "),
    ];
    Some(message("usage-no-effect", &names, language))
}

/// What is said of an error; `None` for help and the version, which are printed as they are.
pub(super) fn said(error: &Error, language: Language) -> Option<String> {
    let get = |kind: ContextKind| error.get(kind).map(words).unwrap_or_default();
    let (argument, value) = (get(ContextKind::InvalidArg), get(ContextKind::InvalidValue));
    let (code, values) = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::MissingSubcommand => return None,
        ErrorKind::MissingRequiredArgument => ("usage-missing", vec![argument]),
        ErrorKind::UnknownArgument => ("usage-unknown", vec![argument]),
        ErrorKind::InvalidSubcommand => ("usage-command", vec![get(ContextKind::InvalidSubcommand)]),
        ErrorKind::InvalidValue if value.is_empty() => {
            ("usage-value-missing", vec![argument, get(ContextKind::ValidValue)])
        }
        ErrorKind::InvalidValue => ("usage-value", vec![argument, value, get(ContextKind::ValidValue)]),
        ErrorKind::ValueValidation => ("usage-number", vec![argument, value]),
        ErrorKind::ArgumentConflict => {
            let prior = get(ContextKind::PriorArg);
            if prior.is_empty() || prior == argument {
                ("usage-twice", vec![argument])
            } else {
                ("usage-conflict", vec![argument, prior])
            }
        }
        _ => ("usage-other", vec![error.to_string().lines().next().unwrap_or_default().to_owned()]),
    };
    let mut out = message(code, &values, language);
    let similar: Vec<String> =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .map(get)
            .filter(|own| !own.is_empty())
            .collect();
    if !similar.is_empty() {
        out.push(' ');
        out.push_str(&message("usage-similar", &[similar.join(", ")], language));
    }
    // clap's line begins with a word of its own.
    let usage = get(ContextKind::Usage);
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    out.push('\n');
    out.push_str(&if usage.is_empty() {
        message("usage-help", &[], language)
    } else {
        message("usage-how", &[usage.to_owned()], language)
    });
    Some(out)
}

/// A value of clap's without its colours.
fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}
