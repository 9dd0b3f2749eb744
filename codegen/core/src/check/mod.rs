//! `Spec` in, [`Api`](crate::api::Api) out: references resolved, names chosen, rules checked.
