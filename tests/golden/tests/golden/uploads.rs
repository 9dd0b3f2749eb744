//! Files that are read while they go out, over each transport: what arrives, how much of them is held, what is sent again.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use golden::requests::{BlockingClient, Client, Error};
use trunkline::File;
use trunkline::transport::Reqwest;
use trunkline_mock::{Answer, Mock, Running};

const MIB: u64 = 1 << 20;

async fn vendor() -> Running {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/requests.yaml"
    );
    let mock = Mock::from_spec(path).expect("the spec is right");
    mock.start().await.expect("it starts")
}

fn client(base: &str) -> Client {
    let builder = Client::builder().base_url(base);
    builder.build().expect("the settings hold")
}

/// A client over each async transport.
fn clients(base: &str) -> [Client; 2] {
    let reqwest = Reqwest::new(Duration::from_secs(5)).expect("a transport");
    let reqwest = Client::builder().base_url(base).transport(reqwest);
    [client(base), reqwest.build().expect("the settings hold")]
}

async fn blocking<T: Send + 'static>(
    base: impl Into<String>,
    work: impl FnOnce(BlockingClient) -> T + Send + 'static,
) -> T {
    let base = base.into();
    let work = move || {
        let builder = Client::builder().base_url(base);
        work(builder.build_blocking().expect("the settings hold"))
    };
    tokio::task::spawn_blocking(work).await.expect("it ends")
}

/// A song in a file, and two covers whose length nobody knows before.
fn parts(folder: &std::path::Path) -> (File, [File; 2]) {
    let path = folder.join("a song.mp3");
    std::fs::write(&path, b"--trunkline-boundary-0\r\n\0\xff").expect("it is written");
    let first = File::from_source(|| Ok(&b"png"[..])).name("a.png");
    let second = File::from_reader(&b"gnp"[..]).media_type("image/png");
    (File::from_path(path), [first, second])
}

fn check(vendor: &Running) {
    let sent = vendor.requests().pop().expect("a request came");
    let parts = sent.parts();
    let song = &parts[1];
    assert_eq!(song.contents, b"--trunkline-boundary-0\r\n\0\xff");
    assert_eq!(song.file_name.as_deref(), Some("a song.mp3"));
    assert_eq!(song.media_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(
        (&*parts[2].contents, &*parts[3].contents),
        (&b"png"[..], &b"gnp"[..])
    );
    assert_eq!(parts[3].media_type.as_deref(), Some("image/png"));
    assert_eq!(sent.header("transfer-encoding"), Some("chunked"));
}

#[tokio::test]
async fn parts_are_read_while_they_are_sent() {
    let vendor = vendor().await;
    let folder = tempfile::tempdir().expect("a folder");
    for client in clients(&vendor.base_url()) {
        let (song, covers) = parts(folder.path());
        let call = client.upload("title", song).covers(covers);
        call.await.expect("the mock understands it");
        check(&vendor);
    }
    let (song, covers) = parts(folder.path());
    let waited = blocking(vendor.base_url(), |client| {
        client.upload("title", song).covers(covers).send().map(drop)
    });
    waited.await.expect("the mock understands it");
    check(&vendor);
}

#[tokio::test]
async fn a_body_whose_length_is_known_says_it() {
    let vendor = vendor().await;
    let song = || File::from_source(|| Ok(&b"12345"[..])).length(4);
    let check = || {
        let sent = vendor.requests().pop().expect("a request came");
        assert_eq!(sent.header("content-length"), Some("4"));
        assert_eq!(sent.header("content-type"), Some("audio/ogg"));
        assert_eq!(sent.body, b"1234");
    };
    // The mock itself takes only what the spec says.
    for client in clients(&vendor.base_url()) {
        vendor.answer_next(Answer::new(204));
        let call = client.put_audio(1, song().media_type("audio/ogg"));
        call.await.expect("taken");
        check();
    }
    vendor.answer_next(Answer::new(204));
    let waited = blocking(vendor.base_url(), move |client| {
        client.put_audio(1, song().media_type("audio/ogg")).send()
    });
    waited.await.expect("taken");
    check();
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_from_a_broken_connection() {
    let vendor = vendor().await;
    let missing = || File::from_path("/nowhere/song.mp3");
    let short = || File::from_source(|| Ok(&b"12"[..])).length(4);
    let check = |error: Error, wanted: &str| {
        let line = error.to_string();
        let begin = "put_audio of requests: the body of the request could not be read: ";
        assert!(line.starts_with(begin), "{line}");
        assert!(line.contains(wanted), "{line}");
    };
    for client in clients(&vendor.base_url()) {
        let error = client.put_audio(1, missing()).await.expect_err("no file");
        check(error, "`/nowhere/song.mp3`: No such file");
        let error = client.put_audio(1, short()).await.expect_err("too short");
        check(error, "a file ended 2 bytes before its end");
    }
    let waited = blocking(vendor.base_url(), move |client| {
        [missing(), short()].map(|file| client.put_audio(1, file).send().expect_err("no file"))
    });
    let [first, second] = waited.await;
    check(first, "`/nowhere/song.mp3`: No such file");
    check(second, "a file ended 2 bytes before its end");
}

/// So many bytes, of which is counted how many were read.
struct Counted {
    left: u64,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        buffer[..length].fill(b'x');
        self.left -= length as u64;
        self.read.fetch_add(length as u64, Ordering::SeqCst);
        Ok(length)
    }
}

/// Takes a request in, and gives the most that was read of the body and had not arrived.
fn slow_vendor(read: Arc<AtomicU64>) -> (SocketAddr, std::thread::JoinHandle<u64>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let taking = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let (mut arrived, mut most) = (0_u64, 0_u64);
        let mut buffer = vec![0; 256 * 1024];
        loop {
            let length = stream.read(&mut buffer).expect("it is open");
            arrived += length as u64;
            most = most.max(read.load(Ordering::SeqCst).saturating_sub(arrived));
            if length == 0 || buffer[..length].ends_with(b"--\r\n") {
                break;
            }
        }
        let reply = b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{\"id\":1}";
        stream.write_all(reply).expect("it is open");
        most
    });
    (address, taking)
}

/// A large file is never held: what was read and has not arrived is little more than the sockets' buffers hold.
#[tokio::test]
async fn a_large_file_is_held_a_piece_at_a_time() {
    const SIZE: u64 = 64 * MIB;
    let upload = |read: &Arc<AtomicU64>| {
        let read = read.clone();
        let open = move || {
            Ok(Counted {
                left: SIZE,
                read: read.clone(),
            })
        };
        File::from_source(open).length(SIZE)
    };
    let mut held = Vec::new();
    for over in 0..2 {
        let read = Arc::new(AtomicU64::new(0));
        let (address, taking) = slow_vendor(read.clone());
        let client = &clients(&format!("http://{address}"))[over];
        let call = client.upload("title", upload(&read));
        call.await.expect("taken");
        held.push(taking.join().expect("it ends"));
        assert_eq!(read.load(Ordering::SeqCst), SIZE);
    }

    let read = Arc::new(AtomicU64::new(0));
    let (address, taking) = slow_vendor(read.clone());
    let file = upload(&read);
    let waited = blocking(format!("http://{address}"), |client| {
        client.upload("title", file).send().map(drop)
    });
    waited.await.expect("taken");
    for held in held.into_iter().chain([taking.join().expect("it ends")]) {
        assert!(held < 20 * MIB, "{held} bytes were read ahead");
    }
}

#[tokio::test]
async fn a_source_is_opened_once_for_each_call() {
    let vendor = vendor().await;
    let opened = Arc::new(AtomicUsize::new(0));
    let count = opened.clone();
    let song = File::from_source(move || {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(&b"la"[..])
    });
    let call = client(&vendor.base_url()).put_audio(1, song);
    assert_eq!(opened.load(Ordering::SeqCst), 0);
    for times in 1..3 {
        call.clone().await.expect("taken");
        assert_eq!(opened.load(Ordering::SeqCst), times);
    }
}
