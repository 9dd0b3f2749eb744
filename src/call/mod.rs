//! Calls: endpoints as constant descriptions, the exchange that carries one out, clients, errors, pagers.
