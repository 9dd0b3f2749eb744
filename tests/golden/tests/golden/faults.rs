//! What a client does about a vendor that goes wrong, beyond telling of it: it logs in again and sends again, where
//! it may. And the table of the README, each row of which happens here.

use std::time::Duration;

use golden::faults::{Auth, Client, ClientBuilder, Error};
use trunkline_mock::{Answer, Mock, Running};

const SPEC: &str = "../../codegen/core/tests/golden/faults.yaml";
const README: &str = "../../README.md";
const ITEMS: usize = 45;

async fn vendor(faults: &str) -> Running {
    let mock = Mock::from_spec(SPEC).expect("the spec is sound");
    let mock = mock.items(ITEMS as u64);
    let mock = match faults {
        "" => mock,
        faults => mock.faults(faults.parse().expect("a plan")),
    };
    mock.start().await.expect("it starts")
}

fn builder(vendor: &Running) -> ClientBuilder {
    let [user, password] = vendor.credentials("admin").try_into().expect("two secrets");
    let builder = Client::builder().base_url(vendor.base_url());
    builder.auth(Auth::admin(user, password)).max_body(100_000)
}

fn client(vendor: &Running) -> Client {
    builder(vendor).build().expect("the settings hold")
}

fn all() -> Vec<i64> {
    (1..=45).collect()
}

/// The users of a walk.
macro_rules! ids {
    ($vendor:expr, $call:ident) => {{
        let mut walk = client($vendor).$call().items();
        let mut ids = Vec::new();
        while let Some(user) = walk.try_next().await.expect("a page") {
            ids.push(user.id);
        }
        ids
    }};
}

/// The same in the blocking mode.
macro_rules! blocking_ids {
    ($vendor:expr, $call:ident) => {{
        let client = builder($vendor)
            .build_blocking()
            .expect("the settings hold");
        let walk = move || {
            let users = client.$call().items();
            users
                .map(|user| user.map(|user| user.id))
                .collect::<Result<Vec<_>, Error>>()
        };
        tokio::task::spawn_blocking(walk)
            .await
            .expect("it runs")
            .expect("pages")
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_expire_in_the_middle_of_a_walk_are_replaced() {
    // The login is the first request, and another one follows each token that is over.
    for (faults, logins) in [("expired@3", 2), ("expired@3,expired@7", 3)] {
        let vendor = vendor(faults).await;
        assert_eq!(ids!(&vendor, list_users), all(), "{faults}");
        assert_eq!(vendor.sessions(), logins, "{faults}");
        vendor.set_faults(faults.parse().expect("a plan"));
        assert_eq!(blocking_ids!(&vendor, follow_users), all(), "{faults}");
        assert_eq!(vendor.sessions(), logins * 2, "{faults}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_walks_share_each_token() {
    let vendor = vendor("expired@2%,spare=log_in").await;
    let client = client(&vendor);
    let walks: Vec<_> = (0..64)
        .map(|_| {
            let mut walk = client.list_users().items();
            tokio::spawn(async move {
                let (mut ids, mut errors) = (Vec::new(), 0);
                while errors < 20 {
                    match walk.try_next().await {
                        Ok(Some(user)) => ids.push(user.id),
                        Ok(None) => return ids,
                        Err(Error::Vendor(_)) => errors += 1,
                        Err(other) => panic!("no walk should meet {other:?}"),
                    }
                    if errors > 0 {
                        walk.resume();
                    }
                }
                ids
            })
        })
        .collect();
    for walk in walks {
        assert_eq!(walk.await.expect("it runs"), all());
    }
    assert!(vendor.revoked() > 0, "no token expired");
    let [logins, revoked] = [vendor.sessions(), vendor.revoked()];
    assert!(
        logins <= revoked + 1,
        "{logins} logins for {revoked} tokens that were over"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_asked_for_again_where_the_spec_lets_them() {
    for faults in [
        "reset@3",
        "cut@3",
        "429@3",
        "429=1@3",
        "500@3",
        "500=2@3",
        "reset@3,500@4,429@6,cut@8",
    ] {
        let vendor = vendor(faults).await;
        assert_eq!(ids!(&vendor, list_patiently), all(), "{faults}");
        let met = || vendor.faults_met().values().sum::<u64>();
        let first = met();
        vendor.set_faults(faults.replace("@3", "@4").parse().expect("a plan"));
        assert_eq!(blocking_ids!(&vendor, list_patiently), all(), "{faults}");
        // Two logins and two times five pages, and one more for each fault.
        let wanted = 12 + first + met();
        assert_eq!(vendor.requests().len() as u64, wanted, "{faults}");
    }
}

#[tokio::test]
async fn what_may_have_been_carried_out_is_not_sent_again() {
    for (fault, sent) in [("reset@2", 1), ("cut@2", 1), ("500@2", 1), ("429@2", 2)] {
        let vendor = vendor(fault).await;
        let outcome = client(&vendor).add_user("Ann").await;
        assert_eq!(outcome.is_ok(), sent == 2, "{fault}: {outcome:?}");
        let posts = vendor
            .requests()
            .into_iter()
            .filter(|request| request.path.ends_with("/users"));
        assert_eq!(posts.count(), sent, "{fault}");
    }
}

/// The rows of the README's table: what the vendor does, and what the caller sees by its words in code.
fn table() -> Vec<(String, Vec<String>)> {
    let readme = std::fs::read_to_string(README).expect("there is a README");
    let (_, rest) = readme
        .split_once("## What happens when the vendor misbehaves")
        .expect("it has the section");
    let rows = rest
        .lines()
        .skip_while(|line| !line.starts_with("| ---"))
        .skip(1);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let row = |line: &str| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let title = cells.next().expect("a first cell").to_owned();
        let words = cells
            .next()
            .expect("a second cell")
            .split('`')
            .skip(1)
            .step_by(2);
        (title, words.map(str::to_owned).collect())
    };
    rows.map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_says_what_happens() {
    let rows = table();
    assert!(rows.len() > 20, "{rows:?}");
    for (title, words) in rows {
        let seen = seen(&title).await;
        let wanted: Vec<&str> = words.iter().map(String::as_str).take(seen.len()).collect();
        assert_eq!(seen, wanted, "{title}");
    }
}

/// What comes of two pages when the second meets a fault, and of what the row says otherwise.
async fn seen(title: &str) -> Vec<String> {
    let fault = match title {
        "answers late, in the time of the call" => "latency=10ms@3",
        "answers later than that" => "latency=5s@3",
        "sends a body slowly" => "drip=1ms@3",
        "sends a body more slowly than that" => "drip=1s@3",
        "resets the connection in place of a reply" => "reset@3",
        "resets the connection in the middle of a body" => "cut@3",
        "says 429, with `Retry-After` or without" => "429=1@3",
        "says 500" => "500@3",
        "sends a page of HTML with 200" => "html@3",
        "sends half of a body" => "truncated@3",
        "sends what is neither JSON nor XML" => "malformed@3",
        "sends a body without end" => "oversized=300kb@3",
        "sends a bomb in gzip" => "bomb=300kb@3",
        "redirects, to wherever" => "redirect@3",
        "lets a session's token expire" => "expired@3",
        "gives a page again" => "duplicated@3",
        "loses items while one walks" => "shrinking@3",
        other => return answered(other).await,
    };
    let vendor = vendor(fault).await;
    let timeout = Duration::from_millis(match title {
        "answers later than that" | "sends a body more slowly than that" => 300,
        _ => 10_000,
    });
    let client = builder(&vendor)
        .timeout(timeout)
        .build()
        .expect("the settings hold");
    let mut walk = client.list_users().items();
    let outcome = loop {
        match walk.try_next().await {
            Ok(Some(_)) => {}
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    assert_eq!(vendor.faults_met().len(), 1, "{fault}");
    words(outcome)
}

/// What comes of a call that gets this answer.
async fn answered(title: &str) -> Vec<String> {
    let vendor = vendor("").await;
    let client = client(&vendor);
    client.get_user(1).await.expect("it is logged in");
    let answer = match title {
        "is not there" => {
            let base = vendor.base_url();
            vendor.shutdown().await;
            let client = Client::builder()
                .base_url(base)
                .auth(Auth::admin("user", "password"));
            return words(
                client
                    .build()
                    .expect("the settings hold")
                    .log_in("user", "password")
                    .await,
            );
        }
        "has new pages for ever" => {
            let mut walk = client.list_users().items().max_pages(2);
            let outcome = loop {
                match walk.try_next().await {
                    Ok(Some(_)) => {}
                    other => break other,
                }
            };
            return words(outcome);
        }
        "leads to another origin for the next page" => {
            let page = r#"{"next": "https://evil.example/2", "users": []}"#;
            vendor.answer_next(Answer::json(200, page));
            return words(client.follow_users().items().try_next().await);
        }
        "sends an error with 200" => Answer::json(
            200,
            r#"{"ok": false, "error": {"code": "no_user", "message": "No"}}"#,
        ),
        "says 404 with a body of its own" => Answer::json(404, r#"{"what": "ever"}"#),
        "sends nothing at all with 200" => Answer::json(200, ""),
        "nests a body a thousand deep" => Answer::json(200, "[".repeat(1000)),
        "has a new field, or a new value of an enum" => Answer::json(
            200,
            r#"{"id": 1, "name": "Ann", "state": "new", "more": {}}"#,
        ),
        "leaves out a field that is always there" => {
            Answer::json(200, r#"{"id": 1, "state": "on"}"#)
        }
        other => panic!("no test knows the row `{other}`"),
    };
    vendor.answer_next(answer);
    words(client.get_user(1).await)
}

/// The outcome in the README's words.
fn words<T>(outcome: Result<T, Error>) -> Vec<String> {
    let Err(error) = outcome else {
        return vec!["Ok".to_owned()];
    };
    let kind = match &error {
        Error::Vendor(_) => "Error::Vendor",
        Error::Status(_) => "Error::Status",
        Error::Decode(_) => "Error::Decode",
        Error::Limit(_) => "Error::Limit",
        Error::Page(_) => "Error::Page",
        Error::Transport(why) => {
            return vec!["Error::Transport".to_owned(), format!("{:?}", why.kind())];
        }
        other => panic!("no row is about {other:?}"),
    };
    vec![kind.to_owned()]
}
