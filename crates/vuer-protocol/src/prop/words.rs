//! Props that are one of a few words.

/// Declares an enum whose variants go over the wire as words. Words it does not know travel as
/// `Other`, so that a newer client's can be used.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)+
            /// A word this crate does not know.
            Other(String),
        }

        impl $name {
            /// The word on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl $crate::prop::Prop for $name {
            fn encode(&self, out: &mut $crate::codec::Encoder) {
                out.str(self.as_str());
            }
            fn to_value(&self) -> $crate::value::Value {
                self.as_str().into()
            }
        }

        impl $crate::prop::PropValue for $name {
            const TYPE: $crate::component::PropType = $crate::component::PropType::Words(&[$($word),+]);
            fn from_value(value: $crate::value::Value) -> Result<Self, $crate::value::Value> {
                value.as_str().map(Self::from).ok_or(value)
            }
        }
    };
}

pub(crate) use words;
