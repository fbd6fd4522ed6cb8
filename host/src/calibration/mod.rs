//! Calibration: the guessed parameters fitted to the facts that are there to be fitted, and to no others.
//!
//! | module | noun |
//! |---|---|
//! | [`prior`] | a parameter, and the range in which it is looked for |
//! | [`target`] | a printed figure, and how near is near |
//! | [`plan`] | what is fitted to what: a file, checked |
//! | [mod@bench] | where a parameter vector is run on all places and judged |
//! | [`sampler`] | populations of vectors that come ever nearer to the facts; knows nothing of the model |
//! | [`state`] | a population on a disk |
//! | [`fit`] | what was found |
//! | [`screening`] | which parameters matter at all; knows nothing of the model either |

pub mod prior;

pub mod target;

pub mod plan;

pub mod bench;

pub mod sampler;

pub mod state;

pub mod fit;

pub mod screening;
