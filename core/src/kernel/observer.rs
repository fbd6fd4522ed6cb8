//! Watching a run without being able to change it.

use super::simulation::Model;
use super::time::Instant;

/// Sees every event after the model has handled it.
///
/// `()` watches nothing and costs nothing; a pair of observers watches with both, the left one first; `&mut O` lends one.
pub trait Observer<M: Model> {
    /// Called once for each event that was handled without a fault, in order.
    fn observe(&mut self, now: Instant, event: &M::Event, model: &M);
}

impl<M: Model> Observer<M> for () {
    fn observe(&mut self, _: Instant, _: &M::Event, _: &M) {}
}

impl<M: Model, O: Observer<M> + ?Sized> Observer<M> for &mut O {
    fn observe(&mut self, now: Instant, event: &M::Event, model: &M) {
        (**self).observe(now, event, model);
    }
}

impl<M: Model, A: Observer<M>, B: Observer<M>> Observer<M> for (A, B) {
    fn observe(&mut self, now: Instant, event: &M::Event, model: &M) {
        self.0.observe(now, event, model);
        self.1.observe(now, event, model);
    }
}

impl<M: Model, A: Observer<M>, B: Observer<M>, C: Observer<M>> Observer<M> for (A, B, C) {
    fn observe(&mut self, now: Instant, event: &M::Event, model: &M) {
        self.0.observe(now, event, model);
        self.1.observe(now, event, model);
        self.2.observe(now, event, model);
    }
}

impl<M: Model, O: Observer<M>> Observer<M> for Option<O> {
    fn observe(&mut self, now: Instant, event: &M::Event, model: &M) {
        if let Some(observer) = self {
            observer.observe(now, event, model);
        }
    }
}
