//! What the types promise: threads they may cross and room they take.

use trunkline::{BuildError, Items, Maybe, Pages, ReadError, Reply, Secret, Sending, WriteError};

use crate::acme::{Client, ClientBuilder, Error, ListUsers, User, UserPage, Vendor};

fn crosses<T: Send + 'static>() {}
fn is_shared<T: Send + Sync + Unpin + 'static>() {}
fn is_error<T: std::error::Error + Send + Sync + 'static>() {}

#[test]
fn futures_cross_threads_and_clients_are_shared() {
    is_shared::<Client>();
    is_shared::<ListUsers>();
    is_shared::<Reply<UserPage>>();
    is_shared::<Secret>();
    is_shared::<Maybe<User>>();
    crosses::<ClientBuilder>();
    crosses::<Sending<UserPage, Vendor>>();
    crosses::<Items<User, Vendor>>();
    crosses::<Pages<UserPage, Vendor>>();
    // The futures of calls and walks can be spawned.
    let spawned = |client: Client| async move {
        client.list_users().send_raw().await?;
        let mut items = client.list_users().items();
        while items.try_next().await?.is_some() {}
        Ok::<(), Error>(())
    };
    fn is_spawned<T: Send + 'static>(_: impl Fn(Client) -> T) {}
    is_spawned(spawned);
}

#[cfg(feature = "blocking")]
#[test]
fn what_blocks_crosses_threads_too() {
    use trunkline::{Blocking, blocking};

    is_shared::<Client<Blocking>>();
    is_shared::<ListUsers<Blocking>>();
    crosses::<blocking::Items<User, Vendor>>();
    crosses::<blocking::Pages<UserPage, Vendor>>();
    fn is_fused<T: std::iter::FusedIterator>() {}
    is_fused::<blocking::Items<User, Vendor>>();
    is_fused::<blocking::Pages<UserPage, Vendor>>();
}

#[test]
fn errors_are_small_and_go_into_boxes() {
    is_error::<Error>();
    is_error::<BuildError>();
    is_error::<ReadError>();
    is_error::<WriteError>();
    assert!(size_of::<Error>() <= 16);
    assert_eq!(size_of::<ReadError>(), size_of::<usize>());
    assert_eq!(size_of::<WriteError>(), size_of::<usize>());
}
