//! What a scenario dates: steps of policy and shocks of the world.

use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};

/// The most steps of one kind that a scenario can date.
pub const STEPS_MAX: usize = 16;

/// The places of a list of steps, as events name them.
pub(crate) const STEP_PLACES: core::ops::Range<u8> = 0..16;

/// A bounded list of dated steps.
pub type Steps<T> = heapless::Vec<T, STEPS_MAX>;

/// The first and last year that a scenario may speak of.
pub const YEARS: core::ops::RangeInclusive<f32> = 1870.0..=2100.0;

/// The largest level of a policy, and the largest size of a shock, either way.
pub const LEVEL_MAX: f32 = 20.0;

/// An enum of kinds, each with its name in a scenario file.
macro_rules! named_kinds {
    ($(#[doc = $doc:literal])+ $Kind:ident { $( $(#[doc = $variant_doc:literal])+ $Variant:ident = $code:literal, $name:literal; )+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $Kind { $( $(#[doc = $variant_doc])+ $Variant, )+ }

        impl $Kind {
            /// All kinds with their names in a scenario file.
            pub const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$Variant)),+];

            /// What it does, and which claims and facts stand behind it.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$Variant => concat!($($variant_doc),+).trim_ascii()),+ }
            }

            /// Its place in an array of one value each.
            pub fn index(self) -> usize {
                usize::from(self.code())
            }

            const fn code(self) -> u8 {
                match self { $(Self::$Variant => $code),+ }
            }

            fn from_code(code: u8) -> Option<Self> {
                Self::NAMES.get(usize::from(code)).map(|(_, kind)| *kind)
            }
        }
    };
}

named_kinds! {
    /// A lever of policy. A step sets its level from its date on.
    PolicyKind {
        /// A special economic zone: infrastructure and delegated approval; multiplies orders and projects by one plus the level (C03, C12, C23).
        SpecialZone = 0, "special_zone";
        /// A tax holiday for processing firms: the share of the tax that is waived (C12, F024).
        TaxHoliday = 1, "tax_holiday";
        /// Access to foreign trade, from none (0) to that of a member of the world trade order (1) (C04, F080).
        TradeAccess = 2, "trade_access";
        /// Preference for foreign capital: multiplies projects by one plus the level (C24, F058 to F060).
        ForeignPreference = 3, "foreign_preference";
        /// Politics that shield small firms from foreign capital: the share of projects turned away (C31, F099).
        ForeignScreening = 4, "foreign_screening";
        /// Protection of workers: raises the growth of wages (C25, F061).
        LabourProtection = 5, "labour_protection";
        /// The cost of registering an association, as a multiple of the scenario's (C49, F140).
        AssociationCost = 6, "association_cost";
        /// Public service centres that an association can run: services at once for one that is founded then, and soon for the others (F137, F138).
        ServiceCentres = 7, "service_centres";
        /// Industrial parks: lower the capital that a founder needs by the level (F116).
        IndustrialPark = 8, "industrial_park";
        /// Public infrastructure: roads, power, ports; lowers what a worker's place costs, and freight (C23).
        Infrastructure = 9, "infrastructure";
        /// People's communes, which own what is made: the share of households that may not found a firm (C41, F129).
        Communes = 10, "communes";
        /// What an association may do by itself, from then on (C50).
        AssociationAutonomy = 11, "association_autonomy";
        /// A zone that wants more than processing: the share of simple orders that it turns away (C11).
        ValueFilter = 12, "value_filter";
    }
}

named_kinds! {
    /// A shock of the world.
    ShockKind {
        /// Demand from abroad falls by the size, as a share, and halves every year (C52).
        Crisis = 0, "crisis";
        /// Industries move abroad: orders and projects rise by the size, as a share, and the rise halves every two years (C27).
        Relocation = 1, "relocation";
    }
}

/// A dated step of policy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PolicyStep {
    /// When, as a decimal year.
    pub year: f32,
    /// Which lever.
    pub kind: PolicyKind,
    /// Its level from then on.
    pub level: f32,
}

/// A dated shock of the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shock {
    /// When, as a decimal year.
    pub year: f32,
    /// What.
    pub kind: ShockKind,
    /// Its size.
    pub size: f32,
}

/// A year, a kind and a number, as both kinds of step are.
pub(super) trait Step: Sized {
    fn parts(&self) -> (f32, u8, f32);
    fn from_parts(year: f32, code: u8, number: f32) -> Option<Self>;
}

impl Step for PolicyStep {
    fn parts(&self) -> (f32, u8, f32) {
        (self.year, self.kind.code(), self.level)
    }

    fn from_parts(year: f32, code: u8, level: f32) -> Option<Self> {
        PolicyKind::from_code(code).map(|kind| Self { year, kind, level })
    }
}

impl Step for Shock {
    fn parts(&self) -> (f32, u8, f32) {
        (self.year, self.kind.code(), self.size)
    }

    fn from_parts(year: f32, code: u8, size: f32) -> Option<Self> {
        ShockKind::from_code(code).map(|kind| Self { year, kind, size })
    }
}

/// Whether a step's year and level lie in the ranges that a scenario allows.
pub fn step_admitted(year: f32, level: f32) -> bool {
    YEARS.contains(&year) && (0.0..=LEVEL_MAX).contains(&level)
}

pub(super) fn encode_steps<T: Step, S: Sink>(
    steps: &Steps<T>,
    sink: &mut S,
) -> Result<(), S::Error> {
    sink.put_u8(u8::try_from(steps.len()).unwrap_or(u8::MAX))?;
    for step in steps {
        let (year, code, number) = step.parts();
        year.encode(sink)?;
        code.encode(sink)?;
        number.encode(sink)?;
    }
    Ok(())
}

pub(super) fn decode_steps<T: Step>(source: &mut Source<'_>) -> Result<Steps<T>, DecodeError> {
    let length = source.take_u8()?;
    let mut steps = Steps::new();
    for _ in 0..length {
        let year = f32::decode(source)?;
        let code = source.take_u8()?;
        let number = f32::decode(source)?;
        let step = T::from_parts(year, code, number)
            .filter(|_| step_admitted(year, number))
            .ok_or(source.invalid("dated step", u64::from(code)))?;
        if steps.push(step).is_err() {
            return Err(source.invalid("number of dated steps", u64::from(length)));
        }
    }
    Ok(steps)
}
