//! What `--help` says, in the language asked for, from `grammars/help.toml`.

use crate::grammars::{grammar, table};
use crate::words::Language;
use clap::Command;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;

#[derive(Deserialize)]
struct Words {
    vi: String,
    en: String,
}

/// The language that the arguments ask for, looked at before they are parsed: help needs it too.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let english = arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if english || arguments.iter().any(|argument| argument == "--lang=en") {
        Language::English
    } else {
        Language::Vietnamese
    }
}

/// The command with its help in a language.
pub(super) fn localised(command: Command, language: Language) -> Command {
    let words: BTreeMap<String, Words> = table(grammar!("help"));
    let say = |key: &str| {
        words.get(key).map(|words| match language {
            Language::Vietnamese => words.vi.clone(),
            Language::English => words.en.clone(),
        })
    };
    let examples = say("examples").unwrap_or_default();
    let about = say("vanban").unwrap_or_default();
    described(command.disable_help_subcommand(true), &say).about(about).after_help(examples)
}

fn described(command: Command, say: &dyn Fn(&str) -> Option<String>) -> Command {
    let command = command.mut_args(|argument| {
        let help = say(argument.get_id().as_str());
        match help {
            Some(help) => argument.help(help),
            None => argument,
        }
    });
    command.mut_subcommands(|subcommand| {
        let about = say(subcommand.get_name()).unwrap_or_default();
        described(subcommand, say).about(about)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// Every command and option has its help in both languages.
    #[test]
    fn all_help_is_there() {
        for language in [Language::Vietnamese, Language::English] {
            let command = localised(super::super::Arguments::command(), language);
            for subcommand in command.get_subcommands() {
                assert!(
                    subcommand.get_about().is_some_and(|about| !about.to_string().is_empty()),
                    "{}",
                    subcommand.get_name()
                );
                for argument in subcommand.get_arguments() {
                    assert!(argument.get_help().is_some(), "{} {}", subcommand.get_name(), argument.get_id());
                }
            }
        }
    }
}
