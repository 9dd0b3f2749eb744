//! The `strftime` pattern of a codec in, what it says of a date and a time out.

/// What a text by a pattern holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A date.
    Date,
    /// A date and a time of day.
    DateAndTime,
    /// A time of day.
    Time,
}

/// Whether a text by `pattern` says how far from UTC its clock is.
pub(super) fn says_offset(pattern: &str) -> bool {
    letters(pattern).is_ok_and(|letters| letters.contains(['z', 's']))
}

/// Directives that can be read back; those of a locale (`%c`, `%x`) and names of zones cannot.
const READABLE: &str = "AaBbCDdeFfGgHhIjklMmNnPpQRSsTtUuVWwYyz";

/// What a text by `pattern` holds, or what is wrong with the pattern.
pub(super) fn content(pattern: &str) -> Result<Content, String> {
    let letters = letters(pattern)?;
    let any = |of: &str| letters.contains(|c: char| of.contains(c));
    let has_day = any("Yy") && (any("j") || any("mBbh") && any("de"));
    let has_week = any("Gg") && any("V") && any("AaUuw");
    let has_date = any("FDs") || has_day || has_week;
    let has_time = any("TRsHk") || any("Il") && any("Pp");
    match (has_date, has_time) {
        (true, true) => Ok(Content::DateAndTime),
        (true, false) => Ok(Content::Date),
        // A piece of a date is none.
        (false, true) if !any("YyGgmBbhjdeVAaUuwC") => Ok(Content::Time),
        (false, _) => Err("it holds no year, month and day, nor a time of day alone".to_owned()),
    }
}

/// The letters of a pattern's directives, or the one that cannot be read back.
fn letters(pattern: &str) -> Result<String, String> {
    let mut letters = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        let directive = rest[at + 1..].trim_start_matches(['_', '-', '0', '^', '#']);
        let directive = directive.trim_start_matches(|c: char| c.is_ascii_digit());
        let directive = directive
            .trim_start_matches([':', '.'])
            .trim_start_matches(|c: char| c.is_ascii_digit());
        match directive.chars().next() {
            Some('%') => rest = &directive[1..],
            Some(letter) if READABLE.contains(letter) => {
                letters.push(letter);
                rest = &directive[letter.len_utf8()..];
            }
            Some(letter) => return Err(format!("`%{letter}` cannot be read back")),
            None => return Err("it ends in the middle of a directive".to_owned()),
        }
    }
    Ok(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read() {
        for (pattern, expected) in [
            ("%F %T%.f%:z", Some(Content::DateAndTime)),
            ("%Y-%m-%dT%H:%M:%S%.3f", Some(Content::DateAndTime)),
            ("%d/%m/%Y", Some(Content::Date)),
            ("%b %-d, %Y %I:%M %p", Some(Content::DateAndTime)),
            ("%s", Some(Content::DateAndTime)),
            ("100%% %F", Some(Content::Date)),
            ("%T", Some(Content::Time)),
            ("%I:%M %p", Some(Content::Time)),
            ("%d %T", None),
            ("%F %Z", None),
            ("%F %", None),
            ("%Fé%é", None),
            ("", None),
        ] {
            assert_eq!(content(pattern).ok(), expected, "`{pattern}`");
        }
    }
}
