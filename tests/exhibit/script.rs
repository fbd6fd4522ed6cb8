//! A visit as a script: what is pressed, how long is waited, and which pictures are taken.

use polanyi_exhibit::input::{Key, KeyEvent};
use polanyi_exhibit::{Exhibit, Frame};

use super::stage::Stage;

/// A step of a script.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// So many ticks pass, twenty a second.
    Wait(u32),
    /// A key is pressed and released.
    Press(Key),
    /// A key goes down, or up.
    Hold(Key, bool),
    /// A picture is taken.
    Shot(&'static str),
}

use Key::{Down, Left, Right, Select, Up};
use Step::{Hold, Press, Shot, Wait};

/// The story that is told to nobody.
pub(crate) const STORY: &[Step] = &[
    Wait(45),
    Shot("story-1-name"),
    Wait(110),
    Shot("story-2-world"),
    Wait(130),
    Shot("story-3-places"),
    Wait(155),
    Shot("story-4-causes"),
    Wait(70),
    Shot("story-5-place"),
    Wait(330),
    Shot("story-6-run"),
    Wait(390),
    Shot("story-7-late"),
    Wait(180),
    Shot("story-8-outcomes"),
    Wait(1070),
    Shot("story-9-other-side"),
];

/// A visitor who takes Yiwu's market away.
pub(crate) const VISIT: &[Step] = &[
    Wait(10),
    Press(Select),
    Wait(12),
    Shot("choosing-1-yiwu"),
    Press(Right),
    Wait(12),
    Shot("choosing-2-shenzhen"),
    Press(Right),
    Wait(12),
    Shot("choosing-3-wenzhou"),
    Press(Right),
    Wait(12),
    Shot("choosing-4-datang"),
    Press(Right),
    Wait(12),
    Shot("choosing-5-emilia"),
    Press(Right),
    Wait(12),
    Shot("choosing-6-prato"),
    Press(Right),
    Press(Select),
    Wait(12),
    Shot("asking-1-poor"),
    Press(Right),
    Wait(12),
    Shot("asking-1-rich"),
    Press(Right),
    Press(Select),
    Wait(12),
    Shot("asking-2-open"),
    Press(Right),
    Wait(12),
    Shot("asking-2-closing"),
    Press(Right),
    Wait(12),
    Shot("asking-2-closed"),
    Press(Right),
    Press(Select),
    Wait(12),
    Shot("asking-3-early"),
    Press(Right),
    Wait(12),
    Shot("asking-3-late"),
    Press(Right),
    Wait(12),
    Shot("asking-3-never"),
    Press(Select),
    Wait(12),
    Shot("asking-4-kin"),
    Press(Right),
    Wait(12),
    Shot("asking-4-strangers"),
    Press(Right),
    Wait(12),
    Shot("asking-4-association"),
    Press(Right),
    Press(Select),
    Wait(40),
    Shot("running-1-start"),
    Wait(115),
    Shot("running-2-communes"),
    Wait(165),
    Shot("running-3-outcomes"),
    Wait(230),
    Shot("running-4-town"),
    Press(Select),
    Wait(50),
    Shot("running-5-trade"),
    Wait(190),
    Shot("result-1-first-try"),
    Press(Right),
    Press(Left),
    Wait(1500),
    Shot("result-2-sentence"),
    Press(Right),
    Wait(2),
    Shot("result-3-spread"),
    Press(Right),
    Wait(2),
    Shot("result-4-firms"),
    Hold(Left, true),
    Hold(Right, true),
    Wait(60),
    Hold(Left, false),
    Hold(Right, false),
    Shot("service"),
    Press(Down),
    Press(Up),
    Wait(45),
    Shot("language-changed"),
];

/// A visitor who changes nothing of Prato, and then everything.
pub(crate) const SECOND_VISIT: &[Step] = &[
    Press(Select),
    Press(Left),
    Press(Select),
    Wait(12),
    Shot("prato-1-rich"),
    Press(Select),
    Wait(12),
    Shot("prato-2-born"),
    Press(Select),
    Press(Select),
    Wait(12),
    Shot("prato-3-association"),
    Press(Select),
    Press(Select),
    Wait(150),
    Shot("prato-4-running"),
    Wait(265),
    Shot("prato-5-unchanged"),
    Press(Select),
    Press(Right),
    Press(Select),
    Press(Right),
    Wait(1),
    Press(Select),
    Press(Right),
    Press(Select),
    Press(Right),
    Wait(1),
    Press(Select),
    Press(Select),
    Wait(260),
    Shot("prato-6-another"),
    Wait(155),
    Shot("prato-7-all-changed"),
    Press(Right),
    Press(Left),
    Wait(800),
    Press(Right),
    Wait(2),
    Shot("prato-8-spread"),
    Press(Right),
    Wait(2),
    Shot("prato-9-firms"),
];

impl Stage<'_> {
    /// Carries a script out; `take` is given each picture and its name.
    pub(crate) fn carry_out(
        &mut self,
        script: &[Step],
        mut take: impl FnMut(&str, &Exhibit<'_>, &Frame),
    ) {
        for step in script {
            match *step {
                Wait(ticks) => self.wait(ticks),
                Press(key) => self.tap(key),
                Hold(key, pressed) => self.exhibit.key(KeyEvent { key, pressed }),
                Shot(name) => take(name, &self.exhibit, &self.frame),
            }
        }
    }
}
