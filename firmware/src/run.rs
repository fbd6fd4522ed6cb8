//! stub of the model
#![allow(missing_docs, dead_code, reason = "stub")]
#[derive(Debug)]
pub struct DecodeError;
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario(u64);
pub(crate) fn decode(bytes: &[u8]) -> Result<Scenario, DecodeError> {
    Ok(Scenario(bytes.iter().map(|b| u64::from(*b)).sum()))
}
#[derive(Debug)]
pub struct BoardRun {
    state: u64,
    year: u16,
    end: u16,
    events: u64,
    table: [u32; 6000],
}
#[derive(Debug)]
pub struct StartError;
#[derive(Debug)]
pub struct RunError;
#[derive(Debug)]
pub struct Year {
    pub year: u16,
    pub digest: u64,
}
impl BoardRun {
    pub const EMPTY: Self = Self {
        state: 0,
        year: 0,
        end: 0,
        events: 0,
        table: [0; 6000],
    };
    pub fn start(&mut self, scenario: &Scenario, seed: u64) -> Result<(), StartError> {
        self.state = seed ^ scenario.0;
        self.year = 1980;
        self.end = 1990;
        self.events = 0;
        Ok(())
    }
    pub fn next_year(&mut self) -> Result<Option<Year>, RunError> {
        if self.year == self.end {
            return Ok(None);
        }
        for (event, cell) in self.table.iter_mut().enumerate() {
            self.state = self
                .state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(event as u64);
            *cell = (self.state >> 32) as u32;
            self.events = self.events.wrapping_add(1);
        }
        let year = self.year;
        self.year = self.year.saturating_add(1);
        Ok(Some(Year {
            year,
            digest: self.state,
        }))
    }
    pub fn digest(&self) -> u64 {
        self.state
    }
    pub fn events(&self) -> u64 {
        self.events
    }
}
