//! The call as progenitor 0.15 generates it (positional style), token and all.

use std::hint::black_box;

use progenitor_client::{
    ClientHooks, ClientInfo, Error, OperationInfo, QueryParam, ResponseValue, encode_path,
};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use crate::user::Envelope;
use crate::{EXPAND, ID, Outcome, TOKEN};

struct Client {
    baseurl: String,
    client: reqwest::Client,
}

impl ClientInfo<()> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }
    fn baseurl(&self) -> &str {
        &self.baseurl
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &() {
        &()
    }
}

impl ClientHooks<()> for &Client {}

impl Client {
    async fn get_user(
        &self,
        id: i64,
        expand: Option<&str>,
    ) -> Result<ResponseValue<Envelope>, Error<()>> {
        let url = format!("{}/users/{}", self.baseurl, encode_path(&id.to_string()));
        let mut header_map = HeaderMap::with_capacity(1);
        header_map.append(
            HeaderName::from_static("api-version"),
            HeaderValue::from_static(Self::api_version()),
        );
        let request = self.client.get(url);
        let request = request.header(ACCEPT, HeaderValue::from_static("application/json"));
        let request = request.query(&QueryParam::new("expand", &expand));
        let mut request = request.headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_user",
        };
        let client = self;
        (&client).pre(&mut request, &info).await?;
        let result = (&client).exec(request, &info).await;
        (&client).post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}

pub async fn calls(host: &str, calls: u32) -> Outcome {
    let mut token = HeaderValue::from_str(&format!("Bearer {TOKEN}"))?;
    token.set_sensitive(true);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, token)]);
    let client = Client {
        baseurl: format!("http://{host}"),
        client: reqwest::Client::builder()
            .default_headers(headers)
            .build()?,
    };
    for _ in 0..calls {
        let user = client.get_user(ID, Some(EXPAND)).await?.into_inner().data;
        assert_eq!(black_box(user).user_id, ID);
    }
    Ok(())
}
