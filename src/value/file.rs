//! A file that is sent as a part of a body.

use std::fmt;

use bytes::Bytes;

/// A file that is sent as a part of a `multipart` body: its contents, and where the caller knows them its name and
/// media type.
///
/// What is not said is as in the spec, and where this says nothing either, as browsers do: the name `blob`, the media
/// type `application/octet-stream`. `Debug` shows the length of the contents, not the contents.
///
/// ```
/// use trunkline::File;
///
/// let song = File::new(vec![0x49, 0x44, 0x33]).name("song.mp3").media_type("audio/mpeg");
/// let note = File::from("just some text");
/// assert_eq!(song.bytes().len(), 3);
/// assert!(!format!("{note:?}").contains("some"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: Option<String>,
    media_type: Option<String>,
    bytes: Bytes,
}

impl File {
    /// A file with these contents.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            name: None,
            media_type: None,
            bytes: bytes.into(),
        }
    }

    /// Gives it a name, as `song.mp3`. Any text is a name; quotes and line breaks travel escaped.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Gives it a media type, as `audio/mpeg`. One that no header can carry is an error when the call is sent.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Its contents.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    pub(crate) fn own_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub(crate) fn own_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("length", &self.bytes.len())
            .finish()
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<&'static [u8]> for File {
    fn from(bytes: &'static [u8]) -> Self {
        Self::new(bytes)
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&'static str> for File {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}
