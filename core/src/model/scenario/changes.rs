//! A scenario as bytes: what differs from the defaults, so that a board holds many in little flash.
//!
//! Where the defaults are others, the same bytes are another scenario: they stay with the core that wrote them.

use super::dated::{decode_steps, encode_steps};
use super::{RANGES, Scenario, Words};
use crate::kernel::codec::{DecodeError, Encode, Sink, Source};

/// Instead of a parameter's number: no other has changed.
const END: u8 = u8::MAX;

const _: () = {
    let (mut parameters, mut section) = (0, 0);
    while section < RANGES.len() {
        parameters += RANGES[section].len();
        section += 1;
    }
    assert!(
        parameters <= 255,
        "a byte below the end numbers each of them"
    );
};

/// The parameters that are not the defaults, each after its number among all, and the dated steps.
impl Encode for Scenario {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        let words = Words::of(self);
        let values = words.sections().into_iter().flatten();
        let defaults = Words::DEFAULT.sections().into_iter().flatten();
        for (number, (value, default)) in (0..END).zip(values.zip(defaults)) {
            if value != default {
                sink.put_u8(number)?;
                sink.put_u32(*value)?;
            }
        }
        sink.put_u8(END)?;
        encode_steps(&self.policies, sink)?;
        encode_steps(&self.shocks, sink)
    }
}

impl Scenario {
    /// Becomes what was encoded to these bytes, all of them; what it was before counts for nothing. After an error it is no scenario.
    ///
    /// In place, for a scenario is larger than a kilobyte, and a board's stack has eight.
    // By itself, so that what it needs of the stack is free again afterwards.
    #[inline(never)]
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
        let mut source = Source::new(bytes);
        let mut words = Words::DEFAULT;
        let mut sections = words.sections_mut();
        let ranges = RANGES.iter().copied().flatten();
        let values = sections.iter_mut().flat_map(|section| section.iter_mut());
        let mut changed = source.take_u8()?;
        for (number, (range, value)) in (0..END).zip(ranges.zip(values)) {
            if number == changed {
                let new = source.take_u32()?;
                if new == *value || !range.admits_word(new) {
                    return Err(source.invalid("another value in its range", u64::from(new)));
                }
                *value = new;
                changed = source.take_u8()?;
            }
        }
        // A number that is no parameter's, or not in its turn, is left over.
        if changed != END {
            return Err(source.invalid("number of a parameter", u64::from(changed)));
        }
        words.put_into(self);
        self.policies = decode_steps(&mut source)?;
        self.shocks = decode_steps(&mut source)?;
        source.finish()
    }

    /// The number, among all parameters, of the first that is not in its range.
    // By itself, for the same reason.
    #[inline(never)]
    pub(super) fn out_of_range(&self) -> Option<usize> {
        let words = Words::of(self);
        let sections = words.sections();
        let values = sections.iter().copied().flatten();
        let mut ranged = (0..END).zip(RANGES.iter().copied().flatten().zip(values));
        let refused = ranged.find(|(_, (range, value))| !range.admits_word(**value));
        refused.map(|(number, _)| usize::from(number))
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use super::super::{PolicyKind, PolicyStep, Range, Scenario, Value, parameters};
    use crate::kernel::codec::{DecodeError, Encode as _, Writer};

    fn read(bytes: &[u8]) -> Result<Scenario, DecodeError> {
        let mut scenario = Scenario::ZERO;
        scenario.read(bytes).map(|()| scenario)
    }

    fn encoded(scenario: &Scenario) -> Vec<u8> {
        let mut buffer = [0; 2000];
        let mut writer = Writer::new(&mut buffer);
        scenario.encode(&mut writer).expect("it fits");
        let length = usize::try_from(writer.written()).expect("a length");
        buffer[..length].to_vec()
    }

    #[test]
    fn each_parameter_and_all_of_them_together_come_back() {
        let mut all = Scenario::DEFAULT;
        for parameter in parameters() {
            let other = match (parameter.default, parameter.range) {
                (Value::Switch(on), _) => Value::Switch(!on),
                (default, Range::Number { least, greatest }) => {
                    let ends = [Value::Number(least), Value::Number(greatest)];
                    ends[usize::from(default == ends[0])]
                }
                (default, Range::Whole { least, greatest }) => {
                    let ends = [Value::Whole(least), Value::Whole(greatest)];
                    ends[usize::from(default == ends[0])]
                }
                (default, Range::Switch) => default,
            };
            let mut one = Scenario::DEFAULT;
            for scenario in [&mut one, &mut all] {
                parameter.set(scenario, other).expect("in its range");
            }
            assert_eq!(read(&encoded(&one)), Ok(one), "{}", parameter.path);
        }
        let step = PolicyStep {
            year: 1984.5,
            kind: PolicyKind::SpecialZone,
            level: 0.5,
        };
        all.policies.push(step).expect("room for one");
        assert_eq!(read(&encoded(&all)), Ok(all));
    }

    #[test]
    fn the_default_is_three_bytes() {
        assert_eq!(encoded(&Scenario::DEFAULT), [super::END, 0, 0]);
    }

    #[test]
    fn bytes_that_no_scenario_encodes_to_are_refused() {
        let mut scenario = Scenario::DEFAULT;
        scenario.stage.wage = 0.5;
        scenario.stage.wealth = 0.5;
        let bytes = encoded(&scenario);
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_err(), "{length} bytes");
        }
        // The wage: out of its range, no number, and its default; numbers that do not ascend or are no parameter's.
        let wage = |value: f32| value.to_le_bytes();
        let wrong: [(usize, &[u8]); 5] = [
            (1, &wage(7.0)),
            (1, &wage(f32::NAN)),
            (1, &wage(Scenario::DEFAULT.stage.wage)),
            (5, &[0]),
            (5, &[254]),
        ];
        for (at, piece) in wrong {
            let mut bytes = bytes.clone();
            bytes[at..at + piece.len()].copy_from_slice(piece);
            assert!(read(&bytes).is_err(), "{piece:?} at {at}");
        }
    }
}
