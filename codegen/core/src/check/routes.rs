//! Endpoints that no server could tell apart.

use std::collections::HashMap;

use super::cx::Cx;
use crate::api::{PathPart, Use};
use crate::diag::codes;

/// The types of a route's parameters, and the endpoint that has them.
type Alike<'a> = Vec<(Vec<&'a Use>, usize)>;

/// Reports endpoints that are one request: the same method and path, and no parameter of the path or fixed
/// parameter that could tell them apart.
pub(super) fn same_routes(cx: &mut Cx<'_>) {
    let mut routes: HashMap<(&str, String), Alike<'_>> = HashMap::new();
    let mut doubled: Vec<(usize, usize)> = Vec::new();
    for (index, endpoint) in cx.api.endpoints.iter().enumerate() {
        let mut types = Vec::new();
        let mut route = String::new();
        for part in &endpoint.path {
            match part {
                PathPart::Text(text) => route.push_str(text),
                PathPart::Var(var) => route.push_str(&format!("{{{}}}", var.0)),
                PathPart::Param(param) => {
                    route.push_str("{}");
                    types.push(&endpoint.params[*param].ty);
                }
            }
        }
        let fixed = endpoint.params.iter().filter(|p| p.constant.is_some());
        fixed.for_each(|p| route.push_str(&format!(" {}={:?}", p.name.wire, p.constant)));
        let alike = routes.entry((&endpoint.method, route)).or_default();
        match alike.iter().find(|(other, _)| *other == types) {
            Some(&(_, first)) if !endpoint.path.is_empty() => doubled.push((index, first)),
            _ => alike.push((types, index)),
        }
    }
    let spec = cx.spec;
    for (second, first) in doubled {
        let (second, first) = (&spec.endpoints[second], &spec.endpoints[first]);
        let Some(route) = &second.route else { continue };
        cx.found
            .error(codes::SAME_ROUTE, route.span, format!("`{}` and `{}` are the same request", second.name.value, first.name.value))
            .label(first.route.as_ref().map_or(first.name.span, |r| r.span), "the other is here")
            .help("make one endpoint of them, or give their parameters different types, as in `/users/{id:uuid}`");
    }
}
