//! The macro that writes a scenario's sections once: as structs, as a table of parameters and as bytes.

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

                /// The path of the first value that is not in its range.
                fn out_of_range(&self) -> Option<&'static str> {
                    $( if kind_range!($kind, $($least, $greatest)?).admit(kind_value!($kind, self.$field)).is_err() {
                        return Some(concat!(stringify!($section), ".", stringify!($field)));
                    } )+
                    None
                }

                fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                    $( self.$field.encode(sink)?; )+
                    Ok(())
                }

                fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
                    $( let $field = admitted(source, kind_range!($kind, $($least, $greatest)?), |value| kind_value!($kind, value))?; )+
                    Ok(Self { $($field),+ })
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
            pub(in crate::model) const ZERO: Self = Self {
                $($section: $Section::ZERO,)+
                policies: Steps::new(),
                shocks: Steps::new(),
            };
        }

        impl Scenario {
            /// The path of the first parameter that is not in its range.
            fn out_of_range(&self) -> Option<&'static str> {
                $( if let Some(path) = self.$section.out_of_range() {
                    return Some(path);
                } )+
                None
            }
        }

        impl Encode for Scenario {
            fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                $( self.$section.encode(sink)?; )+
                encode_steps(&self.policies, sink)?;
                encode_steps(&self.shocks, sink)
            }
        }

        impl Decode for Scenario {
            fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
                Ok(Self {
                    $( $section: $Section::decode(source)?, )+
                    policies: decode_steps(source)?,
                    shocks: decode_steps(source)?,
                })
            }
        }
    };
}

pub(super) use {kind_put, kind_range, kind_type, kind_value, kind_zero, sections};
