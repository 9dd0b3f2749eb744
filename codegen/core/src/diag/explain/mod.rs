//! A code comes in; what it means goes out, with a wrong and a right example.

mod example;
mod page;

pub use example::{Example, File, sources};
pub use page::{list, page, reference};

use super::codes::TABLE;
use super::{Code, near};

/// Declares the files of examples, one for each code.
macro_rules! files {
    ($($name:literal)+) => {
        &[$(($name, include_str!(concat!($name, ".yaml")))),+]
    };
}

/// The examples of each code: what stands in `TL0022.yaml` beside this file.
const FILES: &[(&str, &str)] = files! {
    "TL0020" "TL0021" "TL0022"
};

/// The example of a code: one for every code of the [`TABLE`].
pub fn example(code: Code) -> Option<Example> {
    let name = code.to_string();
    let (_, text) = FILES.iter().find(|(file, _)| *file == name)?;
    Some(Example::read(text))
}

/// The code that a person means: `TL0022`, `tl22` or `22`.
///
/// # Errors
/// If there is no such code; the nearest one, where there is one.
pub fn find(text: &str) -> Result<Code, Option<Code>> {
    let lower = text.trim().to_lowercase();
    let digits = lower.strip_prefix("tl").unwrap_or(&lower);
    let number = digits.trim_start_matches(['-', '_', ' ']).parse().ok();
    if let Some(row) = TABLE.iter().find(|row| Some(row.code.0) == number) {
        return Ok(row.code);
    }
    let wanted = match number {
        Some(number) => Code(number).to_string(),
        None => text.to_uppercase(),
    };
    let all: Vec<String> = TABLE.iter().map(|row| row.code.to_string()).collect();
    let near = near::nearest(&wanted, all.iter().map(String::as_str));
    let near = TABLE
        .iter()
        .find(|row| Some(row.code.to_string().as_str()) == near);
    Err(near.map(|row| row.code))
}

#[cfg(test)]
mod tests {
    use super::super::codes::MISSING_KEY;
    use super::*;

    #[test]
    fn codes_are_found_however_they_are_written() {
        for text in ["TL0022", "tl0022", "TL22", "22", " 0022 ", "tl-22"] {
            assert_eq!(find(text), Ok(MISSING_KEY), "{text}");
        }
        assert_eq!(find("TLOO22"), Err(Some(MISSING_KEY)));
        assert_eq!(find("zebra"), Err(None));
    }
}
