//! Properties of the styles of lists and objects: whatever the values are, what is sent is read back as the same by
//! decoders that share no code with the runtime, or is refused before anything is sent, where it would be read as
//! something else.

use std::collections::BTreeMap;
use std::fmt::Debug;

use golden::styles::{BlockingClient, Client, Error, Lists, Node, Objects};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use trunkline::Blocking;
use trunkline::transport::Fake;

type Outcome = Result<(), TestCaseError>;
type Pairs = Vec<(String, String)>;

/// Checks a property of some values, or of as many as the environment says.
fn hold<T: Debug>(about: &str, values: impl Strategy<Value = T>, property: impl Fn(T) -> Outcome) {
    let mut config = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 100;
    }
    config.failure_persistence = None;
    if let Err(error) = TestRunner::new(config).run(&values, property) {
        panic!("{about}: {error}");
    }
}

/// Texts that end or part something in some style or other, and any text at all.
fn text() -> impl Strategy<Value = String> + Clone {
    let odd = vec![
        "", " ", "&", "=", "%", "%26", "+", "[", "]", "[]", "[0]", "a[b]", ",", ";", "|", "::",
        ":", ".", "..", "a.b", "#", "?", "/", "\n", "\r\n", "\0", "é", "😀", "null", "1", "a1",
        "a11", "\"", "\\",
    ];
    prop_oneof![
        6 => prop::sample::select(odd).prop_map(str::to_owned),
        3 => "[a-z0-9]{1,3}",
        1 => any::<String>(),
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> + Clone {
    vec(text(), 0..5)
}

fn client(fake: &Fake) -> BlockingClient {
    let builder = Client::builder().base_url("http://styles.test");
    let client = builder.blocking_transport(fake.clone()).build_blocking();
    client.expect("the settings hold")
}

fn decoded(encoded: &[u8]) -> Pairs {
    form_urlencoded::parse(encoded).into_owned().collect()
}

/// What is sent, or nothing where it is refused.
fn sent(fake: &Fake, outcome: Result<(), Error>) -> Option<http::Request<trunkline::bytes::Bytes>> {
    match outcome {
        Ok(()) => fake.requests().pop(),
        Err(error) => {
            assert!(matches!(error, Error::Invalid(_)), "{error}");
            assert!(fake.requests().is_empty(), "nothing is sent");
            None
        }
    }
}

/// The pairs of the query.
fn query(set: impl FnOnce(Lists<Blocking>) -> Lists<Blocking>) -> Option<Pairs> {
    let fake = Fake::new().reply(http::Response::new(""));
    let outcome = set(client(&fake).lists(["x"])).send();
    let request = sent(&fake, outcome)?;
    Some(decoded(request.uri().query().unwrap_or("").as_bytes()))
}

/// The pairs of the form.
fn form(set: impl FnOnce(Objects<Blocking>) -> Objects<Blocking>) -> Option<Pairs> {
    let fake = Fake::new().reply(http::Response::new(""));
    let outcome = set(client(&fake).objects()).send();
    Some(decoded(sent(&fake, outcome)?.body()))
}

macro_rules! lists {
    ($($style:ident: $name:expr;)*) => {$(
        #[test]
        fn $style() {
            hold(stringify!($style), texts(), |items| {
                let given = items.clone();
                let expected = items.into_iter().enumerate().map(|(index, item)| {
                    let name: fn(usize) -> String = $name;
                    (name(index), item)
                });
                let expected: Pairs = expected.collect();
                prop_assert_eq!(query(|call| call.$style(given)), Some(expected));
                Ok(())
            });
        }
    )*};
}

lists! {
    repeat: |_| "repeat".to_owned();
    brackets: |_| "brackets[]".to_owned();
    indexed: |index| format!("indexed[{index}]");
    numbered: |index| format!("numbered{}", index + 1);
}

/// Whether one text cannot hold these with the sign between them.
fn is_not_joined(items: &[String], sign: &str) -> bool {
    let is_not_whole = |item: &String| item.is_empty() || item.contains(sign);
    let joined = items.join(sign);
    items.iter().any(is_not_whole) || (!items.is_empty() && joined.split(sign).ne(items))
}

fn joined(items: &[String], text: Option<&str>, sign: &str) -> Outcome {
    let read: Vec<&str> = text
        .map(|text| text.split(sign).collect())
        .unwrap_or_default();
    prop_assert_eq!(read, items);
    Ok(())
}

macro_rules! joined {
    ($($style:ident: $sign:literal;)*) => {$(
        #[test]
        fn $style() {
            hold(stringify!($style), texts(), |items| {
                let given = items.clone();
                let Some(pairs) = query(|call| call.$style(given)) else {
                    prop_assert!(is_not_joined(&items, $sign));
                    return Ok(());
                };
                prop_assert!(pairs.len() < 2);
                joined(&items, pairs.first().map(|(_, text)| text.as_str()), $sign)
            });
        }
    )*};
}

joined! {
    csv: ",";
    pipe: "|";
    space: " ";
    by: "::";
}

#[test]
fn a_path_and_a_header_hold_one_text() {
    hold("a path", texts(), |items| {
        let fake = Fake::new().reply(http::Response::new(""));
        let Some(request) = sent(&fake, client(&fake).lists(items.clone()).send()) else {
            let alone = items.join("|");
            prop_assert!(is_not_joined(&items, "|") || ["", ".", ".."].contains(&&*alone));
            return Ok(());
        };
        let segment = request.uri().path().strip_prefix("/lists/");
        let [(_, text)] = &decoded(format!("x={}", segment.unwrap_or("")).as_bytes())[..] else {
            panic!("{}", request.uri())
        };
        joined(&items, Some(text), "|")
    });
    hold("a header", texts(), |items| {
        let fake = Fake::new().reply(http::Response::new(""));
        let outcome = client(&fake).lists(["x"]).x_joined(items.clone()).send();
        let Some(request) = sent(&fake, outcome) else {
            let has_control = items
                .iter()
                .any(|item| item.chars().any(|c| c.is_control() && c != '\t'));
            prop_assert!(has_control || is_not_joined(&items, ";"));
            return Ok(());
        };
        let text = request
            .headers()
            .get("x-joined")
            .map(|value| value.as_bytes().to_vec());
        let text = text.map(|bytes| String::from_utf8(bytes).expect("what was given is UTF-8"));
        joined(&items, text.as_deref(), ";")
    });
}

/// Lists by key, without those that are empty: nothing is sent of them.
type Table = BTreeMap<String, Vec<String>>;

fn table() -> impl Strategy<Value = Table> + Clone {
    btree_map(text(), vec(text(), 0..4), 0..4)
}

/// The key of a name, and what stands behind it: `[key]…`.
fn bracketed(rest: &str) -> Option<(&str, &str)> {
    rest.strip_prefix('[')?.split_once(']')
}

/// The same of `.key…`, where the key ends with its text, a bracket, or its number.
fn dotted(rest: &str, ends: fn(&str) -> usize) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix('.').filter(|rest| !rest.contains('.'))?;
    Some(rest.split_at(ends(rest)))
}

fn number_at(rest: &str) -> usize {
    rest.trim_end_matches(|c: char| c.is_ascii_digit()).len()
}

macro_rules! tables {
    ($($style:ident: $key:expr, $item:expr, $is_refused:expr;)*) => {$(
        #[test]
        fn $style() {
            hold(stringify!($style), table(), |table| {
                let given = table.clone();
                let is_refused: fn(&str, &Table) -> bool = $is_refused;
                let refused = table.keys().any(|key| key.is_empty() || is_refused(key, &table));
                let Some(pairs) = form(|call| call.$style(given)) else {
                    prop_assert!(refused, "it could have been sent");
                    return Ok(());
                };
                let mut read = Table::new();
                for (name, text) in &pairs {
                    let rest = name.strip_prefix(stringify!($style)).expect("its name comes first");
                    let key: fn(&str) -> Option<(&str, &str)> = $key;
                    let (key, behind) = key(rest).unwrap_or_else(|| panic!("{name}"));
                    let items = read.entry(key.to_owned()).or_default();
                    let item: fn(usize) -> String = $item;
                    prop_assert_eq!(behind, item(items.len()), "{}", name);
                    items.push(text.clone());
                }
                let mut expected = table;
                expected.retain(|_, items| !items.is_empty());
                prop_assert_eq!(read, expected);
                prop_assert!(!refused, "it is read right, and was to be refused");
                Ok(())
            });
        }
    )*};
}

tables! {
    deep_repeat: bracketed, |_| String::new(), |key, _| key.contains(['[', ']']);
    deep_brackets: bracketed, |_| "[]".to_owned(), |key, _| key.contains(['[', ']']);
    deep_indexed: bracketed, |at| format!("[{at}]"), |key, _| key.contains(['[', ']']);
    deep_numbered: bracketed, |at| format!("{}", at + 1), |key, _| key.contains(['[', ']']);
    dot_repeat: |rest| dotted(rest, str::len), |_| String::new(), |key, _| key.contains('.');
    dot_brackets: |rest| dotted(rest, |rest| rest.find('[').unwrap_or(rest.len())), |_| "[]".to_owned(),
        |key, _| key.contains(['.', '[', ']']);
    dot_indexed: |rest| dotted(rest, |rest| rest.find('[').unwrap_or(rest.len())), |at| format!("[{at}]"),
        |key, _| key.contains(['.', '[', ']']);
    dot_numbered: |rest| dotted(rest, number_at), |at| format!("{}", at + 1),
        |key, _| key.contains('.') || key.ends_with(|c: char| c.is_ascii_digit());
}

#[test]
fn deep_csv() {
    hold("deep_csv", table(), |table| {
        let given = table.clone();
        let Some(pairs) = form(|call| call.deep_csv(given)) else {
            let is_refused = |(key, items): (&String, &Vec<String>)| {
                key.is_empty() || key.contains(['[', ']']) || is_not_joined(items, ",")
            };
            prop_assert!(table.iter().any(is_refused));
            return Ok(());
        };
        let read = pairs.iter().map(|(name, text)| {
            let (key, _) = bracketed(&name["deep_csv".len()..]).expect("a name");
            (key.to_owned(), text.split(',').map(str::to_owned).collect())
        });
        let read: Table = read.collect();
        let mut expected = table;
        expected.retain(|_, items| !items.is_empty());
        prop_assert_eq!(read, expected);
        Ok(())
    });
}

#[test]
fn flat() {
    hold("flat", btree_map(text(), text(), 0..4), |map| {
        let given = map.clone();
        let Some(pairs) = form(|call| call.flat(given)) else {
            prop_assert!(
                map.keys()
                    .any(|key| key.is_empty() || key.contains(['[', ']']))
            );
            return Ok(());
        };
        let expected: Pairs = map
            .into_iter()
            .map(|(key, text)| (format!("flat[{key}]"), text))
            .collect();
        prop_assert_eq!(pairs, expected);
        Ok(())
    });
}

/// A value as a server that knows no types makes it of its parameters: lists are objects whose keys are numbers, and
/// nothing is left of what is empty.
fn tree(node: &Node) -> Value {
    let mut tree = json!({});
    if let Some(name) = &node.name {
        tree["name"] = json!(name);
    }
    let sizes = node.sizes.iter().flatten().enumerate();
    for (index, size) in sizes {
        tree["sizes"][index.to_string()] = json!(size.to_string());
    }
    for (key, text) in node.of.iter().flatten() {
        tree["of"][key] = json!(text);
    }
    if let Some(next) = &node.next {
        match self::tree(next) {
            Value::Object(inner) if inner.is_empty() => {}
            inner => tree["next"] = inner,
        }
    }
    tree
}

fn node() -> impl Strategy<Value = Node> + Clone {
    let leaf = (
        option::of(text()),
        option::of(vec(any::<i64>(), 0..3)),
        option::of(btree_map(text(), text(), 0..3)),
    );
    let leaf = leaf.prop_map(|(name, sizes, of)| {
        let mut node = Node::new();
        (node.name, node.sizes, node.of) = (name, sizes, of);
        node
    });
    vec(leaf, 1..4).prop_map(|nodes| {
        let mut nodes = nodes.into_iter();
        let last = nodes.next().expect("there is one");
        nodes.fold(last, |inner, mut outer| {
            outer.next = Some(Box::new(inner));
            outer
        })
    })
}

/// Whether any key of a node holds one of these, or nothing.
fn has_key(node: &Node, with: &[char]) -> bool {
    let mut keys = node.of.iter().flatten().map(|(key, _)| key);
    keys.any(|key| key.is_empty() || key.contains(with))
        || node.next.as_ref().is_some_and(|next| has_key(next, with))
}

/// Reads names into a tree: `[a]`, `.a`, `[]` for the next number, and a bare number that begins with 1.
fn read(name: &str, pairs: &Pairs) -> Value {
    let mut tree = json!({});
    for (whole, text) in pairs {
        let mut rest = whole.strip_prefix(name).expect("its name comes first");
        let mut at = &mut tree;
        while !rest.is_empty() {
            let key;
            (key, rest) = if let Some(inner) = rest.strip_prefix('[') {
                let (key, rest) = inner.split_once(']').expect("it is closed");
                (key.to_owned(), rest)
            } else if let Some(inner) = rest.strip_prefix('.') {
                let (key, rest) = inner.split_at(inner.find(['.', '[']).unwrap_or(inner.len()));
                (key.to_owned(), rest)
            } else {
                let (number, rest) = rest.split_at(rest.find('[').unwrap_or(rest.len()));
                let number: usize = number.parse().expect("a number");
                ((number - 1).to_string(), rest)
            };
            let next = at.as_object().map_or(0, serde_json::Map::len).to_string();
            at = &mut at[if key.is_empty() { next } else { key }];
        }
        assert!(at.is_null(), "{whole} comes twice");
        *at = json!(text);
    }
    tree
}

#[test]
fn records_and_maps_in_each_other() {
    hold("deep", node(), |node| {
        let given = node.clone();
        let Some(pairs) = form(|call| call.deep(given)) else {
            prop_assert!(has_key(&node, &['[', ']']));
            return Ok(());
        };
        prop_assert_eq!(read("deep", &pairs), tree(&node));
        Ok(())
    });
    hold("dot", node(), |node| {
        let given = node.clone();
        let Some(pairs) = form(|call| call.dot(given)) else {
            prop_assert!(has_key(&node, &['.', '[', ']']));
            return Ok(());
        };
        prop_assert_eq!(read("dot", &pairs), tree(&node));
        Ok(())
    });
    hold("rows", vec(node(), 0..4), |nodes| {
        let given = nodes.clone();
        let Some(pairs) = form(|call| call.rows(given)) else {
            prop_assert!(nodes.iter().any(|node| has_key(node, &['[', ']'])));
            return Ok(());
        };
        let mut expected = json!({});
        for (index, node) in nodes.iter().enumerate() {
            let inner = tree(node);
            if inner != json!({}) {
                expected[index.to_string()] = inner;
            }
        }
        prop_assert_eq!(read("rows", &pairs), expected);
        Ok(())
    });
}

#[test]
fn records_in_json() {
    fn plain(node: &Node) -> Value {
        let mut tree = json!({});
        if let Some(name) = &node.name {
            tree["name"] = json!(name);
        }
        if let Some(sizes) = &node.sizes {
            tree["sizes"] = json!(sizes);
        }
        if let Some(of) = &node.of {
            tree["of"] = json!(of);
        }
        if let Some(next) = &node.next {
            tree["next"] = plain(next);
        }
        tree
    }
    hold("json", node(), |node| {
        let given = node.clone();
        let pairs = query(|call| call.json(given)).expect("JSON holds it");
        let [(name, text)] = &pairs[..] else {
            panic!("{pairs:?}")
        };
        prop_assert_eq!(name, "json");
        prop_assert_eq!(
            serde_json::from_str::<Value>(text).expect("JSON"),
            plain(&node)
        );
        Ok(())
    });
}
