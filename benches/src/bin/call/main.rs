//! `cargo run --release --bin call SUBJECT CALLS`: so many calls, one after the other, over a warm
//! connection to a server of this machine; each asks for one user of 40 fields, about 2 KB, with a token and a parameter.
//!
//! The server is a process of its own, so that nothing of it is counted: run it under
//! `valgrind --tool=callgrind --callgrind-out-file=/dev/null` with two numbers of calls, and divide the difference. It
//! prints how many calls there were, and no more.

#[cfg(feature = "peers")]
mod by_hand;
mod ours;
#[cfg(feature = "peers")]
mod progenitor;
mod server;
#[cfg(feature = "peers")]
mod user;

/// What a subject gives: its calls, all of them.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// What each call says.
const TOKEN: &str = "s3cret-token-of-a-user";
const ID: i64 = 4711;
const EXPAND: &str = "address, tags & labels";

fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let subject = arguments.next().unwrap_or_else(|| "hyper".to_owned());
    if subject == server::WORD {
        return Ok(server::serve()?);
    }
    let calls = arguments.next().map_or(Ok(1000), |text| text.parse())?;
    let server = server::Process::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build()?;
    let host = &server.host;
    runtime.block_on(async {
        match subject.as_str() {
            "hyper" => ours::user(ours::on_hyper(host)?, calls).await,
            "hyper-raw" => ours::raw(ours::on_hyper(host)?, calls).await,
            #[cfg(feature = "peers")]
            "reqwest" => ours::user(ours::on_reqwest(host)?, calls).await,
            #[cfg(feature = "peers")]
            "reqwest-raw" => ours::raw(ours::on_reqwest(host)?, calls).await,
            #[cfg(feature = "peers")]
            "reqwest-by-hand" => by_hand::reqwest(host, calls).await,
            #[cfg(feature = "peers")]
            "hyper-by-hand" => by_hand::hyper(host, calls).await,
            #[cfg(feature = "peers")]
            "hyper-by-hand-raw" => by_hand::hyper_raw(host, calls).await,
            #[cfg(feature = "peers")]
            "progenitor" => progenitor::calls(host, calls).await,
            other => {
                Err(format!("there is no subject `{other}`, or it takes `--features peers`").into())
            }
        }
    })?;
    println!("{calls}");
    Ok(())
}
