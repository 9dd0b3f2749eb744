//! Looking ahead in a document, and what of a union's record is not the member's.

use super::JsonReader;
use crate::shape::{ReadError, Reader};

/// How far a document may be looked ahead in besides its own length several times, in bytes.
const FREE: usize = 256 << 20;

/// What is known of the reader's way.
pub(super) struct Ahead {
    /// How many bytes may still be read ahead: unions that stand in each other look at the same bytes again and again.
    left: usize,
    /// Fields that are passed over, by the depth of their records.
    passed: Vec<(usize, &'static str)>,
}

impl Ahead {
    pub(super) fn new(length: usize) -> Self {
        Self {
            left: FREE.saturating_add(length.saturating_mul(4)),
            passed: Vec::new(),
        }
    }
}

impl JsonReader<'_> {
    pub(super) fn ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let (from, start, depth, fresh) = (self.scan.at, self.start, self.depth, self.fresh);
        let outcome = probe(self);
        let to = self.scan.at;
        (self.scan.at, self.start, self.depth, self.fresh) = (from, start, depth, fresh);
        outcome?;
        match self.ahead.left.checked_sub(to.saturating_sub(from)) {
            Some(left) => self.ahead.left = left,
            None => {
                let what = "what says which member of a union a value is comes too late, too often: \
                            the limit of this client on looking ahead is reached";
                return Err(ReadError::broken(what).here(self));
            }
        }
        Ok(())
    }

    pub(super) fn pass(&mut self, name: Option<&'static str>) {
        match name {
            Some(name) => self.ahead.passed.push((self.depth + 1, name)),
            None => {
                self.ahead.passed.pop();
            }
        }
    }

    /// Whether the key of the record at hand, which its shape does not have, is passed over.
    pub(super) fn is_passed(&self) -> bool {
        let mut passed = self.ahead.passed.iter().rev();
        passed.any(|(depth, name)| *depth == self.depth && *name == self.unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_ahead_again_and_again_comes_to_an_end() {
        let mut reader = JsonReader::new(b"[1,2,3]").expect("UTF-8");
        assert_eq!(reader.ahead.left, FREE + 4 * 7);
        reader.ahead.left = 2 * 7;
        let mut look = || reader.look_ahead(&mut |ahead| ahead.skip());
        assert!(look().is_ok() && look().is_ok());
        let error = look().expect_err("it was read often enough").to_string();
        assert!(error.contains("the limit of this client"), "{error}");
    }
}
