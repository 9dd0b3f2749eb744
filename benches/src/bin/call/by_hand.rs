//! The call as one writes it by hand, on reqwest and on hyper-util.

use std::hint::black_box;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use trunkline_benches::page::User;

use crate::user::Envelope;
use crate::{EXPAND, ID, Outcome, TOKEN};

pub async fn reqwest(host: &str, calls: u32) -> Outcome {
    let client = reqwest::Client::new();
    let base = format!("http://{host}");
    for _ in 0..calls {
        let request = client
            .get(format!("{base}/users/{ID}"))
            .query(&[("expand", EXPAND)])
            .header(ACCEPT, "application/json")
            .bearer_auth(TOKEN);
        let reply = request.send().await?.error_for_status()?;
        let user: User = reply.json::<Envelope>().await?.data;
        assert_eq!(black_box(user).user_id, ID);
    }
    Ok(())
}

pub async fn hyper(host: &str, calls: u32) -> Outcome {
    let client = client();
    let base = format!("http://{host}");
    for _ in 0..calls {
        let body = get(&client, &base).await?;
        let user: User = serde_json::from_slice::<Envelope>(&body)?.data;
        assert_eq!(black_box(user).user_id, ID);
    }
    Ok(())
}

pub async fn hyper_raw(host: &str, calls: u32) -> Outcome {
    let client = client();
    let base = format!("http://{host}");
    for _ in 0..calls {
        assert!(black_box(get(&client, &base).await?).len() > 2000);
    }
    Ok(())
}

fn client() -> Client<HttpConnector, Empty<Bytes>> {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    Client::builder(TokioExecutor::new()).build(connector)
}

async fn get(
    client: &Client<HttpConnector, Empty<Bytes>>,
    base: &str,
) -> Result<Bytes, Box<dyn std::error::Error>> {
    let expand = form_urlencoded::byte_serialize(EXPAND.as_bytes()).collect::<String>();
    let request = http::Request::get(format!("{base}/users/{ID}?expand={expand}"))
        .header(ACCEPT, "application/json")
        .header(AUTHORIZATION, format!("Bearer {TOKEN}"))
        .body(Empty::new())?;
    let reply = client.request(request).await?;
    if !reply.status().is_success() {
        return Err(reply.status().to_string().into());
    }
    Ok(reply.into_body().collect().await?.to_bytes())
}
