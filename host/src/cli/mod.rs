//! The command: what was typed, what it means, what it does, and how it ends.

mod arguments;
mod calibrate;
mod carry_out;
mod country;
mod drawing;
mod exhibit;
mod exit;
mod progress;
mod request;
mod studies;
mod trouble;

use std::ffi::OsString;

pub use arguments::Arguments;
pub use exit::Exit;

use arguments::Spoken;
use request::Request;

/// Carries out one command line, the name of the program included.
///
/// Data go to standard output, all else to standard error. Never panics on any input.
pub fn main(line: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Spoken::from_line(line) {
        Spoken::Arguments(arguments) => arguments,
        Spoken::Answered(exit) => return exit,
    };
    let result = Request::meant_by(arguments).and_then(carry_out::carry_out);
    match result {
        Ok(()) => Exit::Success,
        Err(trouble) => {
            trouble.tell();
            trouble.exit()
        }
    }
}
