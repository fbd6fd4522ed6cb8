//! A flash memory whose power fails: a model of what a cut leaves in the cells.

use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash,
};

/// How the operation in flight ends when power fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// It had not begun.
    Clean,
    /// Half of the bits, at random, have changed.
    TornBits,
    /// All bits but one have.
    MostBits,
    /// All have, and a few of them will read differently each time, until they are erased or programmed.
    WeakBits,
    /// A first part is done; of an erasure, up to any byte, whose remainder is weak.
    Partial,
}

impl Cut {
    pub(super) const ALL: [Self; 5] = [
        Self::Clean,
        Self::TornBits,
        Self::MostBits,
        Self::WeakBits,
        Self::Partial,
    ];
}

/// Power is off, or the page is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PowerOff;

impl NorFlashError for PowerOff {
    fn kind(&self) -> NorFlashErrorKind {
        NorFlashErrorKind::Other
    }
}

/// A memory that programs `WRITE` bytes at a time and erases `ERASE`.
#[derive(Debug, Clone)]
pub(super) struct Flash<const WRITE: usize, const ERASE: usize> {
    cells: Vec<u8>,
    /// Bits that read at random.
    weak: Vec<u8>,
    any_weak: bool,
    noise: u64,
    /// Operations until power fails, and how.
    fuse: Option<(u64, Cut)>,
    off: bool,
    stuck: Option<usize>,
    /// Pages that can be neither read nor changed.
    broken: Vec<usize>,
    /// Operations so far.
    pub(super) steps: u64,
}

impl<const WRITE: usize, const ERASE: usize> Flash<WRITE, ERASE> {
    pub(super) fn filled(pages: usize, noise: u64, byte: impl Fn(usize) -> u8) -> Self {
        Self {
            cells: (0..pages * ERASE).map(byte).collect(),
            weak: vec![0; pages * ERASE],
            any_weak: false,
            noise: noise | 1,
            fuse: None,
            off: false,
            stuck: None,
            broken: Vec::new(),
            steps: 0,
        }
    }

    pub(super) fn blank(pages: usize, noise: u64) -> Self {
        Self::filled(pages, noise, |_| 0xff)
    }

    /// Power fails in the operation after `steps` more, and leaves what `noise` says.
    pub(super) fn cut_after(&mut self, steps: u64, cut: Cut, noise: u64) {
        self.fuse = Some((self.steps + steps, cut));
        self.noise = noise.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    }

    /// Power is back.
    pub(super) fn power_on(&mut self) {
        self.off = false;
        self.fuse = None;
    }

    /// A page that holds its bits whatever is done to it.
    pub(super) fn with_stuck_page(mut self, page: usize) -> Self {
        self.cells[page * ERASE..(page + 1) * ERASE].fill(0x55);
        self.stuck = Some(page);
        self
    }

    /// Pages that answer nothing any more.
    pub(super) fn with_broken_pages(mut self, pages: &[usize]) -> Self {
        self.broken = pages.to_vec();
        self
    }

    pub(super) fn with_bit_flipped(mut self, index: usize, bit: u8) -> Self {
        self.cells[index] ^= 1 << bit;
        self
    }

    /// Xorshift: noise need only be repeatable.
    fn random(&mut self) -> u64 {
        self.noise ^= self.noise << 13;
        self.noise ^= self.noise >> 7;
        self.noise ^= self.noise << 17;
        self.noise
    }

    fn random_byte(&mut self) -> u8 {
        self.random().to_le_bytes()[3]
    }

    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("lengths are small");
        usize::try_from((self.random() >> 16) % bound).expect("below a length")
    }

    /// One operation: brings the cells of a range to what `target` says, or as far as power lasts.
    fn operate(&mut self, start: usize, target: &[u8]) -> Result<(), PowerOff> {
        if self.off || self.broken.contains(&(start / ERASE)) {
            return Err(PowerOff);
        }
        let cut = self.fuse.filter(|(step, _)| *step == self.steps);
        self.steps += 1;
        if self.stuck == Some(start / ERASE) {
            return Ok(());
        }
        let Some((_, cut)) = cut else {
            for (index, byte) in target.iter().enumerate() {
                self.set(start + index, *byte);
            }
            return Ok(());
        };
        self.off = true;
        self.fail(start, target, cut);
        Err(PowerOff)
    }

    fn set(&mut self, index: usize, byte: u8) {
        self.cells[index] = byte;
        self.weak[index] = 0;
    }

    fn fail(&mut self, start: usize, target: &[u8], cut: Cut) {
        let changing: Vec<usize> = (0..target.len() * 8)
            .filter(|bit| (self.cells[start + bit / 8] ^ target[bit / 8]) & (1 << (bit % 8)) != 0)
            .collect();
        match cut {
            Cut::Clean => {}
            Cut::TornBits => {
                for (index, byte) in target.iter().enumerate() {
                    let mask = self.random_byte();
                    self.mix(start + index, *byte, mask);
                }
            }
            Cut::MostBits | Cut::WeakBits if changing.is_empty() => {}
            Cut::MostBits => {
                let spared = changing[self.below(changing.len())];
                for (index, byte) in target.iter().enumerate() {
                    let mask = if index == spared / 8 {
                        !(1 << (spared % 8))
                    } else {
                        0xff
                    };
                    self.mix(start + index, *byte, mask);
                }
            }
            Cut::WeakBits => {
                for (index, byte) in target.iter().enumerate() {
                    self.set(start + index, *byte);
                }
                for _ in 0..=self.below(3) {
                    let bit = changing[self.below(changing.len())];
                    self.weaken(start + bit / 8, 1 << (bit % 8));
                }
            }
            Cut::Partial => {
                let done = self.below(target.len());
                for (index, byte) in target.iter().enumerate().take(done) {
                    self.set(start + index, *byte);
                }
                let rest: Vec<usize> = changing.into_iter().filter(|bit| bit / 8 >= done).collect();
                for bit in rest {
                    if self.random() & 0x100 != 0 {
                        self.weaken(start + bit / 8, 1 << (bit % 8));
                    }
                }
            }
        }
    }

    /// Changes the bits of a mask.
    fn mix(&mut self, index: usize, byte: u8, mask: u8) {
        self.cells[index] = (self.cells[index] & !mask) | (byte & mask);
        self.weak[index] &= !mask;
    }

    fn weaken(&mut self, index: usize, bit: u8) {
        self.weak[index] |= bit;
        self.any_weak = true;
    }
}

impl<const WRITE: usize, const ERASE: usize> ErrorType for Flash<WRITE, ERASE> {
    type Error = PowerOff;
}

impl<const WRITE: usize, const ERASE: usize> ReadNorFlash for Flash<WRITE, ERASE> {
    const READ_SIZE: usize = 1;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), PowerOff> {
        let start = usize::try_from(offset).expect("a host's words are wide enough");
        if self.off || self.broken.contains(&(start / ERASE)) {
            return Err(PowerOff);
        }
        bytes.copy_from_slice(&self.cells[start..start + bytes.len()]);
        if self.any_weak {
            for (index, byte) in bytes.iter_mut().enumerate() {
                let weak = self.weak[start + index];
                if weak != 0 {
                    *byte ^= weak & self.random_byte();
                }
            }
        }
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.cells.len()
    }
}

impl<const WRITE: usize, const ERASE: usize> NorFlash for Flash<WRITE, ERASE> {
    const WRITE_SIZE: usize = WRITE;
    const ERASE_SIZE: usize = ERASE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), PowerOff> {
        assert_eq!(
            (from % from_len(ERASE), to - from),
            (0, from_len(ERASE)),
            "one whole page"
        );
        self.operate(usize::try_from(from).expect("small"), &[0xff; ERASE])
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), PowerOff> {
        assert_eq!(offset % from_len(WRITE), 0, "aligned");
        let start = usize::try_from(offset).expect("small");
        for (unit, bytes) in bytes.chunks_exact(WRITE).enumerate() {
            let start = start + unit * WRITE;
            // Programming clears bits and never sets one; a weak bit that is to stay set stays weak.
            let mut target = [0; WRITE];
            let mut weak = [0; WRITE];
            for (index, byte) in bytes.iter().enumerate() {
                target[index] = self.cells[start + index] & byte;
                weak[index] = self.weak[start + index] & byte;
            }
            self.operate(start, &target)?;
            for (index, weak) in weak.into_iter().enumerate() {
                self.weak[start + index] |= weak;
            }
        }
        Ok(())
    }
}

fn from_len(length: usize) -> u32 {
    u32::try_from(length).expect("small")
}
