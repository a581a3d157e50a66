//! Derive macros for the components and events of the `vuer` crate.
//!
//! A component is a struct whose fields are its props. The derives write what follows from the
//! fields: setters, the conversion to a node, and the description from which documentation and
//! TypeScript are generated. They are for the declarations in `vuer-protocol`; what they generate is
//! documented at the traits there.
//!
//! | attribute | on | means |
//! |---|---|---|
//! | `component(tag = "…")` | struct | the wire name, if it is not the struct's |
//! | `component(aliases = ["…"])` | struct | further wire names that mean the same |
//! | `component(key = "…")` | struct | the key of a component that was given none |
//! | `component(base)` | field | the part every component has, of type `Base` |
//! | `component(group)` | field | a group of props |
//! | `component(rename = "…")` | prop | the wire name, if it is not the camel-cased field's |
//! | `component(default = …)` | prop | what the client takes when the prop is absent: a literal or an array |
//! | `event(etype = "…")` | struct | the event's type on the wire |
//! | `wire(rename = "…")` | field | the wire name, if it is not the camel-cased field's |
//! | `wire(default)` | field | absent and nil mean the type's default |

#![forbid(unsafe_code)]

mod expand;
mod input;
mod wire;

use proc_macro::TokenStream;
use syn::{DeriveInput, Result};

/// Derives `Component`: one setter per prop, `new`, and the traits of a node.
#[proc_macro_derive(Component, attributes(component))]
pub fn derive_component(input: TokenStream) -> TokenStream {
    run(input, |input| {
        input::Struct::parse(input).map(|parsed| expand::component(&parsed))
    })
}

/// Derives `Group`, with a trait of setters that every component with this group has.
#[proc_macro_derive(Group, attributes(component))]
pub fn derive_group(input: TokenStream) -> TokenStream {
    run(input, |input| {
        input::Struct::parse(input).map(|parsed| expand::group(&parsed))
    })
}

/// Derives `FromWire` from the fields of a struct. Fields that may be absent are `Option`s.
#[proc_macro_derive(FromWire, attributes(wire))]
pub fn derive_from_wire(input: TokenStream) -> TokenStream {
    run(input, wire::from_wire)
}

/// Derives `EventView` for a type that is `FromWire`.
#[proc_macro_derive(EventView, attributes(event))]
pub fn derive_event_view(input: TokenStream) -> TokenStream {
    run(input, wire::event_view)
}

fn run(
    input: TokenStream,
    expand: fn(&DeriveInput) -> Result<proc_macro2::TokenStream>,
) -> TokenStream {
    let expanded = syn::parse(input).and_then(|input: DeriveInput| expand(&input));
    expanded
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
