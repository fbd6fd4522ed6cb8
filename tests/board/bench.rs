//! The test bench: a life of writes, a cut at every step of it, and what every later start must answer.
//!
//! The bench is itself tested: a journal without seals, or one that does not write the winner again at a start, must fail it.

use std::marker::PhantomData;

use polanyi_firmware::journal::{Journal, PAYLOAD_BYTES, Payload, Seal};

use super::flash::{Cut, Flash, PowerOff};

/// Starts after a cut that must all give the same answer.
const STARTS: u32 = 4;

/// Writes between two starts of a life.
const WRITES_A_START: u8 = 6;

/// What is tried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) pages: usize,
    pub(super) writes: u8,
    /// Repetitions of each cut with other noise.
    pub(super) seeds: u64,
    /// Cut the recovery from every cut as well, at each of its steps.
    pub(super) twice: bool,
    /// Whether a start writes the winner again, as it must.
    pub(super) settles: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) cuts: u64,
    pub(super) failures: u64,
    pub(super) first: Option<String>,
}

impl Outcome {
    fn count(&mut self, verdict: Result<(), String>, story: impl FnOnce() -> String) {
        self.cuts += 1;
        if let Err(reason) = verdict {
            self.failures += 1;
            self.first
                .get_or_insert_with(|| format!("{}: {reason}", story()));
        }
    }
}

type Answer = Option<Payload>;

/// Tries a plan on a memory that programs `WRITE` bytes at a time and erases `ERASE`, with records sealed by `S`.
pub(super) struct Bench<const WRITE: usize, const ERASE: usize, S> {
    plan: Plan,
    outcome: Outcome,
    seal: PhantomData<S>,
}

impl<const WRITE: usize, const ERASE: usize, S: Seal + Clone> Bench<WRITE, ERASE, S> {
    /// Cuts the power at every step of a life, in every way.
    pub(super) fn cut_everywhere(plan: Plan) -> Outcome {
        let mut bench = Self {
            plan,
            outcome: Outcome::default(),
            seal: PhantomData,
        };
        let mut journal = open(Flash::blank(plan.pages, 1)).expect("power is on");
        let mut acknowledged = None;
        for number in 0..plan.writes {
            let value = value(number);
            bench.cut_write(number, &journal, acknowledged, &value);
            if number.is_multiple_of(WRITES_A_START) {
                journal = open(journal.flash_mut().clone()).expect("power is on");
            }
            journal.put(&value).expect("power stays on");
            acknowledged = Some(value);
            // Every acknowledged write, not only the last one.
            let found = open::<_, _, S>(journal.flash_mut().clone())
                .expect("power is on")
                .value()
                .copied();
            let verdict = check(found, &[acknowledged]);
            bench
                .outcome
                .count(verdict, || format!("write {number}, uncut"));
        }
        bench.outcome
    }

    /// Cuts one write, and the start before it if there is one, at every step.
    fn cut_write(
        &mut self,
        number: u8,
        journal: &Journal<Flash<WRITE, ERASE>, S>,
        acknowledged: Answer,
        value: &Payload,
    ) {
        let write = |mut journal: Journal<Flash<WRITE, ERASE>, S>| {
            if number.is_multiple_of(WRITES_A_START) {
                journal = open(journal.flash_mut().clone()).expect("reading is no step");
            }
            let written = journal.put(value);
            (written.is_ok(), journal.flash_mut().clone())
        };
        let before = journal.clone().flash_mut().steps;
        let steps = write(journal.clone()).1.steps - before;
        for step in 0..steps {
            for cut in Cut::ALL {
                for seed in 0..self.plan.seeds {
                    let mut trial = journal.clone();
                    let noise = step ^ (seed << 20) ^ (u64::from(number) << 40);
                    trial.flash_mut().cut_after(step, cut, noise);
                    let (written, broken) = write(trial);
                    assert!(!written, "power fails before the write is acknowledged");
                    let allowed = [acknowledged, Some(*value)];
                    let story =
                        || format!("write {number}, step {step} of {steps}, {cut:?}, seed {seed}");
                    if self.plan.twice {
                        self.cut_recovery(&broken, allowed, story);
                    } else {
                        let verdict = self.recover(broken, allowed);
                        self.outcome.count(verdict, story);
                    }
                }
            }
        }
    }

    /// Cuts the first start after a cut at each of its steps, in a way that changes from step to step.
    fn cut_recovery(
        &mut self,
        broken: &Flash<WRITE, ERASE>,
        allowed: [Answer; 2],
        story: impl Fn() -> String,
    ) {
        let mut whole = broken.clone();
        whole.power_on();
        let mut counted = whole.clone();
        let _ = self.start(&mut counted);
        let steps = counted.steps - whole.steps;
        for step in 0..steps {
            let mut trial = whole.clone();
            let turn = usize::try_from(self.outcome.cuts % 5).expect("below five");
            trial.cut_after(step, Cut::ALL[turn], step ^ (self.outcome.cuts << 8));
            // The cells' noise can make this start shorter than the one that was counted.
            let _ = self.start(&mut trial);
            let verdict = self.recover(trial, allowed);
            self.outcome.count(verdict, || {
                format!("{}, and again at step {step} of {steps}", story())
            });
        }
    }

    /// Four starts agree on an allowed answer, and the next write is kept by four more.
    fn recover(&self, mut flash: Flash<WRITE, ERASE>, allowed: [Answer; 2]) -> Result<(), String> {
        flash.power_on();
        let first = self.start(&mut flash)?;
        check(first, &allowed)?;
        self.starts(&mut flash, first)?;
        let last = [0xa5; PAYLOAD_BYTES];
        let mut journal = open::<_, _, S>(flash).map_err(|PowerOff| "no start")?;
        journal.put(&last).map_err(|_| "no write")?;
        self.starts(&mut journal.flash_mut().clone(), Some(last))
    }

    fn starts(&self, flash: &mut Flash<WRITE, ERASE>, expected: Answer) -> Result<(), String> {
        for _ in 1..STARTS {
            check(self.start(flash)?, &[expected])?;
        }
        Ok(())
    }

    /// A start: what it answers, and the winner written again.
    fn start(&self, flash: &mut Flash<WRITE, ERASE>) -> Result<Answer, String> {
        let (mut journal, _) =
            Journal::<_, S>::open(flash).map_err(|error| format!("no start: {error:?}"))?;
        let answer = journal.value().copied();
        if self.plan.settles {
            journal
                .settle()
                .map_err(|error| format!("no settling: {error:?}"))?;
        }
        Ok(answer)
    }
}

fn open<const WRITE: usize, const ERASE: usize, S: Seal>(
    flash: Flash<WRITE, ERASE>,
) -> Result<Journal<Flash<WRITE, ERASE>, S>, PowerOff> {
    Journal::open(flash)
        .map(|(journal, _)| journal)
        .map_err(|_| PowerOff)
}

fn check(found: Answer, allowed: &[Answer]) -> Result<(), String> {
    if allowed.contains(&found) {
        return Ok(());
    }
    let word = |answer: &Answer| answer.map(|payload| payload[0]);
    let allowed: Vec<_> = allowed.iter().map(word).collect();
    Err(format!("{:?} was found, {allowed:?} allowed", word(&found)))
}

/// Values that differ from each other in every byte.
fn value(number: u8) -> Payload {
    std::array::from_fn(|index| {
        let index = u8::try_from(index).expect("a payload is short");
        number.wrapping_mul(37).wrapping_add(index.wrapping_mul(11))
    })
}
