//! A misspelt word and the choices come in; the word that was meant, or the list of choices, goes out.

/// The number of choices up to which all of them are listed.
const FEW: usize = 12;

/// The choice that is so near to `word` that it was likely meant.
pub fn nearest<'a>(word: &str, choices: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let reach = (word.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for choice in choices {
        // The length bounds the distance from below, and costs nothing.
        if choice.len().abs_diff(word.len()) > reach * 4 {
            continue;
        }
        let folded = choice.to_lowercase();
        let distance = if folded == lower || same_but_for_separators(&folded, &lower) {
            0
        } else {
            strsim::damerau_levenshtein(&folded, &lower)
        };
        if distance <= reach && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, choice));
        }
    }
    best.map(|(_, choice)| choice)
}

fn same_but_for_separators(a: &str, b: &str) -> bool {
    let significant = |c: &char| !matches!(c, '_' | '-' | ' ');
    a.chars()
        .filter(significant)
        .eq(b.chars().filter(significant))
}

/// Help for a word that is none of `choices`: the near one, else all of them if they are few.
pub fn help<'a>(word: &str, choices: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let choices: Vec<&str> = choices.into_iter().collect();
    if let Some(near) = nearest(word, choices.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    match choices.len() {
        0 => None,
        1 => Some(format!("the only choice is `{}`", choices[0])),
        2..=FEW => Some(format!("the choices are {}", list(choices))),
        _ => None,
    }
}

/// Help for the name of something that a section of the head declares: the near one, all of them if they are few, or
/// where to declare it.
pub fn help_declared<'a>(
    name: &str,
    declared: impl IntoIterator<Item = &'a str>,
    section: &str,
) -> String {
    help(name, declared).unwrap_or_else(|| format!("declare it under `{section}:` of the head"))
}

/// Words in backticks with commas between.
pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = ["returns", "query", "user_type", "str"];
        assert_eq!(nearest("retuns", keys), Some("returns"));
        assert_eq!(nearest("userType", keys), Some("user_type"));
        assert_eq!(nearest("qurey", keys), Some("query"));
        assert_eq!(nearest("headers", keys), None);
    }

    #[test]
    fn few_choices_are_listed() {
        assert_eq!(
            help("zzz", ["a", "b"]).as_deref(),
            Some("the choices are `a`, `b`")
        );
        assert_eq!(
            help("zzz", ["only"]).as_deref(),
            Some("the only choice is `only`")
        );
    }
}
