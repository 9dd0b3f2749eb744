//! Values as parameters of a path, a query or a header.

use trunkline::__rt::v1::{Codec, FIELD, Field, Slot};
use trunkline::{Json, Secret, TextReader, texts};

use crate::records::{LEAST, User, UserType};

#[test]
fn scalars_and_lists_have_texts() {
    let csv = Field {
        codec: Codec::Csv,
        ..FIELD
    };
    let bit = Field {
        codec: Codec::Bit,
        ..FIELD
    };
    let values: [(&dyn Slot, &Field, &[&str]); 10] = [
        (&12_i64, &FIELD, &["12"]),
        (&1.5_f64, &FIELD, &["1.5"]),
        (&true, &FIELD, &["true"]),
        (&true, &bit, &["1"]),
        (&"a b".to_owned(), &FIELD, &["a b"]),
        (&Secret::from("s"), &FIELD, &["s"]),
        (&UserType::Agent, &FIELD, &["2"]),
        (&vec![1_i64, 2], &FIELD, &["1", "2"]),
        (&vec![1_i64, 2], &csv, &["1,2"]),
        (&None::<i64>, &FIELD, &[]),
    ];
    for (value, field, expected) in values {
        assert_eq!(texts(value, field).unwrap(), expected);
    }
}

#[test]
fn objects_have_none() {
    let message = "cannot write an object into a path, a query, a header or a list with commas";
    assert_eq!(
        texts(&User::from_json(LEAST).unwrap(), &FIELD)
            .unwrap_err()
            .to_string(),
        message
    );
    let json: Json = "[{}]".parse().unwrap();
    assert_eq!(texts(&json, &FIELD).unwrap_err().to_string(), message);
    let nested = texts(&vec![vec![1_i64]], &FIELD).unwrap_err().to_string();
    assert_eq!(
        nested,
        "cannot write a list of lists into a path, a query or a header, at `[0]`"
    );
}

#[test]
fn a_header_is_read_as_its_type() {
    let mut number = 0_i64;
    number.read(&mut TextReader::new("42"), &FIELD).unwrap();
    assert_eq!(number, 42);
    let error = number
        .read(&mut TextReader::new("many"), &FIELD)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "found text `many`, wanted a whole number of 64 bits"
    );
    let mut kind = UserType::Admin;
    kind.read(&mut TextReader::new("2"), &FIELD).unwrap();
    assert_eq!(kind, UserType::Agent);
}
