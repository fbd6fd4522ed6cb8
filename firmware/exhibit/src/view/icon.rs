//! Icons: twelve by twelve, in four greys, drawn at twice the size with smoothed steps.

use super::canvas::Canvas;

/// A side of an icon's art.
const SIDE: usize = 12;

/// An icon: rows of `.` black, `-` dark, `+` light, `#` white.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Icon(&'static [[u8; SIDE]; SIDE]);

macro_rules! icons {
    ($( $(#[doc = $doc:literal])+ $NAME:ident = [$($row:literal)+]; )+) => {
        impl Icon {
            $( $(#[doc = $doc])+ pub(crate) const $NAME: Self = Self(&[$(*$row),+]); )+

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
    /// Draws it with its upper left corner at `at`, 24 pixels wide and high.
    pub(crate) fn draw(self, canvas: &mut Canvas<'_>, at: (i32, i32), brightness: u8) {
        for y in 0..12 {
            for x in 0..12 {
                for (dx, dy, tone) in self.corners(x, y) {
                    let grey = grey(tone, brightness);
                    if grey > 0 {
                        canvas.dot(at.0 + 2 * x + dx, at.1 + 2 * y + dy, grey);
                    }
                }
            }
        }
    }

    /// A pixel as four, by the Scale2x rule.
    fn corners(self, x: i32, y: i32) -> [(i32, i32, u8); 4] {
        let here = self.tone(x, y);
        let (up, right) = (self.tone(x, y - 1), self.tone(x + 1, y));
        let (down, left) = (self.tone(x, y + 1), self.tone(x - 1, y));
        let corner = |one: u8, other: u8, far: u8, near: u8| {
            if one == other && one != far && other != near {
                one
            } else {
                here
            }
        };
        [
            (0, 0, corner(left, up, right, down)),
            (1, 0, corner(up, right, left, down)),
            (0, 1, corner(left, down, right, up)),
            (1, 1, corner(down, right, up, left)),
        ]
    }

    fn tone(self, x: i32, y: i32) -> u8 {
        let row = usize::try_from(y).ok().and_then(|y| self.0.get(y));
        let tone = row.and_then(|row| row.get(usize::try_from(x).ok()?));
        tone.copied().unwrap_or(b'.')
    }
}

fn grey(tone: u8, brightness: u8) -> u8 {
    let full: u16 = match tone {
        b'#' => 15,
        b'+' => 9,
        b'-' => 5,
        _ => 0,
    };
    u8::try_from((full * u16::from(brightness)).div_ceil(15)).unwrap_or(15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn art_is_made_of_four_greys() {
        for icon in Icon::ALL {
            let tones = icon.0.iter().flatten();
            assert!(tones.clone().all(|tone| b".-+#".contains(tone)));
            assert!(tones.filter(|tone| **tone != b'.').count() > 20);
        }
    }
}
