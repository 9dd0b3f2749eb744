//! A misspelt word and the choices come in; the word that was meant, or the list of choices, goes out.

use std::cell::Cell;

/// The number of choices up to which all of them are listed.
const FEW: usize = 20;

/// The number of comparisons of two words in one report.
const COMPARISONS: usize = 200_000;

/// What looks for the words that were meant. A spec with thousands of unknown names beside thousands of known ones has
/// lost more than letters, and to look for each of the first among the last takes long: after a number of comparisons
/// nothing is near any more.
#[derive(Debug)]
pub struct Near {
    left: Cell<usize>,
}

impl Default for Near {
    fn default() -> Near {
        Near {
            left: Cell::new(COMPARISONS),
        }
    }
}

impl Near {
    /// The choice that is so near to `word` that it was likely meant.
    pub fn nearest<'a>(
        &self,
        word: &str,
        choices: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        nearest(word, self.afford(choices)?)
    }

    /// The one choice that `word` is for certain a misspelling of: they differ in case, in separators or in one slip
    /// of a finger, and no other choice does so.
    pub fn certain<'a>(
        &self,
        word: &str,
        choices: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        certain(word, self.afford(choices)?)
    }

    /// As [`Near::certain`], of names that someone declared: there a plural is a name of its own.
    pub fn certain_name<'a>(
        &self,
        word: &str,
        choices: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let is_plural = |choice: &str| {
            choice.strip_suffix(['s', 'S']) == Some(word)
                || word.strip_suffix(['s', 'S']) == Some(choice)
        };
        self.certain(word, choices)
            .filter(|choice| !is_plural(choice))
    }

    /// Help for a word that is none of `choices`: the near one, else all of them if they are few.
    pub fn help<'a>(
        &self,
        word: &str,
        choices: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        let choices = self.afford(choices)?;
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

    /// Help for the name of something that a section of the head declares: the near one, all of them if they are few,
    /// or where to declare it.
    pub fn help_declared<'a>(
        &self,
        name: &str,
        declared: impl IntoIterator<Item = &'a str>,
        section: &str,
    ) -> String {
        self.help(name, declared)
            .unwrap_or_else(|| format!("declare it under `{section}:` of the head"))
    }

    /// The choices, if it is still allowed to look at all of them; no more of them are taken than that.
    fn afford<'a>(&self, choices: impl IntoIterator<Item = &'a str>) -> Option<Vec<&'a str>> {
        let left = self.left.get();
        let choices: Vec<&str> = choices.into_iter().take(left + 1).collect();
        let rest = left.checked_sub(choices.len());
        self.left.set(rest.unwrap_or(0));
        rest.map(|_| choices)
    }
}

fn nearest<'a>(word: &str, choices: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
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

fn certain<'a>(word: &str, choices: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut near = choices.into_iter().filter(|choice| is_slip(word, choice));
    let one = near.next()?;
    near.all(|other| other == one).then_some(one)
}

/// Whether one slip turns one word into the other. What differs in a number, or in a letter of a short word, is more
/// likely another word: `v1` and `v2`, `gt` and `lt`.
fn is_slip(word: &str, choice: &str) -> bool {
    let (word, choice) = (word.to_lowercase(), choice.to_lowercase());
    if word == choice || same_but_for_separators(&word, &choice) {
        return true;
    }
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let (short, long) = (word.len().min(choice.len()), word.len().max(choice.len()));
    if long - short > 4 || digits(&word) != digits(&choice) {
        return false;
    }
    let swapped = strsim::levenshtein(&word, &choice) == 2;
    let one = strsim::damerau_levenshtein(&word, &choice) == 1;
    let same_start = word.chars().next() == choice.chars().next();
    let enough = match (swapped, short == long) {
        (true, _) => 3,
        (false, true) => 6,
        (false, false) => 4,
    };
    one && long >= enough && (same_start || swapped)
}

fn same_but_for_separators(a: &str, b: &str) -> bool {
    let significant = |c: &char| !matches!(c, '_' | '-' | ' ');
    a.chars()
        .filter(significant)
        .eq(b.chars().filter(significant))
}

/// Words in backticks with commas between.
pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near() -> Near {
        Near::default()
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = ["returns", "query", "user_type", "str"];
        assert_eq!(near().nearest("retuns", keys), Some("returns"));
        assert_eq!(near().nearest("userType", keys), Some("user_type"));
        assert_eq!(near().nearest("qurey", keys), Some("query"));
        assert_eq!(near().nearest("headers", keys), None);
    }

    #[test]
    fn only_slips_are_certain() {
        let keys = [
            "returns",
            "query",
            "user_type",
            "str",
            "endpoints",
            "gte",
            "v1",
        ];
        for (word, meant) in [
            ("retuns", "returns"),
            ("qurey", "query"),
            ("userType", "user_type"),
            ("endpoint", "endpoints"),
            ("sttr", "str"),
        ] {
            assert_eq!(near().certain(word, keys), Some(meant));
        }
        for word in ["lte", "v2", "headers", "turns", "stn", "quit"] {
            assert_eq!(near().certain(word, keys), None, "{word}");
        }
        assert_eq!(near().certain("user", ["users", "usher"]), None);
        assert_eq!(near().certain_name("endpoint", keys), None);
    }

    #[test]
    fn few_choices_are_listed() {
        assert_eq!(
            near().help("zzz", ["a", "b"]).as_deref(),
            Some("the choices are `a`, `b`")
        );
        assert_eq!(
            near().help("zzz", ["only"]).as_deref(),
            Some("the only choice is `only`")
        );
    }

    #[test]
    fn after_too_many_comparisons_nothing_is_near() {
        let near = Near { left: Cell::new(5) };
        let keys = ["returns", "query"];
        assert_eq!(near.nearest("retuns", keys), Some("returns"));
        assert_eq!(near.certain("retuns", keys), Some("returns"));
        assert_eq!(near.certain("retuns", keys), None, "one is left, of two");
        assert_eq!(near.help("retuns", ["returns"]), None);
        assert_eq!(
            near.help_declared("a", [], "types"),
            "declare it under `types:` of the head"
        );
    }
}
