//! `FromWire` and `EventView`: reading a struct from a map.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, Field, Fields, LitStr, Result, Type};

use crate::input::{camel_case, doc};

pub(crate) fn from_wire(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new(input.span(), "only structs are read from maps"));
    };
    match &data.fields {
        Fields::Named(fields) => read_fields(input, fields.named.iter()),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Ok(read_inner(input, &fields.unnamed[0]))
        }
        _ => Err(Error::new(
            input.span(),
            "a struct with named fields, or with one field",
        )),
    }
}

pub(crate) fn event_view(input: &DeriveInput) -> Result<TokenStream> {
    let mut etype = None;
    for attribute in input
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("event"))
    {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("etype") {
                return Err(meta.error("unknown option: etype"));
            }
            etype = Some(meta.value()?.parse::<LitStr>()?);
            Ok(())
        })?;
    }
    let etype =
        etype.ok_or_else(|| Error::new(input.span(), "missing `#[event(etype = \"…\")]`"))?;
    let (name, label, doc) = (&input.ident, input.ident.to_string(), doc(&input.attrs));
    Ok(quote! {
        impl ::vuer_protocol::event::EventView for #name {
            const ETYPE: &'static ::core::primitive::str = #etype;
            const DEF: &'static ::vuer_protocol::EventDef = &::vuer_protocol::EventDef {
                name: #label,
                etype: #etype,
                doc: #doc,
                ty: <#name as ::vuer_protocol::codec::FromWire>::TYPE,
                parse: |event| {
                    let parsed = event.parse::<#name>()?;
                    ::core::result::Result::Ok(::std::boxed::Box::new(parsed))
                },
            };
        }
    })
}

/// The struct is what its one field is.
fn read_inner(input: &DeriveInput, field: &Field) -> TokenStream {
    let (name, ty) = (&input.ident, &field.ty);
    quote! {
        impl ::vuer_protocol::codec::FromWire for #name {
            const TYPE: ::vuer_protocol::PropType = <#ty as ::vuer_protocol::codec::FromWire>::TYPE;
            fn read(
                reader: &mut ::vuer_protocol::codec::Reader<'_>,
            ) -> ::core::result::Result<Self, ::vuer_protocol::DecodeError> {
                ::vuer_protocol::codec::FromWire::read(reader).map(Self)
            }
            fn absent(
                name: &'static ::core::primitive::str,
            ) -> ::core::result::Result<Self, ::vuer_protocol::DecodeError> {
                ::vuer_protocol::codec::FromWire::absent(name).map(Self)
            }
        }
    }
}

fn read_fields<'a>(
    input: &DeriveInput,
    fields: impl Iterator<Item = &'a Field>,
) -> Result<TokenStream> {
    let (name, label, doc_text) = (&input.ident, input.ident.to_string(), doc(&input.attrs));
    let (mut idents, mut names, mut types, mut defs) = (vec![], vec![], vec![], vec![]);
    let (mut readers, mut absents) = (vec![], vec![]);
    for field in fields {
        let ident = field.ident.as_ref().expect("named fields have names");
        let options = Options::parse(field)?;
        let (wire_name, ty) = (
            options.rename.unwrap_or_else(|| camel_case(ident)),
            &field.ty,
        );
        let (label, doc) = (ident.to_string(), doc(&field.attrs));
        let required = !options.default && !may_be_absent(ty);
        defs.push(quote! {
            ::vuer_protocol::PropDef {
                field: #label,
                name: #wire_name,
                ty: <#ty as ::vuer_protocol::codec::FromWire>::TYPE,
                required: #required,
                default: ::core::option::Option::None,
                doc: #doc,
            }
        });
        readers.push(if options.default {
            quote!(::vuer_protocol::codec::read_field_or_default)
        } else {
            quote!(::vuer_protocol::codec::read_field)
        });
        absents.push(if options.default {
            quote!(::core::default::Default::default())
        } else {
            quote!(::vuer_protocol::codec::FromWire::absent(#wire_name)?)
        });
        idents.push(ident);
        names.push(wire_name);
        types.push(ty);
    }
    Ok(quote! {
        impl ::vuer_protocol::codec::FromWire for #name {
            const TYPE: ::vuer_protocol::PropType =
                ::vuer_protocol::PropType::Record(&::vuer_protocol::GroupDef {
                    name: #label,
                    doc: #doc_text,
                    props: &[#(#defs),*],
                });

            fn read(
                reader: &mut ::vuer_protocol::codec::Reader<'_>,
            ) -> ::core::result::Result<Self, ::vuer_protocol::DecodeError> {
                #(let mut #idents = ::core::option::Option::None::<#types>;)*
                ::vuer_protocol::codec::read_map(reader, |reader, name| {
                    match name {
                        #(#names => {
                            #idents = ::core::option::Option::Some(#readers(reader, #names)?);
                        })*
                        _ => reader.skip()?,
                    }
                    ::core::result::Result::Ok(())
                })?;
                ::core::result::Result::Ok(Self {
                    #(#idents: match #idents {
                        ::core::option::Option::Some(value) => value,
                        ::core::option::Option::None => #absents,
                    },)*
                })
            }

            /// A map whose fields may all be absent may be absent itself.
            fn absent(
                name: &'static ::core::primitive::str,
            ) -> ::core::result::Result<Self, ::vuer_protocol::DecodeError> {
                let empty = || ::core::result::Result::Ok(Self { #(#idents: #absents,)* });
                empty().map_err(|_: ::vuer_protocol::DecodeError| {
                    ::vuer_protocol::DecodeError::MissingField { name }
                })
            }
        }
    })
}

/// `Option` and `Lenient` stand for absent fields.
fn may_be_absent(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let last = path.path.segments.last();
    last.is_some_and(|segment| segment.ident == "Option" || segment.ident == "Lenient")
}

#[derive(Default)]
struct Options {
    rename: Option<String>,
    default: bool,
}

impl Options {
    fn parse(field: &Field) -> Result<Self> {
        let mut options = Self::default();
        for attribute in field
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("wire"))
        {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    options.rename = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("default") {
                    options.default = true;
                } else {
                    return Err(meta.error("unknown option: rename, default"));
                }
                Ok(())
            })?;
        }
        Ok(options)
    }
}
