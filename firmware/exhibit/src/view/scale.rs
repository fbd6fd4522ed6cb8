//! Twice the size, by the Scale2x rule (A. Mazzoleni): steps are smoothed, and no grey is new.

/// A row of pixels: a bit a pixel, the leftmost the lowest, in so many planes.
pub(super) type Row<const PLANES: usize> = [u32; PLANES];

/// A row as two, the upper one first, each as its left and its right halves of pixels.
///
/// A corner of a pixel takes after its two neighbours where they agree, and where neither is like the one opposite.
pub(super) fn twice<const PLANES: usize>(
    [up, here, down]: [Row<PLANES>; 3],
) -> [[Row<PLANES>; 2]; 2] {
    let left = here.map(|bits| bits << 1);
    let right = here.map(|bits| bits >> 1);
    let edge = differ(&left, &right) & differ(&up, &down);
    let corner = |one: &Row<PLANES>, other: &Row<PLANES>| {
        let taken = edge & !differ(one, other);
        let mut corner = here;
        for (bits, one) in corner.iter_mut().zip(one) {
            *bits = (*bits & !taken) | (one & taken);
        }
        corner
    };
    [
        [corner(&left, &up), corner(&right, &up)],
        [corner(&left, &down), corner(&right, &down)],
    ]
}

/// The pixels that differ.
fn differ<const PLANES: usize>(one: &Row<PLANES>, other: &Row<PLANES>) -> u32 {
    let planes = one.iter().zip(other);
    planes.fold(0, |differ, (one, other)| differ | (one ^ other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_smoothed_and_an_edge_stays() {
        // Two pixels of a diagonal, from the upper left to the lower right.
        let [upper, lower] = twice([[0b01], [0b10], [0]]);
        assert_eq!((upper, lower), ([[0b10], [0b11]], [[0b10], [0b10]]));
        let edge = twice([[0b111], [0b111], [0]]);
        assert_eq!(edge[0], [[0b111], [0b111]]);
    }

    #[test]
    fn planes_are_taken_together() {
        // The neighbours have a plane in common, and are not the same grey.
        let [[upper_left, _], _] = twice([[0b10, 0b10], [0b01, 0], [0, 0]]);
        assert_eq!(upper_left, [0b01, 0]);
        let [[upper_left, _], _] = twice([[0b10, 0b10], [0b01, 0b01], [0, 0]]);
        assert_eq!(upper_left, [0b11, 0b11]);
    }
}
