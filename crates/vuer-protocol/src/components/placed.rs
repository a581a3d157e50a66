//! Components that have a place and a few props of their own, declared as a table.

/// Declares components that stand somewhere.
macro_rules! placed {
    ($(
        $(#[$doc:meta])*
        $name:ident [$($field:ident: $group:ident),*]
        { $($(#[$meta:meta])* $prop:ident: $type:ty,)* }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Component)]
        pub struct $name {
            /// Key, containers, further props.
            #[component(base)]
            pub base: Base,
            /// Where it stands.
            #[component(group)]
            pub object: Object3d,
            $(
                /// Props that it shares with others.
                #[component(group)]
                pub $field: $group,
            )*
            $($(#[$meta])* pub $prop: Option<$type>,)*
        }
    )+};
}

pub(crate) use placed;
