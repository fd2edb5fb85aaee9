//! Pairs of the grammar → AST. Declarations, blocks and fields; values are next door.

use super::super::ast::{Argument, Block, Comment, Declaration, Field, Member, Name, Value, ValueKind};
use super::super::codes;
use super::super::patch::Patched;

use super::adopt::adopt;
use super::slips_in_arguments::Slips;
use super::{Rule, slips, slips_in_heads, slips_in_values};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::Kind;
use crate::text::{FileId, Span, one_line};
use ecow::EcoString;
use pest::iterators::{Pair, Pairs};

/// Builds the tree of one item.
pub(super) struct Builder<'a> {
    pub file: FileId,
    /// The whole text of the file.
    pub text: &'a str,
    /// Where the item begins in it.
    pub base: usize,
    /// Where the item ends in it; brackets appended beyond it are not the author's.
    pub end: usize,
    /// The item with its repairs, as the grammar saw it.
    pub patched: &'a Patched<'a>,
    /// How many blocks are open.
    pub depth: usize,
    pub comments: &'a [Comment],
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    pub(super) fn item(&mut self, pairs: Pairs<'_, Rule>, members: &mut Vec<Member>) {
        let inner = pairs.into_iter().next().map(Pair::into_inner);
        for pair in inner.into_iter().flatten() {
            match pair.as_rule() {
                Rule::declaration => {
                    let member = self.declaration(pair);
                    let member = self.without_its_colon(member);
                    members.push(top_level(member));
                }
                Rule::field => {
                    let field = self.field(pair);
                    adopt(self.text, field, members, self.diagnostics);
                }
                Rule::stray | Rule::leftover => {
                    let span = self.span(&pair);
                    match self.slice(span).starts_with("- ") {
                        true => self.yaml_entry(self.trimmed(span), members),
                        false => self.broken(span, members),
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        let place = |at: usize| (self.base + self.patched.original(at)).min(self.end);
        Span::new(self.file, place(span.start()), place(span.end()))
    }

    /// The span without white space at its end. Other blank characters than those of the grammar are no white space.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let length = self.slice(span).trim_end_matches([' ', '\t', '\r', '\n']).len();
        Span::new(self.file, span.start as usize, span.start as usize + length)
    }

    pub(super) fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name { text: pair.as_str().into(), span: self.span(pair) }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    pub(super) fn broken(&mut self, span: Span, members: &mut Vec<Member>) {
        let span = self.trimmed(span);
        let text = self.slice(span);
        if text.is_empty() {
            // A bracket that was appended; that it is missing has been said.
            return;
        }
        let known = self.decimal_comma(span, members.last()).or_else(|| self.more_people(span, members.last()));
        let diagnostic = known.unwrap_or_else(|| slips::explain(span, text));
        self.report(diagnostic);
        members.push(Member::Broken(span));
    }

    fn declaration(&mut self, pair: Pair<'_, Rule>) -> Member {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let keyword = inner.next().map(|word| self.name(&word)).unwrap_or_else(|| Name { text: "".into(), span });
        let doc = self.doc_above(span.start as usize);
        let mut declaration = Declaration {
            span,
            keyword,
            doc,
            id: None,
            subject: None,
            title: None,
            params: None,
            head: None,
            block: None,
        };
        let mut field = None;
        for part in inner {
            match part.as_rule() {
                Rule::subject => self.subject(part, &mut declaration),
                Rule::parameter => declaration.title = Some(self.parameter(&part)),
                Rule::string => declaration.title = Some(self.title(&part, &declaration)),
                Rule::arguments => declaration.params = Some(self.arguments(part)),
                Rule::head => declaration.head = Some(self.head(part, &declaration)),
                Rule::commas => {
                    let span = self.span(&part);
                    self.commas_in_route(span, &mut declaration);
                }
                Rule::equals => field = self.equals(part, &mut declaration),
                Rule::bare => field = self.bare(part, &mut declaration),
                Rule::junk => self.junk(&part, &mut declaration),
                Rule::block => declaration.block = Some(self.block(part)),
                _ => {}
            }
        }
        match field {
            Some(value) => {
                let block = declaration.block;
                Member::Field(Field { span: declaration.span, name: declaration.keyword, value, block })
            }
            None => {
                self.route_first(&mut declaration);
                self.check_id(&declaration);
                Member::Declaration(Box::new(declaration))
            }
        }
    }

    fn subject(&mut self, pair: Pair<'_, Rule>, declaration: &mut Declaration) {
        let span = self.span(&pair);
        let stop = |part: &Pair<'_, Rule>| matches!(part.as_rule(), Rule::path | Rule::parameter);
        let paths: Vec<Pair<'_, Rule>> = pair.into_inner().filter(stop).collect();
        match paths.as_slice() {
            [single] if !single.as_str().contains('.') => declaration.id = Some(self.name(single)),
            [single] => declaration.subject = Some(self.path(single)),
            several => {
                let stops = several.iter().map(|stop| self.stop(stop)).collect();
                declaration.subject = Some(Value { span, kind: ValueKind::Route(stops) });
            }
        }
    }

    fn stop(&self, pair: &Pair<'_, Rule>) -> Value {
        match pair.as_rule() {
            Rule::parameter => self.parameter(pair),
            _ => self.path(pair),
        }
    }

    /// The title; the path of a `use` has no escapes, so that one with backslashes can be shown as it was meant.
    fn title(&mut self, pair: &Pair<'_, Rule>, declaration: &Declaration) -> Value {
        let text = pair.as_str();
        if declaration.keyword.text == "use" && text.contains('\\') {
            let span = self.span(pair);
            return Value { span, kind: ValueKind::Text(text.trim_matches('"').into()) };
        }
        self.string(pair)
    }

    /// `=` where a colon or nothing should stand. Gives the value if the declaration is a field.
    fn equals(&mut self, pair: Pair<'_, Rule>, declaration: &mut Declaration) -> Option<Value> {
        let span = self.span(&pair);
        let value = pair.into_inner().next().map(|value| self.value(value));
        let text = value.as_ref().map_or("", |value| self.slice(value.span).trim_end()).to_owned();
        let alone = declaration.id.is_none() && declaration.subject.is_none() && declaration.title.is_none();
        // The text of a question on the command line is read as a field of this name.
        if declaration.keyword.text == "question" && declaration.head.is_some() {
            let sign = Span { end: span.start + 1, ..span };
            self.report(slips::equals_in_question(sign, sign));
            return None;
        }
        let diagnostic = if alone && declaration.params.is_none() && declaration.head.is_none() {
            let whole = self.trimmed(declaration.keyword.span.to(span));
            let diagnostic = slips_in_heads::no_colon(&declaration.keyword.text, whole, true, &text);
            self.report(diagnostic);
            return Some(value.unwrap_or(Value { span: span.after(), kind: ValueKind::Missing }));
        } else {
            slips_in_heads::equals_in_head(span, value, &text, declaration)
        };
        self.report(diagnostic);
        None
    }

    /// A value right behind the first word: a field without its colon, or an id that is none.
    fn bare(&mut self, pair: Pair<'_, Rule>, declaration: &mut Declaration) -> Option<Value> {
        let span = self.span(&pair);
        let text = self.slice(span).trim_end().to_owned();
        let alone = declaration.id.is_none() && declaration.subject.is_none() && declaration.title.is_none();
        let mut inner = pair.into_inner();
        let first = inner.next()?;
        let is_list = first.as_rule() == Rule::list;
        if !alone || declaration.params.is_some() || declaration.head.is_some() {
            let diagnostic = slips_in_heads::in_header(span, &text, declaration, self.depth > 0);
            self.report(diagnostic);
            return None;
        }
        if Kind::from_word(&declaration.keyword.text).is_some() && (!is_list || self.depth == 0) {
            declaration.id = Some(self.name(&first));
            declaration.title = inner.next().map(|title| self.string(&title));
            return None;
        }
        let whole = declaration.keyword.span.to(span);
        let diagnostic = slips_in_heads::no_colon(&declaration.keyword.text, whole, false, &text);
        self.report(diagnostic);
        Some(self.bare_value(first))
    }

    fn head(&mut self, pair: Pair<'_, Rule>, declaration: &Declaration) -> Value {
        let span = self.span(&pair);
        if let Some(value) = pair.into_inner().next() {
            return self.value(value);
        }
        let keyword = declaration.keyword.text.as_str();
        let id = declaration.id.as_ref().map_or("id", |id| id.text.as_str());
        let diagnostic = Diagnostic::new(&codes::MISSING_VALUE, "nothing follows this colon");
        let diagnostic = match keyword {
            "flow" => diagnostic
                .at(span, "the route is missing")
                .help(format!("a flow names its route: `flow {id} \"…\": browser -> web`")),
            "make" => diagnostic
                .at(span, "the template is missing")
                .help(format!("a make names its template: `make {id} \"…\": template(parameter: value)`")),
            _ if declaration.id.is_some() || declaration.title.is_some() => diagnostic
                .at(span, "a brace belongs here: `{`")
                .note("fields stand between braces, whatever their indentation")
                .help(format!("write `{keyword} {id} \"…\" {{`, and `}}` below the last field")),
            _ => empty_field(keyword, declaration.keyword.span),
        };
        self.report(diagnostic);
        Value { span: span.after(), kind: ValueKind::Missing }
    }

    fn junk(&mut self, pair: &Pair<'_, Rule>, declaration: &mut Declaration) {
        let span = self.trimmed(self.span(pair));
        if self.depth > 0 && self.is_range(declaration.keyword.span, &declaration.keyword.text, span.end) {
            // It is read as the field that it should be once its block is known.
            return;
        }
        let diagnostic = slips_in_heads::in_header(span, self.slice(span), declaration, self.depth > 0);
        self.report(diagnostic);
        let colon_first = declaration.id.is_none() && declaration.head.is_some();
        if declaration.keyword.text == "flow" && !colon_first && self.slice(span).contains("->") {
            // The route is there, though it cannot be read.
            declaration.head = Some(Value { span, kind: ValueKind::Missing });
        }
        if declaration.keyword.text == "make" {
            // Its template is there, though its arguments cannot be read.
            declaration.head = Some(Value { span, kind: ValueKind::Missing });
        }
        if declaration.title.is_some() && declaration.id.is_none() {
            declaration.id = slips_in_heads::first_word(span, self.slice(span));
        }
    }

    pub(super) fn arguments(&mut self, pair: Pair<'_, Rule>) -> Vec<Argument> {
        let (mut arguments, list) = (Vec::new(), self.span(&pair));
        let mut slips = Slips::default();
        for argument in pair.into_inner().filter(|part| part.as_rule() == Rule::argument) {
            let mut inner = argument.into_inner().peekable();
            let Some(word) = inner.next() else { continue };
            let mut name = self.name(&word);
            if word.as_rule() == Rule::parameter {
                slips.dollar.get_or_insert(name.span);
                name.text = name.text.trim_start_matches('$').into();
            }
            if let Some(sign) = inner.next_if(|part| part.as_rule() == Rule::assign) {
                slips.equals.get_or_insert(self.span(&sign));
            }
            let value = inner.next().map(|value| self.value(value));
            arguments.push(Argument { name, value });
        }
        self.foreign_arguments(list, &arguments, slips);
        arguments
    }

    fn block(&mut self, pair: Pair<'_, Rule>) -> Block {
        let span = self.span(&pair);
        let mut members = Vec::new();
        // Where the conditions end that commas were to join.
        let mut joined = 0;
        self.depth += 1;
        for part in pair.into_inner() {
            let span = self.span(&part);
            if matches!(part.as_rule(), Rule::declaration | Rule::broken)
                && let Some(end) = self.comma_for_and(span, members.last())
            {
                joined = end;
            }
            if (span.start as usize) < joined {
                continue;
            }
            match part.as_rule() {
                Rule::field => {
                    let field = self.field(part);
                    let member = self.without_its_colon(Member::Field(field));
                    members.push(member);
                }
                Rule::comma => self.comma_too_many(span),
                Rule::declaration => {
                    let member = self.declaration(part);
                    members.extend(self.range_without_colon(member));
                }
                Rule::broken if self.slice(span).starts_with('-') => self.yaml_entry(span, &mut members),
                Rule::broken => self.broken(span, &mut members),
                Rule::stray => self.stray(span, &mut members),
                _ => {}
            }
        }
        self.depth -= 1;
        self.missing_values(&members);
        Block { span, members }
    }

    fn field(&mut self, pair: Pair<'_, Rule>) -> Field {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = inner.next().map(|word| self.name(&word)).unwrap_or_else(|| Name { text: "".into(), span });
        let mut value = Value { span: span.after(), kind: ValueKind::Missing };
        let mut block = None;
        for part in inner {
            match part.as_rule() {
                Rule::block if self.is_set_in_braces(&part, &value) => {
                    let span = self.span(&part);
                    value = self.set_in_braces(value.span, span);
                }
                Rule::block => block = Some(self.block(part)),
                Rule::late => value = self.late(part, &name),
                Rule::braces => {
                    let span = self.span(&part);
                    let diagnostic = slips_in_values::in_braces(&name.text, span, self.slice(span));
                    self.report(diagnostic);
                    value = Value { span, kind: ValueKind::Missing };
                }
                _ => value = self.value(part),
            }
        }
        let end = block.as_ref().map_or(value.span, |block: &Block| block.span);
        Field { span: name.span.to(end), name, value, block }
    }

    /// Nothing stands between two commas.
    pub(super) fn comma_too_many(&mut self, span: Span) {
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "one comma too many")
            .at(span, "nothing stands before it")
            .fix("remove it", Applicability::Safe, span, "");
        self.report(diagnostic);
    }

    /// A value that begins on the line below its field.
    fn late(&mut self, pair: Pair<'_, Rule>, field: &Name) -> Value {
        let span = self.span(&pair);
        let Some(part) = pair.into_inner().next() else {
            return Value { span: span.after(), kind: ValueKind::Missing };
        };
        let value = self.bare_value(part);
        let text = format!("{}: {}", field.text, self.slice(value.span));
        let gap = Span { end: value.span.start, ..span };
        let diagnostic = Diagnostic::new(&codes::MISSING_VALUE, format!("`{}` has no value on its line", field.text))
            .at(field.span, "a field ends with its line")
            .also(value.span, "its value stands here");
        self.report(diagnostic.fix(format!("write `{}`", one_line(&text, 60)), Applicability::NeedsLook, gap, " "));
        value
    }

    /// Text behind a member on its line.
    fn stray(&mut self, span: Span, members: &mut Vec<Member>) {
        let span = self.trimmed(span);
        let text = &self.text[span.range()];
        let diagnostic = match members.last_mut() {
            Some(Member::Field(field)) => slips::after_field(span, text, field),
            _ => slips::explain(span, text),
        };
        if *diagnostic.code == codes::MISSING_COMMA || *diagnostic.code == codes::EQUALS_SIGN {
            part_fields(members, span);
        }
        self.report(diagnostic);
    }

    /// `1,5`: a number, and behind its comma the rest of it.
    fn decimal_comma(&self, span: Span, before: Option<&Member>) -> Option<Diagnostic> {
        let Some(Member::Field(field)) = before else { return None };
        let joined = field.span.end + 1 == span.start && self.text[..span.start as usize].ends_with(',');
        let number = matches!(field.value.kind, ValueKind::Number(_));
        (joined && number).then(|| slips::decimal_comma(self.slice(field.value.span), span, self.slice(span)))?
    }

    /// Fields without a value, but for those that a `- entry` line follows.
    fn missing_values(&mut self, members: &[Member]) {
        for (index, member) in members.iter().enumerate() {
            let Member::Field(field) = member else { continue };
            let reported = matches!(members.get(index + 1), Some(Member::Broken(span)) if self.slice(*span).starts_with('-'))
                || self
                    .diagnostics
                    .iter()
                    .rev()
                    .take(4)
                    .any(|d| d.primary_span().is_some_and(|span| span.touches(field.span)));
            if field.value.kind == ValueKind::Missing && !reported {
                let diagnostic = empty_field(&field.name.text, field.name.span);
                self.report(diagnostic);
            }
        }
    }

    /// Text of the `##` comments on the lines right above.
    pub(super) fn doc_above(&self, start: usize) -> Option<EcoString> {
        let after = self.comments.partition_point(|comment| (comment.span.start as usize) < start);
        let mut lines = Vec::new();
        let mut below = start;
        for comment in self.comments[..after].iter().rev() {
            let text = self.slice(comment.span);
            // What looks like a comment to the scanner may lie inside text that cannot be read.
            let between = self.text.get(comment.span.end as usize..below).unwrap_or("?");
            let alone =
                self.text[..comment.span.start as usize].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
            if !text.starts_with("##") || !alone || !between.trim().is_empty() || between.matches('\n').count() != 1 {
                break;
            }
            let text = text.trim_start_matches('#');
            lines.push(text.strip_prefix(' ').unwrap_or(text));
            below = comment.span.start as usize;
        }
        lines.reverse();
        (!lines.is_empty()).then(|| lines.join("\n").into())
    }
}

fn empty_field(name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_VALUE, format!("`{name}` has no value"))
        .at(place, "a value must follow on this line")
        .note("a field that is left out is unknown, which is not the same as no")
        .help(format!("write the value after `{name}: `, or leave the field out"))
}

/// `encrypted: yes owner` has taken the next field's name: both are there, and the second is not known.
fn part_fields(members: &mut Vec<Member>, rest: Span) {
    let Some(Member::Field(field)) = members.last_mut() else { return };
    let ValueKind::Sequence(values) = &mut field.value.kind else { return };
    let Some(last) = values.pop() else { return };
    let ValueKind::Word(word) = &last.kind else { return values.push(last) };
    let name = Name { text: word.clone(), span: last.span };
    let end = values.last().map_or(field.name.span, |value| value.span);
    if let [_] = values.as_slice()
        && let Some(only) = values.pop()
    {
        field.value = only;
    }
    field.value.span = Span { end: end.end, ..field.value.span };
    field.span = Span { end: end.end, ..field.span };
    let value = Value { span: rest.after(), kind: ValueKind::Missing };
    members.push(Member::Field(Field { span: name.span.to(rest), name, value, block: None }));
}

/// `name: value` in column 0 looks like a declaration to the grammar; it is a field out of place.
fn top_level(member: Member) -> Member {
    let Member::Declaration(declaration) = member else { return member };
    match *declaration {
        Declaration {
            id: None,
            subject: None,
            title: None,
            params: None,
            block: None,
            head: Some(value),
            keyword,
            span,
            ..
        } => Member::Field(Field { span, name: keyword, value, block: None }),
        declaration => Member::Declaration(Box::new(declaration)),
    }
}
