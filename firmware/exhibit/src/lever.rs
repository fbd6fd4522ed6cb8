//! Levers: the paper's four causes, a question each, and what an answer changes of a place.

use polanyi_core::kernel::codec::DecodeError;
use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{PolicyKind, PolicyStep};

use crate::place::Gallery;
use crate::words::Text;

/// A cause that a visitor can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// The stage of development at birth.
    Stage,
    /// The timing of birth in the pendulum.
    Timing,
    /// The specialized market.
    Market,
    /// Society: who trusts whom.
    Society,
}

/// Number of levers.
pub const LEVERS: usize = 4;

/// An answer to a lever's question.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// In a word or two.
    pub word: Text,
    /// As the first half of a result's sentence.
    pub cause: Text,
}

const fn answer(word: Text, cause: Text) -> Answer {
    Answer { word, cause }
}

const STAGES: &[Answer] = &[
    answer(Text::Poor, Text::CausePoor),
    answer(Text::Rich, Text::CauseRich),
];
const TIMINGS: &[Answer] = &[
    answer(Text::BornClosed, Text::CauseClosed),
    answer(Text::BornOpen, Text::CauseOpen),
    answer(Text::BornClosing, Text::CauseClosing),
];
const MARKETS: &[Answer] = &[
    answer(Text::Never, Text::CauseNever),
    answer(Text::Early, Text::CauseEarly),
    answer(Text::Late, Text::CauseLate),
];
const SOCIETIES: &[Answer] = &[
    answer(Text::Kin, Text::CauseKin),
    answer(Text::Strangers, Text::CauseStrangers),
    answer(Text::Association, Text::CauseAssociation),
];

/// The birth years of the answers about timing: deep in protection, at the release, when the pendulum swings back.
pub const BIRTHS: [u32; 3] = [1950, 1980, 2009];
/// The age of a place at which an early market opens.
const EARLY_AGE: u32 = 4;
/// The same of a late one.
const LATE_AGE: u32 = 18;

// The places from which answers take the causes, in the order of `place::KEYS`.
const YIWU: u8 = 0;
const SHENZHEN: u8 = 1;
const EMILIA: u8 = 4;

impl Lever {
    /// All levers, in the order of their questions.
    pub const ALL: [Self; LEVERS] = [Self::Stage, Self::Timing, Self::Market, Self::Society];

    /// The lever of a number; the last for a number that is none's.
    pub fn from_number(number: u8) -> Self {
        let [.., last] = Self::ALL;
        Self::ALL.get(usize::from(number)).copied().unwrap_or(last)
    }

    /// Its place among all.
    pub const fn number(self) -> usize {
        match self {
            Self::Stage => 0,
            Self::Timing => 1,
            Self::Market => 2,
            Self::Society => 3,
        }
    }

    /// Its question.
    pub const fn question(self) -> Text {
        match self {
            Self::Stage => Text::AskStage,
            Self::Timing => Text::AskTiming,
            Self::Market => Text::AskMarket,
            Self::Society => Text::AskSociety,
        }
    }

    /// Its answers.
    pub const fn answers(self) -> &'static [Answer] {
        match self {
            Self::Stage => STAGES,
            Self::Timing => TIMINGS,
            Self::Market => MARKETS,
            Self::Society => SOCIETIES,
        }
    }

    /// How many answers it has.
    pub fn count(self) -> u8 {
        u8::try_from(self.answers().len()).unwrap_or(1)
    }

    /// The answer that history gave.
    pub fn as_it_was(self, scenario: &Scenario) -> u8 {
        let birth = scenario.timing.start_year;
        match self {
            Self::Stage => u8::from(scenario.stage.wage >= 0.15),
            Self::Timing if birth < 1965 => 0,
            Self::Timing => 1 + u8::from(birth >= 1995),
            Self::Market if scenario.market.seed_year == 0 => 0,
            Self::Market => {
                1 + u8::from(scenario.market.seed_year.saturating_sub(birth) > EARLY_AGE + 6)
            }
            Self::Society if scenario.society.transplants > 0.5 => 1,
            Self::Society => 2 * u8::from(scenario.society.autonomy >= 0.6),
        }
    }

    /// Changes a scenario as an answer says that is not history's. Dated steps of policy keep their years.
    // Not inlined: a scenario is larger than a kilobyte, and a donor's lies on the stack only while it is needed.
    #[inline(never)]
    fn change(self, answer: u8, scenario: &mut Scenario, gallery: &Gallery<'_>) {
        match self {
            Self::Stage => {
                let donor = if answer == 0 { YIWU } else { EMILIA };
                let mut from = Scenario::ZERO;
                if gallery.place(donor).read(&mut from).is_ok() {
                    scenario.stage = from.stage;
                }
            }
            Self::Timing => rebirth(answer, scenario),
            Self::Market => {
                let birth = scenario.timing.start_year;
                scenario.market.seed_year = match answer {
                    0 => 0,
                    1 => birth.saturating_add(EARLY_AGE),
                    _ => birth.saturating_add(LATE_AGE),
                };
            }
            Self::Society => {
                let donor = match answer {
                    0 => YIWU,
                    1 => SHENZHEN,
                    _ => EMILIA,
                };
                let mut from = Scenario::ZERO;
                if gallery.place(donor).read(&mut from).is_ok() {
                    befriend(answer, scenario, &from);
                }
            }
        }
    }
}

/// Moves the birth; the place gets as old as it did, and its market opens at the same age.
fn rebirth(answer: u8, scenario: &mut Scenario) {
    let timing = &mut scenario.timing;
    let span = timing.end_year.saturating_sub(timing.start_year);
    let market_age = scenario
        .market
        .seed_year
        .checked_sub(timing.start_year)
        .unwrap_or(EARLY_AGE);
    let birth = BIRTHS.get(usize::from(answer));
    timing.start_year = birth.copied().unwrap_or(timing.start_year);
    timing.end_year = timing.start_year.saturating_add(span);
    if scenario.market.seed_year != 0 {
        scenario.market.seed_year = timing.start_year.saturating_add(market_age);
    }
}

/// Takes who trusts whom from another place. Associations bring the service centres that they run (F137, F138).
fn befriend(answer: u8, scenario: &mut Scenario, donor: &Scenario) {
    scenario.society.kin_density = donor.society.kin_density;
    scenario.society.registration_cost = donor.society.registration_cost;
    scenario.society.autonomy = donor.society.autonomy;
    scenario.society.transplants = donor.society.transplants;
    let centres = |step: &PolicyStep| step.kind == PolicyKind::ServiceCentres;
    if answer == 2 {
        let ever = PolicyStep {
            year: 1870.0,
            kind: PolicyKind::ServiceCentres,
            level: 0.8,
        };
        // A scenario that is full of steps does without.
        let _ = scenario.policies.push(ever);
    } else {
        scenario.policies.retain(|step| !centres(step));
    }
}

/// Puts a place's scenario, as the answers make it, where the caller has room for it: where all are history's, the very one of its file.
pub fn read_answered(
    scenario: &mut Scenario,
    gallery: &Gallery<'_>,
    place: u8,
    answers: [u8; LEVERS],
) -> Result<(), DecodeError> {
    gallery.place(place).read(scenario)?;
    let was = Lever::ALL.map(|lever| lever.as_it_was(scenario));
    for (lever, (answer, was)) in Lever::ALL.into_iter().zip(answers.into_iter().zip(was)) {
        if answer != was {
            lever.change(answer, scenario, gallery);
        }
    }
    Ok(())
}
