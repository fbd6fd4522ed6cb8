//! The audit: the laws of the world, checked in full. Tests run it after every event, and so does the restoring of a checkpoint.

use super::{Census, Cluster, Firm, World};
use crate::kernel::list::List as _;
use crate::model::nouns::{Origin, VARIETIES};
use crate::model::room::Room;

/// More workers than any firm can have; guards sums against nonsense in a restored world.
const WORKERS_MAX: u32 = 10_000_000;

/// A law that the world breaks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Violation {
    /// Money was made or lost: all balances together are not zero.
    Money {
        /// Their sum, in money units.
        sum: i64,
    },
    /// The census disagrees with a count of all firms.
    Census,
    /// Founded less closed is not the number of firms.
    Firms {
        /// Firms in the table.
        alive: u32,
        /// What the totals tell.
        told: u32,
    },
    /// Orders taken are not those delivered, lost or still in hand.
    Orders {
        /// Orders in the table.
        open: u32,
        /// What the totals tell.
        told: u32,
    },
    /// Workers who are reserved are not those of orders in hand.
    Reserved,
    /// More are employed than live in the region.
    Labour {
        /// Employed workers.
        employed: u32,
        /// Workers in the region.
        pool: u32,
    },
    /// Workers of all clusters and those on the way between them are not those who were there or came from elsewhere.
    Workers {
        /// In all pools and on the way.
        there: u64,
        /// At the start, and come since.
        told: u64,
    },
    /// More stalls than halls, or stalls that nobody let.
    Stalls {
        /// Occupied stalls.
        stalls: u32,
        /// Room.
        capacity: u32,
    },
    /// Households and the firms that they own do not match.
    Owners,
    /// A number that must lie in a range does not.
    Range {
        /// Which.
        what: &'static str,
    },
}

impl Violation {
    /// The broken law, for a message.
    pub fn law(&self) -> &'static str {
        match self {
            Self::Money { .. } => "sum of all money",
            Self::Census => "census of firms",
            Self::Firms { .. } => "number of firms",
            Self::Orders { .. } => "number of orders",
            Self::Reserved => "workers reserved for orders",
            Self::Labour { .. } => "employed workers",
            Self::Workers { .. } => "workers of all clusters",
            Self::Stalls { .. } => "number of stalls",
            Self::Owners => "owners of firms",
            Self::Range { what } => what,
        }
    }
}

impl<R: Room> World<R> {
    /// Checks every law; the first broken one is the answer. Costs a sweep over all tables.
    pub fn audit(&self) -> Result<(), Violation> {
        self.audit_money()?;
        self.audit_census()?;
        self.audit_orders()?;
        self.audit_owners()?;
        self.audit_market()?;
        self.audit_ranges()
    }

    fn audit_money(&self) -> Result<(), Violation> {
        let Some(sum) = self.money() else {
            return Err(Violation::Money { sum: i64::MAX });
        };
        if sum == 0 {
            Ok(())
        } else {
            Err(Violation::Money { sum })
        }
    }

    /// All balances together; nothing if the sum leaves its range.
    fn money(&self) -> Option<i64> {
        let cluster = &self.cluster;
        let single = [
            cluster.ledger.outside,
            cluster.ledger.workers,
            cluster.region.treasury,
            cluster.association.fund,
        ];
        let households = self
            .households
            .as_slice()
            .iter()
            .map(|household| household.wealth);
        let firms = self.firms.iter().map(|(_, firm)| firm.cash);
        single
            .into_iter()
            .chain(households)
            .chain(firms)
            .try_fold(0_i64, |sum, balance| sum.checked_add(balance.units()))
    }

    fn audit_census(&self) -> Result<(), Violation> {
        let told = &self.cluster.census;
        let alive = u32::from(self.firms.len());
        if told.founded.checked_sub(told.closed) != Some(alive) {
            return Err(Violation::Firms {
                alive,
                told: told.firms(),
            });
        }
        // Only the totals that no table remembers are taken over.
        let mut counted = Census {
            founded: told.founded,
            closed: told.closed,
            orders_taken: told.orders_taken,
            orders_delivered: told.orders_delivered,
            orders_lost: told.orders_lost,
            ..Census::EMPTY
        };
        for (_, firm) in self.firms.iter() {
            counted.join(firm);
        }
        if counted != *told {
            return Err(Violation::Census);
        }
        let pool = self.cluster.region.pool;
        if told.employed > pool {
            return Err(Violation::Labour {
                employed: told.employed,
                pool,
            });
        }
        Ok(())
    }

    fn audit_orders(&self) -> Result<(), Violation> {
        let census = &self.cluster.census;
        let open = u32::from(self.orders.len());
        let ended = census.orders_delivered.checked_add(census.orders_lost);
        let told = ended
            .and_then(|ended| census.orders_taken.checked_sub(ended))
            .unwrap_or(u32::MAX);
        if told != open {
            return Err(Violation::Orders { open, told });
        }
        let lost = |id| self.firms.get(id).is_none();
        if self.orders.iter().any(|(_, order)| lost(order.firm)) {
            return Err(Violation::Reserved);
        }
        for (id, firm) in self.firms.iter() {
            let mut reserved = 0_u32;
            for (_, order) in self.orders.iter().filter(|(_, order)| order.firm == id) {
                reserved = reserved.saturating_add(order.workers);
            }
            if reserved != firm.reserved || reserved > firm.workers {
                return Err(Violation::Reserved);
            }
        }
        Ok(())
    }

    fn audit_owners(&self) -> Result<(), Violation> {
        let owned = |index: u16| {
            self.households
                .as_slice()
                .get(usize::from(index))
                .is_some_and(|household| household.occupied)
        };
        let owners = || self.firms.iter().filter_map(|(_, firm)| firm.owner);
        let mut occupied = 0_u32;
        for household in self.households.as_slice() {
            occupied = occupied.saturating_add(u32::from(household.occupied));
        }
        let twice = owners().any(|owner| owners().filter(|other| *other == owner).nth(1).is_some());
        if twice || !owners().all(owned) || occupied != self.cluster.census.occupied {
            return Err(Violation::Owners);
        }
        Ok(())
    }

    fn audit_market(&self) -> Result<(), Violation> {
        let market = &self.cluster.market;
        let kept = market.let_total.checked_sub(market.given_up_total) == Some(market.stalls);
        if kept && market.stalls <= market.capacity {
            Ok(())
        } else {
            Err(Violation::Stalls {
                stalls: market.stalls,
                capacity: market.capacity,
            })
        }
    }

    fn audit_ranges(&self) -> Result<(), Violation> {
        let Cluster {
            region,
            market,
            association,
            outlets,
            ..
        } = &self.cluster;
        let unit = |value: f32| (0.0..=1.0).contains(&value);
        let amount = |value: f32| value >= 0.0 && value.is_finite();
        let laws = [
            (amount(region.wage) && region.wage <= 10.0, "wage"),
            (
                unit(region.policy) && unit(region.crisis) && unit(region.known_access),
                "policy, crisis and known access",
            ),
            (
                amount(region.trade) && amount(region.relocation),
                "trade and relocation",
            ),
            (
                usize::from(region.vogue) < VARIETIES
                    && unit(region.capital_mobility)
                    && unit(region.rivalry),
                "vogue, mobility of capital and rivalry of markets",
            ),
            (
                region.levers.iter().all(|level| amount(*level)),
                "levers of policy",
            ),
            (
                amount(region.home_level) && amount(region.technique_level),
                "levels of prices and technique",
            ),
            (
                region.migrants <= region.pool && region.crisis_survivors <= region.crisis_firms,
                "migrants and survivors",
            ),
            (
                amount(market.buyers_domestic) && amount(market.buyers_foreign),
                "buyers",
            ),
            (
                unit(market.pull) && unit(market.nearness),
                "pull and nearness of the market",
            ),
            (
                self.cluster.used_market.is_sound() && amount(self.cluster.firms_in_sight),
                "surroundings",
            ),
            (unit(association.services), "services of the association"),
            (
                outlets
                    .capacity
                    .iter()
                    .chain(&outlets.rate)
                    .chain(&outlets.month)
                    .all(|flow| amount(*flow)),
                "outlets",
            ),
            (self.firms.iter().all(|(_, firm)| firm_sound(firm)), "firm"),
            (
                self.orders
                    .iter()
                    .all(|(_, order)| amount(order.worker_years) && order.workers > 0),
                "order",
            ),
        ];
        laws.iter()
            .find(|(holds, _)| !holds)
            .map_or(Ok(()), |(_, what)| Err(Violation::Range { what }))
    }
}

fn firm_sound(firm: &Firm) -> bool {
    let unit = |value: f32| (0.0..=1.0).contains(&value);
    unit(firm.capability)
        && unit(firm.talent)
        && unit(firm.trust)
        && usize::from(firm.variety) < VARIETIES
        && firm.workers > 0
        && firm.workers < WORKERS_MAX
        && (firm.origin == Origin::Foreign) == firm.owner.is_none()
}
