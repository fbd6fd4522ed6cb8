//! The display: an SSD0323 OLED of 128 by 64 pixels in 16 greys.

use embedded_hal::digital::OutputPin;
use embedded_hal::spi::SpiDevice;

use crate::tiles::{Frame, Rectangle, Tiles};

/// Columns address of a window, in bytes.
const COLUMNS: u8 = 0x15;
/// Rows of a window.
const ROWS: u8 = 0x75;

/// What the controller is told once: display on after everything else is set.
const START: &[&[u8]] = &[
    // Off while it is set up.
    &[0xae],
    // Contrast, and the full range of current.
    &[0x81, 0x40],
    &[0x86],
    // The panel's wiring: columns and nibbles as the frame has them, rows interleaved.
    &[0xa0, 0x52],
    // The first line on top, no offset, 64 lines.
    &[0xa1, 0x00],
    &[0xa2, 0x4c],
    &[0xa4],
    &[0xa8, 0x3f],
    &[0xaf],
];

/// Why a frame was not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisplayError<B, P> {
    /// The bus.
    Bus(B),
    /// The pin that tells data from commands.
    Pin(P),
}

/// The display; `data` is high for pixels and low for commands.
#[derive(Debug)]
pub struct Ssd0323<B, P> {
    bus: B,
    data: P,
    tiles: Tiles,
    turn: usize,
}

impl<B: SpiDevice, P: OutputPin> Ssd0323<B, P> {
    /// Sets the controller up.
    pub fn start(bus: B, data: P) -> Result<Self, DisplayError<B::Error, P::Error>> {
        let mut display = Self {
            bus,
            data,
            tiles: Tiles::UNKNOWN,
            turn: 0,
        };
        for command in START {
            send(&mut display.bus, &mut display.data, false, command)?;
        }
        Ok(display)
    }

    /// Shows a frame and returns once the bus has taken it; what is shown already is not sent.
    pub fn show(&mut self, frame: &Frame) -> Result<(), DisplayError<B::Error, P::Error>> {
        let Self {
            bus, data, tiles, ..
        } = self;
        tiles.update(frame, |rectangle| {
            let Rectangle { columns, rows } = rectangle;
            send(bus, data, false, &[COLUMNS, columns.0, columns.1])?;
            send(bus, data, false, &[ROWS, rows.0, rows.1])?;
            rectangle
                .bytes(frame)
                .try_for_each(|row| send(bus, data, true, row))
        })
    }

    /// Has the next frame send a part of the picture in any case, each time another one.
    pub fn refresh(&mut self) {
        self.tiles.forget(self.turn);
        self.turn = self.turn.wrapping_add(1);
    }
}

fn send<B: SpiDevice, P: OutputPin>(
    bus: &mut B,
    pin: &mut P,
    data: bool,
    bytes: &[u8],
) -> Result<(), DisplayError<B::Error, P::Error>> {
    pin.set_state(data.into()).map_err(DisplayError::Pin)?;
    bus.write(bytes).map_err(DisplayError::Bus)
}
