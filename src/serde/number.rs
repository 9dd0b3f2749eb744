//! The digits of a number come in, the one type of serde that holds it exactly goes out.

use super::output::Tree;

/// The number, where an `i64`, a `u64` or an `f64` holds it exactly.
pub(super) fn exact(digits: &str) -> Option<Tree> {
    // As whole numbers, zero and minus zero are one.
    if digits != "-0" {
        if let Ok(value) = digits.parse() {
            return Some(Tree::Int(value));
        }
        if let Ok(value) = digits.parse() {
            return Some(Tree::Uint(value));
        }
    }
    let value: f64 = digits.parse().ok()?;
    let same = value.is_finite() && decimal(digits)? == decimal(&format!("{value:e}"))?;
    same.then_some(Tree::Float(value))
}

/// The digits of a JSON number without zeros at either end, and the power of ten that the last of them counts.
fn decimal(text: &str) -> Option<(String, i64)> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let kept = digits.trim_end_matches('0');
    if kept.is_empty() {
        return Some((String::new(), 0));
    }
    let moved = i64::try_from(digits.len() - kept.len()).ok()?;
    let behind = i64::try_from(fraction.len()).ok()?;
    let exponent: i64 = exponent.parse().ok()?;
    Some((
        kept.to_owned(),
        exponent.checked_add(moved)?.checked_sub(behind)?,
    ))
}
