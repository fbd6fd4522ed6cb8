//! Icons: twelve by twelve, in four greys, drawn at twice the size with smoothed steps.

use super::canvas::Canvas;
use super::scale::Row;

/// A side of an icon's art.
const SIDE: usize = 12;

/// Rows of `.` black, `-` dark, `+` light, `#` white.
type Art = [[u8; SIDE]; SIDE];

/// The greys of `-`, `+` and `#`.
const TONES: [u16; 3] = [5, 9, 15];

/// An icon: rows from above, a plane that `-` and `#` have and one that `+` and `#` have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Icon(&'static [Row; SIDE]);

/// Packs the art, at compile time.
const fn packed(art: &Art) -> [Row; SIDE] {
    let mut rows = [0; SIDE];
    let mut at = 0;
    while at < SIDE * SIDE {
        let (row, bit) = (at / SIDE, 1 << (at % SIDE));
        rows[row] |= match art[row][at % SIDE] {
            b'.' => 0,
            b'-' => bit,
            b'+' => bit << 16,
            b'#' => bit | bit << 16,
            _ => panic!("art is made of four greys"),
        };
        at += 1;
    }
    rows
}

macro_rules! icons {
    ($( $(#[doc = $doc:literal])+ $NAME:ident = [$($row:literal)+]; )+) => {
        impl Icon {
            $( $(#[doc = $doc])+ pub(crate) const $NAME: Self = Self(&const { packed(&[$(*$row),+]) }); )+

            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$NAME),+];
        }
    };
}

icons! {
    /// Small commodities: a button.
    BUTTON = [
        b"...######..."
        b".##++++++##."
        b".#++----++#."
        b"#++-++++-++#"
        b"#+-++++++-+#"
        b"#+-+.++.+-+#"
        b"#+-++++++-+#"
        b"#+-+.++.+-+#"
        b"#++-++++-++#"
        b".#++----++#."
        b".##++++++##."
        b"...######..."
    ];
    /// Electronics: a chip.
    CHIP = [
        b"..#..#..#..."
        b"..#..#..#..."
        b".##########."
        b"##--------##"
        b".#-######-#."
        b".#-#++++#-#."
        b"##-#++++#-##"
        b".#-######-#."
        b".#--------#."
        b"############"
        b"..#..#..#..."
        b"..#..#..#..."
    ];
    /// Footwear: a shoe.
    SHOE = [
        b"............"
        b"............"
        b"####........"
        b"#++#........"
        b"#++##......."
        b"#+++##.#...."
        b"#++++###...."
        b"#++++++####."
        b"#+++++++++##"
        b"############"
        b"#--###-----#"
        b"####..######"
    ];
    /// Hosiery: a sock.
    SOCK = [
        b"...######..."
        b"...#----#..."
        b"...######..."
        b"...#++++#..."
        b"...#++++#..."
        b"...#++++#..."
        b"...#++++#..."
        b"..##+++-#..."
        b".##+++--#..."
        b"##++++-##..."
        b"#-++++##...."
        b"######......"
    ];
    /// Tiles and design.
    TILE = [
        b"############"
        b"#----##----#"
        b"#---#++#---#"
        b"#--#++++#--#"
        b"#-#++##++#-#"
        b"##++#--#++##"
        b"##++#--#++##"
        b"#-#++##++#-#"
        b"#--#++++#--#"
        b"#---#++#---#"
        b"#----##----#"
        b"############"
    ];
    /// Wool: a ball of yarn.
    YARN = [
        b"....####...."
        b"..##+-++##.."
        b".#+-++-+++#."
        b".#-++-++-+#."
        b"#++++++-+++#"
        b"#-+-+++++-+#"
        b"#+-+++-++++#"
        b"#++-+-++++##"
        b".#++-++++##."
        b".##+++-+###."
        b"..##+-+##.##"
        b"....####...#"
    ];
    /// A poor start: a hut.
    HUT = [
        b"............"
        b"............"
        b"............"
        b".....##....."
        b"...##--##..."
        b".##------##."
        b"#----------#"
        b".##########."
        b"..#++++++#.."
        b"..#++##++#.."
        b"..#++##++#.."
        b"..########.."
    ];
    /// A rich start: a town house.
    VILLA = [
        b"..........##"
        b".....#....##"
        b"...#####..##"
        b".#########.."
        b"############"
        b"#++++++++++#"
        b"#+#-+#-+#-+#"
        b"#+#-+#-+#-+#"
        b"#++++++++++#"
        b"#+#-+##+#-+#"
        b"#+#-+##+#-+#"
        b"############"
    ];
    /// A market: a stall.
    STALL = [
        b"............"
        b".##########."
        b"##++##++##++"
        b"##++##++##++"
        b"##++##++##++"
        b".-..-..-..-."
        b".#........#."
        b".#........#."
        b".##########."
        b".#--------#."
        b".#--------#."
        b".##########."
    ];
    /// Late: an hourglass.
    HOURGLASS = [
        b".##########."
        b"..#......#.."
        b"..#......#.."
        b"..##++++##.."
        b"...##++##..."
        b"....#++#...."
        b"....#..#...."
        b"...#.++.#..."
        b"..#..++..#.."
        b"..#.++++.#.."
        b"..#++++++#.."
        b".##########."
    ];
    /// Family: under one roof.
    FAMILY = [
        b".....##....."
        b"...##..##..."
        b".##......##."
        b"#..........#"
        b"..##....##.."
        b"..##....##.."
        b"............"
        b".####..####."
        b".####++####."
        b".####++####."
        b".##.#++#.##."
        b".##.#..#.##."
    ];
    /// Strangers: two who deal, with a coin between them.
    STRANGERS = [
        b"............"
        b".##......##."
        b".##......##."
        b"............"
        b"####....++++"
        b"####.##.++++"
        b"#######+++++"
        b"####.##.++++"
        b".##......++."
        b".##......++."
        b".##......++."
        b".##......++."
    ];
    /// An association: arm in arm.
    ARM_IN_ARM = [
        b"............"
        b".#...##...#."
        b"###.####.###"
        b".#...##...#."
        b"............"
        b"###.####.###"
        b"############"
        b"###.####.###"
        b"###.####.###"
        b"#.#.#..#.#.#"
        b"#.#.#..#.#.#"
        b"#.#.#..#.#.#"
    ];
    /// The stage of development: coins.
    COINS = [
        b"............"
        b"............"
        b"........####"
        b".......#++++"
        b".......#####"
        b"....####++++"
        b"...#++++####"
        b"...#####++++"
        b"####++++####"
        b"#+++####++++"
        b"########++++"
        b"############"
    ];
}

impl Icon {
    /// Draws it with its upper left corner at `at`, 24 pixels wide and high; a brightness is 1 at least.
    pub(crate) fn draw(self, canvas: &mut Canvas<'_>, at: (i32, i32), brightness: u8) {
        let greys = TONES
            .map(|tone| u8::try_from((tone * u16::from(brightness)).div_ceil(15)).unwrap_or(15));
        canvas.rows_twice(0..12, |row| self.row(row), at, greys);
    }

    fn row(self, row: i32) -> Row {
        let row = usize::try_from(row).ok().and_then(|row| self.0.get(row));
        row.copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn art_is_packed_by_tone() {
        let mut art = [[b'.'; SIDE]; SIDE];
        art[0][0] = b'-';
        art[0][1] = b'+';
        art[11][11] = b'#';
        let rows = packed(&art);
        assert_eq!((rows[0], rows[11]), (0x2_0001, 0x800_0800));
        for icon in Icon::ALL {
            let ink = |row: &Row| (row | row >> 16 & 0xffff).count_ones();
            assert!(icon.0.iter().map(ink).sum::<u32>() > 20);
        }
    }
}
