//! Every record that a vendor sends: what can be read can be written, and is then read as the same.

use std::fmt::Debug;

use trunkline::{ReadError, WriteError};
use trunkline_vendors::{commpeak, denovolab, jtel, marchex, requestor};

/// Reads the bytes as each of the records, in JSON.
pub fn json(bytes: &[u8]) {
    let Ok(document) = std::str::from_utf8(bytes) else {
        return;
    };
    macro_rules! each {
        ($($vendor:ident::$record:ident),* $(,)?) => {
            $(same::<$vendor::$record>(
                document,
                $vendor::$record::from_json,
                $vendor::$record::to_json,
            );)*
        };
    }
    each!(
        commpeak::User,
        denovolab::UserPage,
        denovolab::Failure,
        denovolab::ValidationFailure,
        jtel::User,
        jtel::ListUsersMeta,
        marchex::UserPage,
        requestor::UserPage,
        requestor::UsersFilterPost,
        requestor::Failure,
    );
}

/// Reads the bytes as each of the records whose vendor speaks XML.
pub fn xml(bytes: &[u8]) {
    let Ok(document) = std::str::from_utf8(bytes) else {
        return;
    };
    macro_rules! each {
        ($($record:ident),* $(,)?) => {
            $(same::<requestor::$record>(
                document,
                requestor::$record::from_xml,
                requestor::$record::to_xml,
            );)*
        };
    }
    each!(UserPage, RequestorUser, Tag, UsersFilterPost, Failure);
}

fn same<T: Debug + PartialEq>(
    document: &str,
    read: fn(&str) -> Result<T, ReadError>,
    write: fn(&T) -> Result<String, WriteError>,
) {
    let value = match read(document) {
        Ok(value) => value,
        Err(error) => {
            // Neither may an error panic when it is shown.
            let _ = format!("{error} {error:?}");
            return;
        }
    };
    let _ = format!("{value:?}");
    let written = write(&value).expect("what was read can be written");
    let again = read(&written).expect("what was written can be read");
    assert!(
        again == value,
        "{value:?}\nwas written as\n{written}\nand read as\n{again:?}"
    );
}
