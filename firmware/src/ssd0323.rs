//! The display: an SSD0323 OLED of 128 by 64 pixels in 16 greys.

use embedded_hal::digital::OutputPin;
use embedded_hal::spi::SpiDevice;
use polanyi_exhibit::Frame;

/// Columns of a window, in bytes.
const COLUMNS: u8 = 0x15;
/// Rows of a window.
const ROWS: u8 = 0x75;

/// What the controller is told at first: display on after everything else is set.
const START: &[&[u8]] = &[
    // Nothing, until a command that a reset cut off has all its arguments.
    &[0xe3; 8],
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

/// Why a picture was not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisplayError<B, P> {
    /// The bus.
    Bus(B),
    /// The pin that tells pixels from commands.
    Pin(P),
}

/// The display; `data` is high for pixels and low for commands.
#[derive(Debug)]
pub struct Ssd0323<B, P> {
    bus: B,
    data: P,
}

impl<B: SpiDevice, P: OutputPin> Ssd0323<B, P> {
    /// Sets the controller up.
    pub fn start(bus: B, data: P) -> Result<Self, DisplayError<B::Error, P::Error>> {
        let mut display = Self { bus, data };
        // Both edges: a pin that a reset of the board has only half let go of comes to where it belongs.
        display.data.set_high().map_err(DisplayError::Pin)?;
        display.send(false, START.iter().copied())?;
        Ok(display)
    }

    /// Shows what has changed in a picture, and returns once the bus has taken it.
    pub fn show(&mut self, frame: &mut Frame) -> Result<(), DisplayError<B::Error, P::Error>> {
        for area in frame.changes() {
            let Some(last) = area.bottom_right() else {
                continue;
            };
            let rows = byte(area.top_left.y)..=byte(last.y);
            // Two pixels a byte.
            let columns = [byte(area.top_left.x / 2), byte(last.x / 2)];
            let window = [
                COLUMNS,
                columns[0],
                columns[1],
                ROWS,
                *rows.start(),
                *rows.end(),
            ];
            self.send(false, [&window[..]])?;
            self.send(true, rows.map(|row| frame.row(area, u32::from(row))))?;
        }
        Ok(())
    }

    fn send<'b>(
        &mut self,
        data: bool,
        parts: impl IntoIterator<Item = &'b [u8]>,
    ) -> Result<(), DisplayError<B::Error, P::Error>> {
        self.data
            .set_state(data.into())
            .map_err(DisplayError::Pin)?;
        let mut parts = parts.into_iter();
        parts.try_for_each(|part| self.bus.write(part).map_err(DisplayError::Bus))
    }
}

/// A coordinate of the picture.
fn byte(coordinate: i32) -> u8 {
    u8::try_from(coordinate).unwrap_or(0)
}
