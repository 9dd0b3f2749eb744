use trunkline_ui::good::Client;

fn main() {
    let _ = Client::builder().format(trunkline::Format::Xml);
}
