//! The exhibit on the host: the board's own code, shown in a terminal or written to pictures and logs.

mod house;
mod picture;
mod session;
mod terminal;

pub use house::House;
pub use picture::png;
pub use session::{ReplayError, Session, replay};
pub use terminal::{Screen, TerminalError, show};
