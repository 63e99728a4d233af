//! The comparison by characters that NVDA makes: Google's diff-match-patch (Myers' shortest edit, then
//! "semantic cleanup", which gives up short stretches that are equal only by chance), without a time limit.
//!
//! Followed rule by rule from the published algorithm (google/diff-match-patch), because a shared character
//! kept or given up decides whether a row is heard whole or in pieces.

mod semantic;

use semantic::cleanup_semantic;

/// What happened to a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Equal,
    Delete,
    Insert,
}

/// A stretch: characters, or numbers that stand for lines.
type Stretch = (Op, Vec<u32>);

/// Texts shorter than this are compared by characters at once, longer ones by lines first.
const LINES_FIRST: usize = 100;

/// The text that is in the new text and not in the old, in pieces from top to bottom.
pub(super) fn insertions(old: &str, new: &str) -> Vec<String> {
    let mut edits = compare(&codes(old), &codes(new), true);
    cleanup_semantic(&mut edits);
    let inserted = edits.iter().filter(|(op, _)| *op == Op::Insert);
    inserted.map(|(_, text)| text.iter().filter_map(|&c| char::from_u32(c)).collect()).collect()
}

fn codes(text: &str) -> Vec<u32> {
    text.chars().map(u32::from).collect()
}

fn compare(old: &[u32], new: &[u32], lines_first: bool) -> Vec<Stretch> {
    let head = common_prefix(old, new);
    let tail = common_suffix(&old[head..], &new[head..]);
    let (old_to, new_to) = (old.len() - tail, new.len() - tail);
    let mut edits = vec![(Op::Equal, old[..head].to_vec())];
    edits.extend(compute(&old[head..old_to], &new[head..new_to], lines_first));
    edits.push((Op::Equal, old[old_to..].to_vec()));
    cleanup_merge(&mut edits);
    edits
}

fn compute(old: &[u32], new: &[u32], lines_first: bool) -> Vec<Stretch> {
    let whole = || vec![(Op::Delete, old.to_vec()), (Op::Insert, new.to_vec())];
    if old.is_empty() || new.is_empty() {
        return whole();
    }
    let (op, long, short) = if old.len() > new.len() { (Op::Delete, old, new) } else { (Op::Insert, new, old) };
    if let Some(at) = long.windows(short.len()).position(|part| part == short) {
        let rest = long[at + short.len()..].to_vec();
        return vec![(op, long[..at].to_vec()), (Op::Equal, short.to_vec()), (op, rest)];
    }
    if short.len() == 1 {
        return whole();
    }
    if lines_first && old.len() > LINES_FIRST && new.len() > LINES_FIRST {
        return compare_lines(old, new);
    }
    bisect(old, new)
}

/// Compares whole lines, then by characters inside each block of replaced lines.
fn compare_lines(old: &[u32], new: &[u32]) -> Vec<Stretch> {
    let mut lines: Vec<Vec<u32>> = Vec::new();
    let old = numbered(old, &mut lines);
    let new = numbered(new, &mut lines);
    let text =
        |numbers: &[u32]| -> Vec<u32> { numbers.iter().flat_map(|&n| lines[n as usize].iter().copied()).collect() };
    let by_lines = compare(&old, &new, false);
    let mut edits: Vec<Stretch> = by_lines.into_iter().map(|(op, numbers)| (op, text(&numbers))).collect();
    cleanup_semantic(&mut edits);
    edits.push((Op::Equal, Vec::new()));
    let mut out = Vec::new();
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for (op, text) in edits {
        match op {
            Op::Delete => gone.extend(text),
            Op::Insert => come.extend(text),
            Op::Equal => {
                let (old, new) = (std::mem::take(&mut gone), std::mem::take(&mut come));
                if !old.is_empty() && !new.is_empty() {
                    out.extend(compare(&old, &new, false));
                } else {
                    out.push((Op::Delete, old));
                    out.push((Op::Insert, new));
                }
                out.push((Op::Equal, text));
            }
        }
    }
    out
}

/// The text as numbers of its lines; each distinct line is kept once.
fn numbered(text: &[u32], lines: &mut Vec<Vec<u32>>) -> Vec<u32> {
    let split = text.split_inclusive(|&c| c == u32::from('\n'));
    let mut numbers = Vec::new();
    for line in split {
        let known = lines.iter().position(|other| other == line);
        let n = known.unwrap_or_else(|| {
            lines.push(line.to_vec());
            lines.len() - 1
        });
        numbers.push(u32::try_from(n).expect("a screen has few lines"));
    }
    numbers
}

/// Myers' search from both ends at once; the texts are split where the two searches meet.
fn bisect(old: &[u32], new: &[u32]) -> Vec<Stretch> {
    let (n1, n2) = (signed(old.len()), signed(new.len()));
    let most = (n1 + n2 + 1) / 2;
    let length = 2 * most;
    let delta = n1 - n2;
    let forward_meets = delta % 2 != 0;
    let mut reach = [vec![-1; index(length) + 2], vec![-1; index(length) + 2]];
    reach[0][index(most + 1)] = 0;
    reach[1][index(most + 1)] = 0;
    let mut bounds = [(0, 0), (0, 0)];
    for d in 0..most {
        for side in 0..2 {
            let mut k = -d + bounds[side].0;
            while k <= d - bounds[side].1 {
                let at = index(most + k);
                let down = k == -d || (k != d && reach[side][at - 1] < reach[side][at + 1]);
                let mut x = if down { reach[side][at + 1] } else { reach[side][at - 1] + 1 };
                let mut y = x - k;
                while x < n1 && y < n2 && same(old, new, x, y, side) {
                    x += 1;
                    y += 1;
                }
                reach[side][at] = x;
                let across = most + delta - k;
                if x > n1 {
                    bounds[side].1 += 2;
                } else if y > n2 {
                    bounds[side].0 += 2;
                } else if forward_meets == (side == 0) && (0..length).contains(&across) {
                    let other = reach[1 - side][index(across)];
                    if other != -1 && x + other >= n1 {
                        let (x, y) = if side == 0 { (x, y) } else { (other, most + other - across) };
                        return split(old, new, index(x), index(y));
                    }
                }
                k += 2;
            }
        }
    }
    vec![(Op::Delete, old.to_vec()), (Op::Insert, new.to_vec())]
}

/// Whether the characters agree, counted from the front (side 0) or from the back.
fn same(old: &[u32], new: &[u32], x: i64, y: i64, side: usize) -> bool {
    let (x, y) = (index(x), index(y));
    if side == 0 { old[x] == new[y] } else { old[old.len() - 1 - x] == new[new.len() - 1 - y] }
}

fn split(old: &[u32], new: &[u32], x: usize, y: usize) -> Vec<Stretch> {
    let mut edits = compare(&old[..x], &new[..y], false);
    edits.extend(compare(&old[x..], &new[y..], false));
    edits
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).expect("a screen is small")
}

fn index(n: i64) -> usize {
    usize::try_from(n).expect("the search stays inside its tables")
}

fn common_prefix(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

fn common_suffix(a: &[u32], b: &[u32]) -> usize {
    a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count()
}

/// Joins neighbours of the same kind, takes common ends out of replacements, and moves an edit between two
/// equal stretches over one of them where that removes it.
fn cleanup_merge(edits: &mut Vec<Stretch>) {
    loop {
        let mut out: Vec<Stretch> = Vec::with_capacity(edits.len());
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        edits.push((Op::Equal, Vec::new()));
        for (op, mut text) in edits.drain(..) {
            match op {
                Op::Delete => gone.extend(text),
                Op::Insert => come.extend(text),
                Op::Equal if text.is_empty() && !out.is_empty() && gone.is_empty() && come.is_empty() => {}
                Op::Equal => {
                    let head = common_prefix(&gone, &come);
                    if head > 0 {
                        push_equal(&mut out, gone[..head].to_vec());
                        gone.drain(..head);
                        come.drain(..head);
                    }
                    let tail = common_suffix(&gone, &come);
                    if tail > 0 {
                        let shared = gone.split_off(gone.len() - tail);
                        come.truncate(come.len() - tail);
                        text.splice(..0, shared);
                    }
                    push(&mut out, Op::Delete, std::mem::take(&mut gone));
                    push(&mut out, Op::Insert, std::mem::take(&mut come));
                    push_equal(&mut out, text);
                }
            }
        }
        *edits = out;
        if !slide(edits) {
            return;
        }
    }
}

fn push(out: &mut Vec<Stretch>, op: Op, text: Vec<u32>) {
    if !text.is_empty() {
        out.push((op, text));
    }
}

fn push_equal(out: &mut Vec<Stretch>, text: Vec<u32>) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some((Op::Equal, before)) => before.extend(text),
        _ => out.push((Op::Equal, text)),
    }
}

/// Moves a single edit over an equal neighbour it ends or begins with; true if any was moved.
fn slide(edits: &mut Vec<Stretch>) -> bool {
    let mut moved = false;
    let mut n = 1;
    while n + 1 < edits.len() {
        if edits[n - 1].0 == Op::Equal && edits[n + 1].0 == Op::Equal {
            let (before, after) = (edits[n - 1].1.clone(), edits[n + 1].1.clone());
            if edits[n].1.ends_with(&before) {
                let keep = edits[n].1.len() - before.len();
                edits[n].1.truncate(keep);
                edits[n].1.splice(..0, before.iter().copied());
                edits[n + 1].1.splice(..0, before);
                edits.remove(n - 1);
                moved = true;
            } else if edits[n].1.starts_with(&after) {
                edits[n - 1].1.extend_from_slice(&after);
                edits[n].1.drain(..after.len());
                edits[n].1.extend(after);
                edits.remove(n + 1);
                moved = true;
            }
        }
        n += 1;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_published_implementation_finds() {
        let cases = include_str!("../recorded/diff.jsonl");
        for case in cases.lines() {
            let (old, new, inserted): (String, String, Vec<String>) =
                serde_json::from_str(case).expect("a recorded line is JSON");
            assert_eq!(insertions(&old, &new), inserted, "{old:?} -> {new:?}");
        }
    }

    #[test]
    fn shared_characters_are_kept_only_where_they_are_many() {
        assert_eq!(insertions("困难残疾人生活补贴", "重度残疾人护理补贴"), ["重度", "护理"]);
        assert_eq!(insertions("就业培训", "无障碍培训改造"), ["无障碍培训改造"]);
        assert_eq!(insertions("Back", "Barrier-free"), ["rrier-free"]);
    }
}
