//! The scoreboard: every compared fact with its simulated band and its verdict, and how many were hit.

use super::cast::Cast;
use super::counterpart::{Counterpart, Measure};
use super::fact::{Fact, Role};
use super::item::Item;
use super::runs::Runs;
use super::table::{Row, rows};
use super::verdict::{Printed, Relation, Verdict, is_hit};
use crate::ensemble::Seeds;
use crate::statistics::{Band, log_ratio};

/// What is known of why facts are missed.
const MISSES: &str = include_str!("../../data/misses.csv");

/// A fact that is compared, and what came of it.
#[derive(Debug, Clone)]
pub struct Score {
    /// The fact.
    pub fact: Fact,
    /// Its counterpart.
    pub counterpart: Counterpart,
    /// What is compared with the simulated numbers.
    pub printed: Option<Printed>,
    /// The band over seeds, if at least half of the runs have a number.
    pub simulated: Option<Band>,
    /// Of dates, the year after the last simulated one: it stands for never.
    pub never: Option<u32>,
    /// Runs that have a number.
    pub runs: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not a hit; nothing for hits.
    pub why: Option<String>,
}

impl Score {
    /// ln(median / printed); nothing for dates, and for what is not above zero.
    pub fn log_ratio(&self) -> Option<f64> {
        match self.printed? {
            Printed::Number { value, .. } => log_ratio(self.simulated?.median, value),
            Printed::Date { .. } => None,
        }
    }

    /// The median by the bound that it keeps or breaks; nothing where the printed value is no bound above zero.
    pub fn of_bound(&self) -> Option<f64> {
        match self.printed? {
            Printed::Number {
                relation: Relation::Above | Relation::Below,
                value,
                ..
            } if value > 0.0 => Some(self.simulated?.median / value),
            _ => None,
        }
    }

    /// Whether zero would hit the printed share.
    pub fn is_within_tolerance_of_nothing(&self) -> bool {
        let nothing = Band {
            low: 0.0,
            median: 0.0,
            high: 0.0,
        };
        matches!(self.printed, Some(printed @ Printed::Number { is_share: true, .. }) if is_hit(self.fact.role, printed, nothing))
    }

    /// Whether the date comes in less than half of the runs.
    pub fn is_never(&self) -> bool {
        let median = self.simulated.map(|band| band.median);
        median
            .zip(self.never)
            .is_some_and(|(median, never)| median >= f64::from(never))
    }
}

/// Hits of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The role.
    pub role: Role,
    /// Facts that are hit.
    pub hits: usize,
    /// Facts that are hit or missed.
    pub measured: usize,
    /// Facts that are not put in: those that are not measured count as not hit here.
    pub all: usize,
    /// Facts that are put in, and counted nowhere else.
    pub put_in: usize,
    /// Facts that the model has no measure of.
    pub not_modelled: usize,
    /// Facts that were not simulated.
    pub not_simulated: usize,
}

/// All scores of an ensemble.
#[derive(Debug, Clone)]
pub struct Scoreboard {
    /// The seeds.
    pub seeds: Seeds,
    /// The scores, in the order of the paper.
    pub scores: Vec<Score>,
}

impl Scoreboard {
    /// Of items and the runs that were made for them.
    pub fn of(items: Vec<Item>, runs: &Runs) -> Self {
        let explanations = explanations();
        let score = |item| score(item, runs, &explanations);
        Self {
            seeds: runs.seeds(),
            scores: items.into_iter().map(score).collect(),
        }
    }

    /// Hits by role, of the roles that occur.
    pub fn totals(&self) -> Vec<Total> {
        [Role::Calibrate, Role::Validate]
            .into_iter()
            .map(|role| self.total(role))
            .filter(|total| total.all + total.put_in > 0)
            .collect()
    }

    fn total(&self, role: Role) -> Total {
        let count = |verdicts: &[Verdict]| {
            let of_role = self.scores.iter().filter(|score| score.fact.role == role);
            of_role
                .filter(|score| verdicts.contains(&score.verdict))
                .count()
        };
        let measured = count(&[Verdict::Hit, Verdict::Missed]);
        let (not_modelled, not_simulated) = (
            count(&[Verdict::NotModelled]),
            count(&[Verdict::NotSimulated]),
        );
        Total {
            role,
            hits: count(&[Verdict::Hit]),
            measured,
            all: measured + not_modelled + not_simulated,
            put_in: count(&[Verdict::PutIn]),
            not_modelled,
            not_simulated,
        }
    }
}

/// Facts with what is known of why they are missed.
fn explanations() -> Vec<(String, String)> {
    let pair = |row: &Row| {
        let text = |column| row.text(column).to_owned();
        (text("fact"), text("explanation"))
    };
    rows(MISSES).iter().map(pair).collect()
}

fn score(item: Item, runs: &Runs, explanations: &[(String, String)]) -> Score {
    let Item {
        fact,
        counterpart,
        casts,
    } = item;
    let printed = counterpart.printed(&fact);
    let mut score = Score {
        printed,
        simulated: None,
        never: None,
        runs: 0,
        verdict: Verdict::NotModelled,
        why: Some(counterpart.note.clone()),
        fact,
        counterpart,
    };
    let Some(measure) = score.counterpart.measure.clone() else {
        return score;
    };
    match casts {
        Err(absence) => {
            score.verdict = Verdict::NotSimulated;
            score.why = Some(absence.to_string());
        }
        Ok(casts) => judge(&mut score, &measure, &casts, runs, explanations),
    }
    if score.counterpart.is_put_in {
        score.verdict = Verdict::PutIn;
        score.why = Some(score.counterpart.note.clone());
    }
    score
}

/// Fills in what was simulated, and the verdict.
fn judge(
    score: &mut Score,
    measure: &Measure,
    casts: &[Cast],
    runs: &Runs,
    explanations: &[(String, String)],
) {
    let span = score.counterpart.span(&score.fact).unwrap_or_default();
    let by_seed = runs.clusters(casts);
    let numbers: Vec<Option<f64>> = by_seed
        .iter()
        .map(|clusters| measure.number(clusters, span))
        .collect();
    score.runs = numbers.iter().flatten().count();
    let last = casts
        .iter()
        .flat_map(Cast::places)
        .map(|place| place.scenario.timing.end_year)
        .max();
    score.never = last.filter(|_| measure.is_date()).map(|last| last + 1);
    // A run in which something never comes must weigh on the median: left out, it would draw the others' date forward.
    let never = score.never.map(f64::from);
    let counted: Vec<f64> = numbers
        .iter()
        .filter_map(|number| number.or(never))
        .collect();
    let enough = 2 * counted.len() >= numbers.len();
    score.simulated = Band::of(&counted).filter(|_| enough);
    let hit = score
        .printed
        .zip(score.simulated)
        .is_some_and(|(printed, band)| is_hit(score.fact.role, printed, band));
    if hit {
        (score.verdict, score.why) = (Verdict::Hit, None);
        return;
    }
    let known = explanations.iter().find(|(id, _)| *id == score.fact.id);
    score.verdict = Verdict::Missed;
    score.why = Some(match (known, score.simulated) {
        (Some((_, explanation)), _) => explanation.clone(),
        (None, Some(_)) => "not yet explained".to_owned(),
        (None, None) => "fewer than half of the runs have a number".to_owned(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::counterpart::counterparts;
    use crate::facts::item::items;
    use crate::places;

    fn board(ids: &[&str], seeds: u32) -> Scoreboard {
        let yiwu = places::place("yiwu").unwrap();
        let mut items = items(Some(&yiwu), None);
        items.retain(|item| ids.contains(&item.fact.id.as_str()));
        let seeds = Seeds::new(1, seeds).unwrap();
        let runs = Runs::of(&items, seeds, || ()).unwrap();
        assert_eq!(
            Runs::count(&items, seeds),
            usize::try_from(seeds.count()).unwrap()
        );
        Scoreboard::of(items, &runs)
    }

    #[test]
    fn a_band_is_that_of_the_runs() {
        let board = board(&["F115"], 3);
        let stalls: Vec<f64> = (1..=3)
            .map(|seed| {
                let yiwu = places::place("yiwu").unwrap();
                let recording = crate::run::record(&yiwu.scenario, seed, Some(1992), |_| ());
                let years = recording.unwrap().years;
                f64::from(years.last().unwrap().measures.stalls)
            })
            .collect();
        assert_eq!(board.scores[0].simulated, Band::of(&stalls));
        assert_eq!(board.scores[0].runs, 3);
    }

    /// A board of one role with these verdicts, in turn.
    fn judged(verdicts: &[Verdict]) -> Scoreboard {
        let mut board = board(&["F083"], 1);
        let score = board.scores[0].clone();
        assert_eq!(score.verdict, Verdict::PutIn);
        board.scores = verdicts
            .iter()
            .map(|verdict| Score {
                verdict: *verdict,
                ..score.clone()
            })
            .collect();
        board
    }

    #[test]
    fn what_is_put_in_counts_nowhere_and_what_is_not_measured_counts_as_not_hit() {
        use Verdict::{Hit, Missed, NotModelled, NotSimulated, PutIn};
        let board = judged(&[
            Hit,
            Missed,
            Hit,
            PutIn,
            NotModelled,
            NotSimulated,
            NotModelled,
        ]);
        assert_eq!(
            board.totals(),
            [Total {
                role: Role::Calibrate,
                hits: 2,
                measured: 3,
                all: 6,
                put_in: 1,
                not_modelled: 2,
                not_simulated: 1,
            }]
        );
    }

    #[test]
    fn only_measured_facts_have_explanations() {
        let measured: Vec<String> = counterparts()
            .into_iter()
            .filter(|row| row.measure.is_some() && !row.is_put_in)
            .map(|row| row.fact)
            .collect();
        let mut ids: Vec<String> = explanations().into_iter().map(|(id, _)| id).collect();
        assert!(ids.iter().all(|id| measured.contains(id)), "{ids:?}");
        assert!(explanations().iter().all(|(_, why)| why.len() > 10));
        ids.dedup();
        assert_eq!(ids.len(), explanations().len(), "each fact once, in order");
    }

    #[test]
    fn a_date_that_never_comes_is_after_all_years() {
        let mut yiwu = places::place("yiwu").unwrap();
        // Nothing is exported in a world that does not trade with it.
        yiwu.scenario.place.trade_access = 0.0;
        yiwu.scenario.policies.clear();
        let mut items = items(Some(&yiwu), None);
        items.retain(|item| item.fact.id == "F079");
        let runs = Runs::of(&items, Seeds::new(1, 2).unwrap(), || ()).unwrap();
        let score = &Scoreboard::of(items, &runs).scores[0];
        assert_eq!(
            (score.verdict, score.never, score.runs),
            (Verdict::Missed, Some(2019), 0)
        );
        assert!(score.is_never());
    }
}
