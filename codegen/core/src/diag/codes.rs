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
    YAML_TOO_LARGE = 12, "too much YAML", "The document is larger than any spec needs to be: by its aliases, by how deep it nests, or by a map or list of more than 50,000 entries. A vendor's spec can be several files.";
    YAML_UNKNOWN_ALIAS = 13, "an alias without an anchor", "`*name` stands for what was marked `&name` before; a text that starts with `*` stands in quotes.";
    JSON_SYNTAX = 14, "not JSON", "The sample is not JSON.";
    JSON_DOUBLED_KEY = 15, "a doubled key in a sample", "An object has each key once.";
    XML_SYNTAX = 16, "not XML", "The sample is not XML with namespaces, has a DTD, or is larger than any vendor's.";
    YAML_MERGE = 17, "a merge of maps", "Each map is written out; a record takes the fields of another with `extends:`.";

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

    WORD_AMONG_FIELDS = 32, "a word about a record among its fields", "The short form of a record holds only fields; with words about it, these stand under `fields:`.";

    TIME_WITHOUT_ZONE = 33, "a point in time without a zone", "A pattern that reads no zone leaves open which clock the vendor's times are of. UTC is taken; `zone:` says it, or another one.";
    DOUBLED_CODE = 34, "a code of two kinds", "The vendor's code says which kind an error is: of two kinds with one code only the first would ever come.";

    CLEAR_CERTIFICATE = 35, "a certificate that cannot be shown", "A client certificate is shown while encryption is agreed on, so that the base URL is `https`.";

    CLEAR_FALLBACK = 36, "a fallback without encryption", "What stands in for an encrypted base URL is encrypted as well: calls carry credentials.";

    // ---- small languages ----
    BAD_TYPE = 40, "a bad type expression", "A type is a name, `list<T>` or `map<T>`, then `as` and codecs, then `?`.";
    UNKNOWN_BUILTIN = 41, "a type by another language's name", "The format has its own short names for built-in types.";
    BAD_PATH = 42, "a bad path", "A path is names, item numbers and `*`, with dots between.";
    BAD_PREDICATE = 43, "a bad predicate", "A predicate is a map of paths and what is asked of them, or a list of such maps.";
    BAD_ROUTE = 44, "a bad endpoint path", "An endpoint's path starts with `/`; parameters stand in braces.";
    BAD_BASE = 45, "a bad base URL", "A base URL starts with `http://` or `https://`; variables stand in braces.";

    // ---- names ----
    DOUBLED_NAME = 100, "a name given twice", "Types, endpoints, fields and parameters have names of their own.";
    NAME_CLASH = 101, "two names that are one in Rust", "Rust names are derived from the vendor's; where two become the same, `rename:` gives one of them another.";
    NAME_TAKEN = 102, "a name that generated code takes for itself", "`rename:` gives it another name in Rust; what is sent stays the same.";
    NO_NAME = 103, "a text that gives no Rust name", "A Rust name is made of Latin letters and digits; `rename:` gives one where the vendor's own has none.";

    // ---- references ----
    UNKNOWN_TYPE = 110, "an unknown type", "A type is built in or stands under `types:`.";
    UNKNOWN_CODEC = 111, "an unknown codec", "A codec is built in or stands under `codecs:`.";
    UNKNOWN_VAR = 112, "an unknown variable", "Variables of the base URL stand under `vars:`.";
    UNKNOWN_SCHEME = 113, "an unknown authentication scheme", "Schemes stand under `auth:` of the head.";
    UNKNOWN_ENVELOPE = 114, "an unknown envelope", "Envelopes stand under `envelopes:`.";
    UNKNOWN_PAGER = 115, "an unknown pager", "Pagers stand under `pagers:`.";
    UNKNOWN_OPERATOR = 116, "an unknown operator", "Operators of filters stand under `operators:`.";
    UNKNOWN_KIND = 117, "an unknown error kind", "Kinds stand under `kinds:` of the error rules that hold for the endpoint.";
    UNKNOWN_PATH = 118, "a path that leads nowhere", "Every path is followed through the declared types.";
    AMBIGUOUS_PATH = 119, "a path with two readings", "A field whose name holds a dot wins over splitting, unless both readings exist.";
    PATH_ROOT = 120, "a path with the wrong root", "What a path can start with depends on the key that it stands under.";

    // ---- types ----
    CODEC_FIT = 125, "a codec that does not fit the type", "Codecs stand from the wire inward, and each has to fit what the next one gives.";
    ENDLESS_TYPE = 126, "a type that holds itself", "A value of this type would have no end.";
    VAR_TYPE = 127, "a variable of a type that no URL can hold", "Variables are `str`, `int` or `bool`.";
    BAD_LITERAL = 128, "a value that is not of the declared type", "Constants, defaults and what is sent are read by the type of their place.";
    DOUBLED_VALUE = 129, "an enum value given twice", "Each value of an enum travels as something of its own.";
    COMPARISON = 130, "a comparison of unlike types", "The declared type of a path says what it can be compared with.";
    BAD_PATTERN = 131, "a pattern that reads no date", "A pattern is made of `strftime` directives that can be read back, and holds a date at least.";
    EXTENDS = 132, "a record that extends no record", "What a record extends is a record of `types:`, whose fields come before its own.";
    IDLE_WORD = 133, "a word that changes nothing", "`required: true` is about fields of lenient records, and `list:` and `object:` of an endpoint about parameters that hold some.";
    NEVER_HOLDS = 134, "a predicate that never holds", "All that is asked of one place holds at once.";

    // ---- authentication ----
    SCHEME_PARTS = 135, "schemes that cannot be combined", "`all` takes schemes that show credentials of their own, each in a header of its own; `any` takes these and `all`.";
    HEADER_NAME = 136, "a text that is no header name", "A header's name is made of letters, digits and `-`.";
    SESSION_LOGIN = 137, "a login that cannot open the session", "A session is opened by an endpoint that needs no session and takes the credentials as its required parameters.";
    SESSION_TOKEN = 138, "a token or its time that cannot be taken", "A token is a text, and its time a length like `1h` or a number of seconds in the login's reply.";
    NO_FORM = 139, "a secret without a form", "A secret that is a field of a form goes with calls that have `form:`.";

    // ---- endpoints ----
    PARAM_TYPE = 140, "a type that no parameter can hold", "Paths and headers hold single values; a query holds these and lists of them.";
    PATH_PARAM = 141, "a parameter of a path that is not in the path", "Parameters of a path stand in it in braces.";
    SAME_ROUTE = 142, "two endpoints that are one request", "The same method and path is allowed only where the parameters of the path differ in type.";
    PAGER_SEND = 143, "a pager that cannot send", "A pager sends numbers and cursors into parameters of the query, headers or fields of the body.";
    PAGER_ITEMS = 144, "a pager that finds no items", "The items are the returned list or the returned record's only list; `items:` says which where there are more.";
    PAGER_END = 145, "a pager's end that is no number and no flag", "The number of items or pages, or a flag, decides when to stop.";
    PAGER_WORD = 146, "an end that its pager cannot know", "Pages are counted where they have numbers, and a page is short where its size is known.";
    PAGER_HOST = 147, "a pager's host that is none, or gets what it must not", "A URL out of a reply leads to the vendor's own host, or to another one that `hosts:` names, which gets no credentials and no body.";
    PAGER_TAKE = 148, "a pager that takes what leads to no page", "A cursor is a text or a number, a URL is a text.";

    // ---- errors ----
    ERROR_BODY = 150, "an error body without a name", "The body of an error is a type of `types:`, so that callers can match on it.";
    KIND_WITHOUT_CODE = 151, "a kind that has no code to compare with", "A bare kind is compared with what stands at the rule's `code:`.";
    RULE_UNREACHABLE = 152, "an error rule that never matches", "The first rule that matches wins, and an earlier one always does.";

    // ---- examples ----
    SAMPLE_MISSING = 160, "a sample that is not there", "Samples are named from the head's folder.";
    SAMPLE_TYPE = 161, "a sample that does not decode", "Samples are decoded as the generated code would decode them.";
    SAMPLE_KIND = 162, "a sample that is not the error it is said to be", "The error rules decide what a reply is.";

    // ---- warnings ----
    UNUSED_TYPE = 170, "an unused type", "No endpoint, error rule or other type refers to it.";
    SECRET_IN_QUERY = 171, "a secret in a query", "URLs end up in logs; if the vendor has no other way, a `doc:` says so.";

    // ---- XML ----
    XML_UNSPOKEN = 180, "a word about XML where none is spoken", "`xml:` says how things travel in XML, and `formats:` of the head says whether anything does.";
    XML_NAME = 181, "a name that XML does not have", "Names of elements and attributes begin with a letter or `_`, and go on with letters, digits, `_`, `-` and `.`.";
    XML_FORM = 182, "a field that XML cannot carry so", "Attributes and texts hold single values that are never null; what stands bare, or names its items, is a list.";
    XML_MIXED = 183, "text among elements", "An element holds either a text or other elements; attributes can stand beside both.";
    XML_ITEM = 184, "items without a name in XML", "The items of a list are elements, whose name `item:` gives where neither their type nor `order: datacontract` has one.";
    XML_ROOT = 185, "a document without a root in XML", "A document has one root, whose name is known of records and enums, and is said elsewhere by `xml: { root: … }`.";

    // ---- codecs ----
    INSIDE_TEXT = 190, "a look into a text", "What a codec puts into a text, as JSON or by Rust, is decoded by the client alone: no path leads into it, and nothing is compared with it or fixed. No field is fixed that a pattern writes, either.";
    OWN_CODEC = 191, "a codec of the vendor's own that says too little or too much", "A codec of the vendor's own has a `pattern`, a `unix` or a `nothing`; `nothing` may stand beside a pattern, and `zone` beside one without an offset.";
    ZONE = 192, "a zone that is no fixed offset", "A zone is `UTC` or an offset like `+02:00`: names of places mean another offset in summer than in winter.";
    RUST_PATH = 193, "a path that is none of Rust", "A codec or a signature in Rust is a constant of your crate, named by its path: `crate::Money`.";

    // ---- generic types and unions ----
    GENERIC_ARGUMENT = 195, "an argument too many, or none", "A generic type stands with its argument, `Page<User>`, and only a generic type has one.";
    GENERIC_PARAMETER = 196, "a parameter that stands for nothing", "The parameter of a generic type has a name that no type has, and is used in it.";

    UNION_MEMBER = 197, "a member that a union cannot have", "Members of a union are told apart by a tag or a predicate, and are records then, or by what they are in JSON.";
    UNION_TAG = 198, "a tag that is not the member's", "What a member declares under the tag's name can hold the tag's value, and nothing else.";
    UNION_XML = 199, "a union that XML cannot tell apart", "In XML all values are texts and elements, so that a field or a predicate has to tell members apart.";
    UNION_PATH = 200, "a path on which members of a union differ", "A path through a union leads to one type, whichever of the members has the field.";
    // ---- flattened fields ----
    FLATTEN_CLASH = 201, "two fields of one name on the wire", "The fields of a flattened record stand beside those around it, so that each name is there once.";
    FLATTEN_TYPE = 202, "a field that cannot be flattened", "What is flattened is a record that is always there: its fields are what is there or absent.";
    FLATTEN_CIRCLE = 203, "a record that is flattened into itself", "The fields of a flattened record stand beside those around it, and there is an end of them.";
    FLATTEN_WORD = 204, "a word that says nothing of what is flattened", "A flattened field is nowhere on the wire, but its fields are: what travels, and what else may come, is said of them and of the record around them.";

    // ---- requests ----
    TWO_BODIES = 205, "two bodies of one request", "A request has one body: a `body:`, a `form:` or a `multipart:`.";
    OBJECT_STYLE = 206, "an object or a list that its style cannot write", "Each style of `object:` and `list:` has a form for some values alone; nothing is sent that would be read as something else.";
    MEDIA_TYPE = 207, "a media type that does not fit", "A media type names the format of what is sent: JSON or XML for values, any for bytes and text.";
    FILE_PART = 208, "words about a file where there is none", "A media type and a file's name are of parts that are files; JSON parts have a media type too.";
    REQUEST_ENVELOPE = 209, "an envelope that cannot stand around a request", "A request's envelope is JSON: it leads through names to the body, and other fields stand beside it.";
    EMPTY_DATA = 210, "data that cannot be empty", "Data that may come empty are a list or a map, or may be null.";

    // ---- hosts, traffic and jobs ----
    DURATION = 215, "not a length of time", "A length of time is a whole number and `ms`, `s`, `m`, `h` or `d`; a rate is so many in one, `10/1s`.";
    UNUSED_VAR = 216, "an unused variable", "No base URL, path, parameter or credential refers to it.";
    UNKNOWN_BASE = 217, "an unknown base URL", "`base:` of an endpoint is one of the names under `base:` of its file or of the head.";
    PARAM_FROM = 218, "a parameter that nothing can fill", "`from:` names a variable of the client, of the parameter's own type, and then nothing else fills it.";
    IDLE_PARAM = 219, "a parameter that no endpoint has", "A parameter of all paths stands in one of them at least.";
    UNKNOWN_ENDPOINT = 220, "an unknown endpoint", "A job is polled with an endpoint, and a `Location` leads to one, that stands under `endpoints:`.";
    UNKNOWN_PARAM = 221, "an unknown parameter of an endpoint", "What is handed to another endpoint is one of its parameters.";
    UNKNOWN_BUCKET = 222, "unknown limits", "`limits:` of an endpoint names a bucket under `limits:` of its file or of the head.";
    RETRY_NEVER = 223, "a retry that never happens", "What may have been carried out is sent again only if it is safe, idempotent or has a key.";
    RETRY_PAUSE = 224, "a shortest pause that is longer than the longest", "`min` of a retry is the shortest pause between two tries, and `max` the longest.";
    LIMIT_HALF = 225, "limits that say nothing, or half of something", "`burst` is a part of a `rate`, and of `remaining` and `reset` each needs the other.";
    IDEMPOTENCY = 226, "a key that cannot be sent there", "The key of a call is a text that is another one for each call: in a header, the query, a form or a field of the body.";

    // ---- streams ----
    STREAM_WORD = 230, "a word that says nothing of a stream", "A stream is read as it comes: it has no envelope, no pages and no whole reply.";
    STREAM_FORMAT = 231, "a stream in a format that has none", "The items of a stream are JSON, bytes, or the text of events.";
    ROWS = 232, "what a text or rows cannot hold", "A reply of rows is a list of records whose fields are single values; one of text is a single value.";
    CREDENTIAL_PLACE = 235, "a parameter in the place of a secret", "Where the scheme of a call shows its secret, the call has no parameter of the same name.";
    GRANT = 236, "a grant that says too little", "`oauth2` offers one grant at least, and the name and the secret of a client go together.";
    GRANT_FIELD = 237, "a field that a grant fills itself", "`fields:` of `oauth2` holds what the vendor wants beyond the grant.";
    HOOK_SIGN = 238, "a signature that proves too little", "What is signed holds the body, and the time where one is taken: the rest could be changed on the way.";
    HOOK_BODY = 239, "a body that no webhook has", "The body of a webhook is JSON, or a form of single values.";

    // ---- jobs ----
    JOB_POLL = 247, "a job that cannot be asked for", "A job is shown by an endpoint whose parameters all have a value: from the first reply, or by the spec itself.";
    JOB_DIFFERS = 248, "two descriptions of one job", "Whoever waits for a job by its id asks the endpoint that shows it, so that this one knows when it is over.";
    LOCATION = 249, "a `Location` that hands nothing over", "What a `Location` header hands over are the parameters in the path of the endpoint that it leads to.";
}
