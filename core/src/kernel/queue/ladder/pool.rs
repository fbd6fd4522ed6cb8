//! Where the entries of the slots lie: chains of blocks from one pool, so that memory is read and written in sequence.

use crate::kernel::index::{from_len, to_index};
use crate::kernel::list::List;

/// Entries in a block; with its link it fills four cache lines.
pub(super) const BLOCK_LEN: usize = 31;
const LEN: u32 = 31;

/// An event that waits in a slot, in one word: the low half of its time, then its tag.
pub(super) type Entry = u64;

/// Some entries of one slot; opaque.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    entries: [Entry; BLOCK_LEN],
    /// The next of the chain, or of the free ones.
    next: u32,
    /// How many entries it has, unless it is the last of its chain.
    len: u32,
}

impl Block {
    const EMPTY: Self = Self {
        entries: [0; BLOCK_LEN],
        next: NONE,
        len: 0,
    };
}

/// Blocks are numbered from 1, so that an empty chain is all zero bytes.
const NONE: u32 = 0;

/// The entries of one slot, in the order in which they came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    first: u32,
    last: u32,
    /// How many entries the last block has room for.
    room: u32,
    len: u32,
}

impl Chain {
    pub(super) const EMPTY: Self = Self {
        first: NONE,
        last: NONE,
        room: 0,
        len: 0,
    };

    pub(super) const fn len(&self) -> u32 {
        self.len
    }

    /// How many entries the last block has, if there is one.
    #[inline]
    const fn fill(&self) -> u32 {
        LEN.wrapping_sub(self.room)
    }
}

/// The blocks, those in use and those that are free.
#[derive(Clone, Debug)]
pub(super) struct Pool<B> {
    blocks: B,
    free: u32,
}

impl<B: List<Item = Block>> Pool<B> {
    pub(super) const fn over(blocks: B) -> Self {
        Self { blocks, free: NONE }
    }

    /// How many blocks there can be.
    pub(super) fn capacity(&self) -> u32 {
        self.blocks.capacity()
    }

    pub(super) fn reset(&mut self) {
        self.blocks.clear();
        self.free = NONE;
    }

    #[inline]
    fn block_mut(&mut self, number: u32) -> Option<&mut Block> {
        self.blocks
            .as_mut_slice()
            .get_mut(to_index(number.wrapping_sub(1)))
    }

    #[inline]
    fn block(&self, number: u32) -> Option<&Block> {
        self.blocks.as_slice().get(to_index(number.wrapping_sub(1)))
    }

    /// Puts the entry at the end. The pool is made so large that there is room for every entry that can be.
    #[inline]
    pub(super) fn append(&mut self, chain: &mut Chain, entry: Entry) {
        if chain.room == 0 {
            self.lengthen(chain);
        }
        let index = chain.fill();
        if let Some(place) = self
            .block_mut(chain.last)
            .and_then(|block| block.entries.get_mut(to_index(index)))
        {
            *place = entry;
            // There was room, and at most the number of events is counted.
            chain.room = chain.room.wrapping_sub(1);
            chain.len = chain.len.wrapping_add(1);
        }
    }

    /// Adds an empty block at the end.
    #[inline(never)]
    fn lengthen(&mut self, chain: &mut Chain) {
        let number = self.claim();
        let fill = chain.fill();
        match self.block_mut(chain.last) {
            Some(last) => {
                last.next = number;
                last.len = fill;
            }
            None => chain.first = number,
        }
        chain.last = number;
        chain.room = LEN;
    }

    fn claim(&mut self) -> u32 {
        let number = self.free;
        if let Some(block) = self.block_mut(number) {
            self.free = core::mem::replace(&mut block.next, NONE);
            return number;
        }
        match self.blocks.push(Block::EMPTY) {
            Ok(()) => from_len(self.blocks.as_slice().len()),
            Err(_) => NONE,
        }
    }

    /// Takes the first block off the chain: its number and how many entries it has. It must be given back.
    #[inline]
    pub(super) fn take_block(&mut self, chain: &mut Chain) -> Option<(u32, usize)> {
        let number = chain.first;
        let block = self.block(number)?;
        if number == chain.last {
            let len = chain.fill();
            *chain = Chain::EMPTY;
            return Some((number, to_index(len)));
        }
        let len = block.len;
        chain.first = block.next;
        chain.len = chain.len.wrapping_sub(len);
        Some((number, to_index(len)))
    }

    /// The entries of a block that was taken.
    #[inline]
    pub(super) fn taken(&self, number: u32, len: usize) -> &[Entry] {
        match self.block(number) {
            Some(block) => block.entries.get(..len).unwrap_or(&[]),
            None => &[],
        }
    }

    /// The same, copied out of the way of what is appended meanwhile.
    #[inline]
    pub(super) fn copied(&self, number: u32) -> [Entry; BLOCK_LEN] {
        self.block(number)
            .map_or([0; BLOCK_LEN], |block| block.entries)
    }

    /// Frees a block that was taken.
    #[inline]
    pub(super) fn give_back(&mut self, number: u32) {
        let free = self.free;
        if let Some(block) = self.block_mut(number) {
            block.next = free;
            self.free = number;
        }
    }

    /// Puts the second chain behind the first.
    pub(super) fn join(&mut self, front: &mut Chain, back: Chain) {
        let fill = front.fill();
        match self.block_mut(front.last) {
            None => *front = back,
            Some(_) if back.first == NONE => {}
            Some(last) => {
                last.len = fill;
                last.next = back.first;
                front.last = back.last;
                front.room = back.room;
                front.len = front.len.wrapping_add(back.len);
            }
        }
    }

    /// The entries of a chain, in order.
    pub(super) fn entries(&self, chain: Chain) -> impl Iterator<Item = Entry> {
        let mut number = chain.first;
        core::iter::from_fn(move || {
            let block = self.block(number)?;
            let is_last = number == chain.last;
            let len = if is_last { chain.fill() } else { block.len };
            number = if is_last { NONE } else { block.next };
            Some(block.entries.iter().take(to_index(len)).copied())
        })
        .flatten()
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::vec::Vec;

    type Blocks = Pool<heapless::Vec<Block, 8>>;

    fn chain_of(pool: &mut Blocks, entries: core::ops::Range<u64>) -> Chain {
        let mut chain = Chain::EMPTY;
        entries.for_each(|entry| pool.append(&mut chain, entry));
        chain
    }

    fn drained(pool: &mut Blocks, chain: &mut Chain) -> Vec<u64> {
        let mut all = Vec::new();
        while let Some((number, len)) = pool.take_block(chain) {
            all.extend_from_slice(pool.taken(number, len));
            pool.give_back(number);
        }
        all
    }

    #[test]
    fn a_chain_gives_back_what_came_in_its_order_and_frees_its_blocks() {
        let mut pool = Blocks::over(heapless::Vec::new());
        for round in 0..100u64 {
            let mut chain = chain_of(&mut pool, round..round + 2 * 31 + round % 3);
            assert!(pool.entries(chain).eq(round..round + 2 * 31 + round % 3));
            let len = u64::from(chain.len());
            assert_eq!(
                drained(&mut pool, &mut chain),
                (round..round + len).collect::<Vec<_>>()
            );
            assert_eq!(chain.len(), 0);
        }
        assert!(pool.blocks.len() <= 3);
    }

    #[test]
    fn joined_chains_are_in_order_however_full_their_blocks_are() {
        let mut pool = Blocks::over(heapless::Vec::new());
        for (a, b, c) in [(0, 0, 0), (0, 5, 40), (1, 1, 1), (31, 31, 31), (33, 0, 2)] {
            let mut all = chain_of(&mut pool, 0..a);
            for rest in [a..a + b, a + b..a + b + c] {
                let back = chain_of(&mut pool, rest);
                pool.join(&mut all, back);
            }
            assert!(pool.entries(all).eq(0..a + b + c), "{a} {b} {c}");
            pool.append(&mut all, a + b + c);
            assert_eq!(u64::from(all.len()), a + b + c + 1);
            assert_eq!(
                drained(&mut pool, &mut all),
                (0..=a + b + c).collect::<Vec<_>>()
            );
        }
    }
}
