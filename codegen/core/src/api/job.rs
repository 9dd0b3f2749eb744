//! Jobs: calls that start what takes longer than a reply, and calls that show how far it is.

use super::{EndpointId, Predicate, Source};

/// How a call shows a job, and when it is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// When it is done.
    pub done: Predicate,
    /// When it has failed.
    pub failed: Option<Predicate>,
    /// How long apart it is asked for, in milliseconds.
    pub every: u64,
}

/// What a call starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The call that shows the job; it has a [`Job`].
    pub poll: EndpointId,
    /// For parameters of it, by their positions, where the reply holds their values.
    pub fills: Vec<(usize, Handed)>,
}

/// Where a value of a reply stands that is handed over.
#[derive(Debug, Clone, PartialEq)]
pub enum Handed {
    /// In its body or in a header.
    Reply(Source),
    /// In the `Location` header, which leads to this endpoint: the value of the parameter of its path at this position
    /// of [`Endpoint::params`](super::Endpoint::params).
    Location(EndpointId, usize),
}
