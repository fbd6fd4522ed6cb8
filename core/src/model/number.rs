//! Conversions between the model's whole numbers and its `f32` formulas: the one room where `as` is allowed.
//!
//! Floating-point arithmetic of Rust is IEEE 754 without contraction, and an
//! `as` cast rounds to nearest or saturates on every target, so these give the
//! same bits on a Cortex-M and on a host. A cast never panics.
#![allow(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts are gathered here"
)]

pub(crate) use crate::kernel::index::{from_len as count, to_index as index};

/// The nearest `f32` of a count.
pub(crate) const fn float(count: u32) -> f32 {
    count as f32
}

/// The nearest `f32` of an amount or of a span of ticks.
pub(crate) const fn float_wide(amount: i64) -> f32 {
    amount as f32
}

/// The nearest `f32` of a number of ticks.
pub(crate) const fn float_ticks(ticks: u64) -> f32 {
    ticks as f32
}

/// The whole part of `value`; zero below zero, the largest `u32` above it.
pub(crate) const fn whole(value: f32) -> u32 {
    value as u32
}

/// The whole part of `value`, towards zero, within the range of `i64`.
pub(crate) const fn whole_wide(value: f32) -> i64 {
    value as i64
}

/// The whole part of `value`; zero below zero.
pub(crate) const fn whole_ticks(value: f32) -> u64 {
    value as u64
}

/// `part / whole`, or nothing where the whole is empty: a share of nothing is not zero.
pub(crate) fn share(part: f32, whole: f32) -> Option<f32> {
    (whole > 0.0).then(|| (part / whole).clamp(0.0, 1.0))
}

/// `value` held between zero and one.
pub(crate) const fn unit(value: f32) -> f32 {
    value.clamp(0.0, 1.0)
}
