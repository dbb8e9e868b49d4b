//! Stops a build where a decision breaks the rules of its form:
//! `cargo run --example check_in_a_build samples/bo-nhiem.txt`

use std::process::ExitCode;
use vanban::model::Severity;
use vanban::words::{Language, Vocabulary};

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut errors = 0;
    for path in std::env::args().skip(1) {
        let parsed = vanban::parse(&std::fs::read(&path)?).map_err(|error| format!("{path}: {error}"))?;
        let report = vanban::check::check(&parsed, None, Vocabulary::builtin());
        for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Error) {
            errors += 1;
            // Of the text as it was read: of a text file, the file's own line.
            let place = finding.spans.first().map_or(0, |span| span.start as usize);
            let line = parsed.text[..place].matches('\n').count() + 1;
            println!("{path}:{line}: {} [{} {}]", finding.message(Language::English), finding.code, finding.clause);
        }
    }
    println!("{errors} errors");
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
