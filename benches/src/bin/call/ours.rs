//! The call as trunkline generates it, over each transport.

use std::hint::black_box;
#[cfg(feature = "peers")]
use std::time::Duration;

use crate::{EXPAND, ID, Outcome, TOKEN};

#[allow(missing_docs, reason = "the module is generated for this bench alone")]
mod api {
    trunkline::include_vendor!("call");
}

use api::{Auth, Client, ClientBuilder};
use trunkline::transport::Hyper;
#[cfg(feature = "peers")]
use trunkline::transport::Reqwest;

fn builder(host: &str) -> ClientBuilder {
    Client::builder()
        .base_url(format!("http://{host}"))
        .auth(Auth::token(TOKEN))
}

pub fn on_hyper(host: &str) -> Result<Client, Box<dyn std::error::Error>> {
    let transport = Hyper::builder().build()?;
    Ok(builder(host).transport(transport).build()?)
}

#[cfg(feature = "peers")]
pub fn on_reqwest(host: &str) -> Result<Client, Box<dyn std::error::Error>> {
    let transport = Reqwest::new(Duration::from_secs(10))?;
    Ok(builder(host).transport(transport).build()?)
}

pub async fn user(client: Client, calls: u32) -> Outcome {
    for _ in 0..calls {
        let user = client.get_user(ID).expand(EXPAND).await?;
        assert_eq!(black_box(user).user_id, ID);
    }
    Ok(())
}

pub async fn raw(client: Client, calls: u32) -> Outcome {
    for _ in 0..calls {
        let body = client.get_raw(ID).expand(EXPAND).await?;
        assert!(black_box(body).len() > 2000);
    }
    Ok(())
}
