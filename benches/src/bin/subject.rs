//! `subject NAME TIMES`: does a piece of work so often, for valgrind to count. Without arguments, the names.

use trunkline_benches::subject;

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(name) = args.next() else {
        for subject in subject::all() {
            println!("{}", subject.name);
        }
        return;
    };
    let times: u32 = args.next().map_or(1, |a| a.parse().expect("a number"));
    let mut work = (subject::named(&name).prepare)();
    for _ in 0..times {
        work();
    }
}
