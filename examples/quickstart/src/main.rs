//! Five vendors and what each of them offers: specs go in, mock vendors listen, their generated clients call them.
//!
//! `cargo run -p quickstart` needs no network: every vendor is played by a mock made from its spec. Against the
//! real one, leave out `base_url` and set what the base URL asks for, such as `.host("switch.example.com")`.

use std::error::Error;
use std::path::Path;

use trunkline_mock::{Answer, Mock, Running};
use trunkline_vendors::requestor::Format;
use trunkline_vendors::{commpeak, denovolab, jtel, marchex, requestor};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    jtel().await?;
    denovolab().await?;
    marchex().await?;
    requestor().await?;
    commpeak().await?;
    blocking().await
}

/// A bearer token, a list that comes whole, records that keep what their spec does not know.
async fn jtel() -> Result {
    let vendor = mock("jtel", 22).await?;
    let token = vendor.credentials("token").remove(0);
    let client = jtel::Client::builder()
        .base_url(vendor.base_url())
        .auth(jtel::Auth::token(token))
        .build()?;

    // `send_raw` hands over what stands beside the value: status, headers, here also the fields of the envelope.
    let listed = client.list_users().send_raw().await?;
    say(
        "listed",
        format!(
            "{} users under HTTP {}",
            listed.value.len(),
            listed.status().as_u16()
        ),
    );

    let user = client.get_user(7).send().await?;
    say(
        "by id",
        format!("undeclared fields are kept: {:?}", user.extra.keys()),
    );

    let found = client.find_users_by_uid("uid-3").send().await?;
    say("by UID", format!("{} users", found.len()));

    match client.get_user(1_000_000).send().await {
        Err(jtel::Error::Vendor(error)) if error.kind() == Some(jtel::ErrorKind::NotFound) => {
            say("an error", error);
        }
        other => unexpected(other)?,
    }
    Ok(())
}

/// A token in a header, pages by number in the query, filters with operators, errors whatever the HTTP status.
async fn denovolab() -> Result {
    let vendor = mock("denovolab", 95).await?;
    let client = |token: &str| {
        denovolab::Client::builder()
            .base_url(vendor.base_url())
            .auth(denovolab::Auth::admin(token))
            .build()
    };
    let admin = client(&vendor.credentials("admin")[0])?;

    let call = admin
        .list_users()
        .active(true)
        .create_time_gt("2018-01-01T00:00:00Z".parse()?);
    let mut users = call.per_page(30).items();
    let mut count = 0;
    while let Some(user) = users.try_next().await? {
        count += 1;
        if count == 1 {
            say("a secret", format!("{:?}", user.passwd));
        }
    }
    say(
        "listed",
        format!("{count} users in {} pages", vendor.requests().len()),
    );
    say("by id", "not offered");

    match client("a token of yesterday")?.list_users().send().await {
        Err(denovolab::Error::Vendor(error)) => match error.kind() {
            Some(denovolab::ErrorKind::IncorrectTokenProvided) => say("an error", error),
            kind => return Err(format!("another kind of error: {kind:?}").into()),
        },
        other => unexpected(other)?,
    }
    Ok(())
}

/// Two headers with each request, a search, two calls that share one route.
async fn marchex() -> Result {
    let vendor = mock("marchex", 250).await?;
    let [organization, subscription] = <[String; 2]>::try_from(vendor.credentials("keys"))
        .map_err(|_| "`keys` takes two secrets")?;
    let client = marchex::Client::builder()
        .base_url(vendor.base_url())
        .auth(marchex::Auth::keys(organization, subscription))
        .build()?;

    let mut users = client.list_users().pagesize(100).items();
    let (mut count, mut last) = (0, None);
    while let Some(user) = users.try_next().await? {
        count += 1;
        last = Some(user);
    }
    say(
        "listed",
        format!("{count} users in {} pages", vendor.requests().len()),
    );

    let last = last.ok_or("the list is empty")?;
    let by_id = client.get_user_by_id(last.user_id).send().await?;
    say("by id", &by_id.username);
    let by_name = client.get_user_by_username(&last.username).send().await?;
    say("by name", by_name.user_id);

    match client.get_user_by_username("nobody").send().await {
        Err(marchex::Error::Vendor(error))
            if error.kind() == Some(marchex::ErrorKind::NotFound) =>
        {
            say("an error", error);
        }
        other => unexpected(other)?,
    }
    Ok(())
}

/// A filter and pages in the body of a POST; absent and null told apart; the same call in JSON and in XML.
async fn requestor() -> Result {
    let vendor = mock("requestor", 450).await?;
    let client = requestor::Client::builder()
        .base_url(vendor.base_url())
        .build()?;

    for (format, name) in [(Format::Json, "JSON"), (Format::Xml, "XML")] {
        let before = vendor.requests().len();
        let call = client.get_users().is_operator(true).email(None);
        let mut users = call.page_size(200).format(format).items();
        let mut count = 0;
        while users.try_next().await?.is_some() {
            count += 1;
        }
        let pages = vendor.requests().len() - before;
        say(
            "listed",
            format!("{count} users in {pages} pages, in {name}"),
        );
    }
    say("by id", "not offered");

    vendor.answer_next(Answer::kind("get_users", "BadRequest"));
    match client.get_users().send().await {
        Err(requestor::Error::Vendor(error))
            if error.kind() == Some(requestor::ErrorKind::BadRequest) =>
        {
            say("an error", error);
        }
        other => unexpected(other)?,
    }
    Ok(())
}

/// Name and password, one call.
async fn commpeak() -> Result {
    let vendor = mock("commpeak", 10).await?;
    let [user, password] = <[String; 2]>::try_from(vendor.credentials("digest"))
        .map_err(|_| "`digest` takes a name and a password")?;
    let client = commpeak::Client::builder()
        .base_url(vendor.base_url())
        .auth(commpeak::Auth::digest(user, password))
        .build()?;

    say("listed", "not offered");
    for user in client.get_user("id-4").send().await? {
        say(
            "by id",
            format!("{}, {:?}", user.id, user.registration_password),
        );
    }

    match client.get_user("nobody").send().await {
        Err(commpeak::Error::Vendor(error))
            if error.kind() == Some(commpeak::ErrorKind::NotFound) =>
        {
            say("an error", error);
        }
        other => unexpected(other)?,
    }
    Ok(())
}

/// Denovolab again, in the blocking mode: no future, no stream, and no runtime but the one of the mock.
async fn blocking() -> Result {
    let vendor = mock("denovolab", 95).await?;
    let builder = denovolab::Client::builder()
        .base_url(vendor.base_url())
        .auth(denovolab::Auth::admin(
            vendor.credentials("admin").remove(0),
        ));

    // The mock lives on this thread, so that whoever waits for it does so on another one.
    let count = tokio::task::spawn_blocking(move || -> Result<usize> {
        let client = builder.build_blocking()?;
        let first = client.list_users().send()?;
        let users: Vec<_> = client
            .list_users()
            .per_page(30)
            .items()
            .collect::<std::result::Result<_, _>>()?;
        assert_eq!(users.len(), usize::try_from(first.total)?);
        Ok(users.len())
    });
    say("blocking", format!("{} users", count.await??));
    Ok(())
}

/// Starts a vendor that has `users` users.
async fn mock(vendor: &str, users: u64) -> Result<Running> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    println!("\n{vendor}");
    Ok(Mock::from_spec(specs.join(vendor))?
        .items(users)
        .start()
        .await?)
}

fn say(what: &str, outcome: impl std::fmt::Display) {
    println!("  {what:<10} {outcome}");
}

/// What a call gave that should have failed in another way.
fn unexpected<T, E: Error + Send + Sync + 'static>(outcome: std::result::Result<T, E>) -> Result {
    match outcome {
        Ok(_) => Err("the call should have failed".into()),
        Err(error) => Err(error.into()),
    }
}
