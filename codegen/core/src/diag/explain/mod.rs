//! A code comes in; what it means goes out, with a wrong and a right example.

mod example;
mod page;

pub use example::{Example, File, sources};
pub use page::{list, page, reference};

use super::codes::TABLE;
use super::{Code, near::Near};

/// Declares the files of examples, one for each code.
macro_rules! files {
    ($($name:literal)+) => {
        &[$(($name, include_str!(concat!($name, ".yaml")))),+]
    };
}

/// The examples of each code: what stands in `TL0022.yaml` beside this file.
const FILES: &[(&str, &str)] = files! {
    "TL0001" "TL0002" "TL0003" "TL0004" "TL0005" "TL0006" "TL0007" "TL0008" "TL0009"
    "TL0010" "TL0011" "TL0012" "TL0013" "TL0014" "TL0015" "TL0016" "TL0017" "TL0020"
    "TL0021" "TL0022" "TL0023" "TL0024" "TL0025" "TL0026" "TL0027" "TL0028" "TL0029"
    "TL0030" "TL0031" "TL0032" "TL0033" "TL0034" "TL0035" "TL0036" "TL0040" "TL0041" "TL0042" "TL0043" "TL0044" "TL0045"
    "TL0100" "TL0101" "TL0102" "TL0103" "TL0110" "TL0111" "TL0112" "TL0113" "TL0114"
    "TL0115" "TL0116" "TL0117" "TL0118" "TL0119" "TL0120" "TL0125" "TL0126" "TL0127"
    "TL0128" "TL0129" "TL0130" "TL0131" "TL0132" "TL0133" "TL0134" "TL0135" "TL0136"
    "TL0137" "TL0138" "TL0139" "TL0140" "TL0141" "TL0142" "TL0143" "TL0144" "TL0145"
    "TL0146" "TL0147" "TL0148" "TL0150" "TL0151" "TL0152" "TL0160" "TL0161" "TL0162"
    "TL0170" "TL0171" "TL0180" "TL0181" "TL0182" "TL0183" "TL0184" "TL0185" "TL0190"
    "TL0191" "TL0192" "TL0193" "TL0195" "TL0196" "TL0197" "TL0198" "TL0199" "TL0200"
    "TL0201" "TL0202" "TL0203" "TL0204" "TL0205" "TL0206" "TL0207" "TL0208" "TL0209"
    "TL0210" "TL0215" "TL0216" "TL0217" "TL0218" "TL0219" "TL0220" "TL0221" "TL0222"
    "TL0223" "TL0224" "TL0225" "TL0226" "TL0230" "TL0231" "TL0232" "TL0235" "TL0236" "TL0237" "TL0238" "TL0239"
    "TL0247" "TL0248" "TL0249"
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
    let near = Near::default().nearest(&wanted, all.iter().map(String::as_str));
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
