//! The messages that the sources ask for.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};

use crate::families::families;
use crate::messages::{exists, messages};
use crate::source::{Module, modules};

/// String literals and `format!` templates in syntax, those among the tokens of other macros included.
#[derive(Default)]
pub struct Strings {
    pub literals: Vec<String>,
    pub templates: Vec<String>,
}

impl Strings {
    fn of(visit: impl FnOnce(&mut Self)) -> Self {
        let mut strings = Self::default();
        visit(&mut strings);
        strings
    }
}

impl<'ast> Visit<'ast> for Strings {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.literals.push(literal.value());
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let mut inside = Vec::new();
        call.parse_body_with(|input: syn::parse::ParseStream<'_>| strings(input, &mut inside))
            .expect("they are tokens");
        if call.path.is_ident("format") {
            self.templates.extend(inside.drain(..1).map(|template| holes(&template)));
        }
        self.literals.extend(inside);
    }

    // Doc comments are attributes that hold a string.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// A template with every hole written as `{}`.
fn holes(template: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in template.chars() {
        inside = (inside || c == '{') && c != '}';
        if !inside || c == '{' {
            out.push(c);
        }
    }
    out
}

fn strings(input: syn::parse::ParseStream<'_>, out: &mut Vec<String>) -> syn::Result<()> {
    while !input.is_empty() {
        let inner;
        if input.peek(syn::LitStr) {
            out.push(input.parse::<syn::LitStr>()?.value());
            continue;
        } else if input.peek(syn::token::Paren) {
            syn::parenthesized!(inner in input);
        } else if input.peek(syn::token::Bracket) {
            syn::bracketed!(inner in input);
        } else if input.peek(syn::token::Brace) {
            syn::braced!(inner in input);
        } else {
            input.step(|cursor| match cursor.token_tree() {
                Some((_, rest)) => Ok(((), rest)),
                None => Err(cursor.error("there is one more token")),
            })?;
            continue;
        }
        strings(&inner, out)?;
    }
    Ok(())
}

/// What a module asks words for: the strings where an id is meant.
#[derive(Default)]
pub struct Asked(Strings);

impl Asked {
    fn of(module: &Module) -> Strings {
        let mut asked = Self::default();
        module.items.iter().filter(|_| !module.test).for_each(|item| asked.visit_item(item));
        asked.0
    }

    fn take(&mut self, id: &syn::Expr) {
        self.0.visit_expr(id);
    }
}

impl<'ast> Visit<'ast> for Asked {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let takes = match call.method.to_string().as_str() {
            "say" | "refuse" => 1,
            "with" | "find" => 2,
            _ => 0,
        };
        if takes > 0 && call.args.len() == takes {
            self.take(&call.args[0]);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(name) = &*call.func
            && name.path.is_ident("failed")
            && matches!(call.args.first(), Some(syn::Expr::Lit(_)))
        {
            self.take(&call.args[0]);
        }
        visit::visit_expr_call(self, call);
    }

    /// What stands between the brackets of `vec!`, `format!` and their like is mostly a list of expressions.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let list = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(list) = call.parse_body_with(list) {
            // The expressions do not live as long as the file, so another collector looks at them.
            let mut inside = Asked::default();
            list.iter().for_each(|expression| inside.visit_expr(expression));
            self.0.literals.append(&mut inside.0.literals);
            self.0.templates.append(&mut inside.0.templates);
        }
    }

    fn visit_expr_struct(&mut self, made: &'ast syn::ExprStruct) {
        if made.path.segments.last().is_some_and(|name| name.ident == "Failed") {
            let id = made.fields.iter().find(|field| matches!(&field.member, syn::Member::Named(name) if name == "id"));
            if let Some(field) = id {
                self.take(&field.expr);
            }
        }
        visit::visit_expr_struct(self, made);
    }
}

#[test]
fn every_message_the_sources_name_exists() {
    let mut asked = 0;
    for module in modules() {
        for id in Asked::of(&module).literals {
            asked += 1;
            assert!(exists(&id), "{}: there is no message {id:?}", module.file);
        }
    }
    assert!(asked > 200, "only {asked} ids were found, so they are asked for in another way now");
}

#[test]
fn every_made_id_has_its_message() {
    let families = families();
    let mut templates = BTreeSet::new();
    for module in modules() {
        for template in Asked::of(&module).templates {
            assert!(
                families.contains_key(template.as_str()),
                "{}: ids made as {template:?} are not checked; add them to families()",
                module.file
            );
            templates.insert(template);
        }
    }
    for (template, names) in families {
        for name in names {
            let id = template.replacen("{}", &name, 1);
            assert!(exists(&id), "there is no message {id:?}, made from {template:?}");
        }
    }
    assert!(templates.len() > 30, "only {} templates were found", templates.len());
}

/// Words that nobody says are wrong sooner or later, because nobody reads them.
#[test]
fn no_message_is_left_over() {
    let mut used: BTreeSet<String> = families()
        .iter()
        .flat_map(|(template, names)| names.iter().map(|name| template.replacen("{}", name, 1)))
        .collect();
    for module in modules().iter().filter(|module| !module.test) {
        used.extend(Strings::of(|strings| module.items.iter().for_each(|item| strings.visit_item(item))).literals);
    }
    let used: BTreeSet<&str> = used.iter().map(|id| id.split('.').next().unwrap_or(id)).collect();
    // A fund use is named by the data. Article 7 has nothing to ask for. Nothing is said yet when one person has left
    // and the next may come: a debt.
    let known = |id: &str| id.starts_with("fund-") || ["article-7", "next-person-done"].contains(&id);
    let left: Vec<String> = messages("en").into_keys().filter(|id| !used.contains(id.as_str()) && !known(id)).collect();
    assert_eq!(left, [""; 0], "nobody says these");
}
