//! The Rust code of the checked messages: one function a message, one `impl T` a feature, and the refusals by their code.
//!
//! Deliberately not here: any check; whatever arrives here is written. The names used from the including crate are
//! `T`, `Locale`, `Plural`, `Shown`, `Count`, `elide` and `maud`.

use crate::LANGUAGES;
use crate::check::{Checked, Use, refusal};
use crate::message::{Arms, Piece, is_html};
use std::collections::BTreeMap;
use std::fmt::Write;

/// `write!` into a string cannot fail.
macro_rules! put {
    ($out:expr, $($what:tt)*) => {{ let _ = write!($out, $($what)*); }};
}

/// The names of the languages as variants of `Locale`, in the order of [`LANGUAGES`].
const VARIANTS: [&str; LANGUAGES.len()] = ["Fr", "En"];

/// Room kept for a value in markup, whose length is unknown, in bytes.
const MARKUP_ROOM: usize = 96;

/// The whole file, messages sorted by feature.
pub fn write(messages: &[Checked<'_, '_>]) -> String {
    let mut out = String::from("// Made from the Fluent files by ruche-texts-build.\n");
    for feature in messages.chunk_by(|a, b| a.texts[0].source.feature == b.texts[0].source.feature) {
        put!(out, "\n/// The texts of `{}`.\n#[allow(clippy::all)]\nimpl T {{\n", feature[0].texts[0].source.feature);
        for message in feature {
            function(&mut out, message);
        }
        out.push_str("}\n");
    }
    refusals(&mut out, messages);
    out
}

fn function(out: &mut String, message: &Checked<'_, '_>) {
    let html = is_html(message.key);
    let fixed = !html && message.texts.iter().all(|text| is_fixed(&text.pieces));
    out.push_str("    /// ```text\n");
    for (language, text) in LANGUAGES.iter().zip(message.texts) {
        for line in text.written.lines() {
            put!(out, "    /// {language}: {line}\n");
        }
    }
    out.push_str("    /// ```\n    #[must_use]\n");
    put!(out, "    pub fn {}(self", snake(message.key));
    for (name, usage) in &message.args {
        let kind = match usage {
            Use::Number => "impl Count",
            Use::Word => "&str",
            Use::Show if html => "impl maud::Render",
            Use::Show => "impl Shown",
        };
        put!(out, ", {name}: {kind}");
    }
    out.push_str(match (fixed, html) {
        (true, _) => ") -> &'static str {\n",
        (_, true) => ") -> maud::Markup {\n",
        _ => ") -> String {\n",
    });
    for (name, _) in message.args.iter().filter(|(_, usage)| **usage == Use::Number) {
        put!(out, "        let {name} = {name}.count();\n");
    }
    if !fixed {
        capacity(out, message, html);
    }
    out.push_str("        match self.0 {\n");
    let code = Code { args: &message.args, html, fixed };
    for (variant, text) in VARIANTS.iter().zip(message.texts) {
        put!(out, "            Locale::{variant} => ");
        code.pieces(out, &text.pieces, variant);
        out.push_str(",\n");
    }
    out.push_str("        }\n");
    out.push_str(match (fixed, html) {
        (true, _) => "    }\n",
        (_, true) => "        maud::PreEscaped(out_)\n    }\n",
        _ => "        out_\n    }\n",
    });
}

/// Whether the text is one of a few fixed ones, so that nothing has to be put together.
fn is_fixed(pieces: &[Piece]) -> bool {
    match pieces {
        [] | [Piece::Text(_)] => true,
        [Piece::Select { arms, default, .. }] => is_fixed(default) && arms.pieces().all(|p| is_fixed(p)),
        _ => false,
    }
}

/// Asks for as much as the longest wording can need, so that one allocation is enough.
fn capacity(out: &mut String, message: &Checked<'_, '_>, html: bool) {
    let (mut literal, mut shown) = (0, BTreeMap::new());
    for text in message.texts {
        let (bytes, names) = longest(&text.pieces);
        literal = literal.max(bytes);
        raise(&mut shown, names);
    }
    put!(out, "        let mut out_ = String::with_capacity({literal}");
    for (name, times) in shown {
        let room = if message.args[name] == Use::Word {
            format!("{name}.len()")
        } else if html && message.args[name] == Use::Show {
            MARKUP_ROOM.to_string()
        } else {
            format!("{name}.room()")
        };
        out.push_str(" + ");
        if times > 1 {
            put!(out, "{times} * ");
        }
        out.push_str(&room);
    }
    out.push_str(");\n");
}

/// The bytes of literal text and how often each value is shown, in the longest case.
fn longest(pieces: &[Piece]) -> (usize, BTreeMap<&str, usize>) {
    let (mut literal, mut shown) = (0, BTreeMap::new());
    for piece in pieces {
        match piece {
            // An apostrophe takes a byte more than what it stands for.
            Piece::Text(text) => literal += text.len() + usize::from(is_elided(text)),
            Piece::Show(name) => *shown.entry(name.as_str()).or_insert(0) += 1,
            Piece::Select { arms, default, .. } => {
                let (mut most, mut names) = longest(default);
                for (bytes, others) in arms.pieces().map(|p| longest(p)) {
                    most = most.max(bytes);
                    raise(&mut names, others);
                }
                literal += most;
                for (name, times) in names {
                    *shown.entry(name).or_insert(0) += times;
                }
            }
        }
    }
    (literal, shown)
}

/// Whether a text ends with a word that French may shorten before a value.
fn is_elided(text: &str) -> bool {
    text.ends_with("de ") || text.ends_with("que ")
}

fn raise<'a>(all: &mut BTreeMap<&'a str, usize>, others: BTreeMap<&'a str, usize>) {
    for (name, times) in others {
        let most = all.entry(name).or_insert(0);
        *most = times.max(*most);
    }
}

struct Code<'a> {
    args: &'a BTreeMap<&'a str, Use>,
    html: bool,
    /// An expression of a literal is written instead of statements that add to `out_`.
    fixed: bool,
}

impl Code<'_> {
    fn pieces(&self, out: &mut String, pieces: &[Piece], variant: &str) {
        if self.fixed {
            match pieces.first() {
                Some(piece) => self.piece(out, piece, variant),
                None => out.push_str("\"\""),
            }
            return;
        }
        out.push_str("{ ");
        let mut before: Option<&Piece> = None;
        for piece in pieces {
            match (piece, before) {
                (Piece::Show(_), Some(Piece::Text(text))) if variant == "Fr" && is_elided(text) => {
                    out.push_str("let at_ = out_.len(); ");
                    self.piece(out, piece, variant);
                    out.push_str(" elide(&mut out_, at_);");
                }
                _ => self.piece(out, piece, variant),
            }
            before = Some(piece);
            out.push(' ');
        }
        out.push('}');
    }

    fn piece(&self, out: &mut String, piece: &Piece, variant: &str) {
        match piece {
            Piece::Text(text) if self.fixed => put!(out, "{text:?}"),
            Piece::Text(text) if self.html => put!(out, "out_.push_str({:?});", escape(text)),
            Piece::Text(text) => put!(out, "out_.push_str({text:?});"),
            Piece::Show(name) => self.show(out, name),
            Piece::Select { name, arms: Arms::Word(arms), default } => {
                put!(out, "match {name} {{ ");
                for (word, pieces) in arms {
                    self.arm(out, &format!("{word:?}"), pieces, variant);
                }
                self.arm(out, "_", default, variant);
                out.push('}');
            }
            Piece::Select { name, arms: Arms::Number { exact, plural }, default } => {
                put!(out, "match {name} {{ ");
                for (number, pieces) in exact {
                    self.arm(out, &number.to_string(), pieces, variant);
                }
                if !plural.is_empty() {
                    put!(out, "_ => match Locale::{variant}.plural({name}) {{ ");
                    for (category, pieces) in plural {
                        self.arm(out, &format!("Plural::{category:?}"), pieces, variant);
                    }
                }
                self.arm(out, "_", default, variant);
                out.push_str(if plural.is_empty() { "}" } else { "} }" });
            }
        }
    }

    fn arm(&self, out: &mut String, case: &str, pieces: &[Piece], variant: &str) {
        put!(out, "{case} => ");
        self.pieces(out, pieces, variant);
        out.push_str(", ");
    }

    fn show(&self, out: &mut String, name: &str) {
        match self.args[name] {
            Use::Show | Use::Word if self.html => {
                put!(out, "maud::Render::render_to(&{name}, &mut out_);")
            }
            _ => put!(out, "Shown::show(&{name}, self.0, &mut out_);"),
        }
    }
}

fn refusals(out: &mut String, messages: &[Checked<'_, '_>]) {
    out.push_str("\n#[allow(clippy::all)]\nimpl T {\n    fn refusal_by_name(self, feature: &str, name: &str, arg: impl Fn(&str) -> Option<i64>) -> Option<String> {\n");
    out.push_str("        let _ = &arg;\n        Some(match (feature, name) {\n");
    for message in messages {
        let Some((feature, name)) = refusal(message.key) else {
            continue;
        };
        put!(out, "            ({feature:?}, {name:?}) => String::from(self.{}(", snake(message.key));
        for arg in message.args.keys() {
            put!(out, "arg({arg:?})?, ");
        }
        out.push_str(")),\n");
    }
    out.push_str("            _ => return None,\n        })\n    }\n}\n");
}

fn snake(key: &str) -> String {
    key.replace('-', "_")
}

/// The escaping that `maud` applies to texts.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
