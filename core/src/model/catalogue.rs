//! The catalogue of the model: its mechanisms and its events as data, for documents and for tests that hold them to the code.

/// A mechanism: a room of `model/mechanisms`.
#[derive(Debug, Clone, Copy)]
pub struct Mechanism {
    /// Its name, which is also its file's.
    pub name: &'static str,
    /// The parameter that switches it off.
    pub switch: &'static str,
    /// The sections of a scenario that hold its causes and parameters.
    pub sections: &'static [&'static str],
    /// Its random streams; no other mechanism draws from them.
    pub streams: &'static [&'static str],
    /// What it does, in a sentence.
    pub does: &'static str,
    /// Its form, and where the form comes from.
    pub form: &'static str,
    /// The claims of the paper that it implements.
    pub claims: &'static [&'static str],
}

/// The mechanisms, in the order in which the paper's argument needs them.
pub const MECHANISMS: &[Mechanism] = &[
    Mechanism {
        name: "policy",
        switch: "government.active",
        sections: &["world", "government"],
        streams: &["policy"],
        does: "Moves the pendulum and world trade, takes dated steps, lets shocks break in and fade, and answers to markets elsewhere that copy the region's.",
        form: "logistic joins of the paradigm (facts F010 to F019), world trade as a table; a crisis halves in a year, a relocation in two; the answer is a chance a month once the loss is felt",
        claims: &[
            "C03", "C05", "C06", "C11", "C12", "C23", "C24", "C37", "C41", "C59",
        ],
    },
    Mechanism {
        name: "entry",
        switch: "entry.active",
        sections: &["stage", "entry"],
        streams: &["endowment", "entry", "talent"],
        does: "Lets a household found a firm if it has seen others succeed, if the best segment pays, and if its own wealth, its kin's loans and trade credit reach the threshold.",
        form: "threshold = capital of a place times the smallest workshop, which falls with the division of labour S = min(S_max, 1 + s ln(1 + Q/Q0)) (Ruan, Zhang & Wei 2007); notice = 1 - exp(-firms a household/exposure - stalls/stall exposure) (Sorenson & Audia 2000)",
        claims: &[
            "C01", "C09", "C13", "C14", "C15", "C16", "C34", "C38", "C41", "C42", "C43", "C47",
            "C58",
        ],
    },
    Mechanism {
        name: "orders",
        switch: "orders.active",
        sections: &["orders"],
        streams: &["orders", "passing"],
        does: "Brings processing orders of buyers abroad, who supply inputs and sell the goods: demand comes before production, and without stock. What finds no maker goes to another cluster.",
        form: "non-homogeneous Poisson process, rate = r G(t) known access (1 - w)^e exp(-d/d0) (1 + zone)(1 + relocation)",
        claims: &["C02", "C07", "C10", "C11", "C12", "C19", "C20"],
    },
    Mechanism {
        name: "foreign_investment",
        switch: "foreign.active",
        sections: &["foreign"],
        streams: &["foreign"],
        does: "Settles factories where labour is cheap, policy prefers them and company is near, and laboratories where wages are high.",
        form: "Poisson process; factories follow G(t), mobility of capital, access as it is known, (1 - w)^e, exp(-d/d0), (1 + firms/N0)^e (Head, Ries & Swenson 1995) and policy; laboratories follow the wage",
        claims: &[
            "C03", "C06", "C16", "C21", "C24", "C26", "C27", "C30", "C31", "C32", "C45",
        ],
    },
    Mechanism {
        name: "market",
        switch: "stalls.active",
        sections: &["market", "stalls"],
        streams: &["market"],
        does: "Lets variety draw buyers, buyers and goods fill stalls, and a local government enlarge crowded halls.",
        form: "visitors = catchment n^a / (n^a + half^a), half in proportion to the catchment, for n = stalls^0.8 (1 - scope + scope breadth) varieties; stalls follow the harmonic mean of what visitors feed and what makers and traders fill",
        claims: &[
            "C22", "C33", "C34", "C35", "C36", "C37", "C46", "C54", "C55", "C56", "C57", "C58",
            "C59",
        ],
    },
    Mechanism {
        name: "channels",
        switch: "channels.active",
        sections: &["trade", "segments", "channels"],
        streams: &["channels"],
        does: "Lets a firm sell through the best of the channels open to it: its parent, the market, local trade, a consortium, its own brand.",
        form: "expected price after freight, rent and what stays unsold, then a logit (McFadden 1974); a channel takes its share of the trade's demand; what visitors of the market take is not sold again, and of the rest far shops leave 1/sqrt(1 + demand/niche) to one cluster (Salop 1979)",
        claims: &["C22", "C33", "C39", "C40"],
    },
    Mechanism {
        name: "governance",
        switch: "governance.active",
        sections: &["society", "governance"],
        streams: &["governance"],
        does: "Lets a firm choose for each quarter's outsourced work between kin, market and association, bear defaults and grow trust.",
        form: "expected transaction cost by mode, then a logit; trust grows with the length of a relation (Klos & Nooteboom 2001)",
        claims: &["C44", "C45", "C46", "C48", "C49", "C50"],
    },
    Mechanism {
        name: "association",
        switch: "association.active",
        sections: &["society", "association"],
        streams: &["association"],
        does: "Lets firms with common problems try to found an association, and the association give what its autonomy allows.",
        form: "success = exp(-registration cost); services grow towards autonomy (0.5 + 0.5 members) + public centres",
        claims: &["C48", "C49", "C50", "C51"],
    },
    Mechanism {
        name: "imitation",
        switch: "imitation.active",
        sections: &["imitation"],
        streams: &["imitation"],
        does: "Lets firms copy what is in vogue or find a variety of their own; crowding lowers the mark-up.",
        form: "Poisson reviews; mark-up 1/(e - 1) with e = e0 + e1 crowd (Dixit & Stiglitz 1977)",
        claims: &["C02", "C38", "C48", "C51", "C54"],
    },
    Mechanism {
        name: "upgrading",
        switch: "upgrading.active",
        sections: &["upgrading"],
        streams: &["upgrading"],
        does: "Lets firms learn by practice first and under pressure later, and move to the next segment if they can, if it pays and if they have the capital.",
        form: "quantity and quality phase (Sonobe & Otsuka 2006), up to the entrepreneur's talent; suppliers learn from foreign firms and from parts that leak into the market",
        claims: &[
            "C09", "C17", "C18", "C25", "C28", "C29", "C35", "C48", "C50",
        ],
    },
    Mechanism {
        name: "labour",
        switch: "labour.active",
        sections: &["labour"],
        streams: &[],
        does: "Keeps the wage flat while surplus labour lasts, raises it with tightness, and brings migrants, from other clusters first.",
        form: "Lewis 1954: growth of the wage in proportion to tightness above slack and to the distance from the frontier",
        claims: &["C17", "C25"],
    },
    Mechanism {
        name: "exit",
        switch: "exit.active",
        sections: &["exit"],
        streams: &["exit"],
        does: "Closes firms with empty tills, unless kin stand behind them.",
        form: "hazard = base + poverty exp(-(cash + kin's help)/cushion)",
        claims: &["C10", "C52", "C53"],
    },
];

/// A kind of event.
#[derive(Debug, Clone, Copy)]
pub struct EventKind {
    /// Its name in the code.
    pub name: &'static str,
    /// When it comes.
    pub when: &'static str,
    /// Whom it wakes, in their order.
    pub wakes: &'static [&'static str],
}

/// The kinds of events, in the order of the code.
pub const EVENTS: &[EventKind] = &[
    EventKind {
        name: "Season",
        when: "every month",
        wakes: &[
            "policy",
            "labour",
            "channels",
            "imitation",
            "market",
            "entry",
            "orders",
        ],
    },
    EventKind {
        name: "WorldShock",
        when: "at the dates of the scenario's shocks",
        wakes: &["policy"],
    },
    EventKind {
        name: "PolicyStep",
        when: "at the dates of the scenario's steps",
        wakes: &["policy"],
    },
    EventKind {
        name: "HouseholdDecision",
        when: "a Poisson process of all households, looked at anew at least once a year",
        wakes: &["entry"],
    },
    EventKind {
        name: "OrderArrival",
        when: "a Poisson process, its rate looked at anew at least once a month",
        wakes: &["orders"],
    },
    EventKind {
        name: "OrderDue",
        when: "when the work on an order ends",
        wakes: &["orders"],
    },
    EventKind {
        name: "ForeignProject",
        when: "a Poisson process, its rate looked at anew at least once a month",
        wakes: &["foreign_investment"],
    },
    EventKind {
        name: "FirmCycle",
        when: "every quarter of each firm, from its own date on",
        wakes: &[
            "orders",
            "channels",
            "governance",
            "labour",
            "association",
            "labour",
            "exit",
        ],
    },
    EventKind {
        name: "MarketOpening",
        when: "in the market's first year",
        wakes: &["market"],
    },
    EventKind {
        name: "BuyerWave",
        when: "every month of a market",
        wakes: &["market"],
    },
    EventKind {
        name: "StallReview",
        when: "every quarter of a market",
        wakes: &["market"],
    },
    EventKind {
        name: "HallReady",
        when: "when a larger hall has been built",
        wakes: &["market"],
    },
    EventKind {
        name: "AssociationAttempt",
        when: "a Poisson process",
        wakes: &["association"],
    },
    EventKind {
        name: "VarietyReview",
        when: "a Poisson process of all firms, looked at anew at least once a year",
        wakes: &["imitation"],
    },
    EventKind {
        name: "Upgrade",
        when: "a Poisson process of all firms, looked at anew at least once a year",
        wakes: &["upgrading"],
    },
    EventKind {
        name: "Exit",
        when: "a month after a firm gave up",
        wakes: &["exit"],
    },
    EventKind {
        name: "Sample",
        when: "in the last minute of each year",
        wakes: &[],
    },
];

#[cfg(test)]
mod tests {
    extern crate std;
    use std::string::ToString;
    use std::vec::Vec;

    use super::{EVENTS, MECHANISMS};
    use crate::model::scenario::{SECTIONS, parameters};
    use crate::model::streams::NAMES;

    #[test]
    fn every_switch_is_a_mechanisms_and_every_mechanism_has_one() {
        let switches = parameters().filter(|parameter| parameter.path.ends_with(".active"));
        let mut switches: Vec<_> = switches.map(|parameter| parameter.path).collect();
        let mut mechanisms: Vec<_> = MECHANISMS
            .iter()
            .map(|mechanism| mechanism.switch)
            .collect();
        switches.sort_unstable();
        mechanisms.sort_unstable();
        assert_eq!(switches, mechanisms);
    }

    #[test]
    fn every_stream_is_one_mechanisms() {
        let mut drawn: Vec<_> = MECHANISMS
            .iter()
            .flat_map(|mechanism| mechanism.streams.iter().map(ToString::to_string))
            .collect();
        let mut streams: Vec<_> = NAMES.iter().map(ToString::to_string).collect();
        drawn.sort();
        streams.sort();
        assert_eq!(drawn, streams);
    }

    #[test]
    fn sections_and_rooms_are_those_of_the_code() {
        for mechanism in MECHANISMS {
            for section in mechanism.sections {
                assert!(SECTIONS.contains(section), "{section}");
            }
        }
        for wakes in EVENTS.iter().flat_map(|event| event.wakes) {
            assert!(
                MECHANISMS.iter().any(|mechanism| mechanism.name == *wakes),
                "{wakes}"
            );
        }
    }
}
