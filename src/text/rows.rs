//! A body of rows comes in (commas, `|` or tabs between their cells), a list of records goes out.

use std::borrow::Cow;
use std::ops::Range;

use super::TextReader;
use crate::shape::{ABSENT, Field, Found, Key, Kind, Place, ReadError, Reader, Shape, Wanted};
use crate::value::Json;

/// How a body without structure is read.
#[derive(Debug)]
pub struct Rows {
    /// How the whole is read.
    pub field: Field,
    /// What it is cut into.
    pub cells: Cells,
}

/// What a body without structure is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Nothing: it is one text.
    Text,
    /// Rows with this between their cells, which fill the fields of a record in order.
    Ordered(char),
    /// The same, and the first row names the fields.
    Named(char),
}

/// Reads rows. Empty ones are no rows; where a value may be absent or null, an empty cell is.
///
/// Between commas, a cell may stand in quotes as RFC 4180 says; other signs have no quotes.
#[derive(Clone)]
pub(crate) struct RowReader<'b> {
    text: &'b str,
    sign: char,
    /// Where the next row begins.
    next: usize,
    names: Option<Vec<Cow<'b, str>>>,
    cells: Vec<(Range<usize>, Cow<'b, str>)>,
    /// The cell at hand.
    at: usize,
    inside: Inside,
    unknown: String,
}

/// Reads a body by the function that knows its type.
pub(crate) fn read_rows<T>(
    body: &[u8],
    rows: &Rows,
    read: impl Fn(&mut dyn Reader, &Field) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let at = Place::find(body, error.valid_up_to());
        ReadError::broken("the text is not UTF-8").at(Some(at))
    })?;
    match RowReader::new(text, rows.cells) {
        Some(mut reader) => read(&mut reader, &rows.field),
        None => read(&mut TextReader::new(text), &rows.field),
    }
}

/// What the reader stands in.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Body,
    List,
    Row,
}

impl<'b> RowReader<'b> {
    /// Reads a body that is cut so; nothing where it is one text.
    pub(crate) fn new(body: &'b str, cells: Cells) -> Option<Self> {
        let (sign, is_named) = match cells {
            Cells::Text => return None,
            Cells::Ordered(sign) => (sign, false),
            Cells::Named(sign) => (sign, true),
        };
        let mut reader = Self {
            text: body.strip_prefix('\u{feff}').unwrap_or(body),
            sign,
            next: 0,
            names: None,
            cells: Vec::new(),
            at: 0,
            inside: Inside::Body,
            unknown: String::new(),
        };
        if is_named {
            reader.cut();
            let names = std::mem::take(&mut reader.cells).into_iter();
            reader.names = Some(names.map(|(_, name)| name).collect());
        }
        Some(reader)
    }

    /// Cuts the next row that is not empty; there is none where it has no cells then.
    fn cut(&mut self) {
        self.cells.clear();
        self.at = 0;
        while self.cells.is_empty() && self.next < self.text.len() {
            self.row();
            let is_empty = matches!(&self.cells[..], [(_, one)] if one.is_empty());
            if is_empty {
                self.cells.clear();
            }
        }
    }

    fn row(&mut self) {
        loop {
            let (start, cell) = (self.next, self.cell());
            self.cells.push((start..self.next, cell));
            let rest = &self.text[self.next..];
            if rest.starts_with(self.sign) {
                self.next += self.sign.len_utf8();
                continue;
            }
            let end = ["\r\n", "\n", "\r"];
            let end = end.iter().find(|end| rest.starts_with(**end));
            self.next += end.map_or(0, |end| end.len());
            return;
        }
    }

    /// The next cell, up to what ends it. Text behind a closing quote belongs to the cell.
    fn cell(&mut self) -> Cow<'b, str> {
        let rest = &self.text[self.next..];
        let is_end = |c: char| c == self.sign || c == '\n' || c == '\r';
        let Some(quoted) = rest.strip_prefix('"').filter(|_| self.sign == ',') else {
            let length = rest.find(is_end).unwrap_or(rest.len());
            self.next += length;
            return Cow::Borrowed(&rest[..length]);
        };
        let (mut cell, mut left) = (String::new(), quoted);
        loop {
            let (inner, after) = left.split_once('"').unwrap_or((left, ""));
            cell.push_str(inner);
            match after.strip_prefix('"') {
                Some(more) => {
                    cell.push('"');
                    left = more;
                }
                None => {
                    let length = after.find(is_end).unwrap_or(after.len());
                    cell.push_str(&after[..length]);
                    self.next = self.text.len() - after.len() + length;
                    return Cow::Owned(cell);
                }
            }
        }
    }

    fn here(&self) -> &str {
        self.cells.get(self.at).map_or("", |(_, cell)| cell)
    }

    fn scalar(&self) -> TextReader<'_> {
        TextReader::new(match self.inside {
            Inside::Row => self.here(),
            Inside::Body | Inside::List => self.text,
        })
    }

    fn no<T>(&self, wanted: Wanted) -> Result<T, ReadError> {
        Err(ReadError::wrong(Found::text(self.here()), wanted).at(self.place(self.offset())))
    }

    fn placed<T>(&self, read: Result<T, ReadError>) -> Result<T, ReadError> {
        read.map_err(|error| error.at(self.place(self.offset())))
    }
}

impl Reader for RowReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        Ok(match self.inside {
            Inside::Body => Kind::List,
            Inside::List => Kind::Record,
            Inside::Row => Kind::Text,
        })
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        Ok(self.inside == Inside::Row && self.here().is_empty())
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        self.placed(self.scalar().int())
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        self.placed(self.scalar().float())
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        self.placed(self.scalar().bool())
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        match self.inside {
            Inside::Row => Ok(self.here()),
            Inside::Body | Inside::List => self.no(Wanted::Text),
        }
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        match crate::value::is_number(self.here()) {
            true => Ok(self.here()),
            false => self.no(Wanted::Number),
        }
    }

    fn decimal(&mut self) -> Result<&str, ReadError> {
        self.text()
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        Ok(self.inside == Inside::Row && texts.contains(&self.here()))
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), ReadError> {
        match self.inside {
            Inside::Body => {
                self.inside = Inside::List;
                Ok(())
            }
            Inside::List | Inside::Row => self.no(Wanted::List),
        }
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        self.inside = Inside::List;
        self.cut();
        if self.cells.is_empty() {
            self.inside = Inside::Body;
        }
        Ok(!self.cells.is_empty())
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        match self.inside {
            Inside::List => {
                self.inside = Inside::Row;
                // The first field is at hand when it is asked for.
                self.at = usize::MAX;
                Ok(())
            }
            Inside::Body | Inside::Row => self.no(Wanted::Record),
        }
    }

    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        loop {
            self.at = self.at.wrapping_add(1);
            if self.at >= self.cells.len() {
                self.inside = Inside::List;
                return Ok(Key::End);
            }
            let index = match &self.names {
                Some(names) => match names.get(self.at) {
                    Some(name) => shape.find(name, hint),
                    None => continue,
                },
                None => Some(self.at).filter(|at| *at < shape.fields().len()),
            };
            match index {
                Some(index) => {
                    let field = &shape.fields()[index];
                    if !(self.here().is_empty() && field.has(ABSENT)) {
                        return Ok(Key::Field(index));
                    }
                }
                None => {
                    let name = self.names.as_ref().and_then(|names| names.get(self.at));
                    if let Some(name) = name {
                        self.unknown = name.clone().into_owned();
                        return Ok(Key::Unknown);
                    }
                }
            }
        }
    }

    fn key(&self) -> &str {
        &self.unknown
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        self.at = self.at.wrapping_add(1);
        let is_cell = self.at < self.cells.len();
        match self.names.as_ref().and_then(|names| names.get(self.at)) {
            Some(name) if is_cell => Ok(Some(name)),
            _ => {
                self.inside = Inside::List;
                Ok(None)
            }
        }
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        let text = |(_, cell): &(Range<usize>, Cow<'_, str>)| Json::from(&**cell);
        Ok(match (self.inside, &self.names) {
            (Inside::Row, _) => Json::from(self.here()),
            (_, None) => Json::List(self.cells.iter().map(text).collect()),
            (_, Some(names)) => {
                let names = names.iter().map(|name| name.clone().into_owned());
                Json::Object(names.zip(self.cells.iter().map(text)).collect())
            }
        })
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        Ok(())
    }

    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        probe(&mut self.clone())
    }

    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        ReadError::wrong(Found::text(self.here()), wanted).at(self.place(self.offset()))
    }

    fn offset(&self) -> usize {
        self.cells
            .get(self.at)
            .map_or(self.next, |(range, _)| range.start)
    }

    fn place(&self, offset: usize) -> Option<Place> {
        Some(Place::find(self.text.as_bytes(), offset))
    }

    fn untyped(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(body: &str, cells: Cells) -> Vec<Vec<String>> {
        let mut reader = RowReader::new(body, cells).expect("there are rows");
        let mut rows = Vec::new();
        while reader.next_item().expect("it never fails") {
            let row = reader
                .cells
                .iter()
                .map(|(_, cell)| cell.clone().into_owned());
            rows.push(row.collect());
        }
        rows
    }

    #[test]
    fn rows_are_cut_as_rfc_4180_says() {
        let cases: &[(&str, char, &[&[&str]])] = &[
            ("a,b\r\nc,d\r\n", ',', &[&["a", "b"], &["c", "d"]]),
            ("a,b\n\n\r\nc,", ',', &[&["a", "b"], &["c", ""]]),
            (
                "\"a,\"\"b\"\"\nc\",\"\"\n,x",
                ',',
                &[&["a,\"b\"\nc", ""], &["", "x"]],
            ),
            ("\"a\"b,c\"d\"", ',', &[&["ab", "c\"d\""]]),
            ("\"open, \nend", ',', &[&["open, \nend"]]),
            ("\u{feff}é|\"|ü\ra", '|', &[&["é", "\"", "ü"], &["a"]]),
            ("a\tb c\t\n", '\t', &[&["a", "b c", ""]]),
            ("", ',', &[]),
            ("\n\n", ',', &[]),
        ];
        for (body, sign, wanted) in cases {
            assert_eq!(cells(body, Cells::Ordered(*sign)), *wanted, "{body:?}");
        }
        assert_eq!(cells("x,y\n1,2", Cells::Named(',')), [["1", "2"]]);
    }
}
