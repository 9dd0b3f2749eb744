//! The table of the format comes in; the reference of every key, as Markdown, goes out.

use super::prune::wanted;
use super::table::{BUILTINS, CODECS, Key, Need, PARTS, Part, Status, Word};

/// The reference of every key: one section a part, headings of the third level.
pub fn reference() -> String {
    let mut out = String::new();
    for part in PARTS {
        section(part, &mut out);
    }
    words("Built-in types", BUILTINS, &mut out);
    words("Built-in codecs", CODECS, &mut out);
    out
}

fn section(part: &Part, out: &mut String) {
    let mut title = part
        .name
        .trim_start_matches("an ")
        .trim_start_matches("a ")
        .trim_start_matches("the ")
        .to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    out.push_str(&format!("### {title}\n\n{}\n\n", part.doc));
    out.push_str("| key | takes | what it says | example |\n| --- | --- | --- | --- |\n");
    for key in part.keys.iter().filter(|key| key.status == Status::Now) {
        let need = match key.need {
            Need::Optional => "",
            Need::Required => " (required)",
            Need::Choice => " (one of these)",
        };
        let takes = wanted(&key.shape);
        out.push_str(&format!(
            "| `{}`{need} | {} | {} | {} |\n",
            key.name,
            cell(&takes),
            cell(key.doc),
            code(key.example)
        ));
    }
    let later: Vec<&Key> = part
        .keys
        .iter()
        .filter(|key| key.status == Status::Later)
        .collect();
    if !later.is_empty() {
        let names: Vec<String> = later.iter().map(|key| format!("`{}`", key.name)).collect();
        out.push_str(&format!("\nNot supported yet: {}.\n", names.join(", ")));
    }
    out.push('\n');
}

fn words(title: &str, words: &[Word], out: &mut String) {
    out.push_str(&format!(
        "### {title}\n\n| word | what it is |\n| --- | --- |\n"
    ));
    for word in words.iter().filter(|word| word.status == Status::Now) {
        out.push_str(&format!("| `{}` | {} |\n", word.word, cell(word.doc)));
    }
    let later = words.iter().filter(|word| word.status == Status::Later);
    let names: Vec<String> = later.map(|word| format!("`{}`", word.word)).collect();
    if !names.is_empty() {
        out.push_str(&format!("\nNot supported yet: {}.\n", names.join(", ")));
    }
    out.push('\n');
}

/// Text that does not end the cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn code(example: &str) -> String {
    format!("`{}`", cell(example))
}
