//! The tiles of a frame that changed since they were last sent: a slow bus is spared, without a second frame in RAM.

/// Pixels across and down.
pub const WIDTH: usize = 128;
/// Pixels down.
pub const HEIGHT: usize = 64;
/// Bytes of a row: two pixels of 16 greys each, the left one in the high half.
pub const ROW_BYTES: usize = WIDTH / 2;
/// Bytes of a frame.
pub const FRAME_BYTES: usize = ROW_BYTES * HEIGHT;

/// A frame of 16 greys, row by row.
pub type Frame = [u8; FRAME_BYTES];

/// A tile is 16 pixels across and 8 down.
const TILE_BYTES: usize = 8;
const TILE_ROWS: usize = 8;
const ACROSS: usize = ROW_BYTES / TILE_BYTES;
const DOWN: usize = HEIGHT / TILE_ROWS;

/// A rectangle of a frame, in bytes across and in rows; both ends are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rectangle {
    /// The first and the last byte of each row.
    pub columns: (u8, u8),
    /// The first and the last row.
    pub rows: (u8, u8),
}

impl Rectangle {
    /// The bytes of a frame in it, row by row.
    pub fn bytes(self, frame: &Frame) -> impl Iterator<Item = &[u8]> {
        let columns = usize::from(self.columns.0)..=usize::from(self.columns.1);
        let rows = usize::from(self.rows.0)..=usize::from(self.rows.1);
        rows.filter_map(move |row| {
            frame
                .get(row * ROW_BYTES..(row + 1) * ROW_BYTES)?
                .get(columns.clone())
        })
    }
}

/// What a display shows, as a checksum of each tile.
#[derive(Debug, Clone)]
pub struct Tiles {
    shown: [[Option<u32>; ACROSS]; DOWN],
}

impl Tiles {
    /// Nobody knows what the display shows.
    pub const UNKNOWN: Self = Self {
        shown: [[None; ACROSS]; DOWN],
    };

    /// Hands over what differs in a frame, as few rectangles: each is a stretch of neighbours in a row of tiles.
    ///
    /// After an error of `send` the rectangle counts as not shown.
    pub fn update<E>(
        &mut self,
        frame: &Frame,
        mut send: impl FnMut(Rectangle) -> Result<(), E>,
    ) -> Result<(), E> {
        for (down, shown) in self.shown.iter_mut().enumerate() {
            let mut across = 0;
            while across < ACROSS {
                let start = across;
                while let Some(tile) = shown.get_mut(across) {
                    let sum = Some(sum(frame, across, down));
                    if *tile == sum {
                        break;
                    }
                    *tile = sum;
                    across += 1;
                }
                if across > start
                    && let Err(error) = send(rectangle(start, across, down))
                {
                    // The display may show a part of it.
                    shown.fill(None);
                    return Err(error);
                }
                across += 1;
            }
        }
        Ok(())
    }

    /// Forgets one row of tiles, so that it is sent again: a display that was disturbed recovers while nobody notices.
    pub fn forget(&mut self, turn: usize) {
        if let Some(row) = self.shown.get_mut(turn % DOWN) {
            row.fill(None);
        }
    }
}

/// FNV-1a: a change that it misses is one in four thousand million, and is mended when the tile is sent again.
fn sum(frame: &Frame, across: usize, down: usize) -> u32 {
    rectangle(across, across + 1, down)
        .bytes(frame)
        .flatten()
        .fold(0x811c_9dc5, |sum, byte| {
            (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        })
}

fn rectangle(start: usize, end: usize, down: usize) -> Rectangle {
    Rectangle {
        columns: (small(start * TILE_BYTES), small(end * TILE_BYTES - 1)),
        rows: (small(down * TILE_ROWS), small((down + 1) * TILE_ROWS - 1)),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a frame is 64 bytes by 64 rows"
)]
const fn small(position: usize) -> u8 {
    position as u8
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use super::{FRAME_BYTES, Frame, ROW_BYTES, Rectangle, Tiles};

    fn sent(tiles: &mut Tiles, frame: &Frame) -> Vec<Rectangle> {
        let mut sent = Vec::new();
        let Ok(()) = tiles.update(frame, |rectangle| {
            sent.push(rectangle);
            Ok::<(), core::convert::Infallible>(())
        });
        sent
    }

    #[test]
    fn the_first_frame_is_sent_whole_and_the_same_again_not_at_all() {
        let mut tiles = Tiles::UNKNOWN;
        let frame = [7; FRAME_BYTES];
        let all: usize = sent(&mut tiles, &frame)
            .iter()
            .map(|rectangle| rectangle.bytes(&frame).map(<[u8]>::len).sum::<usize>())
            .sum();
        assert_eq!(all, FRAME_BYTES);
        assert_eq!(sent(&mut tiles, &frame), []);
    }

    #[test]
    fn neighbours_that_change_are_one_rectangle() {
        let mut tiles = Tiles::UNKNOWN;
        let mut frame = [0; FRAME_BYTES];
        sent(&mut tiles, &frame);
        frame[9 * ROW_BYTES + 15] = 1;
        frame[10 * ROW_BYTES + 16] = 1;
        frame[10 * ROW_BYTES + 63] = 1;
        let expected = [((8, 23), (8, 15)), ((56, 63), (8, 15))]
            .map(|(columns, rows)| Rectangle { columns, rows });
        assert_eq!(sent(&mut tiles, &frame), expected);
    }

    #[test]
    fn what_could_not_be_sent_is_sent_again() {
        let mut tiles = Tiles::UNKNOWN;
        let frame = [0; FRAME_BYTES];
        assert_eq!(tiles.update(&frame, |_| Err("bus")), Err("bus"));
        assert_eq!(sent(&mut tiles, &frame).len(), 8);
        tiles.forget(11);
        assert_eq!(sent(&mut tiles, &frame).len(), 1);
    }
}
