//! [`Api`](crate::api::Api) in, tokens out. Nothing here can fail.
