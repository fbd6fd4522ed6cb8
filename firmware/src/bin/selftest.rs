//! The self-test: simulates every place and tells digests, costs and the depth of the stack.
#![no_std]
#![no_main]

use cortex_m_rt::entry;
use embedded_hal::digital::OutputPin as _;
use polanyi_core::model::{BoardRun, Year};
use polanyi_firmware::board::{Board, guard};
use polanyi_firmware::self_test::{self, Failure, Reporter};

polanyi_firmware::stop_on_faults!();

struct Log(Board);

impl Reporter for Log {
    fn now(&mut self) -> u64 {
        self.0.clock.now()
    }

    // The lines of `polanyi digest`, each after the name of its place.
    fn year(&mut self, place: &str, year: &Year) {
        defmt::info!(
            "digest {=str} {=u32} {=u64:016x}",
            place,
            year.measures.year,
            year.digest
        );
    }

    fn place(&mut self, place: &str, digest: u64, events: u64, ticks: u64) {
        defmt::info!(
            "digest {=str} final {=u64:016x} {=u64} events",
            place,
            digest,
            events
        );
        defmt::info!(
            "cost {=str} {=u64} events {=u64} ticks",
            place,
            events,
            ticks
        );
    }
}

#[entry]
fn main() -> ! {
    // In .bss, never on the stack: it is larger than the whole stack.
    static mut RUN: BoardRun = BoardRun::EMPTY;
    let mut log = Log(Board::start());
    let Ok(()) = log.0.led.set_high();
    match self_test::run(RUN, &mut log) {
        Ok(()) => {
            defmt::info!("stack {=u32}", guard::stack_high_water());
            log.0.settle();
            defmt::info!("done");
        }
        Err((place, failure)) => defmt::error!("{=str}: {=str}", place, reason(&failure)),
    }
    let Ok(()) = log.0.led.set_low();
    loop {
        cortex_m::asm::wfi();
    }
}

fn reason(failure: &Failure) -> &'static str {
    match failure {
        Failure::Decode(_) => "the scenario's bytes are not of this core",
        Failure::Start(_) => "the scenario does not fit the board",
        Failure::Run(_) => "the run broke off",
    }
}
