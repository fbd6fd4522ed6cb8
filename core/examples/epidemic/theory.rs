//! What theory says of the epidemic in a large population.
//!
//! W. O. Kermack, A. G. M'Kendrick, "A Contribution to the Mathematical Theory of Epidemics", Proceedings of the Royal
//! Society A 115 (1927) 700-721.

/// The share that is ever infected: the z in 1 - z = (1 - first) exp(-R0 z), above nothing.
pub(crate) fn final_size(r0: f32, first: f64) -> f64 {
    let r0 = f64::from(r0);
    // A contraction above the threshold; a hundred steps are far more than it needs.
    (0..100).fold(1.0, |z: f64, _| 1.0 - (1.0 - first) * (-r0 * z).exp())
}

/// The share that is infected when most are. The model's differential equations keep i + s - ln(s) / R0 constant, and i
/// is largest at s = 1 / R0.
pub(crate) fn peak(r0: f32, first: f64) -> f64 {
    let r0 = f64::from(r0);
    let susceptible = 1.0 - first;
    1.0 - (1.0 + (r0 * susceptible).ln()) / r0
}
