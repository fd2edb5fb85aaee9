//! Templates and their uses. Names are resolved and arguments checked; expansion is not done yet.

use super::checker::{Checker, TemplateScope};
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::Made;
use crate::resolve::DeclarationId;
use crate::schema::{Kind, KindSpec};
use crate::syntax::{Argument, Declaration, Member, Name, ValueKind};
use crate::text::{closest, list_words};
use ecow::EcoString;

impl Checker<'_> {
    /// Makes the names of a template known while its members are checked.
    pub fn enter_template(&mut self, declaration: &Declaration) {
        let mut names = Vec::new();
        declared_names(declaration, &mut names);
        let params = declaration.params.iter().flatten().map(|param| param.name.text.clone()).collect();
        self.template = Some(TemplateScope { params, names });
    }

    /// Checks a declaration inside a template; it is no part of the model.
    pub fn inside_template(&mut self, declaration: &Declaration, spec: &'static KindSpec) {
        if !matches!(spec.kind, Kind::Hop | Kind::Answer) {
            self.fields(declaration, spec);
        }
        if let Some(ValueKind::Route(stops)) = declaration.head.as_ref().map(|head| &head.kind) {
            for stop in stops {
                self.element(stop);
            }
        }
    }

    /// Checks every `make` against its template.
    pub fn made(&mut self) {
        self.each(Kind::Make, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let template = checker.template_of(entry.declaration);
            checker.model.made.push(Made { identity, template });
        });
    }

    fn template_of(&mut self, declaration: &Declaration) -> EcoString {
        let Some(head) = &declaration.head else { return EcoString::new() };
        let (name, arguments): (_, &[Argument]) = match &head.kind {
            ValueKind::Call(name, arguments) => (&**name, arguments),
            ValueKind::Missing => return EcoString::new(),
            _ => (head, &[]),
        };
        let Some((template, _)) = self.reference(name, &[Kind::Template], "make") else { return EcoString::new() };
        let params: Vec<Name> =
            self.scope.entry(template).declaration.params.iter().flatten().map(|param| param.name.clone()).collect();
        for argument in arguments {
            self.argument(argument, &params);
        }
        for param in &params {
            if !arguments.iter().any(|argument| argument.name.text == param.text) {
                let diagnostic =
                    Diagnostic::new(&codes::BAD_ARGUMENT, format!("no value for the parameter `{}`", param.text))
                        .at(head.span, format!("`{}` is missing here", param.text))
                        .also(param.span, "the parameter")
                        .help(format!("add `{}: …`", param.text));
                self.report(diagnostic);
            }
        }
        self.scope.entry(template).name.clone()
    }

    fn argument(&mut self, argument: &Argument, params: &[Name]) {
        let name = &argument.name;
        let known = params.iter().any(|param| param.text == name.text);
        if known && argument.value.is_some() {
            return;
        }
        let what = if known {
            format!("`{}` has no value", name.text)
        } else {
            format!("the template has no parameter `{}`", name.text)
        };
        let mut diagnostic = Diagnostic::new(&codes::BAD_ARGUMENT, what)
            .at(name.span, "arguments are written `parameter: value`")
            .note(format!("its parameters are {}", list_words(params.iter().map(|param| param.text.as_str()), 12)));
        if let (false, Some(near)) = (known, closest(&name.text, params.iter().map(|param| param.text.as_str()))) {
            diagnostic = diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, name.span, near);
        }
        self.report(diagnostic);
    }

    /// Names that a `make` will declare in its namespace.
    pub fn made_names(&self, make: DeclarationId) -> Vec<EcoString> {
        let head = self.scope.entry(make).declaration.head.as_ref().map(|head| &head.kind);
        let name = match head {
            Some(ValueKind::Call(name, _)) => name.word(),
            Some(ValueKind::Word(word)) => Some(word),
            _ => None,
        };
        let template = name.and_then(|name| {
            self.scope.entries().find(|(_, entry)| entry.kind == Kind::Template && entry.name == *name)
        });
        let mut names = Vec::new();
        if let Some((_, template)) = template {
            declared_names(template.declaration, &mut names);
        }
        names
    }
}

fn declared_names(declaration: &Declaration, names: &mut Vec<EcoString>) {
    for member in declaration.members() {
        if let Member::Declaration(inner) = member {
            names.extend(inner.id.as_ref().map(|id| id.text.clone()));
            declared_names(inner, names);
        }
    }
}
