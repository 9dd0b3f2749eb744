//! The types of `Contract.cs`, as a spec has them.

pub mod contract {
    //! Generated.
    #![allow(missing_docs)]
    include!(concat!(env!("OUT_DIR"), "/contract.rs"));
}
