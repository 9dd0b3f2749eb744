//! Values come in, a record goes out that has one in each place where a value can stand.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use trunkline::__rt::v1 as __rt;
use trunkline::__rt::v1::{
    ABSENT, ATTRIBUTE, BARE, Blank, CONTENT, FIELD, Field, NULL, Root, Shape, Slot, Token,
    WRITE_NULL, Xml,
};
use trunkline::Maybe;

use super::values::name;

/// A record that is written by hand as generated code has it, but for its shape: the fields of that travel as was said
/// last.
macro_rules! record {
    ($record:ident, $shape:ident, $($index:literal $field:ident: $type:ty,)*) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct $record<T> {
            $(pub(super) $field: $type,)*
        }

        thread_local! {
            static $shape: Cell<Option<&'static Shape>> = const { Cell::new(None) };
        }

        impl<T> $record<T> {
            const NAMES: &[&str] = &[$(stringify!($field)),*];
        }

        impl<T: Slot + Blank + Clone> __rt::Record for $record<T> {
            fn shape(&self) -> &'static Shape {
                $shape.get().expect("`travel_as` was called")
            }

            fn get(&self, index: usize) -> &dyn Slot {
                match index {
                    $($index => &self.$field,)*
                    _ => unreachable!("the shape has no more fields"),
                }
            }

            fn slot(&mut self, index: usize) -> &mut dyn Slot {
                match index {
                    $($index => &mut self.$field,)*
                    _ => unreachable!("the shape has no more fields"),
                }
            }
        }

        impl<T: Slot + Blank> Blank for $record<T> {
            fn blank(token: &Token) -> Self {
                Self { $($field: Blank::blank(token),)* }
            }
        }

        impl<T: Slot + Blank + Clone> Slot for $record<T> {
            fn read(
                &mut self,
                reader: &mut dyn __rt::Reader,
                field: &Field,
            ) -> Result<(), __rt::ReadError> {
                __rt::read_record(self, reader, field)
            }

            fn write(
                &self,
                writer: &mut dyn __rt::Writer,
                field: &Field,
            ) -> Result<(), __rt::WriteError> {
                __rt::write_record(self, writer, field)
            }

            fn copy(&mut self, from: &dyn Slot) {
                __rt::copy(self, from);
            }

            fn debug(&self, _: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                __rt::debug_record(self, f)
            }
        }
    };
}

record! { Places, PLACES,
    0 required: T,
    1 optional: Option<T>,
    2 nullable: Option<T>,
    3 maybe: Maybe<T>,
    4 lenient: Option<T>,
    5 lenient_null: Option<T>,
    6 list: Vec<T>,
    7 holes: Vec<Option<T>>,
    8 bare: Vec<T>,
    9 map: BTreeMap<String, T>,
    10 tight: Option<Tight<T>>,
}

record! { Tight, TIGHT,
    0 attribute: T,
    1 spare: Option<T>,
    2 content: T,
}

/// From now on, in this thread, values travel as `field` says, wherever they stand.
pub(super) fn travel_as(field: Field) {
    let item = |flags| {
        let item = Field {
            name: "item",
            flags: flags | field.flags,
            ..field
        };
        Some(&*Box::leak(Box::new(item)))
    };
    let flagged = |flags| Field {
        flags: flags | field.flags,
        ..field
    };
    let list = Field {
        item: item(0),
        ..FIELD
    };
    let holes = Field {
        item: item(NULL),
        ..FIELD
    };
    let bare = Field {
        flags: BARE,
        ..list
    };
    let optional = Field {
        flags: ABSENT,
        ..FIELD
    };
    let places = [
        field,
        flagged(ABSENT),
        flagged(NULL),
        flagged(ABSENT | NULL),
        flagged(ABSENT | NULL),
        flagged(ABSENT | NULL | WRITE_NULL),
        list,
        holes,
        bare,
        list,
        optional,
    ];
    let tight = [
        flagged(ATTRIBUTE),
        flagged(ABSENT | ATTRIBUTE),
        flagged(CONTENT),
    ];
    PLACES.set(Some(shape("Places", Places::<()>::NAMES, &places)));
    TIGHT.set(Some(shape("Tight", Tight::<()>::NAMES, &tight)));
}

fn shape(name: &'static str, names: &'static [&'static str], fields: &[Field]) -> &'static Shape {
    let named = names.iter().zip(fields);
    let fields: Vec<Field> = named
        .map(|(name, field)| Field { name, ..*field })
        .collect();
    let xml = Xml {
        root: Root {
            name,
            ns: "urn:places",
        },
        order: &[],
    };
    let shape = Shape::new(name, names, Box::leak(fields.into()));
    Box::leak(Box::new(shape.with_xml(Box::leak(Box::new(xml)))))
}

/// Where values can stand.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Standing {
    /// In elements only, as what has elements itself.
    InElements,
    /// In attributes and as the text of an element, too.
    Anywhere,
}

/// Values in every place where they can stand.
pub(super) fn places<T: fmt::Debug + Clone + 'static>(
    values: BoxedStrategy<T>,
    standing: Standing,
) -> impl Strategy<Value = Places<T>> {
    let one = || values.clone();
    let maybe = prop_oneof![
        Just(Maybe::Absent),
        Just(Maybe::Null),
        one().prop_map(Maybe::Value),
    ];
    let tight = (one(), option::of(one()), one()).prop_map(|(attribute, spare, content)| Tight {
        attribute,
        spare,
        content,
    });
    let tight =
        option::of(tight).prop_map(move |tight| tight.filter(|_| standing == Standing::Anywhere));
    let alone = (
        one(),
        option::of(one()),
        option::of(one()),
        maybe,
        option::of(one()),
        option::of(one()),
    );
    let many = (
        vec(one(), 0..3),
        vec(option::of(one()), 0..3),
        vec(one(), 0..3),
        btree_map(name(), one(), 0..3),
        tight,
    );
    (alone, many).prop_map(|(alone, many)| {
        let (required, optional, nullable, maybe, lenient, lenient_null) = alone;
        let (list, holes, bare, map, tight) = many;
        Places {
            required,
            optional,
            nullable,
            maybe,
            lenient,
            lenient_null,
            list,
            holes,
            bare,
            map,
            tight,
        }
    })
}
