//! A connection in; the same out, which says whether who answers on it is a proxy that wants whole URLs.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};

use crate::hops::Stream;

/// A connection on which an origin can be talked to.
pub(crate) struct Hop {
    stream: Stream,
    is_proxy: bool,
}

impl Hop {
    /// To the origin itself, or through a tunnel.
    pub(crate) fn straight(stream: Stream) -> Self {
        Self {
            stream,
            is_proxy: false,
        }
    }

    /// To a proxy that asks the origin.
    pub(crate) fn asking(stream: Stream) -> Self {
        Self {
            stream,
            is_proxy: true,
        }
    }

    fn stream(self: Pin<&mut Self>) -> Pin<&mut Stream> {
        Pin::new(&mut self.get_mut().stream)
    }
}

impl Connection for Hop {
    /// Without the addresses, which hyper-util would put into each reply.
    fn connected(&self) -> Connected {
        let plain = Connected::new().proxy(self.is_proxy);
        match self.stream.connected().is_negotiated_h2() {
            true => plain.negotiated_h2(),
            false => plain,
        }
    }
}

impl Read for Hop {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream().poll_read(context, buffer)
    }
}

impl Write for Hop {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write_vectored(context, slices)
    }
}
