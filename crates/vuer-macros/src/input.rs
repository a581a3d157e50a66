//! Reads a struct and its attributes.

use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, Error, Expr, ExprLit, Fields, Ident, Lit, LitStr, Result, Token,
    Type, bracketed, token,
};

/// A component or a group.
pub(crate) struct Struct {
    pub(crate) name: Ident,
    pub(crate) doc: String,
    pub(crate) tag: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) key: Option<String>,
    pub(crate) base: Option<Ident>,
    pub(crate) groups: Vec<(Ident, Type)>,
    pub(crate) props: Vec<Prop>,
}

/// One prop.
pub(crate) struct Prop {
    pub(crate) field: Ident,
    pub(crate) name: String,
    /// The `T` of the field's `Option<T>`.
    pub(crate) ty: Type,
    pub(crate) default: Option<String>,
    pub(crate) doc: String,
    pub(crate) doc_attributes: Vec<Attribute>,
}

#[derive(Default)]
struct Options {
    base: bool,
    group: bool,
    tag: Option<String>,
    aliases: Vec<String>,
    key: Option<String>,
    rename: Option<String>,
    default: Option<String>,
}

impl Struct {
    pub(crate) fn parse(input: &DeriveInput) -> Result<Self> {
        let Data::Struct(data) = &input.data else {
            return Err(Error::new(input.span(), "a component is a struct"));
        };
        let Fields::Named(fields) = &data.fields else {
            return Err(Error::new(input.span(), "a component has named fields"));
        };
        let options = Options::parse(&input.attrs)?;
        let mut parsed = Self {
            name: input.ident.clone(),
            doc: doc(&input.attrs),
            tag: options.tag.unwrap_or_else(|| input.ident.to_string()),
            aliases: options.aliases,
            key: options.key,
            base: None,
            groups: Vec::new(),
            props: Vec::new(),
        };
        for field in &fields.named {
            let options = Options::parse(&field.attrs)?;
            let name = field.ident.clone().expect("named fields have names");
            if options.base {
                parsed.base = Some(name);
            } else if options.group {
                parsed.groups.push((name, field.ty.clone()));
            } else {
                let ty = inner_of_option(&field.ty)
                    .ok_or_else(|| Error::new(field.ty.span(), "a prop is an `Option`"))?;
                parsed.props.push(Prop {
                    name: options.rename.unwrap_or_else(|| camel_case(&name)),
                    field: name,
                    ty,
                    default: options.default,
                    doc: doc(&field.attrs),
                    doc_attributes: field
                        .attrs
                        .iter()
                        .filter(|attr| is_doc(attr))
                        .cloned()
                        .collect(),
                });
            }
        }
        Ok(parsed)
    }
}

impl Options {
    fn parse(attributes: &[Attribute]) -> Result<Self> {
        let mut options = Self::default();
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("component"))
        {
            attribute.parse_nested_meta(|meta| {
                let text =
                    |input: ParseStream<'_>| input.parse::<LitStr>().map(|text| Some(text.value()));
                if meta.path.is_ident("base") {
                    options.base = true;
                } else if meta.path.is_ident("group") {
                    options.group = true;
                } else if meta.path.is_ident("tag") {
                    options.tag = text(meta.value()?)?;
                } else if meta.path.is_ident("aliases") {
                    let value = meta.value()?;
                    let list;
                    bracketed!(list in value);
                    let tags = list.parse_terminated(<LitStr as Parse>::parse, Token![,])?;
                    options.aliases = tags.iter().map(LitStr::value).collect();
                } else if meta.path.is_ident("key") {
                    options.key = text(meta.value()?)?;
                } else if meta.path.is_ident("rename") {
                    options.rename = text(meta.value()?)?;
                } else if meta.path.is_ident("default") {
                    options.default = Some(json(meta.value()?)?);
                } else {
                    return Err(meta
                        .error("unknown option: base, group, tag, aliases, key, rename, default"));
                }
                Ok(())
            })?;
        }
        Ok(options)
    }
}

/// A literal, or an array of them, as JSON.
fn json(input: ParseStream<'_>) -> Result<String> {
    if input.peek(token::Bracket) {
        let items;
        bracketed!(items in input);
        let items = items.parse_terminated(json, Token![,])?;
        return Ok(format!(
            "[{}]",
            items.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    if input.peek(Ident) && input.fork().parse::<Ident>()? == "null" {
        return input.parse::<Ident>().map(|null| null.to_string());
    }
    let sign = if input.parse::<Option<Token![-]>>()?.is_some() {
        "-"
    } else {
        ""
    };
    match input.parse::<Lit>()? {
        Lit::Str(text) => Ok(format!("{:?}", text.value())),
        Lit::Bool(value) => Ok(value.value.to_string()),
        Lit::Int(value) => Ok(format!("{sign}{}", value.base10_digits())),
        Lit::Float(value) => Ok(format!("{sign}{}", value.base10_digits())),
        other => Err(Error::new(
            other.span(),
            "a default is text, a number, a boolean or an array",
        )),
    }
}

fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// The documentation, without the space that `///` leaves at the head of each line.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter(|attribute| is_doc(attribute))
        .filter_map(|attribute| {
            let Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) = &attribute.meta.require_name_value().ok()?.value
            else {
                return None;
            };
            let text = text.value();
            Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
        });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn inner_of_option(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == "Option")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) => Some(inner.clone()),
        _ => None,
    }
}

pub(crate) fn camel_case(field: &Ident) -> String {
    let field = field.to_string();
    let mut words = field.trim_start_matches("r#").split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let head = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &head.into_iter().chain(letters).collect::<String>()
    })
}
