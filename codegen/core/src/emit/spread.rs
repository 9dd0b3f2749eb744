//! Pieces in, the text of all of them in their order out, written by as many threads as the machine has.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder, available_parallelism};

/// How many pieces a thread takes at once.
const CHUNK: usize = 32;

/// What a main thread has; another has less unless it is asked for.
const STACK: usize = 8 << 20;

/// Writes the pieces behind `text`.
pub(super) fn write<T: Sync>(
    pieces: &[T],
    mut text: String,
    write: impl Fn(&T, &mut String) + Sync,
) -> String {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = pieces.chunks(CHUNK).nth(at) else {
                return done;
            };
            let mut text = String::new();
            for piece in chunk {
                write(piece, &mut text);
            }
            done.push((at, text));
        }
    };
    let threads = available_parallelism().map_or(1, usize::from);
    let threads = threads.min(pieces.len().div_ceil(CHUNK));
    let mut done = thread::scope(|scope| {
        // Where there is no other thread to be had, this one does it all.
        let spawn = |_| {
            Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .ok()
        };
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    text.reserve(done.iter().map(|(_, text)| text.len()).sum());
    for (_, chunk) in done {
        text.push_str(&chunk);
    }
    text
}
