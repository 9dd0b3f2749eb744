//! Every pager over all transports, in both formats, read ahead or not, while the vendor goes wrong on the second
//! page: nothing is lost, nothing comes twice, and every error is of its type.

use std::time::Duration;

use golden::pages::{Auth, BlockingClient, Client, ClientBuilder, Error, Format, User, Vendor};
use trunkline::transport::Reqwest;
use trunkline::transport::TransportErrorKind::Interrupted;
use trunkline_mock::{Mock, Running};

const SPEC: &str = "../../codegen/core/tests/golden/pages.yaml";
/// More than two pages of any size that the calls ask for.
const ITEMS: i64 = 33;

/// What a caller sees of a fault.
#[derive(Debug, Clone, Copy)]
enum Seen {
    /// Nothing at all.
    Nothing,
    /// The walk ends where the vendor says, which may be early.
    Fewer,
    /// One error. Once the walk is resumed it goes on as if nothing had been.
    Once(fn(&Error) -> bool),
}

use Seen::{Fewer, Nothing, Once};

const BROKEN: Seen =
    Once(|error| matches!(error, Error::Transport(why) if why.kind() == Interrupted));
const UNREADABLE: Seen = Once(|error| matches!(error, Error::Decode(_)));
const TOO_LARGE: Seen = Once(|error| matches!(error, Error::Limit(_)));
const REPEATED: Seen = Once(|error| matches!(error, Error::Page(_)));

/// What meets the second request of a walk, and what comes of it.
const ROWS: &[(&str, Seen)] = &[
    ("latency=5ms@2", Nothing),
    ("drip=1ms@2", Nothing),
    ("shrinking@2", Fewer),
    ("shrinking@3", Fewer),
    ("reset@2", BROKEN),
    ("cut@2", BROKEN),
    ("429@2", Once(|error| is_status(error, 429))),
    ("429=1@2", Once(|error| is_status(error, 429))),
    ("500@2", Once(|error| is_status(error, 500))),
    ("expired@2", Once(|error| is_status(error, 401))),
    ("redirect@2", Once(|error| is_status(error, 307))),
    ("html@2", UNREADABLE),
    ("truncated@2", UNREADABLE),
    ("malformed@2", UNREADABLE),
    ("oversized=300kb@2", TOO_LARGE),
    ("bomb=300kb@2", TOO_LARGE),
    ("duplicated@2", REPEATED),
];

fn is_status(error: &Error, wanted: u16) -> bool {
    matches!(error, Error::Status(error) if error.status() == wanted)
}

/// What a walk gave.
#[derive(Debug, Default)]
struct Walked {
    ids: Vec<i64>,
    errors: Vec<Error>,
}

impl Walked {
    fn is(&self, seen: Seen, all: &[i64]) -> bool {
        match seen {
            Nothing => self.errors.is_empty() && self.ids == all,
            Fewer => self.errors.is_empty() && all.starts_with(&self.ids) && self.ids.len() >= 4,
            Once(is) => matches!(&*self.errors, [error] if is(error)) && self.ids == all,
        }
    }
}

async fn walked(mut walk: trunkline::Items<User, Vendor>) -> Walked {
    let mut seen = Walked::default();
    while seen.errors.len() < 3 {
        match walk.try_next().await {
            Ok(Some(user)) => seen.ids.push(user.id),
            Ok(None) => break,
            Err(error) => {
                seen.errors.push(error);
                walk.resume();
            }
        }
    }
    seen
}

fn walked_blocking(mut walk: trunkline::blocking::Items<User, Vendor>) -> Walked {
    let mut seen = Walked::default();
    while seen.errors.len() < 3 {
        match walk.next() {
            Some(Ok(user)) => seen.ids.push(user.id),
            None => break,
            Some(Err(error)) => {
                seen.errors.push(error);
                walk.resume();
            }
        }
    }
    seen
}

async fn vendor() -> Running {
    let mock = Mock::from_spec(SPEC).expect("the spec is sound");
    let mock = mock.items(ITEMS.unsigned_abs());
    mock.start().await.expect("it starts")
}

fn builder(vendor: &Running, format: Format) -> ClientBuilder {
    let builder = Client::builder().base_url(vendor.base_url()).format(format);
    let [key] = vendor.credentials("key").try_into().expect("one secret");
    let builder = builder.auth(Auth::key(key)).max_body(100_000);
    builder.timeout(Duration::from_secs(20))
}

/// A client over each async transport.
fn awaited(vendor: &Running, format: Format) -> [(&'static str, Client); 2] {
    let reqwest = Reqwest::new(Duration::from_secs(5)).expect("a transport");
    let reqwest = builder(vendor, format).transport(reqwest).build();
    let usual = builder(vendor, format).build();
    [("reqwest", reqwest), ("hyper", usual)]
        .map(|(over, client)| (over, client.expect("the settings hold")))
}

/// A test of each call that pages.
macro_rules! matrix {
    ($($name:ident: $call:ident($($argument:expr)?) $items:ident $(, at most $most:literal)?;)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            let all: Vec<i64> = (1..=ITEMS).collect();
            $(let all = all[..$most].to_vec();)?
            let vendor = vendor().await;
            for format in [Format::Json, Format::Xml] {
                let clients = awaited(&vendor, format);
                let blocking = builder(&vendor, format).build_blocking();
                let blocking: BlockingClient = blocking.expect("the settings hold");
                for (fault, seen) in ROWS {
                    let begin = || vendor.set_faults(fault.parse().expect("a plan"));
                    for ahead in [false, true] {
                        for (over, client) in &clients {
                            begin();
                            let walk = client.$call($($argument)?).$items();
                            let walk = if ahead { walk.prefetch() } else { walk };
                            let found = walked(walk).await;
                            assert!(found.is(*seen, &all), "{fault} in {format:?}, {over}, ahead {ahead}: {found:?}");
                        }
                        begin();
                        let walk = blocking.$call($($argument)?).$items();
                        let walk = if ahead { walk.prefetch() } else { walk };
                        let walk = tokio::task::spawn_blocking(|| walked_blocking(walk));
                        let found = walk.await.expect("it runs");
                        assert!(found.is(*seen, &all), "{fault} in {format:?}, blocking, ahead {ahead}: {found:?}");
                    }
                }
            }
        }
    )*};
}

matrix! {
    by_number: by_number() items;
    by_number_from_zero: by_number_from_zero() items;
    by_number_flagged: by_number_flagged() items;
    by_number_until_empty: by_number_until_empty() items;
    by_number_until_short: by_number_until_short() items;
    by_number_or_nothing: by_number_or_nothing() items;
    by_number_at_most: by_number_at_most() items, at most 8;
    by_offset: by_offset() items;
    by_offset_flagged: by_offset_flagged() items;
    by_offset_until_empty: by_offset_until_empty() items;
    by_offset_until_short: by_offset_until_short() items;
    by_cursor: by_cursor() items;
    by_cursor_flagged: by_cursor_flagged() items;
    by_header: by_header() items;
    by_last_item: by_last_item() items;
    by_last_item_alone: by_last_item_alone() items;
    by_numbered_cursor: by_numbered_cursor() items;
    by_url: by_url(7) items;
    by_link: by_link() items;
    in_the_first_way: in_two_ways() items;
    in_the_other_way: in_two_ways() items_by_cursors;
}
