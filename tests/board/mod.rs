//! The board's parts that need no board.

mod bench;
mod cuts;
mod flash;
mod images;
mod stand;
