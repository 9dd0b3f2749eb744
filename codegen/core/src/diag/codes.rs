//! Every code that a report can show: TL00xx are about structure, TL01xx about meaning.

super::code::codes! {
    // ---- files and YAML ----
    FILE_DAMAGED = 1, "a file is no text", "A file must be UTF-8 text without NUL bytes, of 10 MB at most.";
    YAML_SYNTAX = 2, "not YAML", "The YAML parser stops here; nothing after this place in the file was checked.";
    YAML_NEEDS_QUOTES = 3, "a text that needs quotes", "YAML gives the first character of this text a meaning of its own, so the text stands in quotes.";
    YAML_TAB = 4, "a tab where YAML wants spaces", "YAML is indented with spaces alone.";
    YAML_INDENT = 5, "a wrong indent", "A line is indented in a way that puts it nowhere: keys of one map start in one column.";
    YAML_SPLIT_TYPE = 6, "a text that YAML took apart", "Inside `{}` and `[]` a comma ends a text and a bracket opens a list: such a text stands in quotes or on a line of its own.";
    YAML_DOCUMENTS = 7, "several documents in one file", "A spec file is one YAML document.";
    YAML_KEY_NOT_TEXT = 8, "a key that is no text", "Keys are text; lists, maps and aliases are not.";
    YAML_DOUBLED_KEY = 9, "a doubled key", "A map has each key once; YAML tools silently keep one of two.";
    YAML_TAG = 10, "a YAML tag", "Tags (`!…`) mean nothing in a spec.";
    YAML_ALIAS_CYCLE = 11, "an alias inside what it stands for", "The alias would stand for a thing without end.";
    YAML_TOO_LARGE = 12, "too much YAML", "Aliases make this document larger than any spec needs to be, or it nests too deeply.";
    YAML_UNKNOWN_ALIAS = 13, "an alias without an anchor", "`*name` stands for what was marked `&name` before; a text that starts with `*` stands in quotes.";
    JSON_SYNTAX = 14, "not JSON", "The sample is not JSON.";
    JSON_DOUBLED_KEY = 15, "a doubled key in a sample", "An object has each key once.";

    // ---- the shape of a spec ----
    FORMAT_VERSION = 20, "the format's version", "The head says in which version of the format it is written: `trunkline: 1`.";
    UNKNOWN_KEY = 21, "an unknown key", "The format has no such key here. Keys that start with `x-` are free for notes of your own.";
    MISSING_KEY = 22, "a missing key", "This part of the spec needs the key.";
    WRONG_SHAPE = 23, "a value of the wrong shape", "The key takes another shape of value: a text, a list or a map.";
    ONE_CHOICE = 24, "not exactly one choice", "A map that makes a choice holds exactly one of its keys.";
    BAD_WORD = 25, "a word that is none of the choices", "The key takes one of a few words.";
    BAD_NUMBER = 26, "not a number, or one out of range", "The key takes a whole number.";
    EMPTY = 27, "an empty value", "The value must not be empty.";
    BAD_NAME = 28, "not a name", "A name is made of letters, digits and `_`.";
    HEAD_ONLY = 29, "a key of the head in another file", "This key stands in the head of the vendor's spec.";
    NOT_YET = 30, "not supported yet", "The format has this word, and the generator does not support it yet.";
    NO_HEAD = 31, "no head", "A vendor's spec has a head: `vendor.yaml`, or its one file.";

    // ---- small languages ----
    BAD_TYPE = 40, "a bad type expression", "A type is a name, `list<T>` or `map<T>`, then `as` and codecs, then `?`.";
    UNKNOWN_BUILTIN = 41, "a type by another language's name", "The format has its own short names for built-in types.";
    BAD_PATH = 42, "a bad path", "A path is names, item numbers and `*`, with dots between.";
    BAD_PREDICATE = 43, "a bad predicate", "A predicate is a map of paths and what is asked of them, or a list of such maps.";
    BAD_ROUTE = 44, "a bad endpoint path", "An endpoint's path starts with `/`; parameters stand in braces.";
    BAD_BASE = 45, "a bad base URL", "A base URL starts with `http://` or `https://`; variables stand in braces.";
}
