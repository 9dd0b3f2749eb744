//! A type and a number in; the value of that number, valid by type and codec, out.
//!
//! The same number gives the same value at every run, so that a collection of any size needs no memory and
//! two endpoints that speak of the same record speak of the same values. The first item has every field,
//! the second leaves out all that may be left out, the rest vary.

use serde_json::{Map, Number, Value, json};
use trunkline_codegen::api::{
    Api, Codec, Field, Literal, Presence, Record, Type, TypeKind, Union, Use,
};

use crate::place::scalar;
use crate::unions;
use crate::wire::{Form, bytes, deciding, duration, form, inside, time};
use trunkline_codegen::api::scope::resolve;

/// How deep values nest before lists stay empty and what may be left out is.
const DEPTH: usize = 6;

/// The `index`th value of a type; `name` is the field that it fills.
pub(crate) fn value(api: &Api, ty: &Use, name: &str, index: u64) -> Value {
    Maker {
        api,
        index,
        depth: 0,
    }
    .value(ty, name)
}

/// A literal as JSON.
pub(crate) fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(flag) => Value::Bool(*flag),
        Literal::Number(digits) => {
            serde_json::from_str(digits).unwrap_or_else(|_| Value::String(digits.clone()))
        }
        Literal::Str(text) | Literal::Span(text) => Value::String(text.clone()),
    }
}

/// Makes the values of one item.
#[derive(Clone, Copy)]
struct Maker<'a> {
    api: &'a Api,
    index: u64,
    depth: usize,
}

impl Maker<'_> {
    fn value(self, ty: &Use, name: &str) -> Value {
        let ty = resolve(self.api, ty);
        if ty.null && self.leaves_out(name) {
            return self.nothing(&ty);
        }
        if let Some((outer, inner)) = inside(&ty.codecs) {
            return self.inside(&ty, outer, inner, name);
        }
        match &ty.ty {
            Type::List(item) => self.list(item, &ty.codecs, name),
            Type::Map(of) => self.map(of, &ty.codecs, name),
            Type::Json => self.json(name),
            Type::Named(id) => match &self.api.ty(*id).kind {
                TypeKind::Record(record) => self.record(record, &ty.codecs, name),
                TypeKind::Enum(variants) => {
                    let turn = self.index % variants.len().max(1) as u64;
                    let variant = variants.get(turn as usize);
                    self.in_text(variant.map_or(Value::Null, |v| literal(&v.json)), &ty)
                }
                TypeKind::Union(union) => self.union(union, name),
                // Left only where aliases go round in a circle, which the checker rejects.
                TypeKind::Alias(_) | TypeKind::Newtype(_) => Value::Null,
            },
            _ => self.scalar(&ty, name),
        }
    }

    /// A JSON document in a text. What a codec in Rust would write, only the client knows: the value itself stands there.
    fn inside(self, ty: &Use, outer: Codec, codecs: &[Codec], name: &str) -> Value {
        let inner = Use {
            codecs: codecs.to_vec(),
            null: false,
            ..ty.clone()
        };
        let value = self.value(&inner, name);
        match (outer, value) {
            (Codec::Rust(_), value) => scalar(&value).map_or(value, Value::String),
            (_, value) => Value::String(value.to_string()),
        }
    }

    /// Null, or a text that means it.
    fn nothing(self, ty: &Use) -> Value {
        if self.noise("nothing").is_multiple_of(2) {
            return Value::Null;
        }
        let texts = ty.codecs.iter().find_map(|codec| match codec {
            Codec::Blank => Some(""),
            Codec::Pattern(id) | Codec::Nothing(id) => {
                self.api.codecs[id.0].nothing.first().map(String::as_str)
            }
            _ => None,
        });
        texts.map_or(Value::Null, Value::from)
    }

    fn record(self, of: &Record, codecs: &[Codec], name: &str) -> Value {
        let may_be_empty = of.fields.iter().all(|field| may_be_absent(field.presence));
        if codecs.contains(&Codec::EmptyList) && may_be_empty && self.noise(name) % 3 == 1 {
            return json!([]);
        }
        let inner = Maker {
            depth: self.depth + 1,
            ..self
        };
        let mut map = Map::new();
        for field in &of.fields {
            if let Some(value) = inner.field(field) {
                map.insert(field.name.wire.clone(), value);
            }
        }
        if of.extra {
            map.insert("x_undeclared".into(), json!({ "made": self.number() }));
        }
        Value::Object(map)
    }

    fn field(self, field: &Field) -> Option<Value> {
        let name = &field.name.wire;
        if let Some(constant) = &field.constant {
            return Some(self.constant(&field.ty, constant));
        }
        if may_be_absent(field.presence) && self.leaves_out(name) {
            let lenient = matches!(
                field.presence,
                Presence::Lenient | Presence::LenientNull | Presence::Maybe
            );
            // Other bits than those that left it out.
            return (lenient && (self.noise(name) >> 8).is_multiple_of(2)).then_some(Value::Null);
        }
        Some(self.value(&field.ty, name))
    }

    /// A fixed value as it travels: the spec says it as it is before any codec.
    fn constant(self, ty: &Use, constant: &Literal) -> Value {
        let ty = resolve(self.api, ty);
        let bit = |flag: bool| u8::from(flag);
        match (deciding(&ty.codecs), constant) {
            (Some(Codec::Bit), Literal::Bool(flag)) => json!(bit(*flag)),
            (Some(Codec::BitText), Literal::Bool(flag)) => json!(bit(*flag).to_string()),
            (Some(Codec::Yn), Literal::Bool(flag)) => json!(if *flag { "Y" } else { "N" }),
            _ => self.in_text(literal(constant), &ty),
        }
    }

    fn list(self, item: &Use, codecs: &[Codec], name: &str) -> Value {
        let items = self.children(name).map(|child| child.value(item, name));
        if deciding(codecs) == Some(Codec::Csv) {
            let texts: Vec<String> = items.filter_map(|item| scalar(&item)).collect();
            return Value::String(texts.join(","));
        }
        Value::Array(items.collect())
    }

    fn map(self, of: &Use, codecs: &[Codec], name: &str) -> Value {
        let map: Map<String, Value> = self
            .children(name)
            .map(|c| (format!("key-{}", c.index), c.value(of, name)))
            .collect();
        if map.is_empty() && codecs.contains(&Codec::EmptyList) {
            return json!([]);
        }
        Value::Object(map)
    }

    /// Makers of up to three values inside this one, each with a number of its own.
    fn children(self, name: &str) -> impl Iterator<Item = Self> {
        let count = match (self.depth >= DEPTH, self.index) {
            (true, _) | (_, 1) => 0,
            (_, 0) => 2,
            _ => self.noise(name) % 4,
        };
        let first = self.index.wrapping_mul(4);
        (0..count).map(move |at| Self {
            index: first.wrapping_add(at),
            depth: self.depth + 1,
            ..self
        })
    }

    fn json(self, name: &str) -> Value {
        match self.noise(name) % 4 {
            0 => json!({ "made": self.number(), "nested": [1, "two", null] }),
            1 => json!(format!("{name}-{}", self.number())),
            2 => json!(self.number()),
            _ => json!([]),
        }
    }

    fn union(self, union: &Union, name: &str) -> Value {
        // The first values show the members one by one. Deep down they take turns by depth, so that one comes that
        // does not hold the union again.
        let count = union.members.len().max(1) as u64;
        let turn = match self.index {
            _ if self.depth >= DEPTH => self.noise(name).rotate_right(self.depth as u32) % count,
            few if few < count => few,
            _ => self.noise(name) % count,
        };
        let Some(member) = union.members.get(turn as usize) else {
            return Value::Null;
        };
        let inner = Maker {
            depth: self.depth + 1,
            ..self
        };
        unions::dress(union, member, inner.value(&member.ty, name))
    }

    fn scalar(self, ty: &Use, name: &str) -> Value {
        let codec = deciding(&ty.codecs);
        let noise = self.noise(name);
        let text = match (&ty.ty, codec) {
            (Type::Bool, Some(Codec::Bit | Codec::BitText)) => (noise % 2).to_string(),
            (Type::Bool, Some(Codec::Yn)) => ["Y", "N"][(noise % 2) as usize].to_owned(),
            (Type::Bool, _) => noise.is_multiple_of(2).to_string(),
            (Type::Int, _) if is_id(name) => self.number().to_string(),
            (Type::Int, _) => (noise % 100_000).to_string(),
            // Quarters are exact in binary: what comes back can be compared.
            (Type::Decimal, codec) => decimal(codec, noise),
            (Type::Bytes, _) => bytes(noise),
            (Type::Url, _) => format!(
                "https://{}.acme.test:8443/{name}?n={}#x",
                noise % 7,
                self.number()
            ),
            (Type::Duration, codec) => duration(codec, noise),
            (Type::Float, _) => ((noise % 40_000) as f64 / 4.0).to_string(),
            (Type::Uuid, _) => format!(
                "5eed0000-0000-4000-8000-{:012x}",
                self.number() & 0xffff_ffff_ffff
            ),
            (Type::Secret, _) => format!("mock-secret-{name}-{}", self.number()),
            (times, codec) => match time(self.api, times, codec, noise) {
                Some(text) => text,
                None => self.text(name),
            },
        };
        in_form(text, form(&ty.ty, &ty.codecs))
    }

    /// A text of its own for each field and number; some hold what escaping gets wrong.
    fn text(self, name: &str) -> String {
        let plain = format!("{name}-{}", self.number());
        match self.noise(name) % 5 {
            0 if !is_id(name) && self.index > 1 => format!("{plain} \"é\" \\ / <&> 🦀"),
            _ => plain,
        }
    }

    /// A scalar that travels inside another text.
    fn in_text(self, value: Value, ty: &Use) -> Value {
        match scalar(&value) {
            Some(text) if ty.codecs.contains(&Codec::Text) => Value::String(text),
            _ => value,
        }
    }

    fn leaves_out(self, name: &str) -> bool {
        match self.index {
            _ if self.depth >= DEPTH => true,
            0 => false,
            1 => true,
            _ => self.noise(name).is_multiple_of(4),
        }
    }

    /// From 1; never more than a whole number of 64 bits with a sign holds.
    fn number(self) -> u64 {
        self.index.wrapping_add(1) & (u64::MAX >> 1)
    }

    /// A number that depends on the field and the item alone (FNV-1a, then the finish of SplitMix64).
    fn noise(self, name: &str) -> u64 {
        let start = 0xcbf2_9ce4_8422_2325_u64;
        let hash = name.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mut mixed = hash.wrapping_add(self.index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// In a text a decimal keeps what it is written with; bare, it is one that a float holds.
fn decimal(codec: Option<Codec>, noise: u64) -> String {
    let whole = noise % 40_000;
    match codec {
        Some(Codec::Text) => match noise / 3 % 4 {
            0 => format!("-{whole}.10"),
            1 => format!("{whole}00000000000000000000000000000000000.0000000001"),
            2 => format!("{whole}E+3"),
            _ => format!("0.00{whole}0"),
        },
        _ => format!("{whole}.{}", 1 + noise / 3 % 9),
    }
}

fn may_be_absent(presence: Presence) -> bool {
    !matches!(presence, Presence::Required | Presence::Nullable)
}

/// Whether a field names its record or another: `id`, `user_id`, `userId`, `UsersID`.
fn is_id(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(lower.as_str(), "id" | "uid" | "uuid" | "guid")
        || lower.ends_with("_id")
        || ["Id", "ID"].iter().any(|end| name.ends_with(end))
}

fn in_form(text: String, form: Form) -> Value {
    match form {
        Form::Text => Value::String(text),
        Form::Flag => Value::Bool(text == "true"),
        Form::Number => text
            .parse::<Number>()
            .map_or_else(|_| Value::String(text), Value::Number),
    }
}
