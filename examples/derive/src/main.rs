//! Calls a vendor whose client is derived from its spec, here in the source and without a build script.
//!
//! `cargo run -p derive` starts a mock of the vendor, so that there is someone to answer.

use trunkline_mock::Mock;

/// Gives the module `weather` with the client.
#[derive(trunkline::Vendor)]
#[vendor(
    spec = "specs/weather.yaml",
    type_attribute("StationId", "#[must_use]")
)]
struct Weather;

use weather::{Auth, Error, ErrorKind, StationId};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/specs/weather.yaml");
    let vendor = Mock::from_spec(spec)?.items(60).start().await?;
    let client = Weather::builder()
        .base_url(vendor.base_url())
        .auth(Auth::token(vendor.credentials("token").concat()))
        .build()?;

    let mut stations = client.list_stations().per_page(25).items();
    let mut count = 0;
    while stations.try_next().await?.is_some() {
        count += 1;
    }
    println!("{count} stations");

    match client.get_station(StationId("nowhere".to_owned())).await {
        Ok(station) => println!("{} at {:?} m", station.name, station.height),
        Err(Error::Vendor(error)) if error.kind() == Some(ErrorKind::UnknownStation) => {
            println!(
                "no such station: {}",
                error.message().unwrap_or("no message")
            );
        }
        Err(other) => return Err(other.into()),
    }
    Ok(())
}
