//! The fields of a form come in; the body of `application/x-www-form-urlencoded` goes out.

use super::encode::push_form_encoded;

/// What such a body is called in a header.
pub(super) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// The fields, encoded as the URL standard says.
pub(super) fn encode<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut form = String::new();
    for (name, text) in fields {
        if !form.is_empty() {
            form.push('&');
        }
        push_form_encoded(&mut form, name);
        form.push('=');
        push_form_encoded(&mut form, text);
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_encoded_as_browsers_do() {
        let fields = [("a b", "1+1=2"), ("é&", "~*-._"), ("x[]", "")];
        assert_eq!(
            encode(fields.into_iter()),
            "a+b=1%2B1%3D2&%C3%A9%26=%7E*-._&x%5B%5D="
        );
    }
}
