//! The macro that writes a scenario's sections once: as structs, as a table of parameters and as words.

/// The Rust type of a kind of parameter.
macro_rules! kind_type {
    (number) => {
        f32
    };
    (whole) => {
        u32
    };
    (switch) => {
        bool
    };
}

/// All zero bytes of a kind of parameter.
macro_rules! kind_zero {
    (number) => {
        0.0
    };
    (whole) => {
        0
    };
    (switch) => {
        false
    };
}

/// A value of a kind of parameter as 32 bits.
macro_rules! kind_word {
    (number, $value:expr) => {
        $value.to_bits()
    };
    (whole, $value:expr) => {
        $value
    };
    (switch, $value:expr) => {
        if $value { 1 } else { 0 }
    };
}

/// The value of a kind of parameter that 32 bits stand for.
macro_rules! kind_read {
    (number, $word:expr) => {
        f32::from_bits($word)
    };
    (whole, $word:expr) => {
        $word
    };
    (switch, $word:expr) => {
        $word != 0
    };
}

/// A value of a kind of parameter.
macro_rules! kind_value {
    (number, $value:expr) => {
        Value::Number($value)
    };
    (whole, $value:expr) => {
        Value::Whole($value)
    };
    (switch, $value:expr) => {
        Value::Switch($value)
    };
}

/// The range of a kind of parameter.
macro_rules! kind_range {
    (number, $least:literal, $greatest:literal) => {
        Range::Number {
            least: $least,
            greatest: $greatest,
        }
    };
    (whole, $least:literal, $greatest:literal) => {
        Range::Whole {
            least: $least,
            greatest: $greatest,
        }
    };
    (switch,) => {
        Range::Switch
    };
}

/// Puts a value into a field; a value of another kind was refused by the range before.
macro_rules! kind_put {
    (number, $field:expr, $value:expr) => {
        if let Value::Number(value) = $value {
            $field = value;
        }
    };
    (whole, $field:expr, $value:expr) => {
        if let Value::Whole(value) = $value {
            $field = value;
        }
    };
    (switch, $field:expr, $value:expr) => {
        if let Value::Switch(value) = $value {
            $field = value;
        }
    };
}

/// Writes the sections of a scenario.
///
/// Each field reads `name: kind [least, greatest] = default, "unit", "source";`.
macro_rules! sections {
    ($(
        $(#[doc = $section_doc:literal])+
        $section:ident: $Section:ident {
            $(
                $(#[doc = $doc:literal])+
                $field:ident: $kind:ident $([$least:literal, $greatest:literal])? = $default:literal, $unit:literal, $source:literal;
            )+
        }
    )+) => {
        $(
            $(#[doc = $section_doc])+
            #[derive(Debug, Clone, Copy, PartialEq)]
            pub struct $Section {
                $(
                    $(#[doc = $doc])+
                    #[doc = concat!("Unit: ", $unit, ". Source: ", $source, ".")]
                    pub $field: kind_type!($kind),
                )+
            }

            impl $Section {
                /// The section where a scenario says nothing.
                pub const DEFAULT: Self = Self { $($field: $default),+ };

                const ZERO: Self = Self { $($field: kind_zero!($kind)),+ };

                const PARAMETERS: &'static [Parameter] = &[$(
                    Parameter {
                        path: concat!(stringify!($section), ".", stringify!($field)),
                        meaning: concat!($($doc),+),
                        unit: $unit,
                        range: kind_range!($kind, $($least, $greatest)?),
                        default: kind_value!($kind, $default),
                        source: $source,
                        get: |scenario| kind_value!($kind, scenario.$section.$field),
                        put: |scenario, value| kind_put!($kind, scenario.$section.$field, value),
                    },
                )+];

                /// How many values it has.
                const COUNT: usize = [$(stringify!($field)),+].len();

                /// What they may be: the table, without the texts that a board has no room for.
                const RANGES: [Range; Self::COUNT] = [$(kind_range!($kind, $($least, $greatest)?)),+];

                // By itself, as the next one: inlined, all sections together pass through the stack word by word.
                #[inline(never)]
                const fn words(&self) -> [u32; Self::COUNT] {
                    [$(kind_word!($kind, self.$field)),+]
                }

                #[inline(never)]
                const fn set_words(&mut self, words: &[u32; Self::COUNT]) {
                    let [$($field),+] = words;
                    $( self.$field = kind_read!($kind, *$field); )+
                }

                fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                    $( self.$field.encode(sink)?; )+
                    Ok(())
                }
            }
        )+

        /// The table of parameters, a slice for each section.
        const PARAMETERS: &[&[Parameter]] = &[$($Section::PARAMETERS),+];

        /// The names of the sections, in the order of a scenario file.
        pub const SECTIONS: &[&str] = &[$(stringify!($section)),+];

        /// Everything that makes a run differ from another but its seed: plain data, checked once.
        ///
        /// It has no name and no country: a mechanism cannot know which place it serves.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Scenario {
            $(
                $(#[doc = $section_doc])+
                pub $section: $Section,
            )+
            /// Dated steps of policy, in any order.
            pub policies: Steps<PolicyStep>,
            /// Dated shocks of the world, in any order.
            pub shocks: Steps<Shock>,
        }

        impl Scenario {
            /// A scenario in which every parameter has its default and nothing is dated.
            pub const DEFAULT: Self = Self {
                $($section: $Section::DEFAULT,)+
                policies: Steps::new(),
                shocks: Steps::new(),
            };
        }

        impl Scenario {
            /// No scenario yet: all zero bytes, so that a run that has not started takes no flash.
            pub const ZERO: Self = Self {
                $($section: $Section::ZERO,)+
                policies: Steps::new(),
                shocks: Steps::new(),
            };
        }

        impl Scenario {
            /// Puts every value into a sink, changed or not.
            fn put_all<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                $( self.$section.encode(sink)?; )+
                encode_steps(&self.policies, sink)?;
                encode_steps(&self.shocks, sink)
            }
        }

        /// What the values of each section may be: the table, without the texts that a board has no room for.
        const RANGES: [&[Range]; SECTIONS.len()] = [$(&$Section::RANGES),+];

        /// The values of a scenario, 32 bits each, so that one piece of code checks, writes and reads all sections.
        struct Words {
            $($section: [u32; $Section::COUNT],)+
        }

        impl Words {
            /// Where a scenario says nothing.
            const DEFAULT: Self = Self { $($section: $Section::DEFAULT.words()),+ };

            const fn of(scenario: &Scenario) -> Self {
                Self { $($section: scenario.$section.words()),+ }
            }

            fn put_into(&self, scenario: &mut Scenario) {
                $( scenario.$section.set_words(&self.$section); )+
            }

            /// Section by section, as [`RANGES`] are.
            fn sections(&self) -> [&[u32]; SECTIONS.len()] {
                [$(&self.$section),+]
            }

            fn sections_mut(&mut self) -> [&mut [u32]; SECTIONS.len()] {
                [$(&mut self.$section),+]
            }
        }
    };
}

pub(super) use {
    kind_put, kind_range, kind_read, kind_type, kind_value, kind_word, kind_zero, sections,
};
