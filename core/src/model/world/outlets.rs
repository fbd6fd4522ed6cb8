//! Outlets: what each channel takes in a year, and what firms have lately brought to it.

use super::record::record;
use crate::model::nouns::{CHANNELS, Channel};

/// The channels of distribution as firms meet them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlets {
    /// What each takes, worker-years a year.
    pub capacity: [f32; CHANNELS],
    /// What was brought to each of late, worker-years a year.
    pub rate: [f32; CHANNELS],
    /// What was brought to each this month, worker-years.
    pub month: [f32; CHANNELS],
    /// The part of local trade that trading houses sell abroad.
    pub houses_abroad: f32,
}

record!(Outlets {
    capacity,
    rate,
    month,
    houses_abroad
});

/// How much of the old rate a month leaves: half of it is forgotten in a quarter.
const MEMORY: f32 = 0.8;
const MONTHS: f32 = 12.0;

impl Outlets {
    /// No outlets.
    pub const EMPTY: Self = Self {
        capacity: [0.0; CHANNELS],
        rate: [0.0; CHANNELS],
        month: [0.0; CHANNELS],
        houses_abroad: 0.0,
    };

    /// The part of what is brought to a channel that is sold: all of it while the channel takes more.
    pub fn sold_share(&self, channel: Channel) -> f32 {
        let at = channel.index();
        let (Some(capacity), Some(rate)) = (self.capacity.get(at), self.rate.get(at)) else {
            return 0.0;
        };
        if *capacity >= *rate {
            if *capacity > 0.0 { 1.0 } else { 0.0 }
        } else {
            capacity / rate
        }
    }

    /// Notes what a firm brings to a channel.
    pub fn bring(&mut self, channel: Channel, worker_years: f32) {
        if let Some(month) = self.month.get_mut(channel.index()) {
            *month += worker_years;
        }
    }

    /// Closes the month.
    pub fn close_month(&mut self) {
        for (rate, month) in self.rate.iter_mut().zip(&mut self.month) {
            *rate = MEMORY * *rate + (1.0 - MEMORY) * MONTHS * *month;
            *month = 0.0;
        }
    }

    /// Whether every number is one that outlets can have.
    pub(super) fn is_sound(&self) -> bool {
        let amounts = [&self.capacity, &self.rate, &self.month];
        amounts
            .into_iter()
            .flatten()
            .all(|flow| *flow >= 0.0 && flow.is_finite())
            && (0.0..=1.0).contains(&self.houses_abroad)
    }
}
