//! Associations: firms with common problems try to found one; what it may do by itself decides what it can do (C48 to C51).

use crate::kernel::table::Id;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::money::{Money, pay};
use crate::model::number::{float, unit};
use crate::model::scenario::PolicyKind;
use crate::model::turn::Turn;
use crate::model::world::Firm;

/// Firms try to found an association; once it is founded, it meets: services grow towards what autonomy and members allow.
pub(crate) fn attempt(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let parameters = &turn.scenario.association;
    let wait = turn.streams.association.exponential() / parameters.rate.max(0.01);
    let years = wait.min(10.0);
    turn.plan_years(years, Event::AssociationAttempt)?;
    let succeeds = turn.streams.association.chance(success(turn));
    let firms = turn.cluster.census.firms();
    let shared = turn.scenario.place.scale * float(firms) >= float(parameters.firms_needed);
    let region = &turn.cluster.region;
    let autonomy = region.autonomy();
    let public = region.lever(PolicyKind::ServiceCentres).min(1.0);
    let association = &mut turn.cluster.association;
    if association.founded {
        let members = if firms > 0 {
            float(turn.cluster.census.members) / float(firms)
        } else {
            0.0
        };
        // Self-made services need autonomy and members; public centres add theirs where members use them.
        let reach = unit(autonomy * (0.5 + 0.5 * members) + public * autonomy);
        let nearer = unit(parameters.service_rate * years);
        association.services += nearer * (reach - association.services);
        let spent = association.fund.part(nearer);
        pay(
            &mut association.fund,
            &mut turn.cluster.ledger.outside,
            spent,
        )?;
    } else if parameters.active && shared && succeeds {
        association.founded = true;
        association.services = public * autonomy;
    }
    Ok(())
}

/// The chance that an attempt passes the registration: falls with its cost (C49).
fn success(turn: &Turn<'_>) -> f32 {
    let factor = turn.cluster.region.lever(PolicyKind::AssociationCost);
    libm::expf(-turn.scenario.society.registration_cost * factor)
}

/// A firm joins where there are services, and pays its fee.
pub(crate) fn belong(turn: &mut Turn<'_>, id: Id<Firm>, sales: Money) -> Result<(), Fault> {
    let parameters = &turn.scenario.association;
    let association = &turn.cluster.association;
    let draw = turn.streams.association.unit();
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    let attractive = if association.founded {
        parameters.join_rate * association.services
    } else {
        0.0
    };
    if !firm.member && draw < attractive {
        turn.cluster.census.leave(firm);
        firm.member = true;
        turn.cluster.census.join(firm);
    }
    if firm.member {
        let fee = sales.part(parameters.fee);
        pay(&mut firm.cash, &mut turn.cluster.association.fund, fee)?;
    }
    Ok(())
}

/// The first attempt.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    turn.plan_years(1.0, Event::AssociationAttempt)?;
    Ok(())
}
