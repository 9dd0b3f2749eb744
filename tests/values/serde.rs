//! Records through serde: the same as on the wire, in and out of formats that describe themselves; secrets stay masked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, from_str, from_value, json, to_string, to_value};
use trunkline::__rt::v1 as __rt;
use trunkline::serde::{Exposed, exposed};
use trunkline::{Extra, Json, Moment, Scalar, Secret};

use crate::records::{LEAST, Nothing, TagId, User, UserType};

const WHOLE: &str = r#"{"user_id":9223372036854775807,"passwd":"x","user_type":"boss","create_time":"2024-05-01T12:30:00.123456Z","last_seen":null,"note":"\"\u0001é𝄞","tags":[{"Id":1,"Parent":{"Id":2,"Parent":null}}],"rates":{"a":[1.5,18446744073709551615,null,{}]},"new":{"x":[-1]}}"#;

fn user(document: &str) -> User {
    User::from_json(document).unwrap()
}

fn refused<T: for<'de> Deserialize<'de>>(document: &str) -> String {
    match from_str::<T>(document) {
        Ok(_) => panic!("{document} was read"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_form_is_that_of_the_wire() {
    for document in [LEAST, WHOLE] {
        let user = user(document);
        assert_eq!(to_string(&Exposed(&user)).unwrap(), document);
        assert_eq!(from_str::<User>(document).unwrap(), user);
        let bytes = document.as_bytes();
        assert_eq!(serde_json::from_slice::<User>(bytes).unwrap(), user);
        let wire: Value = from_str(document).unwrap();
        assert_eq!(to_value(Exposed(&user)).unwrap(), wire);
        assert_eq!(from_value::<User>(wire).unwrap(), user);
        let yaml = serde_yaml::to_string(&Exposed(&user)).unwrap();
        assert_eq!(serde_yaml::from_str::<User>(&yaml).unwrap(), user, "{yaml}");
    }
    assert_eq!(to_string(&Nothing {}).unwrap(), "{}");
    assert_eq!(to_string(&TagId(7)).unwrap(), "7");
    assert_eq!(from_str::<Vec<TagId>>("[7]").unwrap(), [TagId(7)]);
}

#[test]
fn unknown_values_of_enums_are_kept() {
    for (document, value) in [
        (r#""admin""#, UserType::Admin),
        ("2", UserType::Agent),
        (r#""boss""#, UserType::Unknown(Scalar::from("boss"))),
        ("3", UserType::Unknown(Scalar::from(3))),
        ("true", UserType::Unknown(Scalar::from(true))),
    ] {
        assert_eq!(from_str::<UserType>(document).unwrap(), value);
        assert_eq!(to_string(&value).unwrap(), document);
    }
    assert_eq!(
        refused::<UserType>("[]"),
        "found a list, wanted a value of `UserType`"
    );
}

#[test]
fn what_does_not_fit_is_told_with_its_path() {
    for (from, to, message) in [
        (
            r#""tags":[]"#,
            r#""tags":[{"Id":1},{}]"#,
            "missing field `Id` of `Tag`, at `tags[1]`",
        ),
        (
            r#""tags":[]"#,
            r#""tags":[{"Id":"x"}]"#,
            "found text `x`, wanted a whole number of 64 bits, at `tags[0].Id`",
        ),
        (
            r#""passwd":"x""#,
            r#""passwd":12345"#,
            "found a number, wanted text, at `passwd`",
        ),
        (
            r#""user_id":1"#,
            r#""user_id":18446744073709551615"#,
            "found number `18446744073709551615`, wanted a whole number of 64 bits, at `user_id`",
        ),
        (
            r#""user_id":1,"passwd":"x","#,
            "",
            "missing fields `user_id` and `passwd` of `User`",
        ),
    ] {
        let document = LEAST.replacen(from, to, 1);
        assert_eq!(refused::<User>(&document), message, "{document}");
    }
    let doubled = LEAST.replacen('{', r#"{"user_id":2,"#, 1);
    assert_eq!(
        refused::<User>(&doubled),
        "the key `user_id` stands here twice at line 1 column 22"
    );
}

#[test]
fn nothing_nests_without_end() {
    // Where `serde_json` itself counts no levels.
    let deep = |levels| (0..levels).fold(Value::Null, |inner, _| json!([inner]));
    assert!(from_value::<Json>(deep(128)).is_ok());
    assert_eq!(
        from_value::<Json>(deep(129)).unwrap_err().to_string(),
        "the value is nested deeper than 128 levels"
    );
}

#[test]
fn secrets_are_masked_and_masks_are_refused() {
    let user = user(WHOLE);
    let masked = to_string(&user).unwrap();
    assert_eq!(masked, WHOLE.replace(r#":"x""#, r#":"Secret(***)""#));
    let message = refused::<User>(&masked);
    assert!(message.contains("`trunkline::serde::Exposed`"), "{message}");
    assert!(message.ends_with(", at `passwd`"), "{message}");

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Cache {
        #[serde(with = "exposed")]
        user: User,
        #[serde(with = "exposed")]
        keys: BTreeMap<String, Option<Vec<Secret>>>,
        #[serde(with = "exposed")]
        token: Option<Secret>,
        shown: Secret,
    }
    let cache = Cache {
        user,
        keys: BTreeMap::from([("a".to_owned(), Some(vec![Secret::from("k")]))]),
        token: None,
        shown: Secret::from("s"),
    };
    let text = to_string(&cache).unwrap();
    let end = r#","keys":{"a":["k"]},"token":null,"shown":"Secret(***)"}"#;
    assert_eq!(text, format!(r#"{{"user":{WHOLE}{end}"#));
    assert!(!format!("{:?}", Exposed(&cache.user)).contains(r#""x""#));
    let again = text.replace("Secret(***)", "s");
    assert_eq!(from_str::<Cache>(&again).unwrap(), cache);
    let refused = refused::<Cache>(&again.replace(r#""x""#, r#""Secret(***)""#));
    assert!(refused.contains(", at `passwd`"), "{refused}");
    // Elsewhere the words are words.
    let note = LEAST.replacen('{', r#"{"note":"Secret(***)","#, 1);
    assert_eq!(
        from_str::<User>(&note).unwrap().note.as_deref(),
        Some("Secret(***)")
    );
}

#[test]
fn secrets_in_one_text_are_masked_as_one() {
    static SECRET: __rt::Field = __rt::Field {
        flags: __rt::SECRET,
        ..__rt::FIELD
    };
    static CSV: __rt::Field = __rt::Field {
        codec: __rt::Codec::Csv,
        item: Some(&SECRET),
        ..__rt::FIELD
    };
    let keys = vec![Secret::from("a"), Secret::from("b")];
    let masked = __rt::serialize(&keys, &CSV, serde_json::value::Serializer).unwrap();
    assert_eq!(masked, json!("Secret(***)"));
    let refused = __rt::deserialize::<Vec<Secret>, _>(&CSV, masked).unwrap_err();
    assert!(refused.to_string().ends_with(", at `[0]`"), "{refused}");
    let read = __rt::deserialize::<Vec<Secret>, _>(&CSV, json!("a,b")).unwrap();
    assert_eq!(read, keys);
}

#[test]
fn a_newtype_travels_by_its_codec() {
    #[derive(Debug, PartialEq)]
    struct Rank(Option<i64>);
    __rt::newtype!(
        Rank,
        Option<i64>,
        __rt::Field {
            flags: __rt::NULL,
            codec: __rt::Codec::Text,
            ..__rt::FIELD
        }
    );
    impl Clone for Rank {
        fn clone(&self) -> Self {
            Self(self.0)
        }
    }
    for (rank, text) in [(Rank(Some(7)), r#""7""#), (Rank(None), "null")] {
        assert_eq!(to_string(&rank).unwrap(), text);
        assert_eq!(from_str::<Rank>(text).unwrap(), rank);
    }
}

#[test]
fn numbers_are_exact_or_refused() {
    for (digits, through) in [
        ("0", "0"),
        ("-0", "-0.0"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("18446744073709551615", "18446744073709551615"),
        ("0.10", "0.1"),
        ("1e5", "100000.0"),
        ("0e999", "0.0"),
        ("100000000000000000000000", "1e+23"),
        ("5e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("9007199254740993.0", ""),
        ("18446744073709551616", ""),
        ("18446744073709551617", ""),
        ("0.1234567890123456789", ""),
        ("1e400", ""),
        ("4e-324", ""),
        ("1e99999999999999999999", ""),
    ] {
        let json: Json = digits.parse().unwrap();
        match to_string(&json) {
            Ok(text) => assert_eq!(text, through, "{digits}"),
            Err(error) => {
                assert_eq!(through, "", "{digits}: {error}");
                let message =
                    format!("cannot serialise `{digits}`: no number of 64 bits is the same");
                assert_eq!(error.to_string(), message);
            }
        }
    }
    let json: Json = r#"{"a":[1e400]}"#.parse().unwrap();
    assert!(
        to_string(&json)
            .unwrap_err()
            .to_string()
            .ends_with(", at `a[0]`")
    );
    for not_finite in [".nan", ".inf"] {
        assert!(serde_yaml::from_str::<Json>(not_finite).is_err());
    }
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, I128Deserializer};
    let long: I128Deserializer<Error> = i128::MIN.into_deserializer();
    assert_eq!(
        Json::deserialize(long).unwrap().to_string(),
        i128::MIN.to_string()
    );
}

/// With its feature `arbitrary_precision`, which any crate of a program may enable, `serde_json` hands a number
/// over as a map of this key.
#[test]
fn numbers_of_any_length_are_taken() {
    let number = json!({"$serde_json::private::Number": "1.10"});
    assert_eq!(from_value::<Json>(number).unwrap().to_string(), "1.10");
    let none = json!({"$serde_json::private::Number": "x"});
    assert!(from_value::<Json>(none).unwrap().as_object().is_some());
}

#[test]
fn records_are_flattened_and_chosen() {
    #[derive(Serialize, Deserialize)]
    struct Holder {
        host: String,
        #[serde(flatten)]
        user: User,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Id(TagId),
        User(Box<User>),
    }
    let text = WHOLE.replacen('{', r#"{"host":"h","#, 1);
    let holder: Holder = from_str(&text).unwrap();
    assert_eq!(holder.host, "h");
    assert_eq!(holder.user, user(WHOLE));
    assert_eq!(
        to_string(&holder).unwrap(),
        text.replace(r#":"x""#, r#":"Secret(***)""#)
    );
    assert!(matches!(from_str(WHOLE).unwrap(), Either::User(found) if *found == user(WHOLE)));
    assert!(matches!(from_str("7").unwrap(), Either::Id(TagId(7))));
}

#[test]
fn toml_leaves_null_out_and_has_dates() {
    let text = r#"{"user_id":1,"passwd":"x","create_time":"2024-05-01T12:30:00Z","tags":[],"rates":{"a":1.5}}"#;
    let record = user(text);
    let written = toml::to_string(&Exposed(&record)).unwrap();
    assert_eq!(
        toml::from_str::<User>(&written).unwrap(),
        record,
        "{written}"
    );
    let date = written.replace("\"2024-05-01T12:30:00Z\"", "2024-05-01T12:30:00Z");
    assert_ne!(date, written);
    assert_eq!(toml::from_str::<User>(&date).unwrap(), record);
    let null = user(&text.replace(r#""2024-05-01T12:30:00Z""#, "null"));
    let null = toml::to_string(&Exposed(&null)).unwrap();
    let error = toml::from_str::<User>(&null).unwrap_err().to_string();
    assert!(
        error.contains("missing field `create_time` of `User`"),
        "{error}"
    );
}

#[test]
fn formats_that_do_not_describe_themselves_are_refused() {
    let bytes = postcard::to_allocvec(&user(LEAST)).unwrap();
    assert!(postcard::from_bytes::<User>(&bytes).is_err());
}

#[test]
fn value_types_stand_alone() {
    let moment: Moment = "2024-05-01T12:30:00-05:00".parse().unwrap();
    let text = to_string(&moment).unwrap();
    assert_eq!(text, r#""2024-05-01T12:30:00-05:00""#);
    assert_eq!(from_str::<Moment>(&text).unwrap(), moment);
    let extra = Extra::from_iter([("a".to_owned(), Json::from(1))]);
    assert_eq!(to_string(&extra).unwrap(), r#"{"a":1}"#);
    assert_eq!(from_str::<Extra>(r#"{"a":1}"#).unwrap(), extra);
}
