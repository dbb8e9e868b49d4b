//! The `vanban` program; its commands are in `cli`.

fn main() -> std::process::ExitCode {
    vanban::cli::run(std::env::args_os())
}
