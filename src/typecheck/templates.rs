//! Templates and their uses. Names are resolved and arguments checked; expansion is not done yet.

use super::checker::{Checker, TemplateScope};
use super::codes;
use super::references::parameters_in_words;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::Made;
use crate::resolve::DeclarationId;
use crate::schema::{IdRule, Kind, KindSpec, spec_of};
use crate::syntax::{Argument, Declaration, Member, Name, ValueKind};
use crate::text::{closest, list_all};
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
        self.fields(declaration, spec);
        if spec.kind == Kind::Declassifies {
            self.declassified(declaration);
            return;
        }
        // The route of a flow stands behind the colon, that of a hop or an answer in the place of the id.
        for route in [&declaration.head, &declaration.subject].into_iter().flatten() {
            if let ValueKind::Route(stops) = &route.kind {
                for stop in stops {
                    self.element(stop);
                }
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
        let missing: Vec<&Name> =
            params.iter().filter(|param| !arguments.iter().any(|given| given.name.text == param.text)).collect();
        // A misspelt argument is also a missing one; its message names all parameters.
        let mut misspelt = 0;
        for argument in arguments {
            misspelt += usize::from(!self.argument(argument, &params, &missing));
        }
        if let (Some(first), true) = (missing.first(), misspelt == 0) {
            let names = list_all(missing.iter().map(|param| param.text.as_str()), 9);
            let values: Vec<String> = missing.iter().map(|param| format!("{}: …", param.text)).collect();
            let template = self.scope.entry(template).name.clone();
            let few = if missing.len() == 1 { "parameter" } else { "parameters" };
            let diagnostic = Diagnostic::new(&codes::BAD_ARGUMENT, format!("no value for the {few} {names}"))
                .at(head.span, format!("missing here: {names}"))
                .also(first.span, format!("`{template}` asks for it here"))
                .help(format!("add `{}`", values.join(", ")));
            self.report(diagnostic);
        }
        self.scope.entry(template).name.clone()
    }

    /// Checks an argument; gives whether its name is that of a parameter.
    fn argument(&mut self, argument: &Argument, params: &[Name], missing: &[&Name]) -> bool {
        let name = &argument.name;
        let known = params.iter().any(|param| param.text == name.text);
        if known && argument.value.is_some() {
            return true;
        }
        let names = || params.iter().map(|param| param.text.as_str());
        let diagnostic = if known {
            Diagnostic::new(&codes::BAD_ARGUMENT, format!("`{}` has no value", name.text))
                .at(name.span, "arguments are written `parameter: value`")
                .help(format!("write `{}: …`", name.text))
        } else {
            let diagnostic =
                Diagnostic::new(&codes::BAD_ARGUMENT, format!("the template has no parameter `{}`", name.text))
                    .at(name.span, "not among its parameters");
            let only = if let [only] = missing { Some(only.text.as_str()) } else { None };
            let diagnostic = diagnostic.note(parameters_in_words(&names().collect::<Vec<_>>()));
            let diagnostic = if params.is_empty() { diagnostic.help("remove the argument") } else { diagnostic };
            match closest(&name.text, names()).or(only) {
                Some(near) => {
                    diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, name.span, near)
                }
                None => diagnostic,
            }
        };
        self.report(diagnostic);
        known
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
        let Member::Declaration(inner) = member else { continue };
        // A `declassifies` names what is declared elsewhere.
        let declares = |kind| spec_of(kind).id == IdRule::Required;
        if Kind::from_word(&inner.keyword.text).is_none_or(declares) {
            names.extend(inner.id.as_ref().map(|id| id.text.clone()));
        }
        declared_names(inner, names);
    }
}
