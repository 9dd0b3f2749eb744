//! Filters: each operator of each one becomes a parameter of the query, named after both.

use super::cx::{Cx, poison, text};
use super::params::{Params, bare, single};
use super::types;
use crate::api::{Codec, Param, Place, Type, Use};
use crate::diag::{codes, near};
use crate::spec::model::{self, Endpoint, ListStyle, Operator, Text};

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
            let Some(operator) = spec.operators.iter().find(|o| o.name.value == op.value) else {
                let known = spec.operators.iter().map(|o| o.name.value.as_str());
                let help = near::help_declared(&op.value, known.clone(), "operators");
                let meant = near::certain_name(&op.value, known);
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
    let ty = match (&operator.arg, &operator.list) {
        (Some(arg), _) => types::place(cx, arg),
        (None, Some(style)) => {
            let codecs = match style.value {
                ListStyle::Csv => vec![Codec::Csv],
                ListStyle::Repeat => Vec::new(),
            };
            Use {
                element: None,
                ty: Type::List(Box::new(ty.clone())),
                codecs,
                null: false,
            }
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
    let words = [text(&filter.doc), text(&operator.doc)];
    param.doc = words
        .into_iter()
        .flatten()
        .reduce(|value, comparison| format!("{}\n\n{comparison}", value.trim_end()));
    param
}
