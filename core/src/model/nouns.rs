//! The small nouns of the model: segments, origins, channels and modes of governance.

/// Number of segments of the value chain.
pub const SEGMENTS: usize = 4;
/// Number of origins of firms.
pub const ORIGINS: usize = 3;
/// Number of channels of distribution.
pub const CHANNELS: usize = 5;
/// Number of modes of governance.
pub const MODES: usize = 3;
/// Number of varieties that a trade can offer.
pub const VARIETIES: usize = 64;

/// An enum of nouns, each with its number in bytes and its name in output.
macro_rules! noun {
    ($(#[doc = $doc:literal])+ $Noun:ident { $( $(#[doc = $variant_doc:literal])+ $Variant:ident = $code:literal, $name:literal; )+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $Noun { $( $(#[doc = $variant_doc])+ $Variant, )+ }

        impl $Noun {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// Its name in output.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$Variant => $name),+ }
            }

            /// Its place in an array of one value each.
            pub fn index(self) -> usize {
                usize::from(self.code())
            }

            /// Its number in bytes.
            pub const fn code(self) -> u8 {
                match self { $(Self::$Variant => $code),+ }
            }

            /// The noun of a number in bytes.
            pub fn from_code(code: u8) -> Option<Self> {
                Self::ALL.get(usize::from(code)).copied()
            }
        }

        impl $crate::kernel::codec::Encode for $Noun {
            fn encode<S: $crate::kernel::codec::Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                sink.put_u8(self.code())
            }
        }

        impl $crate::kernel::codec::Decode for $Noun {
            fn decode(source: &mut $crate::kernel::codec::Source<'_>) -> Result<Self, $crate::kernel::codec::DecodeError> {
                let code = source.take_u8()?;
                Self::from_code(code).ok_or(source.invalid(stringify!($Noun), u64::from(code)))
            }
        }
    };
}

noun! {
    /// A segment of the value chain.
    Segment {
        /// Processing and assembly of what the buyer supplies.
        Processing = 0, "processing";
        /// Parts and simple goods.
        Parts = 1, "parts";
        /// Finished goods.
        Finished = 2, "finished";
        /// Design and brand.
        Design = 3, "design";
    }
}

noun! {
    /// Where a firm comes from.
    Origin {
        /// A family of the region.
        Family = 0, "family";
        /// A founder from another region.
        Transplant = 1, "transplant";
        /// Capital from abroad.
        Foreign = 2, "foreign";
    }
}

noun! {
    /// A channel of distribution.
    Channel {
        /// Orders of multinational buyers, and of a foreign firm's parent.
        Order = 0, "order";
        /// A stall in the specialized market.
        Market = 1, "market";
        /// Local trade and trading houses.
        LocalTrade = 2, "local_trade";
        /// An export consortium.
        Consortium = 3, "consortium";
        /// Shops under the firm's own brand.
        OwnBrand = 4, "own_brand";
    }
}

noun! {
    /// A mode of governing outsourced work.
    Mode {
        /// Kin and neighbours.
        Kin = 0, "kin";
        /// The market: strangers, cash, face to face.
        Market = 1, "market";
        /// An association or consortium.
        Association = 2, "association";
    }
}
