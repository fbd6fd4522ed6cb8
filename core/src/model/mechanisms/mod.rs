//! Mechanisms: one room each, each with its sourced form, its parameters and its random stream.
//!
//! A mechanism never names another: it changes the world or plans an event.
//! Only [`route`](super::route) knows which event wakes which mechanism.

pub(super) mod association;
pub(super) mod channels;
pub(super) mod entry;
pub(super) mod exit;
pub(super) mod foreign_investment;
pub(super) mod governance;
pub(super) mod imitation;
pub(super) mod labour;
pub(super) mod market;
pub(super) mod orders;
pub(super) mod policy;
pub(super) mod upgrading;
