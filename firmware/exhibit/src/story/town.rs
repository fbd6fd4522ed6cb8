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

#[derive(Debug, Clone, Copy)]
struct Plot {
    built: bool,
    /// Falls to zero after an opening or a closure.
    glow: u8,
}

impl Town {
    pub(crate) const EMPTY: Self = Self {
        plots: [Plot {
            built: false,
            glow: 0,
        }; PLOTS],
    };

    /// Looks at the run after a tick.
    pub(crate) fn tick(&mut self, run: &BoardRun) {
        let Some(cluster) = run.clusters().first() else {
            *self = Self::EMPTY;
            return;
        };
        let firms = &cluster.world().firms;
        for (slot, plot) in (0..=u16::MAX).zip(&mut self.plots) {
            let built = firms.id_at(slot).is_some();
            plot.glow = if plot.built == built {
                plot.glow.saturating_sub(1)
            } else {
                GLOW
            };
            plot.built = built;
        }
    }

    /// How brightly a plot glows, 0 to 15, from an opening or a closure.
    pub(crate) fn glow(&self, slot: usize) -> u8 {
        self.plots.get(slot).map_or(0, |plot| plot.glow)
    }
}
