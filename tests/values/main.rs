//! Values by their shape, from JSON and XML and back, with records written by hand as generated code has them.

mod codecs;
mod dates;
mod differential;
mod hostile;
mod properties;
mod records;
#[cfg(feature = "xml")]
mod samples;
#[cfg(feature = "serde")]
mod serde;
mod shown;
mod texts;
#[cfg(feature = "xml")]
mod xml;
