//! The scenario: everything that makes a run differ from another but its seed.
//!
//! The first four sections are the paper's four causes; `place` holds
//! endowments, `world` the pendulum, and the rest the mechanisms' parameters.

mod changes;
mod conflict;
mod dated;
mod parameter;
mod section;

pub use conflict::Conflict;
pub(crate) use dated::STEP_PLACES;
pub use dated::{
    LEVEL_MAX, PolicyKind, PolicyStep, STEPS_MAX, Shock, ShockKind, Steps, YEARS, step_admitted,
};
pub use parameter::{Parameter, Range, Refusal, Value, parameter, parameters};

use crate::kernel::codec::{Encode as _, Sink};
use dated::encode_steps;
use section::{
    kind_put, kind_range, kind_read, kind_type, kind_value, kind_word, kind_zero, sections,
};

sections! {
    /// First cause: the stage of economic development at birth.
    stage: Stage {
        /// The region's wage at birth.
        wage: number [0.005, 1.2] = 0.05, "share of the frontier's wage", "C09";
        /// The median wealth of a household at birth.
        wealth: number [0.0, 20.0] = 0.03, "frontier worker-years", "guess";
        /// The spread of wealth: the standard deviation of its logarithm.
        wealth_spread: number [0.0, 3.0] = 0.8, "log units", "guess";
        /// The capability of founders at birth.
        capability: number [0.0, 1.0] = 0.08, "share of the frontier's", "guess";
        /// Households that run a workshop at birth already.
        workshops: number [0.0, 1.0] = 0.0, "share", "Brusco & Paba 1997";
        /// Surplus labour at birth.
        surplus: number [0.0, 1000.0] = 8.0, "workers a household", "Lewis 1954";
        /// Workers who would come from elsewhere.
        migrants: number [0.0, 10000.0] = 8.0, "workers a household", "guess";
    }

    /// Second cause: the timing of birth in the pendulum of globalization.
    timing: Timing {
        /// The first year of the run.
        start_year: whole [1870, 2099] = 1978, "year", "F022";
        /// The last year of the run, included.
        end_year: whole [1870, 2099] = 2018, "year", "F098";
    }

    /// Third cause: the specialized market.
    market: MarketCause {
        /// The year in which a market opens; 0 for never.
        seed_year: whole [0, 2099] = 0, "year", "C33";
        /// The stalls with which it opens.
        first_stalls: whole [0, 100_000] = 500, "stalls", "F114";
        /// The distance from the cluster to the market.
        distance: number [0.0, 2000.0] = 0.0, "km", "C46";
        /// Visitors a day that a market of boundless variety would draw from the country.
        catchment: number [0.0, 1_000_000.0] = 40000.0, "visitors a day", "F083";
        /// The same for visitors from abroad, at the height of globalization.
        foreign_catchment: number [0.0, 1_000_000.0] = 16000.0, "visitors a day", "F084";
        /// Readiness of the local government to build a larger hall when the old one is full.
        government: number [0.0, 1.0] = 0.5, "probability a review", "C59";
        /// The chance that somebody tries a market where there is none and many have something to sell.
        agency: number [0.0, 1.0] = 0.0, "probability a year", "C59";
    }

    /// Fourth cause: social structure and the relation of state and society.
    society: Society {
        /// How near kin are to one another: the share of a kin group's wealth and work that a founder can count on.
        kin_density: number [0.0, 1.0] = 0.8, "share", "C44";
        /// Households in a kin group: a couple's, two of parents, and those of four brothers and sisters of each. Women born in China from 1926 to 1938 had five children (Duan & Chen 2022, table 1), of whom four grew up, a guess; a child has as many siblings as mothers have children, and not one fewer, if sizes of families scatter as Poisson's do. Without that, or with parents who live with a child, it would be nine; 11 is what F132 and F133 ask for.
        kin_group: whole [1, 64] = 11, "households", "by hand to F132, F133; range after Duan & Chen 2022";
        /// The share of founders who come from another region.
        transplants: number [0.0, 1.0] = 0.05, "share", "C45";
        /// What it costs to register an association.
        registration_cost: number [0.0, 20.0] = 5.0, "multiples of what members would bear", "C49, F140";
        /// What an association may do by itself.
        autonomy: number [0.0, 1.0] = 0.1, "share of F139's functions", "F142, F143";
    }

    /// Endowments of the place.
    place: Endowment {
        /// Households that could found a firm; there are so many divided by `scale` agents.
        households: whole [1, 10_000_000] = 5120, "households", "guess";
        /// Real households, or firms, for which an agent stands: precision, not substance.
        scale: number [0.01, 100_000.0] = 20.0, "for an agent", "";
        /// Distance to a sea port.
        port_distance: number [0.0, 5000.0] = 150.0, "km", "guess";
        /// Where it lies: kilometres to the east of the map's middle. Only what lies between clusters of one run counts.
        x: number [-5000.0, 5000.0] = 0.0, "km", "map";
        /// Kilometres to the north.
        y: number [-5000.0, 5000.0] = 0.0, "km", "map";
        /// Access to foreign trade at birth; policy steps change it.
        trade_access: number [0.0, 1.0] = 0.3, "share", "C04";
        /// Residents, by whom collective assets are divided.
        residents: number [1.0, 100_000.0] = 500.0, "thousand", "F090";
        /// Collective assets at birth, for each resident.
        assets: number [0.0, 100.0] = 0.0, "frontier worker-years", "F028";
        /// Natural endowment for the trade: raw material, water, an old craft.
        endowment: number [0.0, 1.0] = 0.0, "index", "C58";
    }

    /// What is made: the trade's technique, and its demand as it was before the cluster.
    trade: Trade {
        /// What the country needs of it at the frontier's income.
        demand: number [1.0, 100_000_000.0] = 400_000.0, "worker-years a year", "guess";
        /// What countries abroad need of it at the height of world trade.
        world_demand: number [1.0, 100_000_000.0] = 400_000.0, "worker-years a year", "guess";
        /// Varieties in which it can be made.
        varieties: whole [1, 64] = 64, "varieties", "C55";
        /// Machines that a worker minds.
        machines: number [0.0, 100.0] = 1.0, "machines a worker", "guess";
    }

    /// The pendulum of globalization.
    world: WorldDrivers {
        /// The policy paradigm's level in the age of protection.
        protection: number [0.0, 1.0] = 0.1, "index", "F015";
        /// The level before 1914.
        first_wave: number [0.0, 1.0] = 0.8, "index", "F010";
        /// When market forces are released.
        release_year: number [1870.0, 2100.0] = 1981.0, "year", "F017";
        /// When the pendulum swings back.
        return_year: number [1870.0, 2100.0] = 2009.0, "year", "F019";
        /// The level to which it swings back.
        return_level: number [0.0, 1.0] = 0.4, "index", "guess";
        /// How long a swing takes: the scale of the logistic join.
        swing: number [0.05, 20.0] = 1.2, "years", "guess";
        /// When controls of capital fall, and investment abroad with them sets in.
        capital_year: number [1870.0, 2100.0] = 1973.0, "year", "F016";
        /// Holds the policy paradigm at `policy` for ever.
        policy_held: switch = false, "", "C05";
        /// The level at which it is held.
        policy: number [0.0, 1.0] = 0.5, "index", "C05";
        /// Holds world trade at `trade` for ever.
        trade_held: switch = false, "", "C05";
        /// The level at which it is held.
        trade: number [0.0, 200.0] = 40.0, "% of world GDP", "C05";
    }

    /// Segments of the value chain: what a worker-year is worth at the world's prices, and what it takes.
    segments: Segments {
        /// Value of a worker-year of processing.
        processing: number [0.0, 10.0] = 0.26, "frontier worker-years", "guess";
        /// Value of a worker-year of parts and simple goods.
        parts: number [0.0, 10.0] = 0.40, "frontier worker-years", "guess";
        /// Value of a worker-year of finished goods.
        finished: number [0.01, 10.0] = 0.80, "frontier worker-years", "guess";
        /// Value of a worker-year of design and brand.
        design: number [0.0, 10.0] = 1.40, "frontier worker-years", "guess";
        /// Capability that parts need.
        parts_capability: number [0.0, 1.0] = 0.05, "share of the frontier's", "guess";
        /// Capability that finished goods need.
        finished_capability: number [0.0, 1.0] = 0.38, "share of the frontier's", "guess";
        /// Capability that design and brand need.
        design_capability: number [0.0, 1.0] = 0.75, "share of the frontier's", "guess";
        /// Part of the value that is there without any capability.
        base_quality: number [0.0, 1.0] = 0.6, "share", "guess";
        /// How home prices follow income: the exponent of the wage.
        home_price: number [0.0, 2.0] = 0.3, "exponent", "guess";
    }

    /// Entry of households (C09, C13 to C16; Ruan, Zhang & Wei 2007).
    entry: Entry {
        /// Whether households found firms.
        active: switch = true, "", "ablation";
        /// How often a household thinks of it.
        rate: number [0.0, 100.0] = 0.0451, "a year", "calibrated";
        /// The capital of a worker's place in an integrated firm, for a frontier wage.
        capital: number [0.0, 100.0] = 0.276, "frontier worker-years", "calibrated";
        /// How the capital follows the wage: cheap labour takes simple tools.
        technique: number [0.0, 2.0] = 0.6, "exponent", "C09";
        /// Holds the division of labour at so many stages; 0 lets it follow output.
        division_held: number [0.0, 50.0] = 0.0, "stages", "C14";
        /// The greatest division of labour.
        division_max: number [1.0, 50.0] = 6.0, "stages", "F136";
        /// How the division of labour grows with the logarithm of output.
        division_slope: number [0.0, 20.0] = 1.2, "stages", "guess";
        /// The output at which it begins to grow.
        division_output: number [0.01, 1_000_000.0] = 1200.0, "worker-years a year", "guess";
        /// The price of machines made in the cluster.
        local_machines: number [0.01, 1.0] = 0.1, "of the imported price", "F131";
        /// The part of kin's wealth that is lent, for the closest kin.
        kin_lending: number [0.0, 1.0] = 0.25, "share", "Huang, Zhang & Zhu 2008";
        /// Trade credit.
        trade_credit: number [0.0, 1.0] = 0.2, "share of the capital", "guess";
        /// How success of others is noticed: the number of firms for each household at which one has been seen with 63 %.
        exposure: number [0.0001, 1000.0] = 0.134, "firms a household", "calibrated";
        /// How far firms of other clusters are seen: the distance at which a third still are.
        sight: number [1.0, 10000.0] = 50.0, "km", "guess";
        /// How stalls are noticed, likewise.
        stall_exposure: number [0.1, 1_000_000.0] = 2140.0, "stalls", "calibrated";
        /// The chance that a household acts without having seen anyone.
        pioneer: number [0.0, 1.0] = 0.04, "probability", "C59";
        /// The profit a worker must promise above the wage.
        hurdle: number [0.0, 10.0] = 0.172, "of the wage", "calibrated";
        /// Workers of the smallest workshop, however finely the work is divided.
        first_workers: whole [1, 1000] = 3, "workers", "F135";
        /// Workers of a workshop that does all stages by itself.
        integrated_workers: whole [1, 10000] = 16, "workers", "C47";
        /// The chance that a founder who knows the market makes what is scarce there.
        information: number [0.0, 1.0] = 0.5, "probability", "C38";
    }

    /// Orders of multinational buyers (C07, C10, C12, C19).
    orders: Orders {
        /// Whether they come.
        active: switch = true, "", "ablation";
        /// Their rate at the height of globalization, for a household.
        rate: number [0.0, 1000.0] = 0.764, "a year and household", "calibrated";
        /// How fast they, and investors, learn of a change of the place's access to trade.
        learning: number [0.0, 100.0] = 0.795, "a year", "calibrated";
        /// How they shun wages.
        wage_exponent: number [0.0, 20.0] = 3.0, "exponent", "C02";
        /// How they shun distance to a port.
        distance_scale: number [1.0, 10000.0] = 60.0, "km", "guess";
        /// Workers that the median order keeps busy.
        workers: number [1.0, 10000.0] = 12.0, "workers", "guess";
        /// The spread of that number.
        spread: number [0.0, 2.0] = 0.6, "log units", "guess";
        /// How long an order takes, at most.
        duration: number [0.02, 5.0] = 0.8, "years", "guess";
        /// The maker's part of what the buyer saves.
        bargain: number [0.0, 1.0] = 0.25, "share", "C25";
        /// The part of the capital that a founder must bring when the buyer supplies machines and inputs.
        founder_capital: number [0.0, 1.0] = 0.1, "share", "C10";
        /// What the village takes of wages advanced and of fees.
        village_fee: number [0.0, 1.0] = 0.1, "share of what the buyer pays", "F028";
    }

    /// Foreign investment (C03, C06, C21, C24, C26 to C28, C32).
    foreign: ForeignInvestment {
        /// Whether it comes.
        active: switch = true, "", "ablation";
        /// Rate of factories at the height of globalization, for a household.
        rate: number [0.0, 100.0] = 0.0196, "a year and household", "calibrated";
        /// How factories shun wages.
        wage_exponent: number [0.0, 20.0] = 3.0, "exponent", "C32";
        /// Rate of laboratories at the frontier's wage.
        laboratory_rate: number [0.0, 100.0] = 0.001, "a year and household", "C32";
        /// How firms draw projects: the number of firms at which their company is felt.
        agglomeration: number [1.0, 1_000_000.0] = 1600.0, "firms", "guess";
        /// How projects follow the number of firms beyond that.
        company: number [0.0, 2.0] = 0.5, "exponent", "Head, Ries & Swenson 1995";
        /// The part of a factory's machines that comes from its home country, and costs what it costs there.
        imported: number [0.0, 1.0] = 0.401, "share", "calibrated";
        /// Workers of a factory at its opening.
        workers: whole [1, 10000] = 30, "workers", "guess";
        /// Capability that a factory brings.
        capability: number [0.0, 1.0] = 0.4, "share of the frontier's", "C21";
        /// Part of the world's price at which a factory sells to its parent.
        transfer_price: number [0.0, 1.0] = 0.75, "share", "guess";
    }

    /// The specialized market (C22, C33 to C39, C46, C54 to C58).
    stalls: Stalls {
        /// Whether it opens and grows.
        active: switch = true, "", "ablation";
        /// How variety draws buyers: the reciprocal of the elasticity of substitution less one.
        variety_pull: number [0.0, 5.0] = 1.0, "exponent", "C55";
        /// The varieties at which half of the catchment comes, for each visitor of it: a market of one small trade needs fewer.
        half: number [0.0001, 1000.0] = 0.0772, "varieties a visitor", "calibrated";
        /// How fast buyers learn of a market.
        buyer_rate: number [0.0, 20.0] = 1.5, "a year", "guess";
        /// Daily visitors whom a stall needs to pay its rent.
        visitors_needed: number [0.001, 1000.0] = 0.6, "visitors a stall", "F083";
        /// The fastest growth of stalls.
        growth_max: number [0.0, 5.0] = 0.478, "a year", "calibrated";
        /// Occupancy at which a larger hall is thought of.
        crowded: number [0.1, 1.0] = 0.85, "share", "guess";
        /// How much larger it is.
        step: number [1.0, 10.0] = 2.2, "times", "F112";
        /// How long it takes to build.
        build_time: number [0.0, 20.0] = 0.8, "years", "guess";
        /// The part of the country's demand that a market of boundless variety would bring to its door.
        purchase: number [0.0, 1.0] = 0.828, "share of the demand", "calibrated";
        /// What visitors from abroad take of their demand at the height of world trade, against what those from the country take of its own.
        foreign_purchase: number [0.0, 1.0] = 0.4, "of what those take", "guess";
        /// Whether the goods of the cluster's firms fill stalls; without it only traders from elsewhere do.
        supplied: switch = true, "", "C36";
        /// Stalls that traders with goods from elsewhere would fill.
        hinterland: number [0.0, 1_000_000.0] = 60000.0, "stalls", "guess";
        /// Stalls that a maker who sells at the market fills.
        maker_stalls: number [0.0, 1000.0] = 4.0, "stalls a firm", "guess";
        /// How much of the draw of stalls lies in their variety.
        scope: number [0.0, 1.0] = 0.7, "share", "C57";
        /// What leaks of export makers' parts into the market: what domestic makers learn from it, and the stalls it fills.
        leak: number [0.0, 1.0] = 0.02, "a review", "C35";
        /// The part of the catchment that markets elsewhere come to take, once they copy this one.
        rivals: number [0.0, 1.0] = 0.2, "share", "C37";
        /// When they do.
        rivals_year: number [1870.0, 2100.0] = 1992.0, "year", "F116";
        /// The part of the visitors from abroad who come with the paradigm of the developed countries; the others, from developing ones, come with trade alone.
        paradigm: number [0.0, 1.0] = 1.0, "share", "C22";
        /// Stalls at which a visitor from abroad orders, a day.
        foreign_orders: number [0.0, 10.0] = 0.05, "stalls a day", "guess";
        /// The distance at which two thirds of a market are out of reach.
        reach: number [1.0, 5000.0] = 150.0, "km", "guess";
        /// The rent of a stall for a firm that sells there.
        rent: number [0.0, 0.9] = 0.03, "share of sales", "guess";
        /// The quality above which spot trade does not pay.
        spot_quality: number [0.0, 1.0] = 0.45, "share of the frontier's", "C40";
    }

    /// Channels of distribution (C33, C39, C40).
    channels: Channels {
        /// Whether firms choose their channel; without it they sell in local trade.
        active: switch = true, "", "ablation";
        /// How sharply firms tell prices apart.
        temperature: number [0.001, 10.0] = 0.08, "share of the best price", "McFadden 1974";
        /// The part of what visitors of the market and other places leave of demand that local trade and trading houses reach.
        local_reach: number [0.0, 1.0] = 0.562, "share of the demand", "calibrated";
        /// The demand of a trade beyond which other places live on it as well: their number grows with the square root of the demand.
        niche: number [1.0, 100_000_000.0] = 37_100.0, "worker-years a year", "calibrated";
        /// The part of its sales that a trading house can export at full trade and capability.
        trading_house: number [0.0, 1.0] = 0.3, "share", "guess";
        /// The part of what visitors and other places leave of demand abroad that a consortium of all firms reaches, at full services.
        consortium_reach: number [0.0, 1.0] = 0.08, "share of the demand", "guess";
        /// The part of what visitors of the market leave of demand, at home and abroad, that own brands can reach.
        brand_reach: number [0.0, 1.0] = 0.2, "share of the demand", "guess";
        /// The part of own brands that goes abroad at full trade.
        brand_export: number [0.0, 1.0] = 0.45, "share", "guess";
        /// What a brand's name adds.
        brand_premium: number [0.0, 5.0] = 0.25, "share of the price", "C40";
        /// The discount of sales abroad: freight and tariffs.
        freight: number [0.0, 1.0] = 0.2, "share of the price", "guess";
    }

    /// Governance of outsourced work (C44 to C50; Klos & Nooteboom 2001).
    governance: Governance {
        /// Whether modes differ; without it the market is the only one.
        active: switch = true, "", "ablation";
        /// Transaction cost among the closest kin.
        kin_base: number [0.0, 1.0] = 0.05, "share of the value", "C44";
        /// What social distance adds.
        kin_distance: number [0.0, 5.0] = 0.35, "share of the value", "C44";
        /// Transaction cost in a market of strangers.
        market_base: number [0.0, 1.0] = 0.16, "share of the value", "C46";
        /// The part of it that a specialized market at the door takes away.
        market_relief: number [0.0, 1.0] = 0.6, "share", "C46";
        /// Transaction cost among members of an association.
        association_base: number [0.0, 1.0] = 0.05, "share of the value", "C48";
        /// What is added when it has no autonomy.
        association_heteronomy: number [0.0, 1.0] = 0.15, "share of the value", "C49";
        /// How sharply firms tell costs apart.
        temperature: number [0.001, 1.0] = 0.03, "share of the value", "guess";
        /// The chance of a default, for each unit of transaction cost and quarter.
        default_rate: number [0.0, 5.0] = 0.3, "probability", "guess";
        /// What a default costs.
        default_loss: number [0.0, 1.0] = 0.2, "share of the value", "guess";
        /// How much of the cost trust can save.
        trust_saving: number [0.0, 1.0] = 0.3, "share", "Klos & Nooteboom 2001";
        /// How fast trust grows in a relation.
        trust_rate: number [0.0, 1.0] = 0.08, "a quarter", "Klos & Nooteboom 2001";
    }

    /// Associations (C48 to C51).
    association: AssociationMechanism {
        /// Whether they are attempted.
        active: switch = true, "", "ablation";
        /// Attempts, and once founded meetings.
        rate: number [0.0, 20.0] = 1.0, "a year", "guess";
        /// Firms that must share a problem: as many as the law asks an association of firms to have as members.
        firms_needed: whole [1, 100_000] = 30, "firms", "guess; State Council 1998";
        /// How fast services are built up.
        service_rate: number [0.0, 5.0] = 0.2, "a year", "guess";
        /// The yearly fee of a member.
        fee: number [0.0, 1.0] = 0.01, "share of sales", "F128";
        /// How readily firms join.
        join_rate: number [0.0, 1.0] = 0.3, "probability a quarter", "guess";
    }

    /// Imitation and differentiation (C02, C51, C54).
    imitation: Imitation {
        /// Whether firms review their variety.
        active: switch = true, "", "ablation";
        /// Reviews of a firm.
        rate: number [0.0, 20.0] = 0.8, "a year", "guess";
        /// How often another variety comes in vogue.
        vogue: number [0.0, 12.0] = 1.0, "a year", "guess";
        /// The chance that a review copies what is in vogue.
        copying: number [0.0, 1.0] = 0.2, "probability", "C51";
        /// What an autonomous association's discipline takes away from it.
        discipline: number [0.0, 1.0] = 0.8, "share", "C51";
        /// The chance that a review finds a variety of its own, at the frontier's capability.
        differing: number [0.0, 1.0] = 0.6, "probability", "C48";
        /// Elasticity of demand for a variety that nobody else offers.
        elasticity: number [1.5, 50.0] = 4.0, "", "Dixit & Stiglitz 1977";
        /// What crowding adds to it.
        crowding: number [0.0, 100.0] = 8.0, "for the whole crowd", "C54";
    }

    /// Upgrading (C17, C18, C28, C29; Sonobe & Otsuka 2006).
    upgrading: Upgrading {
        /// Whether firms learn and move up.
        active: switch = true, "", "ablation";
        /// Reviews of a firm.
        rate: number [0.0, 20.0] = 0.8, "a year", "guess";
        /// Learning by doing in the quantity phase.
        practice: number [0.0, 1.0] = 0.10, "a review", "Sonobe & Otsuka 2006";
        /// The capability at which the quantity phase ends.
        quantity_phase: number [0.0, 1.0] = 0.35, "share of the frontier's", "Sonobe & Otsuka 2006";
        /// How much further training by an association carries the quantity phase, at full services.
        training: number [0.0, 1.0] = 0.25, "share of the frontier's", "C48";
        /// Learning under the pressure of cheaper rivals, in the quality phase.
        pressure: number [0.0, 5.0] = 0.118, "a review", "calibrated";
        /// The wage below which there is no such pressure.
        pressure_wage: number [0.0, 1.0] = 0.10, "share of the frontier's", "C17";
        /// What services of an association add.
        service_gain: number [0.0, 10.0] = 1.0, "times", "C48";
        /// The least talented entrepreneur's limit of capability; the others' lie between it and the frontier, each as likely.
        talent: number [0.0, 1.0] = 0.4, "share of the frontier's", "guess";
        /// What homogeneity takes away.
        spill: number [0.0, 1.0] = 0.5, "share", "C51";
        /// What suppliers learn from foreign firms.
        supplier: number [0.0, 1.0] = 0.006, "a review", "C28";
        /// What machines with computers add for those who are already able.
        automation: number [0.0, 1.0] = 0.05, "a review", "C18, F055";
        /// When such machines come.
        automation_year: number [1870.0, 2100.0] = 1985.0, "year", "F055";
        /// What the pressure of a crisis adds for those who are already able.
        crisis_pressure: number [0.0, 5.0] = 0.1, "a review", "C29";
    }

    /// Labour (C25; Lewis 1954).
    labour: Labour {
        /// Whether wages and migrants move.
        active: switch = true, "", "ablation";
        /// The fastest growth of the wage.
        growth: number [0.0, 1.0] = 0.066, "a year", "calibrated";
        /// Tightness up to which surplus labour keeps it flat.
        slack: number [0.0, 0.99] = 0.8, "employed of the pool", "Lewis 1954";
        /// How fast migrants come to a tight region.
        migration: number [0.0, 10.0] = 0.5, "a year", "guess";
        /// How far idle workers go for work in other clusters: the distance at which a third still would.
        reach: number [1.0, 10000.0] = 500.0, "km", "guess";
        /// Workers of the largest firm.
        firm_max: whole [1, 100_000] = 120, "workers", "guess";
        /// Workers whom no growing firm finds: between two jobs, or about to found a firm.
        friction: number [0.0, 0.5] = 0.04, "of the pool", "guess";
        /// The fastest growth of a firm.
        hiring: number [0.0, 10.0] = 0.137, "a quarter", "calibrated";
    }

    /// What governments do: dated steps, and an answer to what they see (C11, C12, C37, C59).
    government: Government {
        /// Whether they do anything.
        active: switch = true, "", "ablation";
        /// The chance that a local government whose market is copied elsewhere opens an industrial park.
        response: number [0.0, 1.0] = 0.5, "probability a year", "C37";
        /// What villages and towns earn with their collective assets where all their workers are employed: factory buildings to let.
        returns: number [0.0, 1.0] = 0.12, "a year", "guess";
        /// What firms from elsewhere pay for their land where all workers are employed.
        land_rent: number [0.0, 1.0] = 0.35, "of the wage bill", "guess; Lao Heng";
        /// The capital that a park saves a founder.
        park: number [0.0, 1.0] = 0.2, "share", "F116";
    }

    /// Exit and insurance (C52, C53).
    exit: Exit {
        /// Whether firms close.
        active: switch = true, "", "ablation";
        /// Hazard of the safest firm.
        base: number [0.0, 10.0] = 0.0354, "a year", "calibrated";
        /// Hazard that an empty till adds.
        poverty: number [0.0, 10.0] = 0.6, "a year", "guess";
        /// Cash that makes it fall to a third.
        cushion: number [0.001, 10.0] = 0.25, "years of the wage bill", "guess";
        /// The part of kin's wealth that stands behind a firm, for the closest kin.
        kin_insurance: number [0.0, 1.0] = 0.3, "share", "C53";
    }
}

impl Default for Scenario {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Scenario {
    /// How many agents stand for the households.
    pub fn agents(&self) -> u32 {
        let agents = super::number::float(self.place.households) / self.place.scale;
        super::number::whole(agents + 0.5).max(1)
    }

    /// Workers at birth, in agents' units.
    pub(in crate::model) fn first_pool(&self) -> u32 {
        super::number::whole(self.stage.surplus * super::number::float(self.agents()))
    }

    /// The first of the parameters that clusters of one run must share and in which the other scenario differs.
    ///
    /// An agent that moves from one to another must stand for as many as before.
    pub fn disagrees_with(&self, other: &Self) -> Option<&'static str> {
        let shared = [
            (
                self.timing.start_year == other.timing.start_year,
                "timing.start_year",
            ),
            (
                self.timing.end_year == other.timing.end_year,
                "timing.end_year",
            ),
            (
                self.place.scale.to_bits() == other.place.scale.to_bits(),
                "place.scale",
            ),
        ];
        let differs = shared.iter().find(|(same, _)| !same);
        differs.map(|(_, path)| *path)
    }

    /// A hash of every value, by which a checkpoint knows its scenario.
    pub fn fingerprint(&self) -> u64 {
        let mut digest = crate::kernel::digest::Digest::new();
        let Ok(()) = self.put_all(&mut digest);
        digest.value()
    }
}
