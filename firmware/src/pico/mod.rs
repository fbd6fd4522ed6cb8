//! The Raspberry Pi Pico or Pico 2 with Waveshare's Pico-LCD-1.3: a display of 240 by 240 pixels, a stick and four keys.
//!
//! What the two boards differ in is in the file of their chip.

#[cfg_attr(feature = "pico", path = "rp2040.rs")]
#[cfg_attr(feature = "pico2", path = "rp2350.rs")]
mod chip;
mod fault;
mod flash;
mod keys;

use embedded_graphics_core::pixelcolor::Rgb565;
use embedded_hal::digital::OutputPin as _;
use embedded_hal_bus::spi::{ExclusiveDevice, NoDelay};
use mipidsi::Builder;
use mipidsi::interface::SpiInterface;
use mipidsi::models::ST7789;
use mipidsi::options::ColorInversion;
use polanyi_exhibit::Frame;

use self::chip::Timer;
use self::chip::hal::clocks::init_clocks_and_plls;
use self::chip::hal::fugit::{ExtU32 as _, RateExtU32 as _};
use self::chip::hal::gpio::bank0::{Gpio8, Gpio9, Gpio10, Gpio11, Gpio12};
use self::chip::hal::gpio::{FunctionSio, FunctionSpi, Pin, Pins, PullDown, SioOutput};
use self::chip::hal::spi::Enabled;
use self::chip::hal::{Clock as _, Sio, Spi, Watchdog, pac};
pub use self::fault::{hard_fault, panicked};
pub use self::flash::OwnFlash;
pub use self::keys::Key;
use self::keys::contact;
use crate::enlarged;
use crate::last_words::{LastWords, STOPS_MAX};
use crate::stand::{Report, Stand};
use crate::uninit::with_last_words;

const CRYSTAL_HZ: u32 = 12_000_000;

/// The picture's first row on the display, so that it is in the middle.
const TOP: u16 = (240 - enlarged::HEIGHT) / 2;

type Data = Pin<Gpio8, FunctionSio<SioOutput>, PullDown>;
type Select = Pin<Gpio9, FunctionSio<SioOutput>, PullDown>;
type Reset = Pin<Gpio12, FunctionSio<SioOutput>, PullDown>;
type Wires = (
    Pin<Gpio11, FunctionSpi, PullDown>,
    Pin<Gpio10, FunctionSpi, PullDown>,
);
type Bus = ExclusiveDevice<Spi<Enabled, pac::SPI1, Wires>, Select, NoDelay>;
type Display = mipidsi::Display<SpiInterface<'static, Bus, Data>, ST7789, Reset>;

/// The board, with everything on it running.
#[expect(
    missing_debug_implementations,
    reason = "its display's driver cannot be shown"
)]
pub struct Pico {
    keys: Option<[Key; 5]>,
    timer: Timer,
    watchdog: &'static Watchdog,
    display: Option<Display>,
    /// Why the board stopped last, and how often in a row.
    pub last_words: LastWords,
}

/// What lives as long as the board.
#[expect(
    missing_debug_implementations,
    reason = "the watchdog's driver cannot be shown"
)]
pub struct Room {
    /// For the display's bus.
    buffer: [u8; 512],
    /// The flash feeds it too.
    watchdog: Option<Watchdog>,
}

impl Room {
    /// Nothing yet.
    pub const EMPTY: Self = Self {
        buffer: [0; 512],
        watchdog: None,
    };
}

impl Pico {
    /// Starts it.
    ///
    /// # Panics
    ///
    /// At a second call, or if the clocks do not start.
    pub fn start(room: &'static mut Room) -> Self {
        let mut parts = pac::Peripherals::take().expect("taken once");
        let hung = parts.WATCHDOG.reason().read().timer().bit();
        let mut watchdog = Watchdog::new(parts.WATCHDOG);
        let last_words = heard(hung);
        if last_words.stops() >= STOPS_MAX {
            rest_for_ever(&watchdog);
        }
        let clocks = init_clocks_and_plls(
            CRYSTAL_HZ,
            parts.XOSC,
            parts.CLOCKS,
            parts.PLL_SYS,
            parts.PLL_USB,
            &mut parts.RESETS,
            &mut watchdog,
        );
        let Ok(clocks) = clocks else {
            panic!("the clocks do not start")
        };
        let mut timer = chip::timer!(parts, clocks);
        let sio = Sio::new(parts.SIO);
        let pins = Pins::new(
            parts.IO_BANK0,
            parts.PADS_BANK0,
            sio.gpio_bank0,
            &mut parts.RESETS,
        );
        let wires: Wires = (pins.gpio11.into_function(), pins.gpio10.into_function());
        let spi = Spi::<_, _, _, 8>::new(parts.SPI1, wires).init(
            &mut parts.RESETS,
            clocks.peripheral_clock.freq(),
            40.MHz(),
            embedded_hal::spi::MODE_3,
        );
        let select = pins.gpio9.into_push_pull_output();
        let data = pins.gpio8.into_push_pull_output();
        let mut light = pins.gpio13.into_push_pull_output();
        let Ok(bus) = ExclusiveDevice::new_no_delay(spi, select);
        let display = Builder::new(ST7789, SpiInterface::new(bus, data, &mut room.buffer))
            // It waits until the display has recovered from its reset.
            .reset_pin(pins.gpio12.into_push_pull_output())
            .display_size(240, 240)
            .invert_colors(ColorInversion::Inverted)
            .init(&mut timer)
            .ok()
            .map(cleared);
        let Ok(()) = light.set_high();
        watchdog.start(2.secs());
        Self {
            keys: Some([
                // Up and X, down and B, left, right and Y, select and A.
                Key::new(contact(pins.gpio2), Some(contact(pins.gpio19))),
                Key::new(contact(pins.gpio18), Some(contact(pins.gpio17))),
                Key::new(contact(pins.gpio16), None),
                Key::new(contact(pins.gpio20), Some(contact(pins.gpio21))),
                Key::new(contact(pins.gpio3), Some(contact(pins.gpio15))),
            ]),
            timer,
            watchdog: room.watchdog.insert(watchdog),
            display,
            last_words,
        }
    }
}

/// The last words, of a hang too: the watchdog's reset says nothing, and the chip knows only that it came.
fn heard(hung: bool) -> LastWords {
    with_last_words(|words| {
        words.hear(hung.then_some("watchdog: no picture for two seconds"));
        if let Some(words) = words.text() {
            defmt::warn!("last stop: {=str}", words);
        }
        words.clone()
    })
}

/// Waits for somebody to pull the plug. A reset by software has left the watchdog running, which would not let it rest.
fn rest_for_ever(watchdog: &Watchdog) -> ! {
    watchdog.disable();
    loop {
        cortex_m::asm::wfi();
    }
}

/// A display that is black, above and below the picture too.
fn cleared(mut display: Display) -> Display {
    let black = core::iter::repeat_n(Rgb565::new(0, 0, 0), 240 * 240);
    // A display that does not answer is noticed at the first picture.
    let _ = display.set_pixels(0, 0, 239, 239, black);
    display
}

impl Stand for Pico {
    type Pin = Key;
    type Memory = OwnFlash;

    fn keys(&mut self) -> [Key; 5] {
        self.keys.take().expect("asked for once")
    }

    fn memory(&mut self) -> Option<OwnFlash> {
        Some(OwnFlash::at_the_end(self.watchdog))
    }

    fn now_us(&mut self) -> u64 {
        self.timer.get_counter().ticks()
    }

    fn show(&mut self, frame: &mut Frame) -> bool {
        let Some(display) = &mut self.display else {
            return false;
        };
        for area in frame.changes() {
            let Some(window) = enlarged::window(area) else {
                continue;
            };
            let [left, right, top, bottom] = window;
            let colours = enlarged::greys(frame, window)
                .map(|grey| Rgb565::new(grey >> 3, grey >> 2, grey >> 3));
            let shown = display.set_pixels(left, top + TOP, right, bottom + TOP, colours);
            if shown.is_err() {
                return false;
            }
        }
        true
    }

    fn feed(&mut self) {
        self.watchdog.feed();
    }

    fn rest(&mut self) {
        cortex_m::asm::nop();
    }

    fn report(&mut self, report: Report<'_>) {
        report.log();
    }

    fn settle(&mut self) {
        with_last_words(LastWords::clear);
        self.last_words.clear();
    }

    fn stops(&self) -> u32 {
        self.last_words.stops()
    }
}
