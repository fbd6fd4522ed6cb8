//! The macro that writes a record's bytes: its fields, one after the other.

/// Encodes and decodes a struct field by field, in the order given.
macro_rules! record {
    ($Record:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::kernel::codec::Encode for $Record {
            fn encode<S: $crate::kernel::codec::Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                $( $crate::kernel::codec::Encode::encode(&self.$field, sink)?; )+
                Ok(())
            }
        }

        impl $crate::kernel::codec::Decode for $Record {
            fn decode(source: &mut $crate::kernel::codec::Source<'_>) -> Result<Self, $crate::kernel::codec::DecodeError> {
                Ok(Self { $( $field: $crate::kernel::codec::Decode::decode(source)?, )+ })
            }
        }
    };
}

pub(crate) use record;
