//! Filters: each operator of each one becomes a parameter of the query, named after both.

use super::cx::{Cx, plain, poison, text};
use super::params::{Params, bare, single};
use super::{styles, types};
use crate::api::{ListStyle, Param, Place, Type, Use};
use crate::diag::codes;
use crate::spec::model::{self, Endpoint, Operator, Text};

/// Each operator of each filter, as a parameter named after both.
pub(super) fn filters(cx: &mut Cx<'_>, endpoint: &Endpoint, params: &mut Params) {
    for filter in &endpoint.filters {
        let ty = filter.ty.as_ref().map_or_else(poison, |expr| {
            let ty = types::place(cx, expr);
            single(cx, &ty, expr.span, "a filter");
            ty
        });
        for op in &filter.ops {
            let spec = cx.spec;
            let Some(operator) = spec.find(&spec.operators, op) else {
                if spec.lost.contains("operators") {
                    continue;
                }
                let known = spec.names(&spec.operators, op.span.file);
                let help = cx
                    .found
                    .near
                    .help_declared(&op.value, known.clone(), "operators");
                let meant = cx.found.near.certain_name(&op.value, known);
                cx.found
                    .error(
                        codes::UNKNOWN_OPERATOR,
                        op.span,
                        format!("there is no operator `{}`", op.value),
                    )
                    .help(help)
                    .respell(op.span, &op.value, meant);
                continue;
            };
            let param = compared(cx, filter, operator, op, &ty);
            params.add(cx, param, op.span);
        }
    }
}

fn compared(
    cx: &mut Cx<'_>,
    filter: &model::Filter,
    operator: &Operator,
    op: &Text,
    ty: &Use,
) -> Param {
    let mut list = ListStyle::default();
    let ty = match (&operator.arg, &operator.list) {
        (Some(arg), _) => types::place(cx, arg),
        (None, Some(style)) => {
            let mut of_many = plain(Type::List(Box::new(ty.clone())));
            list = styles::of_operator(&mut of_many, &style.value);
            of_many
        }
        (None, None) => ty.clone(),
    };
    let suffix = operator.suffix.as_ref().map_or("", |s| s.value.as_str());
    let wire = Text::new(format!("{}{suffix}", filter.name.value), op.span);
    // The setter is named after the operator, since a suffix may be nothing but signs.
    let setter = match suffix {
        "" => filter.name.value.clone(),
        _ => format!("{}_{}", filter.name.value, operator.name.value),
    };
    let mut param = bare(cx, Place::Query, &Text::new(setter, filter.name.span), ty);
    param.name.wire = wire.value;
    param.list = list;
    let words = [text(&filter.doc), text(&operator.doc)];
    param.doc = words
        .into_iter()
        .flatten()
        .reduce(|value, comparison| format!("{}\n\n{comparison}", value.trim_end()));
    param
}
