//! Twice the size, by the Scale2x rule (A. Mazzoleni): steps are smoothed, and no grey is new.

/// A row of sixteen pixels at the most, in two planes, the first in the lower half: a bit a pixel, the leftmost the lowest.
pub(super) type Row = u32;

/// The lower bits of a plane, as many as are below its highest one, of both planes.
const BUT_LAST: Row = 0x7fff_7fff;

/// A row, with the rows above and below it, as two of twice the width, the upper one first: the planes of each.
///
/// A corner of a pixel takes after its two neighbours where they agree, and where neither is like the one opposite.
pub(super) fn twice([up, here, down]: [Row; 3]) -> [[u32; 2]; 2] {
    let (left, right) = ((here & BUT_LAST) << 1, here >> 1 & BUT_LAST);
    let edge = differ(left, right) & differ(up, down);
    [up, down].map(|beyond| {
        let corner = |beside| {
            let taken = edge & !differ(beside, beyond);
            (here & !taken) | (beyond & taken)
        };
        let (left, right) = (corner(left), corner(right));
        [
            spread(left) | spread(right) << 1,
            spread(left >> 16) | spread(right >> 16) << 1,
        ]
    })
}

/// The pixels that differ in any plane, in both.
const fn differ(one: Row, other: Row) -> Row {
    let differ = one ^ other;
    differ | differ.rotate_left(16)
}

/// The lower sixteen bits with a gap after each.
const fn spread(bits: u32) -> u32 {
    let bits = bits & 0xffff;
    let bits = (bits | bits << 8) & 0x00ff_00ff;
    let bits = (bits | bits << 4) & 0x0f0f_0f0f;
    let bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_smoothed_and_an_edge_stays() {
        // Two pixels of a diagonal, from the upper left to the lower right.
        let [upper, lower] = twice([0b01, 0b10, 0]);
        assert_eq!((upper, lower), ([0b1110, 0], [0b1100, 0]));
        let [upper, _] = twice([0b111, 0b111, 0]);
        assert_eq!(upper, [0b11_1111, 0]);
    }

    #[test]
    fn planes_are_taken_together() {
        let both = |bits: Row| bits | bits << 16;
        // The neighbours have a plane in common, and are not the same grey.
        let [upper, _] = twice([both(0b10), 0b01, 0]);
        assert_eq!(upper, [0b0011, 0]);
        let [upper, _] = twice([both(0b10), both(0b01), 0]);
        assert_eq!(upper, [0b0111, 0b0111]);
    }

    #[test]
    fn planes_do_not_touch() {
        let [upper, lower] = twice([0, 0x8000, 0]);
        assert_eq!((upper, lower), ([3 << 30, 0], [3 << 30, 0]));
        let [upper, lower] = twice([0, 0x1_0000, 0]);
        assert_eq!((upper, lower), ([0, 3], [0, 3]));
    }
}
