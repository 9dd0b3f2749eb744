//! What holds for calls of paths that the spec does not declare: the habits of the head.

use super::{Auth, LimitId, Predicate, Retrying, RuleId};

/// What a call has that no endpoint describes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Undeclared {
    /// The error rules of the head.
    pub rules: Vec<RuleId>,
    /// The credentials that endpoints of the head send by default.
    pub auth: Auth,
    /// When they are sent again; never where nothing is said.
    pub retry: Option<Retrying>,
    /// The limits that hold for all endpoints of the head.
    pub limits: Vec<LimitId>,
    /// What has to hold of a reply that no error rule matched, by the default envelope. The whole body is returned.
    pub ok: Option<Predicate>,
}
