//! A body in JSON and what stands around it come in; the whole body goes out.

use crate::value::Json;

/// The body inside of objects under the keys of `path`, in the outermost of which `beside` stands, each value as JSON.
pub(super) fn wrap<'a>(
    body: &[u8],
    path: &[&str],
    beside: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<u8> {
    let mut whole = b"{".to_vec();
    let quoted = |name: &str| Json::from(name).to_string();
    for (name, value) in beside {
        whole.extend(format!("{}:{value},", quoted(name)).bytes());
    }
    for (depth, key) in path.iter().enumerate() {
        let open = if depth == 0 { "" } else { "{" };
        whole.extend(format!("{open}{}:", quoted(key)).bytes());
    }
    whole.extend_from_slice(body);
    whole.extend(std::iter::repeat_n(b'}', path.len().max(1)));
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_stands_at_its_path() {
        let beside = [("method", r#""add""#), ("a\"b", "1")];
        let whole = wrap(b"[1]", &["params", "x"], beside.into_iter());
        let expected = r#"{"method":"add","a\"b":1,"params":{"x":[1]}}"#;
        assert_eq!(String::from_utf8(whole).expect("text"), expected);
    }
}
