//! A server that says the same to everybody, in a process of its own: nothing in, its address out.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::{env, io, thread};

/// What this program is called with to serve.
pub const WORD: &str = "serve";

const USER: &str = include_str!("user.json");

/// A server that is running. It ends with its input, which is this process.
pub struct Process {
    child: Child,
    /// Where it listens.
    pub host: String,
}

impl Process {
    /// Starts it and waits until it listens.
    pub fn start() -> io::Result<Self> {
        let program = Command::new(env::current_exe()?)
            .arg(WORD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = program?;
        let mut host = String::new();
        let said = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        BufReader::new(said).read_line(&mut host)?;
        let host = host.trim().to_owned();
        Ok(Self { child, host })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        _ = self.child.wait();
    }
}

/// Listens until its input ends.
pub fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    io::stdin().read_to_end(&mut Vec::new()).map(drop)
}

/// Answers each head of a request, as long as there is one.
fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ndate: Sun, 22 Nov 2026 12:00:00 GMT\r\n\
         x-request-id: 7f3c9a52\r\ncontent-length: {}\r\n\r\n{USER}",
        USER.len()
    );
    let mut heads = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    while heads.read_line(&mut line)? > 0 {
        if line == "\r\n" {
            stream.write_all(reply.as_bytes())?;
        }
        line.clear();
    }
    Ok(())
}
