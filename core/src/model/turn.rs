//! A turn: all that a mechanism may see and change while one event is carried out.

use super::calendar;
use super::event::Event;
use super::fault::Fault;
use super::number::float;
use super::scenario::Scenario;
use super::streams::Streams;
use super::world::{Cluster, Commons, Firm, Household, Notice, Order};
use crate::kernel::queue::Handle;
use crate::kernel::simulation::Agenda;
use crate::kernel::stream::Stream;
use crate::kernel::table::{Id, TableView};
use crate::kernel::time::{Instant, Span};

/// The world and the agenda during one event. Capacities are erased: no mechanism knows how large the tables are.
pub(crate) struct Turn<'a> {
    pub(crate) now: Instant,
    pub(crate) scenario: &'a Scenario,
    pub(crate) cluster: &'a mut Cluster,
    pub(crate) households: &'a mut [Household],
    pub(crate) firms: &'a mut TableView<Firm>,
    pub(crate) orders: &'a mut TableView<Order>,
    pub(crate) streams: &'a mut Streams,
    pub(crate) commons: Commons<'a>,
    pub(crate) agenda: &'a mut dyn Agenda<Event>,
}

/// How long a rate that changes with the world is taken as constant: then it is reviewed.
const REVIEW: Span = calendar::MONTH;

impl Turn<'_> {
    /// The decimal year.
    pub(crate) fn year(&self) -> f32 {
        calendar::decimal_year(self.scenario.timing.start_year, self.now)
    }

    /// Plans an event after a span.
    pub(crate) fn plan(&mut self, after: Span, event: Event) -> Result<Handle, Fault> {
        Ok(self.agenda.schedule_in(after, event)?)
    }

    /// Plans an event after so many years.
    pub(crate) fn plan_years(&mut self, years: f32, event: Event) -> Result<Handle, Fault> {
        let after = calendar::years(years).ok_or(Fault::Span { years })?;
        self.plan(after, event)
    }

    /// Posts what the other clusters may see this month; what is wanted of them, labour has posted.
    pub(crate) fn post_notice(&mut self) {
        let cluster = &*self.cluster;
        let [_, sellers, ..] = cluster.census.by_channel;
        let [_, goods, ..] = cluster.outlets.rate;
        let employed = cluster.census.employed;
        let trade = &self.scenario.trade;
        if let Some(gate) = self.commons.own() {
            gate.notice = Notice {
                firms: self.scenario.place.scale * float(cluster.census.firms()),
                wage: cluster.region.wage,
                idle: cluster.region.pool.saturating_sub(employed),
                market: cluster.market.view(&self.scenario.market),
                trade: [trade.demand, trade.world_demand],
                sellers,
                goods_to_market: goods,
                ..gate.notice
            };
        }
    }

    /// Firms alive.
    pub(crate) fn firm_count(&self) -> u32 {
        u32::from(self.firms.len())
    }
}

/// When the next arrival of a Poisson process of so many a year comes, and whether it comes before the rate is due for review.
///
/// The exponential forgets, so a review that finds no arrival and draws anew
/// leaves the process exact while the rate is constant between reviews.
pub(crate) fn next_arrival(stream: &mut Stream, rate_a_year: f32) -> (Span, bool) {
    let wait = stream.exponential() / rate_a_year;
    match calendar::years(wait) {
        Some(span) if span <= REVIEW => (span, true),
        // Also where the rate is nil: the wait is then endless.
        _ => (REVIEW, false),
    }
}

/// A firm drawn among those alive, each as likely as another; nothing where there is none.
///
/// Slots are tried until one is taken, which is as quick among thousands of firms as among a hundred.
pub(crate) fn any_firm(firms: &TableView<Firm>, stream: &mut Stream) -> Option<Id<Firm>> {
    if firms.is_empty() {
        return None;
    }
    for _ in 0..TRIES {
        let slot = stream.below(u32::from(firms.used()))?;
        let taken = u16::try_from(slot).ok().and_then(|slot| firms.id_at(slot));
        if taken.is_some() {
            return taken;
        }
    }
    // Hardly a firm is left of many.
    let place = stream.below(u32::from(firms.len()))?;
    firms.nth_occupied(place).map(|(id, _)| id)
}

/// How many slots are tried before those taken are counted.
const TRIES: u32 = 32;

/// One of the first so many varieties, each as likely as another.
pub(crate) fn any_variety(stream: &mut Stream, varieties: u32) -> u8 {
    let variety = stream.below(varieties.max(1));
    variety
        .and_then(|variety| u8::try_from(variety).ok())
        .unwrap_or(0)
}
