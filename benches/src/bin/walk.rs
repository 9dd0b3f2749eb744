//! `walk hyper|prefetch|reqwest|by-hand`: reads 100,000 records from 1,000 pages of a server that takes 2 ms for each, and
//! shows a sum over them; `walk serve` is that server, which says its port and runs until it is killed.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use trunkline::Items;
use trunkline::transport::{Hyper, Reqwest, Transport, TransportError};
use trunkline_benches::page::{self, Page};
use trunkline_benches::subject::ours::{Auth, Client, User, Vendor};

const PAGES: i64 = 1_000;
const A_PAGE: i64 = 100;

/// What stands in a page where its query does.
const NAME: &str = "????????????????????????";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let who = args.next().unwrap_or_default();
    if who == "serve" {
        return serve();
    }
    let host = args.next().ok_or("the host of the server is missing")?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let sum = runtime.block_on(async {
        match &*who {
            "hyper" => sum(users(&host, hyper()?)?).await,
            "prefetch" => sum(users(&host, hyper()?)?.prefetch()).await,
            "reqwest" => sum(users(&host, reqwest()?)?).await,
            "by-hand" => by_hand(&host).await,
            _ => Err("say who walks: hyper, prefetch, reqwest or by-hand".into()),
        }
    })?;
    println!("{sum}");
    Ok(())
}

fn users(host: &str, over: impl Transport) -> Result<Items<User, Vendor>, Box<dyn Error>> {
    let client = Client::builder()
        .base_url(format!("http://{host}"))
        .auth(Auth::token("secret"))
        .transport(over)
        .build()?;
    Ok(client.list_users().items())
}

fn hyper() -> Result<Hyper, TransportError> {
    Hyper::builder().build()
}

fn reqwest() -> Result<Reqwest, TransportError> {
    Reqwest::new(Duration::from_secs(10))
}

async fn sum(mut users: Items<User, Vendor>) -> Result<i64, Box<dyn Error>> {
    let mut sum = 0;
    while let Some(user) = users.try_next().await? {
        sum += user.user_id;
    }
    Ok(sum)
}

async fn by_hand(host: &str) -> Result<i64, Box<dyn Error>> {
    let client = reqwest::Client::new();
    let (mut sum, mut seen, mut number) = (0, 0, 1);
    loop {
        let reply = client
            .get(format!("http://{host}/users"))
            .query(&[("page", number)])
            .bearer_auth("secret")
            .send()
            .await?
            .error_for_status()?;
        let page: Page = reply.json().await?;
        seen += page.items.len() as i64;
        sum += page.items.iter().map(|user| user.user_id).sum::<i64>();
        if page.items.is_empty() || seen >= page.total {
            return Ok(sum);
        }
        number += 1;
    }
}

/// All pages are the same but for a name, which is what a page is asked for by: what a server makes of it is not
/// measured, and a walk that saw the same page again would be over.
fn serve() -> Result<(), Box<dyn Error>> {
    let mut page = Page {
        total: PAGES * A_PAGE,
        items: (0..A_PAGE).map(page::user).collect(),
    };
    page.items[0].nickname = Some(NAME.to_owned());
    let body = serde_json::to_string(&page)?;
    let length = body.len();
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    let reply: Arc<str> = reply.into();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let (stream, reply) = (stream?, Arc::clone(&reply));
        std::thread::spawn(move || answer(&stream, &reply));
    }
    Ok(())
}

/// Answers what comes over one connection until its end.
fn answer(mut stream: &TcpStream, reply: &str) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (before, after) = reply.split_once(NAME).unwrap_or((reply, ""));
    let mut lines = BufReader::new(stream).lines();
    let mut query = String::new();
    while let Some(line) = lines.next().transpose()? {
        if let Some((_, asked)) = line.split_once('?') {
            query = asked.split(' ').next().unwrap_or_default().to_owned();
        }
        if line.is_empty() {
            std::thread::sleep(Duration::from_millis(2));
            let width = NAME.len();
            stream.write_all(format!("{before}{query:.<width$}{after}").as_bytes())?;
        }
    }
    Ok(())
}
