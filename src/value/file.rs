//! A file that is sent as a body or as a part of one.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::transport::{Opened, Payload, Stretch};

/// A file that is sent, as a part of a `multipart` body or as a body of its own: its contents, and where the caller
/// knows them its name and media type.
///
/// Contents that are in memory are sent from there. Others are read while they go out, a piece at a time, however
/// large the file is: those of a [path](Self::from_path) and of a [source](Self::from_source) anew for each try of the
/// call, those of a [reader](Self::from_reader) once, so that such a call is never tried again.
///
/// What is not said is as in the spec, and where this says nothing either, as browsers do: the name `blob`, the media
/// type `application/octet-stream`. `Debug` shows the length of the contents, not the contents.
///
/// ```
/// use trunkline::File;
///
/// let song = File::new(vec![0x49, 0x44, 0x33]).name("song.mp3").media_type("audio/mpeg");
/// let note = File::from("just some text");
/// assert_eq!(song.bytes().map(|bytes| bytes.len()), Some(3));
/// assert!(!format!("{note:?}").contains("some"));
///
/// // Nothing is opened before the call is sent.
/// let film = File::from_path("films/film.mp4").media_type("video/mp4");
/// assert!(film.bytes().is_none());
/// ```
#[derive(Clone)]
pub struct File {
    name: Option<String>,
    media_type: Option<String>,
    contents: Contents,
}

#[derive(Clone)]
enum Contents {
    Bytes(Bytes),
    Source(Arc<Source>),
}

/// Contents that are read while they are sent.
pub(crate) struct Source {
    from: Origin,
    length: Option<u64>,
}

enum Origin {
    Path(PathBuf),
    Open(Box<dyn Fn() -> io::Result<Reader> + Send + Sync>),
    Once(Mutex<Option<Reader>>),
    /// Another source, of which more is known.
    Known(Arc<Source>),
}

type Reader = Box<dyn Read + Send>;

impl File {
    /// A file with these contents.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(Contents::Bytes(bytes.into()))
    }

    /// The file at a path, whose last part is its name unless [`name`](Self::name) says another. It is opened when the
    /// call is sent, and anew for each try.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            name,
            ..Self::streamed(Origin::Path(path.to_owned()))
        }
    }

    /// What `open` gives, which is asked for each try of the call and begins at the beginning each time.
    ///
    /// Reading blocks: in the async mode a thread for blocking work does it. Say with [`length`](Self::length) how much
    /// it is, where that is known: some vendors take no body whose length they are not told before.
    ///
    /// ```
    /// use trunkline::File;
    ///
    /// let zeros = File::from_source(|| Ok(std::io::Read::take(std::io::repeat(0), 1 << 30))).length(1 << 30);
    /// assert_eq!(format!("{zeros:?}"), "File { name: None, media_type: None, length: Some(1073741824) }");
    /// ```
    pub fn from_source<R: Read + Send + 'static>(
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        let open = move || open().map(|reader| Box::new(reader) as Reader);
        Self::streamed(Origin::Open(Box::new(open)))
    }

    /// What this reader gives, once: a call with such a file is never tried again.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::streamed(Origin::Once(Mutex::new(Some(Box::new(reader)))))
    }

    fn streamed(from: Origin) -> Self {
        Self::of(Contents::Source(Arc::new(Source { from, length: None })))
    }

    fn of(contents: Contents) -> Self {
        Self {
            name: None,
            media_type: None,
            contents,
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

    /// Says how many bytes a streamed file has; no more are sent, and fewer are an error. What is in memory has the
    /// length that it has.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if let Contents::Source(source) = self.contents {
            self.contents = Contents::Source(Arc::new(Source {
                from: Origin::Known(source),
                length: Some(bytes),
            }));
        }
        self
    }

    /// Its contents, where they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.contents {
            Contents::Bytes(bytes) => Some(bytes),
            Contents::Source(_) => None,
        }
    }

    /// Its contents, to be sent.
    pub(crate) fn stretch(&self) -> Stretch {
        match &self.contents {
            Contents::Bytes(bytes) => Stretch::Bytes(bytes.clone()),
            Contents::Source(source) => Stretch::Source(source.clone()),
        }
    }

    /// Its contents, as a whole body.
    pub(crate) fn payload(&self) -> Payload {
        match self.stretch() {
            Stretch::Bytes(bytes) => Payload::from(bytes),
            source @ Stretch::Source(_) => Payload::streamed([source]),
        }
    }

    /// Whether it can be sent more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.contents {
            Contents::Bytes(_) => true,
            Contents::Source(source) => source.is_repeatable(),
        }
    }

    pub(crate) fn own_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub(crate) fn own_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl Source {
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.from {
            Origin::Path(_) | Origin::Open(_) => true,
            Origin::Once(_) => false,
            Origin::Known(source) => source.is_repeatable(),
        }
    }

    /// Begins to read it, from its beginning.
    pub(crate) fn open(&self) -> io::Result<Opened> {
        let mut left = self.length;
        let reader: Reader = match &self.from {
            Origin::Path(path) => {
                let opened = std::fs::File::open(path).and_then(|file| {
                    let known = file.metadata()?;
                    // A pipe or a device has no length before its end.
                    left = left.or(known.is_file().then_some(known.len()));
                    Ok(file)
                });
                Box::new(opened.map_err(|error| {
                    io::Error::new(error.kind(), format!("`{}`: {error}", path.display()))
                })?)
            }
            Origin::Open(open) => open()?,
            Origin::Once(reader) => {
                let mut reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
                let read = || io::Error::other("it was read, and can be read only once");
                reader.take().ok_or_else(read)?
            }
            Origin::Known(source) => source.open()?.reader,
        };
        Ok(Opened { left, reader })
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = match &self.contents {
            Contents::Bytes(bytes) => Some(bytes.len() as u64),
            Contents::Source(source) => source.length,
        };
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("length", &length)
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
