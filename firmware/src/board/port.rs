//! A GPIO port (PL061): eight pins, of which the board uses a few.

use super::register::Register;

const RUN_GATE: Register = Register::new(0x400f_e108);

/// The ports that the board uses.
#[derive(Debug, Clone, Copy)]
pub(super) enum Port {
    A,
    C,
    D,
    E,
    F,
}

#[derive(Debug, Clone, Copy)]
struct Registers {
    data: [Register; 8],
    direction: Register,
    function: Register,
    pull_up: Register,
    digital: Register,
    watched: Register,
    noticed: Register,
}

const fn registers(base: usize) -> Registers {
    // The address carries the mask: an access to 4 << bit touches that pin alone.
    const fn data(base: usize, bit: usize) -> Register {
        Register::new(base + (4 << bit))
    }
    let data = [
        data(base, 0),
        data(base, 1),
        data(base, 2),
        data(base, 3),
        data(base, 4),
        data(base, 5),
        data(base, 6),
        data(base, 7),
    ];
    Registers {
        data,
        direction: Register::new(base + 0x400),
        function: Register::new(base + 0x420),
        pull_up: Register::new(base + 0x510),
        digital: Register::new(base + 0x51c),
        watched: Register::new(base + 0x410),
        noticed: Register::new(base + 0x41c),
    }
}

/// A pin of a port.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pin {
    P0,
    P1,
    P2,
    P3,
    P4,
    P5,
    P7 = 7,
}

impl Pin {
    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl Port {
    fn registers(self) -> &'static Registers {
        const A: Registers = registers(0x4000_4000);
        const C: Registers = registers(0x4000_6000);
        const D: Registers = registers(0x4000_7000);
        const E: Registers = registers(0x4002_4000);
        const F: Registers = registers(0x4002_5000);
        match self {
            Self::A => &A,
            Self::C => &C,
            Self::D => &D,
            Self::E => &E,
            Self::F => &F,
        }
    }

    const fn gate(self) -> u32 {
        match self {
            Self::A => 1,
            Self::C => 1 << 2,
            Self::D => 1 << 3,
            Self::E => 1 << 4,
            Self::F => 1 << 5,
        }
    }

    pub(super) fn output(self, pin: Pin) {
        RUN_GATE.set(self.gate());
        self.registers().direction.set(pin.bit());
        self.registers().digital.set(pin.bit());
    }

    pub(super) fn input(self, pin: Pin) {
        RUN_GATE.set(self.gate());
        self.registers().direction.clear(pin.bit());
        self.registers().pull_up.set(pin.bit());
        self.registers().digital.set(pin.bit());
    }

    /// Has the pin interrupt when it falls, which is what ports watch for after a reset.
    pub(super) fn watch(self, pin: Pin) {
        self.notice(pin);
        self.registers().watched.set(pin.bit());
    }

    /// A fall of the pin has been noticed.
    pub(super) fn notice(self, pin: Pin) {
        self.registers().noticed.write(pin.bit());
    }

    pub(super) fn peripheral(self, pin: Pin) {
        RUN_GATE.set(self.gate());
        self.registers().function.set(pin.bit());
        self.registers().digital.set(pin.bit());
    }

    pub(super) fn is_high(self, pin: Pin) -> bool {
        self.registers().data[pin as usize].read() != 0
    }

    pub(super) fn drive(self, pin: Pin, high: bool) {
        self.registers().data[pin as usize].write(if high { pin.bit() } else { 0 });
    }
}
