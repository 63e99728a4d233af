//! Semantic cleanup: a diff that reads well is preferred to the shortest one.

use super::{Op, Stretch, cleanup_merge, codes, common_suffix};

/// Gives up equal stretches no longer than the edits on both of their sides, moves edits to the edges of
/// words and lines, and finds what a deletion and the insertion behind it overlap in.
pub(super) fn cleanup_semantic(edits: &mut Vec<Stretch>) {
    let mut changed = false;
    let mut equalities: Vec<usize> = Vec::new();
    let mut candidate: Option<Vec<u32>> = None;
    // Inserted and deleted lengths before and after the candidate.
    let (mut before, mut after) = ((0, 0), (0, 0));
    let mut n = 0;
    while n < edits.len() {
        let length = edits[n].1.len();
        match edits[n].0 {
            Op::Equal => {
                equalities.push(n);
                before = std::mem::take(&mut after);
                candidate = Some(edits[n].1.clone());
                n += 1;
                continue;
            }
            Op::Insert => after.0 += length,
            Op::Delete => after.1 += length,
        }
        let small = candidate.as_ref().is_some_and(|text| {
            let most = before.0.max(before.1).min(after.0.max(after.1));
            !text.is_empty() && text.len() <= most
        });
        if let (true, Some(&at)) = (small, equalities.last()) {
            let text = candidate.take().unwrap_or_default();
            edits.insert(at, (Op::Delete, text));
            edits[at + 1].0 = Op::Insert;
            equalities.pop();
            equalities.pop();
            n = equalities.last().map_or(0, |&last| last + 1);
            (before, after) = ((0, 0), (0, 0));
            changed = true;
        } else {
            n += 1;
        }
    }
    if changed {
        cleanup_merge(edits);
    }
    align(edits);
    overlap(edits);
}

/// Slides each edit between two equal stretches to where it reads best.
fn align(edits: &mut Vec<Stretch>) {
    let mut n = 1;
    while n + 1 < edits.len() {
        if edits[n - 1].0 == Op::Equal && edits[n + 1].0 == Op::Equal {
            let (mut one, mut edit, mut two) = (edits[n - 1].1.clone(), edits[n].1.clone(), edits[n + 1].1.clone());
            let shared = common_suffix(&one, &edit);
            let moved = edit.split_off(edit.len() - shared);
            one.truncate(one.len() - shared);
            edit.splice(..0, moved.iter().copied());
            two.splice(..0, moved);
            let mut best = (one.clone(), edit.clone(), two.clone());
            let mut top = score(&one, &edit) + score(&edit, &two);
            while !edit.is_empty() && edit.first() == two.first() {
                let c = two.remove(0);
                one.push(edit.remove(0));
                edit.push(c);
                let now = score(&one, &edit) + score(&edit, &two);
                if now >= top {
                    top = now;
                    best = (one.clone(), edit.clone(), two.clone());
                }
            }
            if edits[n - 1].1 != best.0 {
                edits[n].1 = best.1;
                edits[n - 1].1 = best.0;
                edits[n + 1].1 = best.2;
                if edits[n + 1].1.is_empty() {
                    edits.remove(n + 1);
                }
                if edits[n - 1].1.is_empty() {
                    edits.remove(n - 1);
                    n -= 1;
                }
            }
        }
        n += 1;
    }
}

/// How well a border falls between two texts: 6 at an end, 5 a blank line, 4 a line, 3 a sentence, 2 a blank,
/// 1 a symbol, 0 inside a word.
fn score(one: &[u32], two: &[u32]) -> u32 {
    let (Some(a), Some(b)) =
        (one.last().copied().and_then(char::from_u32), two.first().copied().and_then(char::from_u32))
    else {
        return 6;
    };
    let symbol = (!a.is_alphanumeric(), !b.is_alphanumeric());
    let blank = (symbol.0 && a.is_whitespace(), symbol.1 && b.is_whitespace());
    let line = (blank.0 && matches!(a, '\r' | '\n'), blank.1 && matches!(b, '\r' | '\n'));
    let ends = |suffix: &str| one.ends_with(&codes(suffix));
    let begins = |prefix: &str| two.starts_with(&codes(prefix));
    let empty_line = (line.0 && (ends("\n\n") || ends("\n\r\n")))
        || (line.1 && ["\n\n", "\r\n\n", "\n\r\n", "\r\n\r\n"].into_iter().any(begins));
    match () {
        () if empty_line => 5,
        () if line.0 || line.1 => 4,
        () if symbol.0 && !blank.0 && blank.1 => 3,
        () if blank.0 || blank.1 => 2,
        () if symbol.0 || symbol.1 => 1,
        () => 0,
    }
}

fn overlap(edits: &mut Vec<Stretch>) {
    let mut n = 1;
    while n < edits.len() {
        if edits[n - 1].0 == Op::Delete && edits[n].0 == Op::Insert {
            let (gone, come) = (edits[n - 1].1.clone(), edits[n].1.clone());
            let forward = overlap_length(&gone, &come);
            let backward = overlap_length(&come, &gone);
            let enough = |length: usize| 2 * length >= gone.len() || 2 * length >= come.len();
            if forward >= backward && enough(forward) {
                edits.insert(n, (Op::Equal, come[..forward].to_vec()));
                edits[n - 1].1.truncate(gone.len() - forward);
                edits[n + 1].1 = come[forward..].to_vec();
                n += 1;
            } else if backward > forward && enough(backward) {
                edits.insert(n, (Op::Equal, gone[..backward].to_vec()));
                edits[n - 1] = (Op::Insert, come[..come.len() - backward].to_vec());
                edits[n + 1] = (Op::Delete, gone[backward..].to_vec());
                n += 1;
            }
            n += 1;
        }
        n += 1;
    }
}

/// The longest end of one text that the other begins with.
fn overlap_length(one: &[u32], two: &[u32]) -> usize {
    let most = one.len().min(two.len());
    (1..=most).rev().find(|&length| one.ends_with(&two[..length])).unwrap_or(0)
}
