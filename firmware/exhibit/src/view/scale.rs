//! Twice the size, by the Scale2x rule (A. Mazzoleni): steps are smoothed, and no grey is new.

/// A row of pixels: a bit a pixel, the leftmost the lowest, in two planes.
pub(super) type Row = [u32; 2];

/// A row of sixteen pixels at the most, with the rows above and below it, as two of twice the width, the upper one first.
///
/// A corner of a pixel takes after its two neighbours where they agree, and where neither is like the one opposite.
pub(super) fn twice([up, here, down]: [Row; 3]) -> [Row; 2] {
    let left = here.map(|bits| bits << 1);
    let right = here.map(|bits| bits >> 1);
    let edge = differ(left, right) & differ(up, down);
    let corners = |beside: Row, beyond: Row| {
        let taken = edge & !differ(beside, beyond);
        let corner = |here, beyond| spread((here & !taken) | (beyond & taken));
        [corner(here[0], beyond[0]), corner(here[1], beyond[1])]
    };
    [up, down].map(|beyond| {
        let (left, right) = (corners(left, beyond), corners(right, beyond));
        [left[0] | right[0] << 1, left[1] | right[1] << 1]
    })
}

/// The pixels that differ.
const fn differ(one: Row, other: Row) -> u32 {
    (one[0] ^ other[0]) | (one[1] ^ other[1])
}

/// Sixteen bits with a gap after each.
const fn spread(bits: u32) -> u32 {
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
        let [upper, lower] = twice([[0b01, 0], [0b10, 0], [0, 0]]);
        assert_eq!((upper, lower), ([0b1110, 0], [0b1100, 0]));
        let [upper, _] = twice([[0b111, 0], [0b111, 0], [0, 0]]);
        assert_eq!(upper, [0b11_1111, 0]);
    }

    #[test]
    fn planes_are_taken_together() {
        // The neighbours have a plane in common, and are not the same grey.
        let [upper, _] = twice([[0b10, 0b10], [0b01, 0], [0, 0]]);
        assert_eq!(upper, [0b0011, 0]);
        let [upper, _] = twice([[0b10, 0b10], [0b01, 0b01], [0, 0]]);
        assert_eq!(upper, [0b0111, 0b0111]);
    }
}
