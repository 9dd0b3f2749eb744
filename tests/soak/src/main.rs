//! Many calls at once, for a long time, to a vendor that goes wrong in every way that it knows: the time to run for
//! in, figures out, and an exit code of 1 where something is not as it must be.
//!
//! ```sh
//! cargo run --release -p soak                    # ten minutes
//! cargo run -p soak -- 10                        # ten seconds
//! ```
//!
//! The vendor runs in a process of its own, so that memory and sockets are those of the clients alone.

mod load;
mod tally;
mod usage;
mod vendor;

use std::time::{Duration, Instant};

use tally::Tally;
use usage::Usage;

/// Gives the module `storm` with the client.
#[derive(Debug, trunkline::Vendor)]
#[vendor(spec = "specs/storm.yaml")]
pub struct Storm;

/// How long it runs where nobody says it, in seconds.
const SECONDS: u64 = 600;

type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

fn main() -> Outcome {
    let wish = std::env::args().nth(1);
    if wish.as_deref() == Some(vendor::WORD) {
        return vendor::serve();
    }
    let seconds = wish.map_or(Ok(SECONDS), |text| text.parse())?;
    soak(Duration::from_secs(seconds))
}

fn soak(time: Duration) -> Outcome {
    let mut vendor = vendor::Process::start()?;
    let tally = Tally::default();
    // What the first runtime of a program opens for good, as for signals where another crate asks for them, is no leak.
    drop(tokio::runtime::Runtime::new()?);
    let mut usage = Usage::begin()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let until = Instant::now() + time;
    let load = load::Load::start(&runtime, &vendor, &tally, until)?;
    while Instant::now() < until {
        std::thread::sleep(time.div_f64(60.0).min(Duration::from_secs(1)));
        usage.sample()?;
    }
    load.finish(&runtime)?;
    drop(runtime);
    let figures = vendor.finish()?;

    println!(
        "{} seconds, {} calls at once",
        time.as_secs(),
        load::AT_ONCE
    );
    println!("{tally}");
    println!("{figures}");
    println!("{usage}");
    let mut problems = tally.problems();
    problems.extend(figures.problems(&tally));
    problems.extend(usage.problems()?);
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems.join("; ").into()),
    }
}
