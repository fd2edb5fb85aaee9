//! Templates and their uses: names and arguments. A template is checked by itself, with parameters that may be anything,
//! so that one that nobody uses is checked as well; what each `make` makes is checked as any other declaration.

use super::checker::{Checker, TemplateScope};
use super::codes;
use super::references::parameters_in_words;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::resolve::{DeclarationId, Found};
use crate::schema::{IdRule, Kind, KindSpec, Namespace, spec_of};
use crate::syntax::{Argument, Declaration, Member, Name, Value, ValueKind};
use crate::text::{Span, closest, list_all};
use ecow::EcoString;

impl Checker<'_> {
    /// Makes the names of a template known while its members are checked.
    pub fn enter_template(&mut self, declaration: &Declaration) {
        let mut template = TemplateScope::default();
        declared_names(declaration, &mut template);
        template.params = declaration.params.iter().flatten().map(|param| param.name.text.clone()).collect();
        self.template = Some(template);
    }

    /// Checks a declaration inside a template; it is no part of the model.
    pub fn inside_template(&mut self, declaration: &Declaration, spec: &'static KindSpec) {
        self.fields(declaration, spec);
        if let Some(Value { kind: ValueKind::Text(title), span }) = &declaration.title {
            self.parameter_in_text(title, *span);
        }
        if spec.kind == Kind::Declassifies {
            self.declassified(declaration);
            return;
        }
        if spec.kind == Kind::Make {
            self.template_of(declaration);
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

    /// `"Data of $who"`: a text is not filled in.
    pub fn parameter_in_text(&mut self, text: &str, span: Span) {
        let Some(template) = &self.template else { return };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let mut words = text.split('$').skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default());
        let Some(name) = words.find(|word| template.params.iter().any(|param| param == word)) else { return };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`${name}` is not filled in within a text"))
            .at(span, "it would stand there as it is")
            .note("a parameter stands for a whole value; the titles of what a `make` makes end with its own title")
            .help(format!("leave `${name}` out of the text, or let it be the whole: a parameter may be a text"));
        self.report(diagnostic);
    }

    /// Checks the parameters among some values; gives whether there are any.
    pub fn parameters(&mut self, values: &[Value]) -> bool {
        let mut found = false;
        for value in values {
            if let ValueKind::Parameter(name) = &value.kind {
                self.parameter(name, value.span);
                found = true;
            }
        }
        found
    }

    /// Checks every `make` against its template.
    pub fn made(&mut self) {
        self.each(Kind::Make, |checker, entry, fields| {
            checker.identity(entry, &fields);
            checker.template_of(entry.declaration);
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
        let has_default = |param: &&Argument| param.value.is_some();
        let optional: Vec<EcoString> = self
            .scope
            .entry(template)
            .declaration
            .params
            .iter()
            .flatten()
            .filter(has_default)
            .map(|param| param.name.text.clone())
            .collect();
        let missing: Vec<&Name> = params
            .iter()
            .filter(|param| {
                !arguments.iter().any(|given| given.name.text == param.text) && !optional.contains(&param.text)
            })
            .collect();
        // A misspelt argument is also a missing one; its message names all parameters.
        let mut misspelt = 0;
        if self.by_position(head, name, arguments, &params) {
            return self.scope.entry(template).name.clone();
        }
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

    /// `region(user, card)`: values without the names of their parameters.
    fn by_position(&mut self, head: &Value, template: &Value, arguments: &[Argument], params: &[Name]) -> bool {
        let bare =
            |argument: &&Argument| argument.value.is_none() && !params.iter().any(|p| p.text == argument.name.text);
        let Some(first) = arguments.iter().find(bare).filter(|_| arguments.len() <= params.len()) else { return false };
        // A parameter that is misspelt and lacks its value is likelier then.
        if closest(&first.name.text, params.iter().map(|param| param.text.as_str())).is_some()
            && !self.is_thing(&first.name.text)
        {
            return false;
        }
        let given = |name: &EcoString| arguments.iter().any(|given| given.value.is_some() && given.name.text == *name);
        let mut open = params.iter().filter(|param| !given(&param.text));
        let written = arguments.iter().map(|argument| match (&argument.value, bare(&argument)) {
            (Some(value), _) => format!("{}: {}", argument.name.text, self.sources.slice(value.span)),
            (None, true) => format!("{}: {}", open.next().map_or("…", |param| &param.text), argument.name.text),
            (None, false) => format!("{}: …", argument.name.text),
        });
        let written: Vec<String> = written.collect();
        let better = format!("{}({})", self.sources.slice(template.span), written.join(", "));
        let diagnostic = Diagnostic::new(&codes::BAD_ARGUMENT, "each argument is named by its parameter")
            .at(first.name.span, "for which parameter?")
            .note(parameters_in_words(&params.iter().map(|param| param.text.as_str()).collect::<Vec<_>>()))
            .fix(format!("write `{better}`"), Applicability::NeedsLook, head.span, better);
        self.report(diagnostic);
        true
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

    /// Whether a name stands for something in the template that is being checked.
    pub fn is_template_local(&self, name: &str) -> bool {
        let Some(template) = &self.template else { return false };
        if template.names.iter().any(|known| known == name) {
            return true;
        }
        let Some((make, rest)) = name.split_once('.') else { return false };
        let made = template.makes.iter().find(|(id, _)| id == make);
        made.is_some_and(|(_, of)| self.template_declares(of, rest, self.unit))
    }

    /// Whether what a template makes has the name. A template that is not there has been reported, and may have any.
    fn template_declares(&self, template: &str, name: &str, unit: usize) -> bool {
        let Found::One(id) = self.scope.find(Namespace::Things, template, unit) else { return true };
        let entry = self.scope.entry(id);
        let mut inside = TemplateScope::default();
        declared_names(entry.declaration, &mut inside);
        inside.names.iter().any(|known| known == name)
            || name.split_once('.').is_some_and(|(make, rest)| {
                let made = inside.makes.iter().find(|(id, _)| id == make);
                made.is_some_and(|(_, of)| self.template_declares(of, rest, entry.unit))
            })
    }

    /// Whether a name lies in the namespace of a `make` that could not be filled in, which has been reported.
    pub fn is_of_unfilled(&self, name: &str, span: Span) -> bool {
        let mut prefixes = name.match_indices('.').map(|(at, _)| &name[..at]);
        prefixes.any(|prefix| match self.find(Namespace::Things, prefix, span) {
            Found::One(id) => self.is_unfilled(id),
            _ => false,
        })
    }

    /// Whether it is a `make` that could not be filled in.
    pub fn is_unfilled(&self, id: DeclarationId) -> bool {
        let entry = self.scope.entry(id);
        let is_declaration = |member: &Member| matches!(member, Member::Declaration(_));
        entry.kind == Kind::Make && !entry.declaration.members().iter().any(is_declaration)
    }

    /// Names of these kinds that a `make` has made, but for those of further makes in it.
    pub fn made_in<'s>(&'s self, make: &str, kinds: &'s [Kind]) -> impl Iterator<Item = &'s str> {
        let opening = format!("{make}.");
        self.scope
            .names_of(kinds)
            .filter(move |name| name.strip_prefix(&opening).is_some_and(|rest| !rest.contains('.')))
    }

    /// Reports a title that an argument filled in with something else than a text.
    pub fn made_title(&mut self, declaration: &Declaration) {
        let Some(title) = &declaration.title else { return };
        if matches!(title.kind, ValueKind::Text(_) | ValueKind::Parameter(_)) {
            return;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a title is a text")
            .at(title.span, format!("this is {}", title.describe()));
        let better = format!("\"{}\"", self.sources.slice(title.span));
        self.report(match title.kind {
            ValueKind::Word(_) | ValueKind::Number(_) => {
                diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, title.span, better)
            }
            _ => diagnostic.help("write it in quotes: `\"…\"`"),
        });
    }
}

fn declared_names(declaration: &Declaration, scope: &mut TemplateScope) {
    for member in declaration.members() {
        let Member::Declaration(inner) = member else { continue };
        // A `declassifies` names what is declared elsewhere.
        let declares = |kind| spec_of(kind).id == IdRule::Required;
        if Kind::from_word(&inner.keyword.text).is_none_or(declares) {
            scope.names.extend(inner.id.as_ref().map(|id| id.text.clone()));
        }
        if let (true, Some(id), Some(of)) = (inner.keyword.text == Kind::Make.word(), &inner.id, head_name(inner)) {
            scope.makes.push((id.text.clone(), of));
        }
        declared_names(inner, scope);
    }
}

/// The template that a `make` names.
fn head_name(make: &Declaration) -> Option<EcoString> {
    let head = make.head.as_ref()?;
    match &head.kind {
        ValueKind::Call(name, _) => name.name(),
        _ => head.name(),
    }
}
