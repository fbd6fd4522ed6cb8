//! The `polanyi` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    human_panic::setup_panic!();
    polanyi::cli::main(std::env::args_os()).into()
}
