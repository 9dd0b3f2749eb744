//! Who calls: clients in both modes in, calls until the time is over out, each with a value that is right or a typed
//! error.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use trunkline::transport::Reqwest;
use trunkline::{Async, Blocking};

use crate::storm::{Auth, Client, ClientBuilder, Error, Format, User, Vendor};
use crate::tally::Tally;
use crate::vendor::Process;
use crate::{Outcome, Storm};

/// How many users the vendor has: a few pages of them.
pub(crate) const USERS: u64 = 90;
/// How many clients there are, each with a token of its own.
pub(crate) const CLIENTS: u64 = 3;
/// How many calls are under way at once.
pub(crate) const AT_ONCE: usize = TASKS + THREADS;
/// … of which so many are awaited,
const TASKS: usize = 56;
/// … and so many block.
const THREADS: usize = 8;
/// A call that takes longer is lost, whatever its own time says.
const LOST: Duration = Duration::from_secs(30);
/// How often a walk is resumed.
const RESUMED: usize = 20;

/// What all who call have.
#[derive(Clone)]
struct Caller {
    tally: Tally,
    secrets: Arc<[String; 3]>,
    until: Instant,
}

/// Calls that are under way.
pub(crate) struct Load {
    tasks: Vec<JoinHandle<()>>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

fn builder(vendor: &Process) -> ClientBuilder {
    Storm::builder()
        .base_url(&vendor.url)
        .auth(Auth::admin(&*vendor.user, &*vendor.password))
        .auth(Auth::key(&*vendor.key))
        .max_body(1024 * 1024)
        .timeout(Duration::from_secs(10))
}

impl Load {
    pub(crate) fn start(
        runtime: &Runtime,
        vendor: &Process,
        tally: &Tally,
        until: Instant,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let caller = Caller {
            tally: tally.clone(),
            secrets: Arc::new([&vendor.user, &vendor.password, &vendor.key].map(Clone::clone)),
            until,
        };
        let client = builder(vendor).build()?;
        let reqwest = Reqwest::new(Duration::from_secs(5))?;
        let reqwest = builder(vendor).transport(reqwest).build()?;
        let blocking = builder(vendor).build_blocking()?;
        let tasks = (0..TASKS).map(|number| {
            let over = if number % 2 == 0 { &client } else { &reqwest };
            let (client, caller) = (over.clone(), caller.clone());
            runtime.spawn(async move { caller.calls(&client, number).await })
        });
        let threads = (0..THREADS).map(|number| {
            let (client, caller) = (blocking.clone(), caller.clone());
            std::thread::spawn(move || caller.calls_blocking(&client, number))
        });
        Ok(Self {
            tasks: tasks.collect(),
            threads: threads.collect(),
        })
    }

    /// Waits for the calls under way.
    pub(crate) fn finish(self, runtime: &Runtime) -> Outcome {
        for task in self.tasks {
            runtime.block_on(task)?;
        }
        for thread in self.threads {
            thread
                .join()
                .map_err(|_| "a thread that called has panicked")?;
        }
        Ok(())
    }
}

/// What is called in turn.
enum Work {
    Get(i64, Format),
    Add(String),
    Replace(i64, String),
    Page,
    WalkByOffset(Format),
    WalkByCursor(Format),
}

fn work(turn: usize) -> Work {
    let id = i64::try_from(turn % 90).unwrap_or_default() + 1;
    let format = match turn % 2 {
        0 => Format::Json,
        _ => Format::Xml,
    };
    match turn / 2 % 6 {
        0 => Work::Get(id, format),
        1 => Work::Add(format!("user & <{turn}>")),
        2 => Work::Replace(id, format!("user {turn}")),
        3 => Work::Page,
        4 => Work::WalkByOffset(format),
        _ => Work::WalkByCursor(format),
    }
}

impl Work {
    fn begins(&self, tally: &Tally) {
        match self {
            // Each attempt of a walk is counted by itself.
            Self::WalkByOffset(_) | Self::WalkByCursor(_) => {}
            Self::Get(..) | Self::Add(_) | Self::Replace(..) | Self::Page => tally.begin(),
        }
    }
}

impl Caller {
    async fn calls(self, client: &Client<Async>, number: usize) {
        let mut turn = number;
        while Instant::now() < self.until {
            turn += 1;
            let work = work(turn);
            work.begins(&self.tally);
            let called = match work {
                Work::Get(id, format) => {
                    let call = client.get_user(id).format(format).send();
                    self.in_time(async { self.found(id, call.await) }).await
                }
                Work::Add(name) => {
                    self.in_time(async { self.ended(client.add_user(name).await) })
                        .await
                }
                Work::Replace(id, name) => {
                    let call = client.replace_user(id, name).send();
                    self.in_time(async { self.ended(call.await) }).await
                }
                Work::Page => {
                    self.in_time(async { self.ended(client.count_users().await) })
                        .await
                }
                Work::WalkByOffset(format) => {
                    let walk = client.count_users().format(format).items();
                    self.walked(walk).await
                }
                Work::WalkByCursor(format) => {
                    let walk = client.lead_users().format(format).items().prefetch();
                    self.walked(walk).await
                }
            };
            if called.is_none() {
                self.tally
                    .wrong(format!("the call of turn {turn} did not end"));
            }
        }
    }

    /// Nothing where a call takes longer than any may.
    async fn in_time(&self, call: impl Future<Output = ()>) -> Option<()> {
        tokio::time::timeout(LOST, call).await.ok()
    }

    /// Each page of a walk has its own time.
    async fn walked(&self, mut walk: trunkline::Items<User, Vendor>) -> Option<()> {
        let mut seen = Seen::begin(self);
        loop {
            match tokio::time::timeout(LOST, walk.try_next()).await {
                Ok(Ok(Some(user))) => seen.item(&user),
                Ok(Ok(None)) => {
                    seen.end();
                    return Some(());
                }
                Ok(Err(error)) if seen.goes_on_after(&error) => walk.resume(),
                Ok(Err(_)) => return Some(()),
                Err(_) => return None,
            }
        }
    }

    fn calls_blocking(self, client: &Client<Blocking>, number: usize) {
        let mut turn = number;
        while Instant::now() < self.until {
            turn += 1;
            let work = work(turn);
            work.begins(&self.tally);
            match work {
                Work::Get(id, format) => {
                    let call = client.get_user(id).format(format);
                    self.found(id, call.send());
                }
                Work::Add(name) => self.ended(client.add_user(name).send()),
                Work::Replace(id, name) => self.ended(client.replace_user(id, name).send()),
                Work::Page => self.ended(client.count_users().send()),
                Work::WalkByOffset(format) => {
                    self.walked_blocking(client.count_users().format(format).items());
                }
                Work::WalkByCursor(format) => {
                    let walk = client.lead_users().format(format).items();
                    self.walked_blocking(walk.prefetch());
                }
            }
        }
    }

    fn walked_blocking(&self, mut walk: trunkline::blocking::Items<User, Vendor>) {
        let mut seen = Seen::begin(self);
        loop {
            match walk.next() {
                Some(Ok(user)) => seen.item(&user),
                None => return seen.end(),
                Some(Err(error)) if seen.goes_on_after(&error) => walk.resume(),
                Some(Err(_)) => return,
            }
        }
    }

    fn found(&self, id: i64, outcome: Result<User, Error>) {
        if let Ok(user) = &outcome
            && user.id != id
        {
            self.tally
                .wrong(format!("asked for {id} and got {}", user.id));
        }
        self.ended(outcome);
    }

    fn ended<T>(&self, outcome: Result<T, Error>) {
        match outcome {
            Ok(_) => self.tally.good(),
            Err(error) => self.failed(&error),
        }
    }

    fn failed(&self, error: &Error) {
        self.tally.error(error, &*self.secrets);
    }
}

/// What a walk has given so far.
struct Seen<'c> {
    caller: &'c Caller,
    items: usize,
    failed: usize,
}

impl<'c> Seen<'c> {
    fn begin(caller: &'c Caller) -> Self {
        caller.tally.begin();
        Self {
            caller,
            items: 0,
            failed: 0,
        }
    }

    /// Nothing is left out, and nothing comes twice.
    fn item(&mut self, user: &User) {
        self.items += 1;
        if usize::try_from(user.id) != Ok(self.items) {
            let what = format!("user {} came as number {} of a walk", user.id, self.items);
            self.caller.tally.wrong(what);
        }
    }

    fn goes_on_after(&mut self, error: &Error) -> bool {
        self.caller.failed(error);
        self.failed += 1;
        let goes_on = self.failed < RESUMED;
        if goes_on {
            self.caller.tally.begin();
        }
        goes_on
    }

    fn end(&self) {
        self.caller.tally.good();
        self.caller.tally.walked(self.items);
    }
}
