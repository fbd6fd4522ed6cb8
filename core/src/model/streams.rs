//! The model's random streams: one for each mechanism, so that moving one lever does not shift the draws of another.

use crate::kernel::codec::{DecodeError, Sink, Source, State};
use crate::kernel::stream::Stream;

macro_rules! streams {
    ($( $(#[doc = $doc:literal])+ $name:ident )+) => {
        /// Named random streams, all derived from the run's seed and the cluster's number.
        #[derive(Debug)]
        pub(crate) struct Streams {
            $( $(#[doc = $doc])+ pub(crate) $name: Stream, )+
        }

        /// Their names.
        #[cfg(test)]
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),+];

        impl Streams {
            /// Streams before the run.
            pub(crate) const EMPTY: Self = Self { $($name: Stream::EMPTY),+ };

            /// Starts every stream of the cluster with this number at its beginning.
            pub(crate) fn start(&mut self, seed: u64, cluster: u32) {
                $( self.$name = Stream::new(seed, stringify!($name), cluster); )+
            }
        }

        impl State for Streams {
            fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                $( self.$name.layout(sink)?; )+
                Ok(())
            }

            fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                $( self.$name.save(sink)?; )+
                Ok(())
            }

            /// Winds streams that were started with the run's seed to where they were.
            fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
                $( self.$name.load(source)?; )+
                Ok(())
            }

            fn reset(&mut self) {
                *self = Self::EMPTY;
            }
        }
    };
}

streams! {
    /// Wealth of households at birth.
    endowment
    /// Talents of entrepreneurs.
    talent
    /// When households think of founding a firm, and what they are like.
    entry
    /// Orders of multinational buyers.
    orders
    /// What becomes of orders that are turned away.
    passing
    /// Projects of foreign investors.
    foreign
    /// Reviews of the market's halls.
    market
    /// Choice of channels.
    channels
    /// Choice of governance, and defaults.
    governance
    /// Associations.
    association
    /// Varieties.
    imitation
    /// Capability and segments.
    upgrading
    /// Closing.
    exit
    /// What governments decide.
    policy
}
