use trunkline_ui::good::Error;

fn main() {}

pub fn name(error: &Error) -> &'static str {
    match error {
        Error::Vendor(_) => "vendor",
    }
}
