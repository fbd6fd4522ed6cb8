//! Where the entries of the slots lie: chains of blocks from one pool, so that memory is read and written in sequence.

use crate::kernel::halves::{high_of, joined, low_of};
use crate::kernel::index::{from_len, to_index};
use crate::kernel::list::List;

/// An event that waits, in one word: the low half of its time above its tag. Entries of different times are in the order
/// of the low halves.
pub(super) type Entry = u64;

#[inline]
pub(super) fn entry(at: u64, tag: u32) -> Entry {
    joined(low_of(at), tag)
}

/// Words of a block, of which the first links it to the next; with them it fills four cache lines.
const WORDS: usize = 32;
const INDEX_BITS: u32 = 5;
const INDEX_MASK: u32 = 31;

/// Entries in a block.
pub(super) const BLOCK_LEN: usize = WORDS - 1;

/// Some entries of one slot; opaque.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    words: [u64; WORDS],
}

impl Block {
    const EMPTY: Self = Self { words: [0; WORDS] };

    /// The next of the chain, or of the free ones, and how many entries this one has, unless it is the last of its chain.
    #[inline]
    fn link(&self) -> (u32, u32) {
        let [link, ..] = self.words;
        (low_of(link), high_of(link))
    }

    #[inline]
    fn set_link(&mut self, next: u32, len: u32) {
        let [link, ..] = &mut self.words;
        *link = joined(len, next);
    }

    #[inline]
    fn entries(&self) -> &[Entry; BLOCK_LEN] {
        let [_, entries @ ..] = &self.words;
        entries
    }
}

/// Blocks are numbered from 1, so that an empty chain is all zero bytes.
const NONE: u32 = 0;

/// The entries of one slot, in the order in which they came. One without entries may have a block for those to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    /// The first block.
    first: u32,
    /// Where the next entry goes: 32 for each block before its own, and its index. An index of zero means that there is no
    /// room.
    end: u32,
    /// How many entries the blocks before the last one have.
    before: u32,
}

impl Chain {
    pub(super) const EMPTY: Self = Self {
        first: NONE,
        end: 0,
        before: 0,
    };

    #[inline]
    pub(super) const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it has a block, with entries or for those to come.
    #[inline]
    pub(super) const fn has_block(&self) -> bool {
        self.first != NONE
    }

    #[inline]
    pub(super) const fn len(&self) -> u32 {
        if !self.has_block() {
            return 0;
        }
        self.before.wrapping_add(self.fill())
    }

    #[inline]
    pub(super) const fn has_room(&self) -> bool {
        self.end & INDEX_MASK != 0
    }

    /// The last block; only of a chain that has one.
    #[inline]
    const fn last(&self) -> u32 {
        // Blocks are numbered from 1.
        (self.end.wrapping_sub(1) >> INDEX_BITS).wrapping_add(1)
    }

    /// How many entries the last block has; only of a chain that has one.
    #[inline]
    const fn fill(&self) -> u32 {
        self.end.wrapping_sub(1) & INDEX_MASK
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

    /// Puts the entry at the end of a chain that has room.
    #[inline]
    pub(super) fn append(&mut self, chain: &mut Chain, entry: Entry) {
        let block = to_index(chain.end >> INDEX_BITS);
        if let Some(block) = self.blocks.as_mut_slice().get_mut(block)
            && let Some(word) = block.words.get_mut(to_index(chain.end & INDEX_MASK))
        {
            *word = entry;
            chain.end = chain.end.wrapping_add(1);
        }
    }

    /// Adds an empty block at the end. The pool is made so large that there is one for every entry that can be, once no chain without
    /// entries has any.
    pub(super) fn lengthen(&mut self, chain: &mut Chain) {
        let number = self.claim();
        if chain.has_block() {
            let fill = chain.fill();
            if let Some(last) = self.block_mut(chain.last()) {
                last.set_link(number, fill);
            }
            chain.before = chain.before.wrapping_add(fill);
        } else {
            chain.first = number;
        }
        chain.end = (number.wrapping_sub(1) << INDEX_BITS).wrapping_add(1);
    }

    /// Whether there is a block for a chain to be lengthened by.
    pub(super) fn has_block(&self) -> bool {
        self.free != NONE || from_len(self.blocks.as_slice().len()) < self.blocks.capacity()
    }

    fn claim(&mut self) -> u32 {
        let number = self.free;
        if let Some(block) = self.block_mut(number) {
            let (free, _) = block.link();
            self.free = free;
            return number;
        }
        match self.blocks.push(Block::EMPTY) {
            Ok(()) => from_len(self.blocks.as_slice().len()),
            Err(_) => NONE,
        }
    }

    /// Takes the entries of the chain's first block out of it: those of which the first so many count. They stay there until a chain
    /// is lengthened or gets an entry. The block is freed, but for the last, which stays with the chain.
    #[inline]
    pub(super) fn take_block(&mut self, chain: &mut Chain) -> Option<(&[Entry; BLOCK_LEN], usize)> {
        if chain.is_empty() {
            return None;
        }
        let number = chain.first;
        let blocks = self.blocks.as_mut_slice();
        let block = blocks.get_mut(to_index(number.wrapping_sub(1)))?;
        let len = if number == chain.last() {
            let len = chain.fill();
            chain.end = chain.end.wrapping_sub(len);
            len
        } else {
            let (next, len) = block.link();
            block.set_link(self.free, 0);
            self.free = number;
            chain.first = next;
            chain.before = chain.before.wrapping_sub(len);
            len
        };
        Some((block.entries(), to_index(len)))
    }

    /// Frees the block of a chain without entries, if it has one.
    pub(super) fn release(&mut self, chain: Chain) {
        let free = self.free;
        if let Some(block) = self.block_mut(chain.first) {
            block.set_link(free, 0);
            self.free = chain.first;
        }
    }

    /// Puts the second chain behind the first.
    pub(super) fn join(&mut self, front: &mut Chain, back: Chain) {
        if back.is_empty() {
            self.release(back);
            return;
        }
        if front.is_empty() {
            self.release(*front);
            *front = back;
            return;
        }
        let len = front.len();
        let fill = front.fill();
        if let Some(last) = self.block_mut(front.last()) {
            last.set_link(back.first, fill);
        }
        front.end = back.end;
        front.before = len.wrapping_add(back.before);
    }

    /// The entries of a chain, in order.
    pub(super) fn entries(&self, chain: Chain) -> impl Iterator<Item = Entry> {
        let mut number = chain.first;
        core::iter::from_fn(move || {
            let block = self.block(number)?;
            let (next, len) = if number == chain.last() {
                (NONE, chain.fill())
            } else {
                block.link()
            };
            number = next;
            Some(block.entries().iter().take(to_index(len)).copied())
        })
        .flatten()
    }
}

#[cfg(test)]
impl<B: List<Item = Block>> Pool<B> {
    /// Whether each block is either free or in one of the chains, and in one only.
    pub(super) fn accounts_for(&self, chains: &[Chain]) -> bool {
        extern crate std;
        let follow = |first: u32, last: u32| {
            let next = move |number: &u32| {
                let (next, _) = self.block(*number)?.link();
                (*number != last && next != NONE).then_some(next)
            };
            core::iter::successors(Some(first).filter(|first| *first != NONE), next)
        };
        let used = chains.iter().filter(|chain| chain.has_block());
        let used = used.flat_map(|chain| follow(chain.first, chain.last()));
        let mut all: std::vec::Vec<_> = follow(self.free, NONE).chain(used).collect();
        all.sort_unstable();
        all.into_iter()
            .eq(1..=from_len(self.blocks.as_slice().len()))
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::vec::Vec;

    type Blocks = Pool<heapless::Vec<Block, 8>>;

    fn append(pool: &mut Blocks, chain: &mut Chain, entry: Entry) {
        if !chain.has_room() {
            pool.lengthen(chain);
        }
        pool.append(chain, entry);
    }

    fn chain_of(pool: &mut Blocks, entries: core::ops::Range<u64>) -> Chain {
        let mut chain = Chain::EMPTY;
        entries.for_each(|entry| append(pool, &mut chain, entry));
        chain
    }

    fn drained(pool: &mut Blocks, chain: &mut Chain) -> Vec<u64> {
        let mut all = Vec::new();
        while let Some((entries, len)) = pool.take_block(chain) {
            all.extend_from_slice(&entries[..len]);
        }
        assert_eq!((chain.len(), chain.is_empty()), (0, true));
        pool.release(*chain);
        all
    }

    #[test]
    fn a_chain_gives_back_what_came_in_its_order_and_frees_its_blocks() {
        let mut pool = Blocks::over(heapless::Vec::new());
        for round in 0..100u64 {
            let mut chain = chain_of(&mut pool, round..round + 2 * 31 + round % 3);
            assert!(pool.entries(chain).eq(round..round + 2 * 31 + round % 3));
            let len = u64::from(chain.len());
            assert_eq!(len, 2 * 31 + round % 3);
            assert_eq!(
                drained(&mut pool, &mut chain),
                (round..round + len).collect::<Vec<_>>()
            );
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
            append(&mut pool, &mut all, a + b + c);
            assert_eq!(u64::from(all.len()), a + b + c + 1);
            assert_eq!(
                drained(&mut pool, &mut all),
                (0..=a + b + c).collect::<Vec<_>>()
            );
        }
    }
}
