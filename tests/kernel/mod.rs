//! The kernel against oracles and theory.
