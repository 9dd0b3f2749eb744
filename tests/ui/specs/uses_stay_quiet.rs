#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/uses_stay_quiet.yaml")]
pub struct Acme;

use acme::{Auth, Client, Error, ErrorKind, FaultAt, GetUser, Kind, User};

struct App {
    client: Client,
    waiting: acme::Client<u8>,
    users: Vec<User>,
}

fn begin(client: &Client) -> GetUser {
    client.get_user(7)
}

async fn call(app: App) -> Result<User, Error> {
    let client = Acme::builder().auth(Auth::key("k")).build()?;
    let user = match client.get_user(7).await {
        Err(Error::Vendor(error)) if error.kind() == Some(ErrorKind::Gone) => return Err(error),
        other => other?,
    };
    if user.kind == Kind::A {
        println!("{} {:?}", user.name, FaultAt::new(1));
    }
    Ok(User { id: 1, ..user })
}

fn main() {}
