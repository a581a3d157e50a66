//! Writes the code. Every path is absolute: a component may be called `Box` or `Option`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Error, Type};

use crate::input::{Prop, Struct};

pub(crate) fn component(input: &Struct) -> TokenStream {
    let Struct {
        name,
        doc,
        tag,
        aliases,
        base,
        groups,
        ..
    } = input;
    let Some(base) = base else {
        return Error::new(
            name.span(),
            "a component has a field `#[component(base)] base: Base`",
        )
        .to_compile_error();
    };
    let label = name.to_string();
    let key = option(input.key.as_deref());
    let group_types = groups.iter().map(|(_, ty)| ty);
    let prop_defs = input.props.iter().map(prop_def);
    let props_impl = props_impl(input);
    let setters = input
        .props
        .iter()
        .map(|prop| setter(prop, &quote!(pub), &quote!(self)));
    let as_mut_groups = groups.iter().map(|(field, ty)| {
        quote! {
            impl ::core::convert::AsMut<#ty> for #name {
                fn as_mut(&mut self) -> &mut #ty { &mut self.#field }
            }
        }
    });
    quote! {
        impl #name {
            /// One without props, key or children.
            pub fn new() -> Self { <Self as ::core::default::Default>::default() }
            #(#setters)*
        }

        #props_impl
        #(#as_mut_groups)*

        impl ::core::convert::AsRef<::vuer_protocol::Base> for #name {
            fn as_ref(&self) -> &::vuer_protocol::Base { &self.#base }
        }

        impl ::core::convert::AsMut<::vuer_protocol::Base> for #name {
            fn as_mut(&mut self) -> &mut ::vuer_protocol::Base { &mut self.#base }
        }

        impl ::core::convert::From<#name> for ::vuer_protocol::Node {
            fn from(component: #name) -> Self {
                ::vuer_protocol::component::derive_support::into_node(component)
            }
        }

        impl ::vuer_protocol::Encode for #name {
            fn wire_tag(&self) -> ::core::option::Option<&::core::primitive::str> {
                ::core::option::Option::Some(#tag)
            }
            fn wire_key(&self) -> ::core::option::Option<&::core::primitive::str> {
                self.#base.key.as_deref().or(#key)
            }
            fn containers(&self) -> &::vuer_protocol::Containers { &self.#base.containers }
            fn for_each_prop_name(&self, visit: &mut dyn ::core::ops::FnMut(&::core::primitive::str)) {
                ::vuer_protocol::component::derive_support::for_each_prop_name(self, visit)
            }
            fn encode(&self, out: &mut ::vuer_protocol::codec::Encoder) {
                ::vuer_protocol::component::derive_support::encode(self, out)
            }
            fn to_node(&self) -> ::vuer_protocol::Node {
                ::core::convert::Into::into(::core::clone::Clone::clone(self))
            }
        }

        impl ::vuer_protocol::Component for #name {
            const DEF: &'static ::vuer_protocol::ComponentDef = &::vuer_protocol::ComponentDef {
                name: #label,
                tag: #tag,
                aliases: &[#(#aliases),*],
                doc: #doc,
                default_key: #key,
                groups: &[#(<#group_types as ::vuer_protocol::Group>::DEF),*],
                props: &[#(#prop_defs),*],
            };
        }
    }
}

pub(crate) fn group(input: &Struct) -> TokenStream {
    let Struct { name, doc, .. } = input;
    let label = name.to_string();
    let setters_trait = format_ident!("{name}Props");
    let trait_doc =
        format!("The setters of [`{name}`], which every component with that group has.");
    let prop_defs = input.props.iter().map(prop_def);
    let props_impl = props_impl(input);
    let setters = input
        .props
        .iter()
        .map(|prop| setter(prop, &quote!(), &quote!(self.as_mut())));
    quote! {
        #props_impl

        impl ::vuer_protocol::Group for #name {
            const DEF: &'static ::vuer_protocol::GroupDef = &::vuer_protocol::GroupDef {
                name: #label,
                doc: #doc,
                props: &[#(#prop_defs),*],
            };
        }

        #[doc = #trait_doc]
        pub trait #setters_trait: ::core::convert::AsMut<#name> + ::core::marker::Sized {
            #(#setters)*
        }

        impl<T: ::core::convert::AsMut<#name>> #setters_trait for T {}
    }
}

/// `Props`, the same for components and groups.
fn props_impl(input: &Struct) -> TokenStream {
    let name = &input.name;
    let group_fields: Vec<_> = input.groups.iter().map(|(field, _)| field).collect();
    let fields: Vec<_> = input.props.iter().map(|prop| &prop.field).collect();
    let names: Vec<_> = input.props.iter().map(|prop| &prop.name).collect();
    quote! {
        impl ::vuer_protocol::Props for #name {
            fn for_each_prop<'a>(
                &'a self,
                visit: &mut dyn ::core::ops::FnMut(
                    &'static ::core::primitive::str,
                    &'a dyn ::vuer_protocol::prop::Prop,
                ),
            ) {
                #(::vuer_protocol::Props::for_each_prop(&self.#group_fields, visit);)*
                #(if let ::core::option::Option::Some(value) = &self.#fields {
                    visit(#names, value);
                })*
            }

            fn set_prop(
                &mut self,
                name: &::core::primitive::str,
                value: ::vuer_protocol::Value,
            ) -> ::core::result::Result<(), ::vuer_protocol::Value> {
                match name {
                    #(#names => {
                        ::vuer_protocol::component::derive_support::set_option(&mut self.#fields, value)
                    })*
                    _ => {
                        #(let ::core::result::Result::Err(value) =
                            ::vuer_protocol::Props::set_prop(&mut self.#group_fields, name, value)
                        else {
                            return ::core::result::Result::Ok(());
                        };)*
                        ::core::result::Result::Err(value)
                    }
                }
            }
        }
    }
}

fn setter(prop: &Prop, visibility: &TokenStream, target: &TokenStream) -> TokenStream {
    let Prop {
        field,
        ty,
        doc_attributes,
        ..
    } = prop;
    // Into would keep literals from finding their type.
    let (argument, value) = if takes_literals(ty) {
        (quote!(#ty), quote!(#field))
    } else {
        (
            quote!(impl ::core::convert::Into<#ty>),
            quote!(::core::convert::Into::into(#field)),
        )
    };
    quote! {
        #(#doc_attributes)*
        #[must_use]
        #visibility fn #field(mut self, #field: #argument) -> Self {
            #target.#field = ::core::option::Option::Some(#value);
            self
        }
    }
}

fn takes_literals(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    ["bool", "u32", "i64"]
        .iter()
        .any(|name| path.path.is_ident(name))
}

fn prop_def(prop: &Prop) -> TokenStream {
    let Prop {
        field,
        name,
        ty,
        doc,
        ..
    } = prop;
    let field = field.to_string();
    let default = option(prop.default.as_deref());
    quote! {
        ::vuer_protocol::PropDef {
            field: #field,
            name: #name,
            ty: <#ty as ::vuer_protocol::prop::PropValue>::TYPE,
            required: false,
            default: #default,
            doc: #doc,
        }
    }
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(
        || quote!(::core::option::Option::None),
        |text| quote!(::core::option::Option::Some(#text)),
    )
}
