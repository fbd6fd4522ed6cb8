//! The town: which plots are built on, and where something has just opened or closed.

use polanyi_core::model::BoardRun;

/// Plots: one for each firm that a board's run has room for.
pub(crate) const PLOTS: usize = 192;
/// Ticks for which a new firm shines, and a closed one fades.
const GLOW: u8 = 15;

/// What is to be seen of each plot.
#[derive(Debug, Clone)]
pub(crate) struct Town {
    plots: [Plot; PLOTS],
}

/// A plot in a byte: whether it is built on, and a glow that falls to zero after an opening or a closure.
#[derive(Debug, Clone, Copy)]
struct Plot(u8);

const BUILT: u8 = 0x80;

impl Plot {
    const fn is_built(self) -> bool {
        self.0 & BUILT != 0
    }

    const fn glow(self) -> u8 {
        self.0 & !BUILT
    }

    const fn after(self, built: bool) -> Self {
        let glow = if self.is_built() == built {
            self.glow().saturating_sub(1)
        } else {
            GLOW
        };
        Self(if built { BUILT | glow } else { glow })
    }
}

impl Town {
    pub(crate) const EMPTY: Self = Self {
        plots: [Plot(0); PLOTS],
    };

    /// Looks at the run after a tick.
    pub(crate) fn tick(&mut self, run: &BoardRun) {
        let Some(cluster) = run.clusters().first() else {
            *self = Self::EMPTY;
            return;
        };
        let firms = &cluster.world().firms;
        for (slot, plot) in (0..=u16::MAX).zip(&mut self.plots) {
            *plot = plot.after(firms.id_at(slot).is_some());
        }
    }

    /// How brightly a plot glows, 0 to 15, from an opening or a closure.
    pub(crate) fn glow(&self, slot: usize) -> u8 {
        self.plots.get(slot).map_or(0, |plot| plot.glow())
    }
}
