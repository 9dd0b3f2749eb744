//! The types of an `Api` in, the fields out whose records would have no finite size without a box.

use std::collections::HashSet;

use crate::api::{Api, StructField, Type, TypeDef, TypeId, TypeKind, Use};

/// Fields (record, position) that hold their own record without a list or a map between.
pub(super) fn boxed_fields(api: &Api) -> HashSet<(TypeId, usize)> {
    let edges: Vec<Vec<usize>> = api.types.iter().map(held).collect();
    let circles = circles(&edges);
    let mut boxed = HashSet::new();
    for (index, def) in api.types.iter().enumerate() {
        let TypeKind::Record(record) = &def.kind else {
            continue;
        };
        for member in record.members() {
            // What is flattened holds its fields in place, and boxes what leads back itself.
            let StructField::Field(position, field) = member else {
                continue;
            };
            // What leads back to where it came from stands in one circle with it.
            if named(&field.ty).is_some_and(|to| circles[to] == circles[index]) {
                boxed.insert((TypeId(index), position));
            }
        }
    }
    boxed
}

/// The named types that a value holds in place.
fn held(def: &TypeDef) -> Vec<usize> {
    match &def.kind {
        TypeKind::Record(record) => {
            let held = record.members().filter_map(|member| match member {
                StructField::Field(_, field) => named(&field.ty),
                StructField::Flattened(flat) => Some(flat.ty.0),
            });
            held.collect()
        }
        TypeKind::Newtype(inner) | TypeKind::Alias(inner) => named(inner).into_iter().collect(),
        TypeKind::Union(union) => union.members.iter().filter_map(|m| named(&m.ty)).collect(),
        TypeKind::Enum(_) => Vec::new(),
    }
}

fn named(used: &Use) -> Option<usize> {
    match used.ty {
        Type::Named(id) => Some(id.0),
        _ => None,
    }
}

/// For each node of a graph the circle that it is in, a node that is in none being one by itself: two nodes have the
/// same number if each can be reached from the other (Kosaraju's way: backwards, in the order in which a first walk ended).
fn circles(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut back = vec![Vec::new(); edges.len()];
    for (from, to) in edges.iter().enumerate() {
        to.iter().for_each(|&to| back[to].push(from));
    }
    let mut seen = vec![false; edges.len()];
    let mut ended = Vec::with_capacity(edges.len());
    for root in 0..edges.len() {
        walk(edges, root, &mut seen, &mut ended);
    }
    let mut seen = vec![false; edges.len()];
    let mut circles = vec![0; edges.len()];
    for &root in ended.iter().rev() {
        let mut members = Vec::new();
        walk(&back, root, &mut seen, &mut members);
        members.iter().for_each(|&member| circles[member] = root);
    }
    circles
}

/// Visits what can be reached and was not seen, depth first; `ended` gets each node after those behind it. The stack is
/// its own: chains of records may be longer than the program's.
fn walk(edges: &[Vec<usize>], root: usize, seen: &mut [bool], ended: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[root], true) {
        return;
    }
    let mut stack = vec![(root, 0)];
    while let Some((at, next)) = stack.last_mut() {
        let Some(&to) = edges[*at].get(*next) else {
            ended.push(*at);
            stack.pop();
            continue;
        };
        *next += 1;
        if !std::mem::replace(&mut seen[to], true) {
            stack.push((to, 0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn circles_are_told_from_chains() {
        // 0 → 1 → 2 → 0, 2 → 3 → 4, 4 → 4, 5 → 0.
        let found = circles(&[vec![1], vec![2], vec![0, 3], vec![4], vec![4], vec![0]]);
        assert!(found[0] == found[1] && found[1] == found[2]);
        let apart = [found[0], found[3], found[4], found[5]];
        assert_eq!(std::collections::HashSet::from(apart).len(), apart.len());
    }
}
